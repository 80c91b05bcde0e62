"""People met at events (P13): a name, a line about it, a day to write to them, in one go; and each of it taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from contacts import cadence, changes, newcomers, saved_views
from contacts.models import (
    Change,
    ChangeKind,
    Contact,
    Direction,
    Event,
    FollowUp,
    Interaction,
    InteractionKind,
    SavedView,
    Tie,
    Tier,
    WalkOfLife,
)
from contacts.models.contact_query import searchable
from contacts.removal import is_bare
from contacts.typed_names import TypedPerson, people_in

_WHAT_LENGTH = 300


def follow_up_days(on: date) -> dict[str, tuple[str, date | None]]:
    """When to write to someone one just met, seen from local date ``on``: label and date, the best first (P39)."""
    return {
        "tomorrow": ("Write tomorrow", on + timedelta(days=1)),
        "days": ("In 3 days", on + timedelta(days=3)),
        "week": ("Next week", on + timedelta(days=8 - on.isoweekday())),
        "none": ("No follow-up", None),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """Somebody noted at an event."""

    contact: Contact
    was_known: bool
    """Whether someone of that name was here already, and taken for them unasked."""


@transaction.atomic
def meet(
    event: Event, text: str, *, line: str, due_on: date | None, contact: Contact | None = None, key: str = "", on: date
) -> list[Met]:
    """Note whom ``text`` names as met at ``event``: a contact, an interaction of the event's day, a follow-up.

    ``contact`` is whom the user picked among their people; else the one of that name, else somebody new. For an event
    that is still to come after local date ``on`` they are hoped for instead: ``line`` is what to ask them there, and
    ``due_on`` does not count. ``key`` is the page's name for this note: coming again with it, it changes nothing.
    """
    Event.for_user(event.owner).select_for_update().get(pk=event.pk)
    typed = people_in(text, organizations=newcomers.known_organizations(event.owner))
    here = newcomers.namesakes(event.owner, [person.name for person in typed])
    met = []
    for number, person in enumerate(typed):
        name = f"capture:{key}:{number}" if key else ""
        before = (
            Interaction.for_user(event.owner).filter(event=event, source_key=name).select_related("contact").first()
        )
        if name and before is not None:
            met.append(Met(contact=before.contact, was_known=False))
            continue
        picked = contact if number == 0 else None
        someone = picked or _likeliest(here.get(searchable(person.name), ()), event)
        if someone is None:
            someone = _new(event, person, on=on)
            someone.save()
            was_known = False
        else:
            was_known = picked is None
            _freshen(event, someone, person, on=on)
        event.people.add(someone)
        if event.on > on:
            _hope(event, someone, line)
        else:
            _note(event, someone, line=line, due_on=due_on, key=name, on=on)
        met.append(Met(contact=someone, was_known=was_known))
    return met


@transaction.atomic
def describe(event: Event, contact: Contact, line: str, *, due_on: date | None, on: date) -> None:
    """Put ``line`` in the place of what was noted of ``contact`` at ``event``; a day plans a follow-up, too."""
    noted = Interaction.for_user(event.owner).filter(event=event, contact=contact).newest_first().first()
    if noted is None:
        _note(event, contact, line=line, due_on=due_on, key="", on=on)
        return
    noted.summary = line
    noted.save(update_fields=["summary"])
    _plan(event, contact, due_on)


@transaction.atomic
def it_was(event: Event, wrong: Contact, right: Contact | None, *, on: date) -> Contact:
    """What was noted of ``wrong`` at ``event`` was about ``right``, or about somebody new of the same name."""
    if right is None:
        right = _new(event, TypedPerson(wrong.name), on=on)
        right.save()
    for rows in (Interaction.for_user(event.owner), FollowUp.for_user(event.owner)):
        rows.filter(event=event, contact=wrong).update(contact=right)
    event.people.remove(wrong)
    event.people.add(right)
    cadence.refresh(_people([wrong, right]), on=on)
    return right


@transaction.atomic
def keep(event: Event, *, moved_from: date | None, on: date) -> Event:
    """Save an event; what happened there moves to its new day with it."""
    event.save()
    saved_views.event_renamed(event)
    if moved_from is not None and moved_from != event.on:
        Interaction.for_user(event.owner).filter(event=event, on=moved_from).update(on=event.on)
        cadence.refresh(event.people.select_related("owner"), on=on)
    return event


def take_out(event: Event, contact: Contact, *, on: date, now: datetime) -> Change | None:
    """Take ``contact`` out of ``event`` with what was noted there; returns what can be taken back.

    Someone who only came here with it, on local date ``on`` and with nothing more about them, leaves the list too.
    """
    with changes.recording(owner=event.owner, kind=ChangeKind.EVENT, now=now) as ledger:
        ledger.sentence = f"Took {contact.name} out of {event.name}"
        noted = Interaction.for_user(event.owner).filter(event=event, contact=contact)
        planned = FollowUp.for_user(event.owner).open().filter(event=event, contact=contact)
        guests = Event.people.through.objects.filter(event=event, contact=contact)
        ledger.watch(Contact, [contact.pk])
        for model, rows in ((Interaction, noted), (FollowUp, planned), (Event.people.through, guests)):
            ledger.watch(model, list(rows.values_list("pk", flat=True)))
            rows.delete()
        if contact.added_on == on and not contact.notes and is_bare(contact):
            contact.delete()
        else:
            cadence.refresh([contact], on=on)
    return ledger.change


def delete(event: Event, *, now: datetime) -> Change | None:
    """Delete an event; its people stay, with what was noted about them. Returns what can be taken back."""
    with changes.recording(owner=event.owner, kind=ChangeKind.EVENT, now=now) as ledger:
        ledger.sentence = f"Deleted the event {event.name}"
        ledger.watch(Event, [event.pk])
        ledger.watch(Event.people.through, [event.pk], by="event_id")
        for model in (Interaction, FollowUp, SavedView):
            ledger.watch(model, [event.pk], by="event_id", fields={"event_id"})
        event.delete()
    return ledger.change


def _people(contacts: Sequence[Contact]) -> Sequence[Contact]:
    """``contacts`` as the database has them."""
    return list(Contact.for_user(contacts[0].owner).filter(pk__in=[one.pk for one in contacts]).select_related("owner"))


def _likeliest(namesakes: Sequence[Contact], event: Event) -> Contact | None:
    """Who is meant by a name that several share: someone of this event, else whom one spoke to last."""
    there = set(event.people.values_list("pk", flat=True)) if namesakes else set()
    return max(
        namesakes,
        key=lambda contact: (contact.pk in there, contact.last_interaction_on or date.min, contact.pk),
        default=None,
    )


def _new(event: Event, person: TypedPerson, *, on: date) -> Contact:
    is_hope = event.on > on
    contact = newcomers.newcomer(
        event.owner,
        person,
        walk=WalkOfLife.EVENTS,
        how_known=_how_known(event, is_hope=is_hope),
        tier=Tier.LIGHT,
        tie=Tie.NONE if is_hope else Tie.WEAK,
        known=newcomers.known_organizations(event.owner),
        on=on,
    )
    if contact.how_known != _how_known(event, is_hope=is_hope):
        contact.how_known = newcomers.shortened(f"{_how_known(event, is_hope=is_hope)}; {contact.how_known}")
    return contact


def _how_known(event: Event, *, is_hope: bool) -> str:
    return f"{'I hope to meet them' if is_hope else 'Met'} at {event.name}"


def _freshen(event: Event, contact: Contact, person: TypedPerson, *, on: date) -> None:
    """Let someone who is here already learn what was typed; a hope that came true is a meeting."""
    hope, met = (_how_known(event, is_hope=is_hope) for is_hope in (True, False))
    contact.is_archived = False
    if event.on <= on:
        contact.how_known = contact.how_known.replace(hope, met, 1)
        contact.tie = Tie.WEAK if contact.tie == Tie.NONE else contact.tie
    newcomers.add_to(contact, person.rest, how_known=met if event.on <= on else hope)
    contact.save()


def _hope(event: Event, contact: Contact, line: str) -> None:
    if line:
        what = f"At {event.name}, ask {contact.first_name}: {line}"[:_WHAT_LENGTH]
        contact.follow_ups.get_or_create(what=what, due_on=event.on, event=event)


def _note(event: Event, contact: Contact, *, line: str, due_on: date | None, key: str, on: date) -> None:
    noted = Interaction.for_user(event.owner).filter(event=event, contact=contact).newest_first().first()
    if noted is None:
        contact.interactions.create(
            kind=InteractionKind.MEETING,
            direction=Direction.MUTUAL,
            on=event.on,
            summary=line,
            event=event,
            source_key=key,
        )
    elif line not in noted.summary:
        noted.summary = "\n".join(part for part in (noted.summary, line) if part)
        noted.save(update_fields=["summary"])
    # What one wanted to ask there was for that day; it is over.
    contact.follow_ups.filter(event=event, done_on=None, due_on__lte=event.on).update(done_on=on)
    _plan(event, contact, due_on)
    cadence.refresh(_people([contact]), on=on)


def _plan(event: Event, contact: Contact, due_on: date | None) -> None:
    """One open follow-up for each person of an event: planned, or moved to another day."""
    if due_on is None:
        return
    if not contact.follow_ups.filter(event=event, done_on=None).update(due_on=due_on):
        what = f"Write to {contact.first_name} after {event.name}"
        contact.follow_ups.create(what=what[:_WHAT_LENGTH], due_on=due_on, event=event)
