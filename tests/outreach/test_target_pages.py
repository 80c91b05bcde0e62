"""The page of one pursuit, and every move made from it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Contact, Interaction
from outreach import pursuit
from outreach.models import Attempt, Campaign, Move, Target
from tests.conftest import MONDAY, MORNING
from tests.factories import (
    AttemptFactory,
    CampaignFactory,
    ContactFactory,
    ContactPointFactory,
    OrganizationFactory,
    TargetFactory,
)

STATES = ("idea", "ready", "waiting", "replied", "meeting", "not_now", "declined", "wrong_person", "no_reply", "done")
HEARD = {"heard_on": "2026-11-23", "channel": "email", "text": "What they said"}
ATTEMPT = {"expected_number": "1", "channel": "email", "made_on": "2026-11-23", "text": "Dear Tobias"}


@pytest.fixture(autouse=True)
def monday_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def tobias(alice: User) -> Contact:
    return ContactFactory.create(
        owner=alice,
        first_name="Tobias",
        last_name="Krüger",
        how_known="Met in Berlin",
        organization=OrganizationFactory.create(owner=alice, name="Kessel"),
    )


@pytest.fixture
def ready(alice: User, tobias: Contact) -> Target:
    return TargetFactory.create(campaign=CampaignFactory.create(owner=alice), contact=tobias)


@pytest.fixture
def waiting(ready: Target) -> Target:
    pursuit.log_attempt(ready, channel="email", made_on=MONDAY, text="First words", on=MONDAY, expected_number=1)
    return ready


@pytest.fixture
def silent(ready: Target) -> Target:
    """All five made, the last long enough ago."""
    for number, day in enumerate((2, 5, 12, 21, 30), start=1):
        made_on = date(2026, 9, day)
        pursuit.log_attempt(ready, channel="email", made_on=made_on, on=made_on, expected_number=number)
    return ready


def url(target: Target, path: str = "") -> str:
    return f"/outreach/targets/{target.pk}/{path}"


def state_of(target: Target) -> str:
    return Target.unscoped.get(pk=target.pk).state


def in_state(user: User, state: str, **fields: Any) -> Target:
    return TargetFactory.create(
        campaign=CampaignFactory.create(owner=user),
        state=state,
        reason="" if state == "idea" else "Why",
        next_attempt_on=MONDAY if state in ("ready", "waiting") else None,
        revisit_on=MONDAY if state == "not_now" else None,
        **fields,
    )


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_its_page_with_the_moves_it_allows(alices: Client, alice: User, state: str) -> None:
    """P22, P23, P24."""
    target = in_state(alice, state)
    outcomes = {"reply/", "not-now/", "wrong-person/", "declined/", "attempt/", "reopen/", "no-reply/"}

    page = alices.get(url(target)).content.decode()

    offered = {path for path in outcomes if f'action="{url(target, path)}"' in page}
    assert (
        offered
        == {
            "idea": set(),
            "ready": {"attempt/", "reply/", "not-now/", "wrong-person/", "declined/"},
            "waiting": {"attempt/", "reply/", "not-now/", "wrong-person/", "declined/"},
            "replied": {"reopen/", "not-now/", "wrong-person/", "declined/"},
            "meeting": {"not-now/", "wrong-person/", "declined/"},
            "not_now": {"reopen/", "reply/", "not-now/", "wrong-person/", "declined/"},
            "declined": {"reopen/", "reply/", "not-now/", "wrong-person/"},
            "wrong_person": {"reopen/", "reply/"},
            "no_reply": {"reply/", "not-now/", "wrong-person/", "declined/"},
            "done": {"reopen/", "reply/"},
        }[state]
    )
    assert ("/interviews/new/?target=" in page) is (state not in ("idea", "meeting"))


def test_the_page_proposes_the_policys_step(alices: Client, waiting: Target) -> None:
    """P22: a call is next, on its business day."""
    response = alices.get(url(waiting))

    form = response.context["forms"]["attempt"]
    page = response.content.decode()
    assert form.initial == {"expected_number": 2, "channel": "call", "made_on": MONDAY}
    assert "Attempt 2 of 5: a call" in page
    assert "First words" in page
    assert f"/outreach/write/target/{waiting.pk}/" in page


def test_the_page_shows_who_they_are(alices: Client, alice: User, ready: Target, tobias: Contact) -> None:
    """P07, P50."""
    ContactPointFactory.create(contact=tobias, value="tobias@example.com")
    tobias.introduced_by = ContactFactory.create(owner=alice, first_name="Ana", last_name="Reis")
    tobias.save()
    TargetFactory.create(campaign=CampaignFactory.create(owner=alice, name="Robots"), contact=tobias, state="done")

    page = alices.get(url(ready)).content.decode()

    for said in ("Met in Berlin", "mailto:tobias@example.com", "Ana Reis", "Robots", "She built the Lyon depot"):
        assert said in page


def test_the_page_costs_the_same_queries_however_long_the_history(alices: Client, alice: User, ready: Target) -> None:
    pursuit.log_attempt(ready, channel="email", made_on=MONDAY, on=MONDAY, expected_number=1)
    alices.get(url(ready))
    with CaptureQueriesContext(connection) as one:
        alices.get(url(ready))
    pursuit.log_attempt(ready, channel="email", made_on=MONDAY, on=MONDAY, expected_number=2)
    pursuit.log_attempt(ready, channel="email", made_on=MONDAY, on=MONDAY, expected_number=3)
    with CaptureQueriesContext(connection) as three:
        alices.get(url(ready))

    assert len(one) == len(three)


@pytest.mark.parametrize("name", ["reply", "declined", "not_now", "wrong_person"])
def test_a_form_named_in_the_address_stands_open(alices: Client, waiting: Target, name: str) -> None:
    page = " ".join(alices.get(url(waiting), {"do": name}).content.decode().split())

    assert f'id="{name}" open>' in page
    assert page.count(" open>") == 1


def test_the_users_own_record_is_told_once_it_says_something(alices: Client, alice: User, ready: Target) -> None:
    """P15: with its n."""
    before = alices.get(url(ready)).content.decode()
    for number in range(5):
        target = in_state(alice, "waiting", attempts_made=1)
        if number:
            pursuit.log_reply(target, answer=pursuit.Answer(heard_on=MONDAY, channel="email"), on=MONDAY)
        else:
            Target.unscoped.filter(pk=target.pk).update(state="no_reply", next_attempt_on=None)
    after = alices.get(url(ready)).content.decode()

    assert "people you asked" not in before
    assert "4 of the 5 people you asked have answered so far." in after


def test_a_reason_makes_an_idea_ready(alices: Client, alice: User) -> None:
    """P07, P08."""
    wei = ContactFactory.create(owner=alice, first_name="Wei", how_known="")
    target = in_state(alice, "idea", contact=wei)

    response = alices.post(
        url(target, "reason/"), {"reason": "Knows who signs", "how_known": "Ana’s uncle", "ask_kind": "introduction"}
    )

    fresh = Target.unscoped.select_related("contact").get(pk=target.pk)
    assert (response.status_code, response.headers["Location"]) == (302, url(target))
    assert (fresh.state, fresh.reason, fresh.ask_kind, fresh.contact.how_known) == (
        "ready",
        "Knows who signs",
        "introduction",
        "Ana’s uncle",
    )
    assert "Wei is ready. Next: an e-mail on Monday 23 November." in alices.get(url(target)).content.decode()


def test_a_blank_how_known_is_asked_for_with_the_reason_kept(alices: Client, alice: User) -> None:
    """P07."""
    target = in_state(alice, "idea", contact=ContactFactory.create(owner=alice, how_known=""))

    response = alices.post(url(target, "reason/"), {"reason": "Knows who signs", "ask_kind": "advice"})

    assert response.status_code == 422
    assert "Knows who signs" in response.content.decode()
    assert list(response.context["forms"]["reason"].errors) == ["how_known"]
    assert state_of(target) == "idea"


def test_a_reason_can_be_said_better_without_a_move(alices: Client, waiting: Target) -> None:
    response = alices.post(url(waiting, "reason/"), {"reason": "Better", "ask_kind": "referral"})
    refused = alices.post(url(waiting, "reason/"), {"reason": "", "ask_kind": "advice"})

    fresh = Target.unscoped.get(pk=waiting.pk)
    assert (response.status_code, refused.status_code) == (302, 422)
    assert (fresh.reason, fresh.ask_kind, fresh.state) == ("Better", "referral", "waiting")


def test_logging_an_attempt_offers_to_undo_it(alices: Client, ready: Target) -> None:
    """P22."""
    response = alices.post(url(ready, "attempt/"), ATTEMPT)
    page = alices.get(response.headers["Location"]).content.decode()
    move = Move.unscoped.get()
    undone = alices.post(f"/outreach/moves/{move.pk}/undo/")

    assert "You e-mailed Tobias. Next: a call on Thursday 26 November." in page
    assert f'action="/outreach/moves/{move.pk}/undo/"' in page
    assert undone.headers["Location"] == url(ready)
    assert (state_of(ready), Attempt.unscoped.count(), Interaction.unscoped.count()) == ("ready", 0, 0)


def test_undoing_what_was_followed_by_something_says_so(alices: Client, waiting: Target) -> None:
    move = Move.unscoped.get()
    pursuit.log_reply(waiting, answer=pursuit.Answer(heard_on=MONDAY, channel="email"), on=MONDAY)

    alices.post(f"/outreach/moves/{move.pk}/undo/")

    assert "Something else has happened since" in alices.get(url(waiting)).content.decode()
    assert state_of(waiting) == "replied"


def test_the_same_attempt_from_two_tabs_is_logged_once(alices: Client, ready: Target) -> None:
    """P22."""
    alices.post(url(ready, "attempt/"), ATTEMPT)
    second = alices.post(url(ready, "attempt/"), ATTEMPT)

    page = alices.get(second.headers["Location"]).content.decode()
    assert "Attempt 1 was already logged. Nothing was doubled." in page
    assert (Attempt.unscoped.count(), Interaction.unscoped.count()) == (1, 1)


@pytest.mark.parametrize(
    ("path", "fields", "state"),
    [
        ("reply/", HEARD, "replied"),
        ("declined/", HEARD, "declined"),
        ("not-now/", HEARD | {"revisit_on": "2027-03-01"}, "not_now"),
        ("wrong-person/", HEARD, "wrong_person"),
        ("done/", {}, "done"),
    ],
)
def test_each_outcome_is_logged_from_its_form(
    alices: Client, waiting: Target, path: str, fields: dict[str, str], state: str
) -> None:
    """P23, P24."""
    response = alices.post(url(waiting, path), fields)

    assert (response.status_code, response.headers["Location"]) == (302, url(waiting))
    assert state_of(waiting) == state
    heard = list(Interaction.unscoped.filter(direction="incoming").values_list("summary", flat=True))
    assert heard == (["What they said"] if fields else [])


@pytest.mark.parametrize(
    ("path", "fields", "error"),
    [
        ("attempt/", ATTEMPT | {"expected_number": "2", "made_on": "2026-11-24"}, "That day is still to come."),
        ("attempt/", ATTEMPT | {"expected_number": "2", "made_on": "2026-11-22"}, "this one cannot be earlier"),
        ("attempt/", ATTEMPT | {"expected_number": "3"}, "All 5 attempts are made"),
        ("reply/", HEARD | {"heard_on": "2026-11-24"}, "That day is still to come."),
        ("declined/", HEARD | {"channel": "pigeon"}, "Select a valid choice"),
        ("not-now/", HEARD | {"revisit_on": "2026-11-23"}, "Choose a date ahead"),
        ("not-now/", HEARD, "This field is required."),
        ("wrong-person/", HEARD | {"last_name": "Okafor"}, "Who is it? A first name is enough."),
    ],
)
def test_bad_input_changes_nothing_and_keeps_the_text(
    alices: Client, waiting: Target, path: str, fields: dict[str, str], error: str
) -> None:
    before = Target.unscoped.values().get(pk=waiting.pk)

    response = alices.post(url(waiting, path), fields)

    page = response.content.decode()
    assert response.status_code == 422
    assert error in page
    assert fields["text"] in page
    assert Target.unscoped.values().get(pk=waiting.pk) == before
    assert Interaction.unscoped.count() == 1


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("attempt/", ATTEMPT | {"expected_number": "2", "text": "Long letter"}),
        ("declined/", HEARD | {"text": "Long letter"}),
        ("wrong-person/", HEARD | {"text": "Long letter"}),
    ],
)
def test_a_move_that_is_no_longer_possible_keeps_what_was_written(
    alices: Client, waiting: Target, path: str, fields: dict[str, str]
) -> None:
    """Another tab was quicker: the refusal says what is possible, the text can be copied."""
    pursuit.finish(waiting, on=MONDAY)

    response = alices.post(url(waiting, path), fields)

    page = response.content.decode()
    assert response.status_code == 422
    assert "stands at “done”" in page
    assert "Long letter" in page
    assert state_of(waiting) == "done"


def test_not_now_before_the_first_attempt_asks_for_the_date_alone(alices: Client, ready: Target) -> None:
    fields = list(alices.get(url(ready)).context["forms"]["not_now"].fields)

    alices.post(url(ready, "not-now/"), {"revisit_on": "2027-03-01"})

    assert fields == ["revisit_on"]
    assert (state_of(ready), Interaction.unscoped.count()) == ("not_now", 0)
    assert "You come back to Tobias on Monday 1 March 2027." in alices.get(url(ready)).content.decode()


def test_whom_they_named_is_proposed_for_the_same_campaign(alices: Client, waiting: Target, tobias: Contact) -> None:
    """P24."""
    initial = alices.get(url(waiting)).context["forms"]["wrong_person"].initial["organization_name"]

    response = alices.post(url(waiting, "wrong-person/"), HEARD | {"first_name": "Ben", "organization_name": "Kessel"})

    ben = Contact.unscoped.get(first_name="Ben")
    assert initial == "Kessel"
    assert response.headers["Location"] == f"/outreach/add/?contact={ben.pk}&campaign={waiting.campaign_id}"
    assert (ben.introduced_by, ben.organization) == (tobias, tobias.organization)
    page = alices.get(response.headers["Location"]).content.decode()
    assert "Ben is among your people, introduced by Tobias." in page


def test_a_no_leads_to_the_next_candidate(alices: Client, waiting: Target) -> None:
    """P24."""
    campaign = waiting.campaign
    idea = TargetFactory.create(campaign=campaign, state="idea", reason="", next_attempt_on=None)
    ready = TargetFactory.create(campaign=campaign)
    TargetFactory.create(campaign=campaign, state="done")
    alices.post(url(waiting, "declined/"), HEARD)

    response = alices.get(url(waiting))

    assert response.context["next_candidates"] == [ready, idea]
    assert f"/outreach/{campaign.pk}/next/" in response.content.decode()


def test_after_five_attempts_it_can_be_closed_with_a_far_revisit(alices: Client, silent: Target) -> None:
    """P22, P23."""
    page = alices.get(url(silent)).content.decode()
    too_soon = alices.post(url(silent, "no-reply/"), {"revisit_on": "2027-05-22"})
    closed = alices.post(url(silent, "no-reply/"), {"revisit_on": "2027-05-23"})

    assert "Call it a day" in page
    assert (too_soon.status_code, closed.status_code) == (422, 302)
    assert "Leave at least half a year: 23 May 2027 or later." in too_soon.content.decode()
    fresh = Target.unscoped.get(pk=silent.pk)
    assert (fresh.state, fresh.revisit_on) == ("no_reply", date(2027, 5, 23))
    assert "You come back on 23 May 2027." in alices.get(url(silent)).content.decode()


def test_while_the_last_attempt_may_be_answered_there_is_nothing_to_do(alices: Client, silent: Target) -> None:
    """P23."""
    Target.unscoped.filter(pk=silent.pk).update(close_out_on=MONDAY + timedelta(days=2))

    page = alices.get(url(silent)).content.decode()
    refused = alices.post(url(silent, "no-reply/"), {"revisit_on": ""})

    assert "Tobias has until Wednesday to answer." in " ".join(page.split())
    assert refused.status_code == 422
    assert "Tobias still has time to answer." in refused.content.decode()
    assert state_of(silent) == "waiting"


def test_reopening_puts_an_attempt_on_today(alices: Client, alice: User) -> None:
    target = in_state(alice, "not_now")

    alices.post(url(target, "reopen/"))

    assert "Next: an e-mail on Monday 23 November." in alices.get(url(target)).content.decode()
    assert state_of(target) == "ready"


def test_a_meeting_can_be_called_off(alices: Client, alice: User) -> None:
    target = in_state(alice, "meeting")

    alices.post(url(target, "meeting-off/"))

    assert state_of(target) == "replied"


@pytest.mark.parametrize("path", ["reopen/", "meeting-off/"])
def test_buttons_pressed_too_late_say_why_nothing_happened(alices: Client, waiting: Target, path: str) -> None:
    response = alices.post(url(waiting, path), follow=True)

    assert "Tobias stands at “reached out”" in response.content.decode()
    assert state_of(waiting) == "waiting"


def test_a_closed_campaign_asks_for_no_attempt(alices: Client, ready: Target) -> None:
    Campaign.unscoped.update(closed_on=MONDAY)

    page = alices.get(url(ready)).content.decode()
    refused = alices.post(url(ready, "attempt/"), ATTEMPT)

    assert "No attempt is due in it any more." in page
    assert f'action="{url(ready, "attempt/")}"' not in page
    assert refused.status_code == 422
    assert "Reopen the campaign to go on with Tobias." in refused.content.decode()
    assert "Dear Tobias" in refused.content.decode()


def test_taking_someone_out_says_what_goes_and_leaves_the_timeline(alices: Client, waiting: Target) -> None:
    shown = " ".join(alices.get(url(waiting, "delete/")).content.decode().split())
    kept = Target.unscoped.count()
    response = alices.post(url(waiting, "delete/"))

    assert "the record of 1 attempt." in shown
    assert kept == 1
    assert response.headers["Location"] == f"/outreach/{waiting.campaign_id}/"
    assert (Target.unscoped.count(), Interaction.unscoped.count()) == (0, 1)


PATHS = (
    "attempt/", "reply/", "declined/", "not-now/", "wrong-person/", "no-reply/", "reopen/", "done/", "meeting-off/",
    "reason/", "delete/", "",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_strangers_find_no_target(mallorys: Client, waiting: Target, path: str) -> None:
    before = Target.unscoped.values().get(pk=waiting.pk)

    answers = {mallorys.get(url(waiting, path)).status_code, mallorys.post(url(waiting, path), HEARD).status_code}

    assert answers - {405} == {404}
    assert Target.unscoped.values().get(pk=waiting.pk) == before


@pytest.mark.parametrize("path", PATHS[:10])
def test_moves_are_posts(alices: Client, waiting: Target, path: str) -> None:
    assert alices.get(url(waiting, path)).status_code == 405
    assert state_of(waiting) == "waiting"


def test_strangers_cannot_undo(mallorys: Client, alices: Client, waiting: Target) -> None:
    undo = f"/outreach/moves/{Move.unscoped.get().pk}/undo/"

    answers = [mallorys.post(undo).status_code, mallorys.get(undo).status_code, alices.get(undo).status_code]

    assert answers == [404, 405, 405]
    assert state_of(waiting) == "waiting"


def test_a_persons_page_can_show_their_campaigns(alice: User, waiting: Target, tobias: Contact) -> None:
    request = RequestFactory().get("/")
    request.on, request.user = MONDAY, alice  # type: ignore[attr-defined]
    template = Template("{% load outreach_about %}{% targets_of contact %}")

    with CaptureQueriesContext(connection) as captured:
        page = template.render(Context({"request": request, "contact": tobias}))

    assert url(waiting) in page
    assert "Attempt 2 of 5 · call Thursday" in page
    assert f"/outreach/add/?contact={tobias.pk}" in page
    assert len(captured) == 2


def test_a_person_set_aside_is_not_offered_for_outreach(alice: User) -> None:
    request = RequestFactory().get("/")
    request.on, request.user = MONDAY, alice  # type: ignore[attr-defined]
    gone = ContactFactory.create(owner=alice, is_archived=True)
    template = Template("{% load outreach_about %}{% targets_of contact %}")

    page = template.render(Context({"request": request, "contact": gone}))

    assert "In no campaign." in page
    assert "/outreach/add/" not in page


def test_an_attempt_shows_its_number_within_its_round(alices: Client, waiting: Target) -> None:
    pursuit.decline(waiting, answer=pursuit.Answer(heard_on=MONDAY, channel="email"), on=MONDAY)
    pursuit.reopen(waiting, on=MONDAY)
    pursuit.log_attempt(waiting, channel="letter", made_on=MONDAY, on=MONDAY, expected_number=2)

    page = alices.get(url(waiting)).content.decode()

    assert page.count("Attempt 1: letter or card") == 1
    assert page.count("Attempt 1: e-mail") == 1
    assert Attempt.unscoped.count() == 2


def test_the_channel_of_an_answer_follows_the_last_attempt(alices: Client, ready: Target) -> None:
    AttemptFactory.create(target=ready, number=1, channel="letter")
    AttemptFactory.create(target=ready, number=2, channel="call")

    assert alices.get(url(ready)).context["forms"]["reply"].initial["channel"] == "call"
