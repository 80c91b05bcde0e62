"""Is this installation ready to serve: are its tables those of this code, and its static files collected?"""

from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def pending_migrations() -> int:
    """How many migrations wait to be applied. Raises ``django.db.Error`` when the database does not answer."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def static_files_ready() -> bool:
    """Whether pages find their style sheets: collected, or served from the source with ``DEBUG``."""
    return settings.DEBUG or (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
