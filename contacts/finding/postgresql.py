"""The index on PostgreSQL: one table of texts as sets of words with a GIN index, which triggers fill and empty.

Every word in it starts with its owner's id and what it was found in ("12x:lyon"), so that one look into the index finds
the words of one owner in some fields alone. No extension is needed: a role that may create tables is enough.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import chain

from django.db.backends.utils import CursorWrapper

from contacts.finding.sources import GROUPS, MOST_LETTERS, SOURCES, Field, Source
from contacts.finding.words import LETTERS, LONGEST_WORD, Word

PREFIX = "contacts_find_"
TABLE = "contacts_find_texts"

Sql = tuple[str, list[object]]

_TABLES = tuple(dict.fromkeys(source.table for source in SOURCES))
_ROWS = {"insert": "NEW TABLE AS new_rows", "delete": "OLD TABLE AS old_rows"}
_ROWS["update"] = f"{_ROWS['insert']} {_ROWS['delete']}"
_EVENTS = ("insert", "delete", "update", "truncate")
_COLLATIONS = ("und-x-icu", "pg_c_utf8", "C.utf8", "C.UTF-8", "en_US.utf8")
_SINGLE = {letter: plain for letter, plain in LETTERS.items() if len(plain) == 1}
_SEVERAL = {letter: plain for letter, plain in LETTERS.items() if len(plain) > 1}


# --- What stands in the database --------------------------------------------------------------------------------------


def definitions(collation: str) -> list[str]:
    """The statements that make the index and fill it, in order; ``collation`` knows the letters of every script."""
    made = [
        f"CREATE TABLE {TABLE} (source smallint NOT NULL, id bigint NOT NULL, contact_id bigint, "
        "words tsvector NOT NULL, PRIMARY KEY (source, id))",
        _folding(collation),
        _wording(collation),
    ]
    # Triggers first: they keep others from writing until all there is has been put in.
    for table in _TABLES:
        made += _triggers(table, [source for source in SOURCES if source.table == table])
    return [
        *made,
        *(_put(source, source.table) for source in SOURCES),
        # What waits to be sorted into a GIN index is read through in every search, so little may wait.
        f"CREATE INDEX {TABLE}_words ON {TABLE} USING gin (words) WITH (gin_pending_list_limit = 512)",
        f"CREATE INDEX {TABLE}_contact ON {TABLE} (contact_id)",
        f"ANALYZE {TABLE}",
    ]


def _folding(collation: str) -> str:
    marked = "normalize(regexp_replace(normalize(said, NFD), '[\\u0300-\\u036f]+', '', 'g'), NFC)"
    plain = f"translate({marked} COLLATE {collation}, '{''.join(_SINGLE)}', '{''.join(_SINGLE.values())}')"
    for letter, written in _SEVERAL.items():
        plain = f"replace({plain}, '{letter}', '{written}')"
    return (
        f"CREATE FUNCTION {PREFIX}folded(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ "
        f'SELECT CASE WHEN octet_length(said) = length(said) THEN lower(said COLLATE "C") '
        f'ELSE lower({plain}) COLLATE "C" END $$'
    )


def _wording(collation: str) -> str:
    return f"""
        CREATE FUNCTION {PREFIX}words(mark text, said text) RETURNS tsvector
        LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
        DECLARE
          bare text := btrim(regexp_replace(
            {PREFIX}folded(left(said, {MOST_LETTERS})) COLLATE {collation}, '[^[:alnum:]]+', ' ', 'g'));
        BEGIN
          -- Nobody's: a row that came before its contact.
          IF bare = '' OR mark IS NULL THEN RETURN ''::tsvector; END IF;
          IF bare ~ '[^ ]{{{LONGEST_WORD + 1}}}' THEN
            bare := regexp_replace(bare, '([^ ]{{{LONGEST_WORD}}})[^ ]+', '\\1', 'g');
          END IF;
          RETURN array_to_tsvector(string_to_array(mark || replace(bare, ' ', ' ' || mark), ' '));
        END $$"""


def _triggers(table: str, sources: Sequence[Source]) -> Iterator[str]:
    """One function and trigger per event and table: each costs a statement time, whatever it then finds to do."""
    name = f"{PREFIX}{table.removeprefix('contacts_')}"
    for event in _EVENTS:
        referencing = f"REFERENCING {_ROWS[event]} " if event in _ROWS else ""
        yield (
            f"CREATE FUNCTION {name}_on_{event}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ DECLARE changed bigint[]; BEGIN {_body(event, sources)} RETURN NULL; END $$"
        )
        yield (
            f"CREATE TRIGGER {name}_{event} AFTER {event.upper()} ON {table} {referencing}"
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}_on_{event}()"
        )


def _body(event: str, sources: Sequence[Source]) -> str:
    numbers = ", ".join(str(source.number) for source in sources)
    gone = f"DELETE FROM {TABLE} WHERE source IN ({numbers})"
    if event == "truncate":
        return f"{gone};"
    if event == "delete":
        return f"{gone} AND id IN (SELECT id FROM old_rows);"
    if event == "insert":
        return " ".join(_put(source, "new_rows") for source in sources)
    columns = {*chain.from_iterable((*source.columns, source.contact) for source in sources)} - {"id"}
    now, was = (f"({', '.join(f'{row}.{column}' for column in sorted(columns))})" for row in ("now_row", "was_row"))
    return (
        f"changed := ARRAY(SELECT now_row.id FROM new_rows now_row JOIN old_rows was_row USING (id) "
        f"WHERE {now} IS DISTINCT FROM {was}); "
        f"IF changed <> '{{}}' THEN {gone} AND id = ANY(changed); "
        + " ".join(_put(source, "new_rows", only="now_row.id = ANY(changed)") for source in sources)
        + " END IF;"
    )


def _put(source: Source, rows: str, *, only: str = "true") -> str:
    """The statement that puts the texts of ``rows`` (a table, or what a trigger was given) into the index."""
    if source.field in GROUPS or source.table == "contacts_contact":
        owner = "now_row.owner_id"
    else:  # no join: for one row PostgreSQL would go through all contacts
        owner = f"(SELECT owner_id FROM contacts_contact theirs WHERE theirs.id = now_row.{source.contact})"
    contact = "NULL" if source.field in GROUPS else f"now_row.{source.contact}"
    text = _text(source, "now_row")
    return (
        f"INSERT INTO {TABLE} (source, id, contact_id, words) "
        f"SELECT {source.number}, now_row.id, {contact}, {PREFIX}words({owner} || '{source.field}:', {text}) "
        f"FROM {rows} now_row WHERE {text} <> '' AND {only};"
    )


def _text(source: Source, row: str) -> str:
    return source.text.format(row=row)


def is_in_place(cursor: CursorWrapper) -> bool:
    """Whether the index and all its triggers are there, as this version of the code makes them."""
    cursor.execute("SELECT obj_description(to_regclass(%s), 'pg_class')", [TABLE])
    if cursor.fetchone()[0] != _version(definitions(_collation(cursor))):
        return False
    cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname LIKE %s AND tgenabled <> 'D'", [f"{PREFIX}%"])
    return bool(cursor.fetchone()[0] >= len(_TABLES) * len(_EVENTS))


def build(cursor: CursorWrapper) -> None:
    """Make the index anew, with all there is in it."""
    remove(cursor)
    made = definitions(_collation(cursor))
    for statement in made:
        cursor.execute(statement)
    cursor.execute(f"COMMENT ON TABLE {TABLE} IS '{_version(made)}'")


def remove(cursor: CursorWrapper) -> None:
    """Take away whatever there is of an index, of this version of the code or another."""
    cursor.execute(
        "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE %s AND NOT tgisinternal "
        "AND pg_table_is_visible(tgrelid)",
        [f"{PREFIX}%"],
    )
    for trigger, table in cursor.fetchall():
        cursor.execute(f"DROP TRIGGER {trigger} ON {table}")
    cursor.execute(
        "SELECT oid::regprocedure::text FROM pg_proc WHERE proname LIKE %s AND pg_function_is_visible(oid)",
        [f"{PREFIX}%"],
    )
    for (function,) in cursor.fetchall():
        cursor.execute(f"DROP FUNCTION {function}")
    cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")


def _collation(cursor: CursorWrapper) -> str:
    """One that knows the letters of every script, if this server has any."""
    cursor.execute("SELECT collname FROM pg_collation WHERE collname = ANY(%s)", [list(_COLLATIONS)])
    there = {name for (name,) in cursor.fetchall()}
    return f'"{next((name for name in _COLLATIONS if name in there), "default")}"'


def _version(made: Sequence[str]) -> str:
    return sha256("\n".join(made).encode()).hexdigest()


# --- What is asked of it ----------------------------------------------------------------------------------------------


def people(word: Word, *fields: Field, owner_id: int) -> Sql:
    """SQL for the ids of ``owner_id``'s contacts in whose own ``fields`` ``word`` is found."""
    asked = " | ".join(_lexeme(word, field, owner_id) for field in fields)
    return f"SELECT contact_id FROM {TABLE} WHERE words @@ %s::tsquery", [asked]


def groups(word: Word, field: Field, *, owner_id: int) -> Sql:
    """SQL for the ids of ``owner_id``'s organizations, tags or events in whose ``field`` ``word`` is found."""
    return f"SELECT id FROM {TABLE} WHERE words @@ %s::tsquery", [_lexeme(word, field, owner_id)]


def pieces(word: Word, *fields: Field, owner_id: int, contacts: Sequence[int]) -> Sql:
    """SQL for contact, source and row of the texts of these ``contacts`` in whose ``fields`` ``word`` is found."""
    asked = " | ".join(_lexeme(word, field, owner_id) for field in fields)
    where = "words @@ %s::tsquery AND contact_id = ANY(%s)"
    return f"SELECT contact_id, source, id FROM {TABLE} WHERE {where}", [asked, list(contacts)]


def _lexeme(word: Word, field: Field, owner_id: int) -> str:
    whole = field is Field.TEXT and word.is_short
    return f"'{owner_id}{field}:{word.folded}'{'' if whole else ':*'}"
