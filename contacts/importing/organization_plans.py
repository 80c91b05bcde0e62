"""What cards that name only an organization would do."""

from collections.abc import Mapping
from dataclasses import dataclass

from accounts.models import User
from contacts import organizations
from contacts.importing.additions import OrganizationAdditions
from contacts.importing.comparing import new_lines
from contacts.importing.records import Job, OrganizationRecord
from contacts.models import Interest, Organization, Posting

_TITLE_LENGTH = 200
_URL_LENGTH = 1_000


@dataclass(slots=True, kw_only=True)
class PlannedOrganization:
    """What becomes of one."""

    name: str
    key: str
    pk: int | None
    """``None`` for one that is not here yet."""
    additions: OrganizationAdditions


def jobs_of(record: OrganizationRecord) -> list[Job]:
    """The postings, each once and no longer than the columns."""
    jobs = (
        job._replace(title=job.title[:_TITLE_LENGTH], url=job.url if len(job.url) <= _URL_LENGTH else "")
        for job in record.jobs
        if job.title
    )
    return list({(job.title, job.url): job for job in jobs}.values())


def plan_organizations(records: Mapping[str, OrganizationRecord], *, owner: User) -> dict[str, PlannedOrganization]:
    """What ``records``, by how their names compare, would do to what ``owner`` has now. At most four queries."""
    if not records:
        return {}
    ids = organizations.ids_by_key(owner, list(records))
    here = Organization.for_user(owner).in_bulk(ids.values())
    known = {key: here[pk] for key, pk in ids.items()}
    postings: set[tuple[int, str, str]] = set()
    if any(record.jobs for record in records.values()):
        held = Posting.for_user(owner).filter(organization__in=[each.pk for each in known.values()]).order_by()
        postings.update(held.values_list("organization_id", "title", "url"))
    plans = {}
    for key, record in records.items():
        mine = known.get(key) or Organization(name=record.name)
        jobs = [job for job in jobs_of(record) if (mine.pk, job.title, job.url) not in postings]
        # Another name of it may follow in the same file.
        postings.update((mine.pk, job.title, job.url) for job in jobs if mine.pk)
        plans[key] = PlannedOrganization(
            name=record.name,
            key=key,
            pk=mine.pk,
            additions=OrganizationAdditions(
                website=record.website if not mine.website else "",
                notes=new_lines(mine.notes, record.notes),
                jobs=jobs,
                is_of_interest=record.is_of_interest and mine.interest == Interest.NONE,
            ),
        )
    return plans
