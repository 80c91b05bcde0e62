"""LinkedIn's Job Applications.csv: organizations where the user would like it (P05), each with its postings."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from contacts.importing.encoding import Source
from contacts.importing.formats import UnusableFileError
from contacts.importing.person_fields import FIELD_LENGTHS
from contacts.importing.records import Job, OrganizationRecord, Record, Skipped, Unreadable
from contacts.importing.spool import Spool
from contacts.importing.tabular import Row, read_rows
from contacts.importing.written_dates import read_date
from contacts.models.organization import organization_key

TITLE_LENGTH = 200
URL_LENGTH = 1_000
JOBS = 50_000


def is_header(columns: frozenset[str]) -> bool:
    """Whether these are the columns of Job Applications.csv."""
    return {"application date", "company name", "job title"} <= columns


class _Application(NamedTuple):
    title: str
    url: str
    applied_on: str
    notes: int


@dataclass(slots=True)
class _Organization:
    line: int
    member: str
    name: str
    applications: list[_Application] = field(default_factory=list)


@dataclass(slots=True)
class Applications:
    """All applications while they are read, then an organization each with its own."""

    spool: Spool
    count: int = 0
    organizations: dict[str, _Organization] = field(default_factory=dict)

    def take(self, source: Source, member: str) -> Iterator[Record]:
        """Read a Job Applications.csv; what comes out are rows that say nothing usable.

        The e-mail address and phone number in it are the user's own, given to the company, and left out.
        """
        for row in read_rows(source, is_header):
            if isinstance(row, Unreadable):
                yield replace(row, member=member)
            elif row.is_empty:
                yield Skipped(line=row.line, reason="An empty row.", member=member)
            elif not organization_key(row["company name"]):
                name = row["job title"][:TITLE_LENGTH]
                yield row.unreadable("This row names no company.", name=name, member=member)
            else:
                self._take_row(row, member)

    def _take_row(self, row: Row, member: str) -> None:
        self.count += 1
        if self.count > JOBS:
            raise UnusableFileError(f"This file has more than {JOBS:,} applications. Bring it in parts.")
        day = read_date(row["application date"])
        url = row["job url"]
        is_address = url.startswith(("https://", "http://")) and len(url) <= URL_LENGTH
        notes = [
            "" if is_address else url,
            f"Résumé sent: {row['resume name']}" if row["resume name"] else "",
            "" if day else row["application date"],
            row.text("question and answers"),
        ]
        title = row["job title"] or "A job"
        if len(title) > TITLE_LENGTH:
            notes.insert(0, title)
            title = f"{title[: TITLE_LENGTH - 1].rstrip()}…"
        application = _Application(
            title,
            url if is_address else "",
            day.isoformat() if day else "",
            self.spool.put("\n".join(filter(None, notes))),
        )
        name = row["company name"][: FIELD_LENGTHS["organization"]]
        held = self.organizations.setdefault(organization_key(name), _Organization(row.line, member, name))
        held.applications.append(application)

    def records(self) -> Iterator[Record]:
        """The organizations, in the order of their first applications."""
        for held in self.organizations.values():
            jobs = {
                (each.title, each.url): Job(each.title, each.url, each.applied_on, self.spool.get(each.notes))
                for each in reversed(held.applications)
            }
            yield OrganizationRecord(
                line=held.line,
                name=held.name,
                jobs=tuple(reversed(jobs.values())),
                is_of_interest=True,
                member=held.member,
            )
