"""Writing different values into many rows at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connections, router, transaction
from django.db.models import Model


def write(model: type[Model], names: Sequence[str], rows: Mapping[Any, Iterable[Any]]) -> None:
    """Set the columns ``names`` (attribute names) of the rows of ``model`` with these keys, each to its own values.

    One statement for all of them, prepared once. ``QuerySet.bulk_update`` does the same by a CASE with a branch a row
    and column, which takes Django longer to build than the database to run: 6 s for 10,000 rows where this takes 0.2.
    """
    if not rows:
        return
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    fields = [by_name[name] for name in names]
    key = model._meta.pk
    columns = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    statement = f"UPDATE {quote(model._meta.db_table)} SET {columns} WHERE {quote(str(key.column))} = %s"  # noqa: S608 - names of our own models
    prepared = [
        [
            *(field.get_db_prep_save(value, connection) for field, value in zip(fields, values, strict=True)),
            key.get_db_prep_save(pk, connection),
        ]
        for pk, values in rows.items()
    ]
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.executemany(statement, prepared)
