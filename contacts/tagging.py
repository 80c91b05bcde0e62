"""Tags by name: typed, found or made; two that turn out the same become one."""

from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from contacts import saved_views
from contacts.models import Contact, Tag
from contacts.models.tag import tag_key


def split_names(text: str) -> list[str]:
    """The names in "rail, Lyon , rail" once each: ["rail", "Lyon"]."""
    names: dict[str, str] = {}
    for part in text.split(","):
        name = " ".join(part.split())
        if tag_key(name):
            names.setdefault(tag_key(name), name)
    return list(names.values())


@transaction.atomic
def set_tags(contact: Contact, names: Iterable[str]) -> None:
    """Give ``contact`` exactly the tags of these names, as ``split_names`` returns them; missing ones are made."""
    contact.tags.set([named(contact.owner, name) for name in names])


@transaction.atomic
def add_tag(contacts: Iterable[Contact], name: str) -> Tag | None:
    """Put the tag of this name on contacts of one owner, beside those they have; ``None`` when there is nobody."""
    people = list(contacts)
    if not people:
        return None
    tag = named(people[0].owner, name)
    tag.contacts.add(*people)
    return tag


@transaction.atomic
def rename(tag: Tag, name: str) -> Tag:
    """Call ``tag`` by another ``name``; where the owner has one of that name, they become one. Returns it."""
    twin = Tag.for_user(tag.owner).filter(name_key=tag_key(name)).exclude(pk=tag.pk).first()
    if twin is None:
        tag.name = name
        tag.save(update_fields=["name", "name_key"])
        saved_views.tag_renamed(tag)
        return tag
    for relation in Tag._meta.related_objects:
        if relation.many_to_many:
            # Whatever wears it, also on floors above: people, insights.
            worn = relation.get_accessor_name() or ""
            getattr(twin, worn).add(*getattr(tag, worn).all())
    saved_views.tag_merged(tag, into=twin)
    tag.delete()
    return twin


def named(owner: User, name: str) -> Tag:
    """The tag of ``owner`` called ``name``, found or made; one query where it is there."""
    return Tag.for_user(owner).get_or_create(name_key=tag_key(name), defaults={"owner": owner, "name": name})[0]
