"""What the people floor puts on the agenda: follow-ups by their date, and whom to be in touch with again."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import cast

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import Truncator

from common.agenda import AgendaItem, Kind, NothingToDoError, Owner, Priority
from common.templatetags.look import day
from contacts import cadence, recurring, timeline
from contacts.models import (
    Contact,
    ContactQuerySet,
    Direction,
    FollowUp,
    FollowUpQuerySet,
    Interaction,
    InteractionKind,
    MutedKind,
)
from contacts.standing import named, said, time_between

_CONTEXT_LENGTH = 140
_FOLLOW_UP_SLACK_DAYS = 7
_DAYS_A_MONTH = 365.25 / 12
_SPOKE_BY = {
    InteractionKind.EMAIL: "e-mail",
    InteractionKind.CALL: "call",
    InteractionKind.MESSAGE: "message",
    InteractionKind.MEETING: "meeting",
    InteractionKind.LETTER: "letter",
}


def shortened(text: str) -> str:
    """``text`` on one line, no longer than a card has room for."""
    return Truncator(" ".join(text.split())).chars(_CONTEXT_LENGTH, truncate="…")


def _key(key: str) -> int:
    """The primary key in an agenda key; what is none names nothing."""
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        raise NothingToDoError(key)
    return int(key)


def muted(owner_ids: Iterable[int]) -> QuerySet[MutedKind]:
    """Every reminder that any of these owners muted for someone."""
    return MutedKind.unscoped.owned_by_any(list(owner_ids)).order_by()


def in_touch_between(owner_ids: Collection[int], *, since: date, until: date) -> set[int]:
    """Which owners have somebody they last spoke with after local date ``since`` and before ``until``; one query."""
    lately = {"last_interaction_on__gt": since, "last_interaction_on__lt": until}
    people = Contact.unscoped.owned_by_any(owner_ids).filter(**lately).order_by()
    return set(people.values_list("owner_id", flat=True).distinct())


class FollowUpSource:
    """Things the user said they would do, from their date on."""

    kind = Kind.FOLLOW_UP
    done_label = "Done"

    def items(self, owners: Sequence[Owner], on: date, until: date) -> Iterable[AgendaItem]:
        """Open follow-ups dated ``until`` or earlier; two queries."""
        return self._items(FollowUp.unscoped.due(until), owners, on)

    @transaction.atomic
    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:  # noqa: ARG002 - the contract's
        """Mark it done on ``on``. Raises ``NothingToDoError`` when it is not open."""
        follow_up = self._open(owner, key)
        following = recurring.finish(follow_up, on=on)
        return f"Done: {follow_up.what}" + (f". It comes again {said(following.due_on, on)}." if following else "")

    @transaction.atomic
    def snooze(self, owner: Owner, key: str, *, on: date, until: date) -> str:
        """Move its date to ``until``. Raises ``NothingToDoError`` when it is not open."""
        follow_up = self._open(owner, key)
        follow_up.due_on = until
        follow_up.save(update_fields=["due_on"])
        return f"Moved to {named(until, on)}: {follow_up.what}"

    def _open(self, owner: Owner, key: str) -> FollowUp:
        """The follow-up, locked: of two clicks at once the second finds nothing open."""
        rows = FollowUp.unscoped.select_for_update(of=("self",)).actionable()
        found: FollowUp | None = rows.filter(contact__owner=owner.pk, pk=_key(key)).first()
        if found is None:
            raise NothingToDoError(key)
        return found

    def _items(self, rows: FollowUpQuerySet, owners: Sequence[Owner], on: date) -> Iterator[AgendaItem]:
        follow_ups = list(
            rows.owned_by_any([owner.pk for owner in owners]).select_related("contact__organization", "event")
        )
        talked_about = _talked_about(follow_ups)
        for row in follow_ups:
            contact = row.contact
            line = talked_about.get((contact.pk, row.event_id))
            if row.event is not None and line is not None:
                why = f"You met at {row.event.name} {said(row.event.on, on)}"
            else:
                why = f"You planned it for {day(row.due_on, on)}" + (f", {row.repeats}" if row.repeats else "")
            yield AgendaItem(
                owner_id=contact.owner_id,
                kind=self.kind,
                key=str(row.pk),
                due_on=row.due_on,
                person=contact.as_person,
                title=row.what,
                why=why,
                context=f"You noted: “{shortened(line)}”" if line else shortened(contact.how_known),
                url=contact.get_absolute_url(),
                action=f"Go to {contact.first_name}",
                priority=Priority.PROMISE,
                slack_days=_FOLLOW_UP_SLACK_DAYS,
            )


def _talked_about(follow_ups: Sequence[FollowUp]) -> dict[tuple[int, int | None], str]:
    """What was noted of the people that follow-ups are for, at the events they came of (P13); one query, or none."""
    events = {row.event_id for row in follow_ups if row.event_id is not None}
    if not events:
        return {}
    met = Interaction.unscoped.filter(event__in=events, contact__in={row.contact_id for row in follow_ups})
    return {(one.contact_id, one.event_id): one.summary for one in met.order_by("pk")}


class KeepInTouchSource:
    """People whose cadence has run out (P46)."""

    kind = Kind.KEEP_IN_TOUCH
    done_label = "We were in touch"

    def items(self, owners: Sequence[Owner], on: date, until: date) -> Iterable[AgendaItem]:
        """Contacts cadence suggests by ``until``; two queries."""
        return self._items(Contact.unscoped.due_for_touch(until), owners, on)

    @transaction.atomic
    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:  # noqa: ARG002 - the contract's
        """Log that they were in touch on ``on``, which moves the cadence. Raises ``NothingToDoError`` when not due."""
        contact = self._due(owner, on, key)
        timeline.log(
            contact=contact,
            kind=InteractionKind.MESSAGE,
            direction=Direction.OUTGOING,
            happened_on=on,
            summary="In touch again, noted from the agenda.",
            on=on,
        )
        return f"Noted that you were in touch with {contact.name}."

    @transaction.atomic
    def snooze(self, owner: Owner, key: str, *, on: date, until: date) -> str:
        """Let them rest until ``until``. Raises ``NothingToDoError`` when they are not due."""
        contact = self._due(owner, on, key)
        contact.snoozed_until = until
        contact.save(update_fields=["snoozed_until"])
        return f"{contact.name} can wait until {named(until, on)}."

    def _due(self, owner: Owner, on: date, key: str) -> Contact:
        """The contact, locked: of two clicks at once the second finds nobody due."""
        due = Contact.unscoped.select_for_update().due_for_touch(on)
        contact: Contact | None = due.filter(owner=owner.pk, pk=_key(key)).first()
        if contact is None:
            raise NothingToDoError(key)
        return contact

    def _items(self, rows: ContactQuerySet, owners: Sequence[Owner], on: date) -> Iterator[AgendaItem]:
        rows = rows.owned_by_any([owner.pk for owner in owners])
        by_id = {owner.pk: owner for owner in owners}
        last = {
            interaction.contact_id: interaction
            for interaction in Interaction.unscoped.counting().filter(contact__in=rows.values("pk"))
        }
        for contact in rows.select_related("organization").by_next_touch():
            due_on = cast("date", contact.touch_due_on)
            months = cadence.interval_months(
                tier=contact.tier, override=contact.cadence_months, user=by_id[contact.owner_id]
            )
            interaction = last.get(contact.pk)
            yield AgendaItem(
                owner_id=contact.owner_id,
                kind=self.kind,
                key=str(contact.pk),
                due_on=due_on,
                person=contact.as_person,
                title=f"Check in with {contact.first_name}",
                why=_why(contact, interaction, max(on, due_on)),
                context=shortened((interaction.summary if interaction else "") or contact.how_known or contact.notes),
                url=contact.get_absolute_url(),
                action="Check in",
                priority=Priority.KEEP_IN_TOUCH,
                slack_days=round((months or 1) * _DAYS_A_MONTH),
            )


def _why(contact: Contact, interaction: Interaction | None, on: date) -> str:
    """Why now: "Six months since your meeting in May"."""
    if interaction is None:
        return f"You have not been in touch since you added them {said(contact.added_on, on)}"
    whose = "their" if interaction.direction == Direction.INCOMING else "your"
    what = _SPOKE_BY.get(InteractionKind(interaction.kind))
    since = f"{whose} {what}" if what else "you were in touch"
    length = time_between(interaction.on, on)
    return f"{length[:1].upper()}{length[1:]} since {since} {said(interaction.on, on)}"
