"""Who led to whom: chains of introductions, which never go in circles."""

from contacts.models import Contact

_FURTHEST = 200


class CircularIntroductionError(ValueError):
    """Someone would have led to themselves. ``people`` are the circle, first and last the same."""

    def __init__(self, people: list[Contact]) -> None:
        self.people = people
        first, *others = (person.first_name for person in people)
        super().__init__(f"That would go in a circle: {first} led to {', who led to '.join(others)}.")


def require_no_circle(contact: Contact, introducer: Contact) -> None:
    """Check that ``introducer`` may have introduced ``contact``; a query for each person back.

    Raises ``CircularIntroductionError`` when ``contact`` led to ``introducer``, however far back.
    """
    back = [introducer]
    while back[-1].pk != contact.pk:
        before = back[-1].introduced_by_id
        if before is None or len(back) > _FURTHEST:
            return
        back.append(Contact.unscoped.only("first_name", "introduced_by_id").get(pk=before))
    raise CircularIntroductionError([*reversed(back), contact])
