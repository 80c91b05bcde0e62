"""An answer in one campaign stops the attempts with the same person in all others."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from contacts.models import Contact, Interaction
from outreach import moves, pursuit
from outreach.agenda import AttemptSource, CloseOutSource
from outreach.models import Move, Target, TargetState
from tests.agenda import due
from tests.conftest import MONDAY, MORNING
from tests.factories import AttemptFactory, CampaignFactory, ContactFactory, TargetFactory

S = TargetState
ANSWER = pursuit.Answer(heard_on=MONDAY, channel="email", text="Gladly")
LATER = MONDAY + timedelta(days=90)


@pytest.fixture(autouse=True)
def _on_monday_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def hana(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Hana")


@pytest.fixture
def asked(alice: User, hana: Contact) -> Target:
    campaign = CampaignFactory.create(owner=alice, name="Ports")
    return TargetFactory.create(campaign=campaign, contact=hana, next_attempt_on=MONDAY)


@pytest.fixture
def others(alice: User, hana: Contact) -> list[Target]:
    """Waiting for an answer, all attempts made, and done long ago, each in a campaign of its own."""
    standing: list[dict[str, object]] = [
        {"state": "waiting", "attempts_made": 1, "next_attempt_on": MONDAY},
        {"state": "waiting", "attempts_made": 5, "next_attempt_on": None, "close_out_on": MONDAY},
        {"state": "done", "next_attempt_on": None},
    ]
    found = [
        TargetFactory.create(campaign=CampaignFactory.create(owner=alice, name=f"Rail {n}"), contact=hana, **fields)
        for n, fields in enumerate(standing)
    ]
    AttemptFactory.create(target=found[0], number=1, made_on=MONDAY)
    return found


ANSWERED: dict[str, tuple[Callable[[Target], object], list[str]]] = {
    "reply": (lambda t: pursuit.log_reply(t, answer=ANSWER, on=MONDAY), ["replied", "replied", "done"]),
    "meeting": (lambda t: pursuit.agree_meeting(t, on=MONDAY), ["replied", "replied", "done"]),
    "no": (lambda t: pursuit.decline(t, answer=ANSWER, on=MONDAY), ["declined", "declined", "done"]),
    "later": (
        lambda t: pursuit.not_now(t, revisit_on=LATER, answer=ANSWER, on=MONDAY),
        ["not_now", "not_now", "done"],
    ),
    "someone else": (lambda t: pursuit.wrong_person(t, answer=ANSWER, on=MONDAY), ["replied", "replied", "done"]),
    "my own choice": (lambda t: pursuit.not_now(t, revisit_on=LATER, on=MONDAY), ["waiting", "waiting", "done"]),
    "finished": (lambda t: pursuit.finish(t, on=MONDAY), ["waiting", "waiting", "done"]),
}


@pytest.mark.parametrize("answered", ANSWERED)
def test_what_they_say_stops_the_attempts_everywhere(
    alice: User, asked: Target, others: list[Target], answered: str
) -> None:
    """P22, P24: what the user alone decides stops nothing elsewhere."""
    say, expected = ANSWERED[answered]

    say(asked)

    assert [Target.unscoped.get(pk=each.pk).state for each in others] == expected
    still_due = [*due(AttemptSource(), [alice], MONDAY), *due(CloseOutSource(), [alice], MONDAY)]
    assert len(still_due) == expected.count("waiting")


def test_somebody_elses_attempts_go_on(alice: User, asked: Target) -> None:
    other = TargetFactory.create(campaign=asked.campaign, contact=ContactFactory.create(owner=alice))

    pursuit.log_reply(asked, answer=ANSWER, on=MONDAY)

    assert Target.unscoped.get(pk=other.pk).state == "ready"


def test_taking_the_answer_back_takes_back_what_it_stopped(asked: Target, others: list[Target]) -> None:
    before = list(Target.unscoped.order_by("pk").values())
    move = pursuit.log_reply(asked, answer=ANSWER, on=MONDAY)

    moves.undo(move, on=MONDAY)

    assert list(Target.unscoped.order_by("pk").values()) == before
    assert (Move.unscoped.count(), Interaction.unscoped.count()) == (0, 0)


def test_what_went_on_elsewhere_since_stays(asked: Target, others: list[Target]) -> None:
    move = pursuit.log_reply(asked, answer=ANSWER, on=MONDAY)
    pursuit.reopen(others[0], on=MONDAY)

    moves.undo(move, on=MONDAY)

    assert [Target.unscoped.get(pk=each.pk).state for each in others] == ["ready", "waiting", "done"]


def test_the_page_says_where_else_the_attempts_stop_and_why(
    alices: Client, asked: Target, others: list[Target]
) -> None:
    answer = {"heard_on": MONDAY, "channel": "email", "text": ""}

    said = alices.post(f"/outreach/targets/{asked.pk}/reply/", answer, follow=True).content.decode()
    there = alices.get(others[0].get_absolute_url()).content.decode()

    assert "The attempts in “Rail 0” and “Rail 1” stop too." in said
    assert "They answered in “Ports”: talking." in there


def test_who_did_not_answer_is_come_back_to_once_and_after_half_a_year(alice: User, asked: Target) -> None:
    """P23: also by URL, with the reason."""
    Target.unscoped.filter(pk=asked.pk).update(state=S.NO_REPLY, next_attempt_on=None, moved_on=MONDAY)

    with pytest.raises(moves.MoveNotAllowedError, match="leave them in peace until 23 May 2027"):
        pursuit.reopen(asked, on=date(2027, 5, 22))
    pursuit.reopen(asked, on=date(2027, 5, 23))
    Target.unscoped.filter(pk=asked.pk).update(state=S.NO_REPLY, next_attempt_on=None, moved_on=date(2027, 7, 1))
    with pytest.raises(moves.MoveNotAllowedError, match="came back to Hana once, and that is enough"):
        pursuit.reopen(asked, on=date(2029, 1, 1))

    assert Target.unscoped.get(pk=asked.pk).state == "no_reply"


def test_the_page_of_who_did_not_answer_says_until_when_to_leave_them_in_peace(alices: Client, asked: Target) -> None:
    Target.unscoped.filter(pk=asked.pk).update(state=S.NO_REPLY, next_attempt_on=None, moved_on=MONDAY)

    page = alices.get(asked.get_absolute_url()).content.decode()
    refused = alices.post(f"/outreach/targets/{asked.pk}/reopen/", follow=True).content.decode()

    assert f"/outreach/targets/{asked.pk}/reopen/" not in page
    assert "leave them in peace until 23 May 2027" in page
    assert "leave them in peace until 23 May 2027" in refused
