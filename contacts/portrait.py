"""All the small things around one person, fetched at once: what their page shows beside the timeline."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import DateField, Exists, F, IntegerField, OuterRef, QuerySet, Value
from django.db.models.functions import Cast

from accounts.models import User
from common.prepared import Prepared
from contacts.models import (
    Affiliation,
    AffiliationKind,
    Contact,
    ContactPoint,
    Detail,
    DetailKind,
    Event,
    FollowUp,
    MutedKind,
    Occasion,
    Organization,
    Photo,
    PointKind,
    SavedLink,
    Tag,
)

LINKS_OF_A_CHAIN = 4
"""So many people back a page says who led to someone."""


_KEY_BITS = 63
"""No key is longer: an address with a larger number in it leads to nobody."""

_LASTING = 9999
"""A year after all others: what has no end comes first."""


class Named(NamedTuple):
    """A tag, an event or a person: a name to link to."""

    pk: int
    name: str


class Met(NamedTuple):
    """An event where the user met them."""

    pk: int
    name: str
    on: date


class Shared(NamedTuple):
    """Somebody else who has an address of theirs."""

    pk: int
    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """What is known around a person, each kind of thing in the order in which it is read."""

    photo: str
    """The digest of their picture, or blank."""
    tags: list[Named]
    points: list[ContactPoint]
    shared: list[Shared]
    details: list[Detail]
    occasions: list[Occasion]
    links: list[SavedLink]
    events: list[Met]
    affiliations: list[Affiliation]
    """Where they were before, and where they studied, the latest first."""
    follow_ups: list[FollowUp]
    muted: list[MutedKind]
    led_by: list[Named]
    """Who led to them: whoever introduced them last, before that who introduced that one, and so on."""
    introduced: list[Named]


class _Row(NamedTuple):
    """One thing of any kind, as the query gives it."""

    what: str
    pk: int
    kind: str
    text: str
    more: str
    url: str
    on: Any
    done: Any
    month: Any
    day: Any
    year: Any


def person(owner: User, pk: int) -> Contact | None:
    """The person ``pk`` of ``owner``, with their organization; ``None`` when there is no such person. One query."""
    found = _PERSON.fetch(contact=pk, owner=owner.pk) if pk.bit_length() <= _KEY_BITS else []
    return found[0] if found else None


def portrait_of(contact: Contact) -> Portrait:
    """Everything small about ``contact``; one query, whatever there is."""
    found: dict[str, list[_Row]] = {}
    for row in map(_Row._make, _EVERYTHING.rows(contact=contact.pk, owner=contact.owner_id)):
        found.setdefault(row.what, []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: row.pk)

    def of(what: str) -> list[_Row]:
        return found.get(what, [])

    kinds = list(DetailKind.values)
    return Portrait(
        photo=next((row.text for row in of("photo")), ""),
        tags=_by_name(of("tag")),
        points=[
            ContactPoint(pk=row.pk, contact=contact, kind=row.kind, value=row.text, label=row.more, normalised=row.url)
            for row in sorted(of("point"), key=lambda row: row.kind)
        ],
        shared=[Shared(row.pk, _full_name(row), row.url) for row in of("shared")],
        details=[
            Detail(pk=row.pk, contact=contact, kind=row.kind, text=row.text)
            for row in sorted(of("detail"), key=lambda row: kinds.index(row.kind))
        ],
        occasions=[
            Occasion(
                pk=row.pk,
                contact=contact,
                kind=row.kind,
                name=row.text,
                month=row.month,
                day=row.day,
                year=row.year,
                settled_for=_date(row.done),
            )
            for row in of("occasion")
        ],
        links=[
            SavedLink(
                pk=row.pk, title=row.text, note=row.more, url=row.url, saved_on=_date(row.on), sent_on=_date(row.done)
            )
            for row in sorted(of("link"), key=lambda row: (str(row.on), row.pk), reverse=True)
        ],
        events=[
            Met(row.pk, row.text, _date(row.on))
            for row in sorted(of("event"), key=lambda row: (str(row.on), row.pk), reverse=True)
        ],
        affiliations=[
            Affiliation(
                pk=row.pk,
                contact=contact,
                organization=Organization(pk=row.day, name=row.text),
                kind=AffiliationKind(row.kind),
                from_year=row.month,
                until_year=row.year,
            )
            for row in sorted(
                of("affiliation"), key=lambda row: (row.year or _LASTING, row.month or 0, row.pk), reverse=True
            )
        ],
        follow_ups=[
            FollowUp(pk=row.pk, contact=contact, what=row.text, due_on=_date(row.on), every=row.month, unit=row.kind)
            for row in sorted(of("follow_up"), key=lambda row: (str(row.on), row.pk))
        ],
        muted=[MutedKind(pk=row.pk, contact=contact, kind=row.kind) for row in of("muted")],
        led_by=list(_chain(of, contact)),
        introduced=_by_name(of("introduced")),
    )


def _chain(of: Any, contact: Contact) -> Iterator[Named]:
    """Who led to whom, each once, however they may go in circles."""
    seen = {contact.pk}
    for row in (row for back in range(1, LINKS_OF_A_CHAIN + 1) for row in of(f"led {back}")):
        if row.pk in seen:
            return
        seen.add(row.pk)
        yield Named(row.pk, _full_name(row))


def _by_name(rows: list[_Row]) -> list[Named]:
    return sorted((Named(row.pk, _full_name(row)) for row in rows), key=lambda named: named.name.casefold())


def _full_name(row: _Row) -> str:
    return f"{row.text} {row.more}".strip()


def _date(value: Any) -> Any:
    """A date of the query, or ``None``; SQLite gives text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


_NO_DATE, _NO_NUMBER, _BLANK = Cast(Value(None), DateField()), Cast(Value(None), IntegerField()), Value("")
_COLUMNS: dict[str, Any] = {
    "what": _BLANK, "pk": F("pk"), "kind": _BLANK, "text": _BLANK, "more": _BLANK, "url": _BLANK, "on": _NO_DATE,
    "done": _NO_DATE, "month": _NO_NUMBER, "day": _NO_NUMBER, "year": _NO_NUMBER,
}  # fmt: skip


def _part(what: str, rows: QuerySet[Any, Any], **columns: str) -> QuerySet[Any, Any]:
    """``rows`` in the columns of ``_Row``, named ``what``; ``columns`` say which field goes where."""
    filled = {**_COLUMNS, "what": Value(what), **{name: F(field) for name, field in columns.items()}}
    named = rows.order_by().annotate(**{f"{name}_": value for name, value in filled.items()})
    part: QuerySet[Any, Any] = named.values_list(*(f"{name}_" for name in _COLUMNS))
    return part


def _everything(*, contact: int, owner: int) -> QuerySet[Any, Any]:
    own = ContactPoint.unscoped.filter(contact=contact, kind=OuterRef("kind"), normalised=OuterRef("normalised"))
    # The first condition finds the few by an index, where the other alone would ask it of every address there is.
    others = ContactPoint.unscoped.filter(
        normalised__in=ContactPoint.unscoped.filter(contact=contact).values("normalised"),
        contact__owner=owner,
        kind__in=[PointKind.EMAIL, PointKind.PROFILE],
    )
    person = {"text": "first_name", "more": "last_name"}
    parts = [
        _part("photo", Photo.unscoped.filter(contact=contact), text="digest"),
        _part("tag", Tag.unscoped.filter(contacts=contact), text="name"),
        _part(
            "point", ContactPoint.unscoped.filter(contact=contact),
            kind="kind", text="value", more="label", url="normalised",
        ),
        _part(
            "shared", others.exclude(contact=contact).filter(Exists(own)),
            pk="contact", text="contact__first_name", more="contact__last_name", url="value",
        ),
        _part("detail", Detail.unscoped.filter(contact=contact), kind="kind", text="text"),
        _part(
            "occasion", Occasion.unscoped.filter(contact=contact),
            kind="kind", text="name", month="month", day="day", year="year", done="settled_for",
        ),
        _part(
            "link", SavedLink.unscoped.filter(contact=contact),
            text="title", more="note", url="url", on="saved_on", done="sent_on",
        ),
        _part("event", Event.unscoped.filter(people=contact), text="name", on="on"),
        _part(
            "affiliation", Affiliation.unscoped.filter(contact=contact),
            kind="kind", text="organization__name", day="organization", month="from_year", year="until_year",
        ),
        _part(
            "follow_up", FollowUp.unscoped.open().filter(contact=contact),
            text="what", on="due_on", month="every", kind="unit",
        ),
        _part("muted", MutedKind.unscoped.filter(contact=contact), kind="kind"),
        _part("introduced", Contact.unscoped.filter(introduced_by=contact), **person),
    ]  # fmt: skip
    for back in range(1, LINKS_OF_A_CHAIN + 1):
        leads_to = "__".join(["introduced"] * back)
        parts.append(_part(f"led {back}", Contact.unscoped.filter(**{leads_to: contact}), **person))
    return parts[0].union(*parts[1:], all=True)


_PERSON = Prepared(
    lambda contact, owner: Contact.unscoped.filter(pk=contact, owner=owner).select_related("organization"),
    *("contact", "owner"),
)
_EVERYTHING = Prepared(_everything, "contact", "owner")
