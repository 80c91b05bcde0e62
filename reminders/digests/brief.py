"""The brief before an interview as a letter: who, how known, last contact, framing, questions, place and time (P33)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import User
from contacts.standing import said
from interviews.brief import Brief, gather
from interviews.models import Interview
from reminders.digests.briefing import HORIZON, facts_of
from reminders.digests.paper import INDENT, Letter, absolute, as_html, as_text, clipped, frame, wrapped
from reminders.links import Action, Errand, act_url
from reminders.models import DigestDelivery, DigestKind
from reminders.wording import counted, greeting, long_date

MOST_TALKS = 4
MOST_LINES = 12
"""Lines of one part; the talk's own page has all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    title: str
    lines: tuple[str, ...]
    is_numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Talk:
    name: str
    headline: str
    person_url: str
    when: str
    place: str
    place_url: str
    parts: tuple[_Part, ...]
    url: str
    action: str
    notes_url: str
    prepared_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    talks: tuple[_Talk, ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Eve:
    """What a brief is written from: the sheets of the talks of one date, soonest first."""

    sheets: tuple[Brief, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write about: it moved, or was called off."""
        return not self.sheets

    @property
    def rests_on(self) -> list[dict[str, Any]]:
        """On the talks as they are."""
        return facts_of(sheet.interview for sheet in self.sheets)

    def letter(self, owner: User, *, now: datetime, is_test: bool) -> Letter:
        """The brief for its owner, as written at the moment ``now``; its links act for 14 days."""
        on = owner.local_date(now)
        talks = [sheet.interview for sheet in self.sheets]
        around = frame(
            owner,
            DigestKind.BRIEF,
            subject=_subject(talks, owner, on),
            preview=_preview(self.sheets[0]),
            hello=greeting(now.astimezone(owner.zone).hour, owner.first_name),
            lede=_lede(talks, owner, on),
            why=f"Rapport writes at {owner.brief_hour:02}:00 on the evening before an interview.",
            is_test=is_test,
        )
        others = len(talks) - MOST_TALKS
        page = _Page(
            talks=tuple(_told(sheet, owner, now=now) for sheet in self.sheets[:MOST_TALKS]),
            more=f"And {counted(others, 'other talk', 'other talks')} that day." if others > 0 else "",
        )
        return Letter(subject=around.subject, text=as_text(around, _blocks(page)), html=as_html("brief", around, page))


def eves_of(deliveries: Sequence[DigestDelivery], *, now: datetime) -> list[Eve]:
    """What each brief is about: the talks of the date after its own that are still ahead at the moment ``now``.

    A test is about the next talk, whenever that is. One query, and those of ``gather`` for each of the dates that it is
    where their owners live (three at most).
    """
    owners = {delivery.owner.pk: delivery.owner for delivery in deliveries}
    by_owner: dict[int, list[Interview]] = defaultdict(list)
    rows = Interview.unscoped.owned_by_any(owners).ahead(now)
    if not any(delivery.is_test for delivery in deliveries):
        rows = rows.filter(starts_at__lte=now + HORIZON)
    for talk in rows.select_related("contact").without_texts():
        by_owner[talk.contact.owner_id].append(talk)
    chosen = [_chosen(by_owner[delivery.owner.pk], delivery) for delivery in deliveries]
    sheets = _sheets([talk for talks in chosen for talk in talks], owners, now=now)
    return [Eve(sheets=tuple(sheets[talk.pk] for talk in talks if talk.pk in sheets)) for talks in chosen]


def _sheets(talks: Iterable[Interview], owners: Mapping[int, User], *, now: datetime) -> dict[int, Brief]:
    """The sheet of each of ``talks``, by its key."""
    by_date: dict[date, list[Interview]] = defaultdict(list)
    for talk in talks:
        by_date[owners[talk.contact.owner_id].local_date(now)].append(talk)
    return {sheet.interview.pk: sheet for on, group in by_date.items() for sheet in gather(group, on=on)}


def _chosen(talks: Sequence[Interview], delivery: DigestDelivery) -> list[Interview]:
    zone = delivery.owner.zone
    if delivery.is_test and talks:
        day = talks[0].starts_at.astimezone(zone).date()
    else:
        day = delivery.local_date + timedelta(days=1)
    return [talk for talk in talks if talk.starts_at.astimezone(zone).date() == day]


def _subject(talks: Sequence[Interview], owner: User, on: date) -> str:
    first = talks[0]
    starts = first.starts_at.astimezone(owner.zone)
    day = _day(starts.date(), on)
    if len(talks) == 1:
        return f"{day} at {starts:%H:%M}: {first.contact.name}, {first.minutes} minutes {first.by_medium}"
    named = [f"{talk.contact.name} at {talk.starts_at.astimezone(owner.zone):%H:%M}" for talk in talks]
    rest = f", and {len(named) - 2} more" if len(named) > 2 else ""
    return f"{day}: {', '.join(named[:2]) if rest else ' and '.join(named)}{rest}"


def _day(day: date, on: date) -> str:
    return {0: "Today", 1: "Tomorrow"}.get((day - on).days) or long_date(day)


def _lede(talks: Sequence[Interview], owner: User, on: date) -> str:
    day = talks[0].starts_at.astimezone(owner.zone).date()
    name = _day(day, on)
    date_said = f", {long_date(day)}," if name in ("Today", "Tomorrow") else ""
    if len(talks) == 1:
        return f"{name}{date_said} you talk with {talks[0].contact.name}. What helps is here."
    return f"{name}{date_said} you have {counted(len(talks), 'talk', 'talks')}. What helps is here."


def _preview(sheet: Brief) -> str:
    helpful = (*(question.text for question in sheet.questions[:1]), sheet.interview.goals, *sheet.how_known)
    return clipped(next(filter(str.strip, helpful), "Who they are, and what to ask."), 140)


def _told(sheet: Brief, owner: User, *, now: datetime) -> _Talk:
    talk = sheet.interview
    starts, ends = (moment.astimezone(owner.zone) for moment in (talk.starts_at, talk.ends_at))
    is_open = talk.prepared_at is None
    done = Errand(owner_id=owner.pk, kind="interview_preparation", key=str(talk.pk), action=Action.DONE)
    return _Talk(
        name=clipped(talk.contact.name),
        headline=clipped(talk.contact.headline),
        person_url=absolute("contacts:detail", talk.contact_id),
        when=f"{starts:%H:%M} to {ends:%H:%M}, {long_date(starts.date())}, {talk.by_medium}",
        place=clipped(talk.place, 500),
        place_url=talk.place_link,
        parts=tuple(part for part in _parts(sheet, owner.local_date(now)) if part.lines),
        url=absolute("interviews:detail", talk.pk),
        action="Prepare" if is_open else "Go to the talk",
        notes_url=absolute("interviews:notes", talk.pk),
        prepared_url=act_url(done, now=now) if is_open else "",
    )


def _parts(sheet: Brief, on: date) -> Iterator[_Part]:
    yield _Part(title="How you know them", lines=_lines(*sheet.how_known))
    if sheet.last is not None:
        words = f"{said(sheet.last.on, on)} ({sheet.last.get_kind_display()})"
        words += f": {sheet.last.summary}" if sheet.last.summary.strip() else ""
        yield _Part(title="Last contact", lines=_lines(words[:1].upper() + words[1:]))
    yield _Part(
        title="What you know of them", lines=_lines(*(f"{kind}: {'; '.join(all_)}" for kind, all_ in sheet.details))
    )
    yield _Part(title="How to frame it", lines=_lines(*(f"{heading}: {text}" for heading, text in sheet.framing)))
    for heading, text in sheet.homework:
        yield _Part(title=heading, lines=_lines(*text.splitlines()))
    yield _Part(title="How the time could go", lines=_lines(*sheet.agenda.splitlines()))
    questions = [question.text for question in sheet.questions]
    yield _Part(title="Your questions", lines=_lines(*questions), is_numbered=True)
    yield _Part(title="To reach them", lines=_lines(*(point.value for point in sheet.reach)))


def _lines(*words: str) -> tuple[str, ...]:
    lines = [clipped(line) for line in words if line.strip()]
    return tuple(lines[:MOST_LINES]) + (("And more on its page.",) if len(lines) > MOST_LINES else ())


def _blocks(page: _Page) -> list[str]:
    blocks = []
    for talk in page.talks:
        who = " · ".join(part for part in (talk.name, talk.headline) if part)
        blocks.append("\n".join(filter(None, (wrapped(who), wrapped(talk.when), talk.place))))
        for part in talk.parts:
            lines = [
                wrapped(line, first=f"{number}. ".ljust(len(INDENT) + 1) if part.is_numbered else INDENT)
                for number, line in enumerate(part.lines, start=1)
            ]
            blocks.append("\n".join([part.title, *lines]))
        links = [(talk.action, talk.url), ("Note page", talk.notes_url), ("I am prepared", talk.prepared_url)]
        links.append(("Who they are", talk.person_url))
        blocks.append("\n".join(f"{label}: {url}" for label, url in links if url))
    return [*blocks, page.more] if page.more else blocks
