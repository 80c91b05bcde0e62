"""What the search box offers: people, organizations and tags, a few of each. Other floors add theirs in this shape."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import BooleanField, Case, Value, When
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from contacts.finding.conditions import UNNAMED
from contacts.finding.excerpts import Excerpt, excerpts
from contacts.finding.words import fits, looked_for
from contacts.models import Contact, Interest, Organization, SavedView, Tag

MOST_PEOPLE = 8
MOST_GROUPS = 4
MOST_RECENT = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One line to open."""

    url: str
    title: str
    note: str = ""
    icon: str = ""
    """Instead of a face."""
    tag: str = ""
    """What sets it apart: "archived"."""
    excerpts: Sequence[Excerpt] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lines of one kind."""

    key: str
    title: str
    lines: Sequence[Found]
    more_url: str = ""
    """Where there are more of them."""


def by_name(words: str, *, user: User) -> tuple[list[Group], list[Group]]:
    """What of ``user``'s ``words`` find: first what is called so, then whom they are only written of."""
    called, written_of = people(words, user=user)
    return (
        _filled(called, *(named(words, user=user) for named in (views, organizations, tags))),
        _filled(written_of, somebody_new(words)),
    )


def people(words: str, *, user: User) -> tuple[Group, Group]:
    """The nearest people, archived ones last: with ``words`` in name, organization and the like, or in notes alone."""
    asked = looked_for(words) or []
    known = Contact.for_user(user).select_related("organization")
    found = known.matching(words).by_relevance(words) if asked else known.none()
    nearest = list(found.filter(is_archived=False)[: MOST_PEOPLE + 1])
    there_is_more = len(nearest) > MOST_PEOPLE
    if not there_is_more:
        nearest += found.filter(is_archived=True)[: MOST_PEOPLE - len(nearest)]
    del nearest[MOST_PEOPLE:]
    why = excerpts({contact.pk: (contact.name, contact.headline) for contact in nearest}, words, user=user)
    called: list[Found] = []
    written_of: list[Found] = []
    for contact in nearest:
        is_written_of = contact.misfit >= UNNAMED * len(asked)
        (written_of if is_written_of else called).append(_person(contact, why.get(contact.pk, ())))
    more_url = f"{reverse('contacts:list')}?{urlencode({'q': words})}" if there_is_more else ""
    return (
        Group(key="people", title="People", lines=called, more_url="" if written_of else more_url),
        Group(key="written", title="In what you noted", lines=written_of, more_url=more_url),
    )


def organizations(words: str, *, user: User) -> Group:
    """Organizations called so, first those whose name starts with ``words``."""
    starts = Case(When(name__istartswith=words.strip(), then=Value(False)), default=True, output_field=BooleanField())
    found = Organization.for_user(user).called(words).order_by(starts, "name_key", "pk")[:MOST_GROUPS]
    lines = [
        Found(
            url=organization.get_absolute_url(),
            title=organization.name,
            note=organization.get_interest_display() if organization.interest > Interest.NONE else "",
            icon="building",
        )
        for organization in found
    ]
    return Group(key="organizations", title="Organizations", lines=lines)


def tags(words: str, *, user: User) -> Group:
    """Tags called so."""
    found = Tag.for_user(user).matching(words)[:MOST_GROUPS] if looked_for(words) else ()
    people = reverse("contacts:list")
    lines = [Found(url=f"{people}?tag={tag.pk}", title=tag.name, icon="tag") for tag in found]
    return Group(key="tags", title="Tags", lines=lines)


def views(words: str, *, user: User) -> Group:
    """Saved views of the list called so; ``MOST_VIEWS`` are few enough to look through."""
    asked = looked_for(words)
    known = SavedView.for_user(user).in_order() if asked else ()
    found = [view for view in known if fits(asked or (), view.name)][:MOST_GROUPS]
    lines = [Found(url=view.get_absolute_url(), title=view.name, icon="bookmark") for view in found]
    return Group(key="views", title="Views", lines=lines)


def somebody_new(words: str) -> Group:
    """The way to add someone called ``words``, which may name nobody yet."""
    address = f"{reverse('contacts:create')}?{urlencode({'name': words})}"
    lines = [Found(url=address, title=f"Add “{words}” to your people", icon="user-plus")]
    return Group(key="new", title="Somebody new", lines=lines if looked_for(words) else ())


def recent(keys: Sequence[str], *, user: User) -> list[Group]:
    """Those of ``user``'s people with these primary keys, in that order; without any, whom they spoke to last."""
    ids = [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 19][:MOST_RECENT]
    known = Contact.for_user(user).select_related("organization")
    opened = known.in_bulk(ids)
    if opened:
        lines = [_person(opened[pk]) for pk in ids if pk in opened]
        return [Group(key="recent", title="Opened lately", lines=lines)]
    lines = [_person(contact) for contact in known.active().spoken_to_last()[:MOST_RECENT]]
    return _filled(Group(key="recent", title="Spoken to lately", lines=lines))


def _person(contact: Contact, why: Sequence[Excerpt] = ()) -> Found:
    return Found(
        url=contact.get_absolute_url(),
        title=contact.name,
        note=contact.headline,
        tag="archived" if contact.is_archived else "",
        excerpts=why,
    )


def _filled(*groups: Group) -> list[Group]:
    return [group for group in groups if group.lines]
