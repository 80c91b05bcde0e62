"""Whom a message is for, with all that its fields and checks draw on, asked of the database once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.urls import reverse

from accounts.models import SearchBrief, User
from contacts.models import Contact, ContactPoint, DetailKind, PointKind
from contacts.network.giving import with_contact
from outreach import first_words, moves, pursuit, targeting, unnoted
from outreach.introducing.beginning import lines_without_introduction
from outreach.models import (
    AskKind,
    Channel,
    Introduction,
    MoveKind,
    Purpose,
    Reference,
    ReferenceUse,
    Target,
)
from outreach.writing import about_introductions
from outreach.writing.beginnings import Need
from outreach.writing.checks import Facts
from outreach.writing.errand import Errand
from outreach.writing.merge_fields import ASK, BRIEF, CALL, FIELDS, ME, NEWS
from outreach.writing.telling import Telling

ALL_MADE = "All attempts are made. Leave {} time to answer; silence is not a no."
_SENTENCES = ("my_news", "lines_to_pass_on", "came_of_it")
"""Fields that say whole sentences."""
NOTHING = Telling()
"""What is due decides what is written."""
_DETAILS = {"family": DetailKind.FAMILY, "interest": DetailKind.INTEREST, "need": DetailKind.NEED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """A person, perhaps as a target, a reference or who introduces, on the user's local date."""

    owner: User
    contact: Contact
    target: Target | None
    errand: Errand | None
    """The step of a reference that the message is (P51); never beside a target."""
    introduction: Introduction | None = None
    """What the message is about (P27); never beside either."""
    on: date
    values: Mapping[str, str]
    """What each merge field says; blank where nothing is known."""
    facts: Facts
    points: Sequence[ContactPoint]
    telling: Telling
    """What the user came to write, where that is not what is due: an update, thanks, a closing word (P44, P48)."""
    refusal: str
    """Why nothing can go out now; blank when it can."""

    @property
    def need(self) -> Need:
        """What the next message to them is for; an old friend is first caught up with (P21)."""
        if self.errand is not None:
            return self.errand.need
        if self.introduction is not None:
            return about_introductions.need(self.introduction)
        if self.telling.purpose:
            return Need(channel=Channel.EMAIL, purpose=self.telling.purpose)
        step = pursuit.step_of(self.target) if self.target is not None else None
        channel = step.channel if step is not None else Channel.EMAIL
        if self.target is None:
            return Need(channel=channel, purpose=Purpose.CATCH_UP if self.facts.years_silent else Purpose.CHECK_IN)
        purpose = first_words.next_purpose(self.target, self.on)
        if purpose != Purpose.ASK:
            return Need(channel=channel, purpose=purpose)
        # The first request after a hello is an opening, not one made again.
        return Need(channel=channel, ask_kind=self.target.ask_kind, step=first_words.asks_made(self.target) + 1)

    @property
    def number(self) -> int | None:
        """The attempt that is next, counted over all rounds, or the step; ``None`` for a person as such."""
        if self.errand is not None:
            return self.errand.number
        if self.introduction is not None:
            return self.introduction.step_count + 1
        return self.target.attempts_made + 1 if self.target is not None else None

    @property
    def page(self) -> Target | Reference | ReferenceUse | Introduction | Contact:
        """What the message is about, whose page is returned to."""
        return self.target or self.introduction or (self.errand.subject if self.errand is not None else self.contact)

    @property
    def key(self) -> tuple[str, int]:
        """How addresses name whom it is for: ("person", 12)."""
        if self.target is not None:
            return "target", self.target.pk
        if self.errand is not None:
            return ("reference" if self.errand.use is None else "use"), self.errand.subject.pk
        if self.introduction is not None:
            return "introduction", self.introduction.pk
        return "person", self.contact.pk

    @property
    def owner_of_draft(self) -> dict[str, Model]:
        """The one column of a draft that says what it is for, with its row."""
        name, _ = self.key
        return {"contact" if name == "person" else name: self.page}

    def first_point(self, kind: PointKind) -> ContactPoint | None:
        """Their first address of ``kind``."""
        return next((point for point in self.points if point.kind == kind), None)

    def url_of(self, name: str) -> str:
        """Where the merge field ``name`` gets its value from, for when it has none."""
        group = FIELDS[name].group
        if group == BRIEF or name == "news_since":
            return reverse("accounts:brief")
        if group == ME:
            return reverse("accounts:settings")
        if group == ASK and self.introduction is not None:
            return self.introduction.get_absolute_url()
        if name == "landed_as":
            return reverse("outreach:landed")
        if group == CALL and self.errand is not None:
            return self.errand.edit_url
        if group == ASK and self.target is not None:
            return f"{self.target.get_absolute_url()}?do=reason#reason"
        if name in _DETAILS or group in (ASK, CALL, NEWS):
            return self.contact.get_absolute_url()
        return reverse("contacts:update", args=[self.contact.pk])


def addressee(
    user: User,
    contact: Contact,
    target: Target | None,
    *,
    on: date,
    errand: Errand | None = None,
    introduction: Introduction | None = None,
    telling: Telling = NOTHING,
) -> Addressee:
    """``contact`` of ``user``, as ``target``, for a reference's ``errand`` or about ``introduction``; five queries.

    Outside these, ``telling`` says what the user came to write.

    Wants ``organization`` and ``introduced_by`` of the contact, and the target's campaign, selected.
    """
    brief = SearchBrief.of(user)
    values = {
        **_values(user, contact, target, brief, errand),
        **about_introductions.values(introduction),
        **telling.values,
    }
    values["lines_to_pass_on"] = introduction.lines if introduction else lines_without_introduction(brief)
    exchanged = with_contact(contact, on=on)
    introducer = contact.introduced_by
    facts = Facts(
        first_name=contact.first_name,
        ask_kind=target.ask_kind if target is not None else errand.need.ask_kind if errand is not None else "",
        is_first=target is None or first_words.asks_made(target) == 0,
        reason=target.reason if target is not None else "",
        introducer=introducer.first_name if introducer is not None else "",
        topics=" ".join((brief.roles, brief.industries, brief.asks, target.campaign.goal))
        if target is not None
        else "",
        has_exchange=contact.interactions.happened_by(on).went_both_ways(),
        gave=exchanged.gave,
        received=exchanged.received,
        years_silent=first_words.years_silent(contact, on),
        to_name=errand.to_name if errand is not None else {},
    )
    refusal = errand.refusal if errand is not None else _refusal(contact, target, on=on)
    if introduction is not None:
        facts, refusal = (
            about_introductions.facts(facts, introduction, brief),
            about_introductions.refusal(introduction),
        )
    return Addressee(
        owner=user,
        contact=contact,
        target=target,
        errand=errand,
        introduction=introduction,
        telling=telling,
        on=on,
        values=_in_sentences(values),
        facts=facts,
        points=list(contact.points.all()),
        refusal=refusal,
    )


def _values(
    user: User, contact: Contact, target: Target | None, brief: SearchBrief, errand: Errand | None
) -> dict[str, str]:
    introducer, details = contact.introduced_by, list(contact.details.all())
    return {
        "first_name": contact.first_name,
        "last_name": contact.last_name,
        "name": contact.name,
        "title": contact.title,
        "organization": contact.organization.name if contact.organization else "",
        "how_known": contact.how_known,
        "introducer": introducer.name if introducer else "",
        "introducer_first_name": introducer.first_name if introducer else "",
        **{name: next((one.text for one in details if one.kind == kind), "") for name, kind in _DETAILS.items()},
        "reason": target.reason if target else "",
        "ask": AskKind(target.ask_kind).label if target else "",
        "goal": target.campaign.goal if target else "",
        **{each.name: "" for each in FIELDS.values() if each.group in (CALL, NEWS)},
        **(errand.values if errand is not None else {}),
        "my_roles": brief.roles,
        "my_industries": brief.industries,
        "my_places": brief.places,
        "what_i_bring": brief.brings,
        "what_i_ask": brief.asks,
        "my_news": brief.news,
        "my_name": user.name,
        "my_first_name": user.name.partition(" ")[0],
    }


def _in_sentences(values: Mapping[str, str]) -> dict[str, str]:
    """Each on one line, and without a full stop of its own: it stands in a sentence. What is new has a line each."""
    return {
        name: value
        if name == "news_since"
        else " ".join(value.split())
        if name in _SENTENCES
        else " ".join(value.split()).rstrip(".")
        for name, value in values.items()
    }


def _refusal(contact: Contact, target: Target | None, *, on: date) -> str:
    if target is None:
        return targeting.refusal(contact)
    if pursuit.step_of(target) is None and target.state in moves.ALLOWED[MoveKind.ATTEMPT]:
        return ALL_MADE.format(contact.first_name)
    return moves.refusal(target, MoveKind.ATTEMPT) or unnoted.refusal(target, made_on=on)
