"""The checklist of a talk: what is left, what is done, and what to do first (P37, P39, P42, P43)."""

from datetime import timedelta

import pytest

from accounts.models import User
from interviews import advice, follow_through, scheduling, thanks
from interviews.models import Interview
from outreach.introducing import steps
from outreach.models import Introduction, StepKind
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, FollowUpFactory, InsightFactory, InteractionFactory, InterviewFactory


@pytest.fixture
def held(alice: User) -> Interview:
    wei = ContactFactory.create(owner=alice, first_name="Wei", last_name="Zhang")
    hana = ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato", introduced_by=wei)
    interview = InterviewFactory.create(contact=hana, starts_at=MORNING - timedelta(hours=1))
    scheduling.hold(interview, now=MORNING, on=MONDAY)
    return interview


def lines(interview: Interview) -> list[tuple[str, bool]]:
    return [(line.says, line.is_done) for line in follow_through.lines_for(interview, on=MONDAY)]


def test_everything_is_followed_through_one_by_one(alice: User, held: Interview) -> None:
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="Reis")
    held.named.add(ana)
    thing = FollowUpFactory.create(contact=held.contact, what="Read the port report", due_on=MONDAY)
    held.things.add(thing)
    insight = InsightFactory.create(interview=held)
    advice.act_on(insight, on=MONDAY)

    assert lines(held) == [
        ("Thank Hana", False),
        ("Tell Wei how it went", False),
        ("Write to Ana Reis", False),
        ("Read the port report", False),
        ("Tell Hana what came of it", False),
    ]

    thanks.thank(held, now=MORNING, on=MONDAY)
    steps.take(Introduction.for_user(alice).get(), StepKind.TOLD, on=MONDAY)
    InteractionFactory.create(contact=ana, kind="email", direction="outgoing", on=MONDAY)
    thing.done_on = MONDAY
    thing.save()
    advice.tell(insight, on=MONDAY)

    assert lines(held) == [
        ("Hana is thanked", True),
        ("Wei knows how it went", True),
        ("You wrote to Ana Reis", True),
        ("Read the port report", True),
        ("Hana knows that you did it", True),
    ]


def test_the_first_that_is_left_is_the_next(held: Interview) -> None:
    thanks.thank(held, now=MORNING, on=MONDAY)

    assert [line.says for line in follow_through.lines_for(held, on=MONDAY) if line.is_next] == ["Tell Wei how it went"]


@pytest.mark.parametrize(("kind", "direction"), [("touch", "outgoing"), ("email", "incoming")])
def test_a_light_touch_or_their_word_is_not_writing(held: Interview, kind: str, direction: str) -> None:
    ana = ContactFactory.create(owner=held.contact.owner, first_name="Ana", last_name="Reis")
    held.named.add(ana)
    InteractionFactory.create(contact=ana, kind=kind, direction=direction, on=MONDAY)

    assert ("Write to Ana Reis", False) in lines(held)


def test_nothing_is_asked_before_it_was_held(alice: User) -> None:
    assert lines(InterviewFactory.create(contact__owner=alice)) == []
