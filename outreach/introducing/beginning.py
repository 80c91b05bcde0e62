"""Thinking of an introduction: who could make it, to whom, and why; with lines that can be passed on (P27)."""

from datetime import date

from django.db import transaction

from accounts.models import SearchBrief
from contacts.models import Contact
from outreach import targeting
from outreach.introducing.steps import StepRefusedError
from outreach.models import OPEN, Campaign, Introduction


@transaction.atomic
def note(
    *,
    connector: Contact,
    whom: Contact | None = None,
    wish: str = "",
    why: str = "",
    campaign: Campaign | None = None,
    on: date,
) -> Introduction:
    """Note that ``connector`` could introduce the user to ``whom``, or to whoever ``wish`` describes, on ``on``.

    One that is open already between the same people is given back instead, so that two tabs make one. Raises
    ``StepRefusedError`` for somebody who may not be written to, or who would introduce themselves.
    """
    Contact.unscoped.select_for_update().get(pk=connector.pk)
    wish = whom.name if whom is not None else wish.strip()
    if not wish:
        raise StepRefusedError("Say whom you would like to meet: a name, or who they are.")
    if whom is not None and whom.pk == connector.pk:
        raise StepRefusedError(f"{connector.first_name} cannot introduce you to themselves.")
    for contact in filter(None, (connector, whom)):
        if said := targeting.refusal(contact):
            raise StepRefusedError(f"{contact.first_name}: {said}")
    same = Introduction.unscoped.for_rows().filter(connector=connector, state__in=OPEN)
    twin = (same.filter(whom=whom) if whom is not None else same.filter(whom=None, wish__iexact=wish)).first()
    if twin is not None:
        return twin
    introduction = Introduction(
        owner=connector.owner,
        connector=connector,
        connector_name=connector.name,
        whom=whom,
        wish=wish,
        why=why.strip(),
        campaign=campaign,
        noted_on=on,
        moved_on=on,
    )
    introduction.lines = lines_for(introduction)
    introduction.save()
    return introduction


def lines_for(introduction: Introduction) -> str:
    """What the connector could forward: the search brief's two lines, why them, and a small request (P27, P16).

    Notes to oneself stand in [brackets] as reminders: they are not sentences to somebody else (P17). One query.
    """
    brief = SearchBrief.of(introduction.owner)
    name = introduction.whom.first_name if introduction.whom else "[their name]"
    why = _plain(introduction.why) or "what they know or do that few others could tell you about"
    asks = _plain(brief.asks) or "the one thing you would ask"
    return (
        f"{' '.join(brief.news.split()) or '[Two lines on you: what you did last, what you do now.]'} "
        f"I would like to hear from {name} about [the topic, and why them: {why}]. "
        f"[What you would ask: {asks}.] Twenty minutes by phone are enough, and a no is quite all right."
    )


def lines_without_introduction(brief: SearchBrief) -> str:
    """The same where nobody in particular is meant; pure."""
    news = " ".join(brief.news.split()) or "[Two lines on you.]"
    return f"{news} [What you would ask, and that 20 minutes are enough.]"


def _plain(text: str) -> str:
    """``text`` on one line, as part of a sentence in brackets."""
    return " ".join(text.translate({ord("["): "(", ord("]"): ")"}).split()).rstrip(".")


def rewrite(introduction: Introduction, *, wish: str, why: str, lines: str, campaign: Campaign | None) -> None:
    """Say it better, without a step. A known person keeps their name. Raises ``StepRefusedError`` for a blank wish."""
    if introduction.whom is None:
        if not wish.strip():
            raise StepRefusedError("Say whom you would like to meet: a name, or who they are.")
        introduction.wish = wish.strip()
    introduction.why, introduction.lines, introduction.campaign = why.strip(), lines.strip(), campaign
    introduction.save(update_fields=["wish", "why", "lines", "campaign"])
