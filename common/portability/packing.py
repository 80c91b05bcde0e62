"""An account into a zip: every row as JSON, a table of them for people, and pictures as files of their own."""

import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from common.portability.belongings import Belonging, belongings, preferences
from common.portability.pictures import suffix_of
from common.portability.tables import Row, Table, is_named
from common.portability.values import encoder
from common.portability.zipping import Packer, spooled

FORMAT = "rapport-archive"
VERSION = 1
"""Rises when a change makes older archives mean something else."""
MANIFEST = "rapport.json"
BATCH = 500


def data_file(label: str) -> str:
    """Where an archive has the rows of the model ``label``."""
    return f"data/{label}.jsonl"


def holdings(owner: AbstractBaseUser) -> dict[str, int]:
    """How many rows of each model an archive of ``owner`` would hold; models without any are left out."""
    counts = {belonging.label: belonging.rows(owner).order_by().count() for belonging in belongings()}
    return {label: count for label, count in counts.items() if count}


def pack(
    packer: Packer,
    counts: Mapping[str, int],
    *,
    owner: AbstractBaseUser,
    now: datetime,
    zone: ZoneInfo,
    tick: Callable[[int], None],
) -> None:
    """Everything ``owner`` has at the moment ``now``; tables tell moments by the clocks of ``zone``.

    Call it in the ``snapshot`` in which ``holdings`` gave ``counts``. ``tick`` is told of every few rows done. Two
    queries a model at most, and one more for each many-to-many column and 500 rows.
    """
    names = _names(owner)
    for belonging in belongings():
        if belonging.label in counts:
            for count in _pack_model(packer, belonging, owner=owner, names=names, zone=zone):
                tick(count)
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "account": owner.get_username(),
        "made_at": now.isoformat().replace("+00:00", "Z"),
        "rows": counts,
        "preferences": {field.name: _written(encoder(field), getattr(owner, field.attname)) for field in preferences()},
    }
    packer.add(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2).encode())


def _names(owner: AbstractBaseUser) -> dict[type[models.Model], dict[int, str]]:
    """What the people, organizations and campaigns are called that other rows name."""
    wanted: set[Any] = {
        field.related_model
        for belonging in belongings()
        for field in (*belonging.references, *belonging.links)
        if is_named(field)
    }
    return {
        model: {row.pk: str(row) for row in model.for_user(owner).order_by().iterator(chunk_size=BATCH)}
        for model in wanted
    }


def _written(encode: Callable[[Any], Any], value: Any) -> Any:
    return None if value is None else encode(value)


def _pack_model(
    packer: Packer,
    belonging: Belonging,
    *,
    owner: AbstractBaseUser,
    names: dict[type[models.Model], dict[int, str]],
    zone: ZoneInfo,
) -> Iterator[int]:
    """Write one model's rows and their table, telling of how many rows each batch was."""
    with spooled() as data, spooled() as sheet:
        text = io.TextIOWrapper(sheet, encoding="utf-8-sig", newline="")
        table = Table(text, belonging, names=names, zone=zone)
        as_line = _liner(belonging)
        for batch in _batches(packer, belonging, owner):
            data.write("".join(map(as_line, batch)).encode())
            table.write(batch)
            yield len(batch)
        text.flush()
        packer.add_file(data_file(belonging.label), data)
        packer.add_file(f"tables/{belonging.title}.csv", sheet)
        text.detach()


def _liner(belonging: Belonging) -> Callable[[Row], str]:
    """What makes a row one line of JSON."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    encoders = [encoder(column) for column in belonging.columns]
    fields = (*belonging.references, *belonging.columns, *belonging.links, *belonging.files)
    keys = ["id", *(field.name for field in fields)]

    def as_line(row: Row) -> str:
        columns = map(_written, encoders, row.columns)
        return f"{encode(dict(zip(keys, (row.pk, *row.references, *columns, *row.links, *row.files), strict=True)))}\n"

    return as_line


def _batches(packer: Packer, belonging: Belonging, owner: AbstractBaseUser) -> Iterator[list[Row]]:
    """The rows of ``owner`` five hundred at a time, the bytes of their files packed already."""
    fields = (*belonging.references, *belonging.columns, *belonging.files)
    rows = belonging.rows(owner).values_list("pk", *(field.attname for field in fields)).iterator(chunk_size=BATCH)
    columns_from = 1 + len(belonging.references)
    files_from = columns_from + len(belonging.columns)
    while batch := list(islice(rows, BATCH)):
        links = [_linked(link, batch) for link in belonging.links]
        yield [
            Row(
                pk=values[0],
                references=values[1:columns_from],
                columns=values[columns_from:files_from],
                links=[linked[values[0]] for linked in links],
                files=[_pack_file(packer, belonging, values[0], content) for content in values[files_from:]],
            )
            for values in batch
        ]


def _linked(link: "models.ManyToManyField[Any, Any]", batch: list[Any]) -> dict[int, list[int]]:
    """The ids which the rows of ``batch`` are linked to."""
    here, there = link.m2m_column_name(), link.m2m_reverse_name()
    through: Any = link.remote_field.through
    pairs = through.objects.filter(**{f"{here}__in": [values[0] for values in batch]})
    found: dict[int, list[int]] = defaultdict(list)
    for pk, target in pairs.order_by(there).values_list(here, there):
        found[pk].append(target)
    return found


def _pack_file(packer: Packer, belonging: Belonging, pk: int, content: bytes | memoryview | None) -> str:
    """Pack the bytes of one row; returns the name they have in the archive, blank for no bytes."""
    if not content:
        return ""
    octets = bytes(content)
    suffix = suffix_of(octets)
    name = f"{belonging.title}/{pk}.{suffix}"
    packer.add(name, octets, is_compressed=suffix != "bin")
    return name
