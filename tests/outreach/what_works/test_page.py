"""The page: what it says with nothing, with little, with enough; one campaign alone; the same few queries."""

from collections.abc import Iterator
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from outreach import pursuit
from outreach.models import Attempt, Campaign, Draft, MessageTemplate
from tests.conftest import MONDAY, MORNING
from tests.factories import (
    AttemptFactory,
    CampaignFactory,
    ContactFactory,
    DraftFactory,
    MessageTemplateFactory,
    TargetFactory,
)

URL = "/outreach/what-works/"


@pytest.fixture(autouse=True)
def monday_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def asked(campaign: Campaign, count: int, *, answered: int = 0) -> None:
    for place in range(count):
        target = TargetFactory.create(campaign=campaign, contact=ContactFactory.create(owner=campaign.owner))
        pursuit.log_attempt(target, channel="email", made_on=MONDAY, on=MONDAY, expected_number=1)
        if place < answered:
            pursuit.log_reply(target, answer=pursuit.Answer(heard_on=MONDAY, channel="email"), on=MONDAY)


def test_an_empty_record_teaches(alices: Client, alice: User) -> None:
    before = alices.get(URL).content.decode()
    CampaignFactory.create(owner=alice, name="Rail")
    with_a_campaign = alices.get(URL).content.decode()

    for page in (before, with_a_campaign):
        assert "Your own record, once there is one" in page
        assert "Flynn and Lake" in page
        assert "%" not in page.partition("<main")[2].partition("</main")[0].replace("95 %", "")


def test_under_ten_there_are_counts_and_no_percentage(alices: Client, alice: User) -> None:
    asked(CampaignFactory.create(owner=alice), 9, answered=4)

    page = alices.get(URL).content.decode()

    assert "4 of the 9 people you asked have answered so far." in page
    assert "4 of 9" in page
    assert "too few to say" in page
    assert "44 %" not in page


def test_from_ten_on_a_share_comes_with_its_interval(alices: Client, alice: User) -> None:
    """The Wilson score interval of 4 in 10 is 17 to 69 percent."""
    asked(CampaignFactory.create(owner=alice), 10, answered=4)

    page = alices.get(URL).content.decode()

    assert "4 of 10" in page
    assert '40 % <span class="context">(17 to 69)</span>' in page
    assert "E. B. Wilson, 1927" in page


def test_one_campaign_alone(alices: Client, alice: User) -> None:
    rail, ports = (CampaignFactory.create(owner=alice, name=name, weekly_goal=3) for name in ("Rail", "Ports"))
    asked(rail, 2, answered=1)
    asked(ports, 3)

    page = alices.get(URL, {"campaign": rail.pk}).content.decode()

    assert "1 of the 2 people you asked have answered so far." in page
    assert "your goal of 3 a week" in page
    assert f'<option value="{rail.pk}" selected>' in page
    assert "4 of 9" not in page


@pytest.mark.parametrize("named", ["x", "0", "9" * 40, "-1"])
def test_a_campaign_that_is_none_is_not_found(alices: Client, named: str) -> None:
    assert alices.get(URL, {"campaign": named}).status_code == 404


def test_somebody_elses_campaign_is_not_found_and_counts_nowhere(alices: Client, mallory: User, alice: User) -> None:
    hers = CampaignFactory.create(owner=mallory)
    asked(hers, 12, answered=12)

    assert alices.get(URL, {"campaign": hers.pk}).status_code == 404
    assert "Your own record, once there is one" in alices.get(URL).content.decode()


def test_the_page_costs_the_same_queries_however_much_there_is(alices: Client, alice: User) -> None:
    counts = []
    for size in (1, 3):
        asked(CampaignFactory.create(owner=alice), size, answered=1)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            alices.get(URL)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 8


def test_what_is_sent_carries_what_it_began_with(alices: Client, alice: User) -> None:
    """P17: and deleting the template changes nothing of what was sent."""
    contact = ContactFactory.create(owner=alice, first_name="Tobias", how_known="Met in Berlin", tie="strong")
    campaign = CampaignFactory.create(owner=alice, goal="Rail")
    target = TargetFactory.create(campaign=campaign, contact=contact, reason="Left", ask_kind="information")
    template = MessageTemplateFactory.create(
        owner=alice, name="My opening", body="Dear Tobias, may I ask?", subject="Rail"
    )
    url = f"/outreach/write/target/{target.pk}/"
    message = {
        "number": "1",
        "page": "one",
        "version": "0",
        "channel": "email",
        "subject": "Rail",
        "body": "May I ask?",
    }

    alices.post(f"{url}save/", {**message, "began": "skeleton-ask-information"})
    kept = Draft.for_user(alice).get()
    assert (kept.skeleton, kept.template) == ("ask-information", None)
    alices.post(f"{url}save/", {**message, "began": "skeleton-ask-information", "begin": f"own-{template.pk}"})
    kept.refresh_from_db()
    assert (kept.skeleton, kept.template, kept.former_skeleton) == ("", template, "ask-information")
    began = alices.get(url).context["form"]["began"].value()
    alices.post(
        f"{url}sent/",
        {**message, "version": str(kept.version), "body": "May I ask you?", "began": began, "made_on": "2026-11-23"},
    )

    attempt = Attempt.for_user(alice).get()
    assert (attempt.template, attempt.began_with, attempt.skeleton) == (template, "My opening", "")
    assert (attempt.ask_kind, attempt.tie) == ("information", "strong")
    text = attempt.text
    alices.post(f"/outreach/templates/{template.pk}/delete/")
    attempt.refresh_from_db()
    assert not MessageTemplate.for_user(alice).exists()
    assert (attempt.template, attempt.began_with, attempt.text) == (None, "My opening", text)


def test_words_that_come_back_bring_what_they_began_with(alices: Client, alice: User) -> None:
    target = TargetFactory.create(campaign=CampaignFactory.create(owner=alice))
    draft = DraftFactory.create(owner=alice, target=target, number=1, skeleton="ask-advice", former_body="Before")
    form = {"number": "1", "page": "", "version": "0", "channel": "email", "subject": draft.subject, "body": draft.body}

    alices.post(f"/outreach/write/target/{target.pk}/save/", {**form, "began": "skeleton-ask-advice", "back": "1"})

    draft.refresh_from_db()
    assert (draft.body, draft.skeleton, draft.former_skeleton) == ("Before", "", "ask-advice")


@pytest.mark.parametrize("began", ["own-99999999", "own-x", "own-" + "9" * 40, "skeleton-nothing", "nonsense"])
def test_a_beginning_that_is_none_or_somebody_elses_counts_as_none(
    alices: Client, alice: User, mallory: User, began: str
) -> None:
    target = TargetFactory.create(campaign=CampaignFactory.create(owner=alice))
    hers = MessageTemplateFactory.create(owner=mallory)
    form = {"number": "1", "page": "one", "version": "0", "channel": "email", "subject": "Rail", "body": "May I?"}

    for named in (began, f"own-{hers.pk}"):
        alices.post(f"/outreach/write/target/{target.pk}/save/", {**form, "began": named})
        draft = Draft.for_user(alice).get()
        assert (draft.template, draft.skeleton) == (None, "")
        draft.delete()


def test_attempts_from_before_get_what_stands_there_now(alice: User) -> None:
    migration = import_module("outreach.migrations.0009_what_an_attempt_began_with")
    told = CampaignFactory.create(owner=alice, kind="announcement", follows="once")
    for campaign in (CampaignFactory.create(owner=alice), told):
        contact = ContactFactory.create(owner=alice, tie="strong")
        target = TargetFactory.create(campaign=campaign, contact=contact, ask_kind="referral")
        AttemptFactory.create(target=target)

    migration.as_they_stand_now(apps, None)

    assert list(Attempt.for_user(alice).order_by("pk").values_list("ask_kind", "tie")) == [
        ("referral", "strong"),
        ("", "strong"),
    ]
