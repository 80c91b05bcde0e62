"""Letters that stay on this machine: what the file backend wrote, read back for the person they are for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.errors import CloseBoundaryNotFoundDefect
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path
from typing import cast

# What django.core.mail.backends.filebased writes after each letter.
_END_OF_LETTER = re.compile(rb"\n-{79}\n")
MOST_LETTERS = 100


class NoSuchLetterError(LookupError):
    """There is no such letter for this address, or no letter at all of that name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter as a page shows it. The HTML part is left out on purpose: a page never renders what a mail carries."""

    key: str
    """Names it in URLs: the file's name and the letter's place in it."""
    subject: str
    sender: str
    sent_at: datetime | None
    """UTC; ``None`` when the letter does not say."""
    text: str
    """The plain text part; empty when there is none."""


def letters_for(address: str, *, folder: Path) -> list[Letter]:
    """The newest letters in ``folder`` to ``address``, newest first, a hundred at most; none if there is no folder."""
    found: list[Letter] = []
    for path in sorted(folder.glob("*.log"), reverse=True):
        found.extend(_letters_in(path, address))
        if len(found) >= MOST_LETTERS:
            break
    found.sort(key=lambda letter: (letter.sent_at or datetime.min.replace(tzinfo=UTC), letter.key), reverse=True)
    return found[:MOST_LETTERS]


def letter_for(address: str, key: str, *, folder: Path) -> Letter:
    """The letter named ``key`` if it is to ``address``. Raises ``NoSuchLetterError``."""
    stem = key.rpartition("-")[0]
    # The name is compared with what the folder lists and never used as a path.
    for path in folder.glob("*.log"):
        if path.stem == stem:
            for letter in _letters_in(path, address):
                if letter.key == key:
                    return letter
    raise NoSuchLetterError(key)


def _letters_in(path: Path, address: str) -> Iterator[Letter]:
    """One connection writes one file, so that a file may hold letters to several people."""
    for place, message in enumerate(_messages(path.read_bytes())):
        receivers = {found.casefold() for _, found in getaddresses([str(to) for to in message.get_all("To", [])])}
        if address.casefold() in receivers:
            yield Letter(
                key=f"{path.stem}-{place}",
                subject=str(message.get("Subject", "")),
                sender=str(message.get("From", "")),
                sent_at=_moment_of(message),
                text=_text_of(message),
            )


def _messages(content: bytes) -> Iterator[EmailMessage]:
    """Cut at the end marks; a mark inside a multipart letter is the letter's own text, so the cut waits."""
    start = 0
    for mark in _END_OF_LETTER.finditer(content):
        message = message_from_bytes(content[start : mark.start()], _class=EmailMessage, policy=policy.default)
        if any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in message.defects):
            continue
        start = mark.end()
        yield message


def _moment_of(message: EmailMessage) -> datetime | None:
    moment = getattr(message.get("Date"), "datetime", None)
    if not isinstance(moment, datetime):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _text_of(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain",))
    if part is None:
        return ""
    content = cast("bytes", part.get_payload(decode=True))
    try:
        return content.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        return content.decode("utf-8", "replace")
