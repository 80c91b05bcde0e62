"""An import that is killed while it is brought in: ``manage.py shell -c`` calls these inside an installation."""

import json
import sys
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from accounts.models import User
from contacts import tasks
from contacts.importing import intake
from contacts.models import ImportBatch
from tests.contacts.importing.samples import linkedin

KILLED, WHOLE = "killed@example.com", "whole@example.com"


def make(rows: int) -> None:
    """In an empty database, the same file accepted by two, and brought in for one; prints in how many statements."""
    call_command("migrate", verbosity=0)
    people = [
        f"Ana,Silva{n},https://www.linkedin.com/in/ana-{n},ana{n}@example.com,Northwind {n % 40},Director,08 Feb 2026"
        for n in range(rows)
    ]
    for email in (KILLED, WHOLE):
        owner, now = User.objects.create(email=email), timezone.now()
        batch = intake.receive([linkedin(*people)], filename="Connections.csv", owner=owner, now=now)
        intake.read_batch(batch, now=now)
        intake.accept(batch, tier="light", now=now)
    statements = []

    def counting(execute: Callable[..., Any], *call: Any) -> Any:
        statements.append(call)
        return execute(*call)

    _commit(WHOLE, counting)
    sys.stdout.write(f"{len(statements)}\n")


def step_by_step() -> None:
    """Bring the file in; before each statement say so, and wait for a line on standard input."""

    def asking(execute: Callable[..., Any], *call: Any) -> Any:
        sys.stdout.write("?\n")
        sys.stdout.flush()
        sys.stdin.readline()
        return execute(*call)

    _commit(KILLED, asking)


def finish() -> None:
    """What a worker does that finds the batch left behind, and another after it; prints what each of the two has."""
    batch = _batch(KILLED)
    tasks.commit_import(batch.pk)
    tasks.commit_import(batch.pk)
    sys.stdout.write(json.dumps([_account(KILLED), _account(WHOLE)]))


def _batch(email: str) -> ImportBatch:
    return ImportBatch.for_user(User.objects.get(email=email)).select_related("owner").get()


def _commit(email: str, wrapper: Callable[..., Any]) -> None:
    batch, now = _batch(email), timezone.now()
    with connection.execute_wrapper(wrapper):
        intake.commit_batch(batch, on=batch.owner.local_date(now), now=now)


def _account(email: str) -> dict[str, Any]:
    owner, batch = User.objects.get(email=email), _batch(email)
    rows = {
        model.__name__: model.for_user(owner).count()
        for model in apps.get_app_config("contacts").get_models()
        if hasattr(model, "for_user")
    }
    return {"state": batch.state, "report": batch.report, **rows}
