"""How outcomes and news of them are spoken of: the same words on pages, in the digest and in the terminal."""

from datetime import date

from django.urls import reverse

from outreach import words
from outreach.models import News, Outcome, OutcomeKind

K = OutcomeKind

_SOMEWHERE = "an organization since deleted"


def place(outcome: Outcome) -> str:
    """Where it was, or what is over: "Kessel", "“Rail freight”"."""
    if outcome.kind == K.CLOSED:
        return f"“{outcome.campaign}”" if outcome.campaign is not None else "A campaign since deleted"
    return outcome.place or _SOMEWHERE


def title(outcome: Outcome) -> str:
    """What it was: "A job interview at Kessel"."""
    where = place(outcome)
    match outcome.kind:
        case K.INTERVIEW:
            return f"A job interview at {where}"
        case K.OFFER:
            return f"An offer from {where}"
        case K.REJECTION:
            return f"A no from {where}"
        case K.LANDED:
            return f"The job at {outcome.place}" if outcome.place else "You found work"
    return f"{where} is over"


def to_do(news: News) -> str:
    """What to do, said to the user: "Tell Ana that you got an interview at Kessel"."""
    name, where = news.contact.first_name, place(news.outcome)
    match news.outcome.kind:
        case K.INTERVIEW:
            return f"Tell {name} that you got an interview at {where}"
        case K.OFFER:
            return f"Tell {name} of the offer from {where}"
        case K.REJECTION:
            return f"Tell {name} how it ended with {where}"
        case K.LANDED:
            return f"Thank {name}: you found work"
    return f"Tell {name} that {where} is over" if news.outcome.campaign else f"Tell {name} how it ended"


def write_url(news: News) -> str:
    """Where a letter to them begins."""
    asked = "thanks" if news.outcome.kind == K.LANDED else f"news&about={news.outcome_id}"
    return f"{reverse('outreach:write', args=['person', news.contact_id])}?for={asked}"


def context(outcome: Outcome) -> str:
    """The one thing that helps to tell it."""
    if outcome.kind == K.REJECTION:
        return "A no says nothing about what you can do. Two lines, and the door stays open."
    if outcome.kind == K.CLOSED:
        return "Two lines on what you learned are enough."
    if outcome.kind == K.LANDED:
        return "One sentence on what they did is worth more than a page."
    return "Two lines are enough. Whoever hears what came of their help gives it again."


def since(outcome: Outcome, on: date) -> str:
    """When it was, on local date ``on``: "Yesterday", "Last Friday"."""
    said = words.weekday_ago(outcome.happened_on, on)
    return said[:1].upper() + said[1:]


def told_line(outcome: Outcome) -> str:
    """What the timeline says of who was told, where no words were kept."""
    where = place(outcome)
    match outcome.kind:
        case K.INTERVIEW:
            return f"Told them of the interview at {where}."
        case K.OFFER:
            return f"Told them of the offer from {where}."
        case K.REJECTION:
            return f"Told them how it ended with {where}."
        case K.LANDED:
            return "Thanked them: I found work."
    return f"Told them that {where} is over."


def as_i_say_it(outcome: Outcome) -> str:
    """It as the user tells it, in a whole sentence: "I have a job interview at Kessel, as planner."."""
    where, role = place(outcome), outcome.what
    if outcome.kind == K.CLOSED:
        learned = outcome.campaign.goal.strip().rstrip(".") if outcome.campaign is not None else ""
        aim = f": {learned[:1].lower()}{learned[1:]}" if learned else ""
        return f"I have finished one part of my search{aim}."
    match outcome.kind:
        case K.INTERVIEW:
            return f"I have a job interview at {where}{f' ({role})' if role else ''}."
        case K.OFFER:
            return f"I have an offer from {where}{f' ({role})' if role else ''}."
        case K.LANDED:
            found = f"{role} at {outcome.place}" if role and outcome.place else role or outcome.place
            return f"I found work: {found}." if found else "I found work."
    return f"{where} chose somebody else{f' ({role})' if role else ''}."


def told(news: News) -> str:
    """What was noted, in a sentence."""
    if news.outcome.kind == K.LANDED:
        return f"Noted that you thanked {news.contact.name}."
    return f"Noted that {news.contact.name} knows."


def waived(news: News) -> str:
    """What was let be, in a sentence."""
    return f"{news.contact.name} need not know."


def reopened(news: News) -> str:
    """What was taken back, in a sentence."""
    return f"{news.contact.name} is still to hear it."


def row(outcome: Outcome) -> tuple[Outcome, str, str]:
    """An outcome ``with_counts``, what it was, and how far the telling is."""
    counts = vars(outcome)
    told_count, open_count = counts["owed_count"] - counts["open_count"], counts["open_count"]
    verbs = ("thank", "thanked") if outcome.kind == K.LANDED else ("tell", "told")
    return outcome, title(outcome), progress(told_count, open_count, *verbs)


def progress(told_count: int, open_count: int, do: str, done: str) -> str:
    """How far the telling is: "Two told, one to go", "Everyone is told"."""
    if not told_count and not open_count:
        return f"Nobody to {do}"
    if not open_count:
        return f"Everyone is {done}"
    if not told_count:
        return f"{words.number(open_count).capitalize()} to {do}"
    return f"{words.number(told_count).capitalize()} {done}, {words.number(open_count)} to go"
