"""What changed since somebody last heard from the user, in short factual lines for an update (P43, P44)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Q

from accounts.models import SearchBrief, User
from contacts.models import Contact, Interaction, InteractionKind, Posting, Tie
from outreach.models import Attempt, Outcome
from outreach.news.words import as_i_say_it
from outreach.words import number

MOST_NAMED = 3

Tells = Callable[[Contact], Iterable[str]]
"""Lines that a floor above has for an update to somebody, as the user would say them; one query at most."""

_FROM_ABOVE: list[Tells] = []


def also(tells: Tells) -> None:
    """Let a floor above tell something, too (``AppConfig.ready``); the same one twice tells it once."""
    if tells not in _FROM_ABOVE:
        _FROM_ABOVE.append(tells)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What there is to tell one person."""

    since: date | None
    """Local date of the last word with them; ``None`` when there was none."""
    lines: Sequence[str]
    """What happened since, as the user would say it; empty when nothing is on record."""
    about_me: str
    """The two lines of their search brief, on one line; may be empty."""

    @property
    def text(self) -> str:
        """What an update begins with: what happened, else the two lines on the user; blank when there is neither."""
        return "\n".join(self.lines) or self.about_me


def news_for(contact: Contact, brief: SearchBrief, user: User, *, on: date) -> News:
    """What happened in the search of ``user`` since the last word with ``contact``, up to local date ``on``.

    Five queries, and those of floors above; none when they were never in touch: then there is nothing that it could be
    new since.
    """
    since = contact.last_interaction_on
    about_me = " ".join(brief.news.split())
    if since is None:
        return News(since=None, lines=(), about_me=about_me)
    lines = (
        *(line for tells in _FROM_ABOVE for line in tells(contact)),
        *_met(contact, user, since, on),
        *_done(contact, since),
        *_came_of_it(user, since),
        *_applied(user, since),
        *_turned_to(contact, user, since),
    )
    return News(since=since, lines=lines, about_me=about_me)


def _met(contact: Contact, user: User, since: date, on: date) -> Iterator[str]:
    """Whom the user talked with: people of the search, not friends who were met as ever."""
    talks = Interaction.for_user(user).happened_by(on).filter(kind=InteractionKind.MEETING, on__gt=since)
    of_search = talks.filter(Q(contact__targets__isnull=False) | ~Q(contact__tie=Tie.STRONG)).exclude(contact=contact)
    by_them: list[str] = []
    others: list[str] = []
    rows = of_search.order_by("on", "pk").values_list(
        "contact", "contact__first_name", "contact__last_name", "contact__organization__name", "contact__introduced_by"
    )
    seen: set[int] = set()
    for contact_id, first, last, place, introduced_by in rows:
        if contact_id in seen:
            continue
        seen.add(contact_id)
        name = f"{first} {last}".strip()
        (by_them if introduced_by == contact.pk else others).append(f"{name} ({place})" if place else name)
    if by_them:
        yield f"I have talked with {_some(by_them)}, to whom you led me."
    if others:
        yield f"I have {'also ' if by_them else ''}talked with {_some(others)}."


def _done(contact: Contact, since: date) -> Iterator[str]:
    """What the user had said they would do with them."""
    done = contact.follow_ups.filter(done_on__gt=since).order_by("done_on", "pk")
    for what in done.values_list("what", flat=True)[:MOST_NAMED]:
        yield f"Done since we talked: {what.strip().rstrip('.')}."


def _came_of_it(user: User, since: date) -> Iterator[str]:
    """Interviews got, offers, a no, and what is over."""
    for outcome in Outcome.for_user(user).filter(happened_on__gt=since).for_rows().order_by("happened_on", "pk"):
        yield as_i_say_it(outcome)


def _applied(user: User, since: date) -> Iterator[str]:
    """Where the user applied, as far as nothing came of it since."""
    rows = Posting.for_user(user).filter(applied_on__gt=since).exclude(outcomes__happened_on__gt=since)
    found = rows.order_by("applied_on", "pk").values_list("title", "organization__name")
    applied = [f"{place} ({title})" for title, place in found]
    if applied:
        yield f"I have applied at {_some(applied)}."


def _turned_to(contact: Contact, user: User, since: date) -> Iterator[str]:
    """Organizations where the user reached out for the first time since then."""
    firsts = Attempt.for_user(user).filter(target__contact__organization__isnull=False)
    if contact.organization_id is not None:
        firsts = firsts.exclude(target__contact__organization=contact.organization_id)
    new = (
        firsts.order_by()
        .values("target__contact__organization__name")
        .annotate(first_on=Min("made_on"))
        .filter(first_on__gt=since)
        .order_by("first_on", "target__contact__organization__name")
    )
    names = [row["target__contact__organization__name"] for row in new]
    if names:
        yield f"New on my list: {_some(names)}."


def _some(names: Sequence[str]) -> str:
    """Names as one says them, past ``MOST_NAMED`` counted: "Ana, Wei, Tom and two others"."""
    named, more = list(names[:MOST_NAMED]), len(names) - MOST_NAMED
    last = f"{number(more)} other{'s' if more > 1 else ''}" if more > 0 else named.pop()
    return f"{', '.join(named)} and {last}" if named else last
