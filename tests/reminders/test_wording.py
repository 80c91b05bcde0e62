from datetime import date, timedelta

import pytest

from common.agenda import Kind, Priority
from outreach.effort import Record
from reminders.cards import Agenda, Card, group_by_person
from reminders.wording import (
    LONGEST_SUBJECT,
    counted,
    encouragement,
    greeting,
    long_date,
    snooze_choices,
    span,
    still_waiting,
    subject_line,
    tell,
    workload,
)
from tests.conftest import MONDAY
from tests.reminders.items import item, person


def agenda(*items: object) -> Agenda:
    return Agenda(owner_id=1, on=MONDAY, cards=group_by_person(items, on=MONDAY))  # type: ignore[arg-type]


def people(count: int) -> Agenda:
    return agenda(*(item(key=str(n), person=person(n, f"Ana{n:02} Silva")) for n in range(1, count + 1)))


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (0, "Good evening, Ada"),
        (4, "Good morning, Ada"),
        (11, "Good morning, Ada"),
        (12, "Good afternoon, Ada"),
        (18, "Good evening, Ada"),
    ],
)
def test_greeting_goes_by_the_local_hour(hour: int, said: str) -> None:
    assert greeting(hour, "Ada") == said


def test_greeting_without_a_name_greets_all_the_same() -> None:
    assert greeting(8, "") == "Good morning"


def test_counted_says_small_numbers_in_words() -> None:
    assert [counted(n, "person", "people") for n in (1, 5, 12, 13)] == [
        "one person",
        "five people",
        "twelve people",
        "13 people",
    ]


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (5, "5 minutes"),
        (50, "50 minutes"),
        (55, "an hour"),
        (70, "an hour"),
        (90, "an hour and a half"),
        (120, "2 hours"),
        (150, "2 and a half hours"),
    ],
)
def test_span_rounds_long_times_to_half_hours(minutes: int, said: str) -> None:
    assert span(minutes) == said


def test_long_date_names_the_weekday() -> None:
    assert long_date(MONDAY) == "Monday 23 November"


def test_workload_counts_people_and_minutes() -> None:
    assert workload(people(2)) == "two people, about 20 minutes"


def test_workload_of_a_full_day_counts_what_the_day_shows() -> None:
    assert workload(people(13)) == "ten people, about an hour and a half"


def test_workload_of_everything_counts_all() -> None:
    assert workload(people(13), everything=True) == "13 people, about 2 hours"


def test_workload_of_an_empty_day_says_so() -> None:
    assert workload(agenda()) == "nobody is waiting for you"


def test_still_waiting_says_how_many_the_day_leaves_out() -> None:
    assert [still_waiting(people(10)), still_waiting(people(13))] == ["", "And 3 more who can wait"]


@pytest.mark.parametrize(
    ("due_on", "tag"),
    [
        (MONDAY, "today"),
        (date(2026, 11, 22), "due since yesterday"),
        (date(2026, 11, 21), "due since Saturday"),
        (date(2026, 11, 17), "due since Tuesday"),
        (date(2026, 11, 16), "due since 16 November"),
        (date(2025, 12, 30), "due since 30 December 2025"),
    ],
)
def test_tag_says_since_when(due_on: date, tag: str) -> None:
    assert tell(item(due_on=due_on), on=MONDAY).tag == tag


def test_tag_of_a_cadence_is_silent_until_its_slack_is_over() -> None:
    """P46."""
    due = item(kind=Kind.KEEP_IN_TOUCH, due_on=MONDAY - timedelta(days=89), slack_days=90)
    late = item(kind=Kind.KEEP_IN_TOUCH, due_on=MONDAY - timedelta(days=90), slack_days=90)

    assert [(tell(each, on=MONDAY).tag, tell(each, on=MONDAY).late) for each in (due, late)] == [
        ("", False),
        ("due since 25 August", True),
    ]


def test_background_joins_why_and_context_as_sentences() -> None:
    told = tell(item(why="within a day, naming what helped", context="You noted: “ask Ben”"), on=MONDAY)

    assert told.background == "Within a day, naming what helped. You noted: “ask Ben”"


def test_background_leaves_out_what_the_tag_says() -> None:
    assert tell(item(why="today", context="You are prepared."), on=MONDAY).background == "You are prepared."


def test_subject_names_two_and_counts_the_rest() -> None:
    day = agenda(
        item(kind=Kind.THANK_YOU, priority=Priority.THANKS, person=person(1, "Ana Silva")),
        item(kind=Kind.ATTEMPT, priority=Priority.OUTREACH, person=person(2, "Ben"), title="Call Ben: attempt 2 of 5"),
        item(kind=Kind.KEEP_IN_TOUCH, priority=Priority.KEEP_IN_TOUCH, person=person(3, "Chloé")),
        item(kind=Kind.KEEP_IN_TOUCH, priority=Priority.KEEP_IN_TOUCH, person=person(4, "Dan")),
    )

    assert subject_line(day) == "Thank Ana, call Ben, and 2 more"


def test_subject_of_two_names_both() -> None:
    day = agenda(
        item(kind=Kind.THANK_YOU, priority=Priority.THANKS, person=person(1, "Ana Silva")),
        item(kind=Kind.KEEP_IN_TOUCH, priority=Priority.KEEP_IN_TOUCH, person=person(2, "Ben")),
    )

    assert subject_line(day) == "Thank Ana and say hello to Ben"


def test_subject_of_something_about_nobody_is_its_title() -> None:
    assert subject_line(agenda(item(person=None, title="Rate your network"))) == "Rate your network"


def test_subject_is_never_longer_than_a_line_takes() -> None:
    day = agenda(item(kind=Kind.ATTEMPT, title="Write to " + "x" * 300))

    assert subject_line(day) == "Write to " + "x" * (LONGEST_SUBJECT - 10) + "…"


def test_snooze_offers_monday_only_where_it_is_another_day() -> None:
    choices = {on: snooze_choices(on) for on in (MONDAY, date(2026, 11, 25), date(2026, 11, 29))}

    assert choices == {
        MONDAY: [
            ("Until tomorrow", date(2026, 11, 24)),
            ("For a week", date(2026, 11, 30)),
            ("For a month", date(2026, 12, 23)),
        ],
        date(2026, 11, 25): [
            ("Until tomorrow", date(2026, 11, 26)),
            ("Until Monday", date(2026, 11, 30)),
            ("For a week", date(2026, 12, 2)),
            ("For a month", date(2026, 12, 25)),
        ],
        date(2026, 11, 29): [
            ("Until tomorrow", date(2026, 11, 30)),
            ("For a week", date(2026, 12, 6)),
            ("For a month", date(2026, 12, 29)),
        ],
    }


def test_encouragement_comes_only_with_a_record_that_earned_it() -> None:
    """P15."""
    records = (
        Record(asked=4, answered=4, met=0),
        Record(asked=10, answered=4, met=1),
        Record(asked=10, answered=7, met=1),
        Record(asked=5, answered=5, met=1),
    )

    assert [encouragement(record) for record in records] == [
        "",
        "",
        "7 of the 10 people you asked have answered so far.",
        "All 5 people you asked have answered.",
    ]


def test_card_leads_with_its_first_item() -> None:
    first, second = item(key="1"), item(key="2")

    card = Card(items=(first, second))

    assert (card.lead, card.also) == (first, (second,))
