"""Birthdays and other days that matter to people, on the agenda from a few days before."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.text import capfirst

from common.agenda import AgendaItem, Kind, NothingToDoError, Owner, Priority
from contacts.agenda import shortened
from contacts.models import Occasion, OccasionKind
from contacts.occasions import rounds
from contacts.occasions.rounds import STILL_KIND, Round, round_of
from contacts.standing import named, said

KEY = re.compile(r"[0-9]{1,18}-[0-9]{4}")
"""Which occasion, and the year of the round: an old link stays dead when the day comes again."""


class OccasionSource:
    """Whose day is near: greeted, or let pass for this year (P31)."""

    kind = Kind.OCCASION
    done_label = "Greeted"

    def items(self, owners: Sequence[Owner], on: date, until: date) -> Iterator[AgendaItem]:
        """Occasions told by ``until`` and not over on ``on``; each day by its owner's notice. One query."""
        if not owners:
            return
        by_id = {owner.pk: owner for owner in owners}
        latest = until + timedelta(days=max(owner.occasion_notice_days for owner in owners))
        rows = Occasion.unscoped.owned_by_any(by_id).with_people_to_greet().kept_between(on - STILL_KIND, latest)
        for occasion in rows.with_last_word().select_related("contact__organization").through_the_year():
            owner = by_id[occasion.contact.owner_id]
            kept = round_of(occasion, on, notice_days=owner.occasion_notice_days)
            wakes_on = max(kept.shows_from, min(occasion.snoozed_until or kept.shows_from, kept.last_day))
            if not kept.is_settled and wakes_on <= until:
                yield self._item(occasion, kept, on, due_on=wakes_on if wakes_on > on else kept.shows_from)

    @transaction.atomic
    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:  # noqa: ARG002 - the date suffices
        """Log the wishes, as a light touch (P29). Raises ``NothingToDoError`` when it is settled or not near."""
        occasion, kept = self._open(owner, key, on)
        rounds.greet(occasion, kept, on=on)
        return f"Logged: you wished {occasion.contact.name} well."

    @transaction.atomic
    def snooze(self, owner: Owner, key: str, *, on: date, until: date) -> str:
        """Let it rest until ``until``: until its day at most, and after that as long as a wish is still kind."""
        occasion, kept = self._open(owner, key, on)
        latest = kept.day if on < kept.day else kept.last_day
        occasion.snoozed_until = max(on, min(until, latest)) if until > on else until
        occasion.save(update_fields=["snoozed_until"])
        return f"This rests until {named(occasion.snoozed_until, on)}."

    @transaction.atomic
    def let_pass(self, owner: Owner, key: str, *, on: date) -> str:
        """Not this year. Raises ``NothingToDoError`` when it is settled or not near."""
        occasion, kept = self._open(owner, key, on)
        rounds.let_pass(occasion, kept)
        return f"Not this year. {occasion.contact.name} comes up again in {kept.day.year + 1}."

    @transaction.atomic
    def take_back(self, owner: Owner, key: str, *, on: date) -> str:
        """Open this year's round again. Raises ``NothingToDoError`` when it is not settled, or over."""
        occasion, kept = self._found(owner, key, on)
        if not kept.is_settled:
            raise NothingToDoError(key)
        rounds.take_back(occasion, on=on)
        return "Back on today’s list."

    def _open(self, owner: Owner, key: str, on: date) -> tuple[Occasion, Round]:
        occasion, kept = self._found(owner, key, on)
        if not kept.is_open(on):
            raise NothingToDoError(key)
        return occasion, kept

    def _found(self, owner: Owner, key: str, on: date) -> tuple[Occasion, Round]:
        """The occasion, locked, if the round that ``key`` names is the one of ``on``."""
        if not KEY.fullmatch(key):
            raise NothingToDoError(key)
        pk, year = map(int, key.split("-"))
        rows = Occasion.unscoped.owned_by_any([owner.pk]).with_people_to_greet().select_for_update(of=("self",))
        occasion = rows.select_related("contact__owner").filter(pk=pk).first()
        if occasion is None:
            raise NothingToDoError(key)
        kept = round_of(occasion, on, notice_days=owner.occasion_notice_days)
        if kept.day.year != year:
            raise NothingToDoError(key)
        return occasion, kept

    def _item(self, occasion: Occasion, kept: Round, on: date, *, due_on: date) -> AgendaItem:
        contact = occasion.contact
        return AgendaItem(
            owner_id=contact.owner_id,
            kind=self.kind,
            key=f"{occasion.pk}-{kept.day.year}",
            due_on=due_on,
            person=contact.as_person,
            title=_title(occasion),
            why=_why(occasion, kept.day, on),
            context=shortened(occasion.last_said or contact.how_known),  # type: ignore[attr-defined]
            url=contact.get_absolute_url(),
            action="Write a line",
            priority=Priority.OCCASION if kept.day <= on else Priority.PREPARATION,
            slack_days=7,
            can_snooze=on < kept.last_day,
            drop_label="Not this year",
        )


def _title(occasion: Occasion) -> str:
    first = occasion.contact.first_name
    if occasion.name:
        return f"Think of {first}: {occasion.name}"
    if occasion.kind == OccasionKind.BIRTHDAY:
        return f"Wish {first} a happy birthday"
    return f"Congratulate {first}" if occasion.kind == OccasionKind.ANNIVERSARY else f"Think of {first}"


def _why(occasion: Occasion, day: date, on: date) -> str:
    """Why now: "Birthday on Thursday; Ana turns 40", the age only where the year is known."""
    is_past = day < on
    when = said(day, on)
    if is_past:
        why = f"The day was {when}"
    else:
        why = capfirst(when if occasion.kind == OccasionKind.OTHER else f"{occasion.get_kind_display()} {when}")
    count = occasion.turns(day)
    if count is not None and occasion.kind == OccasionKind.BIRTHDAY:
        why += f"; {occasion.contact.first_name} {'turned' if is_past else 'turns'} {count}"
    elif count is not None:
        why += "; one year" if count == 1 else f"; {count} years"
    if (occasion.month, occasion.day) == (2, 29) and day.day == 28:
        why += ", born on the 29th" if occasion.kind == OccasionKind.BIRTHDAY else ", on the 29th in leap years"
    return why
