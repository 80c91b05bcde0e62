"""I got the job (P48): the search ends in one step that can be taken back, and whoever helped is thanked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, Q

from accounts.models import SearchState, User
from contacts.models import Contact, Interaction
from outreach import searching
from outreach.models import (
    LIVE,
    PURSUED,
    Campaign,
    Landing,
    LandingWord,
    News,
    Outcome,
    OutcomeKind,
    Purpose,
    Target,
    TargetQuerySet,
    TargetState,
    WordKind,
)
from outreach.news import noting, owed
from outreach.news.noting import Said
from outreach.who_helped import helpers_of

EXPECTING = (TargetState.WAITING, TargetState.REPLIED, TargetState.MEETING, TargetState.NOT_NOW)
"""They were written to, and may still think of an answer or of a talk."""


class LandingError(ValueError):
    """A step that does not follow from where the search stands; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What landing would do, in numbers."""

    campaigns: int
    """They close."""
    attempts: int
    """Reminders of so many next attempts end."""
    expecting: int
    """So many people are offered a closing word."""
    helpers: int
    """So many are listed to be thanked."""
    in_touch: int
    """With so many the cadence goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """Somebody to whom a word is due, and since when it is not any more."""

    contact: Contact
    whys: Sequence[str]
    said_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Everyone whom a landing leaves to thank, and to tell."""

    thanks: Sequence[Owed]
    closings: Sequence[Owed]

    @property
    def thanked(self) -> int:
        """How many are thanked."""
        return sum(owed.said_on is not None for owed in self.thanks)

    @property
    def told(self) -> int:
        """How many are told."""
        return sum(owed.said_on is not None for owed in self.closings)


def ahead(user: User, *, on: date) -> Ahead:
    """What landing on local date ``on`` would do; nine queries."""
    mine = Target.for_user(user)
    counted = mine.reachable().aggregate(attempts=Count("pk", filter=Q(state__in=PURSUED)))
    helpers = helpers_of(user, landing=None, on=on)
    ids = {helper.contact.pk for helper in helpers}
    expecting = set(_expecting(mine.filter(campaign__closed_on=None)).values_list("contact", flat=True)) - ids
    return Ahead(
        campaigns=Campaign.for_user(user).open().count(),
        attempts=counted["attempts"],
        expecting=len(expecting),
        helpers=len(helpers),
        in_touch=Contact.for_user(user).active().filter(next_touch_on__isnull=False).count(),
    )


def current(user: User) -> Landing | None:
    """The landing of ``user`` that holds; one query, none for who is searching."""
    if not user.has_landed:
        return None
    return _current(user)


def holds(outcome: Outcome, user: User) -> bool:
    """Whether ``outcome`` ended the search of ``user`` and still does; at most one query."""
    return user.has_landed and Landing.for_user(user).current().filter(outcome=outcome).exists()


@transaction.atomic
def land(user: User, *, organization_name: str, role: str, landed_on: date, on: date) -> Landing:
    """End the search of ``user`` on local date ``on``, as known since ``landed_on``: campaigns close, attempts end.

    Nothing is sent. A second time, say from another tab, answers the landing that holds and changes nothing.
    """
    now = searching.locked(user)
    standing = _current(now)
    if now.has_landed and standing is not None:
        return standing
    landing = standing
    if landing is None:
        # One that was brought back from before outcomes says nothing of the work.
        landing, _ = Landing.for_user(now).get_or_create(
            owner=now,
            ended_on=None,
            defaults={"state_before": now.search_state, "since_before": now.search_state_since},
        )
        said = Said(kind=OutcomeKind.LANDED, happened_on=landed_on, organization_name=organization_name, role=role)
        noting.note(now, said, landing=landing, on=on)
    Campaign.for_user(now).open().update(closed_on=on, closed_by=landing)
    searching.put(user, SearchState.LANDED, since=on)
    return landing


@transaction.atomic
def take_back(user: User) -> int:
    """It was a mistake, or fell through: reopen exactly what the landing closed, and search on as before.

    Returns how many campaigns opened again. Raises ``LandingError`` when no landing holds.
    """
    landing = _standing(user)
    opened = Campaign.for_user(user).filter(closed_by=landing).update(closed_on=None, closed_by=None)
    state, since = SearchState(landing.state_before), landing.since_before
    landing.delete()
    searching.put(user, state, since=since)
    return opened


@transaction.atomic
def search_again(user: User, *, on: date) -> None:
    """Begin a new search on local date ``on``; what the landing closed stays closed, what was said stays said.

    Raises ``LandingError`` when the user is searching already.
    """
    now = searching.locked(user)
    if not now.has_landed:
        raise LandingError("You are searching already.")
    Landing.for_user(user).current().update(ended_on=on)
    searching.put(user, SearchState.SEARCHING, since=on)


def words_of(user: User, landing: Landing, *, on: date) -> Words:
    """Whom ``landing`` leaves to thank and to tell, and who is; ten queries.

    Those to thank are read anew, so that help put on record since counts, beside everyone listed before.
    """
    said = dict(LandingWord.for_user(user).filter(landing=landing).values_list("contact", "said_on"))
    listed = {
        news.contact_id: news
        for news in News.for_user(user).filter(outcome=landing.outcome).reachable().for_rows().order_by("pk")
    }
    helpers = helpers_of(user, landing=landing, on=on, place=landing.outcome.organization_id)
    thanks = []
    for helper in helpers:
        news = listed.pop(helper.contact.pk, None)
        thanks.append(Owed(contact=helper.contact, whys=helper.whys, said_on=news.told_on if news else None))
    thanks += [Owed(contact=news.contact, whys=news.whys, said_on=news.told_on) for news in listed.values()]
    ids = {each.contact.pk for each in thanks}
    closings: dict[int, Owed] = {}
    closed = _expecting(Target.for_user(user).filter(campaign__closed_by=landing))
    for target in closed.for_rows().order_by("contact__last_name", "contact__first_name", "pk"):
        if target.contact_id not in ids and target.contact_id not in closings:
            day = said.get(target.contact_id)
            closings[target.contact_id] = Owed(contact=target.contact, whys=(_why_told(target),), said_on=day)
    return Words(thanks=_open_first(thanks), closings=_open_first(closings.values()))


@transaction.atomic
def say(
    user: User, contact: Contact, kind: WordKind, *, said_on: date, on: date, letter: Interaction | None = None
) -> None:
    """Note that ``contact`` was thanked, or told, on ``said_on``, the user's today being ``on``; twice is once.

    Thanks are news of the outcome, by a ``letter`` or a line in the timeline. Raises ``LandingError`` when no landing
    holds.
    """
    landing = _standing(user)
    if kind == WordKind.CLOSING:
        LandingWord.for_user(user).get_or_create(landing=landing, contact=contact, defaults={"said_on": said_on})
        return
    news = noting.add(landing.outcome, contact, why="", on=on)
    if news.told_on is None:
        owed.tell(news, told_on=said_on, on=on, interaction=letter)


def note_sent(user: User, letter: Interaction, purpose: str, *, on: date) -> None:
    """A ``letter`` of ``purpose`` went out: note it, if it was thanks or a closing word after a landing."""
    kind = {Purpose.FOUND_WORK: WordKind.THANKS, Purpose.CLOSING: WordKind.CLOSING}.get(Purpose(purpose))
    if kind is not None and user.has_landed:
        say(user, letter.contact, kind, said_on=letter.on, on=on, letter=letter)


@transaction.atomic
def unsay(user: User, contact: Contact, kind: WordKind, *, on: date) -> None:
    """Take that back on the user's today ``on``. Raises ``LandingError`` when no landing holds."""
    landing = _standing(user)
    if kind == WordKind.CLOSING:
        LandingWord.for_user(user).filter(landing=landing, contact=contact).delete()
        return
    for news in News.for_user(user).filter(outcome=landing.outcome, contact=contact).for_rows():
        owed.reopen(news, on=on)


def thanked_so_far(landing: Landing) -> int:
    """How many people were thanked; one query."""
    return landing.outcome.news.filter(told_on__isnull=False).count()


def _current(user: User) -> Landing | None:
    return Landing.for_user(user).current().with_outcome().first()


def _standing(user: User) -> Landing:
    now = searching.locked(user)
    landing = _current(user) if now.has_landed else None
    if landing is None:
        raise LandingError("You are searching, so there is nothing of that kind.")
    return landing


def _expecting(targets: TargetQuerySet) -> TargetQuerySet:
    """Those of ``targets`` who were written to and may be contacted."""
    may = targets.filter(contact__is_archived=False, contact__do_not_contact=False)
    return may.filter(state__in=EXPECTING).exclude(state__in=PURSUED, attempts_made=0)


def _why_told(target: Target) -> str:
    where = f"in “{target.campaign}”"
    if target.state == TargetState.NOT_NOW:
        return f"Asked you to come back later, {where}"
    if target.state in LIVE and target.state not in PURSUED:
        return f"You are {'about to meet' if target.state == TargetState.MEETING else 'talking'}, {where}"
    return f"You wrote, and no answer came, {where}"


def _open_first(owed: Iterable[Owed]) -> list[Owed]:
    return sorted(owed, key=lambda each: each.said_on is not None)
