"""Send what is due, by hand or by cron: the very function that beat wakes."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from accounts.owners import refuse
from reminders.digests import send_due


class Command(BaseCommand):
    """``manage.py send_digests [--now MOMENT] [--json]``."""

    help = "Send every digest that is due, and try again those that wait."

    def add_arguments(self, parser: CommandParser) -> None:
        """As of when, in which form."""
        parser.add_argument("--now", metavar="MOMENT", help="as of this moment, like 2026-11-23T07:00:00+00:00")
        parser.add_argument("--json", action="store_true", help="one JSON object: how many digests, by state")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run once and say what came of it; exit code 2 for a moment that is none."""
        report = send_due(clock=_standing_at(options["now"]) if options["now"] else timezone.now).as_dict()
        if options["json"]:
            self.stdout.write(json.dumps(report))
        else:
            self.stdout.write(", ".join(f"{count} {state}" for state, count in report.items()) + ".")


def _standing_at(text: str) -> Callable[[], datetime]:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise refuse(f"“{text}” is not a moment. Write it like 2026-11-23T07:00:00+00:00.") from None
    if moment.tzinfo is None:
        raise refuse(f"“{text}” does not say in which timezone. Write it like 2026-11-23T07:00:00+00:00.")
    moment = moment.astimezone(UTC)
    return lambda: moment
