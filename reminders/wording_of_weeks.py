"""The words of a week that went by. Pure."""

from accounts.models import User
from common.agenda import Kind
from contacts.models import InteractionKind
from interviews.wording import first_line
from outreach.effort import RESEARCH
from reminders.digests.looking_back import Met, Past
from reminders.wording import counted, encouragement, listed

OWED = (
    Kind.THANK_YOU,
    Kind.REPORT_BACK,
    Kind.NEWS_OWED,
    Kind.FOLLOW_UP,
    Kind.DEBRIEF,
    Kind.INTRODUCTION,
    Kind.REFERENCE,
)
"""What the user owes to people, beside what a search or a cadence asks for."""

_WAYS = {
    InteractionKind.EMAIL: ("e-mail", "e-mails"),
    InteractionKind.CALL: ("call", "calls"),
    InteractionKind.MESSAGE: ("message", "messages"),
    InteractionKind.LETTER: ("letter", "letters"),
    InteractionKind.OTHER: ("other word", "other words"),
}


def happened(past: Past, *, goal: int) -> str:
    """What went on, as sentences, beside the ``goal`` unless that is 0; blank for a week in which nothing did."""
    return " ".join(filter(None, (_effort(past, goal=goal), _words(past), _newcomers(past))))


def _effort(past: Past, *, goal: int) -> str:
    made, heard = past.effort.made, past.effort.replies
    people = counted(heard, "person", "people")
    if made:
        said = f"You reached out {_times(made)}" + (f"; {goal} a week is your goal." if goal else ".")
        return f"{said} You heard back from {people}." if heard else said
    return f"You heard back from {people}." if heard else ""


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count) or counted(count, "", "times")


def _words(past: Past) -> str:
    ways = [counted(past.kinds[kind], *_WAYS[kind]) for kind in _WAYS if past.kinds[kind]]
    if not ways:
        return ""
    people = counted(len(past.spoke_with), "person", "people")
    return f"You were in touch with {people}: {listed(ways)}."


def _newcomers(past: Past) -> str:
    if not past.new_people:
        return ""
    said = f"{counted(past.new_people, 'new name', 'new names')} came in."
    return said[:1].upper() + said[1:]


def met_words(met: Met) -> str:
    """When somebody was met and what was noted: "On Thursday. You noted: “ask Ben about Lyon”"."""
    noted = first_line(met.noted)
    return f"On {met.on:%A}. You noted: “{noted}”" if noted else f"On {met.on:%A}."


def review_subject(past: Past, *, owed: int, ahead: int) -> str:
    """What a review holds, in one line: "Your week: met Ana and Ben, 8 reached, 3 owed, 4 ahead"."""
    names = [met.person.name.split()[0] for met in past.met]
    parts = [
        f"met {listed(names)}" if 0 < len(names) <= 2 else f"met {names[0]} and {len(names) - 1} more" if names else "",
        f"{past.effort.made} reached" if past.effort.made else "",
        f"{owed} owed" if owed else "",
        f"{ahead} ahead" if ahead else "",
    ]
    said = ", ".join(filter(None, parts))
    return f"Your week: {said}" if said else "Your week"


def encouragement_of_week(past: Past, owner: User) -> str:
    """One line from the user's own record; until that says enough, what is known of people (P15)."""
    return encouragement(past.record, has_landed=owner.has_landed) or (RESEARCH if owner.is_searching else "")
