"""What a message outside campaigns is for when the user says so: an update, thanks or a closing word (P44, P48)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from accounts.models import SearchBrief, User
from contacts.models import Contact
from outreach import landing
from outreach.models import Purpose
from outreach.who_helped import helpers_of
from outreach.writing.updates import News, news_for

PURPOSES: Mapping[str, Purpose] = {
    "update": Purpose.UPDATE,
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
    values: Mapping[str, str] = field(default_factory=dict)
    """What the merge fields of it say."""

    @property
    def is_after_landing(self) -> bool:
        """Whether it is a word that a landing leaves to say."""
        return self.purpose in (Purpose.FOUND_WORK, Purpose.CLOSING)

    @property
    def query(self) -> str:
        """How addresses say what it is for; blank where what is due decides."""
        return next((f"?for={name}" for name, purpose in PURPOSES.items() if purpose == self.purpose), "")


def telling(contact: Contact, user: User, purpose: str, *, on: date, everything: bool = False) -> Telling:
    """What is known on local date ``on`` for a message of ``purpose`` to ``contact``.

    Five queries for an update, up to seven for thanks, none for what is of none of ``PURPOSES``; ``everything`` asks
    for all of it, because other words are about to take their place.
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
            helped = helpers_of(user, landing=standing, on=on, only=contact)
            values["helped_by"] = "; ".join(why[0].lower() + why[1:] for helper in helped for why in helper.whys)
    return Telling(purpose=purpose, news=news if purpose == Purpose.UPDATE else None, values=values)
