"""Where it came from (P53): for each conversation, referral and offer, the chain of people back to the first touch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from contacts.models import Contact, Interaction
from contacts.network.chains import Chains
from interviews.models import Interview, InterviewState
from outreach.models import AskKind, Outcome, OutcomeKind, Target, TargetState
from outreach.news import words

REFERRED = (TargetState.REPLIED, TargetState.MEETING, TargetState.DONE)
"""Where a referral that was asked for stands when they did not say no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Something that came about, and through whom."""

    kind: str
    """"conversation", "referral" or "offer"."""
    on: date
    title: str
    url: str
    chain: Sequence[Contact]
    """From the first person to the last; empty for an offer that nobody led to."""
    first_touch_on: date | None
    """The first interaction with the first of them."""

    @property
    def is_led(self) -> bool:
        """Whether somebody led the user there: to the person, or to the offer."""
        return len(self.chain) > 1 or (self.kind == "offer" and bool(self.chain))


def origins(user: User) -> list[Origin]:
    """Everything that came about, the latest first; five queries, however much it was."""
    events = [*_conversations(user), *_referrals(user), *_offers(user)]
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


def _offers(user: User) -> Iterator[Event]:
    offers = (
        Outcome.for_user(user).filter(kind=OutcomeKind.OFFER).for_rows().select_related("posting__led_by__organization")
    )
    for outcome in offers:
        title = f"Offer: {outcome.what} at {words.place(outcome)}" if outcome.what else words.title(outcome)
        led_by = outcome.posting.led_by if outcome.posting is not None else None
        yield "offer", outcome.happened_on, title, outcome.get_absolute_url(), led_by
