"""P52: effort counted rather than replies. P15: the user's own record, with its n."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from outreach import pursuit
from outreach.effort import Record, WeekEffort, record_of, week_effort
from outreach.models import Target
from tests.conftest import MONDAY
from tests.factories import AttemptFactory, CampaignFactory, TargetFactory

SUNDAY = MONDAY + timedelta(days=6)


def test_a_week_runs_from_monday_and_counts_attempts(alice: User, mallory: User) -> None:
    """P52."""
    target = TargetFactory.create(campaign=CampaignFactory.create(owner=alice))
    days = [MONDAY - timedelta(days=1), MONDAY, MONDAY + timedelta(days=2), SUNDAY, SUNDAY + timedelta(days=1)]
    for number, day in enumerate(days, start=1):
        AttemptFactory.create(target=target, number=number, made_on=day)
    AttemptFactory.create(target=TargetFactory.create(campaign=CampaignFactory.create(owner=mallory)), made_on=MONDAY)

    weeks = [week_effort(alice, MONDAY), week_effort(alice, SUNDAY)]

    assert weeks == [WeekEffort(made=1, goal=10, replies=0), WeekEffort(made=3, goal=10, replies=0)]


def test_replies_are_people_heard_from_this_week(alice: User) -> None:
    answer = pursuit.Answer(heard_on=MONDAY, channel="email")
    targets: list[Target] = [TargetFactory.create(campaign=CampaignFactory.create(owner=alice)) for _ in range(3)]
    pursuit.log_reply(targets[0], answer=answer, on=MONDAY)
    pursuit.agree_meeting(targets[0], on=MONDAY)
    pursuit.decline(targets[1], answer=answer, on=MONDAY)
    pursuit.not_now(targets[2], revisit_on=date(2027, 1, 4), on=MONDAY)

    assert week_effort(alice, SUNDAY) == WeekEffort(made=0, goal=10, replies=2)
    assert week_effort(alice, SUNDAY + timedelta(days=1)) == WeekEffort(made=0, goal=10, replies=0)


def test_week_effort_costs_one_query(alice: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        week_effort(alice, MONDAY)


def test_the_record_counts_everyone_asked(alice: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """P15: quick answers settle first, so leaving out who is still silent would flatter."""
    campaign = CampaignFactory.create(owner=alice)
    answer = pursuit.Answer(heard_on=MONDAY, channel="email")
    for made in (0, 1, 1, 1):
        target = TargetFactory.create(campaign=campaign, attempts_made=made)
        if made:
            AttemptFactory.create(target=target, made_on=MONDAY)
    waiting, met, declined = Target.unscoped.filter(attempts_made=1)
    pursuit.agree_meeting(met, on=MONDAY)
    pursuit.decline(declined, answer=answer, on=MONDAY)
    TargetFactory.create(campaign=campaign, state="no_reply", attempts_made=5)

    with django_assert_num_queries(1):
        record = record_of(alice)

    assert waiting.state == "ready"
    assert record == Record(asked=4, answered=2, met=1)


@pytest.mark.parametrize(
    ("asked", "answered", "heartens"), [(4, 4, False), (5, 2, False), (5, 3, True), (10, 5, True), (0, 0, False)]
)
def test_a_record_heartens_with_enough_asks_and_half_of_them_answered(
    asked: int, answered: int, heartens: bool
) -> None:
    """P15: a share of four says nothing, and a poor one does not help."""
    assert Record(asked=asked, answered=answered, met=0).heartens is heartens
