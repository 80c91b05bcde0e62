"""Someone answered, and then it went quiet: nothing else would remind of them, as answers stop the attempts (P43)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from common.agenda import AgendaItem, Kind, NothingToDoError, Owner, Priority
from common.business_days import add_business_days
from contacts import timeline
from contacts.models import Direction, InteractionKind
from outreach import pursuit, words
from outreach.agenda import found, named
from outreach.models import Target, TargetQuerySet, TargetState
from outreach.moves import PursuitError

QUIET_BUSINESS_DAYS = 5
"""A working week without a word is worth one of one's own, as with introductions."""


class TalkingSource:
    """Talks by letter that nobody carries on. A key names target and the day of the last word: an old link stays dead.

    People with an open follow-up are left out: that says already what comes next.
    """

    kind = Kind.TALKING
    done_label = "I got back to them"

    def items(self, owners: Sequence[Owner], on: date, until: date) -> Iterator[AgendaItem]:
        """Those quiet for a working week by ``until``, and what waits to be noted; one query, one item a person."""
        named_already: set[int] = set()

        def quiet(targets: TargetQuerySet) -> TargetQuerySet:
            return targets.waiting_for_user(last_word_by=until - timedelta(days=QUIET_BUSINESS_DAYS))

        for target, owner in found(owners, quiet):
            due_on = _due_on(target, owner)
            if due_on <= until and target.contact_id not in named_already:
                named_already.add(target.contact_id)
                yield self._item(target, owner, on, due_on)

    @transaction.atomic
    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:  # noqa: ARG002 - the date suffices
        """Log that the user got back to them on ``on``; what they said is noted as the answer, if it was not yet.

        Raises ``NothingToDoError`` when it is not quiet any more.
        """
        target = self._open(owner, key)
        if target.state == TargetState.WAITING:
            try:
                pursuit.note_word(target, on=on)
            except PursuitError as refusal:
                raise NothingToDoError(str(refusal)) from refusal
        timeline.log(
            contact=target.contact,
            kind=InteractionKind.MESSAGE,
            direction=Direction.OUTGOING,
            happened_on=on,
            summary="Got back to them, noted from the agenda.",
            on=on,
        )
        return f"Noted that you got back to {target.contact.name}."

    def snooze(self, owner: Owner, key: str, *, on: date, until: date) -> str:
        """Come back to it on ``until``. Raises ``NothingToDoError`` when there was a word since."""
        target = self._open(owner, key)
        target.revisit_on = until
        target.save(update_fields=["revisit_on"])
        return f"{target.contact.name} comes back on {words.full_day(until, on)}."

    def _open(self, owner: Owner, key: str) -> Target:
        target, last_word = named(owner, key, lambda targets: targets.waiting_for_user())
        if last_word != _last_word(target).toordinal():
            raise NothingToDoError(f"Something has happened with {target.contact.first_name} since.")
        return target

    def _item(self, target: Target, owner: Owner, on: date, due_on: date) -> AgendaItem:
        last_word = _last_word(target)
        if target.state == TargetState.WAITING:
            return self._unnoted(target, owner, on, last_word, due_on)
        answered = last_word == target.moved_on
        when = words.weekday_ago(last_word, on)
        return AgendaItem(
            owner_id=owner.pk,
            kind=self.kind,
            key=f"{target.pk}-{last_word.toordinal()}",
            due_on=due_on,
            person=target.contact.as_person,
            title=f"Pick it up again with {target.contact.first_name}",
            why=f"They answered {when}, and nothing since" if answered else f"Last in touch {when}, and nothing since",
            context=f"{words.sentence(target.reason)} Propose two days, and a small question.",
            url=target.get_absolute_url(),
            action="Pick it up",
            priority=Priority.OUTREACH,
            slack_days=QUIET_BUSINESS_DAYS,
        )

    def _unnoted(self, target: Target, owner: Owner, on: date, word_on: date, due_on: date) -> AgendaItem:
        ago = words.weekday_ago(word_on, on)
        return AgendaItem(
            owner_id=owner.pk,
            kind=self.kind,
            key=f"{target.pk}-{word_on.toordinal()}",
            due_on=due_on,
            person=target.contact.as_person,
            title=f"Get back to {target.contact.first_name}",
            why=f"You heard from them {ago}, after {words.place_in_policy(target, made=True)}",
            context="The attempts rest. Was it the answer? Say so, and they stop for good.",
            url=target.get_absolute_url(),
            action="Note the answer",
            priority=Priority.OUTREACH,
            slack_days=QUIET_BUSINESS_DAYS,
        )


def _last_word(target: Target) -> date:
    """When they answered, or the two were last in touch after that."""
    word_on: date | None = getattr(target, "word_on", None)
    if word_on is not None:
        return word_on
    return max(target.moved_on, target.contact.last_interaction_on or target.moved_on)


def _due_on(target: Target, owner: Owner) -> date:
    if target.state == TargetState.WAITING:
        return max(_last_word(target), target.revisit_on or date.min)
    due_on = add_business_days(_last_word(target), QUIET_BUSINESS_DAYS, owner.country)
    return max(due_on, target.revisit_on or due_on)
