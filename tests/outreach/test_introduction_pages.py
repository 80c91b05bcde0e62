"""Introductions in the browser: asked for from Paths, written, followed, made, told of (P27, P42)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import SearchBrief, User
from contacts.models import Contact, Interaction
from outreach.introducing import beginning, steps
from outreach.introducing.steps import Words
from outreach.models import Draft, Introduction, IntroductionState, StepKind, Target
from tests.conftest import MONDAY, MORNING
from tests.factories import CampaignFactory, ContactFactory, IntroductionFactory, OrganizationFactory

S, K = IntroductionState, StepKind
SAID = {"said_on": "2026-11-23", "channel": "email", "text": "Gladly."}
LINES = "“I planned freight at Acme. I would like to hear from Tobias how Kessel left spreadsheets. A no is all right.”"
BODY = f"Dear Ana,\n\nTobias left spreadsheets behind, and I plan rail freight. {LINES}\n\nWould you introduce us?"


@pytest.fixture(autouse=True)
def monday_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def ana(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Ana", last_name="Ferreira", tie="strong")


@pytest.fixture
def tobias(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Tobias", last_name="Krüger")


@pytest.fixture
def idea(ana: Contact, tobias: Contact) -> Introduction:
    return beginning.note(connector=ana, whom=tobias, why="Left spreadsheets behind", on=MONDAY)


def url(introduction: Introduction, path: str = "") -> str:
    return f"/outreach/introductions/{introduction.pk}/{path}"


def write_url(introduction: Introduction, path: str = "") -> str:
    return f"/outreach/write/introduction/{introduction.pk}/{path}"


def message(body: str = BODY, number: int = 1, **more: Any) -> dict[str, Any]:
    page = {"page": "one", "version": "0", "channel": "email", "subject": "Tobias?", "made_on": "2026-11-23"}
    return {**page, "number": number, "body": body, **more}


def text(response: Any) -> str:
    return str(response.content.decode())


# Asking


def test_paths_lead_to_asking_with_both_filled(alices: Client, ana: Contact, tobias: Contact) -> None:
    tobias.introduced_by = ana
    tobias.save()

    page = text(alices.get(f"{reverse('contacts:network_paths')}?person={tobias.pk}"))

    assert f"/outreach/introductions/new/?connector={ana.pk}&amp;whom={tobias.pk}" in page


def test_asking_notes_it_and_goes_on_to_the_words(alices: Client, alice: User, ana: Contact, tobias: Contact) -> None:
    SearchBrief.unscoped.create(owner=alice, news="I planned freight at Acme.")
    campaign = CampaignFactory.create(owner=alice)
    address = f"/outreach/introductions/new/?connector={ana.pk}&whom={tobias.pk}"

    form = text(alices.get(address))
    response = alices.post(address, {"why": "Left spreadsheets behind", "campaign": campaign.pk})

    introduction = Introduction.for_user(alice).get()
    assert "Ask Ana Ferreira for an introduction" in form
    assert response.headers["Location"] == write_url(introduction)
    assert (introduction.connector, introduction.whom, introduction.campaign, introduction.state) == (
        ana, tobias, campaign, S.IDEA,
    )  # fmt: skip

    page = alices.get(write_url(introduction))
    body = page.context["form"]["body"].value()
    assert "from Tobias Krüger, Head of Logistics, because [Left spreadsheets behind]." in body
    assert "“I planned freight at Acme. I would like to hear from Tobias about [the topic" in body
    assert [each.check for each in page.context["reading"].findings] == ["leaves_no_gap"]
    assert not Draft.for_user(alice).exists()


def test_asking_without_anybody_named_offers_a_picker(alices: Client, alice: User, ana: Contact) -> None:
    wish = "Someone in data at Acme"

    empty = alices.post("/outreach/introductions/new/", {"why": "x", "wish": wish, "connector_name": ""})
    offered = text(alices.get("/people/pick/?field=connector&connector_name=Ana"))
    alices.post("/outreach/introductions/new/", {"why": "Numbers", "wish": wish, "connector_name": "Ana", "later": "1"})

    introduction = Introduction.for_user(alice).get()
    assert (empty.status_code, "Ana Ferreira" in offered) == (422, True)
    assert wish in text(empty)
    assert (introduction.connector, introduction.whom, introduction.wish) == (ana, None, wish)


def test_a_wish_that_is_somebody_s_name_is_them(alices: Client, alice: User, ana: Contact, tobias: Contact) -> None:
    alices.post(f"/outreach/introductions/new/?connector={ana.pk}", {"why": "Rail", "wish": "tobias krüger"})

    assert Introduction.for_user(alice).get().whom == tobias


def test_asking_again_shows_where_it_stands(alices: Client, idea: Introduction, ana: Contact, tobias: Contact) -> None:
    steps.take(idea, K.ASKED, on=MONDAY)

    response = alices.post(
        f"/outreach/introductions/new/?connector={ana.pk}&whom={tobias.pk}", {"why": "Again"}, follow=True
    )

    assert "You asked Ana already. This is where it stands." in text(response)


@pytest.mark.parametrize("query", ["connector=x", "connector=999999", "whom=-1", f"whom={10**20}"])
def test_strange_people_are_not_found(alices: Client, alice: User, query: str) -> None:
    assert alices.get(f"/outreach/introductions/new/?{query}").status_code == 404


def test_whoever_is_not_to_be_contacted_is_refused_with_what_was_typed(alices: Client, ana: Contact) -> None:
    Contact.unscoped.filter(pk=ana.pk).update(do_not_contact=True)

    response = alices.post(f"/outreach/introductions/new/?connector={ana.pk}", {"why": "Numbers", "wish": "Ben"})

    assert response.status_code == 422
    assert "You marked them do-not-contact." in text(response)
    assert "Numbers" in text(response)


# Writing


def test_the_ask_is_logged_as_sent_once(alices: Client, alice: User, idea: Introduction, ana: Contact) -> None:
    first = alices.post(write_url(idea, "sent/"), message(), follow=True)
    second = alices.post(write_url(idea, "sent/"), message(page="two"), follow=True)

    idea.refresh_from_db()
    touch = Interaction.for_user(alice).get()
    assert (idea.state, touch.contact, touch.direction, touch.summary) == (
        S.ASKED, ana, "outgoing", f"Subject: Tobias?\n\n{BODY}",
    )  # fmt: skip
    assert "Noted that you asked Ana. If nothing comes, Rapport says so on Monday 30 November." in text(first)
    assert "That was noted already, on 23 November. Nothing was doubled." in text(second)
    assert not Draft.for_user(alice).exists()


@pytest.mark.parametrize(
    ("body", "check"),
    [
        (BODY.replace("Tobias", "him"), "names_whom"),
        (BODY.replace(LINES, ""), "can_be_passed_on"),
        ("Dear Ana, Tobias plans rail freight. Would you introduce us?", "says_why_them"),
        (BODY.replace("?", "."), "ends_in_a_question"),
    ],
)  # fmt: skip
def test_the_checks_look_at_what_an_introduction_needs(
    alices: Client, idea: Introduction, body: str, check: str
) -> None:
    alices.post(write_url(idea, "save/"), message(body, subject="A question"))

    findings = {each.check: each for each in alices.get(write_url(idea)).context["reading"].findings}
    assert check in findings
    assert "Ana" not in findings[check].says or check == "can_be_passed_on"


@pytest.mark.parametrize(
    ("kinds", "skeleton", "purpose"),
    [
        ((), "skeleton-ask-introduction", "ask"),
        ((K.ASKED,), "skeleton-nudge-introduction", "nudge"),
        ((K.ASKED, K.AGREED), "skeleton-nudge-introduction", "nudge"),
    ],
)
def test_each_step_begins_with_its_words(
    alices: Client, idea: Introduction, kinds: tuple[StepKind, ...], skeleton: str, purpose: str
) -> None:
    for kind in kinds:
        steps.take(idea, kind, on=MONDAY)

    page = alices.get(write_url(idea))

    assert (page.context["fits"][0][0].key, page.context["draft"].purpose) == (skeleton, purpose)


def test_thanks_and_report_begin_with_theirs_and_are_logged(alices: Client, alice: User, idea: Introduction) -> None:
    alices.post(url(idea, "made/"), SAID)
    thanks = alices.get(write_url(idea))
    alices.post(write_url(idea, "sent/"), message("Dear Ana, thank you for Tobias.", number=2))
    nothing = alices.get(write_url(idea))
    alices.post(url(idea, "step/met/"), {"said_on": "2026-11-23"})
    report = alices.get(write_url(idea))
    done = alices.post(write_url(idea, "sent/"), message("Dear Ana, Tobias and I talked.", number=4), follow=True)

    idea.refresh_from_db()
    assert [page.context["fits"][0][0].key for page in (thanks, report)] == [
        "skeleton-thank-introduction",
        "skeleton-report-introduction",
    ]
    assert "You thanked Ana already." in text(nothing)
    assert (idea.state, idea.thanked_on, idea.told_on) == (S.TOLD, MONDAY, MONDAY)
    assert "Ana knows how it went." in text(done)


def test_a_draft_left_over_says_so(alices: Client, idea: Introduction) -> None:
    alices.post(write_url(idea, "save/"), message())
    steps.take(idea, K.ASKED, on=MONDAY)

    assert "You began this for an earlier step, which was noted without it." in text(alices.get(write_url(idea)))


# Steps


def test_agreeing_is_noted_with_their_words_and_taken_back(alices: Client, idea: Introduction) -> None:
    steps.take(idea, K.ASKED, on=MONDAY)

    said = text(alices.post(url(idea, "step/agreed/"), {**SAID, "expected": "1"}, follow=True))
    idea.refresh_from_db()
    step = steps.last_undoable(idea)
    assert ("Ana agreed." in said, idea.state, step is not None) == (True, S.AGREED, True)
    assert Interaction.unscoped.filter(direction="incoming", summary="Gladly.").count() == 1

    alices.post(f"/outreach/introductions/steps/{step.pk if step else 0}/undo/")
    idea.refresh_from_db()
    assert (idea.state, Interaction.unscoped.filter(direction="incoming").count()) == (S.ASKED, 0)


def test_double_opt_in_is_noted_with_its_date(alices: Client, idea: Introduction) -> None:
    alices.post(url(idea, "step/opted_in/"), {"said_on": "2026-11-20"})

    assert "Tobias said yes last Friday, before you were introduced." in " ".join(text(alices.get(url(idea))).split())


@pytest.mark.parametrize("kind", ["agreed", "nudged", "met", "told", "thanked", "declined"])
def test_a_step_that_cannot_be_taken_says_what_can_also_by_url(alices: Client, idea: Introduction, kind: str) -> None:
    response = alices.post(url(idea, f"step/{kind}/"), SAID)

    assert response.status_code == 422
    assert "From here you can note that you asked" in text(response)
    assert "This is what you wrote:" in text(response) or kind == "met"


def test_unknown_steps_are_not_found(alices: Client, idea: Introduction) -> None:
    answers = [alices.post(url(idea, f"step/{kind}/"), SAID).status_code for kind in ("nonsense", "made")]
    answers.append(alices.get(url(idea, "step/asked/")).status_code)

    assert answers == [404, 404, 405]


def test_a_day_to_come_is_refused(alices: Client, idea: Introduction) -> None:
    response = alices.post(url(idea, "step/asked/"), {**SAID, "said_on": "2026-11-24"})

    assert response.status_code == 422
    assert "That day is still to come." in text(response)
    assert "Gladly." in text(response)


def test_two_tabs_log_one_nudge(alices: Client, idea: Introduction) -> None:
    steps.take(idea, K.ASKED, on=MONDAY)

    for _ in range(2):
        answer = alices.post(url(idea, "step/nudged/"), {**SAID, "expected": "1"}, follow=True)

    idea.refresh_from_db()
    assert (idea.nudge_count, "Nothing was doubled." in text(answer)) == (1, True)


def test_made_names_the_wish_and_joins_the_campaign(alices: Client, alice: User, ana: Contact) -> None:
    idea = beginning.note(connector=ana, wish="Someone in data at Acme", why="Numbers", on=MONDAY)
    campaign = CampaignFactory.create(owner=alice)
    ines = {"first_name": "Ines", "last_name": "Lima", "organization_name": "Acme", "email": "ines@acme.example"}

    nobody = alices.post(url(idea, "made/"), SAID)
    alices.post(url(idea, "made/"), {**SAID, **ines, "campaign": campaign.pk})

    made = Contact.for_user(alice).get(first_name="Ines")
    idea.refresh_from_db()
    assert (nobody.status_code, "Who was it? A first name is enough." in text(nobody)) == (422, True)
    assert (made.introduced_by, idea.whom, Target.for_user(alice).get().reason) == (
        ana, made, "Ana introduced us. Numbers",
    )  # fmt: skip


def test_made_with_one_of_your_people(alices: Client, alice: User, ana: Contact, tobias: Contact) -> None:
    idea = beginning.note(connector=ana, wish="Someone at Kessel", on=MONDAY)

    alices.post(url(idea, "made/"), {**SAID, "whom_name": "Tobias", "whom": tobias.pk})

    idea.refresh_from_db()
    tobias.refresh_from_db()
    assert (idea.whom, tobias.introduced_by) == (tobias, ana)


@pytest.mark.parametrize(("answer", "expected"), [("no", "Ben"), ("yes", "Ana")])
def test_made_asks_before_it_changes_who_led_there(
    alices: Client, alice: User, idea: Introduction, tobias: Contact, answer: str, expected: str
) -> None:
    tobias.introduced_by = ContactFactory.create(owner=alice, first_name="Ben", last_name="")
    tobias.save()

    page = text(alices.get(url(idea)))
    unsaid = alices.post(url(idea, "made/"), SAID)
    alices.post(url(idea, "made/"), {**SAID, "introducer": answer})

    tobias.refresh_from_db()
    assert ("Ben, as it stands" in page, unsaid.status_code) == (True, 422)
    assert tobias.introduced_by is not None
    assert tobias.introduced_by.first_name == expected


def test_saying_it_better_keeps_what_is_known(alices: Client, idea: Introduction) -> None:
    alices.post(url(idea, "edit/"), {"why": "Runs rail", "lines": "Two lines.", "wish": "Nobody"})

    idea.refresh_from_db()
    assert (idea.why, idea.lines, idea.wish) == ("Runs rail", "Two lines.", "Tobias Krüger")


def test_a_wish_cannot_become_blank(alices: Client, ana: Contact) -> None:
    idea = beginning.note(connector=ana, wish="Someone at Kessel", on=MONDAY)

    response = alices.post(url(idea, "edit/"), {"why": "Runs rail", "lines": "", "wish": " "})

    assert response.status_code == 422
    assert "Runs rail" in text(response)


def test_taking_it_out_keeps_the_timeline(alices: Client, alice: User, idea: Introduction) -> None:
    steps.take(idea, K.ASKED, words=Words(said_on=MONDAY, text="Would you?"), on=MONDAY)

    asked = text(alices.get(url(idea, "delete/")))
    alices.post(url(idea, "delete/"))

    assert "everything you wrote and heard, in the timelines" in asked
    assert (Introduction.for_user(alice).exists(), Interaction.for_user(alice).get().summary) == (False, "Would you?")


def test_what_happened_is_shown_when_people_are_gone(alices: Client, idea: Introduction, ana: Contact) -> None:
    steps.take(idea, K.ASKED, on=MONDAY)
    ana.delete()

    page = text(alices.get(url(idea)))

    assert "You asked Ana Ferreira" in page
    assert "Ana Ferreira" in text(alices.get("/outreach/introductions/"))
    assert alices.get(write_url(idea)).status_code == 404


# Where they show


def test_the_list_says_what_is_next_and_what_is_behind(alices: Client, idea: Introduction, ana: Contact) -> None:
    other = beginning.note(connector=ana, wish="Someone at Acme", on=MONDAY)
    steps.take(other, K.RESTED, on=MONDAY)

    page = alices.get("/outreach/introductions/")

    assert [row["to_do"] for row in page.context["rows"]] == ["Ask Ana to introduce you to Tobias"]
    assert [row["since"] for row in page.context["closed"]] == ["Let rest today"]


def test_the_empty_list_teaches(alices: Client, alice: User) -> None:
    assert "Let someone who knows you go first" in text(alices.get("/outreach/introductions/"))


def test_a_person_s_page_shows_theirs(alices: Client, idea: Introduction, ana: Contact, tobias: Contact) -> None:
    anas, tobias_page = (text(alices.get(f"/people/{contact.pk}/")) for contact in (ana, tobias))

    assert "To Tobias Krüger" in anas
    assert "By Ana Ferreira" in tobias_page
    assert f"/outreach/introductions/new/?connector={ana.pk}" in anas


def test_today_leads_to_the_words(alices: Client, idea: Introduction) -> None:
    alices.post(url(idea, "made/"), SAID)

    page = text(alices.get("/"))

    assert "Thank Ana for the introduction to Tobias" in page
    assert write_url(idea) in page


@pytest.mark.parametrize("path", ["/outreach/introductions/", "detail", "write"])
def test_pages_ask_no_more_of_the_database_for_more_rows(alices: Client, alice: User, path: str) -> None:
    counts = []
    for _ in range(2):
        for _ in range(2):
            connector = ContactFactory.create(owner=alice, organization=OrganizationFactory.create(owner=alice))
            whom = ContactFactory.create(owner=alice)
            idea = IntroductionFactory.create(connector=connector, whom=whom, noted_on=MONDAY - timedelta(days=9))
            steps.take(idea, K.ASKED, on=MONDAY)
        address = {"detail": url(idea), "write": write_url(idea)}.get(path, path)
        with CaptureQueriesContext(connection) as queries:
            assert alices.get(address).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= {"detail": 14, "write": 16}.get(path, 5)
