"""What Rapport has to say about a message before it goes out; each check is pure and names its practice and source.

A check says what it saw and why it matters, once; the user may wave it off for this message, and most hold nothing
back. The articles are A "5 Reasons You Should Reach Out to Strangers", B "Stop Asking Strangers for Referrals",
C "Groundwork", D HelpGuide "Job Networking Tips" and E "Networking: Getting Started"; the six-point e-mail is Dalton's,
from The 2-Hour Job Search.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from contacts.network.affinity import keywords
from outreach.models import AskKind, Channel, Purpose
from outreach.writing import phrases
from outreach.writing.gaps import gaps_in
from outreach.writing.sentences import last_sentence, minutes_in, shortened

MOST_MINUTES = 30
GOOD_MINUTES = 20
MOST_WORDS = {Channel.EMAIL: 100, Channel.CALL: 150, Channel.MESSAGE: 60, Channel.LETTER: 150}
GOOD_WORDS = {Channel.EMAIL: 75, Channel.CALL: 100, Channel.MESSAGE: 40, Channel.LETTER: 100}
MOST_QUESTIONS = 3
_NO_TOPIC = keywords("learn talk speak meet understand twelve people team teams company companies question advice")
"""What stands in every goal, and is no topic."""
LARGE_ASKS = (AskKind.INTRODUCTION, AskKind.REFERRAL, AskKind.REFERENCE)
"""Asks by which somebody lends their name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What would go out, its fields put in."""

    channel: str
    purpose: str
    body: str
    subject: str = ""
    voicemail: str = ""

    @property
    def is_ask(self) -> bool:
        """Whether it asks for something."""
        return self.purpose == Purpose.ASK

    @property
    def is_spoken(self) -> bool:
        """Whether it is a script for a call."""
        return self.channel == Channel.CALL


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known around it: blank, 0 and ``None`` where nothing is."""

    first_name: str
    ask_kind: str = ""
    is_first: bool = True
    """Whether nothing went out in this round yet."""
    reason: str = ""
    introducer: str = ""
    """The first name of who led the user to them."""
    topics: str = ""
    """What the user wants to talk about, in any words: the campaign's goal, their search."""
    has_exchange: bool = False
    """Whether words went both ways before."""
    gave: int = 0
    received: int = 0
    years_silent: int = 0
    """Full years since the last word with a strong tie; 0 for everybody else."""
    to_name: Mapping[str, str] = field(default_factory=dict)
    """What the message should name, by what it is: who will call a reference, from where (P51)."""
    unlocked_because: str = ""
    """Why the user asks for a referral all the same."""
    about: str = ""
    """Whom the message is about, where that is somebody else: how one calls whom an introduction is to lead to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check has to say. What ``holds`` keeps the message back until mended or waved off; a lock is not."""

    check: str
    says: str
    why: str
    phrases: tuple[str, ...] = ()
    holds: bool = False
    is_lock: bool = False


Check = Callable[[Message, Facts], Finding | None]


def leaves_no_gap(message: Message, facts: Facts) -> Finding | None:  # noqa: ARG001 - all checks are alike
    """[Gaps] of a skeleton are filled in, or taken out (P17: C, D, a strong opening in one's own voice)."""
    gaps = [*gaps_in(message.subject), *gaps_in(message.body), *gaps_in(message.voicemail)]
    if not gaps:
        return None
    return Finding(
        check="leaves_no_gap",
        says=f"{len(gaps)} gap{'' if len(gaps) == 1 else 's'} to fill in, or to take out.",
        why="What stands in [brackets] only you know.",
        holds=not message.is_spoken,
    )


def has_exchange_before_referral(message: Message, facts: Facts) -> Finding | None:
    """A referral is asked of people one has exchanged words with, never of strangers (P26: B)."""
    said = phrases.found_in(message.body, phrases.REFERRAL)
    wants = message.is_ask and (facts.ask_kind == AskKind.REFERRAL or bool(said))
    if not wants or facts.has_exchange or facts.unlocked_because:
        return None
    return Finding(
        check="has_exchange_before_referral",
        says=f"A referral from {facts.first_name} is too early to ask for.",
        why="They would put their name behind someone whose work they have not seen. Nothing has gone both ways "
        "between you yet, as far as Rapport knows: ask for advice first, and the referral may come by itself.",
        phrases=said,
        holds=True,
        is_lock=True,
    )


def catches_up_first(message: Message, facts: Facts) -> Finding | None:
    """An old friend hears a hello before a request (P21: D)."""
    if not message.is_ask or not facts.is_first or not facts.years_silent:
        return None
    years = f"{facts.years_silent} years" if facts.years_silent > 1 else "a year"
    return Finding(
        check="catches_up_first",
        says="Catch up first, and ask later.",
        why=f"You were close to {facts.first_name} and have not spoken for over {years}. A hello that wants nothing "
        "makes the request after it a small one.",
    )


def says_why_them(message: Message, facts: Facts) -> Finding | None:
    """Say why this person and nobody else (P16: A, D, E; P08: A). One word of the reason is enough."""
    wanted = keywords(facts.reason)
    if not message.is_ask or not facts.is_first or not wanted or wanted & keywords(_all_of(message)):
        return None
    return Finding(
        check="says_why_them",
        says=f"Say why {facts.about or facts.first_name}.",
        why=f"You noted: “{shortened(facts.reason)}”. Nothing of it stands in the message yet.",
    )


def can_be_passed_on(message: Message, facts: Facts) -> Finding | None:
    """Whoever introduces wants lines to forward, in quotation marks, that stand on their own (P27: B)."""
    if not message.is_ask or not facts.about or message.channel != Channel.EMAIL or _QUOTED.search(message.body):
        return None
    return Finding(
        check="can_be_passed_on",
        says=f"Give {facts.first_name} lines to pass on.",
        why="A few lines in quotation marks, on you and what you would ask, that can be forwarded as they are. "
        "Without them it is work to say yes.",
    )


def names_whom(message: Message, facts: Facts) -> Finding | None:
    """An introduction is asked for, or spoken of, by name (P27: B; P18: B, D)."""
    wanted = keywords(facts.about)
    if not wanted or wanted & keywords(_all_of(message)):
        return None
    return Finding(
        check="names_whom",
        says=f"Say whom it is about: {facts.about}.",
        why=f"{facts.first_name} knows more people than one.",
    )


def names_who_led(message: Message, facts: Facts) -> Finding | None:
    """Say who sent you: it is the shortest way to be answered (P16: A, D, E)."""
    if not message.is_ask or not facts.is_first or not facts.introducer:
        return None
    if re.search(rf"(?<!\w){re.escape(facts.introducer)}(?!\w)", _all_of(message), re.IGNORECASE):
        return None
    return Finding(
        check="names_who_led",
        says=f"Say that {facts.introducer} led you to {facts.first_name}.",
        why="A name they know is the best first line there is.",
    )


def names_few_minutes(message: Message, facts: Facts) -> Finding | None:
    """Ask for at most 30 minutes, better 15 to 20, and say how many (P16: A, D, E; six-point e-mail)."""
    minutes = minutes_in(message.body)
    if not message.is_ask:
        return None
    if minutes and max(minutes) > MOST_MINUTES:
        return Finding(
            check="names_few_minutes",
            says=f"{max(minutes)} minutes is a lot to ask for.",
            why=f"{GOOD_MINUTES} are easier to say yes to, and most talks run longer by themselves.",
        )
    if minutes or not facts.is_first or facts.ask_kind in LARGE_ASKS:
        return None
    return Finding(
        check="names_few_minutes",
        says=f"Say how long: {GOOD_MINUTES} minutes.",
        why="Without a number they fear an hour.",
    )


def names_a_topic(message: Message, facts: Facts) -> Finding | None:
    """Name what to talk about, so that they know whether they can help (P16: A, D, E)."""
    wanted = keywords(facts.topics) - _NO_TOPIC
    if not message.is_ask or not facts.is_first or not wanted or wanted & keywords(_all_of(message)):
        return None
    return Finding(
        check="names_a_topic",
        says="Name what you want to talk about.",
        why="Nothing of your search or of this campaign’s goal stands in it. A topic lets them see that they can help.",
    )


def asks_one_thing(message: Message, facts: Facts) -> Finding | None:  # noqa: ARG001 - all checks are alike
    """One specific request that can be answered in a line (P18: B, D)."""
    said = phrases.found_in(message.body, phrases.VAGUE)
    if said:
        return Finding(
            check="asks_one_thing",
            says=f"“{said[0]}” is hard to answer.",
            why="Whoever reads it has to find out what would help. Ask one thing: a name, a question, twenty minutes.",
            phrases=said,
        )
    questions = message.body.count("?")
    if message.is_ask and not message.is_spoken and questions > MOST_QUESTIONS:
        return Finding(
            check="asks_one_thing",
            says=f"{questions} questions at once.",
            why="One is answered today; many are put off to an evening that does not come.",
        )
    return None


def asks_for_no_job(message: Message, facts: Facts) -> Finding | None:  # noqa: ARG001 - all checks are alike
    """Ask for advice, not for a job (P19: D; six-point e-mail)."""
    said = phrases.found_in(f"{message.subject}\n{message.body}", phrases.JOB_ASKING)
    if not said:
        return None
    return Finding(
        check="asks_for_no_job",
        says=f"“{said[0]}” asks for a job.",
        why="Few can give one, so most can only say no. Nearly all can give advice, and that is how jobs come up.",
        phrases=said,
    )


def avoids_stock_phrases(message: Message, facts: Facts) -> Finding | None:
    """Words that could go to anyone are read as if they did (P17: C, D)."""
    said = phrases.found_in(f"{message.subject}\n{message.body}", phrases.STOCK)
    if not said:
        return None
    return Finding(
        check="avoids_stock_phrases",
        says=f"“{said[0]}” could go to anyone.",
        why=f"Say it as you would say it to {facts.first_name} in a corridor, or leave it out.",
        phrases=said,
    )


def has_a_subject(message: Message, facts: Facts) -> Finding | None:  # noqa: ARG001 - all checks are alike
    """An e-mail is opened for its subject (six-point e-mail)."""
    if message.channel != Channel.EMAIL or message.subject.strip():
        return None
    return Finding(
        check="has_a_subject",
        says="It has no subject.",
        why="The topic in three words is what decides whether it is opened.",
    )


def names_the_call(message: Message, facts: Facts) -> Finding | None:
    """A reference is told where the call comes from, for which role, and who calls (P51: D)."""
    said = keywords(_all_of(message))
    unsaid = [what for what, value in facts.to_name.items() if not keywords(value) & said]
    if not unsaid:
        return None
    return Finding(
        check="names_the_call",
        says=f"Say {' and '.join(filter(None, [', '.join(unsaid[:-1]), unsaid[-1]]))}.",
        why="A reference who knows what it is about speaks to the point. You noted: "
        f"{'; '.join(facts.to_name.values())}.",
    )


def is_short(message: Message, facts: Facts) -> Finding | None:  # noqa: ARG001 - all checks are alike
    """Under 75 words for an e-mail; a check warns past 100 (six-point e-mail). Other channels in proportion."""
    words, channel = len(message.body.split()), Channel(message.channel)
    if words <= MOST_WORDS[channel]:
        return None
    return Finding(
        check="is_short",
        says=f"{words} words are many for {_A_CHANNEL[channel]}.",
        why=f"About {GOOD_WORDS[channel]} are read to the end, also on a phone. The rest you can say when you talk.",
    )


def ends_in_a_question(message: Message, facts: Facts) -> Finding | None:  # noqa: ARG001 - all checks are alike
    """The last thing they read is the question they can answer (six-point e-mail). Greetings and names do not count."""
    if not message.is_ask or not message.body.strip():
        return None
    end = message.body if message.is_spoken else last_sentence(message.body).rstrip('"”’)]* ')[-1:]
    if "?" in end:
        return None
    return Finding(
        check="ends_in_a_question",
        says="End in a question.",
        why="A question they can answer in one line is a reply half written.",
    )


def gave_before_asking(message: Message, facts: Facts) -> Finding | None:
    """A two-way street: give before asking for more, or for somebody's name (P28: B, D).

    A first request for information or advice to someone new passes: there was no occasion yet.
    """
    asks_much = facts.ask_kind in LARGE_ASKS
    if not message.is_ask or facts.gave or not (asks_much or facts.received):
        return None
    got = f", and {facts.first_name} has helped you {_times(facts.received)}" if facts.received else ""
    return Finding(
        check="gave_before_asking",
        says="You have given nothing yet, as far as Rapport knows.",
        why=f"No article, no name, no thanks for something in particular is noted{got}. Is there anything you could do "
        "for them first, or with this message?",
    )


ALL: tuple[Check, ...] = (
    leaves_no_gap,
    has_exchange_before_referral,
    catches_up_first,
    names_whom,
    says_why_them,
    can_be_passed_on,
    names_who_led,
    names_a_topic,
    names_few_minutes,
    asks_for_no_job,
    asks_one_thing,
    avoids_stock_phrases,
    has_a_subject,
    names_the_call,
    is_short,
    ends_in_a_question,
    gave_before_asking,
)
"""Every check, in the order in which what they say is shown."""

NAMES: Mapping[str, Check] = {check.__name__: check for check in ALL}
"""Every check by the name under which it is waved off."""

_A_CHANNEL = {
    Channel.EMAIL: "an e-mail",
    Channel.CALL: "a call",
    Channel.MESSAGE: "a short message",
    Channel.LETTER: "a letter or card",
}


def run(message: Message, facts: Facts) -> list[Finding]:
    """What all checks have to say. While gaps are left, only what comes before writing: the rest is not there yet."""
    found = [finding for check in ALL if (finding := check(message, facts)) is not None]
    if found and found[0].check == leaves_no_gap.__name__:
        return [each for each in found if each.holds or each.check in _BEFORE_WRITING]
    return found


_QUOTED = re.compile(r"[“\"«„][^”\"»“]{60,}[”\"»“]", re.DOTALL)
"""Lines long enough to introduce somebody."""
_BEFORE_WRITING = {leaves_no_gap.__name__, catches_up_first.__name__}


def _all_of(message: Message) -> str:
    return f"{message.subject}\n{message.body}"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
