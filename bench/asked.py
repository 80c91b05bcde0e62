"""What came of months of outreach, to count and to rank by: closed campaigns full of attempts and answers."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from accounts.models import User
from contacts.models import Contact
from outreach.models import Attempt, Campaign, Channel, Move, MoveKind, Target, TargetState
from outreach.writing.skeletons import SKELETONS

_BATCH = 2_000
_DAYS_BACK = 300
_CHANNELS = (Channel.EMAIL, Channel.CALL, Channel.EMAIL)


def add(user: User, people: Sequence[Contact], random: Random, *, on: date) -> None:
    """A sixth of ``people`` were asked in campaigns that are closed now, two or three times each; a third answered."""
    campaigns = Campaign.unscoped.bulk_create(
        Campaign(
            owner=user,
            name=f"Round {number}",
            goal="Learn how they plan",
            started_on=on - timedelta(days=_DAYS_BACK),
            closed_on=on,
        )
        for number in range(1, 7)
    )
    targets = Target.unscoped.bulk_create(
        (
            Target(
                campaign=random.choice(campaigns),
                contact=person,
                reason="Built the Lyon depot",
                state=TargetState.DONE,
                attempts_made=random.choice((2, 3)),
                moved_on=on,
            )
            for person in random.sample(people[1:], len(people) // 6)
        ),
        batch_size=_BATCH,
    )
    starts = {target.pk: on - timedelta(days=random.randrange(30, _DAYS_BACK)) for target in targets}
    attempts = Attempt.unscoped.bulk_create(
        (
            Attempt(
                target=target,
                number=number,
                channel=_CHANNELS[number - 1],
                made_on=starts[target.pk] + timedelta(days=4 * number),
                skeleton=key,
                began_with=SKELETONS[key].name,
                ask_kind=target.ask_kind,
                tie=target.contact.tie,
            )
            for target in targets
            for number in range(1, target.attempts_made + 1)
            for key in (random.choice(tuple(SKELETONS)),)
        ),
        batch_size=_BATCH,
    )
    moves = []
    for attempt in attempts:
        moves.append(_move(attempt.target, MoveKind.ATTEMPT, TargetState.WAITING, attempt.made_on, attempt))
        if attempt.number == attempt.target.attempts_made and random.random() < 0.33:
            heard_on = attempt.made_on + timedelta(days=random.randrange(0, 12))
            moves.append(_move(attempt.target, MoveKind.REPLY, TargetState.REPLIED, heard_on))
            if random.random() < 0.5:
                moves.append(_move(attempt.target, MoveKind.MEETING, TargetState.MEETING, heard_on))
                moves.append(_move(attempt.target, MoveKind.DONE, TargetState.DONE, heard_on))
    Move.unscoped.bulk_create(moves, batch_size=_BATCH)


_BEFORE = {MoveKind.MEETING: TargetState.REPLIED, MoveKind.DONE: TargetState.MEETING}


def _move(target: Target, kind: MoveKind, state: TargetState, on: date, attempt: Attempt | None = None) -> Move:
    return Move(
        target=target,
        kind=kind,
        state=state,
        moved_on=on,
        heard=kind in (MoveKind.REPLY, MoveKind.MEETING),
        attempt=attempt,
        state_before=_BEFORE.get(kind, TargetState.WAITING),
        moved_before=on,
    )
