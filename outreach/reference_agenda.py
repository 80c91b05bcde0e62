"""What references want done on a date: the asking, the goals, news, the brief, thanks and the outcome (P51)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery
from django.urls import reverse

from common.agenda import AgendaItem, Kind, NothingToDoError, Owner, Priority
from common.prepared import Prepared
from contacts.models import Contact, Organization
from outreach import reference_steps, reference_words, words
from outreach.models import Pace, Reference, ReferenceQuerySet, ReferenceStepKind, ReferenceUse
from outreach.moves import PursuitError
from outreach.reference_steps import WRITTEN, Next

K = ReferenceStepKind

PRIORITY = {
    K.BRIEFED: Priority.PROMISE,
    K.THANKED: Priority.THANKS,
    K.TOLD: Priority.PROMISE,
    K.OUTCOME: Priority.TIDY,
    K.INFORMED: Priority.KEEP_IN_TOUCH,
}
SLACK = {K.BRIEFED: 2, K.THANKED: 3, K.INFORMED: 30, K.GOALS: 14}
USUAL_SLACK = 7
"""Days late that weigh as much as one interval does for keeping in touch."""
KEY = re.compile(r"(?P<whose>[ru])(?P<pk>[0-9]{1,18})-(?P<kind>[a-z]{1,8})(?:-(?P<since>[0-9]{1,7}))?")
USE_OPEN = Q(uses__told_on=None) | Q(uses__thanked_on=None)
"""Of a use that is not told or not thanked something may be next."""
_USE_COLUMNS = (
    *("id", "role", "caller", "expected_on", "noted_on", "briefed_on", "outcome", "outcome_on", "told_on"),
    *("thanked_on", "snoozed_until"),
)


class ReferenceSource:
    """The next step with each reference, and with each use of one. A key names the step: an old link stays dead."""

    kind = Kind.REFERENCE
    done_label = "Done"

    def items(self, owners: Sequence[Owner], on: date, until: date) -> Iterator[AgendaItem]:
        """Steps due by ``until``; one query, a row for each open use."""
        by_id = {owner.pk: owner for owner in owners}
        seen: set[int] = set()
        for reference, use in open_rows(Reference.unscoped.owned_by_any(by_id.keys()).reachable().not_over()):
            owner = by_id[reference.contact.owner_id]
            if reference.pk not in seen:
                seen.add(reference.pk)
                step = reference_steps.next_of(reference, country=owner.country, is_searching=owner.is_searching)
                step = _after_the_holiday(step, reference, on)
                if step is not None and step.due_on <= until:
                    yield self._item(step, reference, None, on)
            follows = reference_steps.next_of_use(use, on) if use is not None else None
            if follows is not None and follows.due_on <= until:
                yield self._item(follows, reference, use, on)

    @transaction.atomic
    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:  # noqa: ARG002 - the date suffices
        """Record the step as done on ``on``. Raises ``NothingToDoError`` when it is not the next one any more."""
        subject, step = _named(owner, key, on)
        if step.kind not in WRITTEN:
            raise NothingToDoError("What they said is for you to note, on their page as a reference.")
        try:
            reference_steps.record(subject, step.kind, done_on=on, on=on)
        except PursuitError as refused:
            raise NothingToDoError(str(refused)) from refused
        return reference_words.recorded(step.kind, *_both(subject))

    def snooze(self, owner: Owner, key: str, *, on: date, until: date) -> str:
        """Come back to it on ``until``. Raises ``NothingToDoError`` when it is not the next step any more."""
        subject, _ = _named(owner, key, on)
        subject.snoozed_until = until
        subject.save(update_fields=["snoozed_until"])
        reference, _ = _both(subject)
        return f"{reference.contact.name} as a reference comes back on {words.full_day(until, on)}."

    def _item(self, step: Next, reference: Reference, use: ReferenceUse | None, on: date) -> AgendaItem:
        subject = use if use is not None else reference
        return AgendaItem(
            owner_id=reference.contact.owner_id,
            kind=self.kind,
            key=_key(step, reference, use),
            due_on=step.due_on,
            person=reference.contact.as_person,
            title=reference_words.title(step.kind, reference, use),
            why=reference_words.why(step, reference, use, on),
            context=reference_words.context(step, reference, use),
            url=url_of(step, subject),
            action=reference_words.action(step.kind),
            priority=PRIORITY.get(step.kind, Priority.OUTREACH),
            slack_days=SLACK.get(step.kind, USUAL_SLACK),
            can_complete=step.kind in WRITTEN,
        )


def url_of(step: Next, subject: Reference | ReferenceUse) -> str:
    """Where ``step`` is done: in the composer, or on the reference's page."""
    if step.kind in WRITTEN:
        whom = "use" if isinstance(subject, ReferenceUse) else "reference"
        return reverse("outreach:write", args=[whom, subject.pk])
    return subject.get_absolute_url()


def open_rows(references: ReferenceQuerySet) -> list[tuple[Reference, ReferenceUse | None]]:
    """Each of ``references`` with each of its uses that is not over, or with none; one query."""
    return _read(_with_open_uses(references))


def open_rows_with(contact: Contact) -> list[tuple[Reference, ReferenceUse | None]]:
    """``open_rows`` of the reference that ``contact`` is; empty where they are none. One query."""
    return _read(_WITH.fetch(contact=contact.pk))


def _with_open_uses(references: ReferenceQuerySet) -> ReferenceQuerySet:
    pace = Pace.unscoped.filter(owner=OuterRef("contact__owner"))
    rows: ReferenceQuerySet = references.select_related("contact__organization").annotate(
        open_use=FilteredRelation("uses", condition=USE_OPEN),
        **{f"open_use_{name}": F(f"open_use__{name}") for name in _USE_COLUMNS},
        open_use_place=F("open_use__organization__name"),
        rests_from=Subquery(pace.values("away_from")[:1]),
        rests_until=Subquery(pace.values("away_until")[:1]),
    )
    return rows.order_by("pk")


def _read(rows: Iterable[Reference]) -> list[tuple[Reference, ReferenceUse | None]]:
    return [(reference, _use_of(reference)) for reference in rows]


_WITH = Prepared(lambda contact: _with_open_uses(Reference.unscoped.filter(contact=contact)), "contact")


def _after_the_holiday(step: Next | None, reference: Reference, on: date) -> Next | None:
    """``step`` once its owner's holiday is over: what is asked for rests, a call that is agreed does not (P25)."""
    first, last = vars(reference)["rests_from"], vars(reference)["rests_until"]
    if step is None or first is None or not first <= max(step.due_on, on) <= last:
        return step
    return Next(kind=step.kind, due_on=last + timedelta(days=1))


def _use_of(reference: Reference) -> ReferenceUse | None:
    """The use that stands in the row of ``reference``."""
    row = vars(reference)
    if row["open_use_id"] is None:
        return None
    use = ReferenceUse(reference=reference, **{name: row[f"open_use_{name}"] for name in _USE_COLUMNS})
    if row["open_use_place"] is not None:
        use.organization = Organization(name=row["open_use_place"])
    return use


def _key(step: Next, reference: Reference, use: ReferenceUse | None) -> str:
    if use is not None:
        return f"u{use.pk}-{step.kind}"
    # News is due again and again: the day of the last tells one from the next.
    heard_on = reference.heard_on if step.kind == K.INFORMED else None
    return f"r{reference.pk}-{step.kind}" + (f"-{heard_on.toordinal()}" if heard_on is not None else "")


def _both(subject: Reference | ReferenceUse) -> tuple[Reference, ReferenceUse | None]:
    return (subject.reference, subject) if isinstance(subject, ReferenceUse) else (subject, None)


def _named(owner: Owner, key: str, on: date) -> tuple[Reference | ReferenceUse, Next]:
    """The owner's reference or use that ``key`` names, if its next step is still that one."""
    read = KEY.fullmatch(key)
    if read is None:
        raise NothingToDoError("This points to nothing that is open.")
    subject: Reference | ReferenceUse | None
    step: Next | None = None
    if read["whose"] == "r":
        mine = Reference.unscoped.owned_by_any([owner.pk]).reachable().select_related("contact")
        subject = mine.filter(pk=int(read["pk"])).first()
        if subject is not None:
            step = reference_steps.next_of(subject, country=owner.country, is_searching=owner.is_searching)
    else:
        uses = ReferenceUse.unscoped.owned_by_any([owner.pk]).for_rows()
        reachable = uses.filter(reference__contact__is_archived=False, reference__contact__do_not_contact=False)
        subject = reachable.filter(pk=int(read["pk"])).first()
        if subject is not None:
            step = reference_steps.next_of_use(subject, on)
    if subject is None or step is None or _key(step, *_both(subject)) != key:
        raise NothingToDoError("This is not open any more.")
    return subject, step
