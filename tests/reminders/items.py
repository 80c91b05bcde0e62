"""Agenda items and clocks made by hand, for what needs no database."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from common.agenda import AgendaItem, Kind, Person, Priority
from tests.conftest import MONDAY, MORNING


def person(number: int = 1, name: str = "Marisol Ibáñez", headline: str = "Head of Logistics, Northwind") -> Person:
    return Person(id=number, name=name, headline=headline, url=f"/people/{number}/")


def item(**changes: Any) -> AgendaItem:
    values: dict[str, Any] = {
        "owner_id": 1,
        "kind": Kind.FOLLOW_UP,
        "key": "1",
        "due_on": MONDAY,
        "person": person(),
        "title": "Send her the article",
        "why": "You planned it for today",
        "context": "",
        "url": "/people/1/",
        "action": "Open",
        "priority": Priority.PROMISE,
        "slack_days": 7,
    }
    return AgendaItem(**{**values, **changes})


class Clock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Forward, by what ``timedelta`` takes."""
        self.now += timedelta(**by)


def moment(day: date, hour: int = 7) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
