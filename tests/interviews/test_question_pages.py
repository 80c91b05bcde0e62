"""Pages of preparing: the questions of a talk, the bank, the brief; with and without JavaScript."""

from datetime import date, timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from interviews import bank, preparation
from interviews.models import Interview, InterviewQuestion, Question
from interviews.questions import BY_KEY
from tests.conftest import MORNING
from tests.factories import (
    ContactPointFactory,
    InterviewFactory,
    InterviewQuestionFactory,
    OrganizationFactory,
    PostingFactory,
    QuestionFactory,
)
from tests.interviews.picked import texts_of

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _monday_morning() -> object:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def interview(alice: User) -> Interview:
    return InterviewFactory.create(contact__owner=alice, contact__first_name="Hana", contact__last_name="Sato")


@pytest.fixture
def picked(interview: Interview) -> InterviewQuestion:
    return InterviewQuestionFactory.create(interview=interview, text="Why rail?")


def at(name: str, pk: int) -> str:
    return reverse(f"interviews:{name}", args=[pk])


def test_pick_adds_with_a_plain_press_and_with_htmx(alices: Client, interview: Interview) -> None:
    plain = alices.post(at("question_pick", interview.pk), {"shipped": "path"})
    fragment = alices.post(at("question_pick", interview.pk), {"shipped": "week"}, headers=HTMX).content.decode()

    assert plain.headers["Location"] == f"{interview.get_absolute_url()}#questions"
    assert texts_of(interview) == [BY_KEY["path"].text, BY_KEY["week"].text]
    assert "<html" not in fragment
    assert 'id="checklist"' in fragment
    assert f'aria-label="Add: {BY_KEY["week"].text}"' not in fragment


@pytest.mark.parametrize("body", [{}, {"shipped": "nothing"}, {"question": "0"}, {"question": "x"}])
def test_pick_of_what_is_not_there_is_not_found(alices: Client, interview: Interview, body: dict[str, str]) -> None:
    assert alices.post(at("question_pick", interview.pk), body).status_code == HTTPStatus.NOT_FOUND


def test_pick_of_somebody_elses_question_is_not_found(alices: Client, interview: Interview) -> None:
    hers = QuestionFactory.create()

    assert alices.post(at("question_pick", interview.pk), {"question": hers.pk}).status_code == HTTPStatus.NOT_FOUND


def test_write_adds_ones_own_and_keeps_a_speech_to_be_shortened(alices: Client, interview: Interview) -> None:
    speech = "Why rail? " * 60

    alices.post(at("question_write", interview.pk), {"text": " Why\r\n rail? ", "purpose": "trends"})
    refused = [
        alices.post(at("question_write", interview.pk), {"text": speech, "purpose": "trends"}, headers=headers)
        for headers in ({}, HTMX)
    ]

    assert texts_of(interview) == ["Why rail?"]
    assert [response.status_code for response in refused] == [HTTPStatus.UNPROCESSABLE_ENTITY] * 2
    for response in refused:
        assert speech.strip() in response.content.decode()
        assert "That is long for one question" in response.content.decode()


def test_place_moves_by_a_press_and_by_dropping(
    alices: Client, interview: Interview, picked: InterviewQuestion
) -> None:
    InterviewQuestionFactory.create(interview=interview, text="Whom else?")

    alices.post(at("question_place", picked.pk), {"by": "1"})
    assert texts_of(interview) == ["Whom else?", "Why rail?"]
    alices.post(at("question_place", picked.pk), {"to": "0"}, headers=HTMX)
    assert texts_of(interview) == ["Why rail?", "Whom else?"]


def test_looked_up_can_be_undone(alices: Client, interview: Interview, picked: InterviewQuestion) -> None:
    """P32."""
    page = alices.post(at("question_look_up", picked.pk), follow=True).content.decode()

    assert texts_of(interview) == ["[Why rail?]"]
    assert "To look up first" in page
    assert f'action="{at("question_ask", picked.pk)}"' in page

    alices.post(at("question_ask", picked.pk))

    assert texts_of(interview) == ["Why rail?"]


def test_taken_off_can_be_undone_and_stays_once_it_was_asked(
    alices: Client, alice: User, interview: Interview, picked: InterviewQuestion
) -> None:
    alices.post(at("question_remove", picked.pk))
    own = Question.for_user(alice).get()
    assert texts_of(interview) == []
    alices.post(f"{at('question_pick', interview.pk)}?question={own.pk}")
    assert texts_of(interview) == ["Why rail?"]
    interview.picked_questions.update(answer="By chance")

    page = alices.post(at("question_remove", interview.picked_questions.get().pk), follow=True).content.decode()

    assert texts_of(interview) == ["Why rail?"]
    assert "So it stays." in page


def test_panel_marks_what_was_asked_and_shows_where_to_look(alices: Client, alice: User, interview: Interview) -> None:
    earlier = InterviewFactory.create(
        contact=interview.contact, state="held", held_on=date(2026, 10, 24), starts_at=MORNING - timedelta(days=30)
    )
    InterviewQuestionFactory.create(interview=earlier, shipped="path", text=BY_KEY["path"].text, asked_at=MORNING)
    ContactPointFactory.create(contact=interview.contact, kind="profile", value="https://www.example.org/hana")
    organization = OrganizationFactory.create(
        owner=alice, name="Globex", website="https://globex.example", notes="Merged."
    )
    PostingFactory.create(organization=organization, title="Planner", url="https://globex.example/planner")
    interview.contact.organization = organization
    interview.contact.save()

    page = alices.get(interview.get_absolute_url()).content.decode()

    assert page.count("you asked this 24 October") == 1
    for words in ('href="https://www.example.org/hana"', "example.org/hana", "About Globex", "Merged.", ">Planner<"):
        assert words in page


def test_panel_and_brief_ask_the_same_number_of_queries_for_one_and_three(alices: Client, interview: Interview) -> None:
    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            alices.get(path)
        return len(captured)

    def add() -> None:
        InterviewQuestionFactory.create(interview=interview)
        InterviewQuestionFactory.create(interview=interview, looked_up=True)
        QuestionFactory.create(owner=interview.contact.owner)
        earlier = InterviewFactory.create(contact=interview.contact, state="held", held_on=date(2026, 10, 24))
        InterviewQuestionFactory.create(interview=earlier, asked_at=MORNING)

    paths = (interview.get_absolute_url(), at("brief", interview.pk), reverse("interviews:question_list"))
    add()
    one = [queries(path) for path in paths]
    add()
    add()

    assert [queries(path) for path in paths] == one


def test_brief_shows_what_was_prepared_and_leads_there_when_nothing_is(
    alices: Client, interview: Interview, picked: InterviewQuestion
) -> None:
    Interview.unscoped.filter(pk=interview.pk).update(goals="Who decides", agenda="Me, then her")
    bare = InterviewFactory.create(contact=interview.contact, starts_at=MORNING + timedelta(days=2))

    page = alices.get(at("brief", interview.pk)).content.decode()

    assert [words in page for words in ("Hana Sato", "Why rail?", "Who decides", "Me, then her")] == [True] * 4
    assert "Nothing is prepared yet" not in page
    assert "Nothing is prepared yet" in alices.get(at("brief", bare.pk)).content.decode()


def test_bank_page_adds_rewords_and_retires(alices: Client, alice: User) -> None:
    url = reverse("interviews:question_list")

    alices.post(reverse("interviews:question_create"), {"text": "Why rail?", "purpose": "back_story"})
    alices.post(f"{reverse('interviews:question_create')}?from=week", {"text": "And yesterday?", "purpose": "field"})
    twice = alices.post(reverse("interviews:question_create"), {"text": "why rail", "purpose": "field"})
    page = alices.get(url).content.decode()

    assert [words in page for words in ("Why rail?", "And yesterday?", BY_KEY["week"].text)] == [True, True, False]
    assert twice.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "You have this question already." in twice.content.decode()
    own = Question.for_user(alice).get(shipped="")

    alices.post(at("question_update", own.pk), {"text": "Why rail of all things?", "purpose": "back_story"})
    retired = alices.post(at("question_retire", own.pk), follow=True).content.decode()

    assert "Retired (1)" in retired
    assert f'action="{at("question_revive", own.pk)}"' in retired
    alices.post(at("question_revive", own.pk))
    assert "Why rail of all things?" in [each.text for each in bank.offered(alice)]


def test_bank_page_retires_a_shipped_one_and_takes_back_a_version(alices: Client, alice: User) -> None:
    alices.post(reverse("interviews:question_retire_shipped", args=["week"]))
    assert BY_KEY["week"].text not in [each.text for each in bank.offered(alice)]
    row = Question.for_user(alice).get()

    asked = alices.get(at("question_delete", row.pk)).content.decode()
    alices.post(at("question_delete", row.pk))

    assert "Back to Rapport’s words?" in asked
    assert BY_KEY["week"].text in [each.text for each in bank.offered(alice)]


@pytest.mark.parametrize("path", ["new/?from=nothing", "0/", "shipped/nothing/retire/"])
def test_bank_pages_of_what_is_not_there_are_not_found(alices: Client, path: str) -> None:
    ask = alices.post if "retire" in path else alices.get

    assert ask(f"{reverse('interviews:question_list')}{path}").status_code == HTTPStatus.NOT_FOUND


def test_bank_teaches_when_everything_is_retired(alices: Client, alice: User) -> None:
    for key in BY_KEY:
        bank.retire(bank.version_of(alice, BY_KEY[key]))

    assert "You have retired every question." in alices.get(reverse("interviews:question_list")).content.decode()


def fields(**typed: str) -> dict[str, str]:
    """The fields of the panel as a page sends them along that was opened while all was blank."""
    blank = dict.fromkeys((*preparation.FIELDS, *(f"{name}_was" for name in preparation.FIELDS)), "")
    return {**blank, **typed}


def test_any_button_keeps_what_was_typed_in_the_panel(
    alices: Client, interview: Interview, picked: InterviewQuestion
) -> None:
    body = fields(goals="Who decides", text="Whom else?", purpose="whom_else")

    fragment = alices.post(at("question_look_up", picked.pk), body, headers=HTMX).content.decode()

    interview.refresh_from_db()
    assert interview.goals == "Who decides"
    assert texts_of(interview) == ["[Why rail?]"]
    assert '<input type="hidden" name="goals_was" value="Who decides"' in fragment
    assert 'id="id_goals"' not in fragment
    assert "Whom else?</textarea>" in fragment

    page = alices.post(at("question_ask", picked.pk), {**body, "goals_was": "Who decides"}, follow=True)

    assert texts_of(interview) == ["Why rail?", "Whom else?"]
    assert "The question you had typed is on the list." in page.content.decode()


def test_any_button_shows_both_texts_when_another_device_wrote(
    alices: Client, interview: Interview, picked: InterviewQuestion
) -> None:
    Interview.unscoped.filter(pk=interview.pk).update(goals="laptop")

    fragment = alices.post(at("question_look_up", picked.pk), fields(goals="phone"), headers=HTMX).content.decode()

    assert "laptop\nphone</textarea>" in fragment
    assert '<div id="written" hx-swap-oob="true">' in fragment


def test_prepared_puts_a_question_that_was_only_typed_on_the_list(alices: Client, interview: Interview) -> None:
    alices.post(at("prepare", interview.pk), fields(text="Whom else, then?", purpose="x", prepared="1"))

    assert texts_of(interview) == ["Whom else, then?"]
    assert interview.picked_questions.get().purpose == "other"
