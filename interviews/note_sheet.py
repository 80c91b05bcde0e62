"""The sheet one writes on while talking (P35, P36): questions with what was said to each, and free notes.

A page names a question by its ``ref``: its number, or the name that an open page gave to a question which was added
on the spot, perhaps without a connection. So a question can be written down by whatever arrives of it first, and one
that was taken off the list meanwhile comes back with the words that were typed under it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from interviews import bank
from interviews.models import Interview, InterviewQuestion, Purpose
from interviews.notes import save_text

REMOVED = "was-"
"""Begins the name of a question that had a number of its own until it was taken off the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A text as a page has it, and the version on top of which it was typed."""

    text: str
    base_version: int


@dataclass(slots=True, kw_only=True)
class OfQuestion:
    """What a page says of one question; ``None`` where it says nothing."""

    words: str = ""
    """The question itself, so that it can be written down where it is not."""
    answer: Typed | None = None
    asked: bool | None = None
    starred: bool | None = None

    @property
    def is_new(self) -> bool:
        """Whether there is more than the question itself."""
        return bool(self.answer and self.answer.text) or self.asked is not None or self.starred is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a field is after a save."""

    version: int = 0
    """Of a text; a tick has none."""
    text: str | None = None
    """``None`` when it is exactly what was sent."""
    merged: bool = False
    """Whether ``text`` holds more than was sent, as another device had written too."""


@dataclass(slots=True, kw_only=True)
class Sent:
    """What a page sends of its sheet: only what it has something to say about."""

    notes: Typed | None = None
    questions: dict[str, OfQuestion] = field(default_factory=dict)
    """By ``ref``."""
    editor: str = ""
    edit: int = 0


def questions_on(interview: Interview) -> list[InterviewQuestion]:
    """The questions to ask in their order, without those that the web answers (P32); one query."""
    return list(InterviewQuestion.unscoped.filter(interview=interview).to_ask())


def fields_of(interview: Interview, questions: Sequence[InterviewQuestion]) -> dict[str, Kept]:
    """Every field of the sheet as it stands, by its name on the page."""
    fields = {"notes": Kept(version=interview.notes_version, text=interview.notes)}
    for question in questions:
        fields[f"answer-{question.ref}"] = Kept(version=question.answer_version, text=question.answer)
        fields[f"asked-{question.ref}"] = Kept(text="on" if question.asked_at else "")
        fields[f"starred-{question.ref}"] = Kept(text="on" if question.is_starred else "")
    return fields


def save(interview: Interview, sent: Sent, *, now: datetime) -> dict[str, Kept]:
    """Keep what a page sent at the moment ``now``; returns what became of each field, by its name on the page."""
    kept: dict[str, Kept] = {}
    if sent.notes is not None:
        kept["notes"] = _save(interview, "notes", sent.notes, sent)
    for ref, said in sent.questions.items():
        question = _question(interview, ref, said, sent)
        if question is None:
            continue
        if said.words:
            kept[f"question-{ref}"] = Kept()
        if said.answer is not None:
            kept[f"answer-{ref}"] = _save(question, "answer", said.answer, sent)
        if said.asked is not None:
            tick(question, asked=said.asked, now=now)
            kept[f"asked-{ref}"] = Kept()
        if said.starred is not None:
            star(question, starred=said.starred)
            kept[f"starred-{ref}"] = Kept()
    return kept


def tick(question: InterviewQuestion, *, asked: bool, now: datetime) -> None:
    """It was asked, as noted at the moment ``now``, or was not after all; what is ticked already keeps its moment."""
    rows = InterviewQuestion.unscoped.filter(pk=question.pk)
    if asked:
        rows.filter(asked_at=None).update(asked_at=now)
    else:
        rows.update(asked_at=None)


def star(question: InterviewQuestion, *, starred: bool) -> None:
    """What was said to it helped, or did not after all."""
    InterviewQuestion.unscoped.filter(pk=question.pk).update(is_starred=starred)


@transaction.atomic
def add(interview: Interview, words: str, *, page_name: str = "") -> InterviewQuestion:
    """Put a question at the end of the sheet and into the bank, once for each ``page_name`` an open page gave it."""
    rows = InterviewQuestion.unscoped.filter(interview=interview)
    if page_name and (there := rows.filter(page_name=page_name).first()):
        return there
    offered = bank.join(interview.contact.owner, text=words, purpose=Purpose.OTHER)
    last = rows.aggregate(last=Max("position"))["last"]
    values = {
        "text": words,
        "question": offered.question,
        "shipped": offered.shipped,
        "purpose": offered.purpose,
        "position": 0 if last is None else last + 1,
    }
    if not page_name:
        return InterviewQuestion.unscoped.create(interview=interview, **values)
    return InterviewQuestion.unscoped.get_or_create(interview=interview, page_name=page_name, defaults=values)[0]


def _question(interview: Interview, ref: str, said: OfQuestion, sent: Sent) -> InterviewQuestion | None:
    """The question that a page calls ``ref``; written down where it is not, if the page says something of it.

    A script sends nothing but what it has to say; a whole form names its questions too where it says nothing of them.
    """
    rows = InterviewQuestion.unscoped.filter(interview=interview)
    has_number = ref.isascii() and ref.isdigit()
    if has_number and (found := rows.filter(pk=int(ref)).first()):
        return found
    page_name = f"{REMOVED}{ref}" if has_number else ref
    if found := rows.filter(page_name=page_name).first():
        return found
    return add(interview, said.words, page_name=page_name) if said.words and (sent.editor or said.is_new) else None


def _save(row: Interview | InterviewQuestion, column: str, typed: Typed, sent: Sent) -> Kept:
    saved = save_text(row, column, text=typed.text, base_version=typed.base_version, editor=sent.editor, edit=sent.edit)
    text = None if saved.text == typed.text else saved.text
    return Kept(version=saved.version, text=text, merged=saved.merged)
