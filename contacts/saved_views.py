"""Views of the list of people: kept, set to what is asked for now, put in order, and right when things merge."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from contacts.models import Event, Organization, SavedView, Tag
from contacts.models.saved_view import MOST_VIEWS


class TooManyViewsError(ValueError):
    """The owner has ``MOST_VIEWS`` already; nothing was kept."""


def keep(owner: User, name: str, asked: Mapping[str, str]) -> SavedView:
    """A new view of ``owner`` called ``name``, the last in the row, of what is ``asked`` (``ContactFilterForm.asked``).

    The name must be free. Raises ``TooManyViewsError``.
    """
    with transaction.atomic():
        mine = SavedView.for_user(owner)
        if mine.count() >= MOST_VIEWS:
            raise TooManyViewsError
        last = mine.aggregate(last=Max("position"))["last"]
        view = SavedView(owner=owner, name=name, position=0 if last is None else last + 1)
        show(view, asked)
    return view


@transaction.atomic
def show(view: SavedView, asked: Mapping[str, str]) -> None:
    """Let ``view`` show what is ``asked``, and save it."""
    rest = dict(asked)
    view.tag = Tag.for_user(view.owner).filter(pk=int(rest.pop("tag", 0))).first()
    view.event = Event.for_user(view.owner).filter(pk=int(rest.pop("event", 0))).first()
    view.tag_name = view.tag.name if view.tag else ""
    view.event_name = view.event.name if view.event else ""
    view.query = urlencode(rest)
    view.save()


@transaction.atomic
def move(view: SavedView, *, by: int) -> None:
    """Move ``view`` by so many places in the row, to the left where ``by`` is negative; it stops at the ends."""
    row = list(SavedView.for_user(view.owner).select_for_update().in_order())
    at = row.index(view)
    row.insert(max(0, at + by), row.pop(at))
    for position, each in enumerate(row):
        each.position = position
    SavedView.for_user(view.owner).bulk_update(row, ["position"])


def like(views: Iterable[SavedView], asked: Mapping[str, str]) -> SavedView | None:
    """The one of ``views`` that shows exactly what is ``asked``."""
    return next((view for view in views if view.asked == asked and not view.gone), None)


def tag_renamed(tag: Tag) -> None:
    """Let views call ``tag`` by its new name, should it go."""
    SavedView.for_user(tag.owner).filter(tag=tag).update(tag_name=tag.name)


def tag_merged(tag: Tag, *, into: Tag) -> None:
    """Let views of ``tag``, which is about to go, show ``into``."""
    SavedView.for_user(tag.owner).filter(tag=tag).update(tag=into, tag_name=into.name)


def event_renamed(event: Event) -> None:
    """Let views call ``event`` by its new name, should it go."""
    SavedView.for_user(event.owner).filter(event=event).update(event_name=event.name)


def naming(organization: Organization) -> list[SavedView]:
    """Views narrowed to ``organization`` alone: their words find it and no other."""
    owner = organization.owner
    asking = SavedView.for_user(owner).filter(query__contains="organization=")
    found = {view: Organization.for_user(owner).matching(view.asked.get("organization", "")) for view in asking}
    return [view for view, there in found.items() if list(there.values_list("pk", flat=True)[:2]) == [organization.pk]]


def point_at(views: Iterable[SavedView], organization: Organization) -> None:
    """Let ``views`` find ``organization``; those whose words find it as it is keep them."""
    for view in views:
        words = view.asked.get("organization", "")
        if not Organization.for_user(view.owner).matching(words).filter(pk=organization.pk).exists():
            show(view, {**view.asked, "organization": organization.name})
