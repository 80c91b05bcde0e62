"""What the user asked the same person already, in earlier interviews: nobody likes to tell it twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from common.dates import local_date
from interviews.bank import names_of
from interviews.models import Interview, InterviewQuestion, InterviewState


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """When a question came up."""

    on: date
    """The owner's local date of that talk."""
    was_asked: bool
    """Whether it was ticked off; else it was on the list of a talk that took place."""


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """What came up with one person, by the names of questions."""

    by_name: Mapping[str, Before] = field(default_factory=dict)

    def about(self, names: frozenset[str]) -> Before | None:
        """When the question known by ``names`` came up last; one that was asked counts before one that was planned."""
        found = [self.by_name[name] for name in names if name in self.by_name]
        return max(found, key=lambda before: (before.was_asked, before.on), default=None)


def asked_before(interview: Interview) -> AskedBefore:
    """What came up with the person of ``interview`` in their other talks; one query."""
    came_up = Q(asked_at__isnull=False) | Q(interview__state=InterviewState.HELD, looked_up=False)
    rows = (
        InterviewQuestion.unscoped.filter(came_up, interview__contact=interview.contact_id)
        .exclude(interview=interview.pk)
        .order_by("interview__starts_at", "pk")
        .values_list("question_id", "shipped", "text", "asked_at", "interview__held_on", "interview__starts_at")
    )
    zone = interview.contact.owner.zone
    by_name: dict[str, Before] = {}
    for question_id, shipped, text, asked_at, held_on, starts_at in rows:
        before = Before(on=held_on or local_date(starts_at, zone), was_asked=asked_at is not None)
        for name in names_of(question_id, shipped, text):
            former = by_name.get(name)
            if former is None or before.was_asked >= former.was_asked:
                by_name[name] = before
    return AskedBefore(by_name)
