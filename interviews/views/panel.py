"""What the panel to prepare a talk shows: fields, checklist, where to look, questions picked and to pick from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from common.requests import AuthedRequest
from interviews import bank, checklist, framing, preparation
from interviews.asked_before import Before, asked_before
from interviews.bank import Offered, names_of_picked
from interviews.homework import homework_for
from interviews.models import Interview, InterviewQuestion, Purpose
from interviews.preparation_forms import PreparationForm, WrittenQuestionForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A question on the list."""

    picked: InterviewQuestion
    before: Before | None
    """When it came up with the same person."""
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A question to pick."""

    offered: Offered
    before: Before | None


def whole(request: AuthedRequest, interview: Interview) -> dict[str, Any]:
    """Everything in the panel."""
    return {**written(request, interview), **questions(request, interview), "homework": homework_for(interview)}


def written(request: AuthedRequest, interview: Interview) -> dict[str, Any]:
    """The fields as they stand, and the checklist."""
    texts = _texts(interview)
    return {
        "interview": interview,
        "form": PreparationForm.of(texts, user=request.user),
        "steps": _steps(interview, texts),
    }


def questions(
    request: AuthedRequest, interview: Interview, *, writing: WrittenQuestionForm | None = None
) -> dict[str, Any]:
    """The list of questions, what the bank has besides, and the form ``writing`` for one's own."""
    rows = list(interview.picked_questions.all())
    past = asked_before(interview)
    to_ask = [row for row in rows if not row.looked_up]
    names = {name for row in rows for name in names_of_picked(row)}
    choices = [
        Choice(offered=each, before=past.about(each.names))
        for each in bank.offered(request.user)
        if not each.names & names
    ]
    return {
        "interview": interview,
        "lines": [
            Line(
                picked=row,
                before=past.about(names_of_picked(row)),
                is_first=place == 0,
                is_last=place == len(to_ask) - 1,
            )
            for place, row in enumerate(to_ask)
        ],
        "to_look_up": [row for row in rows if row.looked_up],
        "choices": [
            (purpose, found)
            for purpose in Purpose
            if (found := [each for each in choices if each.offered.purpose == purpose])
        ],
        "writing": writing or WrittenQuestionForm(user=request.user),
    }


def after_a_question(
    request: AuthedRequest, interview: Interview, *, writing: WrittenQuestionForm | None = None
) -> dict[str, Any]:
    """The questions, and the checklist that goes with them."""
    return {**questions(request, interview, writing=writing), "steps": _steps(interview, _texts(interview))}


def _texts(interview: Interview) -> Mapping[str, str]:
    return preparation.shown(interview, framing.known_of([interview])[interview.pk])


def _steps(interview: Interview, texts: Mapping[str, str]) -> list[checklist.Step]:
    return checklist.steps(texts, to_ask=interview.picked_questions.all().to_ask().count())
