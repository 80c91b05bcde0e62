"""What every writer reads of the people it writes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from accounts.models import User
from contacts.models import Contact, ContactPoint, ContactQuerySet, Detail, Occasion, Photo, Tag

BATCH = 500

Of = TypeVar("Of", ContactPoint, Detail, Occasion)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A contact with all that is said of them."""

    contact: Contact
    points: Sequence[ContactPoint]
    details: Sequence[Detail]
    occasions: Sequence[Occasion]
    tags: Sequence[str]
    photo: bytes
    """A picture as the database has it; empty where there is none, or none was asked for."""


def whole(people: ContactQuerySet, *, owner: User, with_photos: bool) -> Iterator[Person]:
    """``owner``'s ``people`` in their order; five queries for each 500 at most, whatever there is to say of them."""
    found = people.select_related("organization", "introduced_by").iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        ids = [contact.pk for contact in batch]
        points = _by_contact(ContactPoint.for_user(owner).filter(contact__in=ids).order_by("kind", "pk"))
        details = _by_contact(Detail.for_user(owner).filter(contact__in=ids).order_by("pk"))
        occasions = _by_contact(Occasion.for_user(owner).filter(contact__in=ids).through_the_year())
        tags = _tags(owner, ids)
        photos = dict(
            Photo.for_user(owner).filter(contact__in=ids).values_list("contact", "image") if with_photos else ()
        )
        for contact in batch:
            yield Person(
                contact=contact,
                points=points[contact.pk],
                details=details[contact.pk],
                occasions=occasions[contact.pk],
                tags=tags[contact.pk],
                photo=bytes(photos.get(contact.pk, b"")),
            )


def _by_contact(rows: Iterable[Of]) -> dict[int, list[Of]]:
    grouped: dict[int, list[Of]] = defaultdict(list)
    for row in rows:
        grouped[row.contact_id].append(row)
    return grouped


def _tags(owner: User, ids: Sequence[int]) -> dict[int, list[str]]:
    grouped: dict[int, list[str]] = defaultdict(list)
    wearing = Tag.for_user(owner).filter(contacts__in=ids).order_by("name_key").values_list("contacts", "name")
    for contact_id, name in wearing:
        grouped[contact_id].append(name)
    return grouped
