"""Where to look before one asks (P32): what the user has about the person and where they work."""

from dataclasses import dataclass
from typing import NamedTuple

from contacts.models import Organization, PointKind
from interviews.models import Interview


class Place(NamedTuple):
    """Somewhere to look."""

    says: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Homework:
    """What there is to look at, in two parts."""

    person: list[Place]
    person_notes: str
    organization: Organization | None
    places: list[Place]
    """The organization's site, and jobs it advertises."""
    organization_notes: str


def homework_for(interview: Interview) -> Homework:
    """What to look at for ``interview``, which has its contact's organization selected; two queries at most."""
    contact = interview.contact
    organization = contact.organization
    profiles = contact.points.filter(kind=PointKind.PROFILE)
    places = []
    if organization is not None:
        if organization.website:
            places.append(Place(organization.shown_website, organization.website))
        postings = organization.postings.exclude(url="")
        places += [Place(posting.title, posting.url) for posting in postings]
    return Homework(
        person=[Place(point.shown, point.href) for point in profiles],
        person_notes=contact.notes,
        organization=organization,
        places=places,
        organization_notes=organization.notes if organization else "",
    )
