"""Writing down whom one knows, one walk of life after the other (P01): quickly, kindly, and nobody twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from contacts import cadence, changes, newcomers
from contacts.models import Brainstorm, Change, ChangeKind, Contact
from contacts.models.contact_query import searchable
from contacts.removal import is_bare
from contacts.typed_names import TypedPerson, people_in
from contacts.walks import HOW_KNOWN

MOST_AT_ONCE = 300
"""More people than one types or pastes; a file has no such limit."""
_KEYS_KEPT = 200


@dataclass(frozen=True, slots=True)
class Question:
    """Somebody typed whose name is here already: the same person, or somebody else?"""

    number: int
    walk: str
    typed: TypedPerson
    namesakes: Sequence[Contact] = ()


@dataclass(frozen=True, slots=True)
class WrittenDown:
    """What became of what was typed."""

    added: Sequence[Contact]
    asked: Sequence[Question]


@transaction.atomic
def write_down(user: User, text: str, *, walk: str, tier: str, on: date, key: str = "") -> WrittenDown:
    """Keep everybody ``text`` names as a contact from ``walk``, as of local date ``on``; ask about known names.

    New people get ``tier`` and a place of their own in its interval, so that no morning asks for all of them. ``key``
    is the page's own name for this text: coming again with the same one, it changes nothing.
    """
    brainstorm = _locked(user)
    brainstorm.walk, brainstorm.tier = walk, tier
    if key and key in brainstorm.keys:
        return WrittenDown([], [])
    known = newcomers.known_organizations(user)
    added: dict[str, Contact] = {}
    asked: list[Question] = []
    typed = people_in(text, organizations=known)
    here = newcomers.namesakes(user, [person.name for person in typed])
    place = _places_taken(user)
    for person in typed:
        name = searchable(person.name)
        if name in here or name in added:
            asked += _ask(brainstorm, walk, person)
        else:
            added[name] = _newcomer(user, person, walk=walk, tier=tier, known=known, on=on, place=place + len(added))
    people = Contact.for_user(user).bulk_create(added.values())
    brainstorm.keys = [*brainstorm.keys, *([key] if key else [])][-_KEYS_KEPT:]
    brainstorm.save()
    return WrittenDown(people, asked)


@transaction.atomic
def go_to(user: User, walk: str) -> None:
    """Remember that ``user`` went on to ``walk``."""
    brainstorm = _locked(user)
    brainstorm.walk = walk
    brainstorm.save(update_fields=["walk"])


def open_questions(user: User, brainstorm: Brainstorm) -> list[Question]:
    """What waits for an answer, oldest first, with those whom it may be."""
    waiting = [_question(entry) for entry in brainstorm.waiting]
    here = newcomers.namesakes(user, [question.typed.name for question in waiting]) if waiting else {}
    return [Question(each.number, each.walk, each.typed, here.get(searchable(each.typed.name), ())) for each in waiting]


@transaction.atomic
def the_same(user: User, number: int, contact: Contact) -> Contact | None:
    """The one typed is ``contact``: what was typed fills their blanks, and what has no place goes to their notes.

    ``None`` when the question was answered before.
    """
    question = _answered(user, number)
    if question is None:
        return None
    contact.walk_of_life = contact.walk_of_life or question.walk
    newcomers.add_to(contact, question.typed.rest, how_known=HOW_KNOWN[question.walk])
    contact.save()
    return contact


@transaction.atomic
def somebody_else(user: User, number: int, *, on: date) -> Contact | None:
    """The one typed is not here yet: now they are. ``None`` when the question was answered before."""
    question = _answered(user, number)
    if question is None:
        return None
    contact = _newcomer(
        user,
        question.typed,
        walk=question.walk,
        tier=Brainstorm.of(user).tier,
        known=newcomers.known_organizations(user),
        on=on,
        place=_places_taken(user),
    )
    contact.save()
    return contact


def take_back(contacts: Sequence[Contact], *, on: date, now: datetime) -> tuple[list[Contact], Change | None]:
    """Delete those of ``contacts``, of one owner and at least one, written down on ``on`` with nothing more about them.

    Returns who stays, and what can be taken back of it.
    """
    go = [contact for contact in contacts if contact.added_on == on and is_bare(contact)]
    with changes.recording(owner=contacts[0].owner, kind=ChangeKind.BRAINSTORM, now=now) as ledger:
        ledger.watch(Contact, [contact.pk for contact in go])
        ledger.sentence = f"Took {', '.join(contact.name for contact in go)} back"
        Contact.for_user(contacts[0].owner).filter(pk__in=[contact.pk for contact in go]).delete()
    return [contact for contact in contacts if contact not in go], ledger.change


def _locked(user: User) -> Brainstorm:
    """The user's brainstorm, held until the transaction ends: of two pages at once the second sees the first."""
    Brainstorm.for_user(user).get_or_create(defaults={"owner": user})
    return Brainstorm.for_user(user).select_for_update().get()


def _places_taken(user: User) -> int:
    return Contact.for_user(user).exclude(spread_permille=None).count()


def _newcomer(
    user: User, person: TypedPerson, *, walk: str, tier: str, known: frozenset[str], on: date, place: int
) -> Contact:
    return newcomers.newcomer(
        user,
        person,
        walk=walk,
        how_known=HOW_KNOWN[walk],
        tier=tier,
        known=known,
        on=on,
        place=cadence.place_of(place + 1),  # the very first not on the very next morning
    )


def _ask(brainstorm: Brainstorm, walk: str, person: TypedPerson) -> list[Question]:
    """Let ``person`` wait for an answer, unless they do already."""
    waiting = [_question(entry) for entry in brainstorm.waiting]
    name = searchable(person.name)
    if any(searchable(each.typed.name) == name and person.rest in {"", each.typed.rest} for each in waiting):
        return []
    number = 1 + max((each.number for each in waiting), default=0)
    brainstorm.waiting = [
        *brainstorm.waiting,
        {"number": number, "walk": walk, "name": person.name, "rest": person.rest},
    ]
    return [Question(number, walk, person)]


def _question(entry: Mapping[str, Any]) -> Question:
    return Question(entry["number"], entry["walk"], TypedPerson(entry["name"], entry["rest"]))


def _answered(user: User, number: int) -> Question | None:
    """The question of this number, not waiting any more."""
    brainstorm = _locked(user)
    found = [entry for entry in brainstorm.waiting if entry["number"] == number]
    brainstorm.waiting = [entry for entry in brainstorm.waiting if entry["number"] != number]
    brainstorm.save(update_fields=["waiting"])
    return _question(found[0]) if found else None
