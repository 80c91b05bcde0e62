"""Someone else is better: whom they named becomes a contact with them as the introducer (P24)."""

from dataclasses import dataclass
from datetime import date

from contacts import people
from contacts.addresses import normalise_email
from contacts.introducing import CircularIntroductionError, require_no_circle
from contacts.models import Contact, PointKind, Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Whom they named instead of themselves; all but the first name may be empty."""

    first_name: str
    last_name: str = ""
    title: str = ""
    organization_name: str = ""
    email: str = ""


def bring_in(named: Named, *, by: Contact, on: date) -> Contact:
    """The contact whom ``by`` named, as of local date ``on``; one the user has already is known by the address.

    Whoever led to somebody known stays; where nobody did, it is ``by`` now, unless that would go in a circle.
    """
    known = _known(named, by)
    if known is None:
        return people.keep(
            Contact(
                owner=by.owner,
                first_name=named.first_name,
                last_name=named.last_name,
                title=named.title,
                how_known=f"{by.name} named them",
                tie=Tie.NONE,
                introduced_by=by,
            ),
            organization_name=named.organization_name,
            tag_names=[],
            points={PointKind.EMAIL: named.email},
            on=on,
        )
    if known.introduced_by_id is None:
        try:
            require_no_circle(known, by)
        except CircularIntroductionError:
            return known
        known.introduced_by = by
        known.save(update_fields=["introduced_by"])
    return known


def _known(named: Named, by: Contact) -> Contact | None:
    if not named.email:
        return None
    theirs = Contact.for_user(by.owner).exclude(pk=by.pk)
    address = normalise_email(named.email)
    return theirs.filter(points__kind=PointKind.EMAIL, points__normalised=address).order_by("pk").first()
