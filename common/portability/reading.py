"""An archive read line by line, nothing of it taken on trust: what is wrong is said with its file and line."""

import json
from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO, NamedTuple, Protocol

from django.db import models

from common.portability.belongings import Belonging, Field, belongings, preferences
from common.portability.packing import FORMAT, MANIFEST, VERSION, data_file
from common.portability.pictures import MOST_BYTES, is_picture
from common.portability.tables import Row
from common.portability.values import BadValueError, decoder

MANIFEST_BYTES = 256 * 1024
LINE_BYTES = 8 * 1024 * 1024
"""No row is longer; a note may be long, and JSON at worst writes six bytes for a letter."""
MOST_ROWS = 2_000_000
TOLD_EVERY = 500
_NEWER = "It comes from a newer Rapport than this one: update, then bring it again."


class DamagedError(ValueError):
    """The archive cannot be brought back; the message says where and why, to the user."""


class Files(Protocol):
    """The files of an archive. What it raises for a damaged one is its own."""

    @property
    def names(self) -> Collection[str]:
        """All of them."""

    def __contains__(self, name: object) -> bool:
        """Whether there is one of this name."""

    def open(self, name: str) -> BinaryIO:
        """One of them, from its beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What an archive says it holds."""

    account: str
    """The address that its owner signed in with; blank in archives from before it was written down."""
    made_at: datetime
    counts: Mapping[str, int]
    """Rows by the label of their model."""
    preferences: Mapping[str, Any]


class Line(NamedTuple):
    """A row with the number of its line."""

    number: int
    row: Row


Keys = dict[type[models.Model], Collection[int]]
"""The ids that rows have in an archive, by model."""


def contents(files: Files) -> Contents:
    """What the archive holds by its own word. Raises ``DamagedError``."""
    if MANIFEST not in files:
        raise DamagedError(f"{MANIFEST} is missing.")
    with files.open(MANIFEST) as stream:
        text = stream.read(MANIFEST_BYTES + 1)
    said = _object(text, MANIFEST) if len(text) <= MANIFEST_BYTES else {}
    version = said.get("version")
    if said.get("format") != FORMAT or type(version) is not int or version < 1:
        raise DamagedError(f"{MANIFEST} does not say what this archive is.")
    if version > VERSION:
        raise DamagedError(f"{MANIFEST}: {_NEWER}")
    return Contents(
        account=said["account"][:254] if isinstance(said.get("account"), str) else "",
        made_at=_made_at(said.get("made_at")),
        counts=_counts(said.get("rows"), files.names),
        preferences=_preferences(said.get("preferences")),
    )


def check(files: Files, held: Contents, *, tick: Callable[[int], None]) -> None:
    """Read every row and file there is; only what the database alone can tell is left. Raises ``DamagedError``."""
    keys: Keys = {}
    for belonging in belongings():
        keys[belonging.model] = set()
        if belonging.label in held.counts:
            keys[belonging.model] = _checked(files, belonging, held, keys, tick)


def rows(files: Files, belonging: Belonging, held: Contents) -> Iterator[Line]:
    """The rows of one model in their order. Raises ``DamagedError``, also in mid-way."""
    name, expected = data_file(belonging.label), held.counts[belonging.label]
    read = _Reader(belonging)
    number = last = 0
    with files.open(name) as stream:
        while text := stream.readline(LINE_BYTES + 1):
            number += 1
            where = f"{name}, line {number}"
            if number > expected:
                raise DamagedError(f"{name} has more than the {expected:,} rows that {MANIFEST} speaks of.")
            if len(text) > LINE_BYTES:
                raise DamagedError(f"{where} is too long.")
            row = read.row(_object(text, where), where)
            if row.pk <= last:
                raise DamagedError(f"{where}: “id” is not greater than that of the line before.")
            last = row.pk
            yield Line(number, row)
    if number < expected:
        raise DamagedError(f"{name} ends after {number:,} of {expected:,} rows.")


def file_of(files: Files, name: str, where: str) -> bytes:
    """The picture that a row names; empty for none. Raises ``DamagedError``."""
    if not name:
        return b""
    if name not in files:
        raise DamagedError(f"{where}: there is no file “{name}” in the archive.")
    with files.open(name) as stream:
        content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES or not is_picture(content):
        raise DamagedError(f"{where}: “{name}” is no picture that Rapport made.")
    return content


def place(belonging: Belonging, number: int) -> str:
    """How a line is named to the user."""
    return f"{data_file(belonging.label)}, line {number}"


def _checked(
    files: Files, belonging: Belonging, held: Contents, keys: Keys, tick: Callable[[int], None]
) -> Collection[int]:
    """The keys of one model's rows, all that they name being there."""
    mine: set[int] = set()
    named_here: dict[str, tuple[array[int], array[int]]] = {}
    """By column that names rows of the same model: which, and on which line."""
    for number, row in rows(files, belonging, held):
        where = place(belonging, number)
        for field, target in zip(belonging.references, row.references, strict=True):
            if target is None:
                continue
            if field.related_model is belonging.model:
                targets, numbers = named_here.setdefault(field.name, (array("q"), array("q")))
                targets.append(target)
                numbers.append(number)
            else:
                require(target, keys[field.related_model], field.name, where)
        _check_linked(files, belonging, row, keys, where)
        mine.add(row.pk)
        if number % TOLD_EVERY == 0:
            tick(TOLD_EVERY)
    tick(len(mine) % TOLD_EVERY)
    for name, (targets, numbers) in named_here.items():
        for target, number in zip(targets, numbers, strict=True):
            require(target, mine, name, place(belonging, number))
    return mine


def _check_linked(files: Files, belonging: Belonging, row: Row, keys: Keys, where: str) -> None:
    for link, linked in zip(belonging.links, row.links, strict=True):
        for target in linked:
            require(target, keys[link.related_model], link.name, where)
    for name in row.files:
        file_of(files, name, where)


def require(target: int, keys: Collection[int], name: str, where: str) -> None:
    """Raises ``DamagedError`` if a row names one that is not in the archive."""
    if target not in keys:
        raise DamagedError(f"{where}: “{name}” is {target}, and there is no such row in the archive.")


class _Reader:
    """Turns the lines of one model into rows."""

    def __init__(self, belonging: Belonging) -> None:
        self._belonging = belonging
        self._decoders = [(column, decoder(column)) for column in belonging.columns]
        fields = (*belonging.references, *belonging.columns, *belonging.links, *belonging.files)
        self._former = belonging.model.former_columns
        self._names = {"id", *(field.name for field in fields), *self._former}

    def row(self, said: dict[str, Any], where: str) -> Row:
        """Raises ``DamagedError``."""
        if unknown := said.keys() - self._names:
            raise DamagedError(f"{where}: “{min(unknown)[:60]}” is nothing this Rapport knows. {_NEWER}")
        belonging = self._belonging
        return Row(
            pk=_key(said.get("id"), "id", where),
            references=[_reference(said.get(field.name), field, where) for field in belonging.references],
            columns=[self._column(said, column, read, where) for column, read in self._decoders],
            links=[_links(said.get(link.name, []), link.name, where) for link in belonging.links],
            files=[_name(said.get(file.name, ""), file.name, where) for file in belonging.files],
            former={name: _text(said[name], name, where) for name in self._former if name in said},
        )

    def _column(self, said: dict[str, Any], column: Field, read: Callable[[Any], Any], where: str) -> Any:
        if column.name not in said:
            # Of an archive from before there was such a column.
            if column.has_default() or column.null or column.blank:
                return column.get_default()
            raise DamagedError(f"{where}: “{column.name}” is missing.")
        try:
            return read(said[column.name])
        except BadValueError as error:
            raise DamagedError(f"{where}: “{column.name}” {error}.") from error


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _object(text: bytes, where: str) -> dict[str, Any]:
    try:
        said = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise DamagedError(f"{where} is not JSON.") from error
    if not isinstance(said, dict) or _has_half_letters(text, said):
        raise DamagedError(f"{where} is not what Rapport wrote.")
    return said


def _has_half_letters(text: bytes, said: dict[str, Any]) -> bool:
    """Whether it says half a surrogate pair, which JSON can, and neither a database nor a page."""
    if b"\\ud" not in text.lower():
        return False
    try:
        json.dumps(said, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False


def _key(value: Any, name: str, where: str) -> int:
    if type(value) is not int or not 0 < value < 1 << 63:
        raise DamagedError(f"{where}: “{name}” is no number of a row.")
    return value


def _reference(value: Any, field: "models.ForeignKey[Any, Any]", where: str) -> int | None:
    if value is None and field.null:
        return None
    return _key(value, field.name, where)


def _links(value: Any, name: str, where: str) -> Sequence[int]:
    if not isinstance(value, list):
        raise DamagedError(f"{where}: “{name}” is no list.")
    found = [_key(each, name, where) for each in value]
    if len(set(found)) < len(found):
        raise DamagedError(f"{where}: “{name}” names a row twice.")
    return found


def _name(value: Any, name: str, where: str) -> str:
    if not isinstance(value, str):
        raise DamagedError(f"{where}: “{name}” is no name of a file.")
    return value


def _text(value: Any, name: str, where: str) -> str:
    if not isinstance(value, str) or "\x00" in value:
        raise DamagedError(f"{where}: “{name}” is no text.")
    return value


def _made_at(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError(value)
        return moment.astimezone(UTC)
    except (TypeError, ValueError, OverflowError) as error:
        raise DamagedError(f"{MANIFEST} does not say when it was made.") from error


def _counts(value: Any, names: Collection[str]) -> Mapping[str, int]:
    if not isinstance(value, dict) or any(type(count) is not int or count < 1 for count in value.values()):
        raise DamagedError(f"{MANIFEST} does not say how many rows there are.")
    if sum(value.values()) > MOST_ROWS:
        raise DamagedError(f"{MANIFEST} speaks of more than {MOST_ROWS:,} rows.")
    if unknown := value.keys() - {each.label for each in belongings()}:
        raise DamagedError(f"{MANIFEST}: “{min(unknown)[:60]}” is nothing this Rapport knows. {_NEWER}")
    here = {data_file(label) for label in value}
    there = {name for name in names if name.startswith("data/")}
    if here - there:
        raise DamagedError(f"{min(here - there)} is missing.")
    if there - here:
        raise DamagedError(f"{min(there - here)[:80]} is a file that {MANIFEST} does not speak of.")
    return value


def _preferences(value: Any) -> Mapping[str, Any]:
    fields = {field.name: field for field in preferences()}
    if not isinstance(value, dict):
        raise DamagedError(f"{MANIFEST} has no settings.")
    if unknown := value.keys() - fields.keys():
        raise DamagedError(f"{MANIFEST}: the setting “{min(unknown)[:60]}” is nothing this Rapport knows. {_NEWER}")
    found = {}
    for name, said in value.items():
        try:
            found[name] = decoder(fields[name])(said)
        except BadValueError as error:
            raise DamagedError(f"{MANIFEST}: “{name}” {error}.") from error
    return found
