"""Silence at an organization: whom else to ask there, on Today and as the board says it (3B7)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import cast

from common.agenda import AgendaItem, Kind, Owner, Priority
from outreach import policy, words
from outreach.models import Target

SLACK = 5


def items(rows: Iterable[tuple[Target, Owner]], kind: Kind, on: date, until: date) -> Iterator[AgendaItem]:
    """One item an organization and campaign, from the turn of another until the silent one is due again; no query.

    ``rows`` are those of ``attempt_due_or_silent``, with the last attempt and the pace. A key ends in the day of the
    attempt that stayed silent, which no number of an attempt reaches.
    """
    last: dict[tuple[int, int], tuple[date, Target, Owner]] = {}
    for target, owner in rows:
        made_on = cast("date | None", vars(target)["last_made_on"])
        place = target.contact.organization_id
        if target.attempts_this_round and made_on is not None and place is not None:
            asked = last.get((target.campaign_id, place))
            if asked is None or asked[0] < made_on:
                last[target.campaign_id, place] = made_on, target, owner
    for made_on, target, owner in last.values():
        turn = policy.another_from(policy.of_campaign(target.campaign), made_on, owner.country)
        again = target.next_attempt_on or target.close_out_on
        if turn is None or again is None:
            continue
        due_on = _awake_on(target, max(turn, target.revisit_on or turn), on)
        if due_on <= until and max(due_on, on) < again:
            yield _item(target, kind, made_on, due_on, on)


def number_of(target: Target) -> int | None:
    """What ends the key of an item about ``target``; ``None`` where none can be. Wants ``with_last_attempt``."""
    made_on = cast("date | None", vars(target)["last_made_on"])
    takes_turns = policy.of_campaign(target.campaign).turn_to_another_after is not None
    return made_on.toordinal() if made_on is not None and takes_turns else None


def snooze(target: Target, *, on: date, until: date) -> str:
    """Bring it up again on ``until``; that day may lie past the next attempt, and then it is over."""
    target.revisit_on = until
    target.save(update_fields=["revisit_on"])
    return f"{target.contact.organization} comes back on {words.full_day(until, on)}."


def _awake_on(target: Target, due_on: date, on: date) -> date:
    """``due_on``, or the day after the owner's holiday."""
    first, last = vars(target)["rests_from"], vars(target)["rests_until"]
    rests = first is not None and first <= max(due_on, on) <= last
    return cast(date, last + timedelta(days=1)) if rests else due_on


def _item(target: Target, kind: Kind, made_on: date, due_on: date, on: date) -> AgendaItem:
    name, known = target.contact.first_name, cast("str | None", vars(target)["known_there"])
    return AgendaItem(
        owner_id=target.campaign.owner_id,
        kind=kind,
        key=f"{target.pk}-{made_on.toordinal()}",
        due_on=due_on,
        person=target.contact.as_person,
        title=f"Ask someone else at {target.contact.organization}",
        why=f"Nothing from {name} since {words.since(made_on, on)}",
        context=f"You also know {known} there."
        if known
        else "You know nobody else there yet: see who could lead you in.",
        url=f"{target.get_absolute_url()}#turn",
        action="See whom",
        priority=Priority.OUTREACH,
        slack_days=SLACK,
        can_complete=False,
    )
