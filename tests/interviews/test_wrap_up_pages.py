"""The sheet after a talk, and the taps around it: works for its owner, keeps what was typed, asks about known names."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from contacts.models import Contact, FollowUp
from interviews import scheduling
from interviews.models import Insight, Interview
from tests.conftest import MONDAY, MORNING
from tests.factories import (
    ContactFactory,
    FollowUpFactory,
    InsightFactory,
    InterviewFactory,
    InterviewQuestionFactory,
    TagFactory,
)


@pytest.fixture(autouse=True)
def _monday_morning() -> object:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def hana(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato")


@pytest.fixture
def over(hana: Contact) -> Interview:
    return InterviewFactory.create(contact=hana, starts_at=MORNING - timedelta(hours=1))


@pytest.fixture
def held(over: Interview) -> Interview:
    scheduling.hold(over, now=MORNING, on=MONDAY)
    return over


def at(name: str, row: Interview | Insight) -> str:
    return reverse(f"interviews:{name}", args=[row.pk])


def sheet(
    things: list[dict[str, str]] | None = None, insights: list[dict[str, str]] | None = None, **said: Any
) -> dict[str, Any]:
    """What a filled sheet sends."""
    body: dict[str, Any] = {"names": "", "next_step": "days"}
    for prefix, rows in (("thing", things or []), ("insight", insights or [])):
        body |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
        body |= {f"{prefix}-{number}-{name}": each for number, row in enumerate(rows) for name, each in row.items()}
    return body | said


def test_first_it_asks_what_became_of_it(alices: Client, over: Interview, hana: Contact) -> None:
    page = alices.get(at("wrap_up", over)).content.decode()
    ahead = alices.get(at("wrap_up", InterviewFactory.create(contact=hana)))

    assert ("It took place" in page, "Whom did they name?" in page) == (True, False)
    assert ahead.status_code == HTTPStatus.FOUND


def test_everything_is_kept_in_one_go(alices: Client, alice: User, held: Interview) -> None:
    body = sheet(
        names="Ana Reis, planner at Kessel\nTom Berg",
        next_step="tomorrow",
        things=[{"what": "Read the port report", "due_on": "2026-11-27"}, {"what": "", "due_on": "2026-11-30"}],
        insights=[{"text": "Drivers decide", "tags": "rail, people"}, {"text": "", "tags": ""}],
        spoke_more="they",
        interrupted="no",
        mood_before="2",
        mood_after="5",
        keep_in_mind="yes",
        next_touch_on="2027-02-01",
        thanks="1",
    )

    response = alices.post(at("wrap_up", held), body, follow=True)

    assert response.redirect_chain == [(at("thanks", held), HTTPStatus.FOUND)]
    assert "Kept. Ana and Tom are among your people now." in response.content.decode()
    held.refresh_from_db()
    assert (held.spoke_more, held.interrupted, held.mood_before, held.mood_after) == ("they", "no", 2, 5)
    assert (held.keep_in_mind, [each.name for each in held.named.order_by("pk")]) == (True, ["Ana Reis", "Tom Berg"])
    assert [(each.what, str(each.due_on)) for each in FollowUp.for_user(alice).order_by("pk")] == [
        ("Be in touch with Hana again", "2027-02-01"),
        ("Write to Ana, whom Hana named", "2026-11-24"),
        ("Write to Tom, whom Hana named", "2026-11-24"),
        ("Read the port report", "2026-11-27"),
    ]
    assert [(each.text, sorted(each.tags.values_list("name", flat=True))) for each in held.insights.all()] == [
        ("Drivers decide", ["people", "rail"])
    ]


def test_an_empty_sheet_is_fine(alices: Client, held: Interview) -> None:
    response = alices.post(at("wrap_up", held), sheet())

    held.refresh_from_db()
    assert (response.headers["Location"], held.wrapped_up_at) == (held.get_absolute_url(), MORNING)


def test_a_known_name_is_asked_about_and_all_that_was_typed_stays(alices: Client, alice: User, held: Interview) -> None:
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="Reis", title="Dispatcher")
    body = sheet(names="Ana Reis\nTom Berg", insights=[{"text": "Drivers <decide>", "tags": ""}], mood_after="5")

    refused = alices.post(at("wrap_up", held), body)

    page = refused.content.decode()
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    for kept in ("Ana Reis\nTom Berg", "Drivers &lt;decide&gt;", 'name="who:ana reis"', "Dispatcher"):
        assert kept in page
    held.refresh_from_db()
    assert (held.wrapped_up_at, Contact.for_user(alice).count(), Insight.for_user(alice).count()) == (None, 2, 0)

    alices.post(at("wrap_up", held), body | {"who:ana reis": str(ana.pk)})

    assert [each.name for each in held.named.order_by("pk")] == ["Ana Reis", "Tom Berg"]
    assert Contact.for_user(alice).count() == 3


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (sheet(next_touch_on="2026-11-01"), "That day has passed"),
        (sheet(names="Hana Sato"), "is whom you talked with"),
        (sheet(things=[{"what": "x" * 301, "due_on": ""}]), "at most 300 characters"),
        (sheet(things=[{"what": "Read", "due_on": "soon"}]), "Enter a valid date"),
        (sheet(insights=[{"text": "Rail", "tags": "x" * 61}]), "A tag has at most 60 letters"),
        (sheet(mood_after="9"), "Select a valid choice"),
        ({"names": ""}, "ManagementForm data is missing"),
    ],
)
def test_what_cannot_be_kept_says_why(alices: Client, held: Interview, body: dict[str, Any], says: str) -> None:
    response = alices.post(at("wrap_up", held), body)

    held.refresh_from_db()
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert says in response.content.decode()
    assert held.wrapped_up_at is None


def test_an_insight_can_be_of_a_question_of_this_talk_alone(alices: Client, held: Interview, mallory: User) -> None:
    mine = InterviewQuestionFactory.create(interview=held, text="Why rail?")
    theirs = InterviewQuestionFactory.create(interview__contact__owner=mallory)

    stranger = alices.post(at("wrap_up", held), sheet(insights=[{"text": "Lyon", "question": str(theirs.pk)}]))
    alices.post(at("wrap_up", held), sheet(insights=[{"text": "Lyon", "question": str(mine.pk)}]))

    assert stranger.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert [(each.text, each.question) for each in held.insights.all()] == [("Lyon", mine)]
    assert "Why rail?" in alices.get(held.get_absolute_url()).content.decode()


def test_htmx_gets_the_sheet_alone(alices: Client, held: Interview) -> None:
    refused = alices.post(at("wrap_up", held), sheet(mood_after="9"), headers={"HX-Request": "true"})
    kept = alices.post(at("wrap_up", held), sheet(), headers={"HX-Request": "true"})

    assert "<html" not in refused.content.decode()
    assert kept.headers["HX-Redirect"] == held.get_absolute_url()


def test_what_was_kept_stands_in_the_sheet_again(alices: Client, held: Interview) -> None:
    body = sheet(
        names="Ana Reis",
        things=[{"what": "Read", "due_on": "2026-11-27"}],
        insights=[{"text": "Drivers", "tags": "rail"}],
    )
    alices.post(at("wrap_up", held), body | {"mood_after": "4", "keep_in_mind": "no", "next_touch_on": "2027-02-01"})

    context = alices.get(at("wrap_up", held)).context

    shown = context["sheet"]
    assert [each.name for each in context["named"]] == ["Ana Reis"]
    assert shown.things[0]["what"].value() == "Read"
    assert (shown.insights[0]["text"].value(), shown.insights[0]["tags"].value()) == ("Drivers", "rail")
    assert [str(shown.form[name].value()) for name in ("mood_after", "keep_in_mind", "next_touch_on")] == [
        "4",
        "no",
        "2027-02-01",
    ]


def test_who_was_not_named_after_all_is_taken_out(alices: Client, held: Interview) -> None:
    alices.post(at("wrap_up", held), sheet(names="Ana Reis"))

    alices.post(at("wrap_up", held), sheet(taken_out=[str(held.named.get().pk)]))

    assert held.named.count() == 0
    assert Contact.for_user(held.contact.owner).filter(last_name="Reis").count() == 1


def test_strangers_rows_are_not_reached(alices: Client, mallory: User, held: Interview) -> None:
    theirs = InterviewFactory.create(contact__owner=mallory)
    thing = FollowUpFactory.create(contact=theirs.contact, what="Theirs")
    theirs.things.add(thing)
    insight = InsightFactory.create(interview=theirs, text="Theirs")

    alices.post(
        at("wrap_up", held),
        sheet(
            things=[{"pk": str(thing.pk), "what": "Mine", "due_on": "2026-11-27"}],
            insights=[{"pk": str(insight.pk), "text": "Mine", "was": "Theirs"}],
        ),
    )
    refused = alices.post(at("thing_done", held), {"thing": str(thing.pk)})

    thing.refresh_from_db()
    insight.refresh_from_db()
    assert (thing.what, thing.done_on, insight.text, refused.status_code) == ("Theirs", None, "Theirs", 404)
    assert [each.text for each in held.insights.all()] == ["Mine"]


def test_how_one_feels_is_noted_with_a_tap_on_the_day(alices: Client, hana: Contact) -> None:
    """P41."""
    today = InterviewFactory.create(contact=hana, starts_at=MORNING + timedelta(hours=3))
    tomorrow = InterviewFactory.create(contact=hana)

    assert "How do you feel about it?" in alices.get(today.get_absolute_url()).content.decode()
    assert "How do you feel about it?" not in alices.get(tomorrow.get_absolute_url()).content.decode()
    for mood in ("2", "9", ""):
        alices.post(at("mood", today), {"mood": mood})

    today.refresh_from_db()
    assert today.mood_before == 2


def test_advice_acted_on_is_told(alices: Client, alice: User, held: Interview) -> None:
    insight = InsightFactory.create(interview=held, text="Join the rail society")

    alices.post(at("insight_acted", insight))
    alices.post(at("insight_acted", insight))

    [telling] = FollowUp.for_user(alice)
    assert (telling.what, telling.due_on) == (
        "Tell Hana what came of their advice: “Join the rail society”",
        MONDAY + timedelta(days=1),
    )
    assert "Tell Hana what came of it" in alices.get(held.get_absolute_url()).content.decode()

    alices.post(at("insight_told", insight))
    assert "Hana knows that you did it" in alices.get(held.get_absolute_url()).content.decode()

    alices.post(at("insight_back", insight))
    alices.post(at("insight_back", insight))
    insight.refresh_from_db()
    assert (insight.acted_on, FollowUp.for_user(alice).count()) == (None, 0)


def test_a_thing_looked_into_is_ticked_on_the_page(alices: Client, held: Interview) -> None:
    alices.post(at("wrap_up", held), sheet(things=[{"what": "Read", "due_on": "2026-11-27"}]))
    thing = held.things.get()

    for body in ({"thing": str(thing.pk)}, {"thing": str(thing.pk)}):
        alices.post(at("thing_done", held), body)

    thing.refresh_from_db()
    assert thing.done_on == MONDAY
    assert alices.post(at("thing_done", held), {"thing": "x"}).status_code == HTTPStatus.NOT_FOUND


def fill(interview: Interview, count: int) -> None:
    """So many names, things and insights, of which some were acted on."""
    owner = interview.contact.owner
    for _ in range(count):
        interview.named.add(ContactFactory.create(owner=owner))
        interview.things.add(FollowUpFactory.create(contact=interview.contact))
        insight = InsightFactory.create(
            interview=interview, acted_on=MONDAY, telling=FollowUpFactory.create(contact=interview.contact)
        )
        insight.tags.add(TagFactory.create(owner=owner))
        insight.question = InterviewQuestionFactory.create(interview=interview)
        insight.save()


@pytest.mark.parametrize("name", ["wrap_up", "detail", "thanks"])
def test_pages_ask_the_same_number_of_queries_for_one_and_three(alices: Client, held: Interview, name: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            alices.get(at(name, held))
        return len(captured)

    fill(held, 1)
    one = queries()
    fill(held, 2)

    assert queries() == one
