"""What can be found, and where it stands: the one list from which both databases' indexes are made.

``text`` is SQL over one row, written ``{row}``, that SQLite and PostgreSQL read alike.
"""

from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """What a word was found in; it decides the rank, and on PostgreSQL it is part of every word in the index."""

    NAME = "n"
    TITLE = "t"
    ADDRESS = "a"
    TEXT = "x"
    ORGANIZATION = "o"
    ORGANIZATION_TEXT = "p"
    TAG = "g"
    EVENT = "e"


HEADS = (Field.NAME, Field.TITLE, Field.ADDRESS)
"""Short, and found by their first letter."""
GROUPS = (Field.ORGANIZATION, Field.ORGANIZATION_TEXT, Field.TAG, Field.EVENT)
"""Belong to many people at once, and are looked up by way of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One text of one kind of row."""

    number: int
    """Part of the index's row ids; never change one that is in use without rebuilding (``index.ensure`` does)."""
    name: str
    field: Field
    table: str
    text: str
    columns: tuple[str, ...]
    """What ``text`` is made of."""
    contact: str = "contact_id"
    """The column with the contact's id; of a group, its own."""


def _own(number: int, name: str, field: Field, *columns: str, text: str = "") -> Source:
    return Source(
        number=number,
        name=name,
        field=field,
        table="contacts_contact",
        text=text or f"{{row}}.{columns[0]}",
        columns=columns,
        contact="id",
    )


def _piece(number: int, name: str, table: str, column: str) -> Source:
    return Source(number=number, name=name, field=Field.TEXT, table=table, text=f"{{row}}.{column}", columns=(column,))


def _group(number: int, name: str, field: Field, table: str, column: str) -> Source:
    return Source(
        number=number, name=name, field=field, table=table, text=f"{{row}}.{column}", columns=(column,), contact="id"
    )


_NAME = "{row}.first_name || ' ' || {row}.last_name"
# "O’Brien" is found as "brien" and as "obrien", "Jean-Luc" as "luc" and as "jeanluc".
_NAMES = f"{_NAME} || ' ' || replace(replace(replace({_NAME}, '''', ''), '’', ''), '-', '')"
# A number is typed with its country's code or without, which has one to three digits.
_POINT = (
    "{row}.value || CASE {row}.kind WHEN 'phone' THEN ' ' || {row}.normalised || ' ' || substr({row}.normalised, 3) "
    "|| ' ' || substr({row}.normalised, 4) || ' ' || substr({row}.normalised, 5) "
    "WHEN 'profile' THEN ' ' || {row}.normalised ELSE '' END"
)

SOURCES = (
    _own(0, "name", Field.NAME, "first_name", "last_name", text=_NAMES),
    _own(1, "title", Field.TITLE, "title"),
    Source(
        number=2,
        name="point",
        field=Field.ADDRESS,
        table="contacts_contactpoint",
        text=_POINT,
        columns=("kind", "value", "normalised"),
    ),
    _own(3, "how_known", Field.TEXT, "how_known"),
    _own(4, "notes", Field.TEXT, "notes"),
    _piece(5, "detail", "contacts_detail", "text"),
    _piece(6, "follow_up", "contacts_followup", "what"),
    _piece(7, "interaction", "contacts_interaction", "summary"),
    _group(8, "organization", Field.ORGANIZATION, "contacts_organization", "name"),
    _group(9, "organization_text", Field.ORGANIZATION_TEXT, "contacts_organization", "notes"),
    _group(10, "tag", Field.TAG, "contacts_tag", "name"),
    _group(11, "event", Field.EVENT, "contacts_event", "name"),
)
MOST_LETTERS = 100_000
"""Of one text; what stands behind them is not found."""
