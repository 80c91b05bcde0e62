"""Whom to ask next: who comes first, who is let be, and one press to add (P06, P08)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import SearchBrief, User
from contacts.models import Contact
from outreach import queue
from outreach.models import Campaign, Skip, Target
from tests.conftest import MONDAY, MORNING
from tests.factories import AttemptFactory, CampaignFactory, ContactFactory, OrganizationFactory, TargetFactory

STRONG_AT_WORK = {"tie": "strong", "walk_of_life": "work", "how_known": "Worked together at Acme"}


@pytest.fixture(autouse=True)
def _on_monday_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def campaign(alice: User) -> Campaign:
    SearchBrief.unscoped.create(owner=alice, roles="logistics planner", industries="")
    return CampaignFactory.create(owner=alice)


def someone(user: User, name: str, **fields: object) -> Contact:
    return ContactFactory.create(owner=user, first_name=name, last_name="", **{"title": "Teacher", **fields})


def names(campaign: Campaign, *, on: date = MONDAY) -> list[str]:
    return [each.contact.first_name for each in queue.candidates(campaign, campaign.owner, on=on, limit=20)]


def test_who_knows_my_work_comes_first_then_ties_and_the_goal(alice: User, campaign: Campaign) -> None:
    """P06."""
    northwind = OrganizationFactory.create(owner=alice, name="Northwind", industry="Rail freight")
    someone(alice, "Stranger", tie="none")
    someone(alice, "Weak", tie="weak")
    someone(alice, "Close to the goal", tie="weak", organization=northwind)
    someone(alice, "Friend", tie="strong")
    someone(alice, "Colleague", **STRONG_AT_WORK)
    someone(alice, "Planner", **{**STRONG_AT_WORK, "title": "Logistics planner"})

    assert names(campaign) == ["Planner", "Colleague", "Close to the goal", "Friend", "Weak", "Stranger"]


def test_each_says_why_and_proposes_a_reason(alice: User, campaign: Campaign) -> None:
    northwind = OrganizationFactory.create(owner=alice, name="Northwind", industry="Rail freight")
    hana = someone(alice, "Hana", **STRONG_AT_WORK, organization=northwind, last_interaction_on=date(2021, 3, 1))
    wei = someone(alice, "Wei", tie="none", how_known="")

    found = queue.candidates(campaign, alice, on=MONDAY, limit=5)

    assert found == [
        queue.Candidate(
            contact=hana,
            whys=[
                "Knows your work",
                "Strong tie",
                "Close to “rail” and “freight”",
                "Silent since 2021: dormant ties are worth as much as current ones",
                "Not asked for anything lately",
            ],
            reason="Teacher, Northwind; close to “rail” and “freight”; Worked together at Acme",
        ),
        queue.Candidate(
            contact=wei,
            whys=["Nothing between you is written down yet", "Not asked for anything lately"],
            reason="",
        ),
    ]


def test_who_is_asked_elsewhere_or_was_asked_lately_is_let_be(alice: User, campaign: Campaign, mallory: User) -> None:
    """P25."""
    other = CampaignFactory.create(owner=alice, name="Ports")
    someone(alice, "Free")
    TargetFactory.create(campaign=campaign, contact=someone(alice, "Here"))
    TargetFactory.create(campaign=other, contact=someone(alice, "Live elsewhere"))
    for name, days in (("Asked lately", 59), ("Asked long ago", 60)):
        done = TargetFactory.create(campaign=other, contact=someone(alice, name), state="done", next_attempt_on=None)
        AttemptFactory.create(target=done, made_on=MONDAY - timedelta(days=days))
    someone(alice, "Archived", is_archived=True)
    someone(alice, "Let alone", do_not_contact=True)
    someone(mallory, "Somebody else's")
    queue.skip(campaign, someone(alice, "Passed over"), on=MONDAY)

    assert names(campaign) == ["Asked long ago", "Free"]
    assert "Passed over" in names(campaign, on=MONDAY + queue.SKIPPED_FOR)


def test_reconnecting_begins_with_dormant_ties(alice: User, campaign: Campaign) -> None:
    someone(alice, "Current", tie="strong", last_interaction_on=MONDAY - timedelta(days=30))
    someone(alice, "Dormant", tie="weak", last_interaction_on=date(2020, 1, 1))
    before = names(campaign)
    campaign.kind = "reconnect"

    assert (before, names(campaign)) == (["Current", "Dormant"], ["Dormant", "Current"])


def test_one_press_adds_with_the_reason_and_is_taken_back(alices: Client, alice: User, campaign: Campaign) -> None:
    hana = someone(alice, "Hana", **STRONG_AT_WORK)
    shown = alices.get(f"/outreach/{campaign.pk}/next/").content.decode()

    said = alices.post(f"/outreach/{campaign.pk}/next/add/", {"contact": hana.pk}, follow=True).content.decode()

    target = Target.for_user(alice).get()
    assert "Your reason would be: Teacher; Worked together at Acme" in shown
    assert (target.state, target.reason) == ("ready", "Teacher; Worked together at Acme")
    assert "Hana joined “Rail freight”." in said
    assert "Undo" in said


def test_who_is_passed_over_can_be_proposed_again(alices: Client, alice: User, campaign: Campaign) -> None:
    hana = someone(alice, "Hana")

    said = alices.post(f"/outreach/{campaign.pk}/next/skip/", {"contact": hana.pk}, follow=True).content.decode()
    skipped = Skip.for_user(alice).get()
    alices.post(f"/outreach/skips/{skipped.pk}/undo/")

    assert "Hana is not proposed here before Wednesday 23 December." in said
    assert skipped.until == MONDAY + queue.SKIPPED_FOR
    assert names(campaign) == ["Hana"]


@pytest.mark.parametrize("contact", ["", "x", "9" * 20, "0"])
def test_nobody_is_not_found(alices: Client, campaign: Campaign, contact: str) -> None:
    assert alices.post(f"/outreach/{campaign.pk}/next/add/", {"contact": contact}).status_code == 404


def test_an_empty_queue_teaches_whom_to_think_of(alices: Client, campaign: Campaign) -> None:
    page = " ".join(alices.get(f"/outreach/{campaign.pk}/next/").content.decode().split())

    assert "begin with those who know your work, and say of each why this one." in page


def test_the_queue_costs_the_same_queries_for_one_and_three(alices: Client, alice: User, campaign: Campaign) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            alices.get(f"/outreach/{campaign.pk}/next/")
        return len(captured)

    someone(alice, "Ana", organization=OrganizationFactory.create(owner=alice))
    queries()
    one = queries()
    for name in ("Ben", "Cleo"):
        someone(alice, name, organization=OrganizationFactory.create(owner=alice))

    assert queries() == one


def test_keywords_are_the_telling_words_once() -> None:
    assert queue.keywords(["Learn how rail freight buys software from twelve people", "Rail, ÖPNV planner"]) == [
        "rail",
        "freight",
        "buys",
        "software",
        "öpnv",
        "planner",
    ]
