"""How references are spoken of: the same words on their pages, on Today and in the digest."""

from datetime import date

from common.templatetags.look import day
from outreach import words
from outreach.models import Reference, ReferenceStepKind, ReferenceUse, Standing, UseOutcome
from outreach.reference_steps import WRITTEN, Next
from outreach.references import FATIGUE_DAYS, FEWEST, MOST, Tired

K = ReferenceStepKind


def title(kind: K, reference: Reference, use: ReferenceUse | None = None) -> str:
    """What to do: "Prepare Wei for the call from Globex"."""
    name = reference.contact.first_name
    place = use.place if use is not None else ""
    return {
        K.ASKED: f"Ask {name} to be a reference",
        K.AGREED: f"Did {name} say yes to being a reference?",
        K.GOALS: f"Tell {name} what you are aiming for",
        K.INFORMED: f"Bring {name} up to date",
        K.BRIEFED: f"Prepare {name} for the call from {place}",
        K.OUTCOME: f"How did it go with {place}?",
        K.TOLD: f"Tell {name} how it went with {place}",
        K.THANKED: f"Thank {name} for speaking with {place}",
    }[kind]


def why(step: Next, reference: Reference, use: ReferenceUse | None, on: date) -> str:
    """Why it is due on ``on``: "Last heard from you on 20 October, 36 days ago"."""
    name = reference.contact.first_name
    if use is not None:
        return _why_of_use(step, use, on)
    if step.kind == K.ASKED:
        return f"On your list of references {_since(reference.added_on, on)}, not asked yet"
    if step.kind == K.AGREED and reference.asked_on is not None:
        return f"You asked {words.weekday_ago(reference.asked_on, on)}; no answer is noted"
    if step.kind == K.GOALS and reference.affirmed_on is not None:
        return f"{name} said yes {words.weekday_ago(reference.affirmed_on, on)}, and does not know your goals yet"
    heard_on = reference.heard_on or on
    days = (on - heard_on).days
    return f"{name} last heard how it goes {words.weekday_ago(heard_on, on)}" + (
        f", {days} days ago" if days > 7 else ""
    )


def _why_of_use(step: Next, use: ReferenceUse, on: date) -> str:
    if step.kind == K.BRIEFED:
        when = day(use.expected_on, on) if use.expected_on is not None else "on a day not known yet"
        return f"The call is {when}: {use.caller}" if use.caller else f"The call is {when}"
    if step.kind == K.TOLD and use.outcome_on is not None:
        return f"You noted {words.weekday_ago(use.outcome_on, on)}: {UseOutcome(use.outcome).label}"
    if use.expected_on is not None:
        return f"The call was {words.weekday_ago(use.expected_on, on)}"
    if step.kind == K.OUTCOME and use.briefed_on is not None:
        return f"You prepared them {words.weekday_ago(use.briefed_on, on)}, and nothing is noted since"
    return f"Noted {words.weekday_ago(use.noted_on, on)}"


def context(step: Next, reference: Reference, use: ReferenceUse | None) -> str:
    """The one fact that helps."""
    if use is not None and step.kind in (K.BRIEFED, K.OUTCOME):
        return f"{use.role}. {words.sentence(_speaks_to(reference))}".strip()
    return use.role if use is not None else words.sentence(_speaks_to(reference))


def _speaks_to(reference: Reference) -> str:
    return f"Can speak to: {reference.knows}" if reference.knows else ""


def action(kind: K) -> str:
    """The label of what leads there."""
    if kind not in WRITTEN:
        return "Note the answer" if kind == K.AGREED else "Say how it went"
    return {K.ASKED: "Write and ask", K.BRIEFED: "Write the brief", K.THANKED: "Write thanks"}.get(kind, "Write")


def recorded(kind: K, reference: Reference, use: ReferenceUse | None) -> str:
    """What a step, once recorded, says."""
    name = reference.contact.first_name
    place = use.place if use is not None else ""
    return {
        K.ASKED: f"You asked {name} to be a reference. Note the answer when it comes.",
        K.AGREED: f"{name} speaks for you. Next, tell them what you are aiming for.",
        K.DECLINED: f"{name} would rather not. Better to know it now; nothing more is asked of them here.",
        K.GOALS: f"{name} knows what you are aiming for.",
        K.INFORMED: f"{name} is up to date.",
        K.RETIRED: f"{name} rests as a reference. Nothing is due about it.",
        K.BACK: f"{name} is on your list again.",
        K.BRIEFED: f"{name} is prepared for the call from {place}.",
        K.OUTCOME: f"Noted how it went with {place}. {name} should hear it from you.",
        K.TOLD: f"{name} knows how it went with {place}.",
        K.THANKED: f"{name} is thanked.",
    }[kind]


def standing(reference: Reference, on: date) -> str:
    """How they stand, with its date: "Speaks for you since 3 November"."""
    stands = reference.standing
    if stands == Standing.AGREED and reference.affirmed_on is not None:
        return f"Speaks for you {_since(reference.affirmed_on, on)}"
    if stands == Standing.ASKED and reference.asked_on is not None:
        return f"Asked {words.weekday_ago(reference.asked_on, on)}, no answer yet"
    if stands == Standing.DECLINED and reference.declined_on is not None:
        return f"Said no {words.weekday_ago(reference.declined_on, on)}"
    if stands == Standing.RETIRED and reference.retired_on is not None:
        return f"Rests {_since(reference.retired_on, on)}"
    return "Not asked yet"


def _since(when: date, on: date) -> str:
    said = words.since(when, on)
    return said if said == "today" else f"since {said}"


def how_many(speaking: int, listed: int) -> str:
    """What the number of those who speak for the user, and of all who may yet, says (P51: three to five)."""
    if speaking > MOST:
        return (
            f"{words.number(speaking).capitalize()} people speak for you. Three to five are enough: "
            "with fewer, each is asked with more care."
        )
    if speaking >= FEWEST:
        return f"{words.number(speaking).capitalize()} people speak for you: as many as it takes."
    missing = words.number(FEWEST - speaking)
    have = {0: "Nobody has said yes yet", 1: "One person speaks for you", 2: "Two people speak for you"}[speaking]
    if listed >= FEWEST:
        return (
            f"{have}. Once {missing} more {'has' if missing == 'one' else 'have'} said yes, you are ready for any call."
        )
    return f"{have}. Three to five are wanted: most applications name three, and somebody is always on holiday."


def is_tired(reference: Reference, tired: Tired, on: date) -> str:
    """That they are asked for often, and why it matters."""
    return (
        f"{reference.contact.first_name} speaks for you {words.number(tired.uses)} times between "
        f"{_date(tired.since, on)} and {_date(tired.until, on)}. More than three in {FATIGUE_DAYS} days wear a "
        "reference out, and a tired one sounds it."
    )


def would_tire(reference: Reference, tired: Tired) -> str:
    """That one more call would be much to ask, and why; nothing forbids it."""
    name = reference.contact.first_name
    return (
        f"This would be the {_ORDINALS.get(tired.uses, f'{tired.uses}th')} call for {name} in {FATIGUE_DAYS} days. "
        "More than three wear a reference out; you may go on all the same."
    )


_ORDINALS = {4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth"}


def _date(when: date, on: date) -> str:
    return f"{when.day} {when:%B}" + ("" if when.year == on.year else f" {when.year}")
