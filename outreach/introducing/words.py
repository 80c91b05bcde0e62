"""How introductions are spoken of: the same words on pages, in the digest and in the terminal."""

from datetime import date, timedelta

from common.business_days import add_business_days
from outreach import policy, words
from outreach.models import MOST_NUDGES, Introduction, IntroductionState, IntroductionStep, StepKind

S, K = IntroductionState, StepKind
SILENT_BUSINESS_DAYS = 5
"""After a working week without a word one may ask again (P27)."""


def title(introduction: Introduction) -> str:
    """Who leads to whom: "Ana → Tobias" in words."""
    return f"{introduction.connector_name} to {introduction.wish}"


def silence_ends_on(introduction: Introduction, country: str) -> date:
    """The local date on which a working week passed since the connector was last spoken to."""
    return add_business_days(introduction.last_word_on, SILENT_BUSINESS_DAYS, country)


def to_do(introduction: Introduction) -> str:
    """What comes next, said to the user: "Thank Ana for introducing you to Tobias"; empty when nothing does."""
    connector, whom = introduction.connector_first_name, introduction.whom_short
    match introduction.state:
        case S.IDEA:
            return f"Ask {connector} to introduce you to {whom}"
        case S.ASKED | S.AGREED if introduction.nudge_count >= MOST_NUDGES:
            return f"Let it rest with {connector}, or ask someone else about {whom}"
        case S.ASKED | S.AGREED:
            return f"Nudge {connector} about {whom}"
        case S.MADE if introduction.thanked_on is None:
            return f"Thank {connector} for the introduction to {whom}"
        case S.MET:
            return f"Tell {connector} how it went with {whom}"
    return ""


def due_on(introduction: Introduction, country: str) -> date | None:
    """The local date from which ``to_do`` is due; ``None`` when nothing is."""
    if not to_do(introduction):
        return None
    match introduction.state:
        case S.MADE:
            due = introduction.made_on or introduction.moved_on
        case S.MET:
            # The talk itself, its thanks and a night's sleep come first.
            due = (introduction.met_on or introduction.moved_on) + timedelta(days=1)
        case S.IDEA:
            due = add_business_days(introduction.noted_on, 1, country)
        case _:
            due = silence_ends_on(introduction, country)
    return max(due, introduction.snoozed_until or due)


def since(introduction: Introduction, on: date, country: str) -> str:
    """Where it stands and since when, on local date ``on``: "Asked last Tuesday; five business days of silence"."""
    match introduction.state:
        case S.IDEA:
            return f"Noted {words.weekday_ago(introduction.noted_on, on)}, not asked yet"
        case S.ASKED | S.AGREED:
            verb = "Said yes" if introduction.agreed_on else "Asked"
            if introduction.nudged_on == introduction.last_word_on:
                verb = "Nudged twice, most recently" if introduction.nudge_count > 1 else "Nudged"
            return f"{verb} {words.weekday_ago(introduction.last_word_on, on)}{_silent(introduction, on, country)}"
        case S.MADE:
            return f"Introduced you {_day(introduction.made_on, on)}"
        case S.MET:
            return f"You met {_day(introduction.met_on, on)}"
        case S.TOLD:
            return f"Told {_day(introduction.told_on, on)}"
        case S.DECLINED:
            return f"Would rather not, {_day(introduction.closed_on, on)}"
    return f"Let rest {_day(introduction.closed_on, on)}"


def _silent(introduction: Introduction, on: date, country: str) -> str:
    if (on - introduction.last_word_on).days > words.LONG_SILENCE:
        return "; silence since"
    days = policy.business_days_of_silence(introduction.last_word_on, on, country)
    return f"; {words.number(days)} business {'day' if days == 1 else 'days'} of silence" if days else ""


def _day(day: date | None, on: date) -> str:
    return words.weekday_ago(day or on, on)


_HISTORY = {
    K.ASKED: "You asked {connector}",
    K.NUDGED: "You nudged {connector}",
    K.AGREED: "{connector} agreed",
    K.OPTED_IN: "{whom} said yes to being introduced",
    K.MADE: "{connector} introduced you to {whom}",
    K.THANKED: "You thanked {connector}",
    K.MET: "You met {whom}",
    K.TOLD: "You told {connector} how it went",
    K.DECLINED: "{connector} would rather not",
    K.RESTED: "You let it rest",
}


def happened(introduction: Introduction, step: IntroductionStep) -> str:
    """One step as a history says it: "Ana introduced you to Tobias"."""
    whom = introduction.whom_short
    said = _HISTORY[StepKind(step.kind)].format(connector=introduction.connector_first_name, whom=whom)
    return said[:1].upper() + said[1:]


def taken(introduction: Introduction, kind: str, on: date, country: str) -> str:
    """What was noted, and what Rapport does next, in a sentence or two."""
    connector, whom = introduction.connector_first_name, introduction.whom_short
    match kind:
        case K.ASKED | K.NUDGED:
            did = "asked" if kind == K.ASKED else "nudged"
            day = words.full_day(silence_ends_on(introduction, country), on)
            return f"Noted that you {did} {connector}. If nothing comes, Rapport says so on {day}."
        case K.AGREED:
            return f"{connector} agreed. Note it here when the two of you are introduced."
        case K.OPTED_IN:
            return f"Noted that {whom} said yes."
        case K.MADE:
            return f"{connector} led you to {whom}. Say thanks while it is fresh."
        case K.THANKED:
            return f"You thanked {connector}."
        case K.MET:
            return f"You met {whom}. {connector} will be glad to hear how it went."
        case K.TOLD:
            return f"{connector} knows how it went. That is what makes people do it again."
        case K.DECLINED:
            return f"{connector} would rather not, and that is all right. Perhaps someone else knows {whom}."
    return "It rests. Nothing more is asked of anybody."
