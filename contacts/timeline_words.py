"""What happened, in the words of the timeline: "They called", "You met"."""

from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Self

from django.utils.safestring import SafeString

from common.templatetags.look import day as said_day
from common.templatetags.look import icon
from contacts.models import Direction, Interaction, InteractionKind

_ICONS = {
    InteractionKind.EMAIL: "mail",
    InteractionKind.CALL: "phone",
    InteractionKind.MESSAGE: "message-circle",
    InteractionKind.MEETING: "coffee",
    InteractionKind.LETTER: "mailbox",
    InteractionKind.TOUCH: "heart-handshake",
    InteractionKind.OTHER: "point",
}
_TITLES = {
    (InteractionKind.EMAIL, Direction.OUTGOING): "You e-mailed",
    (InteractionKind.EMAIL, Direction.INCOMING): "They e-mailed",
    (InteractionKind.EMAIL, Direction.MUTUAL): "You e-mailed each other",
    (InteractionKind.CALL, Direction.OUTGOING): "You called",
    (InteractionKind.CALL, Direction.INCOMING): "They called",
    (InteractionKind.CALL, Direction.MUTUAL): "You talked on the phone",
    (InteractionKind.MESSAGE, Direction.OUTGOING): "You sent a message",
    (InteractionKind.MESSAGE, Direction.INCOMING): "They sent a message",
    (InteractionKind.MESSAGE, Direction.MUTUAL): "You exchanged messages",
    (InteractionKind.MEETING, Direction.OUTGOING): "You went to see them",
    (InteractionKind.MEETING, Direction.INCOMING): "They came to see you",
    (InteractionKind.MEETING, Direction.MUTUAL): "You met",
    (InteractionKind.LETTER, Direction.OUTGOING): "You wrote a letter or card",
    (InteractionKind.LETTER, Direction.INCOMING): "They wrote a letter or card",
    (InteractionKind.LETTER, Direction.MUTUAL): "You wrote to each other",
    (InteractionKind.TOUCH, Direction.OUTGOING): "A light touch from you",
    (InteractionKind.TOUCH, Direction.INCOMING): "A light touch from them",
    (InteractionKind.TOUCH, Direction.MUTUAL): "A light touch",
    (InteractionKind.OTHER, Direction.OUTGOING): "You reached out",
    (InteractionKind.OTHER, Direction.INCOMING): "They reached out",
    (InteractionKind.OTHER, Direction.MUTUAL): "You were in touch",
}

_WEEKDAY_HELPS = 31
"""Days up to which people think of a day of the week."""


def icon_of(kind: str) -> str:
    """The name of the icon of an ``InteractionKind``."""
    return _ICONS[InteractionKind(kind)]


def title_of(kind: str, direction: str) -> str:
    """Who did what: "They called"."""
    return _TITLES[InteractionKind(kind), Direction(direction)]


def exact_day(day: date, on: date) -> str:
    """A day seen from local date ``on``, so that nobody has to count: "yesterday, Sunday 22 November"."""
    away = abs((day - on).days)
    if away == 0 or away > _WEEKDAY_HELPS:
        return said_day(day, on)
    date_alone = f"{day.day} {day:%B}"
    if away == 1:
        return f"{said_day(day, on)}, {day:%A} {date_alone}"
    return f"{said_day(day, on)}, {date_alone}" if away < 7 else f"{day:%A} {date_alone}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One interaction as the timeline says it on a date; texts are escaped here, as those of ``contacts.rows`` are."""

    pk: SafeString
    icon: SafeString
    title: SafeString
    """Who did what: "They called"."""
    on: SafeString
    """Its local date in ISO 8601."""
    day: SafeString
    """The same as one says it: "last Tuesday"."""
    summary: SafeString
    gave: SafeString
    received: SafeString
    edit_url: SafeString
    event: SafeString
    """The name of the event where it happened (P13), for interactions ``with_event_name``."""
    event_url: SafeString

    @classmethod
    def of(cls, interaction: Interaction, on: date, *, edit_url: str = "", event_url: str = "") -> Self:
        """``interaction`` as said on local date ``on``."""
        return cls(
            pk=_safe(str(interaction.pk)),
            icon=icon(icon_of(interaction.kind)),
            title=_safe(title_of(interaction.kind, interaction.direction)),
            on=_safe(interaction.on.isoformat()),
            day=_safe(said_day(interaction.on, on)),
            summary=_safe(interaction.summary),
            gave=_safe(interaction.gave),
            received=_safe(interaction.received),
            edit_url=_safe(edit_url),
            event=_safe(vars(interaction).get("event_name") or ""),
            event_url=_safe(event_url),
        )


def _safe(text: str) -> SafeString:
    return SafeString(escape(text))
