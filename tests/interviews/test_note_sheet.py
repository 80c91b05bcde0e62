"""The sheet one writes on while talking: questions ticked, answered, starred and added, from any device (P35, P36)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from interviews import note_sheet
from interviews.models import Interview, InterviewQuestion, Question
from interviews.note_sheet import Kept
from interviews.posted_sheet import fingerprint, read
from tests.conftest import MORNING
from tests.factories import InterviewFactory, InterviewQuestionFactory

JSON = {"Accept": "application/json"}


@pytest.fixture
def interview(alice: User) -> Interview:
    return InterviewFactory.create(contact__owner=alice)


@pytest.fixture
def why(interview: Interview) -> InterviewQuestion:
    return InterviewQuestionFactory.create(interview=interview, text="Why rail?", position=0)


def save(interview: Interview, posted: Mapping[str, Any], **moments: Any) -> dict[str, Kept]:
    """As a page posts it; ``editor`` makes it a script's."""
    form = QueryDict(mutable=True)
    form.update({name: str(value) for name, value in posted.items()})
    return note_sheet.save(interview, read(form), now=moments.get("now", MORNING))


def sheet(interview: Interview) -> list[tuple[str, bool, str, bool]]:
    """Each question with whether it was asked, what was said, and whether that helped."""
    return [
        (question.text, question.asked_at is not None, question.answer, question.is_starred)
        for question in InterviewQuestion.unscoped.filter(interview=interview).order_by("position", "pk")
    ]


def test_the_sheet_has_the_questions_in_order_without_those_looked_up(interview: Interview) -> None:
    """P32."""
    for position, (text, looked_up) in enumerate([("Third?", False), ("The web knows?", True), ("First?", False)]):
        InterviewQuestionFactory.create(interview=interview, text=text, looked_up=looked_up, position=9 - position)

    assert [question.text for question in note_sheet.questions_on(interview)] == ["First?", "Third?"]


def test_a_tick_keeps_the_moment_of_the_first(interview: Interview, why: InterviewQuestion) -> None:
    ticked = {f"asked-{why.pk}": "on", f"asked-{why.pk}_was": ""}
    save(interview, ticked)
    save(interview, ticked, now=MORNING + timedelta(minutes=5))
    why.refresh_from_db()
    first = why.asked_at

    save(interview, {f"asked-{why.pk}_was": "on"})

    why.refresh_from_db()
    assert (first, why.asked_at) == (MORNING, None)


def test_a_tick_as_it_was_says_nothing(interview: Interview, why: InterviewQuestion) -> None:
    """A whole form of one device leaves alone what another ticked meanwhile."""
    save(interview, {f"asked-{why.pk}": "on", f"asked-{why.pk}_was": "", "editor": "phone"})

    kept = save(interview, {f"asked-{why.pk}_was": "", f"starred-{why.pk}": "on", f"starred-{why.pk}_was": ""})

    assert kept == {f"starred-{why.pk}": Kept()}
    assert sheet(interview) == [("Why rail?", True, "", True)]


def test_answers_of_two_devices_are_both_kept(interview: Interview, why: InterviewQuestion) -> None:
    name = f"answer-{why.pk}"
    first = save(interview, {name: "Her father\r\nsteam", f"{name}_version": 0, "editor": "laptop", "edit": 1})

    second = save(interview, {name: "The quiet", f"{name}_version": 0, "editor": "phone", "edit": 1})

    assert first == {name: Kept(version=1)}
    assert second == {name: Kept(version=2, text="Her father\nsteam\nThe quiet", merged=True)}
    assert sheet(interview) == [("Why rail?", False, "Her father\nsteam\nThe quiet", False)]


def test_every_field_has_a_version_of_its_own(interview: Interview, why: InterviewQuestion) -> None:
    whom = InterviewQuestionFactory.create(interview=interview, text="Whom else?")
    for name in ("notes", f"answer-{why.pk}", f"answer-{whom.pk}"):
        save(interview, {name: name, f"{name}_version": 0, "editor": "laptop", "edit": 1})

    kept = save(interview, {"notes": "notes\nmore", "notes_version": 1, "editor": "laptop", "edit": 2})

    assert kept == {"notes": Kept(version=2)}
    questions = note_sheet.questions_on(interview)
    interview.refresh_from_db()
    fields = note_sheet.fields_of(interview, questions)
    assert {
        name: (field.version, field.text) for name, field in fields.items() if "a" in name[:2] or name == "notes"
    } == {
        "notes": (2, "notes\nmore"),
        f"answer-{why.pk}": (1, f"answer-{why.pk}"),
        f"asked-{why.pk}": (0, ""),
        f"answer-{whom.pk}": (1, f"answer-{whom.pk}"),
        f"asked-{whom.pk}": (0, ""),
    }


def test_whatever_arrives_first_of_a_question_added_without_a_connection_writes_it_down(interview: Interview) -> None:
    words = {"question-n1f": "Who hires?", "editor": "phone", "edit": 1}

    save(interview, {**words, "answer-n1f": "Ines", "answer-n1f_version": 0})
    save(interview, {**words, "asked-n1f": "on", "asked-n1f_was": ""})
    save(interview, words)

    assert sheet(interview) == [("Who hires?", True, "Ines", False)]
    assert [question.ref for question in note_sheet.questions_on(interview)] == ["n1f"]


def test_a_question_added_on_the_spot_joins_the_bank(interview: Interview, alice: User) -> None:
    for edit in (1, 2):
        save(interview, {"question-n1f": "Who hires?", "editor": "phone", "edit": edit})
    note_sheet.add(interview, "WHO HIRES?")

    (own,) = Question.for_user(alice)
    assert (own.text, [picked.question for picked in own.picked.all()]) == ("Who hires?", [own, own])


def test_words_under_a_question_taken_off_the_list_bring_it_back(interview: Interview, why: InterviewQuestion) -> None:
    ref = why.pk
    why.delete()
    whole = {
        f"question-{ref}": "Why rail?",
        f"asked-{ref}_was": "",
        f"answer-{ref}": "",
        f"answer-{ref}_was": fingerprint(""),
    }

    save(interview, whole)
    untouched = sheet(interview)
    save(interview, {**whole, f"answer-{ref}": "Her father", f"answer-{ref}_version": "3"})
    save(interview, {**whole, f"answer-{ref}": "Her father, and steam", f"answer-{ref}_version": "1"})

    assert untouched == []
    assert sheet(interview) == [("Why rail?", False, "Her father, and steam", False)]


def test_a_page_cannot_reach_a_question_of_another_talk(interview: Interview, alice: User) -> None:
    other = InterviewQuestionFactory.create(interview=InterviewFactory.create(contact__owner=alice), text="Other?")

    save(interview, {f"answer-{other.pk}": "mine", f"question-{other.pk}": "Other?", "editor": "x"})

    other.refresh_from_db()
    assert other.answer == ""
    assert sheet(interview) == [("Other?", False, "mine", False)]


def test_a_page_that_lost_track_is_merged(interview: Interview) -> None:
    save(interview, {"notes": "Lyon", "notes_version": "0"})

    for version in ("?", "", "-1", "9" * 40):
        save(interview, {"notes": "Ben", "notes_version": version})

    interview.refresh_from_db()
    assert interview.notes == "Lyon\nBen"


def test_what_cannot_be_read_is_left_out(interview: Interview) -> None:
    odd = {f"answer-{'9' * 33}": "x", "answer-": "x", "asked-../_was": "on", "starred-1_was": "on", "question-<b>": "x"}

    assert save(interview, odd) == {}
    assert save(interview, {f"answer-{'9' * 32}": "x"}) == {}
    assert sheet(interview) == []


def test_half_a_megabyte_under_a_question_is_kept(interview: Interview, why: InterviewQuestion) -> None:
    text = "Ein Satz über Güterzüge.\n" * 20_000

    save(interview, {f"answer-{why.pk}": text, f"answer-{why.pk}_version": 0})

    assert sheet(interview) == [("Why rail?", False, text, False)]


def test_the_whole_form_saves_everything_without_a_script(
    alices: Client, interview: Interview, why: InterviewQuestion
) -> None:
    page = alices.get(reverse("interviews:notes", args=[interview.pk])).content.decode()
    posted = {
        "notes": "Lyon",
        "notes_version": "0",
        "notes_was": fingerprint(""),
        f"question-{why.pk}": "Why rail?",
        f"answer-{why.pk}": "Her father",
        f"answer-{why.pk}_version": "0",
        f"answer-{why.pk}_was": fingerprint(""),
        f"asked-{why.pk}": "on",
        f"asked-{why.pk}_was": "",
        f"starred-{why.pk}": "on",
        f"starred-{why.pk}_was": "",
        "new_question": " Whom else? ",
    }

    after = alices.post(reverse("interviews:notes_save", args=[interview.pk]), posted, follow=True).content.decode()

    for name in posted.keys() - {f"asked-{why.pk}", f"starred-{why.pk}"}:
        assert f'name="{name}"' in page
    assert sheet(interview) == [("Why rail?", True, "Her father", True), ("Whom else?", False, "", False)]
    assert after.count(" checked") == 2
    assert "Lyon</textarea>" in after


def test_a_text_nobody_touched_stays_as_another_device_left_it(interview: Interview) -> None:
    save(interview, {"notes": "old line", "notes_version": 0})
    save(interview, {"notes": "new line", "notes_version": 1, "editor": "laptop", "edit": 1})

    save(interview, {"notes": "old line", "notes_version": 1, "notes_was": fingerprint("old line")})

    interview.refresh_from_db()
    assert interview.notes == "new line"


@pytest.mark.parametrize("questions", [1, 3])
def test_the_page_and_its_current_state_take_as_many_queries_for_many_questions(
    alices: Client, interview: Interview, questions: int
) -> None:
    InterviewQuestionFactory.create_batch(questions, interview=interview)
    alices.get("/")
    counts = []
    for name in ("notes", "notes_current"):
        with CaptureQueriesContext(connection) as queries:
            alices.get(reverse(f"interviews:{name}", args=[interview.pk]), headers=JSON)
        counts.append(len(queries))

    assert counts == [4, 4]
