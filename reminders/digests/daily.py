"""The daily digest: the agenda as a letter, a subject that says what is in it, text and HTML with the same words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from accounts.models import User
from common.agenda import AgendaItem
from reminders.agenda import agendas_for
from reminders.cards import Agenda, Card
from reminders.digests.paper import INDENT, LARGEST, Letter, as_html, as_text, clipped, frame, wrapped
from reminders.links import Action, Errand, act_url
from reminders.models import DigestDelivery, DigestKind
from reminders.wording import (
    Told,
    greeting,
    long_date,
    still_waiting,
    subject_line,
    tell,
    welcome_back,
    who_it_is,
    workload,
)

MOST_ERRANDS = 8
"""Reasons that one card of a letter gives; the person's page has the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrandTold:
    """One thing to do in words, with where its links lead; blank for a link it does not have."""

    title: str
    tag: str
    is_late: bool
    background: str
    action: str
    url: str
    done_url: str
    snooze_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One card of a letter; nameless where it is about nobody in particular."""

    name: str
    headline: str
    errands: tuple[ErrandTold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Cards under one heading."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    groups: tuple[Group, ...]
    waiting: str
    all_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What a daily digest is written from."""

    agenda: Agenda

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write about."""
        return not self.agenda.cards

    @property
    def rests_on(self) -> list[dict[str, Any]]:
        """On nothing that could make it stale."""
        return []

    def letter(self, owner: User, *, now: datetime, is_test: bool) -> Letter:
        """As ``write_letter``."""
        return write_letter(owner, self.agenda, now=now, is_test=is_test)


def days_of(deliveries: Sequence[DigestDelivery], *, now: datetime) -> list[Day]:
    """What each digest is about at the moment ``now``, as its owner wants it; the queries of ``agendas_for``."""
    agendas = agendas_for([delivery.owner for delivery in deliveries], now=now)
    return [Day(agenda=as_wanted(agendas[delivery.owner.pk], delivery.owner)) for delivery in deliveries]


def as_wanted(agenda: Agenda, owner: User) -> Agenda:
    """``agenda`` without the kinds that its owner wants in no digest, cut to their cap for one."""
    return agenda.without(owner.leaves_out).at_most(owner.digest_cap or agenda.cap)


def write_letter(owner: User, agenda: Agenda, *, now: datetime, is_test: bool = False) -> Letter:
    """The digest of ``agenda`` for its owner, as written at the moment ``now``; its links act for 14 days.

    A letter that grew too large names fewer people, and says how many more there are.
    """
    letter = _written(owner, agenda, now=now, is_test=is_test)
    while letter.size > LARGEST and len(agenda.shown) > 1:
        agenda = agenda.at_most(max(1, min(len(agenda.shown) - 1, len(agenda.shown) * LARGEST // letter.size)))
        letter = _written(owner, agenda, now=now, is_test=is_test)
    return letter


def _written(owner: User, agenda: Agenda, *, now: datetime, is_test: bool) -> Letter:
    around = frame(
        owner,
        DigestKind.DAILY,
        subject=subject_line(agenda),
        preview=who_it_is(agenda),
        hello=greeting(now.astimezone(owner.zone).hour, owner.first_name),
        lede=" ".join(filter(None, (f"{long_date(agenda.on)}: {workload(agenda)}.", welcome_back(agenda)))),
        why=f"Rapport writes on the days you chose, at {owner.digest_hour:02}:00, and only when something is due.",
        is_test=is_test,
    )
    pressing = [card for card in agenda.shown if not card.is_keep_in_touch]
    quiet = [card for card in agenda.shown if card.is_keep_in_touch]
    page = _Page(
        groups=tuple(
            Group(title=title, entries=tuple(entry_of(card, owner, agenda, now=now) for card in cards))
            for title, cards in (("Now", pressing), ("Keep in touch", quiet))
            if cards
        ),
        waiting=still_waiting(agenda),
        all_url=f"{around.today_url}?all=1",
    )
    blocks = text_of_groups(page.groups)
    if page.waiting:
        blocks.append(f"{page.waiting}:\n{page.all_url}")
    blocks.append(f"All of it, with notes and history:\n{around.today_url}")
    return Letter(subject=around.subject, text=as_text(around, blocks), html=as_html("daily", around, page))


def entry_of(card: Card, owner: User, agenda: Agenda, *, now: datetime) -> Entry:
    """``card`` as a letter shows it."""
    errands = tuple(_errand(item, owner, agenda, now=now) for item in card.items[:MOST_ERRANDS])
    if card.person is None:
        return Entry(name="", headline="", errands=errands)
    return Entry(name=clipped(card.person.name), headline=clipped(card.person.headline), errands=errands)


def _errand(item: AgendaItem, owner: User, agenda: Agenda, *, now: datetime) -> ErrandTold:
    def link(action: Action) -> str:
        return act_url(Errand(owner_id=owner.pk, kind=item.kind, key=item.key, action=action), now=now)

    told: Told = tell(item, on=agenda.on)
    return ErrandTold(
        title=clipped(item.title),
        tag=told.tag,
        is_late=told.late,
        background=clipped(told.background, 2 * len(INDENT) + 400),
        action=item.action,
        url=settings.SITE_URL + item.url,
        done_url=link(Action.DONE) if item.can_complete else "",
        snooze_url=link(Action.SNOOZE) if item.can_snooze or item.can_mute else "",
    )


def text_of_groups(groups: Sequence[Group]) -> list[str]:
    """The text of ``groups``, their cards numbered right through."""
    blocks, number = [], 0
    for group in groups:
        blocks.append(group.title.upper())
        for entry in group.entries:
            number += 1
            blocks.append(_entry_as_text(number, entry))
    return blocks


def _entry_as_text(number: int, entry: Entry) -> str:
    start = f"{number}. ".ljust(len(INDENT))
    lines = wrapped(" · ".join(part for part in (entry.name, entry.headline) if part), first=start).splitlines()
    for place, errand in enumerate(entry.errands):
        lines += [""] if place else []
        title = f"{errand.title} ({errand.tag})" if errand.tag else errand.title
        lines.append(wrapped(title, first=INDENT if lines else start))
        lines.append(wrapped(errand.background, first=INDENT))
        links = ((errand.action, errand.url), ("Done", errand.done_url), ("Not now", errand.snooze_url))
        lines += [f"{INDENT}{label}: {url}" for label, url in links if url]
    return "\n".join(lines)
