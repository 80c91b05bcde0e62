"""People as a list shows them: everything said already, so that a row costs little to draw."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape, unescape

from django.utils.safestring import SafeString

from accounts.models import User
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


def rows_of(contacts: Iterable[Contact], *, user: User, on: date, among_colleagues: bool = False) -> list[Row]:
    """``contacts`` (from ``for_rows``) of ``user`` as on their local date ``on``; two queries, however many there are.

    ``among_colleagues`` leaves the organization out where it goes without saying.
    """
    people = list(contacts)
    ids = [contact.pk for contact in people]
    tags = defaultdict(list)
    for pk, tag in Tag.for_user(user).filter(contacts__in=ids).values_list("contacts", "name"):
        tags[pk].append(tag)
    promises: dict[int, tuple[str, date | None]] = {}
    open_ones = FollowUp.for_user(user).filter(contact__in=ids).open()
    for pk, what, due_on in open_ones.values_list("contact", "what", "due_on"):
        promises.setdefault(pk, (what, due_on))
    address = addresses_of("contacts:detail")
    rows = []
    for contact in people:
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
