"""What a shipped beginning is."""

from dataclasses import dataclass

from outreach.models import Channel, Purpose

SIGNED = "\n\n{{ my_name|[your name] }}"
"""How an e-mail ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton:
    """A shipped beginning; the words are those of ``MessageTemplate``."""

    key: str
    name: str
    channel: Channel
    purpose: Purpose
    ask_kind: str = ""
    step: int | None = None
    subject: str = ""
    body: str
    voicemail: str = ""
