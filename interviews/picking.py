"""The list of questions for one interview: picked, put in order, left to be looked up (P32, P35)."""

from collections.abc import Iterable

from django.db import transaction

from interviews import bank
from interviews.bank import Offered, names_of_picked
from interviews.models import PLACES, Interview, InterviewQuestion
from interviews.questions import BY_KEY


class NotedUnderError(ValueError):
    """A question stays on the list while something is noted under it; the message says so to the user."""


@transaction.atomic
def pick(interview: Interview, offered: Offered) -> InterviewQuestion:
    """Put ``offered`` on the list, where its purpose has its place; one that is there already is asked after all."""
    rows = _locked(interview)
    there = next((row for row in rows if names_of_picked(row) & offered.names), None)
    if there is not None:
        if there.looked_up:
            _set_looked_up(there, looked_up=False)
        return there
    place = next((at for at, row in enumerate(rows) if PLACES[row.purpose] > PLACES[offered.purpose]), len(rows))
    row = InterviewQuestion.unscoped.create(
        interview=interview,
        question=offered.question,
        shipped=offered.shipped,
        text=offered.text,
        purpose=offered.purpose,
        position=len(rows),
    )
    rows.insert(place, row)
    _number(rows)
    return row


@transaction.atomic
def write(interview: Interview, *, text: str, purpose: str) -> InterviewQuestion:
    """Put a question that the user typed on the list; it joins their bank."""
    return pick(interview, bank.join(interview.contact.owner, text=text, purpose=purpose))


@transaction.atomic
def place(picked: InterviewQuestion, *, to: int) -> None:
    """Move it to place ``to`` (0 is the first) among those to ask; beyond either end is the end."""
    rows = _locked(picked.interview)
    moving = next((row for row in rows if row.pk == picked.pk), None)
    if moving is None:
        return
    rows.remove(moving)
    others = [row for row in rows if not row.looked_up]
    if to < len(others):
        rows.insert(rows.index(others[max(to, 0)]), moving)
    else:
        rows.append(moving)
    _number(rows)


@transaction.atomic
def shift(picked: InterviewQuestion, *, by: int) -> None:
    """Move it ``by`` places among those to ask: -1 is one up, 1 one down."""
    to_ask = [row.pk for row in _locked(picked.interview) if not row.looked_up]
    if picked.pk in to_ask:
        place(picked, to=max(0, to_ask.index(picked.pk) + by))


def look_up(picked: InterviewQuestion) -> None:
    """The web answers it: it drops off the list, and is homework (P32)."""
    _set_looked_up(picked, looked_up=True)


def ask_after_all(picked: InterviewQuestion) -> None:
    """The web did not answer it: it is back in its place."""
    _set_looked_up(picked, looked_up=False)


@transaction.atomic
def remove(picked: InterviewQuestion) -> Offered:
    """Take it off the list; returns what to pick to have it back. Raises ``NotedUnderError``.

    One that is not in the bank, because the list is older than the bank or the question was deleted there, joins it,
    so that its words are not lost.
    """
    row = InterviewQuestion.unscoped.select_for_update().get(pk=picked.pk)
    if row.answer or row.asked_at or row.insights.exists():
        raise NotedUnderError("You asked this, or noted something under it. So it stays.")
    owner = picked.interview.contact.owner
    if row.question is not None:
        offered = bank.as_own(row.question)
    elif row.shipped in BY_KEY:
        offered = bank.as_shipped(BY_KEY[row.shipped])
    else:
        offered = bank.join(owner, text=row.text, purpose=row.purpose)
    row.delete()
    return offered


def _locked(interview: Interview) -> list[InterviewQuestion]:
    """The list as it is, looked-up ones in it, while others wait: SQLite's transactions come one after another."""
    Interview.unscoped.select_for_update().only("pk").get(pk=interview.pk)
    return list(InterviewQuestion.unscoped.filter(interview=interview))


def _number(rows: Iterable[InterviewQuestion]) -> None:
    moved = []
    for position, row in enumerate(rows):
        if row.position != position:
            row.position = position
            moved.append(row)
    InterviewQuestion.unscoped.bulk_update(moved, ["position"])


def _set_looked_up(picked: InterviewQuestion, *, looked_up: bool) -> None:
    picked.looked_up = looked_up
    picked.save(update_fields=["looked_up"])
