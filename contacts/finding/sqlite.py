"""The index on SQLite: three contentless FTS5 tables that triggers fill and empty.

A row of theirs is one text, and its id says whose: the contact in the upper half, the source and the row in the lower.
So no table has to be joined to learn with whom a word was found, and the people of one owner are a range of ids.
"""

from collections.abc import Iterator, Sequence

from django.db.backends.utils import CursorWrapper

from contacts.finding.sources import GROUPS, HEADS, MOST_LETTERS, SOURCES, Field, Source
from contacts.finding.words import LETTERS, Word, folded

PREFIX = "contacts_find_"
SHELVES = {"heads": "prefix='1 2'", "texts": "prefix='3'", "groups": "prefix='1 2'"}
MOST_TERMS = 60
"""A beginning that more words have than this is looked up in FTS5's own, slower way."""

_CONTACT_SHIFT, _SOURCE_SHIFT, _ID_MASK = 32, 29, (1 << 29) - 1
_GROUP_SHIFT = 4
_AT_A_TIME = 16
# FTS5 takes the marks off Latin letters alone; these are the others that people leave out when they type.
_GREEK_AND_CYRILLIC = {letter: folded(letter) for letter in "ΆΈΉΊΌΎΏΪΫάέήίόύώϊϋΐΰЁЙЇЎЃЌёйїўѓќ"}
# Letters that the tokenizer is known to leave as they are: a word of others is looked up in the slower way.
_SURE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789αβγδεζηθικλμνξοπρστυφχψωабвгдежзиклмнопрстуфхцчшщъыьэюяі")

Sql = tuple[str, list[object]]


def shelf_of(field: Field) -> str:
    """The table with the words of ``field``."""
    return PREFIX + ("heads" if field in HEADS else "groups" if field in GROUPS else "texts")


# --- What stands in the database --------------------------------------------------------------------------------------


def definitions() -> dict[str, str]:
    """Every object of the index by name, in an order they can be made in, with the statement that makes it."""
    made = {}
    for shelf, options in SHELVES.items():
        table = PREFIX + shelf
        made[table] = (
            f"CREATE VIRTUAL TABLE {table} USING fts5(w, content='', columnsize=0, detail=none, {options}, "
            "tokenize=\"unicode61 remove_diacritics 2 separators '₹₺₻₼₽₾₿'\")"
        )
        made[f"{table}_terms"] = f"CREATE VIRTUAL TABLE {table}_terms USING fts5vocab({table}, 'row')"
        # Whatever goes in or out passes here and is folded: once for all triggers, as a long expression costs every
        # connection time to read.
        for way, columns, values in (("in", "rowid, w", "NEW.id"), ("out", f"{table}, rowid, w", "'delete', NEW.id")):
            made[f"{table}_{way}"] = f"CREATE VIEW {table}_{way} AS SELECT 0 AS id, '' AS w WHERE 0"
            made[f"{table}_{way}_written"] = (
                f"CREATE TRIGGER {table}_{way}_written INSTEAD OF INSERT ON {table}_{way} "
                f"BEGIN INSERT INTO {table}({columns}) VALUES ({values}, {_folded('NEW.w')}); END"
            )
    for source in SOURCES:
        made.update(_triggers(source))
    return made


def fillings() -> Iterator[str]:
    """Statements that put all there is into an empty index."""
    for source in SOURCES:
        yield _moved("in", source, source.table, come_from=source.table)
    for shelf in SHELVES:
        yield f"INSERT INTO {PREFIX}{shelf}({PREFIX}{shelf}) VALUES ('optimize')"


def is_in_place(cursor: CursorWrapper) -> bool:
    """Whether every object of the index is there, as this version of the code makes it."""
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE %s", [f"{PREFIX}%"])
    standing = dict(cursor.fetchall())
    return all(standing.get(name) == statement for name, statement in definitions().items())


def build(cursor: CursorWrapper) -> None:
    """Make the index anew, with all there is in it."""
    remove(cursor)
    for statement in (*definitions().values(), *fillings()):
        cursor.execute(statement)


def remove(cursor: CursorWrapper) -> None:
    """Take away whatever there is of an index, of this version of the code or another."""
    cursor.execute(
        "SELECT type, name FROM sqlite_master WHERE name LIKE %s AND (type IN ('trigger', 'view') "
        "OR sql LIKE 'CREATE VIRTUAL TABLE%%') ORDER BY type = 'table', type DESC, name DESC",
        [f"{PREFIX}%"],
    )
    for kind, name in cursor.fetchall():
        cursor.execute(f"DROP {kind} IF EXISTS {name}")


def _triggers(source: Source) -> Iterator[tuple[str, str]]:
    name, old, new = f"{PREFIX}{source.name}", _text(source, "OLD"), _text(source, "NEW")
    columns = ", ".join(sorted({*source.columns, source.contact} - {"id"}))
    changed = f"{old} IS NOT {new}"
    if source.contact != "id":
        changed = f"({changed} OR OLD.{source.contact} <> NEW.{source.contact})"
    into, out_of = _moved("in", source, "NEW"), _moved("out", source, "OLD")
    for what, does in (
        (f"AFTER INSERT ON {source.table}", into),
        (f"AFTER DELETE ON {source.table}", out_of),
        (f"AFTER UPDATE OF {columns} ON {source.table} WHEN {changed}", f"{out_of}; {into}"),
    ):
        trigger = f"{name}_{what.split()[1].lower()}"
        yield trigger, f"CREATE TRIGGER {trigger} {what} BEGIN {does}; END"


def _text(source: Source, row: str) -> str:
    return f"({source.text.format(row=row)})"


def _moved(way: str, source: Source, row: str, *, come_from: str = "") -> str:
    if source.field in GROUPS:
        number = f"({row}.id << {_GROUP_SHIFT}) | {source.number}"
    else:
        place = f"{source.number << _SOURCE_SHIFT} | ({row}.id & {_ID_MASK})"
        number = f"({row}.{source.contact} << {_CONTACT_SHIFT}) | {place}"
    text = _text(source, row)
    return (
        f"INSERT INTO {shelf_of(source.field)}_{way}(id, w) "
        f"SELECT {number}, substr({text}, 1, {MOST_LETTERS}) {come_from and f'FROM {come_from} '}WHERE {text} <> ''"
    )


def _folded(text: str) -> str:
    """SQL for ``text`` as the tokenizer can go on with; for most of what is written, as it is."""
    return (
        f"CASE WHEN length({text}) = length(CAST({text} AS BLOB)) THEN {text} "
        f"WHEN {text} GLOB '*[Ά-ӿ]*' THEN {_replaced(text, {**LETTERS, **_GREEK_AND_CYRILLIC})} "
        f"ELSE {_replaced(text, LETTERS)} END"
    )


def _replaced(text: str, letters: dict[str, str]) -> str:
    """SQL for ``text`` with ``letters`` replaced, a few at a time: SQLite's parser takes no deeper brackets."""
    left = list(letters.items())
    inner, expression = "", text
    while left:
        for letter, plain in left[:_AT_A_TIME]:
            expression = f"replace({expression}, '{letter}', '{plain}')"
        del left[:_AT_A_TIME]
        inner = f"(SELECT {expression} AS w{f' FROM {inner}' if inner else ''})"
        expression = "w"
    return inner


# --- What is asked of it ----------------------------------------------------------------------------------------------


def people(word: Word, *fields: Field, owner_id: int) -> Sql:
    """SQL for the ids of ``owner_id``'s contacts, and perhaps of others, in whose own ``fields`` ``word`` is found."""
    return _found(f"rowid >> {_CONTACT_SHIFT}", word, fields, owner_id)


def pieces(word: Word, *fields: Field, owner_id: int, contacts: Sequence[int]) -> Sql:
    """SQL for contact, source and row of the texts of these ``contacts`` in whose ``fields`` ``word`` is found."""
    columns = (
        f"rowid >> {_CONTACT_SHIFT} AS contact_id, (rowid >> {_SOURCE_SHIFT}) & 7 AS source, rowid & {_ID_MASK} AS id"
    )
    found, params = _found(columns, word, fields, owner_id)
    among = ", ".join(["%s"] * len(contacts))
    return f"SELECT * FROM ({found}) WHERE contact_id IN ({among})", [*params, *contacts]


def _found(columns: str, word: Word, fields: Sequence[Field], owner_id: int) -> Sql:
    found: list[str] = []
    params: list[object] = []
    for shelf in dict.fromkeys(map(shelf_of, fields)):
        sources = [source for source in SOURCES if shelf_of(source.field) == shelf]
        asked = [source.number for source in sources if source.field in fields]
        match, of_match = _match(shelf, word)
        where = f"{shelf} MATCH {match} AND rowid BETWEEN {_bound('min', 0)} AND {_bound('max', 1)}"
        params += [*of_match, owner_id, owner_id]
        if len(asked) < len(sources):
            where += f" AND ((rowid >> {_SOURCE_SHIFT}) & 7) IN ({', '.join(map(str, asked))})"
        found.append(f"SELECT {columns} FROM {shelf} WHERE {where}")
    return " UNION ALL ".join(found), params


def groups(word: Word, field: Field, *, owner_id: int) -> Sql:  # noqa: ARG001 - as on PostgreSQL
    """SQL for the ids of organizations, tags or events in whose ``field`` ``word`` is found; others' with them."""
    shelf = shelf_of(field)
    number = next(source.number for source in SOURCES if source.field is field)
    match, params = _match(shelf, word)
    where = f"{shelf} MATCH {match} AND (rowid & {(1 << _GROUP_SHIFT) - 1}) = {number}"
    return f"SELECT rowid >> {_GROUP_SHIFT} FROM {shelf} WHERE {where}", params


def _match(shelf: str, word: Word) -> Sql:
    """The right side of MATCH: all words of the index that begin like ``word``, which is quicker than ``word*``."""
    text = word.folded
    if shelf.endswith("texts") and word.is_short:
        return "%s", [f'"{text}"']
    has_index = len(text) <= (3 if shelf.endswith("texts") else 2)
    if has_index or not _SURE.issuperset(text):
        return "%s", [f'"{text}"*']
    terms = f"SELECT term FROM {shelf}_terms WHERE term >= %s AND term < %s || char(1114111)"
    listed = "group_concat('\"' || term || '\"', ' OR ')"
    return (
        f"(SELECT CASE WHEN count(*) BETWEEN 1 AND {MOST_TERMS} THEN {listed} ELSE %s END FROM ({terms}))",
        [f'"{text}"*', text, text],
    )


def _bound(which: str, offset: int) -> str:
    """The first or last row id that people of one owner can have."""
    return f"((SELECT {which}(id) FROM contacts_contact WHERE owner_id = %s) + {offset}) << {_CONTACT_SHIFT}"
