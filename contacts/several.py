"""Changing many people at once: what is said changes, what is left open stays, and all of it is one change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts.models import User
from contacts import cadence, changes, organizations, snapshots
from contacts.models import Change, ChangeKind, Contact, Organization, Tag, Tie, Tier, WalkOfLife
from contacts.models.tag import tag_key
from contacts.standing import named

_CADENCE = {"tier", "cadence_months"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Alterations:
    """What is to become of everyone; ``None`` leaves a field as it is, a blank clears it."""

    tier: str | None = None
    cadence_months: int | None = None
    """Months of their own; 0 clears them, so that the tier's count again."""
    tie: str | None = None
    walk_of_life: str | None = None
    organization: str | None = None
    """Where they work, by name; an empty name clears it."""
    is_archived: bool | None = None
    do_not_contact: bool | None = None
    snoozed_until: date | None = None
    """A local date up to which reminders rest."""
    wake: bool = False
    """End the rest, whatever its date."""
    add_tags: Sequence[str] = ()
    remove_tags: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.columns or self.organization is not None or self.add_tags or self.remove_tags)

    @property
    def columns(self) -> dict[str, Any]:
        """The columns to write, the organization left out."""
        said: dict[str, Any] = {
            "tier": self.tier,
            "tie": self.tie,
            "walk_of_life": self.walk_of_life,
            "is_archived": self.is_archived,
            "do_not_contact": self.do_not_contact,
            "snoozed_until": self.snoozed_until,
        }
        written = {name: value for name, value in said.items() if value is not None}
        if self.cadence_months is not None:
            written["cadence_months"] = self.cadence_months or None
        if self.wake:
            written["snoozed_until"] = None
        return written


def alter(owner: User, people: Iterable[int], what: Alterations, *, on: date, now: datetime) -> Change | None:
    """Change the contacts of ``owner`` with these keys at the moment ``now``, their local date being ``on``.

    Returns what can be taken back, ``None`` where everyone was like that already. A constant number of queries for
    each 500 people.
    """
    keys = sorted(people)
    columns = dict(what.columns)
    with changes.recording(owner=owner, kind=ChangeKind.SEVERAL, now=now) as ledger:
        watched = {*columns, *(("organization_id",) if what.organization is not None else ())}
        if watched:
            ledger.watch(Contact, keys, fields=watched)
        if what.organization is not None:
            ledger.watch(Organization, [owner.pk], by="owner")
            place = organizations.named(owner, what.organization)
            columns["organization_id"] = place.pk if place else None
        if what.add_tags or what.remove_tags:
            ledger.watch(Tag, [owner.pk], by="owner")
            ledger.watch(Contact.tags.through, keys, by="contact_id")
            _tag(owner, keys, what)
        for batch in snapshots.batches(keys):
            if columns:
                Contact.for_user(owner).filter(pk__in=batch).update(**columns)
            if _CADENCE & set(columns):
                cadence.refresh(Contact.for_user(owner).filter(pk__in=batch).select_related("owner"), on=on)
        ledger.sentence = sentence(what, _whom(owner, keys), on=on)
    return ledger.change


def sentence(what: Alterations, whom: str, *, on: date) -> str:
    """What was done in words: "412 people: tier key, tagged “rail”"."""
    return f"{whom}: {', '.join(_parts(what, on))}"


def _parts(what: Alterations, on: date) -> Iterable[str]:
    yield from _rhythm(what, on)
    if what.tie is not None:
        yield f"tie {Tie(what.tie).label}"
    if what.walk_of_life is not None:
        yield f"from {WalkOfLife(what.walk_of_life).label}" if what.walk_of_life else "walk of life cleared"
    if what.organization is not None:
        yield f"at {what.organization}" if what.organization else "organization cleared"
    if what.is_archived is not None:
        yield "archived" if what.is_archived else "brought back"
    if what.do_not_contact is not None:
        yield "not to be contacted" if what.do_not_contact else "may be contacted"
    yield from (f"{said} {_quoted(names)}" for said, names in _tagging(what) if names)


def _rhythm(what: Alterations, on: date) -> Iterable[str]:
    if what.tier is not None:
        yield "no reminders" if what.tier == Tier.NONE else f"keep in touch {Tier(what.tier).label}"
    if what.cadence_months is not None:
        every = {0: "as often as their tier says", 1: "every month"}
        yield every.get(what.cadence_months, f"every {what.cadence_months} months")
    if what.snoozed_until is not None:
        yield f"resting until {named(what.snoozed_until, on)}"
    if what.wake:
        yield "woken"


def _tagging(what: Alterations) -> tuple[tuple[str, Sequence[str]], ...]:
    return ("tagged", what.add_tags), ("no longer tagged", what.remove_tags)


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _whom(owner: User, keys: Sequence[int]) -> str:
    if len(keys) == 1:
        return str(Contact.for_user(owner).get(pk=keys[0]))
    return f"{len(keys):,} people"


def _tag(owner: User, keys: Sequence[int], what: Alterations) -> None:
    wearing = Contact.tags.through
    wanted = {tag_key(name): name for name in what.add_tags}
    mine = Tag.for_user(owner)
    mine.bulk_create([Tag(owner=owner, name=name, name_key=key) for key, name in wanted.items()], ignore_conflicts=True)
    on_them = list(mine.filter(name_key__in=wanted).values_list("pk", flat=True))
    off = list(mine.filter(name_key__in=[tag_key(name) for name in what.remove_tags]).values_list("pk", flat=True))
    for batch in snapshots.batches(keys):
        if off:
            wearing.objects.filter(contact_id__in=batch, tag_id__in=off).delete()
        links = [wearing(contact_id=key, tag_id=tag) for tag in on_them for key in batch]
        wearing.objects.bulk_create(links, ignore_conflicts=True)
