"""Thanks within a day (P39): what to say, the words as the user writes them, and that they went out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.text import Truncator

from accounts.models import SearchBrief
from common.mail_links import mailto
from contacts import timeline
from contacts.models import Contact, Direction, InteractionKind, PointKind
from interviews import names_given
from interviews.merging import merge
from interviews.models import Interview
from interviews.notes import as_kept
from interviews.scheduling import AlreadyThankedError, StepNotAllowedError
from interviews.starred import starred

WAYS = (InteractionKind.EMAIL, InteractionKind.LETTER, InteractionKind.MESSAGE)
"""How one thanks; a card is remembered longest."""
MOST_CITED = 2
_CITED_LENGTH = 220
_LOOKED_FOR_LENGTH = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A skeleton to finish: what only the user knows stands in [brackets]."""

    subject: str
    body: str

    def mailto(self, address: str) -> str:
        """The link that opens it in the user's mail program (RFC 6068); ``address`` may be empty."""
        return mailto(address, subject=self.subject, body=self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a conversation for its thank-you."""

    first_name: str
    held_on: date
    minutes: int
    sender: str = ""
    helped: Sequence[str] = ()
    """What stayed with the user, in their own words, what they starred first."""
    named: Sequence[str] | None = None
    """Whom they named; empty for nobody, ``None`` while nobody said."""
    offered: bool | None = None
    """Whether they offered to keep the user in mind."""
    looked_for: str = ""
    """The work the user looks for, on one line."""


def said_day(held_on: date, on: date) -> str:
    """``held_on`` as one says it on ``on``: "today", "yesterday", "on Friday", "on 3 November"."""
    away = (on - held_on).days
    if away in (0, 1):
        return ("today", "yesterday")[away]
    return f"on {held_on:%A}" if away < 7 else f"on {held_on:%-d %B}"


def skeleton(known: Known, *, way: str = InteractionKind.EMAIL, on: date) -> Letter:
    """What to say by ``way`` on ``on`` (P39): what helped, what comes of it, keep me in mind. Pure.

    When they named nobody it asks once more (P38); while that is unknown both sentences stand in brackets.
    """
    when = said_day(known.held_on, on)
    is_message = way == InteractionKind.MESSAGE
    sender = known.sender or "[your name]"
    lines = (
        f"{'Hello' if is_message else 'Dear'} {known.first_name},",
        f"Thank you for the {known.minutes} minutes you gave me {when}.",
        _what_helped(known.helped),
        _about_names(known.named),
        _in_mind(known),
        sender if is_message else f"Kind regards\n{sender}",
    )
    subject = f"Thank you for your time {when}" if way == InteractionKind.EMAIL else ""
    return Letter(subject=subject, body="\n\n".join(lines))


def _what_helped(helped: Sequence[str]) -> str:
    if not helped:
        return "What helped me most was [one thing they said, in your own words]. [What you will do with it.]"
    first, *others = (_sentence(each) for each in helped[:MOST_CITED])
    more = f" And this: {others[0]}" if others else ""
    return f"What has stayed with me most: {first}{more} [What you will do with it.]"


def _sentence(text: str) -> str:
    """``text`` on one line, ended with a full stop unless it ends itself; brackets in it would be taken for gaps."""
    line = Truncator(" ".join(text.translate({ord("["): "(", ord("]"): ")"}).split())).chars(
        _CITED_LENGTH, truncate="…"
    )
    return line if line.endswith((".", "!", "?", "…")) else f"{line}."


def _about_names(named: Sequence[str] | None) -> str:
    ask = "If someone comes to mind whom I should talk to, I would be glad to hear of them."
    thanks = "Thank you also for naming {}. I will write to them [when], and let you know how it goes."
    if named is None:
        return f"[If they named someone: {thanks.format('[who they named]')}]\n\n[If nobody came to mind: {ask}]"
    if not named:
        return ask
    *others, last = named
    return thanks.format(f"{', '.join(others)} and {last}" if others else last)


def _in_mind(known: Known) -> str:
    if known.offered:
        asks = "Thank you for offering to keep me in mind."
    else:
        asks = "Please keep me in mind if something comes up."
    looked_for = f"I am looking for: {known.looked_for or '[the work you look for]'}."
    return f"{asks} {looked_for} And if I can help you with anything, tell me."


def known_of(interview: Interview, *, named: bool | None = None, on: date) -> Known:
    """What is known of ``interview``, which was held; ``on`` is the user's today. Five queries.

    ``named`` is the user's word on whether they named someone, for when nothing is on record.
    """
    contact = interview.contact
    names = [each.name for each in interview.named.order_by("pk")]
    if not names and interview.wrapped_up_at is None:
        # Noted on their page instead of here.
        names = [each.name for each in contact.introduced.filter(added_on__gte=interview.held_on or on).order_by("pk")]
    looked_for = " ".join(SearchBrief.of(contact.owner).roles.split()).rstrip(".")
    told: Sequence[str] | None = names
    if not names and (named or (named is None and interview.wrapped_up_at is None)):
        told = ["[who they named]"] if named else None
    return Known(
        first_name=contact.first_name,
        held_on=interview.held_on or on,
        minutes=interview.minutes,
        sender=contact.owner.name,
        helped=what_helped(interview),
        named=told,
        offered=interview.keep_in_mind,
        looked_for=looked_for if len(looked_for) <= _LOOKED_FOR_LENGTH else "",
    )


def what_helped(interview: Interview) -> list[str]:
    """What the user starred in ``interview``, then what they took from it, in their own words; two queries."""
    return list(dict.fromkeys([*starred(interview), *(insight.text for insight in interview.insights.all())]))


def letter_of(interview: Interview, proposed: Letter) -> Letter:
    """The thank-you as the user wrote it, else as ``proposed``."""
    if not interview.thanks_body:
        return proposed
    return Letter(subject=interview.thanks_subject, body=interview.thanks_body)


@transaction.atomic
def keep(interview: Interview, *, typed: Letter, was: str, proposed: Collection[Letter]) -> bool:
    """Keep the thank-you as ``typed`` over what ``was`` there; whether another device wrote, too, and both are merged.

    What is as ``proposed`` for any way is not kept, so that it goes on following what is noted.
    """
    interview.refresh_from_db(from_queryset=Interview.unscoped.select_for_update())
    body, was, stands = as_kept(typed.body), as_kept(was), interview.thanks_body
    merged = bool(stands) and stands not in (was, body) and body != was
    if merged:
        body = merge(stands, body)
    elif stands and body == was:
        body = stands
    is_proposed = body in {each.body for each in proposed} and typed.subject in {each.subject for each in proposed}
    interview.thanks_subject, interview.thanks_body = ("", "") if is_proposed else (typed.subject, body)
    interview.save(update_fields=["thanks_subject", "thanks_body"])
    return merged


def address_of(contact: Contact) -> str:
    """Where to write to ``contact``: their first e-mail address, or empty."""
    point = contact.points.filter(kind=PointKind.EMAIL).first()
    return point.value if point else ""


@transaction.atomic
def thank(
    interview: Interview, *, way: str = InteractionKind.EMAIL, words: Letter | None = None, now: datetime, on: date
) -> None:
    """Record that the user thanked them, and the outgoing interaction that it was, on their today ``on``.

    ``way`` is one of ``WAYS``; ``words`` are what went out. Whoever was named has been thanked for, too. Raises
    ``StepNotAllowedError`` when it was not held, ``AlreadyThankedError`` the second time.
    """
    interview.refresh_from_db(from_queryset=Interview.unscoped.select_for_update())
    if not interview.is_held:
        raise StepNotAllowedError("It has not taken place, as far as Rapport knows. Say how it went first.")
    if interview.thanked_at is not None:
        raise AlreadyThankedError("You thanked them already.")
    interview.thanked_at = now
    interview.snoozed_until = None
    interview.thanks = timeline.log(
        contact=interview.contact,
        kind=InteractionKind(way).value,
        direction=Direction.OUTGOING,
        happened_on=on,
        summary=_as_sent(words, way) or "Thanked them for the conversation.",
        on=on,
    )
    interview.save(update_fields=["thanked_at", "thanks", "snoozed_until"])
    names_given.thank_for(interview, on=on)


def _as_sent(words: Letter | None, way: str) -> str:
    if words is None:
        return ""
    if way == InteractionKind.EMAIL and words.subject.strip():
        return f"Subject: {words.subject.strip()}\n\n{words.body}".strip()
    return words.body.strip()


@transaction.atomic
def take_back(interview: Interview, *, on: date) -> None:
    """The thanks did not go out after all. Raises ``StepNotAllowedError`` when there are none."""
    interview.refresh_from_db(from_queryset=Interview.unscoped.select_for_update())
    if interview.thanked_at is None:
        raise StepNotAllowedError("There are no thanks to take back.")
    interaction = interview.thanks
    interview.thanked_at = interview.thanks = None
    interview.save(update_fields=["thanked_at", "thanks"])
    names_given.take_thanks_back(interview, on=on)
    if interaction is not None:
        timeline.delete(interaction, on=on)
