"""The first three steps."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from accounts.models import SearchBrief, User
from tests.conftest import MORNING

LOOKING = {"name": "Alice", "roles": "Logistics planner", "places": "Lyon"}
DIGEST = {"timezone": "Asia/Tokyo", "country": "JP", "digest_hour": "6", "digest_days": ["1", "2"]}


@pytest.fixture(autouse=True)
def _new_here(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(
        welcomed_at=None, name="", next_digest_at=datetime(2026, 11, 24, 7, tzinfo=UTC)
    )


def kept(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_the_steps_lead_from_one_to_the_next_and_end_at_today(alices: Client, alice: User) -> None:
    with time_machine.travel(MORNING, tick=False):
        looking = alices.post("/settings/welcome/", LOOKING)
        digest = alices.post("/settings/welcome/digest/", DIGEST)

    user = kept(alice)
    brief = SearchBrief.of(user)
    assert (looking["Location"], digest["Location"]) == ("/settings/welcome/people/", "/")
    assert (user.name, brief.roles, brief.places) == ("Alice", "Logistics planner", "Lyon")
    assert (user.timezone, user.country, user.digest_hour, user.digest_days) == ("Asia/Tokyo", "JP", 6, "12")
    assert user.next_digest_at == datetime(2026, 11, 23, 21, tzinfo=UTC)
    assert user.welcomed_at == MORNING


@pytest.mark.parametrize(
    ("url", "step"),
    [("/settings/welcome/", 1), ("/settings/welcome/people/", 2), ("/settings/welcome/digest/", 3)],
)
def test_each_step_says_which_it_is_and_changes_nothing_by_being_read(
    url: str, step: int, alices: Client, alice: User
) -> None:
    page = alices.get(url).content.decode()

    assert f"Step {step} of 3" in page
    assert kept(alice).welcomed_at is None
    assert not SearchBrief.for_user(alice).exists()


def test_the_second_step_offers_three_ways_in(alices: Client) -> None:
    page = alices.get("/settings/welcome/people/").content.decode()

    ways = ['href="/people/import/"', 'href="/people/brainstorm/"', 'action="/sample/load/"']
    assert [way in page for way in ways] == [True, True, True]


def test_the_first_step_can_be_skipped_and_keeps_what_was_typed(alices: Client, alice: User) -> None:
    response = alices.post("/settings/welcome/", {**LOOKING, "go": "skip"})

    assert response["Location"] == "/settings/welcome/people/"
    assert SearchBrief.of(alice).roles == "Logistics planner"


def test_the_first_step_may_stay_empty(alices: Client, alice: User) -> None:
    response = alices.post("/settings/welcome/", {"go": "skip"})

    assert response["Location"] == "/settings/welcome/people/"
    assert SearchBrief.of(alice).is_empty


def test_going_back_shows_what_was_typed(alices: Client) -> None:
    alices.post("/settings/welcome/", LOOKING)

    page = alices.get("/settings/welcome/").content.decode()

    assert all(words in page for words in LOOKING.values())


def test_too_long_an_answer_keeps_the_others(alices: Client, alice: User) -> None:
    response = alices.post("/settings/welcome/", {**LOOKING, "industries": "rail " * 100})

    page = response.content.decode()
    assert response.status_code == 422
    assert all(words in page for words in LOOKING.values())
    assert kept(alice).name == ""


def test_back_from_the_last_step_keeps_the_choices(alices: Client, alice: User) -> None:
    response = alices.post("/settings/welcome/digest/", {**DIGEST, "go": "back"})

    assert response["Location"] == "/settings/welcome/people/"
    assert kept(alice).timezone == "Asia/Tokyo"
    assert kept(alice).welcomed_at is None


def test_the_last_step_can_be_left_as_it_is(alices: Client, alice: User) -> None:
    before = kept(alice)
    with time_machine.travel(MORNING, tick=False):
        response = alices.post("/settings/welcome/leave/", DIGEST)

    after = kept(alice)
    assert response["Location"] == "/"
    assert (after.timezone, after.next_digest_at) == (before.timezone, before.next_digest_at)
    assert after.welcomed_at == MORNING


def test_the_last_step_says_what_cannot_be(alices: Client, alice: User) -> None:
    response = alices.post("/settings/welcome/digest/", {**DIGEST, "timezone": "Mars/Olympus"})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["timezone"]
    assert kept(alice).welcomed_at is None


def test_the_first_leaving_is_the_one_that_counts(alices: Client, alice: User) -> None:
    User.objects.update(welcomed_at=MORNING)

    alices.post("/settings/welcome/leave/")

    assert kept(alice).welcomed_at == MORNING


def test_leaving_by_a_link_is_refused(alices: Client) -> None:
    assert alices.get("/settings/welcome/leave/").status_code == 405
