"""Signed links in mails: who may do which one thing, until when. Pure: neither clock nor database."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from reminders.models import DigestKind

LIFETIME = timedelta(days=14)
_ACT = Signer(salt="reminders.links.act")
_UNSUBSCRIBE = Signer(salt="reminders.links.unsubscribe")


class Action(StrEnum):
    """What a link in a mail may do to one agenda item."""

    DONE = "done"
    SNOOZE = "snooze"


class BrokenLinkError(ValueError):
    """Not a link we signed, or only a piece of one."""


class ExpiredLinkError(ValueError):
    """Ours, but too old to act on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What one link allows."""

    owner_id: int
    kind: str
    key: str
    action: Action


def act_url(errand: Errand, *, now: datetime) -> str:
    """The absolute address that carries out ``errand``; good for 14 days after ``now``."""
    expires = int((now + LIFETIME).timestamp())
    token = _ACT.sign_object([errand.owner_id, errand.kind, errand.key, errand.action.value, expires])
    return settings.SITE_URL + reverse("reminders:mail_act", args=[token])


def read_errand(token: str, *, now: datetime) -> Errand:
    """What a token allows at the moment ``now``. Raises ``BrokenLinkError`` or ``ExpiredLinkError``."""
    try:
        owner_id, kind, key, action, expires = _ACT.unsign_object(token)
    except (BadSignature, ValueError) as error:
        raise BrokenLinkError from error
    if now >= datetime.fromtimestamp(expires, UTC):
        raise ExpiredLinkError
    return Errand(owner_id=owner_id, kind=kind, key=key, action=Action(action))


def unsubscribe_url(owner_id: int, kind: DigestKind) -> str:
    """The absolute address that ends one kind of a user's digests; it never expires: old mails must let people out."""
    token = _UNSUBSCRIBE.sign_object([owner_id, kind.value])
    return settings.SITE_URL + reverse("reminders:unsubscribe", args=[token])


def read_unsubscribe(token: str) -> tuple[int, DigestKind]:
    """Whose digests of which kind a token may end. Raises ``BrokenLinkError``."""
    try:
        said = _UNSUBSCRIBE.unsign_object(token)
        # Letters that went out before there were kinds name their owner alone.
        owner_id, kind = said if isinstance(said, list) else (said, DigestKind.DAILY)
        return int(owner_id), DigestKind(kind)
    except (BadSignature, ValueError) as error:
        raise BrokenLinkError from error
