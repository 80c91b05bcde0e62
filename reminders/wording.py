"""The words of an agenda: the same on the page, in the mail and in the terminal. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from common.agenda import AgendaItem, Kind
from outreach.effort import Record
from reminders.agenda import source_of
from reminders.cards import Agenda, Card

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

_ERRANDS = {
    Kind.FOLLOW_UP: "follow up with {}",
    Kind.KEEP_IN_TOUCH: "say hello to {}",
    Kind.OCCASION: "wish {} well",
    Kind.TALKING: "pick it up with {}",
    Kind.CLOSE_OUT: "let {} rest",
    Kind.REVISIT: "look again at {}",
    Kind.INTERVIEW_PREPARATION: "prepare for {}",
    Kind.INTERVIEW_CONFIRMATION: "confirm with {}",
    Kind.INTERVIEW_TODAY: "talk with {}",
    Kind.DEBRIEF: "note how it went with {}",
    Kind.THANK_YOU: "thank {}",
    Kind.NEWS_OWED: "tell {} what came of it",
}
_UNHURRIED = (Kind.KEEP_IN_TOUCH, Kind.INTERVIEW_PREPARATION, Kind.OCCASION)
"""What comes up on a day without being for that day."""
_NEVER_LATE = (Kind.INTERVIEW_PREPARATION, Kind.INTERVIEW_CONFIRMATION, Kind.OCCASION)
"""What is not late but over, and says its day itself."""
LONGEST_SUBJECT = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An agenda item in words."""

    item: AgendaItem
    tag: str
    late: bool
    background: str
    """Why now and the fact that helps, as sentences."""
    done_label: str


def tell(item: AgendaItem, *, on: date) -> Told:
    """``item`` in words, as said on its owner's local date ``on``."""
    tag = when_tag(item, on=on)
    return Told(
        item=item,
        tag=tag,
        late=is_late(item, on=on),
        background=" ".join(_sentence(part) for part in (item.why, item.context) if part.strip() not in ("", tag)),
        done_label=source_of(item.kind).done_label,
    )


def _sentence(words: str) -> str:
    words = words.strip()
    words = words[:1].upper() + words[1:]
    return words if words[-1] in ".?!…”" else f"{words}."


def counted(number: int, one: str, many: str) -> str:
    """A count as people say it: "one person", "five people", "13 people"."""
    return f"{_NUMBERS[number] if 0 < number < len(_NUMBERS) else number} {one if number == 1 else many}"


def greeting(hour: int, first_name: str) -> str:
    """A greeting by the local hour, 0 to 23, with the name where there is one: "Good morning, Ada"."""
    hello = "Good morning" if 4 <= hour < 12 else "Good afternoon" if 12 <= hour < 18 else "Good evening"
    return f"{hello}, {first_name}" if first_name else hello


def long_date(day: date) -> str:
    """A date with its weekday and without the year, which everyone knows: "Monday 23 November"."""
    return f"{day:%A} {day.day} {day:%B}"


def workload(agenda: Agenda, *, everything: bool = False) -> str:
    """How many people a day shows and about how long they take: "five people, about 40 minutes"."""
    if not agenda.cards:
        return "nobody is waiting for you"
    day = replace(agenda, cap=len(agenda.cards)) if everything else agenda
    return f"{counted(len(day.shown), 'person', 'people')}, about {span(day.minutes)}"


def welcome_back(agenda: Agenda) -> str:
    """What to say after a while away, without reproach; blank on any other day."""
    if not agenda.is_catch_up:
        return ""
    few = counted(len(agenda.shown), "one", "").strip()
    return f"It has been a while, and that is fine. Start with these {few}; the rest can wait, and nothing is lost."


def span(minutes: int) -> str:
    """Minutes as people say them: "40 minutes", "an hour", "an hour and a half", "2 hours"."""
    if minutes <= 50:
        return f"{minutes} minutes"
    halves = round(minutes / 30)
    hours = "an hour" if halves in (2, 3) else f"{halves // 2} hours" if halves % 2 == 0 else ""
    if halves == 3:
        return "an hour and a half"
    return hours or f"{halves // 2} and a half hours"


def when_tag(item: AgendaItem, *, on: date) -> str:
    """The tag beside a title: "due since Saturday", "today"; empty for what comes up without haste."""
    if is_late(item, on=on):
        return f"due since {past_day(item.due_on, on=on)}"
    return "" if item.kind in _UNHURRIED else "today"


def is_late(item: AgendaItem, *, on: date) -> bool:
    """Whether an item is late rather than due: a cadence only past its slack (P46), preparing and greeting never."""
    if item.kind in _NEVER_LATE:
        return False
    grace = item.slack_days if item.kind == Kind.KEEP_IN_TOUCH else 1
    return item.days_late(on) >= grace


def past_day(day: date, *, on: date) -> str:
    """An earlier day as said on local date ``on``: yesterday, a weekday up to a week, then a date."""
    days = (on - day).days
    if days == 1:
        return "yesterday"
    if 1 < days < 7:
        return f"{day:%A}"
    return f"{day.day} {day:%B}" if day.year == on.year else f"{day.day} {day:%B %Y}"


def errand(card: Card) -> str:
    """A card in a few words, for a subject line: "thank Ana", "call Ben" out of "Call Ben: attempt 2 of 5"."""
    if card.person is None or card.lead.kind not in _ERRANDS:
        words = card.lead.title.partition(":")[0]
        return words[:1].lower() + words[1:]
    return _ERRANDS[card.lead.kind].format(card.person.name.split()[0])


def subject_line(agenda: Agenda) -> str:
    """What the day holds, in one line: "Thank Ana, call Ben, and 2 more"."""
    if not agenda.cards:
        return "Nobody is waiting for you today"
    errands = [errand(card) for card in agenda.cards]
    named, more = errands[:2], len(errands) - 2
    line = f"{', '.join(named)}, and {more} more" if more > 0 else " and ".join(named)
    line = line[:1].upper() + line[1:]
    return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1] + "…"


def who_it_is(agenda: Agenda) -> str:
    """Whom the day is about, as a mailbox shows it beside the subject: "Ana Silva and Ben Ito: about an hour."."""
    names = [card.person.name if card.person else card.lead.title for card in agenda.shown]
    if not names:
        return "On a free day, think of someone who expects nothing."
    named = names if len(names) <= 4 else [*names[:3], f"{len(names) - 3} more"]
    return f"{listed(named)}: about {span(agenda.minutes)}."


def listed(words: Sequence[str]) -> str:
    """Words one after the other, as people say them: "Ana, Ben and Cleo"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def still_waiting(agenda: Agenda) -> str:
    """What a day leaves out: "And 3 more who can wait"; empty when it shows everyone."""
    waiting = agenda.waiting
    return f"And {waiting} more who can wait" if waiting else ""


def found_work(place: str, thanked: int) -> str:
    """What Today says to who found work, at ``place`` if they said so, with how many they have thanked (P48)."""
    said = f"You found work: {place}." if place else "You found work."
    if not thanked:
        return f"{said} Nothing has to be chased any more; what is left is people."
    return f"{said} You have thanked {counted(thanked, 'person', 'people')} so far."


def encouragement(record: Record, *, has_landed: bool = False) -> str:
    """A line from the user's own record, with its n; empty until the record has earned it (P15).

    Whoever found work is reminded of whom they got there with (P48).
    """
    if has_landed:
        if not record.answered:
            return ""
        everyone = record.answered == record.asked
        said = f"All {record.asked}" if everyone else f"{record.answered} of the {record.asked}"
        return f"{said} people you asked answered. They will be glad to hear how it ended."
    if not record.heartens:
        return ""
    if record.answered == record.asked:
        return f"All {record.asked} people you asked have answered."
    return f"{record.answered} of the {record.asked} people you asked have answered so far."


def snooze_choices(on: date) -> list[tuple[str, date]]:
    """How long an item may rest, as said on local date ``on``, with the date it comes back."""
    monday = on + timedelta(days=8 - on.isoweekday())
    choices = [("Until tomorrow", on + timedelta(days=1))]
    if 1 < (monday - on).days < 7:
        choices.append(("Until Monday", monday))
    return [*choices, ("For a week", on + timedelta(days=7)), ("For a month", on + timedelta(days=30))]
