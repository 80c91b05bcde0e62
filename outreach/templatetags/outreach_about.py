"""What other pages show about outreach."""

from typing import Any

from django import template

from contacts.finding.found import Found, Group
from contacts.finding.words import fits, looked_for
from contacts.models import Contact, Organization
from outreach import board, reference_row, with_person
from outreach.between_asks import touches_to
from outreach.introducing import with_person as of_person
from outreach.introducing import words as introduction_words
from outreach.models import LIVE, Campaign, Outcome
from outreach.news import words as news_words
from outreach.words import asked_nothing

register = template.Library()

MOST_FOUND = 4


@register.inclusion_tag("outreach/_targets_of.html", takes_context=True)
def targets_of(context: dict[str, Any], contact: Contact) -> dict[str, Any]:
    """The campaigns ``contact`` is part of and how they stand there, for the person's page; two queries at most."""
    return {"contact": contact, "cards": _cards(context, contact), "short": False}


@register.inclusion_tag("outreach/_next_of.html", takes_context=True)
def outreach_next_of(context: dict[str, Any], contact: Contact) -> dict[str, Any]:
    """What outreach is waiting for from the user with ``contact``, as rows; no query more after ``targets_of``."""
    cards = _cards(context, contact) if contact.is_active else []
    live = [card for card in cards if card.target.state in LIVE and card.target.campaign.closed_on is None]
    return {"cards": live, "short": False}


@register.inclusion_tag("outreach/_introductions_of.html", takes_context=True)
def introductions_of(context: dict[str, Any], contact: Contact) -> dict[str, Any]:
    """The introductions ``contact`` makes for the user, or came by, for the person's page; one query."""
    on, country = context["request"].on, context["request"].user.country
    found = of_person.introductions_of(contact)
    rows = [(each, introduction_words.since(each, on, country)) for each in found]
    return {"contact": contact, "rows": rows}


@register.inclusion_tag("outreach/_asked_nothing.html", takes_context=True)
def asked_nothing_of(context: dict[str, Any], contact: Contact) -> dict[str, Any]:
    """How long ago ``contact`` last got a word that asked nothing (P29); one query, none for whom nothing is next."""
    on = context["request"].on
    return {"said": asked_nothing(touches_to(contact, on=on), on=on) if contact.is_active else ""}


@register.inclusion_tag("outreach/_reference_of.html", takes_context=True)
def reference_of(context: dict[str, Any], contact: Contact) -> dict[str, Any]:
    """How ``contact`` stands as a reference and what is next about it, as a row of their page; one query."""
    return {"contact": contact, "row": reference_row.of(contact, context["request"].user, on=context["request"].on)}


@register.inclusion_tag("outreach/_outcomes_at.html", takes_context=True)
def outcomes_at(context: dict[str, Any], organization: Organization) -> dict[str, Any]:
    """What came of it at ``organization``, and who knows; one query."""
    mine = Outcome.for_user(context["request"].user).filter(organization=organization)
    rows = [news_words.row(each) for each in mine.for_rows().with_counts().newest_first()]
    return {"organization": organization, "rows": rows, "request": context["request"]}


def _cards(context: dict[str, Any], contact: Contact) -> list[board.Card]:
    """Cards of all targets that ``contact`` is; a page asks twice for them, so they stay with the contact it shows."""
    kept: dict[str, list[board.Card]] = vars(contact).setdefault("_outreach_cards", {})
    if "cards" not in kept:
        request = context["request"]
        targets = with_person.targets_of(contact, request.user)
        kept["cards"] = [board.card(target, on=request.on) for target in targets]
    return kept["cards"]


@register.simple_tag(takes_context=True)
def campaigns_found(context: dict[str, Any], words: str) -> Group:
    """The user's campaigns of that name, open ones first, for the search box; one query."""
    asked = looked_for(words)
    mine = Campaign.for_user(context["request"].user).by_state() if asked else ()
    found = [campaign for campaign in mine if fits(asked or (), campaign.name)]
    lines = [
        Found(
            url=campaign.get_absolute_url(),
            title=campaign.name,
            icon="send",
            tag="" if campaign.closed_on is None else "closed",
        )
        for campaign in found[:MOST_FOUND]
    ]
    return Group(key="campaigns", title="Campaigns", lines=lines)
