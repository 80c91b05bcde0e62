"""What a board, a list and a campaign's card show, worked out so that the pages need not."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from common.templatetags.look import day
from outreach import first_words, placing, policy, pursuit, turns, words
from outreach.crowding import Crowd
from outreach.models import CLOSED, PURSUED, CampaignKind, Channel, Purpose, Target, TargetState

ICONS = {Channel.EMAIL: "mail", Channel.CALL: "phone", Channel.MESSAGE: "message", Channel.LETTER: "pencil"}

S = TargetState


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A column of the board: which states stand in it, and what an empty one says."""

    key: str
    title: str
    states: tuple[TargetState, ...]
    hint: str


PLACES = (
    Place(
        key="idea", title="Needs a reason", states=(S.IDEA,), hint="People you think of wait here until you say why."
    ),
    Place(key="ready", title="Ready", states=(S.READY,), hint="With a reason, they are ready to write to."),
    Place(key="waiting", title="Reached out", states=(S.WAITING,), hint="Nobody is thinking of an answer just now."),
    Place(key="replied", title="Talking", states=(S.REPLIED,), hint="Replies stop the attempts and land here."),
    Place(key="meeting", title="Meeting agreed", states=(S.MEETING,), hint="Ask for twenty minutes."),
    Place(key="not_now", title="Not now", states=(S.NOT_NOW,), hint="Each with a date to come back on."),
    Place(key="closed", title="Closed", states=CLOSED, hint="Done, declined, or silent to the last attempt."),
)


_TELLING = {
    "ready": Place(key="ready", title="To tell", states=(S.READY,), hint="Everyone who would wish you well."),
    "closed": Place(key="closed", title="Told", states=CLOSED, hint="Whoever is told stands here, and is not chased."),
}
"""What an announcement calls its places."""
_PASSED_BY = ("idea", "waiting")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One attempt of the policy: "done", "next" or ahead."""

    icon: str
    mark: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One point of a policy's timeline: what, on which date, after how many business days."""

    icon: str
    label: str
    on: date
    gap: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """The one next thing to do, as a link."""

    label: str
    url: str
    is_primary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A target as the board and the list show it on a date."""

    target: Target
    status: str
    tag: str
    due_on: date | None
    """The local date on which it wants the user next; ``None`` when nothing is dated, or nothing is asked."""
    is_late: bool
    is_due: bool
    dots: Sequence[Dot]
    action: Action
    another_due: bool
    """Whether it is somebody else's turn at their organization (3B7)."""
    options: Sequence[placing.Option] = ()
    """Where it may be put now."""
    crowds: Sequence[Crowd] = ()
    """What goes on already with the same person elsewhere, or with a colleague."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A place with its cards."""

    place: Place
    cards: list[Card] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of a campaign's targets stand in one place; ``start`` is where its piece of the bar begins."""

    place: Place
    count: int
    start: int


def columns(cards: Iterable[Card], kind: str = CampaignKind.CONVERSATIONS) -> list[Column]:
    """The board of a campaign of ``kind``; every place is there, also the empty ones.

    Of an announcement those that nobody passes through are not: nobody needs a reason, nobody is waited for (P09).
    """
    tells = kind == CampaignKind.ANNOUNCEMENT
    board = {place.key: Column(place=_TELLING.get(place.key, place) if tells else place) for place in PLACES}
    place_of = {state: place.key for place in PLACES for state in place.states}
    for each in cards:
        board[place_of[TargetState(each.target.state)]].cards.append(each)
    if tells:
        # Told comes right after to tell: the rest is what follows by itself.
        order = ("idea", "ready", "waiting", "closed", "replied", "meeting", "not_now")
        return [board[key] for key in order if board[key].cards or key not in _PASSED_BY]
    return list(board.values())


def card(target: Target, *, on: date, crowds: Sequence[Crowd] = ()) -> Card:
    """``target`` as it stands on local date ``on``; wants ``for_board``."""
    first = turns.talking_there(target, crowds)
    word_on: date | None = getattr(target, "word_on", None)
    due_on = (word_on or target.due_on) if target.campaign.closed_on is None and first is None else None
    is_due = due_on is not None and due_on <= on
    is_late = due_on is not None and due_on < on
    tag = ""
    if due_on is not None and is_due:
        tag = f"since {words.since(due_on, on)}" if is_late else "today"
    elif target.state in CLOSED and not (target.campaign.kind == CampaignKind.ANNOUNCEMENT and target.state == S.DONE):
        tag = target.get_state_display()
    return Card(
        target=target,
        status=_status(target, is_due=is_due, on=on)
        if first is None
        else f"Waits while you are talking to {first.contact.first_name} there",
        due_on=due_on,
        tag=tag,
        is_late=is_late,
        is_due=is_due,
        dots=dots(target),
        action=_action(target, is_due=is_due),
        another_due=target.campaign.closed_on is None and word_on is None and turns.another_due(target, on),
        options=placing.options(target, on),
        crowds=crowds,
    )


def dots(target: Target) -> list[Dot]:
    """The policy's attempts of this round, made ones by the channel they went out by; none outside the pursuit."""
    if target.state not in PURSUED or target.campaign.kind == CampaignKind.ANNOUNCEMENT:
        return []
    made = [attempt for attempt in target.attempts.all() if attempt.number > target.attempts_before]
    steps = policy.of_campaign(target.campaign).steps
    shown = [
        Dot(icon=ICONS[Channel(attempt.channel)], mark="done", says=f"{attempt.get_channel_display()}, made")
        for attempt in made
    ]
    for position, step in enumerate(steps[len(made) :]):
        mark = "next" if position == 0 else "ahead"
        shown.append(Dot(icon=ICONS[step.channel], mark=mark, says=f"{step.channel.label}, {mark}"))
    return shown


def policy_line(plan: policy.AttemptPolicy, start: date, country: str) -> list[Stop]:
    """The timeline of ``plan`` if it began on ``start`` and nobody answered, with its end (P22)."""
    made, closing = policy.dates(plan, start, country)
    stops = [
        Stop(icon=ICONS[step.channel], label=step.channel.label, on=day, gap=step.gap_business_days)
        for step, day in zip(plan.steps, made, strict=True)
    ]
    if plan.chases:
        stops.append(Stop(icon="flag", label="call it a day", on=closing, gap=plan.close_out_gap))
    return stops


def tally(states: Iterable[str]) -> list[Share]:
    """How a campaign stands, from its targets' ``states``; empty places are left out."""
    counts = Counter(states)
    shares, start = [], 0
    for place in PLACES:
        count = sum(counts.get(state, 0) for state in place.states)
        if count:
            shares.append(Share(place=place, count=count, start=start))
        start += count
    return shares


def _status(target: Target, *, is_due: bool, on: date) -> str:
    """Where it stands, in a few words; what is due has its tag for when."""
    moved = words.weekday_ago(target.moved_on, on)
    if word_on := getattr(target, "word_on", None):
        return f"You heard from them {words.weekday_ago(word_on, on)} · the attempts rest until you note it"
    if target.state in PURSUED:
        step = pursuit.step_of(target)
        if step is None:
            waits = "no answer" if is_due else f"time to answer until {day(target.close_out_on, on)}"
            return f"All {target.attempts_this_round} attempts made · {waits}"
        if target.away_until is not None and target.away_until > on:
            return f"Out of office until {day(target.away_until, on)} · {step.channel.label} after"
        when = "" if is_due else f" {day(target.next_attempt_on, on)}"
        purpose = first_words.next_purpose(target, on)
        if purpose == Purpose.ANNOUNCEMENT:
            return f"To be told{when}"
        if purpose == Purpose.CATCH_UP:
            return f"Catch up first · {step.channel.label}{when}"
        return f"A{words.place_in_policy(target)[1:]} · {step.channel.label}{when}"
    if target.campaign.kind == CampaignKind.ANNOUNCEMENT and target.state == S.DONE and target.attempts_made:
        return f"Told {moved}"
    return {
        S.IDEA: "One sentence on why makes them ready",
        S.REPLIED: f"Talking since {words.since(target.moved_on, on)}",
        S.MEETING: f"Agreed {moved}",
        S.NOT_NOW: f"Come back {day(target.revisit_on, on)}",
    }.get(TargetState(target.state), f"Closed {moved}")


def _action(target: Target, *, is_due: bool) -> Action:
    page = target.get_absolute_url()
    step = pursuit.step_of(target)
    if getattr(target, "word_on", None) is not None:
        return Action(label="Note it", url=page, is_primary=is_due)
    if target.state == S.IDEA:
        return Action(label="Say why", url=f"{page}?do=reason")
    if target.state in PURSUED and step is not None and (is_due or target.state == S.READY):
        url = reverse("outreach:write", args=["target", target.pk])
        telling = target.campaign.kind == CampaignKind.ANNOUNCEMENT
        label = "Tell" if telling else "Call" if step.channel == Channel.CALL else "Write"
        return Action(label=label, url=url, is_primary=is_due)
    if target.state == S.WAITING and is_due:
        return Action(label="Close it", url=page, is_primary=True)
    if target.state == S.WAITING:
        return Action(label="Log a reply", url=f"{page}?do=reply")
    if target.state == S.REPLIED:
        return Action(label="Plan a talk", url=f"{reverse('interviews:create')}?{urlencode({'target': target.pk})}")
    if target.state in (S.NOT_NOW, S.NO_REPLY) and is_due:
        return Action(label="Come back", url=page, is_primary=True)
    return Action(label="Open", url=page)
