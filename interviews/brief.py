"""One sheet for a talk: who they are, how we know each other, how to begin, what to ask; for page, paper and mail."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery
from django.utils.text import capfirst

from contacts.models import ContactPoint, Detail, DetailKind, Interaction, PointKind
from interviews import framing
from interviews.framing import Known
from interviews.models import Interview, InterviewQuestion

Part = tuple[str, str]
"""A heading and what the user wrote under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What goes on the sheet of ``interview``, as the user wrote it; any of it may be empty."""

    interview: Interview
    how_known: list[str]
    """How the two know each other, a line each."""
    last: Interaction | None
    """The last word between them that has happened."""
    details: list[tuple[str, list[str]]]
    """What is known of their life (P50): "Family", and each thing about it."""
    reach: list[ContactPoint]
    """Where to call or write should the link not work."""
    homework: list[Part]
    """What was found out about them, and about where they work (P32)."""
    framing: list[Part]
    """How to begin (P34): "Who I am", and the words for it."""
    agenda: str
    """How the time could go (P33)."""
    questions: list[InterviewQuestion]
    """Those to ask, in order."""

    @property
    def is_bare(self) -> bool:
        """Whether nothing was written down for it yet; what fills itself does not count."""
        return not (self.homework or self.agenda or self.questions or self.interview.goals)


def gather(interviews: Iterable[Interview], *, on: date) -> list[Brief]:
    """The sheet of each of ``interviews``, in their order, as of local date ``on``.

    Eight queries, for any number of interviews of any owners, however they were fetched.
    """
    keys = [interview.pk for interview in interviews]
    found = (
        Interview.unscoped.for_rows()
        .select_related("contact__owner", "contact__introduced_by", "introduction")
        .in_bulk(keys)
    )
    rows = [found[key] for key in keys if key in found]
    people = {row.contact_id for row in rows}
    known = framing.known_of(rows)
    details, reach, questions = defaultdict(list), defaultdict(list), defaultdict(list)
    for detail in Detail.unscoped.filter(contact__in=people):
        details[detail.contact_id].append(detail)
    for point in ContactPoint.unscoped.filter(contact__in=people).exclude(kind=PointKind.PROFILE):
        reach[point.contact_id].append(point)
    for question in InterviewQuestion.unscoped.filter(interview__in=keys).to_ask():
        questions[question.interview_id].append(question)
    last = _last_words(people, on=on)
    return [
        Brief(
            interview=row,
            how_known=_how_known(row),
            last=last.get(row.contact_id),
            details=_grouped(details[row.contact_id]),
            reach=reach[row.contact_id],
            homework=_homework(row),
            framing=_framing(row, known[row.pk]),
            agenda=row.agenda,
            questions=questions[row.pk],
        )
        for row in rows
    ]


def _last_words(people: Iterable[int], *, on: date) -> dict[int, Interaction]:
    """The last word with each of ``people`` by local date ``on``; one query."""
    newest = Interaction.unscoped.filter(contact=OuterRef("contact")).happened_by(on).newest_first()
    rows = Interaction.unscoped.filter(contact__in=people, pk=Subquery(newest.values("pk")[:1]))
    return {row.contact_id: row for row in rows}


def _how_known(interview: Interview) -> list[str]:
    contact = interview.contact
    lines = [contact.how_known]
    if contact.walk_of_life and not contact.how_known:
        lines.append(f"From {contact.get_walk_of_life_display()}")
    if contact.introduced_by is not None:
        lines.append(f"{contact.introduced_by.name} led you to them")
    return [line for line in lines if line]


def _grouped(details: Iterable[Detail]) -> list[tuple[str, list[str]]]:
    by_kind = defaultdict(list)
    for detail in details:
        by_kind[detail.kind].append(detail.text)
    return [(capfirst(kind.label), by_kind[kind]) for kind in DetailKind if by_kind[kind]]


def _homework(interview: Interview) -> list[Part]:
    organization = interview.contact.organization
    parts = (
        (f"About {interview.contact.first_name}", interview.homework),
        (f"About {organization}" if organization else "Where they work", interview.organization_homework),
    )
    return [(heading, text) for heading, text in parts if text.strip()]


def _framing(interview: Interview, known: Known) -> list[Part]:
    card = framing.shown(interview, known)
    parts = (
        ("Who I am", card["who_i_am"]),
        ("Who led me to you", card["who_referred_me"]),
        ("Why you", card["why_you"]),
        ("What I hope to learn", interview.goals or known.asks),
    )
    return [(heading, text) for heading, text in parts if text.strip()]
