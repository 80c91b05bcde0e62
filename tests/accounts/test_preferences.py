"""Settings, and what the user looks for."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client, override_settings
from django.utils.html import strip_tags

from accounts.models import SearchBrief, User
from tests.conftest import MORNING

SETTINGS = {
    "name": "Alice Almeida",
    "timezone": "Europe/Lisbon",
    "country": "PT",
    "weekly_goal": "10",
    "day_cap": "10",
    "occasion_notice_days": "3",
}
TOMORROW_AT_SEVEN = datetime(2026, 11, 24, 7, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _monday_morning(alice: User) -> Any:
    with time_machine.travel(MORNING, tick=False):
        User.objects.filter(pk=alice.pk).update(next_digest_at=TOMORROW_AT_SEVEN)
        yield


def kept(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_settings_say_when_the_next_digest_comes(alices: Client) -> None:
    response = alices.get("/settings/")

    assert response.status_code == 200
    assert "Your next digest: Tuesday 24 November at 07:00." in response.content.decode()


def test_settings_say_it_by_the_users_clocks(alices: Client, alice: User) -> None:
    User.objects.update(timezone="Asia/Kathmandu")

    response = alices.get("/settings/")

    assert "Your next digest: Tuesday 24 November at 12:45." in response.content.decode()


def test_settings_say_that_a_due_digest_is_on_its_way(alices: Client) -> None:
    User.objects.update(next_digest_at=MORNING)

    assert "Your digest is on its way." in alices.get("/settings/").content.decode()


def test_settings_say_that_none_comes(alices: Client) -> None:
    User.objects.update(next_digest_at=None, digest_days="")

    assert "No digest is coming" in alices.get("/settings/").content.decode()


def test_a_new_zone_plans_the_next_digest(alices: Client, alice: User) -> None:
    response = alices.post("/settings/", {**SETTINGS, "timezone": "America/New_York"})

    assert (response.status_code, response["Location"]) == (302, "/settings/")
    assert kept(alice).next_digest_at == datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_other_changes_leave_the_digest_alone(alices: Client, alice: User) -> None:
    User.objects.update(next_digest_at=MORNING)

    alices.post("/settings/", {**SETTINGS, "name": "Ali", "weekly_goal": "7", "country": "ES"})

    user = kept(alice)
    assert (user.name, user.weekly_goal, user.country, user.next_digest_at) == ("Ali", 7, "ES", MORNING)


def test_saving_touches_only_what_the_page_shows(alices: Client, alice: User) -> None:
    User.objects.update(key_months=2)

    alices.post("/settings/", {**SETTINGS, "email": "stolen@example.com", "is_staff": "on", "key_months": "1"})

    user = kept(alice)
    assert (user.email, user.is_staff, user.key_months) == ("alice@example.com", False, 2)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"country": "XX"}, "country"),
        ({"country": "UK"}, "country"),
        ({"weekly_goal": "0"}, "weekly_goal"),
        ({"day_cap": "0"}, "day_cap"),
        ({"occasion_notice_days": "31"}, "occasion_notice_days"),
        ({"name": "x" * 151}, "name"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_changes(
    change: dict[str, Any], field: str, alices: Client, alice: User
) -> None:
    before = User.objects.values().get(pk=alice.pk)

    response = alices.post("/settings/", {**SETTINGS, "name": "Typed anew", **change})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert ("Typed anew" in response.content.decode()) == (field != "name")
    assert {**User.objects.values().get(pk=alice.pk), "last_login": None} == {**before, "last_login": None}


def test_the_browsers_zone_is_asked_for_only_before_the_first_answer(alices: Client, alice: User) -> None:
    settled = alices.get("/settings/").content.decode()
    User.objects.update(welcomed_at=None)
    new = alices.get("/settings/").content.decode()

    assert "data-detect-timezone" not in settled
    assert 'data-detect-timezone="UTC"' in new


@pytest.mark.parametrize(("stays", "says"), [(True, True), (False, False)])
def test_the_link_to_the_letters_is_there_where_mail_stays(stays: bool, says: bool, alices: Client) -> None:
    with override_settings(MAIL_LEAVES_THIS_MACHINE=not stays):
        page = alices.get("/settings/").content.decode()

    assert ("/settings/mail/" in page) == says


# --- The brief (P04) --------------------------------------------------------------------------------------------------

BRIEF = {
    "roles": "Logistics planner",
    "industries": "Rail freight",
    "places": "Lyon",
    "brings": "Nine years of night trains",
    "asks": "Twenty minutes about Lyon",
    "news": "I planned night trains until May.",
}


def briefs(user: User) -> list[dict[str, Any]]:
    return list(SearchBrief.for_user(user).values(*BRIEF))


def test_the_brief_is_written_once_and_changed_later(alices: Client, alice: User) -> None:
    """P04."""
    first = alices.post("/settings/search/", BRIEF)
    alices.post("/settings/search/", {**BRIEF, "places": "Lyon or from home"})

    assert (first.status_code, first["Location"]) == (302, "/settings/")
    assert briefs(alice) == [{**BRIEF, "places": "Lyon or from home"}]


def test_the_brief_is_shown_where_it_is_changed_and_in_the_settings(alices: Client, alice: User) -> None:
    SearchBrief.unscoped.create(owner=alice, **BRIEF)

    page, settings = alices.get("/settings/search/").content.decode(), alices.get("/settings/").content.decode()

    assert all(words in page for words in BRIEF.values())
    assert "Logistics planner" in settings


def test_an_empty_brief_may_be_saved(alices: Client, alice: User) -> None:
    alices.post("/settings/search/", {})

    assert SearchBrief.of(alice).is_empty


def test_a_brief_that_is_too_long_keeps_its_text(alices: Client, alice: User) -> None:
    response = alices.post("/settings/search/", {**BRIEF, "roles": "planner " * 40})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["roles"]
    assert "Nine years of night trains" in response.content.decode()
    assert briefs(alice) == []


def test_how_the_brief_reads_is_shown_without_saving_it(alices: Client, alice: User) -> None:
    """P04: with htmx only the sentences come back, without it the whole page with all that was typed."""
    said = (
        "I planned night trains until May. I am looking for work as logistics planner in Rail freight, in Lyon. "
        "What I bring: Nine years of night trains. What would help me: Twenty minutes about Lyon."
    )

    piece = alices.post("/settings/search/", {**BRIEF, "go": "see"}, headers={"HX-Request": "true"})
    page = alices.post("/settings/search/", {**BRIEF, "go": "see"})

    assert page.status_code == 200
    quoted = re.search(r"<blockquote.*?</blockquote>", piece.content.decode(), re.DOTALL)
    assert quoted is not None
    assert " ".join(strip_tags(quoted[0]).split()) == page.context["reading"].text == said
    assert "<form" not in piece.content.decode()
    assert "Nine years of night trains</textarea>" in page.content.decode()
    assert briefs(alice) == []


def test_reading_the_brief_writes_nothing(alices: Client, alice: User) -> None:
    alices.get("/settings/search/")

    assert briefs(alice) == []


def test_a_brief_is_its_owners_alone(alices: Client, mallorys: Client, alice: User, mallory: User) -> None:
    alices.post("/settings/search/", BRIEF)
    mallorys.post("/settings/search/", {"roles": "Anything"})

    assert briefs(alice) == [BRIEF]
    assert [brief["roles"] for brief in briefs(mallory)] == ["Anything"]
