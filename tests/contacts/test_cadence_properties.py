"""Cadence (P46, P49; DESIGN.md, *Time*): the rules as properties, then on rows through the timeline."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import User
from common.dates import add_months
from contacts import cadence, timeline
from contacts.cadence import interval_months, is_late, next_touch, place_of, spread
from contacts.models import Contact, Direction, Interaction, InteractionKind, Tier
from tests.conftest import MONDAY
from tests.factories import ContactFactory, InteractionFactory

dates = st.dates(date(2020, 1, 1), date(2031, 12, 31))
months = st.integers(1, 60)
places = st.one_of(st.none(), st.integers(0, 999))


@given(last=st.one_of(st.none(), dates), added=dates, every=months)
def test_next_touch_is_the_interval_after_the_last_word_or_the_adding(
    last: date | None, added: date, every: int
) -> None:
    assert next_touch(last_interaction_on=last, added_on=added, months=every) == add_months(last or added, every)


@given(last=st.one_of(st.none(), dates), added=dates, place=places)
def test_next_touch_without_a_cadence_is_never(last: date | None, added: date, place: int | None) -> None:
    assert next_touch(last_interaction_on=last, added_on=added, months=None, spread_permille=place) is None


@given(last=dates, later=st.integers(0, 2000), added=dates, every=months, place=places)
def test_next_touch_never_moves_back_as_people_talk(
    last: date, later: int, added: date, every: int, place: int | None
) -> None:
    before = next_touch(last_interaction_on=last, added_on=added, months=every, spread_permille=place)
    after = next_touch(
        last_interaction_on=last + timedelta(days=later), added_on=added, months=every, spread_permille=place
    )

    assert before is not None
    assert after is not None
    assert before <= after


@given(added=dates, every=months, place=st.integers(0, 999))
def test_an_imported_contact_comes_up_within_the_first_interval(added: date, every: int, place: int) -> None:
    due = next_touch(last_interaction_on=None, added_on=added, months=every, spread_permille=place)

    assert due is not None
    assert added < due <= add_months(added, every)


@given(last=dates, added=dates, every=months, place=st.integers(0, 999))
def test_an_imported_contact_spoken_to_keeps_the_interval(last: date, added: date, every: int, place: int) -> None:
    """A long-silent contact of an import waits for their place instead of all being due at once."""
    due = next_touch(last_interaction_on=last, added_on=added, months=every, spread_permille=place)
    first = next_touch(last_interaction_on=None, added_on=added, months=every, spread_permille=place)

    assert first is not None
    assert due == max(add_months(last, every), first)


@given(added=dates, every=months, count=st.integers(1, 1500))
def test_an_import_is_spread_evenly(added: date, every: int, count: int) -> None:
    """Nobody faces 800 people on one morning."""
    due = [
        next_touch(last_interaction_on=None, added_on=added, months=every, spread_permille=place)
        for place in spread(count)
    ]
    days = (add_months(added, every) - added).days
    busiest = max(due.count(day) for day in set(due))

    assert due == sorted(due, key=str)
    # Thousandths of the interval and whole days both round, each at most doubling what a day gets.
    assert busiest <= (-(-count // 1000)) * (-(-1000 // days) + 1) or busiest <= -(-count // days) * 2 + 1


@settings(deadline=None)
@given(st.integers(0, 20_000), st.integers(1, 200))
def test_people_typed_one_by_one_are_spread_too(start: int, count: int) -> None:
    """P01: any run of them lies evenly over the interval, so that no morning asks for many."""
    places = [place_of(number) for number in range(start, start + count)]

    assert all(0 <= place < 1000 for place in places)
    for tenth in range(10):
        assert sum(100 * tenth <= place < 100 * (tenth + 1) for place in places) <= count / 10 + 3


@given(last=dates, every=months)
def test_a_touch_is_late_after_twice_the_interval(last: date, every: int) -> None:
    limit = add_months(last, 2 * every)

    assert not is_late(counted_from=last, months=every, on=add_months(last, every))
    assert not is_late(counted_from=last, months=every, on=limit)
    assert is_late(counted_from=last, months=every, on=limit + timedelta(days=1))


@pytest.mark.parametrize(
    ("tier", "override", "every"),
    [
        (Tier.KEY, None, 3),
        (Tier.REGULAR, None, 6),
        (Tier.LIGHT, None, 12),
        (Tier.NONE, None, None),
        (Tier.KEY, 1, 1),
        (Tier.NONE, 1, None),
    ],
)
def test_the_interval_is_their_own_or_their_tiers(tier: str, override: int | None, every: int | None) -> None:
    assert interval_months(tier=tier, override=override, user=User()) == every


def test_the_user_can_change_what_a_tier_means() -> None:
    user = User(key_months=2, regular_months=4, light_months=24)

    every = [interval_months(tier=tier, override=None, user=user) for tier in (Tier.KEY, Tier.REGULAR, Tier.LIGHT)]

    assert every == [2, 4, 24]


# --- On rows ----------------------------------------------------------------------------------------------------------


def spoke(contact: Contact, happened_on: date) -> Interaction:
    return timeline.log(
        contact=contact,
        kind=InteractionKind.CALL,
        direction=Direction.MUTUAL,
        happened_on=happened_on,
        on=MONDAY,
    )


def kept(contact: Contact) -> tuple[date | None, date | None]:
    contact.refresh_from_db()
    return contact.last_interaction_on, contact.next_touch_on


def due(user: User, on: date) -> list[Contact]:
    return list(Contact.for_user(user).due_for_touch(on))


@pytest.fixture
def marisol(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, tier=Tier.KEY, added_on=date(2026, 1, 5))


def test_logging_moves_the_next_touch_on(marisol: Contact) -> None:
    spoke(marisol, date(2026, 11, 20))

    assert kept(marisol) == (date(2026, 11, 20), date(2027, 2, 20))


def test_a_backdated_entry_never_moves_it_back(marisol: Contact) -> None:
    spoke(marisol, date(2026, 11, 20))
    spoke(marisol, date(2026, 3, 1))

    assert kept(marisol) == (date(2026, 11, 20), date(2027, 2, 20))


def test_a_future_entry_does_not_count_until_its_day(marisol: Contact) -> None:
    spoke(marisol, date(2026, 11, 20))
    InteractionFactory.create(contact=marisol, on=date(2026, 12, 1))

    cadence.refresh([marisol], on=MONDAY)
    before = kept(marisol)
    cadence.refresh([marisol], on=date(2026, 12, 1))

    assert before == (date(2026, 11, 20), date(2027, 2, 20))
    assert kept(marisol) == (date(2026, 12, 1), date(2027, 3, 1))


def test_what_has_not_happened_cannot_be_logged(marisol: Contact) -> None:
    with pytest.raises(timeline.NotYetHappenedError):
        spoke(marisol, MONDAY + timedelta(days=1))

    assert Interaction.unscoped.count() == 0


def test_deleting_the_last_one_recalculates(marisol: Contact) -> None:
    spoke(marisol, date(2026, 5, 31))
    last = spoke(marisol, date(2026, 11, 20))

    timeline.delete(last, on=MONDAY)

    assert kept(marisol) == (date(2026, 5, 31), date(2026, 8, 31))


def test_deleting_the_only_one_counts_from_the_adding_again(marisol: Contact) -> None:
    only = spoke(marisol, date(2026, 11, 20))

    timeline.delete(only, on=MONDAY)

    assert kept(marisol) == (None, date(2026, 4, 5))


def test_clocks_of_others_do_not_move(marisol: Contact, alice: User) -> None:
    other = ContactFactory.create(owner=alice, tier=Tier.KEY, added_on=date(2026, 1, 5))
    cadence.refresh([other], on=MONDAY)

    spoke(marisol, date(2026, 11, 20))

    assert kept(other) == (None, date(2026, 4, 5))


def test_somebody_due_is_suggested(marisol: Contact, alice: User) -> None:
    cadence.refresh([marisol], on=MONDAY)

    assert due(alice, date(2026, 4, 4)) == []
    assert due(alice, date(2026, 4, 5)) == [marisol]
    assert due(alice, MONDAY) == [marisol]


def test_nobody_is_suggested_within_two_weeks(marisol: Contact, alice: User) -> None:
    """P46: even where the interval is shorter, as an override or a correction can make it."""
    spoke(marisol, date(2026, 11, 20))
    Contact.unscoped.update(next_touch_on=date(2026, 11, 21))

    assert due(alice, date(2026, 12, 3)) == []
    assert due(alice, date(2026, 12, 4)) == [marisol]


def test_a_snoozed_contact_rests_until_the_day(marisol: Contact, alice: User) -> None:
    cadence.refresh([marisol], on=MONDAY)
    Contact.unscoped.update(snoozed_until=date(2026, 11, 30))

    assert due(alice, date(2026, 11, 29)) == []
    assert due(alice, date(2026, 11, 30)) == [marisol]


@pytest.mark.parametrize("mark", ["is_archived", "do_not_contact"])
def test_archived_and_do_not_contact_are_left_alone(mark: str, marisol: Contact, alice: User) -> None:
    cadence.refresh([marisol], on=MONDAY)
    Contact.unscoped.update(**{mark: True})

    assert due(alice, MONDAY) == []


def test_no_reminders_means_none(marisol: Contact, alice: User) -> None:
    marisol.tier = Tier.NONE
    marisol.save()
    cadence.refresh([marisol], on=MONDAY)

    assert kept(marisol) == (None, None)
    assert due(alice, MONDAY) == []


def test_refreshing_nobody_is_nothing(db: None) -> None:
    cadence.refresh([], on=MONDAY)


def test_refreshing_many_takes_as_many_queries_as_one(alice: User) -> None:
    ContactFactory.create_batch(30, owner=alice)
    people = list(Contact.for_user(alice).select_related("owner"))

    with CaptureQueriesContext(connection) as one:
        cadence.refresh(people[:1], on=MONDAY)
    with CaptureQueriesContext(connection) as many:
        cadence.refresh(people, on=MONDAY)

    assert len(many) == len(one)
