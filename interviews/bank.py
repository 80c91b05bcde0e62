"""The bank of questions: those Rapport ships, the user's versions of them, and the user's own.

A shipped question that the user changed or retired has a row that names it and stands in its place (``shipped``), as
with skeletons of messages (ADR 0019): a better wording reaches everyone who left it alone.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from interviews.models import PLACES, InterviewQuestion, Purpose, Question, question_key
from interviews.questions import BY_KEY, SHIPPED, Shipped

_SHIPPED_BY_TEXT = {question_key(each.text): each for each in SHIPPED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A question there is to pick: a row of the bank, or a shipped one that was left alone."""

    purpose: Purpose
    text: str
    shipped: str = ""
    question: Question | None = None

    @property
    def names(self) -> frozenset[str]:
        """What it is known by, to see whether it is on a list or was asked before."""
        return names_of(self.question.pk if self.question else None, self.shipped, self.text)


def names_of(question_id: int | None, shipped: str, text: str) -> frozenset[str]:
    """What a question is known by; two that share a name are the same question."""
    names = {f"text {question_key(text)}"}
    if question_id is not None:
        names.add(f"own {question_id}")
    if shipped:
        names.add(f"shipped {shipped}")
    return frozenset(names)


def names_of_picked(picked: InterviewQuestion) -> frozenset[str]:
    """What a question on a list is known by."""
    return names_of(picked.question_id, picked.shipped, picked.text)


def offered(user: User) -> list[Offered]:
    """All that ``user`` can pick, in the order in which to ask: shipped ones first, then their own. One query."""
    rows = list(Question.for_user(user))
    taken = {row.shipped for row in rows}
    found = [as_shipped(each) for each in SHIPPED if each.key not in taken]
    found += [as_own(row) for row in rows if not row.is_retired]
    return sorted(found, key=lambda each: PLACES[each.purpose])


def retired(user: User) -> list[Question]:
    """Those that ``user`` is offered no more, in the same order. One query."""
    return sorted(Question.for_user(user).filter(is_retired=True), key=lambda row: PLACES[row.purpose])


def as_shipped(shipped: Shipped) -> Offered:
    """A shipped question as it stands."""
    return Offered(purpose=shipped.purpose, text=shipped.text, shipped=shipped.key)


def as_own(row: Question) -> Offered:
    """A question of the user's own, or their version of a shipped one."""
    return Offered(purpose=Purpose(row.purpose), text=row.text, shipped=row.shipped, question=row)


def join(user: User, *, text: str, purpose: str) -> Offered:
    """Let what ``user`` typed join the bank; a question that is there already is offered again as it is."""
    key = question_key(text)
    row = Question.for_user(user).filter(text_key=key).first()
    if row is None and key in _SHIPPED_BY_TEXT and not _version(user, _SHIPPED_BY_TEXT[key].key):
        return as_shipped(_SHIPPED_BY_TEXT[key])
    if row is None:
        row, _ = Question.for_user(user).get_or_create(
            owner=user, text_key=key, defaults={"text": text, "purpose": purpose}
        )
    if row.is_retired:
        revive(row)
    return as_own(row)


def version_of(user: User, shipped: Shipped) -> Question:
    """``user``'s version of a shipped question: the one that is there, or an unsaved one to change."""
    return _version(user, shipped.key) or Question(
        owner=user, shipped=shipped.key, text=shipped.text, purpose=shipped.purpose
    )


def _version(user: User, key: str) -> Question | None:
    return Question.for_user(user).filter(shipped=key).first()


@transaction.atomic
def retire(question: Question) -> Question:
    """Offer it no more; what was picked and asked stays. Returns its row.

    ``question`` may be an unsaved version of a shipped one.
    """
    twin = None
    if question.pk is None:
        same = Q(text_key=question_key(question.text)) | Q(shipped=question.shipped)
        twin = Question.for_user(question.owner).filter(same).first()
    row = twin or question
    row.shipped, row.is_retired = row.shipped or question.shipped, True
    row.save()
    return row


def revive(question: Question) -> None:
    """Offer it again; a version that says what the shipped one says gives way to that."""
    shipped = BY_KEY.get(question.shipped)
    if shipped is not None and (question.text, question.purpose) == (shipped.text, shipped.purpose):
        question.delete()
        return
    question.is_retired = False
    question.save(update_fields=["is_retired"])
