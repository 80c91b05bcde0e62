"""People as a list shows them: everything said already, so that a row costs little to draw."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape, unescape

from django.utils.safestring import SafeString

from accounts.models import User
from common.prepared import Prepared
from common.routes import addresses_of
from common.templatetags.look import day, face
from contacts.finding.excerpts import Excerpt, excerpts
from contacts.models import Contact, FollowUp, Tag
from contacts.standing import standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A person in a list. Texts are escaped here, which takes a template's own way six times as long."""

    contact: Contact
    id: SafeString
    name: SafeString
    face: SafeString
    """Their picture, or initials."""
    url: SafeString
    headline: SafeString
    fact: SafeString
    """What was promised, else when there was a word last."""
    when: SafeString
    """When the promise is due: "Friday", "planned for yesterday"; empty without one."""
    when_is: SafeString
    """"late", "now" or "quiet"."""
    tags: list[SafeString]
    next: SafeString
    """"Next touch in March"."""
    next_is: SafeString
    """"late" or "now"; empty while nothing is due."""
    excerpts: Sequence[Excerpt] = ()
    """Where the words of a search were found that the row does not show otherwise."""


ROWS = 50
"""So many people a page shows."""

_TAGS = Prepared(
    lambda owner, contacts: Tag.unscoped.filter(owner=owner, contacts__in=contacts).values_list("contacts", "name"),
    "owner",
    lists={"contacts": ROWS},
)
_PROMISES = Prepared(
    lambda owner, contacts: (
        FollowUp.unscoped.filter(contact__owner=owner, contact__in=contacts)
        .open()
        .values_list("contact", "what", "due_on")
    ),
    "owner",
    lists={"contacts": ROWS},
)
_PEOPLE = Prepared(
    lambda owner, contacts: Contact.unscoped.filter(owner=owner, pk__in=contacts).order_by().for_rows(),
    "owner",
    lists={"contacts": ROWS},
)


def by_id(user: User, ids: Sequence[int]) -> dict[int, Contact]:
    """The people of ``user`` with these ``ids``, at most ``ROWS``, as ``for_rows`` gives them; one query at most."""
    return {contact.pk: contact for contact in _PEOPLE.fetch(owner=user.pk, contacts=ids)} if ids else {}


def rows_of(contacts: Iterable[Contact], *, user: User, on: date, among_colleagues: bool = False) -> list[Row]:
    """``contacts`` (from ``for_rows``) of ``user`` as on their local date ``on``; two queries a ``ROWS`` of them.

    ``among_colleagues`` leaves the organization out where it goes without saying.
    """
    shown = list(contacts)
    tags = defaultdict(list)
    promises: dict[int, tuple[str, date | None]] = {}
    for start in range(0, len(shown), ROWS):
        some = [contact.pk for contact in shown[start : start + ROWS]]
        for pk, tag in _TAGS.fetch(owner=user.pk, contacts=some):
            tags[pk].append(tag)
        for pk, what, due_on in _PROMISES.fetch(owner=user.pk, contacts=some):
            promises.setdefault(pk, (what, due_on))
    address = addresses_of("contacts:detail")
    rows = []
    for contact in shown:
        stands = standing(contact, user=user, on=on)
        promised, promised_for = promises.get(contact.pk, ("", None))
        when, when_is = _said(promised_for, on) if promised_for else ("", "")
        rows.append(
            Row(
                contact=contact,
                id=_safe(str(contact.pk)),
                name=_safe(contact.name),
                face=face(contact.name, contact.photo_url),
                url=_safe(address(contact.pk)),
                headline=_safe(contact.title if among_colleagues else contact.headline),
                fact=_safe(promised or stands.last),
                when=_safe(when),
                when_is=_safe(when_is),
                tags=[_safe(tag) for tag in tags[contact.pk]],
                next=_safe(stands.next),
                next_is=_safe(("late" if stands.is_late else "now") if stands.is_due else ""),
            )
        )
    return rows


def with_excerpts(rows: Sequence[Row], question: str, *, user: User) -> list[Row]:
    """``rows`` of ``user``'s people found by ``question``, each with why where it does not show; at most one query."""
    shown = {row.contact.pk: [unescape(text) for text in (row.name, row.headline, *row.tags)] for row in rows}
    found = excerpts(shown, question, user=user)
    return [replace(row, excerpts=found.get(row.contact.pk, ())) for row in rows]


def _safe(text: str) -> SafeString:
    return SafeString(escape(text))


def _said(due_on: date, on: date) -> tuple[str, str]:
    if due_on < on:
        return f"planned for {day(due_on, on)}", "late"
    return day(due_on, on), "now" if due_on == on else "quiet"
