from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from contacts.models import Occasion
from tests.factories import ContactFactory, OccasionFactory


def leap_day(alice: User) -> Occasion:
    return OccasionFactory.create(contact=ContactFactory.create(owner=alice), month=2, day=29, year=1992)


def test_an_occasion_comes_round_today_or_next_year(alice: User) -> None:
    birthday = OccasionFactory.create(contact=ContactFactory.create(owner=alice), month=4, day=12)

    assert [birthday.next_on(date(2026, 4, day)) for day in (11, 12, 13)] == [
        date(2026, 4, 12),
        date(2026, 4, 12),
        date(2027, 4, 12),
    ]


def test_a_leap_day_is_kept_on_the_last_of_february(alice: User) -> None:
    assert leap_day(alice).next_on(date(2027, 1, 1)) == date(2027, 2, 28)
    assert leap_day(alice).next_on(date(2027, 12, 1)) == date(2028, 2, 29)


def test_an_occasion_counts_years_where_the_year_is_known(alice: User) -> None:
    assert leap_day(alice).turns(date(2027, 2, 28)) == 35
    assert Occasion(month=2, day=29).turns(date(2027, 2, 28)) is None


@pytest.mark.parametrize(("month", "day"), [(2, 30), (4, 31), (13, 1), (1, 0)])
def test_no_occasion_is_on_a_day_that_never_comes(alice: User, month: int, day: int) -> None:
    contact = ContactFactory.create(owner=alice)

    with pytest.raises(IntegrityError), transaction.atomic():
        OccasionFactory.create(contact=contact, month=month, day=day)
