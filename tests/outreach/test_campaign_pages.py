"""Campaigns and their boards, as pages."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import SearchBrief, User
from contacts.models import Interaction
from outreach import pursuit
from outreach.models import Campaign, Target
from tests.conftest import MONDAY, MORNING
from tests.factories import CampaignFactory, ContactFactory, TargetFactory

STATES = ("idea", "ready", "waiting", "replied", "meeting", "not_now", "declined", "wrong_person", "no_reply", "done")


@pytest.fixture(autouse=True)
def monday_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def campaign(alice: User) -> Campaign:
    return CampaignFactory.create(owner=alice)


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def in_every_state(campaign: Campaign) -> None:
    for state in STATES:
        TargetFactory.create(
            campaign=campaign,
            state=state,
            reason="" if state == "idea" else "Why",
            next_attempt_on=MONDAY if state in ("ready", "waiting") else None,
            revisit_on=MONDAY if state == "not_now" else None,
        )


def test_the_empty_list_teaches_how_to_begin(alices: Client) -> None:
    page = alices.get("/outreach/").content.decode()

    assert "Begin with what you want to learn" in page
    assert page.count("/outreach/new/") == 1


def test_the_list_shows_goal_and_counts_open_ones_first(alices: Client, alice: User, campaign: Campaign) -> None:
    CampaignFactory.create(owner=alice, name="Old one", closed_on=MONDAY)
    in_every_state(campaign)

    response = alices.get("/outreach/")

    page = response.content.decode()
    assert [card[0].name for card in response.context["open_cards"]] == ["Rail freight"]
    assert [card[0].name for card in response.context["closed_cards"]] == ["Old one"]
    assert [(share.place.key, share.count) for share in response.context["open_cards"][0][1]] == [
        ("idea", 1),
        ("ready", 1),
        ("waiting", 1),
        ("replied", 1),
        ("meeting", 1),
        ("not_now", 1),
        ("closed", 4),
    ]
    assert "Learn how rail freight buys software" in page
    assert "Nobody in it yet." in page


def test_the_list_is_ones_own(mallorys: Client, campaign: Campaign) -> None:
    assert "Rail freight" not in mallorys.get("/outreach/").content.decode()


@pytest.mark.parametrize("path", ["/outreach/", "board", "list"])
def test_pages_cost_the_same_queries_for_one_and_for_three(
    alices: Client, alice: User, campaign: Campaign, path: str
) -> None:
    url = path if path.startswith("/") else f"/outreach/{campaign.pk}/?view={path}"
    in_every_state(campaign)
    alices.get(url)
    with_one = queries(alices, url)
    for _ in range(2):
        in_every_state(campaign)
        in_every_state(CampaignFactory.create(owner=alice))

    assert queries(alices, url) == with_one


def test_create_needs_a_goal_and_keeps_what_was_typed(alices: Client) -> None:
    """P04."""
    response = alices.post("/outreach/new/", {"name": "Rail", "goal": "", "started_on": "2026-11-23"})

    assert response.status_code == 422
    assert 'value="Rail"' in response.content.decode()
    assert response.context["form"].errors == {"goal": ["This field is required."]}
    assert Campaign.unscoped.count() == 0


def test_create_starts_a_campaign_today(alices: Client, alice: User) -> None:
    response = alices.post("/outreach/new/", {"name": "Rail", "goal": "Learn", "started_on": "2026-11-23"})

    made = Campaign.for_user(alice).get()
    assert (response.status_code, response.headers["Location"]) == (302, f"/outreach/{made.pk}/")
    assert (made.name, made.goal, made.started_on, made.closed_on) == ("Rail", "Learn", MONDAY, None)
    assert 'value="2026-11-23"' in alices.get("/outreach/new/").content.decode()


def test_create_says_kindly_when_the_brief_is_empty(alices: Client, alice: User) -> None:
    """P04."""
    before = alices.get("/outreach/new/").content.decode()
    SearchBrief.unscoped.create(owner=alice, roles="Planner")
    after = alices.get("/outreach/new/").content.decode()

    assert "You have not written down yet what you look for." in before
    assert "You have not written down yet what you look for." not in after


def test_update_changes_the_goal(alices: Client, campaign: Campaign) -> None:
    url = f"/outreach/{campaign.pk}/edit/"

    shown = alices.get(url).content.decode()
    response = alices.post(url, {"name": "Rail", "goal": "Another", "started_on": "2026-11-02"})

    assert "Learn how rail freight buys software" in shown
    assert (response.status_code, Campaign.unscoped.get().goal) == (302, "Another")


def test_update_refuses_an_empty_goal_and_keeps_the_heading(alices: Client, campaign: Campaign) -> None:
    response = alices.post(f"/outreach/{campaign.pk}/edit/", {"name": "", "goal": "Typed", "started_on": "2026-11-02"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "Edit “Rail freight”" in page
    assert "Typed" in page
    assert Campaign.unscoped.get().goal == "Learn how rail freight buys software"


def test_closing_stops_the_reminders_and_keeps_everything(alices: Client, campaign: Campaign) -> None:
    target = TargetFactory.create(campaign=campaign)

    response = alices.post(f"/outreach/{campaign.pk}/close/", follow=True)
    again = alices.post(f"/outreach/{campaign.pk}/close/")

    assert "its reminders rest" in response.content.decode().lower()
    assert again.status_code == 302
    assert Campaign.unscoped.get().closed_on == MONDAY
    assert Target.unscoped.get(pk=target.pk).next_attempt_on == MONDAY
    assert list(Target.unscoped.attempt_due(MONDAY)) == []


def test_reopening_brings_back_what_was_due(alices: Client, alice: User) -> None:
    campaign = CampaignFactory.create(owner=alice, closed_on=MONDAY)
    TargetFactory.create(campaign=campaign)

    response = alices.post(f"/outreach/{campaign.pk}/reopen/")

    assert response.status_code == 302
    assert Campaign.unscoped.get().closed_on is None
    assert Target.unscoped.attempt_due(MONDAY).count() == 1


def test_delete_says_what_goes_and_leaves_the_timelines(alices: Client, campaign: Campaign) -> None:
    target = TargetFactory.create(campaign=campaign)
    pursuit.log_attempt(target, channel="email", made_on=MONDAY, on=MONDAY, expected_number=1)
    url = f"/outreach/{campaign.pk}/delete/"

    shown = " ".join(alices.get(url).content.decode().split())
    kept = Campaign.unscoped.count()
    response = alices.post(url)

    assert "1 person as its targets with the reasons you gave, and the record of 1 attempt." in shown
    assert kept == 1
    assert (response.status_code, response.headers["Location"]) == (302, "/outreach/")
    assert Campaign.unscoped.count() == Target.unscoped.count() == 0
    assert Interaction.unscoped.filter(contact=target.contact).count() == 1


def test_the_board_has_a_column_for_every_state_and_one_action_a_card(alices: Client, campaign: Campaign) -> None:
    in_every_state(campaign)

    response = alices.get(f"/outreach/{campaign.pk}/")

    columns = {column.place.title: len(column.cards) for column in response.context["columns"]}
    assert columns == {
        "Needs a reason": 1,
        "Ready": 1,
        "Reached out": 1,
        "Talking": 1,
        "Meeting agreed": 1,
        "Not now": 1,
        "Closed": 4,
    }
    page = response.content.decode()
    assert page.count('class="btn btn-sm ') == 10
    assert "10 people, 3 waiting for you" in page


def test_the_list_view_holds_the_same_people_soonest_due_first(alices: Client, campaign: Campaign) -> None:
    names = {}
    for name, state, due in (
        ("Idea", "idea", None),
        ("Later", "waiting", MONDAY + timedelta(days=3)),
        ("Closed", "declined", None),
        ("Now", "ready", MONDAY),
    ):
        contact = ContactFactory.create(owner=campaign.owner, first_name=name, last_name="")
        names[name] = TargetFactory.create(campaign=campaign, contact=contact, state=state, next_attempt_on=due)

    response = alices.get(f"/outreach/{campaign.pk}/?view=list")

    assert [card.target.contact.name for card in response.context["cards"]] == ["Now", "Later", "Idea", "Closed"]
    assert response.context["columns"] == []
    assert 'class="board"' not in response.content.decode()


def test_an_empty_board_says_how_to_begin(alices: Client, campaign: Campaign) -> None:
    """P06."""
    page = alices.get(f"/outreach/{campaign.pk}/").content.decode()

    assert "Begin with people who know your work" in page
    assert f"/outreach/add/?campaign={campaign.pk}&amp;find=1" in page


@pytest.mark.parametrize("path", ["", "edit/", "close/", "reopen/", "delete/"])
def test_strangers_find_no_campaign(mallorys: Client, campaign: Campaign, path: str) -> None:
    url = f"/outreach/{campaign.pk}/{path}"

    answers = [mallorys.get(url).status_code, mallorys.post(url).status_code]

    assert answers in ([404, 404], [405, 404], [404, 405])
    assert Campaign.unscoped.get().closed_on is None


@pytest.mark.parametrize(
    ("method", "path"), [("get", "close/"), ("get", "reopen/"), ("post", ""), ("put", "edit/"), ("put", "delete/")]
)
def test_wrong_methods_are_refused(alices: Client, campaign: Campaign, method: str, path: str) -> None:
    assert getattr(alices, method)(f"/outreach/{campaign.pk}/{path}").status_code == 405
