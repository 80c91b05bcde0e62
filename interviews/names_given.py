"""Names given in a conversation (P37): each becomes a contact, led to by whom the user talked with (P38, P42)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from contacts import introducing, newcomers
from contacts.models import Contact, Tie, Tier
from contacts.models.contact_query import searchable
from contacts.typed_names import TypedPerson, people_in
from interviews.models import Interview
from outreach.introducing import beginning, making, steps
from outreach.introducing.steps import Words
from outreach.models import OPEN, Introduction, IntroductionState, StepKind
from outreach.models.introduction import IntroductionQuerySet

MOST_AT_ONCE = 30
"""More names than anybody gives in a talk."""
MOST_LIKELY = 6
"""So many of those who share a first name are offered."""
SOMEBODY_NEW = "new"
ANSWER = "who:"
"""What the name of a field with an answer begins with."""
THANKED_TOGETHER_DAYS = 3
"""The thank-you for the talk names whoever was named; only when it has not gone out by then is thanks due for each."""
_S = IntroductionState


class Way(StrEnum):
    """How one comes to those who were named."""

    WRITE = "write"
    """The user writes, and says who sent them: the introduction is made."""
    INTRODUCED = "introduced"
    """Whoever named them will write first: it is agreed on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Somebody typed whose name is here already: one of these, or somebody else?"""

    key: str
    """What the answer is filed under."""
    typed: TypedPerson
    namesakes: Sequence[Contact]

    @property
    def field(self) -> str:
        """What the form calls the answer."""
        return f"{ANSWER}{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Somebody who was named; ``contact`` is whom the user already has by that name, if anyone."""

    typed: TypedPerson
    contact: Contact | None = None


class NamesRefusedError(ValueError):
    """The names cannot be kept as they stand; the message tells the user why."""


class NamedThemselvesError(NamesRefusedError):
    """The one talked with cannot have named themselves."""


class TooManyNamesError(NamesRefusedError):
    """More than ``MOST_AT_ONCE``."""


def read(interview: Interview, text: str, *, answers: Mapping[str, str]) -> tuple[list[Given], list[Doubt]]:
    """Whom ``text`` names, one a line, and whom it leaves in doubt; at most five queries.

    In doubt is whoever has the name of somebody who is here, or that first name where there is no other. ``answers``
    say, by ``Doubt.key``, the number of the contact meant or ``SOMEBODY_NEW``. Those named in this interview before are
    themselves without asking. Raises ``NamedThemselvesError`` and ``TooManyNamesError``.
    """
    owner = interview.contact.owner
    typed: dict[str, TypedPerson] = {}
    for person in people_in(text, organizations=newcomers.known_organizations(owner)) if text.strip() else ():
        typed.setdefault(searchable(person.name), person)
    if len(typed) > MOST_AT_ONCE:
        raise TooManyNamesError(f"These are {len(typed)} names; up to {MOST_AT_ONCE} go in at once.")
    here = newcomers.namesakes(owner, [person.name for person in typed.values()]) if typed else {}
    likely = _by_first_name(owner, [key for key in typed if " " not in key])
    before = set(interview.named.values_list("pk", flat=True)) if here or likely else set()
    given, doubts = [], []
    for key, person in typed.items():
        namesakes = [each for each in (*here.get(key, ()), *likely[key]) if each.pk != interview.contact_id]
        if not namesakes and key == searchable(interview.contact.name):
            raise NamedThemselvesError(f"{person.name} is whom you talked with. Leave that line out.")
        known = {str(each.pk): each for each in namesakes}
        again = next((each for each in namesakes if each.pk in before), None)
        answer = answers.get(key, "")
        if again is not None or answer in known:
            given.append(Given(typed=person, contact=again or known[answer]))
        elif not namesakes or answer == SOMEBODY_NEW:
            given.append(Given(typed=person))
        else:
            doubts.append(Doubt(key=key, typed=person, namesakes=namesakes))
    return given, doubts


@transaction.atomic
def keep(
    interview: Interview, given: Sequence[Given], *, way: str = Way.WRITE, write_on: date | None = None, on: date
) -> list[Contact]:
    """Note who was named in ``interview``, held by local date ``on``; who is noted already stays as they are.

    New ones become contacts. With ``write_on`` a follow-up reminds of writing to each. Returns those newly noted.
    """
    # Of two sheets sent at once the second finds here whom the first one made.
    before = {each.pk: searchable(each.name) for each in interview.named.all()}
    known = newcomers.known_organizations(interview.contact.owner) if given else frozenset()
    new: list[Contact] = []
    for each in given:
        is_here = searchable(each.typed.name) in before.values() if each.contact is None else each.contact.pk in before
        if is_here:
            continue
        contact = each.contact or _newcomer(interview, each.typed, known=known, on=on)
        if each.contact is not None:
            newcomers.add_to(contact, each.typed.rest, how_known=_how_known(interview))
            contact.is_archived = False
        contact.save()
        before[contact.pk] = searchable(contact.name)
        interview.named.add(contact)
        _lead(interview, contact, way=way, on=on)
        if write_on is not None and not contact.do_not_contact:
            what = f"Write to {contact.first_name}, whom {interview.contact.first_name} named"
            interview.things.add(contact.follow_ups.create(what=what[:300], due_on=write_on))
        new.append(contact)
    return new


@transaction.atomic
def take_out(interview: Interview, contact: Contact, *, on: date) -> None:
    """They were not named after all: they stay a contact, without what ``keep`` noted unless something followed it."""
    interview.named.remove(contact)
    interview.things.filter(contact=contact, done_on=None).delete()
    introduction = _between(interview, contact).filter(state__in=OPEN).first()
    if introduction is not None and introduction.step_count == 1:
        last = introduction.steps.get()
        if last.kind in (StepKind.MADE, StepKind.AGREED):
            steps.undo(last, on=on)
            introduction.delete()
    if not _between(interview, contact).exists():
        Contact.for_user(interview.contact.owner).filter(pk=contact.pk, introduced_by=interview.contact).update(
            introduced_by=None
        )


def thank_for(interview: Interview, *, on: date) -> None:
    """The thanks for ``interview`` went out on ``on``, naming those who were named: that thanks for each (P39)."""
    for introduction in _made(interview).filter(thanked_on=None):
        if not steps.refusal(introduction, StepKind.THANKED):
            steps.take(introduction, StepKind.THANKED, on=on, logged_elsewhere=True)


def take_thanks_back(interview: Interview, *, on: date) -> None:
    """The thanks did not go out after all: what ``thank_for`` noted goes, unless something followed it."""
    for introduction in _made(interview).exclude(thanked_on=None):
        last = introduction.steps.last()
        if last is not None and last.kind == StepKind.THANKED and last.interaction_id is None:
            steps.undo(last, on=on)


def _by_first_name(owner: User, keys: Sequence[str]) -> defaultdict[str, list[Contact]]:
    """The contacts of ``owner`` of whom one of ``keys`` is the first name, the last one spoken to first; one query."""
    found: defaultdict[str, list[Contact]] = defaultdict(list)
    if not keys:
        return found
    begins = reduce(or_, (Q(search_key__startswith=f"{key} ") for key in keys))
    for contact in Contact.for_user(owner).filter(begins).select_related("organization", "owner"):
        key = searchable(contact.first_name)
        if key in keys and contact.last_name:
            found[key].append(contact)
    for rows in found.values():
        rows.sort(key=lambda contact: (contact.last_interaction_on or date.min, contact.pk), reverse=True)
        del rows[MOST_LIKELY:]
    return found


def _newcomer(interview: Interview, typed: TypedPerson, *, known: Collection[str], on: date) -> Contact:
    return newcomers.newcomer(
        interview.contact.owner,
        typed,
        walk="",
        how_known=_how_known(interview),
        tier=Tier.LIGHT,
        tie=Tie.NONE,
        known=known,
        on=on,
    )


def _how_known(interview: Interview) -> str:
    """How the user knows of them (P07)."""
    return newcomers.shortened(f"{interview.contact.name} named them")


def _lead(interview: Interview, contact: Contact, *, way: str, on: date) -> None:
    """Whoever was talked with led to ``contact``: on their card where nobody else did, and as an introduction."""
    connector = interview.contact
    if contact.introduced_by_id is None:
        try:
            introducing.require_no_circle(contact, connector)
        except introducing.CircularIntroductionError:
            pass
        else:
            contact.introduced_by = connector
            contact.save(update_fields=["introduced_by"])
    if _between(interview, contact).exclude(state__in=OPEN).exists():
        return
    try:
        introduction = beginning.note(connector=connector, whom=contact, on=on)
        said_on = max(interview.held_on or on, introduction.moved_on if introduction.step_count else date.min)
        if way == Way.INTRODUCED and introduction.state in (_S.IDEA, _S.ASKED):
            steps.write(introduction, StepKind.AGREED, on=on, happened_on=said_on, logged_elsewhere=True)
        elif way == Way.WRITE and introduction.state in (_S.IDEA, _S.ASKED, _S.AGREED):
            making.make(
                introduction, words=Words(said_on=said_on), replace_introducer=False, on=on, logged_elsewhere=True
            )
            introduction.snoozed_until = said_on + timedelta(days=THANKED_TOGETHER_DAYS)
            introduction.save(update_fields=["snoozed_until"])
    except steps.StepRefusedError:
        return  # One of the two is not to be contacted: they are noted, and nothing is asked of anybody.


def _between(interview: Interview, contact: Contact) -> IntroductionQuerySet:
    return Introduction.for_user(interview.contact.owner).filter(connector=interview.contact_id, whom=contact)


def _made(interview: Interview) -> IntroductionQuerySet:
    mine = Introduction.for_user(interview.contact.owner).for_rows().filter(connector=interview.contact_id)
    return mine.filter(whom__in=interview.named.all()).exclude(made_on=None)
