"""The agenda as a letter: a subject that says what is in it, a text part and an HTML part with the same words.

The HTML is tables with inlined styles, as mail programs want it; the styles are inlined into the template once, not
into every letter. Nothing in it is fetched from anywhere, and nothing tells us whether it was read.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from textwrap import wrap

import css_inline
from django.conf import settings
from django.template import Context, Engine, Template
from django.template.loader import get_template
from django.urls import reverse

from accounts.models import User
from common.agenda import AgendaItem
from reminders.cards import Agenda, Card
from reminders.links import Action, Errand, act_url, unsubscribe_url
from reminders.wording import Told, greeting, long_date, still_waiting, subject_line, tell, welcome_back, workload

WIDTH = 72
"""Columns of the text part; only addresses are longer."""
_INDENT = "   "


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A digest ready to be sent."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Errand:
    told: Told
    url: str
    done_url: str
    snooze_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    name: str
    headline: str
    errands: tuple[_Errand, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    title: str
    entries: tuple[_Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """Everything a letter says, before it takes one of its two forms."""

    subject: str
    hello: str
    lede: str
    groups: tuple[_Group, ...]
    waiting: str
    today_url: str
    all_url: str
    settings_url: str
    stop_url: str
    hour: str


def write_letter(owner: User, agenda: Agenda, *, now: datetime) -> Letter:
    """The digest of ``agenda`` for its owner, as written at the moment ``now``; its links act for 14 days."""
    page = _page(owner, agenda, now=now)
    return Letter(subject=page.subject, text=_as_text(page), html=_template().render(Context({"page": page})))


def _page(owner: User, agenda: Agenda, *, now: datetime) -> _Page:
    shown = agenda.shown
    pressing = [card for card in shown if not card.is_keep_in_touch]
    quiet = [card for card in shown if card.is_keep_in_touch]
    return _Page(
        subject=subject_line(agenda),
        hello=greeting(now.astimezone(owner.zone).hour, owner.first_name),
        lede=" ".join(filter(None, (f"{long_date(agenda.on)}: {workload(agenda)}.", welcome_back(agenda)))),
        groups=tuple(
            _Group(title=title, entries=tuple(_entry(card, owner, agenda, now=now) for card in cards))
            for title, cards in (("Now", pressing), ("Keep in touch", quiet))
            if cards
        ),
        waiting=still_waiting(agenda),
        today_url=settings.SITE_URL + reverse("reminders:today"),
        all_url=settings.SITE_URL + reverse("reminders:today") + "?all=1",
        settings_url=settings.SITE_URL + reverse("accounts:settings"),
        stop_url=unsubscribe_url(owner.pk),
        hour=f"{owner.digest_hour:02}:00",
    )


def _entry(card: Card, owner: User, agenda: Agenda, *, now: datetime) -> _Entry:
    errands = tuple(_errand(item, owner, agenda, now=now) for item in card.items)
    if card.person is None:
        return _Entry(name="", headline="", errands=errands)
    return _Entry(name=card.person.name, headline=card.person.headline, errands=errands)


def _errand(item: AgendaItem, owner: User, agenda: Agenda, *, now: datetime) -> _Errand:
    def link(action: Action) -> str:
        return act_url(Errand(owner_id=owner.pk, kind=item.kind, key=item.key, action=action), now=now)

    return _Errand(
        told=tell(item, on=agenda.on),
        url=settings.SITE_URL + item.url,
        done_url=link(Action.DONE) if item.can_complete else "",
        snooze_url=link(Action.SNOOZE) if item.can_snooze or item.can_mute else "",
    )


def _as_text(page: _Page) -> str:
    blocks = [f"{page.hello}.\n" + _wrapped(page.lede)]
    number = 0
    for group in page.groups:
        blocks.append(group.title.upper())
        for entry in group.entries:
            number += 1
            blocks.append(_entry_as_text(number, entry))
    if page.waiting:
        blocks.append(f"{page.waiting}:\n{page.all_url}")
    blocks.append(f"All of it, with notes and history:\n{page.today_url}")
    blocks.append(
        "-- \n"
        + _wrapped(f"Rapport writes on the days you chose, at {page.hour}, and only when something is due.")
        + f"\nOther days or another hour: {page.settings_url}\nNo more of these: {page.stop_url}"
    )
    return "\n\n".join(blocks) + "\n"


def _entry_as_text(number: int, entry: _Entry) -> str:
    start = f"{number}. ".ljust(len(_INDENT))
    lines = _wrapped(" · ".join(part for part in (entry.name, entry.headline) if part), first=start).splitlines()
    for place, errand in enumerate(entry.errands):
        lines += [""] if place else []
        item, tag = errand.told.item, errand.told.tag
        lines.append(_wrapped(f"{item.title} ({tag})" if tag else item.title, first=_INDENT if lines else start))
        lines.append(_wrapped(errand.told.background, first=_INDENT))
        links = ((item.action, errand.url), ("Done", errand.done_url), ("Not now", errand.snooze_url))
        lines += [f"{_INDENT}{label}: {url}" for label, url in links if url]
    return "\n".join(lines)


def _wrapped(words: str, *, first: str = "") -> str:
    """``words`` in lines of at most ``WIDTH`` columns, indented alike; long words and addresses stay whole."""
    lines = wrap(
        words,
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)


@lru_cache(maxsize=1)
def _template() -> Template:
    """The HTML template with the sheet already on its elements; rules for the dark stay in its head."""
    html = _source("reminders/mail/digest.html")
    inliner = css_inline.CSSInliner(
        extra_css=_source("reminders/mail/digest.css"), keep_at_rules=True, load_remote_stylesheets=False
    )
    return Engine.get_default().from_string(inliner.inline(html))


def _source(name: str) -> str:
    return str(get_template(name).template.source)  # type: ignore[attr-defined]
