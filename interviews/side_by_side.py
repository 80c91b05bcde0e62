"""What different people said about the same thing (P40): to one question of the bank, or under one tag."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import QuerySet

from accounts.models import User
from contacts.models import Contact, Tag
from interviews.models import PREPARED_TEXTS, Insight, Interview, InterviewQuestion, question_key

Said = TypeVar("Said", Insight, InterviewQuestion)

SEVERAL = 2
"""So many people said something, and there is something to compare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question as it was asked in several talks, and answered."""

    pk: int
    """Of the first time it was answered: a name that stays."""
    words: str
    """As it was asked last."""
    answers: Sequence[int]
    """The numbers of the picked questions."""
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What one person said."""

    contact: Contact
    said: list[tuple[Interview, str]] = field(default_factory=list)
    """With the talk in which they did, the latest first."""


def asked(user: User) -> list[Asked]:
    """The questions that somebody answered, those that most people did first; one query.

    The same is what comes from the same question of the bank, whatever its words were that day; else what reads alike.
    """
    alike: defaultdict[tuple[str, object], list[tuple[int, str, int]]] = defaultdict(list)
    rows = InterviewQuestion.for_user(user).exclude(answer="").order_by("pk")
    for pk, shipped, question, text, contact in rows.values_list(
        "pk", "shipped", "question_id", "text", "interview__contact_id"
    ):
        alike[_sameness(shipped, question, text)].append((pk, text, contact))
    found = [
        Asked(
            pk=answered[0][0],
            words=answered[-1][1],
            answers=[pk for pk, _, _ in answered],
            people=len({contact for _, _, contact in answered}),
        )
        for answered in alike.values()
    ]
    return sorted(found, key=lambda each: (-each.people, each.words))


def tagged(user: User) -> list[tuple[Tag, int]]:
    """The tags under which several people said something, with how many, the most first; two queries."""
    people: defaultdict[int, set[int]] = defaultdict(set)
    for tag, contact in Insight.for_user(user).exclude(tags=None).values_list("tags", "interview__contact_id"):
        people[tag].add(contact)
    tags = Tag.for_user(user).in_bulk(people)
    several = [(tag, len(people[pk])) for pk, tag in tags.items() if len(people[pk]) >= SEVERAL]
    return sorted(several, key=lambda each: (-each[1], each[0].name_key))


def answers(user: User, question: Asked) -> list[Column]:
    """What each person answered to ``question``, the latest talk first; one query."""
    rows = InterviewQuestion.for_user(user).filter(pk__in=question.answers)
    return _columns((row.interview, row.answer) for row in _with_people(rows))


def insights(user: User, tag: Tag) -> list[Column]:
    """What each person said that the user tagged ``tag``, the latest talk first; one query."""
    rows = Insight.for_user(user).filter(tags=tag)
    return _columns((row.interview, row.text) for row in _with_people(rows))


def _sameness(shipped: str, question: int | None, text: str) -> tuple[str, object]:
    if shipped:
        return "shipped", shipped
    return ("bank", question) if question else ("words", question_key(text))


def _with_people(rows: QuerySet[Said]) -> QuerySet[Said]:
    shown = rows.select_related("interview__contact__organization", "interview__contact__photo")
    texts = (f"interview__{name}" for name in (*PREPARED_TEXTS, "notes"))
    return shown.defer(*texts, "interview__contact__photo__image").order_by("-interview__starts_at", "-pk")


def _columns(said: Iterable[tuple[Interview, str]]) -> list[Column]:
    columns: dict[int, Column] = {}
    for interview, text in said:
        column = columns.setdefault(interview.contact_id, Column(contact=interview.contact))
        column.said.append((interview, text))
    return list(columns.values())
