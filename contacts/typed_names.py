"""People as one types them in a hurry: "Ana Silva, buyer at Acme", a line each, or several with commas between.

Reading is gentle: what is surely a name becomes one, what else a line says is kept beside it as it was typed. Nothing
is lost: every letter comes out again, in the same order.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from contacts.models.organization import organization_key

NAME_LENGTH = 120
"""So many letters a name may have; what is past them is kept beside it."""

_LISTED = re.compile(r"^\s*(?:[-*+•·–—>]+|\d{1,3}[.)])\s+")  # "1. Ana", "• Ana": a list pasted from somewhere
_BREAK = re.compile(
    r"\s+[-–—|]+\s+|\s*—\s*|\s*\t\s*|:\s+|\s*[(\[]"  # "Ana – Acme", "Ana: Acme", "Ana (Acme)"
    r"|\s+(?=(?:at|from|@)\s)|\s+(?=\S*[\d@])",  # "Ana at Acme", "Ana 912 345 678", "Ana ana@example.com"
    re.IGNORECASE,
)
_PARTICLES = {"van", "von", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "das", "du", "la", "le", "el",
              "al", "bin", "ibn", "ter", "ten", "zu", "y", "e", "st"}  # fmt: skip
_DETERMINERS = {"a", "an", "the", "my", "our", "his", "her", "their", "at", "from", "in", "of", "via", "who", "works",
                "worked", "met", "used", "knows", "now", "was", "is", "lives", "through", "and", "also"}  # fmt: skip
_JOBS = {"accountant", "analyst", "architect", "assistant", "associate", "buyer", "ceo", "cfo", "chef", "chief",
         "coach", "consultant", "coordinator", "coo", "cto", "dentist", "designer", "developer", "director",
         "doctor", "editor", "engineer", "executive", "founder", "hairdresser", "head", "hr", "intern", "journalist",
         "lawyer", "lead", "lecturer", "manager", "nurse", "officer", "owner", "partner", "planner", "president",
         "producer", "professor", "programmer", "recruiter", "researcher", "sales", "scientist", "secretary",
         "senior", "junior", "student", "supervisor", "teacher", "trainer", "vp", "writer"}  # fmt: skip
_RELATIONS = {"aunt", "boss", "brother", "classmate", "client", "colleague", "cousin", "customer", "friend", "neighbor",
              "neighbour", "niece", "nephew", "sister", "supplier", "teammate", "uncle", "wife", "husband"}  # fmt: skip
_BETWEEN = {"at", "by", "for", "from", "in", "of", "to", "via", "with"}
_ORGANIZATIONS = {"ag", "bank", "bv", "co", "college", "corp", "gmbh", "group", "hospital", "inc", "limited", "llc",
                  "ltd", "nv", "plc", "sa", "sas", "school", "se", "university"}  # fmt: skip
_NOWHERE_IN_PARTICULAR = {"church", "college", "gym", "home", "kindergarten", "school", "uni", "university", "work"}
_AFTER_A_NAME = {"jr", "sr", "ii", "iii", "iv", "phd", "md", "mba", "msc", "bsc", "esq", "cpa", "pmp", "cfa"}
_PLACE = re.compile(r"(?:(?P<title>[^,]*?)[\s,]+)?(?:at\s+|@\s*)(?P<organization>[^,;@]+)", re.IGNORECASE)
_TITLE_WORDS = 6
_NAME_WORDS = 4


@dataclass(frozen=True, slots=True)
class TypedPerson:
    """Somebody somebody typed."""

    name: str
    rest: str = ""
    """What else the line says: "buyer at Acme"."""

    @property
    def line(self) -> str:
        """Both in one line, as it could have been typed."""
        return ", ".join(part for part in (self.name, self.rest) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What the rest of a line says, as far as that is sure."""

    title: str = ""
    organization: str = ""
    how_known: str = ""
    """Whatever is not sure."""


def people_in(text: str, *, organizations: Collection[str] = ()) -> list[TypedPerson]:
    """Whom ``text`` names: one a line, and several where commas or semicolons separate what look like names.

    ``organizations`` are the keys (``organization_key``) of those the user has: they are not taken for people.
    """
    return [
        person
        for line in text.splitlines()
        for group in line.split(";")
        for person in _people_in_group(group, organizations)
    ]


def understood(rest: str, *, organizations: Collection[str] = ()) -> Understood:
    """What ``rest`` says: "buyer at Acme" is a title and an organization, "Acme" one if the user has it already."""
    if organization_key(rest) in organizations and len(rest) <= NAME_LENGTH:
        return Understood(organization=rest)
    found = _PLACE.fullmatch(rest)
    if found is None:
        return Understood(how_known=rest)
    title, organization = found["title"] or "", found["organization"].strip()
    if not (_is_title(title) and _is_organization(organization, organizations)):
        return Understood(how_known=rest)
    return Understood(title=title, organization=organization)


def _is_title(text: str) -> bool:
    words = text.split()
    return len(words) <= _TITLE_WORDS and not (words and words[0].casefold() in _DETERMINERS | {"i", "we"})


def _is_organization(text: str, organizations: Collection[str]) -> bool:
    if len(text) > NAME_LENGTH or not organization_key(text) or text.casefold() in _NOWHERE_IN_PARTICULAR:
        return False
    first = text.split()[0]
    is_named = first[0].isupper() or first[0].isdigit()
    return organization_key(text) in organizations or (is_named and first.casefold() not in _DETERMINERS)


def _people_in_group(group: str, organizations: Collection[str]) -> Iterator[TypedPerson]:
    pieces = [piece for piece in _pieces(_LISTED.sub("", group)) if any(char.isalnum() for char in piece)]
    if not pieces:
        return
    first, *others = pieces
    lead = _head(first)[0]
    current = [first]
    for piece in others:
        if _begins_a_person(_head(piece)[0], lead, organizations):
            yield _person(current)
            current = [piece]
        else:
            current.append(piece)
    yield _person(current)


def _pieces(group: str) -> Iterator[str]:
    """``group`` cut at the commas that stand outside of brackets."""
    start = depth = 0
    for at, char in enumerate(group):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif char == "," and depth == 0:
            yield group[start:at].strip()
            start = at + 1
    yield group[start:].strip()


def _head(piece: str) -> tuple[str, str]:
    """The part of ``piece`` that can be a name, and the rest: "Ana Silva (Acme)" → ("Ana Silva", "Acme")."""
    found = _BREAK.search(piece)
    if found is None or not any(char.isalnum() for char in piece[: found.start()]):
        return piece, ""
    head, rest = piece[: found.start()], piece[found.end() :]
    if found[0].strip() in {"(", "["}:
        rest = " ".join(re.sub(r"[\])]", " ", rest, count=1).split())
    return head, rest.strip()


def _begins_a_person(words: str, lead: str, organizations: Collection[str]) -> bool:
    """Whether ``words`` after a comma are somebody else, ``lead`` being the name that the line began with."""
    mine, theirs = words.split(), lead.split()
    if not _could_be_name(mine) or organization_key(words) in organizations:
        return False
    if len(theirs) > 1 and len(mine) == 1:
        return False  # "Ana Silva, Acme" more likely than "Ana Silva, Pedro"; kept beside her, it is not lost
    is_capital = all(word[0].isupper() for word in mine if word.casefold() not in _PARTICLES)
    was_capital = all(word[0].isupper() for word in theirs if word.casefold() not in _PARTICLES)
    return is_capital or not was_capital


def _could_be_name(words: list[str]) -> bool:
    bare = [word.strip(".").casefold() for word in words]
    return (
        0 < len(words) <= _NAME_WORDS
        and all(word[0].isalpha() for word in words)
        and bare[0] not in _DETERMINERS
        and bare[-1] not in _RELATIONS
        and bare[-1] not in _ORGANIZATIONS
        and not set(bare) & (_JOBS | _BETWEEN)
        and not set(bare) <= _AFTER_A_NAME
        and not any(char.isdigit() or char in "@/&" for word in words for char in word)
    )


def _person(pieces: list[str]) -> TypedPerson:
    head, rest = _head(pieces[0])
    name, more = _cut(" ".join(head.split()))
    said = [" ".join(part.split()) for part in (more, rest, *pieces[1:])]
    return TypedPerson(name, ", ".join(part for part in said if part))


def _cut(name: str) -> tuple[str, str]:
    """``name`` if it is no longer than a name may be, else as many words of it as are, and the others."""
    if len(name) <= NAME_LENGTH:
        return name, ""
    at = name.rfind(" ", 0, NAME_LENGTH + 1)
    at = at if at > 0 else NAME_LENGTH
    return name[:at].strip(), name[at:].strip()
