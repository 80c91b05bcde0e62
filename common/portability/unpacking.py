"""An archive into an account that holds nothing: every row as it was, under a new key, and never another owner's."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import DataError, IntegrityError, models, transaction

from common import many_rows
from common.portability.belongings import Belonging, belongings
from common.portability.reading import Contents, DamagedError, Files, Line, file_of, place, require, rows

BATCH = 500

_Keys = dict[type[models.Model], dict[int, int]]
"""The new key of each old one, by model."""


def unpack(
    files: Files, held: Contents, *, owner: AbstractBaseUser, tick: Callable[[int], None]
) -> Iterator[tuple[Belonging, list[int]]]:
    """Write every row for ``owner``, telling after each few which keys they have now.

    Call it in a transaction, and exhaust it. A row goes to ``owner`` or hangs on one of the archive's own: its keys are
    looked up among those written a moment ago, never in the database. Raises ``DamagedError``, also for what only the
    database can tell. Statements: one for each 500 rows, and a few more where rows name others of their own model.
    """
    keys: _Keys = {}
    for belonging in belongings():
        keys[belonging.model] = {}
        if belonging.label in held.counts:
            writer = _Writer(files, belonging, keys, owner)
            lines = rows(files, belonging, held)
            while batch := list(islice(lines, BATCH)):
                yield belonging, writer.write(batch)
                tick(len(batch))
            writer.finish()
            yield from writer.former.items()


class _Writer:
    """Writes the rows of one model."""

    def __init__(self, files: Files, belonging: Belonging, keys: _Keys, owner: AbstractBaseUser) -> None:
        self._files, self._belonging, self._keys, self._owner = files, belonging, keys, owner
        self._mine = keys[belonging.model]
        self.former: dict[Belonging, list[int]] = defaultdict(list)
        """The keys of rows made of columns that the model has no more, by what they belong to."""
        self._fixed: dict[str, Any] = {"owner": owner} if belonging.model.owner_path == "owner" else {}
        self._inner: dict[str, dict[int, tuple[int, int]]] = {
            field.attname: {} for field in belonging.references if field.related_model is belonging.model
        }
        """By column: which new row names which old one of the same model, and the line that says so."""
        self._moments = [
            column.attname
            for column in belonging.columns
            if isinstance(column, models.DateField) and (column.auto_now or column.auto_now_add)
        ]

    def write(self, batch: Sequence[Line]) -> list[int]:
        """Some rows more; their new keys."""
        made = [self._made(line) for line in batch]
        self._insert(batch, made)
        for line, row in zip(batch, made, strict=True):
            self._mine[line.row.pk] = row.pk
        for name, named in self._inner.items():
            for line, row in zip(batch, made, strict=True):
                if (target := self._reference(line, name)) is not None:
                    named[row.pk] = (target, line.number)
        self._link(batch, made)
        self._keep_former(batch, made)
        return [row.pk for row in made]

    def finish(self) -> None:
        """Rows that name others of their own model: only now has each of them a key."""
        for name, named in self._inner.items():
            found = {}
            for pk, (target, number) in named.items():
                require(target, self._mine, name, place(self._belonging, number))
                found[pk] = (self._mine[target],)
            try:
                with transaction.atomic():
                    many_rows.write(self._belonging.model, (name,), found)
            except (IntegrityError, DataError) as error:
                raise DamagedError(f"The rows of {self._belonging.title} do not go together.") from error

    def _made(self, line: Line) -> Any:
        belonging, row = self._belonging, line.row
        values = dict(self._fixed)
        for field, target in zip(belonging.references, row.references, strict=True):
            if field.attname in self._inner:
                values[field.attname] = None
            else:
                values[field.attname] = self._renumbered(field, target, line)
        for column, value in zip(belonging.columns, row.columns, strict=True):
            values[column.attname] = value
        for file, name in zip(belonging.files, row.files, strict=True):
            values[file.attname] = file_of(self._files, name, place(belonging, line.number))
        return belonging.model(**values)

    def _renumbered(self, field: Any, target: int | None, line: Line) -> int | None:
        if target is None:
            return None
        keys = self._keys[field.related_model]
        require(target, keys, field.name, place(self._belonging, line.number))
        return keys[target]

    def _reference(self, line: Line, name: str) -> int | None:
        pairs = zip(self._belonging.references, line.row.references, strict=True)
        return next(target for field, target in pairs if field.attname == name)

    def _insert(self, batch: Sequence[Line], made: list[Any]) -> None:
        # bulk_create puts the present moment into these, whatever they held.
        moments = [[getattr(row, name) for name in self._moments] for row in made]
        try:
            with transaction.atomic():
                self._belonging.rows(self._owner).bulk_create(made)
        except (IntegrityError, DataError) as error:
            raise DamagedError(self._why(batch)) from error
        if self._moments:
            rows_made = {row.pk: values for row, values in zip(made, moments, strict=True)}
            many_rows.write(self._belonging.model, self._moments, rows_made)

    def _keep_former(self, batch: Sequence[Line], made: list[Any]) -> None:
        said = zip(batch, made, strict=True)
        rows = [row for line, old in said if line.row.former for row in old.rows_of_former(line.row.former)]
        for belonging in belongings():
            mine = [row for row in rows if type(row) is belonging.model]
            if mine:
                belonging.rows(self._owner).bulk_create(mine)
                self.former[belonging] += [row.pk for row in mine]

    def _why(self, batch: Sequence[Line]) -> str:
        """Which row of a batch the database refuses, found by giving it one after the other."""
        for line in batch:
            try:
                with transaction.atomic():
                    self._belonging.rows(self._owner).bulk_create([self._made(line)])
            except (IntegrityError, DataError):
                break
        return f"{place(self._belonging, line.number)}: this row does not go together with those before it."

    def _link(self, batch: Sequence[Line], made: list[Any]) -> None:
        for number, link in enumerate(self._belonging.links):
            through: Any = link.remote_field.through
            here, there = link.m2m_field_name(), link.m2m_reverse_field_name()
            through.objects.bulk_create(
                through(**{f"{here}_id": row.pk, f"{there}_id": self._renumbered(link, target, line)})
                for line, row in zip(batch, made, strict=True)
                for target in line.row.links[number]
            )
