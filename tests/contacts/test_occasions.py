"""Days that matter to people: when they come up, what is said, and what becomes of each round."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from common.agenda import NothingToDoError
from contacts import merging
from contacts.models import Contact, Interaction, Occasion
from contacts.occasions.agenda import OccasionSource
from contacts.occasions.rounds import round_of
from tests.agenda import ahead, due
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, InteractionFactory, OccasionFactory, UserFactory

SOURCE = OccasionSource()
THURSDAY = date(2026, 11, 26)


@pytest.fixture
def ana(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Ana", last_name="Silva", how_known="Rowing")


def birthday(contact: Contact, day: date = THURSDAY, **fields: object) -> Occasion:
    row: Occasion = OccasionFactory.create(contact=contact, month=day.month, day=day.day, **fields)
    return row


def shown(owner: User, start: date, days: int) -> list[date]:
    every = [start + timedelta(days=offset) for offset in range(days)]
    return [day for day in every if due(SOURCE, [owner], day)]


def test_a_birthday_comes_up_days_before_and_is_let_go_soon_after(alice: User, ana: Contact) -> None:
    birthday(ana)

    assert shown(alice, date(2026, 11, 1), 60) == [MONDAY + timedelta(days=offset) for offset in range(7)]
    alice.occasion_notice_days = 0
    assert shown(alice, date(2026, 11, 1), 60) == [THURSDAY + timedelta(days=offset) for offset in range(4)]


def test_it_says_the_day_and_the_age_only_where_the_year_is_known(alice: User, ana: Contact) -> None:
    occasion = birthday(ana, year=1986)

    def why(on: date) -> str:
        [item] = due(SOURCE, [alice], on)
        return item.why

    assert [why(MONDAY), why(THURSDAY), why(date(2026, 11, 27))] == [
        "Birthday on Thursday; Ana turns 40",
        "Birthday today; Ana turns 40",
        "The day was yesterday; Ana turned 40",
    ]
    occasion.year = None
    occasion.save()
    assert why(MONDAY) == "Birthday on Thursday"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "birthday"}, ("Wish Ana a happy birthday", "Birthday on Thursday")),
        ({"kind": "anniversary", "year": 2016}, ("Congratulate Ana", "Anniversary on Thursday; 10 years")),
        ({"kind": "other", "name": "Founding day"}, ("Think of Ana: Founding day", "On Thursday")),
    ],
)
def test_every_kind_of_day_has_its_words(
    alice: User, ana: Contact, fields: dict[str, Any], said: tuple[str, str]
) -> None:
    birthday(ana, **fields)

    assert [(item.title, item.why) for item in due(SOURCE, [alice], MONDAY)] == [said]


def test_a_leap_day_is_greeted_on_the_28th_in_other_years(alice: User, ana: Contact) -> None:
    birthday(ana, date(2028, 2, 29), year=1992)

    [item] = due(SOURCE, [alice], date(2027, 2, 25))
    assert (item.due_on, item.why) == (date(2027, 2, 25), "Birthday on Sunday; Ana turns 35, born on the 29th")
    assert due(SOURCE, [alice], date(2027, 2, 24)) == []
    assert [item.why for item in due(SOURCE, [alice], date(2028, 2, 29))] == ["Birthday today; Ana turns 36"]


def test_the_query_finds_all_that_shows_over_new_year_and_leap_days(alice: User) -> None:
    days = [(12, 31), (1, 1), (1, 2), (2, 28), (2, 29), (3, 1)]
    rows = [OccasionFactory.create(contact__owner=alice, month=month, day=day) for month, day in days]

    for start in (date(2026, 12, 24), date(2027, 2, 22), date(2028, 2, 22)):
        for on in (start + timedelta(days=offset) for offset in range(15)):
            open_ones = {row.pk for row in rows if round_of(row, on, notice_days=3).is_open(on)}
            assert {int(item.key.partition("-")[0]) for item in due(SOURCE, [alice], on)} == open_ones


def test_days_ahead_carry_the_day_they_will_show(alice: User, ana: Contact) -> None:
    birthday(ana, date(2026, 11, 30))
    rests = birthday(ana, THURSDAY, kind="anniversary", snoozed_until=date(2026, 11, 25))

    found = [(item.key, item.due_on) for item in ahead(SOURCE, [alice], MONDAY, date(2026, 11, 30))]

    assert found[0] == (f"{rests.pk}-2026", date(2026, 11, 25))
    assert [due_on for _, due_on in found[1:]] == [date(2026, 11, 27)]


@pytest.mark.parametrize("mark", [{"is_archived": True}, {"do_not_contact": True}])
def test_people_set_aside_are_left_in_peace(alice: User, ana: Contact, mark: dict[str, bool]) -> None:
    occasion = birthday(ana)
    Contact.unscoped.update(**mark)

    assert due(SOURCE, [alice], MONDAY) == []
    with pytest.raises(NothingToDoError):
        SOURCE.complete(alice, f"{occasion.pk}-2026", now=MORNING, on=MONDAY)


def test_a_greeting_is_logged_as_a_light_touch_and_settles_this_year(alice: User, ana: Contact) -> None:
    key = f"{birthday(ana).pk}-2026"

    assert SOURCE.complete(alice, key, now=MORNING, on=THURSDAY) == "Logged: you wished Ana Silva well."

    touch = Interaction.unscoped.get()
    assert (touch.kind, touch.direction, touch.on, touch.summary) == ("touch", "outgoing", THURSDAY, "Birthday wishes.")
    assert shown(alice, date(2026, 11, 1), 60) == []
    assert shown(alice, date(2027, 11, 1), 60)[0] == date(2027, 11, 23)
    with pytest.raises(NothingToDoError):
        SOURCE.complete(alice, key, now=MORNING, on=THURSDAY)
    SOURCE.take_back(alice, key, on=THURSDAY)
    assert (Interaction.unscoped.count(), len(due(SOURCE, [alice], THURSDAY))) == (0, 1)


def test_wishes_with_words_of_the_users_own_stay_when_taken_back(alice: User, ana: Contact) -> None:
    key = f"{birthday(ana).pk}-2026"
    SOURCE.complete(alice, key, now=MORNING, on=THURSDAY)
    Interaction.unscoped.update(summary="Birthday wishes. She moves to Lyon.")

    SOURCE.take_back(alice, key, on=THURSDAY)

    assert [touch.summary for touch in Interaction.unscoped.all()] == ["Birthday wishes. She moves to Lyon."]


def test_a_day_can_pass_for_this_year_alone(alice: User, ana: Contact) -> None:
    key = f"{birthday(ana).pk}-2026"

    assert SOURCE.let_pass(alice, key, on=MONDAY) == "Not this year. Ana Silva comes up again in 2027."

    assert (shown(alice, MONDAY, 30), Interaction.unscoped.count()) == ([], 0)
    assert due(SOURCE, [alice], THURSDAY.replace(year=2027)) != []
    with pytest.raises(NothingToDoError):
        SOURCE.let_pass(alice, key, on=MONDAY)


def test_a_day_rests_until_itself_at_most(alice: User, ana: Contact) -> None:
    key = f"{birthday(ana).pk}-2026"

    assert SOURCE.snooze(alice, key, on=MONDAY, until=date(2026, 11, 30)) == "This rests until Thursday."

    assert shown(alice, MONDAY, 30)[0] == THURSDAY
    SOURCE.snooze(alice, key, on=MONDAY, until=MONDAY)
    assert shown(alice, MONDAY, 30)[0] == MONDAY


@pytest.mark.parametrize("key", ["", "x", "1", "1-26", "9-2026"])
def test_a_key_that_names_nothing_or_another_year_does_nothing(alice: User, ana: Contact, key: str) -> None:
    occasion = birthday(ana)

    for wrong in (key, f"{occasion.pk}-2025"):
        with pytest.raises(NothingToDoError):
            SOURCE.complete(alice, wrong, now=MORNING, on=MONDAY)


def test_a_stranger_sees_and_settles_nothing(mallory: User, ana: Contact) -> None:
    key = f"{birthday(ana).pk}-2026"

    assert due(SOURCE, [mallory], MONDAY) == []
    for act in (SOURCE.let_pass, SOURCE.take_back):
        with pytest.raises(NothingToDoError):
            act(mallory, key, on=MONDAY)


@pytest.mark.parametrize("rows", [1, 3])
def test_many_owners_cost_one_query(db: None, rows: int) -> None:
    owners = UserFactory.create_batch(4)
    for owner in owners:
        for _ in range(rows):
            contact = ContactFactory.create(owner=owner, last_interaction_on=date(2026, 5, 4))
            InteractionFactory.create(contact=contact, on=date(2026, 5, 4), summary="Lyon")
            birthday(contact)

    for asked in (owners[:1], owners):
        with CaptureQueriesContext(connection) as queries:
            items = list(SOURCE.items(asked, MONDAY, MONDAY + timedelta(days=7)))
        assert (len(queries), len(items), {item.context for item in items}) == (1, rows * len(asked), {"Lyon"})


# --- On the person's page ---------------------------------------------------------------------------------------------


@pytest.fixture
def monday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.mark.usefixtures("monday")
def test_the_persons_page_settles_a_day_and_takes_it_back(alices: Client, ana: Contact) -> None:
    occasion = birthday(ana, year=1986)
    address, at = f"/people/{ana.pk}/", f"/people/occasions/{occasion.pk}"
    assert "Greeted" in alices.get(address).content.decode()

    page = alices.post(f"{at}/greeted/", headers={"HX-Request": "true"}).content.decode()
    assert ("Taken care of this year." in page, "Birthday wishes." in page) == (True, True)
    alices.post(f"{at}/greeted/")
    assert Interaction.unscoped.count() == 1

    alices.post(f"{at}/take-back/")
    assert Interaction.unscoped.count() == 0
    alices.post(f"{at}/pass/")
    occasion.refresh_from_db()
    assert (occasion.settled_for, occasion.greeting) == (THURSDAY, None)
    assert "Taken care of this year." in alices.get(address).content.decode()


def test_of_two_records_of_a_person_the_greeting_is_kept(alice: User, ana: Contact) -> None:
    twin = ContactFactory.create(owner=alice, first_name="Ana", last_name="Silva")
    stays, goes = birthday(ana), birthday(twin)
    SOURCE.complete(alice, f"{goes.pk}-2026", now=MORNING, on=MONDAY)

    merging.merge_people(ana, twin, now=MORNING, on=MONDAY)

    stays.refresh_from_db()
    assert (stays.settled_for, stays.greeting) == (THURSDAY, Interaction.unscoped.get(contact=ana))
