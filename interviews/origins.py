"""Where it came from (P53): for each conversation, referral, interview got and offer, the chain to the first touch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery

from accounts.models import User
from contacts.models import Contact, Interaction
from contacts.network.chains import Chains
from interviews.models import Interview, InterviewState
from outreach.models import AskKind, News, Outcome, OutcomeKind, Target, TargetState
from outreach.news import words
from outreach.upstream import SPOKE_THERE

REFERRED = (TargetState.REPLIED, TargetState.MEETING, TargetState.DONE)
"""Where a referral that was asked for stands when they did not say no."""

_TITLES = {OutcomeKind.INTERVIEW.value: "Job interview", OutcomeKind.OFFER.value: "Offer"}
"""Outcomes that are shown, as their titles begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Something that came about, and through whom."""

    kind: str
    """"conversation", "referral", "interview" for a job interview, or "offer"."""
    on: date
    title: str
    url: str
    chain: Sequence[Contact]
    """From the first person to the last; empty for a job interview or an offer that nobody led to."""
    first_touch_on: date | None
    """The first interaction with the first of them."""

    @property
    def is_led(self) -> bool:
        """Whether somebody led the user there: to the person, the job interview or the offer."""
        return len(self.chain) > 1 or (self.kind in _TITLES and bool(self.chain))


def origins(user: User) -> list[Origin]:
    """Everything that came about, the latest first; six queries at most, however much it was."""
    events = [*_conversations(user), *_referrals(user), *_outcomes(user)]
    chains = Chains.of(user, [contact for _, _, _, _, contact in events if contact is not None])
    told = [(event, chains.to(event[4]) if event[4] is not None else []) for event in events]
    firsts = {chain[0].pk for _, chain in told if chain}
    first_days = Interaction.for_user(user).filter(contact__in=firsts).first_days()
    found = [
        Origin(
            kind=kind,
            on=on,
            title=title,
            url=url,
            chain=chain,
            first_touch_on=first_days.get(chain[0].pk) if chain else None,
        )
        for (kind, on, title, url, _), chain in told
    ]
    return sorted(found, key=lambda origin: (origin.on, origin.title), reverse=True)


Event = tuple[str, date, str, str, Contact | None]


def _conversations(user: User) -> Iterator[Event]:
    held = Interview.for_user(user).filter(state=InterviewState.HELD, held_on__isnull=False)
    for interview in held.for_lists():
        if interview.held_on is not None:
            title = f"Conversation with {interview.contact.name}"
            yield "conversation", interview.held_on, title, interview.get_absolute_url(), interview.contact


def _referrals(user: User) -> Iterator[Event]:
    asked = Target.for_user(user).filter(ask_kind=AskKind.REFERRAL, state__in=REFERRED, attempts_made__gte=1)
    for target in asked.for_rows():
        yield (
            "referral",
            target.moved_on,
            f"Referral by {target.contact.name}",
            target.get_absolute_url(),
            target.contact,
        )


def _outcomes(user: User) -> Iterator[Event]:
    """Job interviews and offers, each with who told of the posting, else with whoever led there or helped most."""
    helped = News.for_user(user).filter(outcome=OuterRef("pk"), is_added=False).exclude(why=SPOKE_THERE)
    found = list(
        Outcome.for_user(user)
        .filter(kind__in=_TITLES)
        .for_rows()
        .select_related("posting__led_by__organization")
        .annotate(first_helper=Subquery(helped.order_by("pk").values("contact")[:1]))
    )
    wanted = [vars(outcome)["first_helper"] for outcome in found]
    helpers = {each.pk: each for each in Contact.for_user(user).filter(pk__in=wanted).select_related("organization")}
    for outcome in found:
        title = f"{_TITLES[outcome.kind]}: {outcome.what} at {words.place(outcome)}" if outcome.what else None
        told = outcome.posting.led_by if outcome.posting is not None else None
        yield (
            outcome.kind,
            outcome.happened_on,
            title or words.title(outcome),
            outcome.get_absolute_url(),
            told or helpers.get(vars(outcome)["first_helper"]),
        )
