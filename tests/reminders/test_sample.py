from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db.models import Model
from django.test import Client

from accounts.models import User
from common.agenda import Kind
from contacts.models import (
    Contact,
    Detail,
    Event,
    NetworkRating,
    Occasion,
    Organization,
    Posting,
    SavedLink,
    Tag,
)
from outreach.models import Campaign
from reminders.agenda import SOURCES
from reminders.sample import building
from tests.agenda import due
from tests.conftest import MORNING
from tests.factories import ContactFactory


@pytest.mark.parametrize("days", range(7))
def test_sample_has_every_source_due_on_any_weekday(alice: User, days: int) -> None:
    now = MORNING + timedelta(days=days)

    building.load(alice, now=now)

    on = alice.local_date(now)
    shown: set[Kind] = {source.kind for source in SOURCES if due(source, [alice], on)}
    assert shown == {source.kind for source in SOURCES}


def test_sample_holds_sixty_people_of_the_owner_alone(alice: User, mallory: User) -> None:
    count = building.load(alice, now=MORNING)

    assert (count, Contact.for_user(alice).count(), Contact.for_user(mallory).count()) == (60, 60, 0)


def test_sample_refuses_an_account_that_has_people(alice: User) -> None:
    ContactFactory.create(owner=alice)

    with pytest.raises(building.AccountNotEmptyError):
        building.load(alice, now=MORNING)

    assert Contact.for_user(alice).count() == 1


@time_machine.travel(MORNING, tick=False)
def test_sample_clears_without_touching_what_the_user_added(alice: User) -> None:
    building.load(alice, now=MORNING)
    own = ContactFactory.create(owner=alice, organization=Organization.for_user(alice).get(name="Globex"))

    gone = building.clear(alice)

    left: list[type[Model]] = [Campaign, Tag, NetworkRating, Detail, Occasion, SavedLink, Event, Posting]
    assert gone == 60
    assert list(Contact.for_user(alice)) == [own]
    assert [organization.name for organization in Organization.for_user(alice)] == ["Globex"]
    assert [model._default_manager.count() for model in left] == [0] * 8


@time_machine.travel(MORNING, tick=False)
def test_load_sample_page_fills_the_account_and_clear_empties_it(alices: Client, alice: User) -> None:
    loaded = alices.post("/sample/load/")
    counts: list[Any] = [loaded.status_code, Contact.for_user(alice).count()]

    asked = alices.get("/sample/clear/")
    counts += [asked.status_code, "60 made-up people go" in asked.content.decode(), Contact.for_user(alice).count()]

    cleared = alices.post("/sample/clear/")

    assert [*counts, cleared.status_code, Contact.for_user(alice).count()] == [302, 60, 200, True, 60, 302, 0]


@time_machine.travel(MORNING, tick=False)
def test_settings_offer_to_clear_the_sample_while_it_is_there(alices: Client, alice: User) -> None:
    without = alices.get("/settings/").content.decode()
    building.load(alice, now=MORNING)

    with_sample = alices.get("/settings/").content.decode()

    assert ("made up" in without, "60 of your people are made up." in with_sample) == (False, True)


@pytest.mark.parametrize(
    ("onward", "target"), [("/settings/welcome/digest/", "/settings/welcome/digest/"), ("https://evil.example/", "/")]
)
def test_load_sample_page_goes_on_within_the_site_only(alices: Client, onward: str, target: str) -> None:
    response = alices.post("/sample/load/", {"next": onward})

    assert response.headers["Location"] == target


@time_machine.travel(MORNING, tick=False)
def test_load_sample_page_says_why_it_refuses(alices: Client, alice: User) -> None:
    ContactFactory.create(owner=alice)

    response = alices.post("/sample/load/", follow=True)

    assert "This account already has people." in response.content.decode()
    assert Contact.for_user(alice).count() == 1


@time_machine.travel(datetime(2026, 11, 23, 8, tzinfo=UTC), tick=False)
def test_load_sample_command_names_the_owner(alice: User, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_sample", owner="Alice@example.com")

    assert capsys.readouterr().out == "60 made-up people are in the account of alice@example.com.\n"


@pytest.mark.django_db
def test_load_sample_command_refuses_an_unknown_owner() -> None:
    with pytest.raises(CommandError, match=r"There is no account with the e-mail address") as caught:
        call_command("load_sample", owner="nobody@example.com")

    assert caught.value.returncode == 2


def test_load_sample_command_refuses_an_account_that_has_people(alice: User) -> None:
    ContactFactory.create(owner=alice)

    with pytest.raises(CommandError, match="already has people") as caught:
        call_command("load_sample", owner=alice.email)

    assert caught.value.returncode == 2
