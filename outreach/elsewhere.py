"""What an answer in one campaign does to the same person's attempts in the others: they stop at once."""

from collections.abc import Mapping
from datetime import date

from outreach.models import PURSUED, Move, MoveKind, TargetState
from outreach.moves import make

S = TargetState

BECOMES: Mapping[str, TargetState] = {
    S.REPLIED: S.REPLIED,
    S.MEETING: S.REPLIED,
    # Whoever is better was named for that goal; here the two are talking.
    S.WRONG_PERSON: S.REPLIED,
    S.DECLINED: S.DECLINED,
    S.NOT_NOW: S.NOT_NOW,
}
"""Where attempts elsewhere stop, by the state that an answer led to (P23, P24)."""


def stop_attempts(answered: Move, *, on: date) -> list[Move]:
    """Stop the attempts that go on with the same person in other campaigns, closed ones included.

    ``answered`` is the move by which they made themselves heard; all their targets are locked (``moves.begin``). What
    is stopped here can be taken back there by itself, and is taken back along with ``answered``. Two queries, and
    two more for each target stopped.
    """
    source = answered.target
    others = source.contact.targets.filter(state__in=PURSUED).exclude(pk=source.pk)
    return [
        make(
            other,
            MoveKind.ELSEWHERE,
            BECOMES[answered.state],
            on=on,
            moved_on=answered.moved_on,
            heard=True,
            note=f"They answered in “{source.campaign}”: {source.get_state_display()}.",
            echo_of=answered,
            revisit_on=source.revisit_on,
        )
        for other in others.for_rows().order_by("pk")
    ]
