"""Noting what came of the search, correcting it, and taking it out again; each time the chain is walked anew (P43)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from common.business_days import add_business_days
from contacts import organizations, removal
from contacts.models import Change, Contact, Organization, Posting
from contacts.timeline import NotYetHappenedError
from outreach.models import Campaign, Landing, News, Outcome, OutcomeKind
from outreach.news import words
from outreach.upstream import upstream_of
from outreach.who_helped import Helper

THANKS_A_DAY = 3
"""So many are to be thanked for the job each business day: one sentence on what they did takes its time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the user says about an outcome."""

    kind: OutcomeKind
    happened_on: date
    organization_name: str = ""
    role: str = ""
    note: str = ""


@transaction.atomic
def note(
    user: User,
    said: Said,
    *,
    posting: Posting | None = None,
    campaign: Campaign | None = None,
    landing: Landing | None = None,
    on: date,
) -> Outcome:
    """Keep what came of it, and list everyone upstream as owed the news, on the user's today ``on``.

    ``posting`` counts where it belongs to the organization named. The same from another tab is there once.
    Raises ``NotYetHappenedError`` for a date to come.
    """
    User.objects.select_for_update().get(pk=user.pk)
    outcome = Outcome(owner=user, campaign=campaign, landing=landing)
    _put(outcome, said, posting, on=on)
    twin = Outcome.for_user(user).filter(
        kind=outcome.kind, organization=outcome.organization, posting=outcome.posting, campaign=campaign,
        landing=landing, role=outcome.role, happened_on=outcome.happened_on,
    )  # fmt: skip
    if (standing := twin.first()) is not None:
        return standing
    outcome.save()
    _owe(outcome, user, on=on)
    return outcome


@transaction.atomic
def change(outcome: Outcome, said: Said, *, on: date) -> None:
    """Correct it. Whoever is upstream now is owed the news; who is not any more and was told nothing drops out.

    Raises ``NotYetHappenedError`` for a date to come.
    """
    _put(outcome, said, outcome.posting, on=on)
    outcome.save()
    _owe(outcome, outcome.owner, on=on)


def forgotten(outcome: Outcome, *, on: date) -> list[Helper]:
    """Those upstream by now who are not listed: a teller noted later, an introduction made since."""
    listed = set(News.unscoped.filter(outcome=outcome).values_list("contact", flat=True))
    return [each for each in upstream_of(outcome, outcome.owner, on=on) if each.contact.pk not in listed]


def add(outcome: Outcome, contact: Contact, *, why: str, on: date) -> News:
    """List ``contact`` too, due on ``on``; who is listed already stays as they are."""
    defaults = {"why": " ".join(why.split()), "is_added": True, "due_on": on}
    news, _ = News.unscoped.get_or_create(outcome=outcome, contact=contact, defaults=defaults)
    return news


def discard(outcome: Outcome, *, now: datetime) -> Change:
    """Delete it so that it can come back; what was written to people stays in their timelines."""
    sentence = f"Removed: {words.title(outcome)}"
    return removal.take_away(outcome, owner=outcome.owner, sentence=sentence, now=now)


def _put(outcome: Outcome, said: Said, posting: Posting | None, *, on: date) -> None:
    if said.happened_on > on:
        raise NotYetHappenedError(f"{said.happened_on} is still to come.")
    name = said.organization_name.strip()
    organization = organizations.named(outcome.owner, name) if name else None
    role = " ".join(said.role.split())
    outcome.kind, outcome.happened_on, outcome.note = said.kind, said.happened_on, said.note.strip()
    outcome.organization = organization
    outcome.posting = _posting(organization, role, posting)
    # What the posting says already is not said twice.
    outcome.role = "" if outcome.posting is not None and outcome.posting.title == role else role


def _posting(organization: Organization | None, role: str, known: Posting | None) -> Posting | None:
    """The posting it is about: the one it was noted from, or one there of that very title."""
    if organization is None:
        return None
    if known is not None and known.organization_id == organization.pk:
        return known
    return organization.postings.filter(title__iexact=role).order_by("pk").first() if role else None


def _owe(outcome: Outcome, user: User, *, on: date) -> None:
    """Bring the list of those who are owed the news up to date."""
    found = {each.contact.pk: each for each in upstream_of(outcome, user, on=on)}
    standing = {news.contact_id: news for news in News.unscoped.filter(outcome=outcome)}
    gone = [pk for pk, news in standing.items() if pk not in found and news.is_open and not news.is_added]
    News.unscoped.filter(outcome=outcome, contact__in=gone).delete()
    fresh = [each for pk, each in found.items() if pk not in standing]
    News.unscoped.bulk_create(
        News(
            outcome=outcome,
            contact=each.contact,
            why="\n".join(each.whys),
            due_on=_due_on(outcome, place, user.country, on),
        )
        for place, each in enumerate(fresh)
    )


def _due_on(outcome: Outcome, place: int, country: str, on: date) -> date:
    """Good news at once, a no once it is slept over, and thanks for the job a few a day, who did most first (P25)."""
    if outcome.kind == OutcomeKind.REJECTION:
        return add_business_days(on, 1, country)
    if outcome.kind == OutcomeKind.LANDED and place >= THANKS_A_DAY:
        return add_business_days(on, place // THANKS_A_DAY, country)
    return on
