"""What a source of the agenda answers, split as its readers split it."""

from collections.abc import Sequence
from datetime import date

from common.agenda import AgendaItem, AgendaSource, Owner


def due(source: AgendaSource, owners: Sequence[Owner], on: date) -> list[AgendaItem]:
    """What shows on local date ``on``."""
    found = list(source.items(owners, on, on))
    assert [item for item in found if item.due_on > on] == []
    return found


def ahead(source: AgendaSource, owners: Sequence[Owner], on: date, until: date) -> list[AgendaItem]:
    """What will show after ``on`` and by ``until``; what shows on ``on`` is the same as when nothing ahead is asked."""
    found = list(source.items(owners, on, until))
    assert [item.due_on for item in found if item.due_on > until] == []
    return [item for item in found if item.due_on > on]
