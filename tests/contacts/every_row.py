"""The whole database, to hold that something left it as it was."""

from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session

from contacts.models import Change, ChangedRow

Rows = dict[tuple[str, Any], dict[str, Any]]

_BESIDE = (Session, Change, ChangedRow)
"""Sessions carry toasts; what changes remember is what is tested."""


def every_row() -> Rows:
    """Every row of every table, link tables too, by model and key."""
    return {
        (model._meta.label, row[model._meta.pk.attname]): _plain(row)
        for model in apps.get_models(include_auto_created=True)
        if model not in _BESIDE
        for row in model._base_manager.values()
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}
