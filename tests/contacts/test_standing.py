from datetime import date
from typing import Any

import pytest

from accounts.models import User
from contacts.models import Contact, Tier
from contacts.standing import Standing, named, said, standing, time_between
from tests.conftest import MONDAY
from tests.factories import ContactFactory


@pytest.mark.parametrize(
    ("day", "sentence", "after_since"),
    [
        (date(2026, 11, 23), "today", "today"),
        (date(2026, 11, 22), "yesterday", "yesterday"),
        (date(2026, 11, 24), "tomorrow", "tomorrow"),
        (date(2026, 11, 20), "last Friday", "Friday"),
        (date(2026, 11, 27), "on Friday", "Friday"),
        (date(2026, 11, 16), "on 16 November", "16 November"),
        (date(2027, 1, 2), "in January", "January"),
        (date(2026, 5, 20), "in May", "May"),
        (date(2025, 5, 20), "in May 2025", "May 2025"),
        (date(2028, 3, 1), "in March 2028", "March 2028"),
    ],
)
def test_days_are_said_the_way_people_say_them(day: date, sentence: str, after_since: str) -> None:
    assert (said(day, MONDAY), named(day, MONDAY)) == (sentence, after_since)


def test_a_near_day_of_another_year_says_the_year() -> None:
    assert said(date(2025, 12, 20), date(2026, 1, 5)) == "on 20 December 2025"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 5, 20), date(2026, 11, 23), "six months"),
        (date(2026, 5, 24), date(2026, 11, 23), "five months"),
        (date(2026, 10, 23), date(2026, 11, 23), "a month"),
        (date(2025, 11, 23), date(2026, 11, 23), "a year"),
        (date(2025, 6, 1), date(2026, 11, 23), "over a year"),
        (date(2024, 11, 23), date(2026, 11, 23), "two years"),
        (date(2012, 1, 1), date(2026, 11, 23), "over 14 years"),
        (date(2026, 11, 2), date(2026, 11, 23), "three weeks"),
        (date(2026, 11, 16), date(2026, 11, 23), "a week"),
        (date(2026, 11, 20), date(2026, 11, 23), "a few days"),
    ],
)
def test_time_between_rounds_down(start: date, end: date, words: str) -> None:
    assert time_between(start, end) == words


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"last_interaction_on": date(2026, 9, 1), "next_touch_on": date(2027, 3, 1)},
            Standing(last="Last spoke in September", next="Next touch in March", is_due=False, is_late=False),
        ),
        (
            {"next_touch_on": MONDAY},
            Standing(last="Added in August, no word yet", next="Due for a word today", is_due=True, is_late=False),
        ),
        (
            {"last_interaction_on": date(2026, 5, 20), "next_touch_on": date(2026, 11, 20)},
            Standing(last="Last spoke in May", next="Due for a word since Friday", is_due=True, is_late=False),
        ),
        (
            {"last_interaction_on": date(2025, 11, 22), "next_touch_on": date(2026, 5, 22)},
            Standing(last="Last spoke in November 2025", next="Due for a word since May", is_due=True, is_late=True),
        ),
        (
            {"next_touch_on": date(2026, 11, 1), "snoozed_until": date(2026, 11, 30)},
            Standing(
                last="Added in August, no word yet", next="Resting until 30 November", is_due=False, is_late=False
            ),
        ),
        (
            {"tier": Tier.NONE, "last_interaction_on": date(2026, 11, 22)},
            Standing(last="Last spoke yesterday", next="No reminders", is_due=False, is_late=False),
        ),
        (
            {"next_touch_on": date(2026, 11, 1), "is_archived": True},
            Standing(last="Added in August, no word yet", next="Archived", is_due=False, is_late=False),
        ),
        (
            {"next_touch_on": date(2026, 11, 1), "do_not_contact": True},
            Standing(last="Added in August, no word yet", next="Not to be contacted", is_due=False, is_late=False),
        ),
        (
            {"last_interaction_on": date(2026, 11, 20), "next_touch_on": date(2026, 11, 21)},
            Standing(last="Last spoke last Friday", next="Next touch on 4 December", is_due=False, is_late=False),
        ),
    ],
)
def test_standing_says_when_and_whether(fields: dict[str, Any], expected: Standing, alice: User) -> None:
    """P46: due at the interval, late past twice that, nobody within two weeks."""
    contact = ContactFactory.build(owner=alice, **fields)

    assert standing(contact, user=alice, on=MONDAY) == expected


@pytest.mark.parametrize("on", [date(2026, 11, 19), date(2026, 11, 20), MONDAY, date(2026, 12, 4), date(2027, 6, 1)])
def test_a_contact_is_due_exactly_when_the_database_says_so(on: date, alice: User) -> None:
    for fields in (
        {"next_touch_on": date(2026, 11, 20)},
        {"next_touch_on": date(2026, 11, 20), "snoozed_until": MONDAY},
        {"next_touch_on": date(2026, 11, 20), "last_interaction_on": date(2026, 11, 20)},
        {"next_touch_on": date(2026, 11, 20), "is_archived": True},
        {"next_touch_on": None},
    ):
        ContactFactory.create(owner=alice, **fields)

    due = set(Contact.for_user(alice).due_for_touch(on))

    assert due == {contact for contact in Contact.for_user(alice) if contact.is_due(on)}
