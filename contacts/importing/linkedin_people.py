"""Whom LinkedIn's files are about: known by profile URL, else by name."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from common.folding import fold
from contacts.addresses import names_one_person, normalise_profile
from contacts.importing.names import split_name
from contacts.importing.records import PersonRecord

_HIDDEN = {"linkedin member", "linkedin user", "membro do linkedin", "miembro de linkedin", "membre de linkedin",
           "linkedin mitglied", "linkedin-mitglied", ""}  # fmt: skip
# An id in place of the name that its owner chose for the address; the same person has both.
_OPAQUE = re.compile(r"linkedin\.com/in/aco[a-z0-9]{2}[\w-]{20,}")


def profile_key(url: str) -> str:
    """What a profile URL compares by; blank where it is not a person's."""
    compared = normalise_profile(url) if url else ""
    return compared if names_one_person("profile", compared) else ""


def is_hidden(name: str) -> bool:
    """Whether this is what LinkedIn calls those who closed their account or keep their name to themselves."""
    return fold(name) in _HIDDEN


def short_hash(key: str) -> str:
    """``key`` in sixteen letters, for ``Happening.key``."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(slots=True)
class Known:
    """Someone whom messages, invitations or notes name."""

    key: str
    """Their profile as it compares, or whatever else tells them from others in these files."""
    name: str
    url: str
    line: int
    """Where they are first named, in ``member``."""
    member: str

    @property
    def first_name(self) -> str:
        """What to call them in a transcript."""
        return split_name(self.name)[0] or "They"


@dataclass(slots=True)
class Connections:
    """Who is a connection, as far as joining needs it."""

    keys: set[str] = field(default_factory=set)
    names: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    without_url: set[str] = field(default_factory=set)

    def add(self, record: PersonRecord) -> None:
        """Count one in."""
        name = fold(record.name)
        self.names[name] += 1
        keys = connection_keys(record)
        self.keys.update(keys)
        if not keys:
            self.without_url.add(name)

    def place(self, person: Known) -> str:
        """Which connection they are, by one of its ``places``; blank for none.

        By profile; by name only where one of the two has no profile to compare, and one connection alone is called so.
        """
        if person.key in self.keys:
            return person.key
        name = fold(person.name)
        may_be_called = not profile_key(person.url) or _OPAQUE.match(person.key) or name in self.without_url
        return f"name:{name}" if may_be_called and self.names.get(name) == 1 else ""


def connection_keys(record: PersonRecord) -> list[str]:
    """The profiles a connection is known by."""
    return [key for point in record.points if point.kind == "profile" and (key := profile_key(point.value))]


def places(record: PersonRecord) -> Iterator[str]:
    """Every name under which ``Connections.place`` may have put somebody."""
    yield from connection_keys(record)
    yield f"name:{fold(record.name)}"
