"""What outreach wants done on a date: the next attempt, a kind end, or coming back as agreed (P22-P24)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime

from common.agenda import AgendaItem, Kind, NothingToDoError, Owner, Priority
from common.business_days import add_business_days
from outreach import policy, pursuit, words
from outreach.models import Channel, Target, TargetQuerySet, TargetState
from outreach.moves import PursuitError

CLOSE_OUT_SLACK = 14
REVISIT_SLACK = 30


def contacts_in_hand(owner_ids: Iterable[int]) -> set[int]:
    """Contacts with something going on in an open campaign, whom cadence leaves alone (P46); one query."""
    return set(Target.unscoped.owned_by_any(list(owner_ids)).live().values_list("contact_id", flat=True))


class AttemptSource:
    """The next attempt of a target is due (P22). A key names the target and the attempt, so an old link stays dead."""

    kind = Kind.ATTEMPT
    done_label = "I reached out"

    def due(self, owners: Sequence[Owner], on: date) -> Iterator[AgendaItem]:
        """Attempts due by ``on``; one query."""
        return _items(owners, lambda found: found.attempt_due(on), self._item, on)

    def ahead(self, owners: Sequence[Owner], on: date, until: date) -> Iterator[AgendaItem]:
        """Attempts due after ``on`` up to ``until``; one query."""
        return _items(
            owners, lambda found: found.attempt_due(until).filter(next_attempt_on__gt=on), self._item, on
        )

    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:  # noqa: ARG002 - dates suffice
        """Log the attempt by the policy's channel, as made on ``on``. Raises ``NothingToDoError`` when it is not open."""
        target, number = _open_target(owner, key, lambda found: found.attempt_open())
        step = pursuit.step_of(target)
        if step is None or number != target.attempts_made + 1:
            raise NothingToDoError(f"That attempt with {target.contact.first_name} is already behind you.")
        try:
            pursuit.log_attempt(target, channel=step.channel, made_on=on, on=on, expected_number=number)
        except PursuitError as refusal:
            raise NothingToDoError(str(refusal)) from refusal
        return f"{words.did(step.channel, target.contact)}, {words.attempt_of(target, done=True)}. {words.then(target, on)}"

    def snooze(self, owner: Owner, key: str, *, on: date, until: date) -> str:  # noqa: ARG002 - the new date suffices
        """Move it to ``until`` or the business day after. Raises ``NothingToDoError`` when it is not open."""
        target, number = _open_target(owner, key, lambda found: found.attempt_open())
        if number != target.attempts_made + 1:
            raise NothingToDoError(f"That attempt with {target.contact.first_name} is already behind you.")
        target.next_attempt_on = add_business_days(until, 0, owner.country)
        target.save(update_fields=["next_attempt_on"])
        return f"{target.contact.name} comes back on {words.full_day(target.next_attempt_on, on)}."

    def _item(self, target: Target, owner: Owner, on: date) -> AgendaItem:
        step = pursuit.step_of(target)
        due_on = target.next_attempt_on
        if step is None or due_on is None:
            raise AssertionError(f"target {target.pk} is due without a step")
        return AgendaItem(
            owner_id=owner.pk,
            kind=self.kind,
            key=f"{target.pk}-{target.attempts_made + 1}",
            due_on=due_on,
            person=target.contact.as_person,
            title=f"{words.invite(step.channel, target.contact)}: {words.attempt_of(target)}",
            why=words.silence(target, on, owner.country),
            context=target.reason,
            url=target.get_absolute_url(),
            action="Call" if step.channel == Channel.CALL else "Write",
            priority=Priority.OUTREACH,
            slack_days=max(step.gap_business_days, 3),
        )


class CloseOutSource:
    """The last attempt stayed unanswered for its gap: call it a day (P22)."""

    kind = Kind.CLOSE_OUT
    done_label = "Call it a day"

    def due(self, owners: Sequence[Owner], on: date) -> Iterator[AgendaItem]:
        """Ends due by ``on``; one query."""
        return _items(owners, lambda found: found.close_out_due(on), self._item, on)

    def ahead(self, owners: Sequence[Owner], on: date, until: date) -> Iterator[AgendaItem]:
        """Ends due after ``on`` up to ``until``; one query."""
        return _items(owners, lambda found: found.close_out_due(until).filter(close_out_on__gt=on), self._item, on)

    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:  # noqa: ARG002 - dates suffice
        """Close it as *no reply*. Raises ``NothingToDoError`` when it is not due any more."""
        target = self._open(owner, key, on)
        try:
            pursuit.close_no_reply(target, on=on)
        except PursuitError as refusal:
            raise NothingToDoError(str(refusal)) from refusal
        return f"{target.contact.name} is closed as no reply. If they answer after all, log it as ever."

    def snooze(self, owner: Owner, key: str, *, on: date, until: date) -> str:
        """Wait for an answer until ``until``. Raises ``NothingToDoError`` when it is not due any more."""
        target = self._open(owner, key, on)
        target.close_out_on = until
        target.save(update_fields=["close_out_on"])
        return f"You wait for {target.contact.name} until {words.full_day(until, on)}."

    def _open(self, owner: Owner, key: str, on: date) -> Target:
        target, number = _open_target(owner, key, lambda found: found.close_out_due(on))
        if number != target.attempts_made:
            raise NothingToDoError(f"You have tried {target.contact.first_name} again since.")
        return target

    def _item(self, target: Target, owner: Owner, on: date) -> AgendaItem:
        tried = target.attempts_this_round
        return AgendaItem(
            owner_id=owner.pk,
            kind=self.kind,
            key=f"{target.pk}-{target.attempts_made}",
            due_on=target.close_out_on or on,
            person=target.contact.as_person,
            title=f"Call it a day with {target.contact.first_name}",
            why=f"{words.NUMBERS.get(tried, str(tried)).capitalize()} attempts and no answer",
            context="You did what could be done. Silence is not a no: you may come back in half a year.",
            url=target.get_absolute_url(),
            action="Close",
            priority=Priority.TIDY,
            slack_days=CLOSE_OUT_SLACK,
        )


class RevisitSource:
    """The date to come back on is reached (P24)."""

    kind = Kind.REVISIT
    done_label = "Take it up again"

    def due(self, owners: Sequence[Owner], on: date) -> Iterator[AgendaItem]:
        """Revisits due by ``on``; one query."""
        return _items(owners, lambda found: found.revisit_due(on), self._item, on)

    def ahead(self, owners: Sequence[Owner], on: date, until: date) -> Iterator[AgendaItem]:
        """Revisits due after ``on`` up to ``until``; one query."""
        return _items(owners, lambda found: found.revisit_due(until).filter(revisit_on__gt=on), self._item, on)

    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:  # noqa: ARG002 - dates suffice
        """Reopen it. Raises ``NothingToDoError`` when it is not open any more."""
        target = self._open(owner, key)
        try:
            pursuit.reopen(target, on=on)
        except PursuitError as refusal:
            raise NothingToDoError(str(refusal)) from refusal
        return f"{target.contact.name} is taken up again. {words.then(target, on)}"

    def snooze(self, owner: Owner, key: str, *, on: date, until: date) -> str:
        """Come back on ``until`` instead. Raises ``NothingToDoError`` when it is not open any more."""
        target = self._open(owner, key)
        target.revisit_on = until
        target.save(update_fields=["revisit_on"])
        return f"{target.contact.name} comes back on {words.full_day(until, on)}."

    def _open(self, owner: Owner, key: str) -> Target:
        target, put_off_on = _open_target(owner, key, lambda found: found.to_revisit())
        if put_off_on != target.moved_on.toordinal():
            raise NothingToDoError(f"Something has happened with {target.contact.first_name} since.")
        return target

    def _item(self, target: Target, owner: Owner, on: date) -> AgendaItem:
        name = target.contact.first_name
        if target.state == TargetState.NO_REPLY:
            why = f"You meant to try again after the silence in {target.moved_on:%B}"
        else:
            why = f"“Not now” on {words.full_day(target.moved_on, on)}"
        return AgendaItem(
            owner_id=owner.pk,
            kind=self.kind,
            key=f"{target.pk}-{target.moved_on.toordinal()}",
            due_on=target.revisit_on or on,
            person=target.contact.as_person,
            title=f"Come back to {name}, as you said",
            why=why,
            context=target.reason,
            url=target.get_absolute_url(),
            action="Come back",
            priority=Priority.OUTREACH,
            slack_days=REVISIT_SLACK,
        )


type_Narrow = Callable[[TargetQuerySet], TargetQuerySet]


def _items(
    owners: Sequence[Owner],
    narrow: Callable[[TargetQuerySet], TargetQuerySet],
    item: Callable[[Target, Owner, date], AgendaItem],
    on: date,
) -> Iterator[AgendaItem]:
    by_id = {owner.pk: owner for owner in owners}
    found = narrow(Target.unscoped.owned_by_any(list(by_id)))
    for target in found.for_rows().with_last_attempt().by_due():
        yield item(target, by_id[target.campaign.owner_id], on)


def _open_target(
    owner: Owner, key: str, narrow: Callable[[TargetQuerySet], TargetQuerySet]
) -> tuple[Target, int]:
    """The owner's target that ``key`` ("12-3") names, if still open, and the number after the dash."""
    pk, _, number = key.partition("-")
    if not (pk.isascii() and pk.isdigit() and number.isascii() and number.isdigit() and len(key) < 25):
        raise NothingToDoError("This points to nothing that is open.")
    target = narrow(Target.unscoped.owned_by_any([owner.pk])).for_rows().filter(pk=int(pk)).first()
    if target is None:
        raise NothingToDoError("This is not open any more.")
    return target, int(number)
