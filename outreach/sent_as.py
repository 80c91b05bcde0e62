"""What is written down with an attempt so that its history stays as it was: its beginning, its ask, the tie."""

from dataclasses import dataclass
from typing import Any

from outreach.first_words import begins_with_hello
from outreach.models import CampaignKind, MessageTemplate, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class SentAs:
    """What a message began with: a template of the user's, or the key of a shipped skeleton, by its name that day."""

    template: MessageTemplate | None = None
    skeleton: str = ""
    name: str = ""
    asks: bool = True
    """Whether it asked for anything: catching up and asking how they are do not (P21, P31)."""


PLAIN = SentAs()
"""Words of the user's own, or an attempt logged without its words."""


def as_it_was(target: Target, sent: SentAs) -> dict[str, Any]:
    """The columns of an ``Attempt`` to ``target``, as both are now, that later changes leave alone.

    An announcement asks for nothing, whatever its people are noted to be asked for elsewhere (P09), and neither does
    the hello with which reconnecting begins, where its words are not known (P21). Wants the contact
    and the campaign of ``target``.
    """
    says_hello = sent is PLAIN and begins_with_hello(target)
    asks = sent.asks and target.campaign.kind != CampaignKind.ANNOUNCEMENT and not says_hello
    return {
        "template": sent.template,
        "skeleton": sent.skeleton,
        "began_with": sent.name,
        "ask_kind": target.ask_kind if asks else "",
        "tie": target.contact.tie,
    }
