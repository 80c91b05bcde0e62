from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from contacts.finding import index


class ContactsConfig(AppConfig):
    name = "contacts"

    def ready(self) -> None:
        """Have the search index follow the tables; declare what becomes of this floor's rows when two are merged."""
        from contacts import merge_rules  # models are there only now

        merge_rules.declare_all()
        pre_migrate.connect(step_aside, sender=self)
        post_migrate.connect(come_back, sender=self)


def step_aside(*, using: str, plan: list[tuple[Any, bool]], **_kwargs: Any) -> None:
    """Take the index away before the tables that it is made of are changed.

    SQLite changes a table by making a new one, which loses its triggers; PostgreSQL refuses what a trigger stands on.
    """
    if any(migration.app_label == "contacts" for migration, _ in plan):
        index.remove(using=using)


def come_back(*, using: str, **_kwargs: Any) -> None:
    """See to it that the index is in place."""
    index.ensure(using=using)
