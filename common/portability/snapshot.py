"""Reading many tables as of one moment, without keeping anybody from writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction


@contextmanager
def snapshot(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """All that is read inside is as of the moment of the first query; nothing may be written.

    Inside another transaction it is that one's rules which hold.
    """
    connection: Any = connections[using]
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # Ours begin IMMEDIATE, which takes the one lock there is for writers; reading on in the WAL needs none.
        mode, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
        try:
            with transaction.atomic(using):
                yield
        finally:
            connection.transaction_mode = mode
    else:
        with transaction.atomic(using):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
