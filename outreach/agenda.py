"""What outreach wants done on a date: the next attempt, a kind end, or coming back as agreed (P22-P24)."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import cast

from django.db.models import QuerySet
from django.urls import reverse

from common.agenda import AgendaItem, Kind, NothingToDoError, Owner, Priority
from common.business_days import add_business_days
from common.dates import add_months
from outreach import pursuit, someone_else, words
from outreach.models import Channel, Target, TargetQuerySet, TargetState
from outreach.moves import PursuitError

FIRST_ATTEMPT_SLACK = 3
CLOSE_OUT_SLACK = 14
REVISIT_SLACK = 30
"""Days late that weigh as much as one interval does for keeping in touch."""
KEY = re.compile(r"[0-9]{1,18}-[0-9]{1,9}")


def targets_in_hand(owner_ids: Iterable[int]) -> QuerySet[Target]:
    """Targets with something going on in an open campaign, whose contacts cadence leaves alone (P46).

    None of somebody who has landed: nothing else would bring these people up.
    """
    return Target.unscoped.owned_by_any(list(owner_ids)).live().of_searches()


class AttemptSource:
    """The next attempt of a target is due (P22). A key names target and attempt, so that an old link stays dead."""

    kind = Kind.ATTEMPT
    done_label = "I reached out"

    def items(self, owners: Sequence[Owner], on: date, until: date) -> Iterator[AgendaItem]:
        """Attempts due by ``until``, as many a day as the owner's pace allows (P25), and turns of others; one query."""
        rows = list(found(searching(owners), lambda targets: targets.attempt_due_or_silent(until).with_pace(on)))
        is_due = [row for row in rows if row[0].next_attempt_on is not None and row[0].next_attempt_on <= until]
        yield from self._items(_awake(is_due, on, until), _Days(on), until)
        yield from someone_else.items(rows, self.kind, on, until)

    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:  # noqa: ARG002 - the date suffices
        """Log the attempt by the policy's channel, as made on ``on``. Raises ``NothingToDoError`` when not open."""
        target, number = self._open(owner, key)
        step = pursuit.step_of(target)
        if step is None:
            raise NothingToDoError(f"All attempts with {target.contact.first_name} are made.")
        with _refusals_as_nothing_to_do():
            pursuit.log_attempt(target, channel=step.channel, made_on=on, on=on, expected_number=number)
        did, place = words.did(step.channel, target.contact), words.place_in_policy(target, made=True)
        return f"{did}: {place}. {words.what_follows(target, on)}"

    def snooze(self, owner: Owner, key: str, *, on: date, until: date) -> str:
        """Move it to ``until`` or the next business day after. Raises ``NothingToDoError`` when it is not open."""
        target, number = named(owner, key, lambda targets: targets.attempt_ahead_or_silent())
        if number == someone_else.number_of(target):
            return someone_else.snooze(target, on=on, until=until)
        target, _ = self._open(owner, key)
        target.next_attempt_on, target.next_before_turn = add_business_days(until, 0, owner.country), None
        target.save(update_fields=["next_attempt_on", "next_before_turn"])
        return f"{target.contact.name} comes back on {words.full_day(target.next_attempt_on, on)}."

    def _open(self, owner: Owner, key: str) -> tuple[Target, int]:
        target, number = named(owner, key, lambda targets: targets.pursued())
        if number != target.attempts_made + 1:
            raise NothingToDoError(f"That attempt with {target.contact.first_name} is already behind you.")
        return target, number

    def _items(self, found: Iterable[tuple[Target, Owner, date]], days: "_Days", until: date) -> Iterator[AgendaItem]:
        heartened: set[int] = set()
        on = days.on
        for target, owner, awake_on in found:
            step = pursuit.step_of(target)
            due_on = days.day_for(target, awake_on)
            if step is None or due_on > until:
                continue
            context = target.reason
            # Once a morning is enough (P23).
            if target.attempts_this_round and owner.pk not in heartened:
                heartened.add(owner.pk)
                context = f"{words.sentence(context)} {words.SILENCE}"
            yield AgendaItem(
                owner_id=owner.pk,
                kind=self.kind,
                key=f"{target.pk}-{target.attempts_made + 1}",
                due_on=due_on,
                person=target.contact.as_person,
                title=words.attempt_title(target, step.channel, on),
                why=words.silence(target, on, owner.country),
                context=context,
                url=reverse("outreach:write", args=["target", target.pk]),
                action="Call" if step.channel == Channel.CALL else "Write",
                priority=Priority.OUTREACH,
                slack_days=max(step.gap_business_days, FIRST_ATTEMPT_SLACK),
            )


class CloseOutSource:
    """The last attempt stayed unanswered for its gap: call it a day (P22)."""

    kind = Kind.CLOSE_OUT
    done_label = "Call it a day"

    def items(self, owners: Sequence[Owner], on: date, until: date) -> Iterator[AgendaItem]:
        """Ends due by ``until``; one query."""
        return map(self._item, _in_pace(owners, lambda targets: targets.close_out_due(until), on, until))

    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:  # noqa: ARG002 - the date suffices
        """Close it as *no reply*. Raises ``NothingToDoError`` when it is not due any more."""
        target = self._open(owner, key, on)
        with _refusals_as_nothing_to_do():
            pursuit.close_no_reply(target, on=on)
        return f"{target.contact.name} is closed as “no reply”. If they answer after all, log it as ever."

    def snooze(self, owner: Owner, key: str, *, on: date, until: date) -> str:
        """Wait for an answer until ``until``. Raises ``NothingToDoError`` when it is not due any more."""
        target = self._open(owner, key, on)
        target.close_out_on = until
        target.save(update_fields=["close_out_on"])
        return f"You give {target.contact.name} until {words.full_day(until, on)}."

    def _open(self, owner: Owner, key: str, on: date) -> Target:
        target, number = named(owner, key, lambda targets: targets.close_out_due(on))
        if number != target.attempts_made:
            raise NothingToDoError(f"You have tried {target.contact.first_name} again since.")
        return target

    def _item(self, found: tuple[Target, Owner, date]) -> AgendaItem:
        target, owner, due_on = found
        return AgendaItem(
            owner_id=owner.pk,
            kind=self.kind,
            key=f"{target.pk}-{target.attempts_made}",
            due_on=due_on,
            person=target.contact.as_person,
            title=f"Call it a day with {target.contact.first_name}",
            why=f"{words.number(target.attempts_this_round).capitalize()} attempts and no answer",
            context=f"You did what there was to do. {words.SILENCE} In half a year you may try again.",
            url=target.get_absolute_url(),
            action="Close it",
            priority=Priority.TIDY,
            slack_days=CLOSE_OUT_SLACK,
        )


class RevisitSource:
    """The date to come back on is reached (P24)."""

    kind = Kind.REVISIT
    done_label = "Take it up again"

    def items(self, owners: Sequence[Owner], on: date, until: date) -> Iterator[AgendaItem]:
        """Revisits due by ``until``; one query."""
        return self._items(_in_pace(owners, lambda targets: targets.revisit_due(until), on, until), on)

    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:  # noqa: ARG002 - the date suffices
        """Reopen it. Raises ``NothingToDoError`` when it is not open any more."""
        target = self._open(owner, key)
        with _refusals_as_nothing_to_do():
            pursuit.reopen(target, on=on)
        return f"{target.contact.name} is taken up again. {words.what_follows(target, on)}"

    def snooze(self, owner: Owner, key: str, *, on: date, until: date) -> str:
        """Come back on ``until`` instead. Raises ``NothingToDoError`` when it is not open any more."""
        target = self._open(owner, key)
        if target.state == TargetState.NO_REPLY:
            # Who did not answer is left in peace for half a year, however it is put off (P23).
            until = max(until, add_months(target.moved_on, pursuit.FAR_REVISIT_MONTHS))
        target.revisit_on = until
        target.save(update_fields=["revisit_on"])
        return words.what_follows(target, on)

    def _open(self, owner: Owner, key: str) -> Target:
        target, put_off_on = named(owner, key, lambda targets: targets.put_off())
        if put_off_on != target.moved_on.toordinal():
            raise NothingToDoError(f"Something has happened with {target.contact.first_name} since.")
        return target

    def _items(self, found: Iterable[tuple[Target, Owner, date]], on: date) -> Iterator[AgendaItem]:
        for target, owner, due_on in found:
            since = words.weekday_ago(target.moved_on, on)
            yield AgendaItem(
                owner_id=owner.pk,
                kind=self.kind,
                key=f"{target.pk}-{target.moved_on.toordinal()}",
                due_on=due_on,
                person=target.contact.as_person,
                title=f"Come back to {target.contact.first_name}",
                why=f"Closed {since} without a reply" if target.state == TargetState.NO_REPLY else f"“Not now” {since}",
                context=target.reason,
                url=target.get_absolute_url(),
                action="Come back",
                priority=Priority.OUTREACH,
                slack_days=REVISIT_SLACK,
            )


Narrow = Callable[[TargetQuerySet], TargetQuerySet]


class _Days:
    """How many attempts each owner still makes today, and how the rest is spread over the days to come (P25)."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.asked: Counter[int] = Counter()

    def day_for(self, target: Target, due_on: date) -> date:
        """``due_on`` while there is room today, else a day to come; what is due first is asked for first."""
        if due_on > self.on:
            return due_on
        cap, owner_id = cast(int, vars(target)["cap"]), target.campaign.owner_id
        used = cast(int, vars(target)["made_today"]) + self.asked[owner_id]
        self.asked[owner_id] += 1
        return due_on if used < cap else self.on + timedelta(days=max(1, used // cap))


def searching(owners: Iterable[Owner]) -> list[Owner]:
    """Those of ``owners`` whose attempts go on: who paused their search or landed rests."""
    return [owner for owner in owners if owner.is_searching]


def found(owners: Sequence[Owner], narrow: Narrow) -> Iterator[tuple[Target, Owner]]:
    """Targets of any of ``owners`` that ``narrow`` keeps, soonest due first, each with its owner; one query."""
    by_id = {owner.pk: owner for owner in owners}
    targets = narrow(Target.unscoped.owned_by_any(by_id.keys()))
    for target in targets.for_rows().with_last_attempt().by_due():
        yield target, by_id[target.campaign.owner_id]


def _in_pace(owners: Sequence[Owner], narrow: Narrow, on: date, until: date) -> Iterator[tuple[Target, Owner, date]]:
    """Like ``found``, of what has a date, with the day it shows: not in a holiday, nor after ``until``.

    Nothing of who paused their search or landed.
    """
    return _awake(found(searching(owners), lambda targets: narrow(targets).with_pace(on)), on, until)


def _awake(rows: Iterable[tuple[Target, Owner]], on: date, until: date) -> Iterator[tuple[Target, Owner, date]]:
    for target, owner in rows:
        due_on = cast(date, target.due_on)  # by which the query chose it
        rest = vars(target)
        if rest["rests_from"] is not None and rest["rests_from"] <= max(due_on, on) <= rest["rests_until"]:
            due_on = rest["rests_until"] + timedelta(days=1)
        if due_on <= until:
            yield target, owner, due_on


def named(owner: Owner, key: str, narrow: Narrow) -> tuple[Target, int]:
    """The owner's target that ``key`` ("12-3") names, if ``narrow`` keeps it, and the number after the dash."""
    if not KEY.fullmatch(key):
        raise NothingToDoError("This points to nothing that is open.")
    pk, number = map(int, key.split("-"))
    mine = narrow(Target.unscoped.owned_by_any([owner.pk]))
    target = mine.for_rows().with_last_attempt().filter(pk=pk).first()
    if target is None:
        raise NothingToDoError("This is not open any more.")
    return target, number


@contextmanager
def _refusals_as_nothing_to_do() -> Iterator[None]:
    """What another tab or letter was quicker to do is nothing to do here."""
    try:
        yield
    except PursuitError as refusal:
        raise NothingToDoError(str(refusal)) from refusal
