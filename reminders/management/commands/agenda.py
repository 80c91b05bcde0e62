"""What is due for someone, in the terminal and for scripts."""

import json
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from accounts.owners import owner_named, refuse
from common.agenda import AgendaItem
from reminders.agenda import agenda_of
from reminders.cards import Agenda
from reminders.wording import long_date, tell, workload

PIPE_WIDTH = 100


class Command(BaseCommand):
    """``manage.py agenda --owner EMAIL [--on YYYY-MM-DD] [--json]``."""

    help = "Show what is due for someone, most pressing first; everything, not only what fits into a day."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose agenda, of which date, in which form."""
        parser.add_argument("--owner", required=True, metavar="EMAIL", help="whose agenda")
        parser.add_argument("--on", metavar="YYYY-MM-DD", help="their local date; today where they live if left out")
        parser.add_argument("--json", action="store_true", help="one JSON object with the items")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print it; exit code 2 for an unknown owner or a date that is none."""
        owner, now = owner_named(options["owner"]), timezone.now()
        on = _date(options["on"]) if options["on"] else owner.local_date(now)
        agenda = agenda_of(owner, on=on, now=now)
        self.stdout.write(_as_json(agenda) if options["json"] else self._as_text(agenda))

    def _as_text(self, agenda: Agenda) -> str:
        terminal = self.stdout.isatty()
        console = Console(force_terminal=terminal, width=None if terminal else PIPE_WIDTH, highlight=False)
        with console.capture() as capture:
            console.print(Text(f"{long_date(agenda.on)}: {workload(agenda, everything=True)}.", style="bold"))
            for card in agenda.cards:
                console.print()
                if card.person:
                    who = Text(card.person.name, style="bold")
                    console.print(
                        who.append(f" · {card.person.headline}" if card.person.headline else "", "not bold dim")
                    )
                for item in card.items:
                    console.print(Padding(_in_words(item, agenda), (0, 0, 0, 2)))
        return "\n".join(line.rstrip() for line in capture.get().splitlines())


def _in_words(item: AgendaItem, agenda: Agenda) -> Text:
    told = tell(item, on=agenda.on)
    words = Text(item.title)
    if told.tag:
        words.append(f"  {told.tag}", "yellow" if told.late else "green")
    return words.append(f"\n{told.background}", "dim").append(f"\n{settings.SITE_URL}{item.url}", "cyan")


def _as_json(agenda: Agenda) -> str:
    items = [
        {
            "kind": item.kind.value,
            "key": item.key,
            "due_on": item.due_on.isoformat(),
            "contact": item.person.name if item.person else None,
            "title": item.title,
            "why": item.why,
            "url": settings.SITE_URL + item.url,
        }
        for card in agenda.cards
        for item in card.items
    ]
    return json.dumps({"on": agenda.on.isoformat(), "items": items}, ensure_ascii=False, indent=2)


def _date(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or text != day.isoformat():
        raise refuse(f"“{text}” is not a date. Write it like 2026-11-23.")
    return day
