"""LinkedIn's whole export, or any file of it alone: one record a person, with all that the files say of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contacts.importing.archives import Archive
from contacts.importing.encoding import Source
from contacts.importing.formats import ReadingContext
from contacts.importing.linkedin_book import Book
from contacts.importing.linkedin_connections import is_header as is_connections_header
from contacts.importing.linkedin_connections import read_connections
from contacts.importing.linkedin_invitations import Notebook, is_invitations_header, is_notes_header
from contacts.importing.linkedin_jobs import Applications
from contacts.importing.linkedin_jobs import is_header as is_jobs_header
from contacts.importing.linkedin_messages import Conversations
from contacts.importing.linkedin_messages import is_header as is_messages_header
from contacts.importing.linkedin_owner import Owner, UnknownOwnerError
from contacts.importing.linkedin_people import Connections, places
from contacts.importing.records import PersonRecord, Record, Unreadable
from contacts.importing.spool import Spool
from contacts.importing.tabular import IsHeader, Row, has_header, read_rows

HEAD = 16_384

_ROLES: dict[str, IsHeader] = {
    "connections": is_connections_header,
    "messages": is_messages_header,
    "invitations": is_invitations_header,
    "notes": is_notes_header,
    "jobs": is_jobs_header,
    "profile": lambda columns: {"first name", "last name", "headline", "summary"} <= columns,
}
# Talks with LinkedIn's programs, which have the columns of messages.
_NOT_PEOPLE = ("guide_messages", "learning_")

Files = Mapping[str, Sequence[tuple[str, Source]]]
"""By role, each file's name in the archive (blank for a file of its own) and what opens it."""


def role(head: bytes) -> str:
    """Which of LinkedIn's files begins like this; blank for none of those that are read."""
    return next((role for role, is_header in _ROLES.items() if has_header(head, is_header)), "")


def read_files(files: Files, context: ReadingContext) -> Iterator[Record]:
    """All of ``files`` together: connections with what happened with them, then others, then applications."""
    with Spool() as spool:
        reading = _Reading(files, context, Book(spool, context.zone), Owner(), spool)
        yield from reading.records()


@dataclass(slots=True)
class _Reading:
    files: Files
    context: ReadingContext
    book: Book
    owner: Owner
    spool: Spool

    def records(self) -> Iterator[Record]:
        """Every record; nothing is given out of a file twice."""
        connections = self._connections()
        self._learn_name()
        notebook = Notebook(self.book, self.spool, self.owner)
        for member, source in self.files.get("invitations", ()):
            yield from notebook.take_invitations(source, member)
        for member, source in self.files.get("notes", ()):
            yield from notebook.take_notes(source, member)
        conversations = Conversations(self.book, self.spool)
        for member, source in self.files.get("messages", ()):
            yield from conversations.take(source, member)
        yield from self._settled(conversations, connections)
        yield from self._people(connections)
        applications = Applications(self.spool)
        for member, source in self.files.get("jobs", ()):
            yield from applications.take(source, member)
        yield from applications.records()

    def _settled(self, conversations: Conversations, connections: Connections | None) -> Iterator[Record]:
        """Give the messages to their people; where that cannot be done, the other files still count."""
        people = self.book.people
        is_connection = (lambda person: bool(connections.place(people[person]))) if connections else None
        try:
            yield from conversations.settle(owner=self.owner, is_connection=is_connection)
        except UnknownOwnerError as error:
            if self.files.keys() <= {"messages", "profile"}:
                raise
            [(member, _), *_] = self.files["messages"]
            yield Unreadable(line=1, reason=str(error), member=member)

    def _connections(self) -> Connections | None:
        """Who is a connection: a first look, so that no record has to wait for another."""
        if "connections" not in self.files:
            return None
        found = Connections()
        for _, source in self.files["connections"]:
            for record in read_connections(source):
                if isinstance(record, PersonRecord):
                    found.add(record)
        return found

    def _learn_name(self) -> None:
        self.owner.add(name=self.context.owner_name, url="")
        for _, source in self.files.get("profile", ()):
            for row in read_rows(source, _ROLES["profile"]):
                if isinstance(row, Row):
                    self.owner.add(name=f"{row['first name']} {row['last name']}", url="")

    def _people(self, connections: Connections | None) -> Iterator[Record]:
        at: dict[str, list[int]] = {}
        alone: list[int] = []
        for person in self.book.named():
            place = connections.place(self.book.people[person]) if connections else ""
            if place:
                at.setdefault(place, []).append(person)
            else:
                alone.append(person)
        for member, source in self.files.get("connections", ()):
            for record in read_connections(source, member=member):
                if isinstance(record, PersonRecord) and (
                    found := [person for place in places(record) for person in at.pop(place, ())]
                ):
                    yield self.book.onto(record, found)
                else:
                    yield record
        for person in alone:
            yield self.book.alone(person)


@dataclass(frozen=True, slots=True)
class LinkedInFile:
    """One of LinkedIn's files besides the connections, by itself."""

    name: str
    label: str
    role: str

    def recognises(self, head: bytes) -> bool:
        """By its header."""
        return has_header(head, _ROLES[self.role])

    def read(self, content: Source, context: ReadingContext, /) -> Iterator[Record]:
        """As ``read_files`` with this file alone."""
        return read_files({self.role: [("", content)]}, context)


LONE_FILES = (
    LinkedInFile("linkedin_messages", "LinkedIn messages", "messages"),
    LinkedInFile("linkedin_invitations", "LinkedIn invitations", "invitations"),
    LinkedInFile("linkedin_notes", "LinkedIn notes", "notes"),
    LinkedInFile("linkedin_jobs", "LinkedIn job applications", "jobs"),
)


class LinkedInArchive:
    """The zip as LinkedIn makes it, basic or complete."""

    name = "linkedin_archive"
    label = "LinkedIn’s export"

    def recognises(self, _head: bytes) -> bool:
        """Never by its first bytes, which are those of any zip."""
        return False

    def recognises_archive(self, archive: Archive) -> bool:
        """Whether one of its files is one of LinkedIn's that are read."""
        return any(name != "profile" for name in _roles(archive))

    def read(self, content: Source, context: ReadingContext, /) -> Iterator[Record]:
        """As ``read_files`` with all of its files."""
        archive = Archive(content)
        files = {role: [(name, archive.opener(name)) for name in names] for role, names in _roles(archive).items()}
        return read_files(files, context)


def _roles(archive: Archive) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, head in archive.texts(HEAD):
        if not name.casefold().rpartition("/")[2].startswith(_NOT_PEOPLE) and (part := role(head)):
            found.setdefault(part, []).append(name)
    return found
