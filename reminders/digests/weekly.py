"""The weekly review as a letter: what happened, whom I met, what is owed, what comes, one encouraging line (P52)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.conf import settings

from accounts.fields import WEEKDAYS
from accounts.models import User
from common.agenda import AgendaItem
from reminders.agenda import agendas_for
from reminders.cards import Agenda
from reminders.digests.daily import Group, as_wanted, entry_of, text_of_groups
from reminders.digests.looking_back import Past, pasts_of
from reminders.digests.paper import INDENT, LARGEST, Letter, as_html, as_text, clipped, frame, wrapped
from reminders.models import DigestDelivery, DigestKind
from reminders.wording import counted, greeting, long_date, still_waiting
from reminders.wording_of_weeks import OWED, encouragement_of_week, happened, met_words, review_subject

DAYS = 7
MOST_MET = 12
MOST_AHEAD = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Met:
    name: str
    headline: str
    url: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _ComingDay:
    name: str
    lines: tuple[_Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    happened: str
    met: tuple[_Met, ...]
    met_more: str
    groups: tuple[Group, ...]
    waiting: str
    all_url: str
    ahead: tuple[_ComingDay, ...]
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What a weekly review is written from: the seven days that end on ``owed.on``, and the seven after it."""

    past: Past
    owed: Agenda
    """What the user owes to people by then: thanks, news, promises."""
    ahead: tuple[AgendaItem, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write about."""
        return not (self.past.has_anything or self.owed.cards or self.ahead)

    @property
    def rests_on(self) -> list[dict[str, Any]]:
        """On nothing that could make it stale."""
        return []

    def letter(self, owner: User, *, now: datetime, is_test: bool) -> Letter:
        """The review for its owner, as written at the moment ``now``; its links act for 14 days."""
        letter = _written(self, owner, now=now, is_test=is_test)
        while letter.size > LARGEST and len(self.owed.shown) > 1:
            self = replace(self, owed=self.owed.at_most(len(self.owed.shown) // 2))
            letter = _written(self, owner, now=now, is_test=is_test)
        return letter


def weeks_of(deliveries: Sequence[DigestDelivery], *, now: datetime) -> list[Week]:
    """What each review is about, on its owner's local date at the moment ``now``; queries as for one."""
    owners = [delivery.owner for delivery in deliveries]
    agendas = agendas_for(owners, now=now, days_ahead=DAYS)
    pasts = pasts_of(owners, now=now, days=DAYS)
    weeks = []
    for owner in owners:
        agenda = as_wanted(agendas[owner.pk], owner)
        weeks.append(Week(past=pasts[owner.pk], owed=agenda.without(lambda kind: kind not in OWED), ahead=agenda.ahead))
    return weeks


def _written(week: Week, owner: User, *, now: datetime, is_test: bool) -> Letter:
    on, first = week.owed.on, week.owed.on - timedelta(days=DAYS - 1)
    around = frame(
        owner,
        DigestKind.WEEKLY,
        subject=review_subject(week.past, owed=len(week.owed.cards), ahead=len(week.ahead)),
        preview=happened(week.past, goal=_goal(owner)) or "What is owed, and what the next seven days hold.",
        hello=greeting(now.astimezone(owner.zone).hour, owner.first_name),
        lede=f"Your week, from {long_date(first)} to {long_date(on)}.",
        why=f"Rapport looks back with you once a week, {_when(owner)}.",
        is_test=is_test,
    )
    met = week.past.met
    entries = tuple(entry_of(card, owner, week.owed, now=now) for card in week.owed.shown)
    page = _Page(
        happened=happened(week.past, goal=_goal(owner)),
        met=tuple(
            _Met(
                name=clipped(one.person.name),
                headline=clipped(one.person.headline),
                url=settings.SITE_URL + one.person.url,
                words=met_words(one),
            )
            for one in met[:MOST_MET]
        ),
        met_more=f"And {counted(len(met) - MOST_MET, 'other', 'others')}" if len(met) > MOST_MET else "",
        groups=(Group(title="What you owe", entries=entries),) if entries else (),
        waiting=still_waiting(week.owed),
        all_url=f"{around.today_url}?all=1",
        ahead=tuple(_days(week.ahead[:MOST_AHEAD])),
        line=encouragement_of_week(week.past, owner),
    )
    return Letter(
        subject=around.subject,
        text=as_text(around, _blocks(page, today_url=around.today_url)),
        html=as_html("weekly", around, page),
    )


def _goal(owner: User) -> int:
    """How many they set out to reach in a week; 0 outside a search."""
    return owner.weekly_goal if owner.is_searching else 0


def _when(owner: User) -> str:
    day = dict(WEEKDAYS).get(owner.review_day)
    return f"on {day}s at {owner.review_hour:02}:00, as you chose" if day else "on the day you choose"


def _days(items: Sequence[AgendaItem]) -> list[_ComingDay]:
    return [
        _ComingDay(
            name=long_date(day),
            lines=tuple(_Line(title=clipped(item.title), url=settings.SITE_URL + item.url) for item in of_day),
        )
        for day, of_day in groupby(items, key=lambda item: item.due_on)
    ]


def _blocks(page: _Page, *, today_url: str) -> list[str]:
    blocks = []
    if page.happened:
        blocks += ["WHAT HAPPENED", wrapped(page.happened)]
    if page.met:
        blocks.append("WHOM YOU MET")
        for one in page.met:
            who = " · ".join(part for part in (one.name, one.headline) if part)
            blocks.append(f"{wrapped(who)}\n{wrapped(one.words, first=INDENT)}\n{INDENT}{one.url}")
        blocks += [page.met_more] if page.met_more else []
    blocks += text_of_groups(page.groups)
    if page.waiting:
        blocks.append(f"{page.waiting}:\n{page.all_url}")
    if page.ahead:
        blocks.append("THE WEEK AHEAD")
    for day in page.ahead:
        lines = [f"{wrapped(line.title, first=INDENT)}\n{INDENT}{line.url}" for line in day.lines]
        blocks.append("\n".join([day.name, *lines]))
    if page.line:
        blocks.append(wrapped(page.line))
    return [*blocks, f"All of it, with notes and history:\n{today_url}"]
