"""What becomes of everything on this floor that hangs on a person or an organization when two of them become one."""

from django.db.models import Model, Q

from contacts import moving, snapshots
from contacts.importing.records import add_lines
from contacts.models import (
    Affiliation,
    Contact,
    ContactPoint,
    Detail,
    DifferentOrganizations,
    DifferentPeople,
    Event,
    FollowUp,
    ImportRow,
    Interaction,
    MutedKind,
    Occasion,
    Organization,
    OrganizationAlias,
    Photo,
    Posting,
    SavedLink,
)
from contacts.moving import GOES, Pair, declare, once_by, simply


def declare_all() -> None:
    """Called once, when the app is ready."""
    moving.merges(Contact)
    declare(ContactPoint, "contact", once_by("kind", "normalised", fill=("label",)))
    declare(Detail, "contact", once_by("kind", "text"))
    declare(FollowUp, "contact", once_by("what", "due_on", "done_on", "event_id", "every", "unit"))
    declare(MutedKind, "contact", once_by("kind"))
    declare(SavedLink, "contact", once_by("url", "title", "note", "sent_on"))
    declare(Contact.tags.through, "contact", once_by("tag_id"))
    declare(Event.people.through, "contact", once_by("event_id"))
    declare(Affiliation, "contact", affiliations)
    declare(Posting, "led_by", simply)
    declare(Interaction, "contact", interactions)
    declare(Occasion, "contact", occasions)
    declare(Photo, "contact", photo)
    declare(Contact, "introduced_by", introduced)
    declare(ImportRow, "contact", simply)
    declare(ImportRow, "maybe_same_as", simply)
    declare(DifferentPeople, "one", told_apart)
    declare(DifferentPeople, "other", told_apart)
    moving.merges(Organization)
    declare(Contact, "organization", simply)
    declare(Affiliation, "organization", affiliations)
    declare(Posting, "organization", postings)
    moving.merges(Posting)
    declare(OrganizationAlias, "organization", simply)
    declare(DifferentOrganizations, "one", told_apart)
    declare(DifferentOrganizations, "other", told_apart)


def occasion_choice(occasion: Occasion) -> str:
    """The name of the choice between two days for one occasion."""
    return f"occasion-{occasion.kind}-{occasion.name}"


def interactions(model: type[Model], pointer: str, pair: Pair) -> None:
    """The same message brought in twice collapses where it says the same and nothing hangs on it; no word is lost."""
    stays, goes = (snapshots.every(model).filter(**{pointer: row.pk}) for row in (pair.stays, pair.goes))
    here = {row.source_key: row for row in stays.exclude(source_key="")}
    twice = {row.pk: (here[row.source_key], row) for row in goes.filter(source_key__in=here)}
    used = moving.in_use(model, twice)
    same = ("kind", "direction", "on", "summary", "event_id")
    equal = [
        key
        for key, (one, other) in twice.items()
        if key not in used and all(getattr(one, name) == getattr(other, name) for name in same)
    ]
    snapshots.every(model).filter(pk__in=equal).delete()
    goes.filter(pk__in=twice).update(source_key="")
    simply(model, pointer, pair)


def occasions(model: type[Model], pointer: str, pair: Pair) -> None:
    """One birthday a person: a year is filled in on the same day, and between two days the user chooses."""
    here = {(row.kind, row.name): row for row in snapshots.every(model).filter(**{pointer: pair.stays.pk})}
    for row in snapshots.every(model).filter(**{pointer: pair.goes.pk}).order_by("pk"):
        twin = here.get((row.kind, row.name))
        if twin is None:
            continue
        if (twin.month, twin.day) == (row.month, row.day):
            twin.year = twin.year or row.year
        if is_clash(twin, row) and pair.side(occasion_choice(twin)) == GOES:
            twin.month, twin.day, twin.year = row.month, row.day, row.year
        if row.settled_for is not None and (twin.settled_for is None or twin.settled_for < row.settled_for):
            twin.settled_for, twin.greeting_id = row.settled_for, row.greeting_id
        twin.save(update_fields=["month", "day", "year", "settled_for", "greeting"])
        row.delete()
    simply(model, pointer, pair)


def is_clash(one: Occasion, other: Occasion) -> bool:
    """Whether two records of an occasion speak of different days, or years."""
    if (one.month, one.day) != (other.month, other.day):
        return True
    return None not in (one.year, other.year) and one.year != other.year


def affiliations(model: type[Model], pointer: str, pair: Pair) -> None:
    """The same place twice becomes one, from the earlier year to the later; years that exclude each other stay."""
    other = "organization_id" if pointer.startswith("contact") else "contact_id"
    here = {(getattr(row, other), row.kind): row for row in snapshots.every(model).filter(**{pointer: pair.stays.pk})}
    for row in snapshots.every(model).filter(**{pointer: pair.goes.pk}).order_by("pk"):
        twin = here.get((getattr(row, other), row.kind))
        if twin is None:
            continue
        began = min(filter(None, (twin.from_year, row.from_year)), default=None)
        ended = max(filter(None, (twin.until_year, row.until_year)), default=None)
        if began is None or ended is None or began <= ended:
            twin.from_year, twin.until_year = began, ended
            twin.save(update_fields=["from_year", "until_year"])
        row.delete()
    simply(model, pointer, pair)


def photo(model: type[Model], pointer: str, pair: Pair) -> None:
    """One face a person: the one chosen where both have one."""
    both = snapshots.every(model).filter(**{f"{pointer}__in": [pair.stays.pk, pair.goes.pk]})
    if both.count() > 1:
        unwanted = pair.stays if pair.side("photo") == GOES else pair.goes
        both.filter(**{pointer: unwanted.pk}).delete()
    simply(model, pointer, pair)


def introduced(model: type[Model], pointer: str, pair: Pair) -> None:
    """Whom the one that goes introduced was introduced by the one that stays; nobody introduces themselves."""
    led = snapshots.every(model).filter(**{pointer: pair.goes.pk})
    led.filter(pk__in=[pair.stays.pk, pair.goes.pk]).update(**{pointer: None})
    simply(model, pointer, pair)


def told_apart(model: type[Model], pointer: str, pair: Pair) -> None:  # noqa: ARG001 - both ends at once
    """Who was not the one that goes is not the one that stays either; that the two differ is no more."""
    rows = snapshots.every(model).filter(Q(one_id=pair.goes.pk) | Q(other_id=pair.goes.pk))
    about = snapshots.every(model).filter(Q(one_id=pair.stays.pk) | Q(other_id=pair.stays.pk))
    known = {frozenset(ends) for ends in about.values_list("one_id", "other_id")}
    for key, one, other in list(rows.values_list("pk", "one_id", "other_id")):
        third = other if one == pair.goes.pk else one
        ends = frozenset({third, pair.stays.pk})
        if len(ends) == 1 or ends in known:
            rows.filter(pk=key).delete()
        else:
            rows.filter(pk=key).update(one_id=min(ends), other_id=max(ends))


def postings(model: type[Model], pointer: str, pair: Pair) -> None:
    """The same job twice becomes one, with the notes of both and the earlier days."""
    here = {(row.title, row.url): row for row in snapshots.every(model).filter(**{pointer: pair.stays.pk})}
    for row in snapshots.every(model).filter(**{pointer: pair.goes.pk}):
        twin = here.get((row.title, row.url))
        if twin is not None:
            twin.applied_on = min(filter(None, (twin.applied_on, row.applied_on)), default=None)
            twin.led_by_id = twin.led_by_id or row.led_by_id
            twin.notes = add_lines(twin.notes, row.notes)
            twin.added_on = min(twin.added_on, row.added_on)
            twin.save(update_fields=["applied_on", "led_by", "notes", "added_on"])
            moving.move_all(Pair(stays=twin, goes=row, on=pair.on))
            row.delete()
    simply(model, pointer, pair)
