"""The brief before an interview as a letter: who, how known, last contact, framing, questions, place and time (P33)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Prefetch

from accounts.models import SearchBrief, User
from contacts.models import ContactPoint, Interaction, InteractionKind
from contacts.standing import said
from interviews.models import Interview, InterviewQuestion, Medium
from reminders.digests.briefing import HORIZON, facts_of
from reminders.digests.paper import INDENT, Letter, absolute, as_html, as_text, clipped, frame, wrapped
from reminders.links import Action, Errand, act_url
from reminders.models import DigestDelivery, DigestKind
from reminders.wording import counted, greeting, long_date

MOST_TALKS = 4
MOST_LINES = 12
"""Lines of one part; the talk's own page has all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What helps before a talk, besides what stands on the talk itself."""

    last: Interaction | None
    phone: str
    brief: SearchBrief | None


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
    """What a brief is written from: the talks of one date, soonest first."""

    talks: tuple[Interview, ...]
    known: Mapping[int, Known]
    """By the id of the talk."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write about: it moved, or was called off."""
        return not self.talks

    @property
    def rests_on(self) -> list[dict[str, Any]]:
        """On the talks as they are."""
        return facts_of(self.talks)

    def letter(self, owner: User, *, now: datetime, is_test: bool) -> Letter:
        """The brief for its owner, as written at the moment ``now``; its links act for 14 days."""
        on = owner.local_date(now)
        around = frame(
            owner,
            DigestKind.BRIEF,
            subject=_subject(self.talks, owner, on),
            preview=_preview(self.talks),
            hello=greeting(now.astimezone(owner.zone).hour, owner.first_name),
            lede=_lede(self.talks, owner, on),
            why=f"Rapport writes at {owner.brief_hour:02}:00 on the evening before an interview.",
            is_test=is_test,
        )
        shown, others = self.talks[:MOST_TALKS], self.talks[MOST_TALKS:]
        page = _Page(
            talks=tuple(_told(talk, self.known[talk.pk], owner, now=now) for talk in shown),
            more=f"And {counted(len(others), 'other talk', 'other talks')} that day." if others else "",
        )
        return Letter(subject=around.subject, text=as_text(around, _blocks(page)), html=as_html("brief", around, page))


def eves_of(deliveries: Sequence[DigestDelivery], *, now: datetime) -> list[Eve]:
    """What each brief is about: the talks of the date after its own that are still ahead at the moment ``now``.

    A test is about the next talk, whenever that is. Five queries.
    """
    owners = {delivery.owner.pk: delivery.owner for delivery in deliveries}
    by_owner: dict[int, list[Interview]] = defaultdict(list)
    rows = Interview.unscoped.owned_by_any(owners).ahead(now)
    picked = Prefetch("picked_questions", InterviewQuestion.unscoped.to_ask(), to_attr="to_ask")
    if not any(delivery.is_test for delivery in deliveries):
        rows = rows.filter(starts_at__lte=now + HORIZON)
    for talk in (
        rows.select_related("contact__organization", "contact__introduced_by", "target")
        .defer("notes")
        .prefetch_related(picked)
    ):
        by_owner[talk.contact.owner_id].append(talk)
    chosen = [_chosen(by_owner[delivery.owner.pk], delivery) for delivery in deliveries]
    known = _known([talk for talks in chosen for talk in talks])
    return [Eve(talks=tuple(talks), known=known) for talks in chosen]


def _chosen(talks: Sequence[Interview], delivery: DigestDelivery) -> list[Interview]:
    zone = delivery.owner.zone
    if delivery.is_test and talks:
        day = talks[0].starts_at.astimezone(zone).date()
    else:
        day = delivery.local_date + timedelta(days=1)
    return [talk for talk in talks if talk.starts_at.astimezone(zone).date() == day]


def _known(talks: Sequence[Interview]) -> dict[int, Known]:
    people = {talk.contact_id for talk in talks}
    owners = {talk.contact.owner_id for talk in talks}
    words = Interaction.unscoped.filter(contact__in=people).exclude(kind=InteractionKind.TOUCH).counting()
    last = {word.contact_id: word for word in words}
    phones = {
        point.contact_id: point.value
        for point in ContactPoint.unscoped.filter(contact__in=people, kind="phone").order_by("-pk")
    }
    briefs = {brief.owner_id: brief for brief in SearchBrief.unscoped.owned_by_any(owners)}
    return {
        talk.pk: Known(
            last=last.get(talk.contact_id),
            phone=phones.get(talk.contact_id, ""),
            brief=briefs.get(talk.contact.owner_id),
        )
        for talk in talks
    }


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


def _preview(talks: Sequence[Interview]) -> str:
    first = talks[0]
    helpful = (*_questions(first)[:1], first.goals, first.contact.how_known, first.contact.headline)
    return clipped(next(filter(str.strip, helpful), "Who they are, and what to ask."), 140)


def _told(talk: Interview, known: Known, owner: User, *, now: datetime) -> _Talk:
    starts, ends = (moment.astimezone(owner.zone) for moment in (talk.starts_at, talk.ends_at))
    is_open = talk.prepared_at is None
    done = Errand(owner_id=owner.pk, kind="interview_preparation", key=str(talk.pk), action=Action.DONE)
    place = clipped(talk.place or (known.phone if talk.medium == Medium.PHONE else ""), 500)
    return _Talk(
        name=clipped(talk.contact.name),
        headline=clipped(talk.contact.headline),
        person_url=absolute("contacts:detail", talk.contact_id),
        when=f"{starts:%H:%M} to {ends:%H:%M}, {long_date(starts.date())}, {talk.by_medium}",
        place=place,
        place_url=talk.place_link,
        parts=tuple(part for part in _parts(talk, known, owner.local_date(now)) if part.lines),
        url=absolute("interviews:detail", talk.pk),
        action="Prepare" if is_open else "Go to the talk",
        notes_url=absolute("interviews:notes", talk.pk),
        prepared_url=act_url(done, now=now) if is_open else "",
    )


def _parts(talk: Interview, known: Known, on: date) -> Iterable[_Part]:
    contact, last = talk.contact, known.last
    led = f"{contact.introduced_by.name} led you there." if contact.introduced_by else ""
    yield _Part(title="How you know them", lines=_lines(contact.how_known, led))
    if last is not None:
        kind = last.get_kind_display()
        words = f"{said(last.on, on)} ({kind})" + (f": {last.summary}" if last.summary.strip() else "")
        yield _Part(title="Last contact", lines=_lines(words[:1].upper() + words[1:]))
    yield _Part(title="How to frame it", lines=_framing(talk, known))
    yield _Part(
        title="What you found out", lines=_lines(*talk.homework.splitlines(), *talk.organization_homework.splitlines())
    )
    yield _Part(title="Your questions", lines=_lines(*_questions(talk)), is_numbered=True)


def _framing(talk: Interview, known: Known) -> tuple[str, ...]:
    """Who I am, who referred me, why you, what I hope to learn (P34): the user's words, or what of it is known."""
    brief = known.brief
    if talk.is_framed:
        return _lines(
            f"You: {talk.who_i_am}" if talk.who_i_am.strip() else "",
            f"Who led you there: {talk.who_referred_me}" if talk.who_referred_me.strip() else "",
            f"Why them: {talk.why_you}" if talk.why_you.strip() else "",
            f"What you hope to learn: {talk.goals}" if talk.goals.strip() else "",
        )
    return _lines(
        f"You: {brief.news or brief.brings}" if brief is not None and (brief.news or brief.brings) else "",
        f"Why them: {talk.target.reason}" if talk.target is not None and talk.target.reason else "",
        f"What you hope to learn: {talk.goals}" if talk.goals.strip() else "",
    )


def _questions(talk: Interview) -> list[str]:
    """Those picked for the talk (P35)."""
    picked: list[InterviewQuestion] = vars(talk)["to_ask"]
    return [question.text for question in picked]


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
