"""What a conversation leaves to do, and how far it is: the checklist on its page (P37-P43)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse

from common.templatetags.look import day
from contacts.models import Direction, Interaction
from interviews.models import Interview
from outreach.models import Introduction, IntroductionState


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing to follow through; done, or with the one action that does it."""

    says: str
    note: str = ""
    is_done: bool = False
    url: str = ""
    action: str = ""
    done_url: str = ""
    """Where a POST says that it is done, for what is done outside Rapport."""
    done_label: str = "Done"
    done_pk: int | None = None
    """What that POST is about, beside the interview."""
    is_next: bool = False
    """Whether it is the first that is left to do."""


def lines_for(interview: Interview, *, on: date) -> list[Line]:
    """The checklist of ``interview`` on local date ``on``; empty unless it was held. Six queries."""
    if not interview.is_held or interview.held_on is None:
        return []
    lines = [
        *_thanks(interview, on),
        *_reports(interview, on),
        *_names(interview, on),
        *_things(interview, on),
        *_advice(interview),
    ]
    first = next((line for line in lines if not line.is_done), None)
    return [replace(line, is_next=True) if line is first else line for line in lines]


def _thanks(interview: Interview, on: date) -> Iterator[Line]:
    name = interview.contact.first_name
    if interview.thanked_at is None:
        url = reverse("interviews:thanks", args=[interview.pk])
        yield Line(says=f"Thank {name}", note="within a day, naming what helped", url=url, action="Write thanks")
    else:
        thanked_on = interview.thanked_at.astimezone(interview.contact.owner.zone).date()
        yield Line(says=f"{name} is thanked", note=day(thanked_on, on), is_done=True)


def _reports(interview: Interview, on: date) -> Iterator[Line]:
    """Whoever led there hears how it went (P42)."""
    met = Introduction.for_user(interview.contact.owner).filter(whom=interview.contact_id, connector__isnull=False)
    for each in met.filter(state__in=[IntroductionState.MET, IntroductionState.TOLD]).order_by("pk"):
        if each.state == IntroductionState.TOLD:
            yield Line(says=f"{each.connector_first_name} knows how it went", note=day(each.told_on, on), is_done=True)
        else:
            url = reverse("outreach:write", args=["introduction", each.pk])
            yield Line(
                says=f"Tell {each.connector_first_name} how it went", note="who led you here", url=url, action="Write"
            )


def _names(interview: Interview, on: date) -> Iterator[Line]:
    """Those who were named are written to (P37)."""
    words = Interaction.for_user(interview.contact.owner).happened_by(on)
    since = words.filter(
        contact=OuterRef("pk"), on__gte=interview.held_on, direction__in=[Direction.OUTGOING, Direction.MUTUAL]
    )
    written_to = set(interview.named.filter(Exists(since)).values_list("pk", flat=True))
    for contact in interview.named.select_related("organization").order_by("pk"):
        if contact.pk in written_to:
            yield Line(says=f"You wrote to {contact.name}", is_done=True, url=contact.get_absolute_url())
        else:
            yield Line(
                says=f"Write to {contact.name}",
                note=contact.headline,
                url=contact.get_absolute_url(),
                action=f"Go to {contact.first_name}",
            )


def _things(interview: Interview, on: date) -> Iterator[Line]:
    done_url = reverse("interviews:thing_done", args=[interview.pk])
    for thing in interview.things.filter(contact=interview.contact_id).order_by("due_on", "pk"):
        if thing.done_on is not None:
            yield Line(says=thing.what, note=day(thing.done_on, on), is_done=True)
        else:
            yield Line(says=thing.what, note=f"by {day(thing.due_on, on)}", done_url=done_url, done_pk=thing.pk)


def _advice(interview: Interview) -> Iterator[Line]:
    """Whoever gave advice hears what came of it."""
    name = interview.contact.first_name
    for insight in interview.insights.filter(acted_on__isnull=False).select_related("telling"):
        said = f"“{insight}”"
        if insight.told_on is not None:
            yield Line(says=f"{name} knows that you did it", note=said, is_done=True)
        else:
            yield Line(
                says=f"Tell {name} what came of it",
                note=said,
                url=f"{reverse('outreach:write', args=['person', interview.contact_id])}?for=update",
                action="Write",
                done_url=reverse("interviews:insight_told", args=[insight.pk]),
                done_label=f"I told {name}",
            )
