"""What the search index holds, and what it ought to hold, word by word."""

from typing import NamedTuple

from django.db import connection

from contacts.finding.words import split
from contacts.models import Contact, ContactPoint, Detail, Event, FollowUp, Interaction, Organization, Tag


class Entry(NamedTuple):
    """One word of one text. Groups of people (organizations, tags, events) have no contact."""

    source: int
    row: int
    contact: int | None
    word: str


def indexed() -> set[Entry]:
    """Every word in the index of the database at hand."""
    return _on_sqlite() if connection.vendor == "sqlite" else _on_postgresql()


def _on_sqlite() -> set[Entry]:
    entries = set()
    with connection.cursor() as cursor:
        for shelf in ("heads", "texts", "groups"):
            cursor.execute(f"CREATE VIRTUAL TABLE temp.v USING fts5vocab(main, contacts_find_{shelf}, instance)")
            cursor.execute("SELECT term, doc FROM temp.v")
            for word, doc in cursor.fetchall():
                if shelf == "groups":
                    entries.add(Entry(doc & 15, doc >> 4, None, word))
                else:
                    entries.add(Entry(doc >> 29 & 7, doc & (1 << 29) - 1, doc >> 32, word))
            cursor.execute("DROP TABLE temp.v")
    return entries


def _on_postgresql() -> set[Entry]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT source, id, contact_id, unnest(tsvector_to_array(words)) FROM contacts_find_texts")
        return {Entry(source, row, contact, word.partition(":")[2]) for source, row, contact, word in cursor.fetchall()}


def wanted() -> set[Entry]:
    """Every word of every row that can be found, taken apart by Python."""
    texts: list[tuple[int, int, int | None, str]] = []
    for contact in Contact.unscoped.all():
        name = f"{contact.first_name} {contact.last_name}"
        squeezed = name.replace("'", "").replace("’", "").replace("-", "")
        for source, text in ((0, f"{name} {squeezed}"), (1, contact.title), (3, contact.how_known), (4, contact.notes)):
            texts.append((source, contact.pk, contact.pk, text))
    for point in ContactPoint.unscoped.all():
        text = point.value
        if point.kind == "profile":
            text += f" {point.normalised}"
        if point.kind == "phone":
            text += "".join(f" {point.normalised[start:]}" for start in (0, 2, 3, 4))
        texts.append((2, point.pk, point.contact_id, text))
    texts += [(5, detail.pk, detail.contact_id, detail.text) for detail in Detail.unscoped.all()]
    texts += [(6, follow_up.pk, follow_up.contact_id, follow_up.what) for follow_up in FollowUp.unscoped.all()]
    texts += [(7, each.pk, each.contact_id, each.summary) for each in Interaction.unscoped.all()]
    for organization in Organization.unscoped.all():
        texts += [(8, organization.pk, None, organization.name), (9, organization.pk, None, organization.notes)]
    texts += [(10, tag.pk, None, tag.name) for tag in Tag.unscoped.all()]
    texts += [(11, event.pk, None, event.name) for event in Event.unscoped.all()]
    return {Entry(source, row, contact, word) for source, row, contact, text in texts for word in split(text)}
