"""Organizations that cards name alone: made, or completed where something is blank."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from accounts.models import User
from common import many_rows
from contacts.importing.names_in_use import NamesInUse
from contacts.importing.planning import PlannedRow
from contacts.importing.records import add_lines
from contacts.importing.traces import print_of
from contacts.models import Interest, Organization, Posting

POSTING = ("title", "url", "applied_on", "notes")


def write_organizations(
    rows: Sequence[PlannedRow], *, owner: User, on: date, names: NamesInUse, counts: Counter[str]
) -> list[dict[str, Any]]:
    """Write what rows that speak for an organization bring. What undoing wants to know, row by row."""
    planned = [row.organization for row in rows if row.organization is not None]
    if not planned:
        return []
    names.provide(organizations=(each.name for each in planned), tags=())
    ids = [names.organization(each.name) or 0 for each in planned]
    here = {row.pk: row for row in Organization.for_user(owner).select_for_update().filter(pk__in=ids).order_by("pk")}
    made: list[dict[str, Any]] = []
    postings: list[Posting] = []
    for pk, each in zip(ids, planned, strict=True):
        organization, additions = here[pk], each.additions
        trace: dict[str, Any] = {"organization": pk}
        if additions.website and not organization.website:
            organization.website = trace["website"] = additions.website
        if additions.notes:
            organization.notes = add_lines(organization.notes, additions.notes)
            trace["notes"] = additions.notes
        if additions.is_of_interest and organization.interest == Interest.NONE:
            organization.interest = trace["interest"] = Interest.SOME.value
        postings += [
            Posting(
                organization=organization, title=job.title, url=job.url, notes=job.notes, added_on=on,
                applied_on=date.fromisoformat(job.applied_on) if job.applied_on else None,
            )
            for job in additions.jobs
        ]  # fmt: skip
        made.append(trace)
    touched = [here[trace["organization"]] for trace in made if len(trace) > 1]
    columns = ("website", "notes", "interest")
    many_rows.write(Organization, columns, {each.pk: [getattr(each, name) for name in columns] for each in touched})
    Posting.for_user(owner).bulk_create(postings)
    counts["postings"] += len(postings)
    by_id = {trace["organization"]: trace for trace in made}
    for posting in postings:
        print_ = print_of([getattr(posting, name) for name in POSTING])
        by_id[posting.organization_id].setdefault("postings", []).append([posting.pk, print_])
    return made
