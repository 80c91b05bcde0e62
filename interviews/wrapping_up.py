"""Two minutes after a conversation: what came of it, kept in one go and changed as often as one likes (P36-P41)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.text import Truncator

from contacts import tagging
from contacts.models import Contact, FollowUp
from interviews import names_given
from interviews.merging import merge
from interviews.models import Insight, Interview
from interviews.names_given import Given
from interviews.scheduling import StepNotAllowedError
from outreach.introducing import talks

REVIEW = ("spoke_more", "interrupted", "mood_before", "mood_after", "keep_in_mind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something to look into by a local date; ``pk`` is that of its follow-up where it was noted before."""

    what: str
    due_on: date
    pk: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An insight as typed over what stood there, ``was``; ``pk`` where it was noted before."""

    text: str
    tags: Sequence[str] = ()
    question: int | None = None
    """The key of the picked question of the same interview that brought it up."""
    was: str = ""
    pk: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrapUp:
    """All that is said of a conversation; everything may be empty."""

    given: Sequence[Given] = ()
    way: str = names_given.Way.WRITE
    write_on: date | None = None
    taken_out: Sequence[Contact] = ()
    """Who was noted as named, and was not."""
    things: Sequence[Thing] = ()
    insights: Sequence[Taken] = ()
    spoke_more: str = ""
    interrupted: str = ""
    mood_before: int | None = None
    mood_after: int | None = None
    keep_in_mind: bool | None = None
    next_touch_on: date | None = None


@transaction.atomic
def save(interview: Interview, wrap_up: WrapUp, *, now: datetime, on: date) -> list[Contact]:
    """Keep ``wrap_up`` of ``interview`` on the user's today ``on``; returns who was newly noted as named.

    The same again changes nothing: a name, a thing or an insight that is there already is not doubled. Text of an
    insight that another device changed in between is kept beside what was typed. Raises ``StepNotAllowedError`` when it
    was not held.
    """
    interview.refresh_from_db(from_queryset=Interview.unscoped.select_for_update())
    if not interview.is_held:
        raise StepNotAllowedError("It has not taken place, as far as Rapport knows. Say how it went first.")
    for name in REVIEW:
        setattr(interview, name, getattr(wrap_up, name))
    interview.wrapped_up_at = interview.wrapped_up_at or now
    _be_in_touch(interview, wrap_up.next_touch_on)
    interview.save(update_fields=[*REVIEW, "wrapped_up_at", "next_touch"])
    got = _names_got(interview)
    for contact in wrap_up.taken_out:
        names_given.take_out(interview, contact, on=on)
    named = names_given.keep(interview, wrap_up.given, way=wrap_up.way, write_on=wrap_up.write_on, on=on)
    _note_what_was_got(interview, got)
    _keep_things(interview, wrap_up.things)
    _keep_insights(interview, wrap_up.insights)
    if interview.held_on is not None:
        # Who led there may have been noted since: they are owed a word all the same (P42).
        talks.met(interview.contact, met_on=interview.held_on, interaction=interview.interaction, on=on)
    return named


def things_of(interview: Interview) -> list[FollowUp]:
    """What the user wanted to look into after ``interview``, writing to those named left aside; one query."""
    return list(interview.things.filter(contact=interview.contact_id).order_by("due_on", "pk"))


def _names_got(interview: Interview) -> str:
    """What the user got in names, as the ledger of give and receive says it (P28); one query."""
    names = [contact.name for contact in interview.named.order_by("pk")]
    if not names:
        return ""
    *others, last = names
    return Truncator(f"the names of {', '.join(others)} and {last}" if others else f"the name of {last}").chars(200)


def _note_what_was_got(interview: Interview, before: str) -> None:
    """Let the talk itself say which names it brought, unless the user said something of their own there."""
    interaction = interview.interaction
    if interaction is not None and interaction.received in ("", before):
        interaction.received = _names_got(interview)
        interaction.save(update_fields=["received"])


def _be_in_touch(interview: Interview, on_day: date | None) -> None:
    """One follow-up for being in touch again: made, moved, or taken away while it is open."""
    planned = interview.next_touch
    if planned is not None and planned.done_on is not None:
        if on_day == planned.due_on:
            return
        planned = None
    if on_day is None:
        interview.next_touch = None
        if planned is not None:
            planned.delete()
    elif planned is None:
        what = f"Be in touch with {interview.contact.first_name} again"
        interview.next_touch = interview.contact.follow_ups.create(what=what[:300], due_on=on_day)
    elif planned.due_on != on_day:
        planned.due_on = on_day
        planned.save(update_fields=["due_on"])


def _keep_things(interview: Interview, things: Sequence[Thing]) -> None:
    here = {each.pk: each for each in interview.things.filter(contact=interview.contact_id)}
    said = {each.what.casefold() for each in here.values()}
    for thing in things:
        what = " ".join(thing.what.split())
        row = here.get(thing.pk or 0)
        if row is None:
            if what and what.casefold() not in said:
                said.add(what.casefold())
                interview.things.add(interview.contact.follow_ups.create(what=what, due_on=thing.due_on))
        elif not what:
            if row.done_on is None:
                row.delete()
        elif (row.what, row.due_on) != (what, thing.due_on):
            row.what, row.due_on = what, thing.due_on
            row.save(update_fields=["what", "due_on"])


def _keep_insights(interview: Interview, insights: Sequence[Taken]) -> None:
    here = {each.pk: each for each in Insight.unscoped.filter(interview=interview).select_for_update(of=("self",))}
    said = {_plain(each.text) for each in here.values()}
    for taken in insights:
        row = here.get(taken.pk or 0)
        text = taken.text.strip()
        if row is None:
            if not text or _plain(text) in said:
                continue
            said.add(_plain(text))
            row = Insight.unscoped.create(interview=interview, text=text, question_id=taken.question)
        elif not text:
            row.delete()
            continue
        elif (text, taken.question) != (row.text, row.question_id):
            if text != row.text:
                row.text = text if _plain(row.text) == _plain(taken.was) else merge(row.text, text)
            row.question_id = taken.question
            row.save(update_fields=["text", "question"])
        row.tags.set([tagging.named(interview.contact.owner, name) for name in taken.tags])


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
