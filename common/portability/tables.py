"""A model's rows as a table for people: words instead of codes, names beside ids, nothing that computes."""

import csv
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, TextIO
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.text import capfirst

from common.portability.belongings import Belonging, Field
from common.portability.cells import defuse

Names = Mapping[type[models.Model], Mapping[int, str]]
"""What rows are called, by model and id."""


class Row(NamedTuple):
    """One row, apart as its belonging has its fields apart."""

    pk: int
    references: Sequence[int | None]
    columns: Sequence[Any]
    links: Sequence[Sequence[int]]
    files: Sequence[str]
    """Where the archive has the bytes; blank for none."""
    former: Mapping[str, str] = MappingProxyType({})
    """Texts of columns that the model has no more, out of an older archive."""


class Table:
    """Writes one table; moments are told by the clocks of ``zone``."""

    def __init__(self, file: TextIO, belonging: Belonging, *, names: Names, zone: ZoneInfo) -> None:
        self._writer = csv.writer(file)
        self._tellers = [_teller(column, zone) for column in belonging.columns]
        self._references = [names.get(reference.related_model) for reference in belonging.references]
        self._links = [names.get(link.related_model) for link in belonging.links]
        self._writer.writerow(_header(belonging))

    def write(self, rows: Iterable[Row]) -> None:
        """Some rows more."""
        self._writer.writerows(map(self._cells, rows))

    def _cells(self, row: Row) -> list[str]:
        cells = [str(row.pk)]
        for names, target in zip(self._references, row.references, strict=True):
            if names is not None:
                cells.append(defuse(names.get(target or 0, "")))
            cells.append("" if target is None else str(target))
        for tell, value in zip(self._tellers, row.columns, strict=True):
            cells.append("" if value is None else tell(value))
        for names, targets in zip(self._links, row.links, strict=True):
            cells.append(defuse(", ".join((names or {}).get(target, str(target)) for target in targets)))
        return [*cells, *row.files]


def _teller(column: Field, zone: ZoneInfo) -> Callable[[Any], str]:
    """What says a value of ``column``, never ``None``."""
    if column.choices:
        words = {value: str(label) for value, label in column.flatchoices}
        return lambda value: words.get(value, str(value))
    if isinstance(column, models.CharField | models.TextField):
        return defuse
    if isinstance(column, models.BooleanField):
        return lambda value: "yes" if value else "no"
    if isinstance(column, models.DateTimeField):
        return lambda value: f"{value.astimezone(zone):%Y-%m-%d %H:%M:%S}"
    if isinstance(column, models.JSONField):
        return lambda value: defuse(json.dumps(value, ensure_ascii=False))
    return lambda value: defuse(str(value))


def _header(belonging: Belonging) -> list[str]:
    header = ["Id"]
    for reference in belonging.references:
        said = capfirst(str(reference.verbose_name))
        header += [said, f"{said} id"] if is_named(reference) else [f"{said} id"]
    header += [capfirst(str(column.verbose_name)) for column in belonging.columns]
    header += [capfirst(str(link.verbose_name)) for link in belonging.links]
    return header + [capfirst(str(file.verbose_name)) for file in belonging.files]


def is_named(reference: Field) -> bool:
    """Whether the rows that ``reference`` names are called something: a person, not one of 100,000 interactions."""
    return bool(getattr(reference.related_model, "owner_path", "") == "owner")
