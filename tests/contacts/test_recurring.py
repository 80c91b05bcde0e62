"""Follow-ups that come again, from the schedule or from when they are done."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from common.agenda import NothingToDoError
from contacts import recurring
from contacts.agenda import FollowUpSource
from contacts.models import Contact, FollowUp
from tests.agenda import due
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, FollowUpFactory

JANUARY_31 = date(2027, 1, 31)


@pytest.fixture
def ana(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Ana")


@pytest.fixture
def monday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def repeating(contact: Contact, due_on: date, every: int, unit: str, **fields: object) -> FollowUp:
    row: FollowUp = FollowUpFactory.create(
        contact=contact, what="Say hello", due_on=due_on, every=every, unit=unit, anchor_on=due_on, **fields
    )
    return row


def series(row: FollowUp, *, late: int, rounds: int) -> list[date]:
    """The dates that follow when every round is done ``late`` days after its own."""
    dates = []
    for _ in range(rounds):
        following = recurring.finish(row, on=row.due_on + timedelta(days=late))
        assert following is not None
        row = following
        dates.append(row.due_on)
    return dates


def test_the_schedule_keeps_its_anchor(ana: Contact) -> None:
    row = repeating(ana, JANUARY_31, 1, "month")

    assert series(row, late=2, rounds=3) == [date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]
    assert FollowUp.unscoped.open().count() == 1


@pytest.mark.parametrize(
    ("every", "unit", "done_on", "following"),
    [
        (3, "day", MONDAY, date(2026, 11, 26)),
        (2, "week", MONDAY - timedelta(days=2), date(2026, 12, 7)),
        (1, "week", date(2026, 12, 16), date(2026, 12, 21)),
        (3, "month", date(2027, 2, 23), date(2027, 5, 23)),
    ],
)
def test_done_early_or_late_the_next_round_is_the_first_ahead(
    ana: Contact, every: int, unit: str, done_on: date, following: date
) -> None:
    """Done early it does not come twice, and rounds that were missed are not made up for."""
    assert recurring.next_due(repeating(ana, MONDAY, every, unit), on=done_on) == following


def test_counted_from_done_it_is_that_long_after(ana: Contact) -> None:
    row = repeating(ana, MONDAY, 1, "month", repeat_from="done")

    assert recurring.next_due(row, on=JANUARY_31) == date(2027, 2, 28)


@given(
    anchor=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    moved=st.integers(0, 60),
    late=st.integers(-30, 500),
    every=st.integers(1, 99),
    unit=st.sampled_from(["day", "week", "month"]),
)
def test_the_next_round_always_lies_ahead_of_both(anchor: date, moved: int, late: int, every: int, unit: str) -> None:
    due_on = anchor + timedelta(days=moved)
    done_on = due_on + timedelta(days=late)

    following = recurring.next_due(FollowUp(due_on=due_on, anchor_on=anchor, every=every, unit=unit), on=done_on)

    assert following is not None
    assert max(due_on, done_on) < following <= max(due_on, done_on) + timedelta(days=31 * every)


def test_what_was_put_off_comes_back_to_its_schedule(alice: User, ana: Contact) -> None:
    row, source = repeating(ana, MONDAY, 1, "week"), FollowUpSource()
    source.snooze(alice, str(row.pk), on=MONDAY, until=date(2026, 11, 25))

    said = source.complete(alice, str(row.pk), now=MORNING, on=date(2026, 11, 25))

    assert said == "Done: Say hello. It comes again on Monday."
    [item] = due(source, [alice], date(2026, 11, 30))
    assert item.why == "You planned it for today, every week"
    with pytest.raises(NothingToDoError):
        source.complete(alice, str(row.pk), now=MORNING, on=date(2026, 11, 25))


@pytest.mark.usefixtures("monday")
def test_done_is_taken_back_with_the_round_that_followed(alices: Client, ana: Contact) -> None:
    row = repeating(ana, MONDAY, 2, "week")
    at = f"/people/follow-ups/{row.pk}"

    alices.post(f"{at}/done/")
    alices.post(f"{at}/done/")
    assert list(FollowUp.unscoped.open().values_list("due_on", flat=True)) == [date(2026, 12, 7)]

    alices.post(f"{at}/reopen/")
    alices.post(f"{at}/reopen/")
    assert list(FollowUp.unscoped.values_list("pk", "due_on", "done_on")) == [(row.pk, MONDAY, None)]


@pytest.mark.usefixtures("monday")
def test_a_repetition_is_planned_changed_and_ended_on_the_page(alices: Client, ana: Contact) -> None:
    plan = {"what": "Say hello", "due_on": "2026-11-30", "every": "1", "unit": "month", "repeat_from": "schedule"}
    alices.post(f"/people/{ana.pk}/follow-ups/", plan)
    row = FollowUp.unscoped.get()
    assert (row.every, row.unit, row.anchor_on) == (1, "month", date(2026, 11, 30))
    assert "every month" in alices.get(f"/people/{ana.pk}/").content.decode()

    at = f"/people/follow-ups/{row.pk}/edit/"
    FollowUp.unscoped.update(due_on=date(2026, 12, 2))
    alices.post(at, {**plan, "what": "Wave", "due_on": "2026-12-02"})
    row.refresh_from_db()
    assert (row.what, row.due_on, row.anchor_on) == ("Wave", date(2026, 12, 2), date(2026, 11, 30))
    alices.post(at, {**plan, "due_on": "2026-12-05"})
    row.refresh_from_db()
    assert row.anchor_on == date(2026, 12, 5)
    alices.post(at, {**plan, "every": ""})
    assert FollowUp.unscoped.values_list("every", "unit", "anchor_on").get() == (None, "", None)


@pytest.mark.usefixtures("monday")
@pytest.mark.parametrize("every", ["0", "100", "x"])
def test_a_rhythm_that_cannot_be_keeps_what_was_typed(alices: Client, ana: Contact, every: str) -> None:
    plan = {"what": "Say hello", "due_on": "2026-11-30", "every": every, "unit": "day"}

    response = alices.post(f"/people/{ana.pk}/follow-ups/", plan)

    assert (response.status_code, FollowUp.unscoped.count()) == (422, 0)
    assert f'value="{every}"' in response.content.decode()


def test_the_database_refuses_half_a_repetition(ana: Contact) -> None:
    for wrong in ({"every": 1}, {"unit": "week"}, {"every": 0, "unit": "week", "anchor_on": MONDAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FollowUpFactory.create(contact=ana, **wrong)
