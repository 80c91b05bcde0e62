"""Organizations and tags that an import made or completed: bare again where nothing else uses them, they go."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from common import many_rows
from contacts import snapshots
from contacts.importing.hanging_on import in_use
from contacts.importing.organization_changes import POSTING
from contacts.importing.traces import Traced, print_of
from contacts.importing.undoing_changes import without_lines
from contacts.importing.wording import listed
from contacts.models import DifferentOrganizations, ImportBatch, Interest, Organization, Posting, Tag

_COLUMNS = ("website", "notes", "interest")


def take_back(page: Sequence[Traced], *, owner: User, to_write: bool) -> dict[int, str]:
    """Take what a page of rows added to organizations back, or only see; why some of it stays, by row."""
    made = {row.made["organization"]: row for row in page if "organization" in row.made}
    here = Organization.for_user(owner).filter(pk__in=list(made)).order_by("pk")
    if to_write:
        here = here.select_for_update()
    stays: dict[int, list[str]] = {}
    organizations = list(here)
    for organization in organizations:
        row = made[organization.pk]
        stays[row.pk] = _bare(organization, row)
    for pk, sides in _postings(list(made.values()), owner, to_write=to_write).items():
        stays.setdefault(pk, []).extend(sides)
    if to_write:
        values = {each.pk: [getattr(each, name) for name in _COLUMNS] for each in organizations}
        many_rows.write(Organization, _COLUMNS, values)
    return {pk: f"You changed {listed(sides)} since; that stays." for pk, sides in stays.items() if sides}


def _bare(organization: Organization, row: Traced) -> list[str]:
    """Set one back to what it was before; what was edited since and stays, in words."""
    stays = []
    if "website" in row.made:
        if organization.website == row.made["website"]:
            organization.website = ""
        else:
            stays.append("its website")
    if "notes" in row.made:
        organization.notes, is_whole = without_lines(organization.notes, row.made["notes"])
        if not is_whole:
            stays.append("the notes")
    if "interest" in row.made:
        if organization.interest == row.made["interest"]:
            organization.interest = Interest.NONE
        else:
            stays.append("how much you would like it there")
    return stays


def _postings(rows: Sequence[Traced], owner: User, *, to_write: bool) -> dict[int, list[str]]:
    made = {pk: (row, print_) for row in rows for pk, print_ in row.made.get("postings", ())}
    if not made:
        return {}
    used = in_use(Posting, list(made))
    stays: dict[int, list[str]] = {}
    going = []
    for pk, *values in Posting.for_user(owner).filter(pk__in=list(made)).order_by().values_list("pk", *POSTING):
        row, print_ = made[pk]
        if pk in used or print_of(values) != print_:
            stays[row.pk] = ["a posting"]
        else:
            going.append(pk)
    if to_write:
        Posting.for_user(owner).filter(pk__in=going).delete()
    return stays


def remove_unused(batch: ImportBatch) -> None:
    """Delete the organizations and tags that ``batch`` made, if they are as it made them and nothing uses them."""
    bare = Organization.for_user(batch.owner).filter(website="", notes="", interest=Interest.NONE)
    for rows, name in ((bare, "organizations"), (Tag.for_user(batch.owner), "tags")):
        for pairs in snapshots.batches(batch.made.get(name, ())):
            names = dict(pairs)
            unused = _unused(rows.filter(pk__in=names))
            going = [pk for pk, now in unused.order_by().values_list("pk", "name") if now == names[pk]]
            rows.filter(pk__in=going).delete()


def _unused(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those at which nothing points but that they are not another one."""
    for other, pointer in snapshots.pointing_at(rows.model):
        if other is not DifferentOrganizations:
            rows = rows.filter(~Exists(snapshots.every(other).filter(**{pointer.attname: OuterRef("pk")})))
    return rows
