"""What a message outside campaigns is for when the user says so: an update, news, thanks, a close (P43, P44, P48)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from accounts.models import SearchBrief, User
from contacts.models import Contact
from outreach import landing
from outreach.models import News as Owed
from outreach.models import Purpose
from outreach.news.words import as_i_say_it
from outreach.who_helped import helpers_of
from outreach.writing.updates import News, news_for

PURPOSES: Mapping[str, Purpose] = {
    "update": Purpose.UPDATE,
    "news": Purpose.NEWS,
    "thanks": Purpose.FOUND_WORK,
    "closing": Purpose.CLOSING,
}
"""What an address may say that a message is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What the user came to write, and what is known for it."""

    purpose: str = ""
    """Blank where what is due decides."""
    news: News | None = None
    """What changed since the person's last word, for an update."""
    owed: Owed | None = None
    """What they are owed, where the message tells it."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What the merge fields of it say."""

    @property
    def is_after_landing(self) -> bool:
        """Whether it is a word that a landing leaves to say."""
        return self.purpose in (Purpose.FOUND_WORK, Purpose.CLOSING)

    @property
    def query(self) -> str:
        """How addresses say what it is for; blank where what is due decides."""
        about = f"&about={self.owed.outcome_id}" if self.owed is not None else ""
        return next((f"?for={name}{about}" for name, purpose in PURPOSES.items() if purpose == self.purpose), "")


def telling(
    contact: Contact, user: User, purpose: str, *, on: date, outcome: str = "", everything: bool = False
) -> Telling:
    """What is known on local date ``on`` for a message of ``purpose`` to ``contact``, of news about ``outcome``, a key.

    Six queries for an update and those of floors above, one for news, up to eight for thanks, none for what is of none
    of ``PURPOSES``; ``everything`` asks for all of it, because other words are about to take their place.
    """
    news = None
    values: dict[str, str] = {}
    if everything or purpose == Purpose.UPDATE:
        news = news_for(contact, SearchBrief.of(user), user, on=on)
        values["news_since"] = news.text
    if everything or purpose in (Purpose.FOUND_WORK, Purpose.CLOSING):
        standing = landing.current(user)
        values["landed_as"] = standing.place if standing is not None else ""
        if everything or purpose == Purpose.FOUND_WORK:
            place = standing.outcome.organization_id if standing is not None else None
            helped = helpers_of(user, landing=standing, on=on, place=place, only=contact)
            values["helped_by"] = _in_a_row([why for helper in helped for why in helper.whys])
    owed = None
    if everything or purpose == Purpose.NEWS:
        owed = _owed(contact, user, outcome)
        if owed is not None:
            values["came_of_it"] = as_i_say_it(owed.outcome)
            if purpose == Purpose.NEWS:
                values["helped_by"] = _in_a_row(owed.whys)
    owed = owed if purpose == Purpose.NEWS else None
    return Telling(purpose=purpose, owed=owed, news=news if purpose == Purpose.UPDATE else None, values=values)


def _owed(contact: Contact, user: User, outcome: str) -> Owed | None:
    """What ``contact`` is owed about ``outcome``; where no key says which, the newest that they do not know."""
    theirs = Owed.for_user(user).filter(contact=contact).for_rows()
    if outcome.isascii() and outcome.isdigit() and len(outcome) < 19:
        return theirs.filter(outcome=int(outcome)).first()
    return theirs.open().order_by("-outcome__happened_on", "-pk").first()


def _in_a_row(whys: Sequence[str]) -> str:
    return "; ".join(why[0].lower() + why[1:] for why in whys)
