"""The index as a whole: in place, built anew, out of the way. It is not a migration, as what it is made of may change
with any version; ``contacts.apps`` sees to it after each ``migrate``.
"""

from types import ModuleType

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from contacts.finding import postgresql, sqlite
from contacts.finding.sources import SOURCES


def at(using: str) -> ModuleType:
    """The kind of index that the database ``using`` has."""
    return {"sqlite": sqlite, "postgresql": postgresql}[connections[using].vendor]


def is_in_place(*, using: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether the index stands, and follows what is written."""
    with connections[using].cursor() as cursor:
        return bool(at(using).is_in_place(cursor))


def ensure(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Build the index unless it is in place; without the tables it is made of there is none."""
    with connections[using].cursor() as cursor:
        tables = set(connections[using].introspection.table_names(cursor))
    if not {source.table for source in SOURCES} <= tables:
        remove(using=using)
    elif not is_in_place(using=using):
        rebuild(using=using)


def rebuild(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Build the index anew from all there is."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        at(using).build(cursor)


def remove(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Take the index away, so that tables can be changed that its triggers stand on."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        at(using).remove(cursor)
