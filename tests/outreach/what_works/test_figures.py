"""Shares with their n, days to an answer, the funnel, and effort without a streak (P15, P52)."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from accounts.models import User
from common.charts import Interval, interval
from outreach import effort, pursuit
from outreach.models import Attempt, Campaign, Target
from outreach.sent_as import PLAIN, SentAs
from outreach.what_works.funnel import funnel_of
from outreach.what_works.habit import habit
from outreach.what_works.shares import MOST_TEMPLATES, Split, splits
from outreach.what_works.timing import timing
from tests.conftest import MONDAY
from tests.factories import (
    AttemptFactory,
    CampaignFactory,
    ContactFactory,
    MessageTemplateFactory,
    TargetFactory,
)


@pytest.fixture
def campaign(alice: User) -> Campaign:
    return CampaignFactory.create(owner=alice)


def ask(
    campaign: Campaign,
    *,
    channel: str = "email",
    answer_after: int | None = None,
    sent: SentAs = PLAIN,
    tie: str = "weak",
    ask_kind: str = "advice",
) -> Target:
    contact = ContactFactory.create(owner=campaign.owner, tie=tie)
    target = TargetFactory.create(campaign=campaign, contact=contact, ask_kind=ask_kind)
    pursuit.log_attempt(target, channel=channel, made_on=MONDAY, on=MONDAY, expected_number=1, sent=sent)
    if answer_after is not None:
        heard_on = MONDAY + timedelta(days=answer_after)
        pursuit.log_reply(target, answer=pursuit.Answer(heard_on=heard_on, channel="email"), on=heard_on)
    return target


def rows(user: User, title: str) -> list[tuple[str, int, int]]:
    [split] = [each for each in splits(Attempt.for_user(user)) if each.title == title]
    return [(row.label, row.hits, row.n) for row in split.rows]


def test_channels_are_parted(alice: User, campaign: Campaign) -> None:
    ask(campaign, answer_after=1)
    ask(campaign)
    ask(campaign, channel="call", answer_after=0)

    assert rows(alice, "By channel") == [("E-mail", 1, 2), ("Call", 1, 1)]


def test_attempts_are_parted_by_their_number_in_the_round(alice: User, campaign: Campaign) -> None:
    target = ask(campaign)
    later = MONDAY + timedelta(days=3)
    pursuit.log_attempt(target, channel="call", made_on=later, on=later, expected_number=2)
    pursuit.log_reply(target, answer=pursuit.Answer(heard_on=later, channel="call"), on=later)

    assert rows(alice, "By attempt") == [("Attempt 1", 0, 1), ("Attempt 2", 1, 1)]


def test_ask_and_tie_stay_as_they_were_on_the_day(alice: User, campaign: Campaign) -> None:
    """A tie that grows, or another ask, does not rewrite what worked."""
    target = ask(campaign, tie="none", ask_kind="introduction", answer_after=2)
    target.contact.tie = "strong"
    target.contact.save()
    pursuit.rewrite(target, reason="Knows", ask_kind="advice")

    assert rows(alice, "By tie") == [("No tie yet", 1, 1)]
    assert rows(alice, "By what you asked for") == [("An introduction", 1, 1)]


def test_what_asks_for_nothing_says_so(alice: User, campaign: Campaign) -> None:
    """P09, P21."""
    told = CampaignFactory.create(owner=alice, kind="announcement", follows="once")
    ask(told)
    ask(campaign, sent=SentAs(asks=False))

    assert rows(alice, "By what you asked for") == [("Asked for nothing", 0, 2)]


def test_templates_keep_their_record_when_they_are_renamed_or_deleted(alice: User, campaign: Campaign) -> None:
    renamed, gone = (MessageTemplateFactory.create(owner=alice, name=name) for name in ("Ports", "Rail"))
    for template in (renamed, renamed, gone):
        ask(campaign, sent=SentAs(template=template, name=template.name), answer_after=1)
    ask(campaign, sent=SentAs(skeleton="ask-advice", name="Ask for advice"))
    ask(campaign)
    renamed.name = "Harbours"
    renamed.save()
    gone.delete()

    assert rows(alice, "By template") == [
        ("Harbours", 2, 2),
        ("Ask for advice", 0, 1),
        ("Rail (deleted)", 1, 1),
        ("Without a template", 0, 1),
    ]
    assert Attempt.for_user(alice).count() == 5


def test_many_templates_end_in_one_row(alice: User, campaign: Campaign) -> None:
    for number in range(MOST_TEMPLATES + 2):
        ask(campaign, sent=SentAs(skeleton=f"no-{number}", name=f"{number:02}"))

    assert rows(alice, "By template")[-1] == ("2 others", 0, 2)


def split(*shares: Interval) -> Split:
    return Split(title="", definition="", rows=shares)


@pytest.mark.parametrize(
    ("shares", "says"),
    [
        ([interval("Call", 9, 9), interval("E-mail", 1, 30)], ""),
        ([interval("Call", 12, 30), interval("E-mail", 9, 30)], "The intervals meet, so the difference may be chance."),
        (
            [interval("Call", 28, 30), interval("E-mail", 3, 30)],
            "“Call” was answered more often than “E-mail”; chance alone hardly explains that.",
        ),
    ],
)
def test_a_difference_is_said_only_where_the_intervals_are_apart(shares: Sequence[Interval], says: str) -> None:
    assert split(*shares).says == says


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ([], ""),
        ([0], "1 answer so far: the quickest came on the same day."),
        ([1, 6], "2 answers so far: the quickest came after 1 day, the slowest after 6 days."),
        (
            [0, 1, 1, 2, 2, 2, 3, 5, 9, 20],
            "Half of the 10 answers came within 2 days, the middle half between 1 and 4 days.",
        ),
    ],
)
def test_time_to_an_answer(alice: User, campaign: Campaign, days: Sequence[int], says: str) -> None:
    for each in days:
        ask(campaign, answer_after=each)
    ask(campaign)

    found = timing(Attempt.for_user(alice))

    assert found.says == says
    assert sum(counts[0] for _, counts in found.chart.rows) == len(days)


def test_days_fall_under_their_labels(alice: User, campaign: Campaign) -> None:
    for each in (0, 1, 3, 4, 7, 8, 14, 15, 400):
        ask(campaign, answer_after=each)

    assert [(label, counts[0]) for label, counts in timing(Attempt.for_user(alice)).chart.rows] == [
        ("0", 1),
        ("1", 1),
        ("2", 0),
        ("3", 1),
        ("4–7", 2),
        ("8–14", 2),
        ("15+", 2),
    ]


def test_the_fear_line_uses_the_same_numbers(alice: User, campaign: Campaign) -> None:
    """P15."""
    for after in (1, 1, 1, None, None):
        ask(campaign, answer_after=after)
    TargetFactory.create(campaign=campaign)

    funnel = funnel_of(Target.for_user(alice))

    assert [(step.label, step.count, step.width) for step in funnel.steps] == [
        ("Chosen", 6, 100),
        ("Asked", 5, 83),
        ("Answered", 3, 50),
        ("Meeting agreed", 0, 0),
        ("Meeting held", 0, 0),
    ]
    assert effort.hearten(effort.record_of(alice)) == "3 of the 5 people you asked have answered so far."


def test_effort_counts_weeks_from_monday_beside_the_goal(alice: User, mallory: User, campaign: Campaign) -> None:
    """P52: answered or not."""
    target = TargetFactory.create(campaign=campaign)
    days = [MONDAY - timedelta(days=90), MONDAY - timedelta(days=1), MONDAY, MONDAY + timedelta(days=1)]
    for number, day in enumerate([*days, MONDAY + timedelta(days=7)], start=1):
        AttemptFactory.create(target=target, number=number, made_on=day)
    AttemptFactory.create(target=TargetFactory.create(campaign=CampaignFactory.create(owner=mallory)), made_on=MONDAY)

    found = habit(Attempt.for_user(alice), goal=4, on=MONDAY + timedelta(days=2))

    assert [counts[0] for _, counts in found.chart.rows] == [*[0] * 10, 1, 2]
    assert (found.chart.top, found.chart.goal_at) == (4, 0.0)
    assert found.says == "You reached out 3 times in 12 weeks. A search takes months; what counts is coming back to it."


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (0, "A quiet stretch. One message this week is a beginning."),
        (1, "You reached out once in 12 weeks. A search takes months; what counts is coming back to it."),
    ],
)
def test_effort_never_scolds(alice: User, campaign: Campaign, made: int, says: str) -> None:
    """P52: no streak is broken, no week is missed."""
    for _ in range(made):
        ask(campaign)

    found = habit(Attempt.for_user(alice), goal=None, on=date(2026, 11, 27))

    assert found.says == says
    assert found.chart.goal_at is None
