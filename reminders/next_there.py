"""What comes next with the people of one organization, whichever floor it waits on: the soonest one thing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from accounts.models import User
from contacts.models import Contact, FollowUp, Organization
from interviews.models import Interview
from outreach import board
from outreach.models import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do, with whom, by when, and where it is done."""

    title: str
    contact: Contact
    on: date
    """The user's local date on which it is due."""
    action: str
    """What the link there says."""
    url: str


def next_there(organization: Organization, *, user: User, on: date, now: datetime) -> Step | None:
    """The soonest of ``user``'s open follow-ups, due targets and interviews with people at ``organization``.

    As of local date ``on`` and the moment ``now``; ``None`` when nothing is planned there. Four queries at most.
    """
    found = (_promised(organization, user), _pursued(organization, user, on), *_talks(organization, user, now))
    return min((step for step in found if step is not None), key=lambda step: step.on, default=None)


def _promised(organization: Organization, user: User) -> Step | None:
    promises = FollowUp.for_user(user).actionable().filter(contact__organization=organization)
    first = promises.select_related("contact").order_by("due_on", "pk").first()
    if first is None:
        return None
    person = first.contact
    action = f"Go to {person.first_name}"
    return Step(title=first.what, contact=person, on=first.due_on, action=action, url=person.get_absolute_url())


def _pursued(organization: Organization, user: User, on: date) -> Step | None:
    target = Target.for_user(user).live().filter(contact__organization=organization).for_board().first()
    if target is None:
        return None
    card = board.card(target, on=on)
    if card.due_on is None:
        return None
    return Step(
        title=f"{card.status} ({target.campaign.name})",
        contact=target.contact,
        on=card.due_on,
        action=card.action.label,
        url=card.action.url,
    )


def _talks(organization: Organization, user: User, now: datetime) -> Iterator[Step]:
    """Talks ahead or of which nothing was said yet, and those to be thanked for."""
    mine = Interview.for_user(user)
    for talk in (
        (mine.scheduled() | mine.owed_thanks())
        .filter(contact__organization=organization, contact__is_archived=False)
        .for_lists()
        .order_by("starts_at", "pk")
    ):
        if talk.owes_thanks:
            title, action, url = (
                "Thank them for your talk",
                "Write thanks",
                reverse("interviews:thanks", args=[talk.pk]),
            )
            on = talk.held_on or user.local_date(talk.starts_at)
        else:
            title = "Say how your talk went" if talk.is_over(now) else "Your talk"
            action, url, on = "Go to the talk", talk.get_absolute_url(), user.local_date(talk.starts_at)
        yield Step(title=title, contact=talk.contact, on=on, action=action, url=url)
