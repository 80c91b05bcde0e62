"""How outreach says things: the same words on the page, in the digest and in the terminal."""

from collections.abc import Sequence
from datetime import date

from contacts.models import Contact, Direction, Interaction, InteractionKind
from outreach import first_words, policy, pursuit
from outreach.between_asks import Touches
from outreach.models import Campaign, CampaignKind, Channel, Move, Purpose, Target
from outreach.targeting import Added

SILENCE = "Silence is not a no."
NUMBERS = {
    1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten",
}  # fmt: skip
"""Small numbers as words."""
FEW = 3
"""So many people are called by name."""
LONG_SILENCE = 45
"""Past so many days business days are not worth counting."""

_INVITE = {
    Channel.EMAIL: "Write to {}",
    Channel.CALL: "Call {}",
    Channel.MESSAGE: "Message {}",
    Channel.LETTER: "Send {} a letter",
}
_DID = {
    Channel.EMAIL: "You e-mailed {}",
    Channel.CALL: "You called {}",
    Channel.MESSAGE: "You messaged {}",
    Channel.LETTER: "You sent {} a letter",
}
_DONE = {
    Channel.EMAIL: "E-mailed",
    Channel.CALL: "Called",
    Channel.MESSAGE: "Messaged",
    Channel.LETTER: "Sent a letter",
}
_WROTE = (InteractionKind.EMAIL, InteractionKind.MESSAGE, InteractionKind.LETTER)
_A = {
    Channel.EMAIL: "an e-mail",
    Channel.CALL: "a call",
    Channel.MESSAGE: "a message",
    Channel.LETTER: "a letter or card",
}


def number(count: int) -> str:
    """``count`` as a word up to ten, in digits past it."""
    return NUMBERS.get(count, str(count))


def sentence(text: str) -> str:
    """``text`` ended by a mark, so that another sentence may follow."""
    text = text.strip()
    return text if not text or text[-1] in ".?!…" else f"{text}."


def invite(channel: str, contact: Contact) -> str:
    """What to do: "Call Tobias"."""
    return _INVITE[Channel(channel)].format(contact.first_name)


def attempt_title(target: Target, channel: str, on: date) -> str:
    """What the next attempt is: "Call Tobias: attempt 2 of 5", "Catch up with Julia: attempt 1 of 5", or to tell."""
    name = target.contact.first_name
    purpose = first_words.next_purpose(target, on)
    if purpose == Purpose.ANNOUNCEMENT:
        return f"Tell {name} that you are looking"
    what = f"Catch up with {name}" if purpose == Purpose.CATCH_UP else invite(channel, target.contact)
    return f"{what}: {place_in_policy(target)}"


def did(channel: str, contact: Contact) -> str:
    """What was done: "You called Tobias"."""
    return _DID[Channel(channel)].format(contact.first_name)


def a_channel(channel: str) -> str:
    """With its article: "a call"."""
    return _A[Channel(channel)]


def place_in_policy(target: Target, *, made: bool = False) -> str:
    """The attempt ahead, or with ``made`` the last one: "attempt 2 of 5"."""
    count = target.attempts_this_round + (0 if made else 1)
    return f"attempt {count} of {policy.of_campaign(target.campaign).attempts}"


def full_day(day: date, on: date) -> str:
    """A date that needs no other to be understood: "Thursday 10 December", with the year when it is another."""
    return f"{day:%A} {day.day} {day:%B}" + ("" if day.year == on.year else f" {day.year}")


def weekday_ago(day: date, on: date) -> str:
    """A past date as one says it: "today", "yesterday", "last Tuesday", "on 3 November"."""
    away = (on - day).days
    if away in (0, 1):
        return ("today", "yesterday")[away]
    return f"last {day:%A}" if away < 8 else f"on {day.day} {day:%B}" + ("" if day.year == on.year else f" {day.year}")


def people(contacts: Sequence[Contact]) -> str:
    """Names as one says them: "Hana", "Hana and Wei", "five people"."""
    names = [contact.first_name for contact in contacts]
    if len(names) > FEW:
        return f"{number(len(names))} people"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1] if names else ""]))


def joined(count: int, campaign: Campaign) -> str:
    """That people joined ``campaign``, as recent changes list it."""
    return f"{count:,} {'person' if count == 1 else 'people'} joined “{campaign}”"


def added(result: Added, campaign: Campaign, *, more: int = 0) -> str:
    """What became of people who were to join ``campaign``, and how many ``more`` came in as ideas."""
    said = []
    if result.targets:
        joined = people([target.contact for target in result.targets])
        said.append(f"{joined[0].upper()}{joined[1:]} joined “{campaign}”.")
    if more and campaign.kind == CampaignKind.ANNOUNCEMENT:
        said.append(f"{more:,} more are to be told as well.")
        more = 0
    if result.ideas:
        wait = people([target.contact for target in result.ideas])
        said.append(f"Still without a reason: {wait}.")
    if more:
        said.append(f"{more:,} more wait there as ideas, each for a reason.")
    if result.already:
        said.append(f"There already: {people(result.already)}.")
    if result.refused:
        said.append(f"Not to be contacted: {people(result.refused)}.")
    return " ".join(said)


def since(day: date, on: date) -> str:
    """A past date after "since": "Saturday" within a week, "3 November" past it, "today"."""
    if day >= on:
        return "today"
    return (
        f"{day:%A}" if (on - day).days < 7 else f"{day.day} {day:%B}" + ("" if day.year == on.year else f" {day.year}")
    )


def silence(target: Target, on: date, country: str) -> str:
    """Why an attempt is due: "E-mailed last Tuesday; three business days of silence".

    Wants ``with_last_attempt``. Before the first attempt of a round it names the campaign instead.
    """
    channel, made_on = getattr(target, "last_channel", None), getattr(target, "last_made_on", None)
    if channel is None or made_on is None:
        return f"First contact, for “{target.campaign}”"
    if not target.attempts_this_round:
        return f"Taken up again, for “{target.campaign}”"
    last = f"{_DONE[Channel(channel)]} {weekday_ago(made_on, on)}"
    if (on - made_on).days > LONG_SILENCE:
        return f"{last}; silence since"
    days = policy.business_days_of_silence(made_on, on, country)
    if days == 0:
        return last
    return f"{last}; {number(days)} business {'day' if days == 1 else 'days'} of silence"


def said(word: Interaction, on: date) -> str:
    """What ``word`` was, on local date ``on``: "Hana wrote last Tuesday", "You and Hana were in touch yesterday"."""
    name, ago = word.contact.first_name, weekday_ago(word.on, on)
    if word.direction == Direction.MUTUAL:
        return f"You and {name} were in touch {ago}"
    if word.kind in _WROTE:
        return f"{name} wrote {ago}"
    return f"{name} called {ago}" if word.kind == InteractionKind.CALL else f"{name} was in touch {ago}"


def stopped_elsewhere(move: Move) -> str:
    """Where else the attempts stop by ``move``; empty when nowhere. One query for an answer, else none."""
    if not move.heard:
        return ""
    names = [f"“{echo.target.campaign}”" for echo in move.echoes.select_related("target__campaign")]
    if not names:
        return ""
    *others, last = names
    where = f"{', '.join(others)} and {last}" if others else last
    return f"The attempts in {where} stop too."


def what_follows(target: Target, on: date) -> str:
    """What comes next by itself: "Next: a call on Thursday 10 December"; empty when nothing is dated."""
    name = target.contact.first_name
    step = pursuit.step_of(target)
    if target.next_attempt_on is not None and step is not None:
        return f"Next: {a_channel(step.channel)} on {full_day(target.next_attempt_on, on)}."
    if target.close_out_on is not None:
        return f"That was the last one; {name} has until {full_day(target.close_out_on, on)} to answer."
    if target.revisit_on is not None:
        return f"You come back to {name} on {full_day(target.revisit_on, on)}."
    return ""


def asked_nothing(touches: Touches, *, on: date) -> str:
    """How long ago the last touch that asked nothing was, on local date ``on`` (P29); blank before the first touch."""
    if touches.any_on is None:
        return ""
    if touches.asked_nothing_on is None:
        return "No touch yet that asked nothing"
    days = (on - touches.asked_nothing_on).days
    ago = {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
    return f"Last touch that asked nothing: {ago}"
