"""What conversations taught (P40): insights and starred answers across all of them, found by words, tag and place.

Texts are compared in Python by the same words as people are searched by, accents and case ignored: what was said in a
talk is no text of a person's, and so is not in their index (ADR 0025).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Left

from accounts.models import User
from contacts.finding.words import Word, fits, folded, looked_for
from contacts.models import Organization, Tag
from interviews.models import PREPARED_TEXTS, Insight, Interview, InterviewQuestion
from interviews.starred import STAR

MOST_LETTERS = 5_000
"""Of one answer; what stands behind them is not found."""

Key = tuple[str, int]
"""An entry before it is fetched: "insight" or "answer", and its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that was said and is worth keeping."""

    interview: Interview
    text: str
    question: str = ""
    """What was asked, as far as that is known of an insight."""
    tags: Sequence[Tag] = field(default=())


def find(
    user: User,
    *,
    words: str = "",
    tag: Tag | None = None,
    organization: Organization | None = None,
    answers: Sequence[int] | None = None,
) -> list[Key]:
    """The entries of ``user``, those of the latest talk first; ``answers`` narrows to these questions as picked.

    At most five queries. An answer has no tags.
    """
    insights = Insight.for_user(user)
    starred = InterviewQuestion.for_user(user).filter(is_starred=True).exclude(answer="")
    if organization is not None:
        insights = insights.filter(interview__contact__organization=organization)
        starred = starred.filter(interview__contact__organization=organization)
    if tag is not None:
        insights, starred = insights.filter(tags=tag), starred.none()
    if answers is not None:
        insights, starred = insights.filter(question__in=answers), starred.filter(pk__in=answers)
    asked = looked_for(words)
    if asked is None:
        return []
    found = [*_dated("insight", insights), *_dated("answer", starred)]
    if asked:
        texts = _texts(insights, starred)
        found = [(when, key) for when, key in found if _has(texts[key], asked)]
    return [key for _, key in sorted(found, reverse=True)]


def fetch(user: User, keys: Sequence[Key]) -> list[Entry]:
    """The entries of these ``keys``, in their order; three queries."""
    insights = Insight.for_user(user).select_related(*_SHOWN, "question").defer(*_UNSHOWN)
    starred = InterviewQuestion.for_user(user).select_related(*_SHOWN).defer(*_UNSHOWN)
    found: dict[Key, Entry] = {}
    for insight in insights.filter(pk__in=[pk for kind, pk in keys if kind == "insight"]).prefetch_related("tags"):
        found["insight", insight.pk] = Entry(
            interview=insight.interview,
            text=insight.text,
            question=insight.question.text if insight.question else "",
            tags=list(insight.tags.all()),
        )
    for answer in starred.filter(pk__in=[pk for kind, pk in keys if kind == "answer"]):
        text = answer.answer.replace(f" {STAR}", "")
        found["answer", answer.pk] = Entry(interview=answer.interview, text=text, question=answer.text)
    return [found[key] for key in keys if key in found]


def tags_in_use(user: User) -> QuerySet[Tag]:
    """The tags that an insight of ``user``'s has, by name."""
    return Tag.for_user(user).filter(Exists(Insight.tags.through.objects.filter(tag=OuterRef("pk"))))


def organizations_in_use(user: User) -> QuerySet[Organization]:
    """The organizations of people whose talks taught ``user`` something, by name."""
    said = InterviewQuestion.for_user(user).filter(is_starred=True).exclude(answer="")
    people = [rows.filter(interview__contact__organization=OuterRef("pk")) for rows in (Insight.for_user(user), said)]
    return Organization.for_user(user).filter(Exists(people[0]) | Exists(people[1])).order_by("name_key", "pk")


def _has(text: str, words: Sequence[Word]) -> bool:
    """Whether each of ``words`` begins one of ``text``; most texts are ruled out before they are taken apart."""
    plain = folded(text)
    return all(word.folded in plain for word in words) and fits(words, text)


def _dated(kind: str, rows: "QuerySet[Insight] | QuerySet[InterviewQuestion]") -> list[tuple[datetime, Key]]:
    return [(when, (kind, pk)) for pk, when in rows.values_list("pk", "interview__starts_at")]


def _texts(insights: "QuerySet[Insight]", starred: "QuerySet[InterviewQuestion]") -> dict[Key, str]:
    """All that an entry can be found by: what was said and asked, by whom, where they work, and its tags."""
    who = [f"interview__contact__{name}" for name in ("first_name", "last_name", "organization__name")]
    tags: defaultdict[int, list[str]] = defaultdict(list)
    links = Insight.tags.through.objects.filter(insight__in=insights)
    for insight, name in links.values_list("insight_id", "tag__name"):
        tags[insight].append(name)
    said: dict[Key, list[str | None]] = {
        ("insight", pk): [*texts, *tags[pk]]
        for pk, *texts in insights.values_list("pk", "question__text", "text", *who)
    }
    answers = starred.annotate(said=Left("answer", MOST_LETTERS)).values_list("pk", "text", "said", *who)
    said |= {("answer", pk): texts for pk, *texts in answers}
    return {key: " ".join(text or "" for text in texts) for key, texts in said.items()}


_SHOWN = ("interview__contact__organization", "interview__contact__photo")
_UNSHOWN = (
    *(f"interview__{name}" for name in (*PREPARED_TEXTS, "notes")),
    "interview__contact__photo__image",
)
