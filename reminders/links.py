"""Signed links in mails: who may do which one thing, until when. Pure: neither clock nor database."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

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


def unsubscribe_url(owner_id: int) -> str:
    """The absolute address that ends a user's digests; it never expires, as old mails must let people out too."""
    return settings.SITE_URL + reverse("reminders:unsubscribe", args=[_UNSUBSCRIBE.sign_object(owner_id)])


def read_unsubscribe(token: str) -> int:
    """Whose digests a token may end. Raises ``BrokenLinkError``."""
    try:
        return int(_UNSUBSCRIBE.unsign_object(token))
    except (BadSignature, ValueError) as error:
        raise BrokenLinkError from error
