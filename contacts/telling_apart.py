"""Saying that two who look alike are not the same; it is remembered, and can be taken back."""

from collections.abc import Iterable
from datetime import datetime

from accounts.models import User
from contacts import changes
from contacts.models import Change, ChangeKind, Contact, DifferentOrganizations, DifferentPeople, Organization


def people(one: Contact, other: Contact, *, now: datetime) -> Change | None:
    """Remember that two contacts of one owner are two people; ``None`` when that was known."""
    first, second = sorted((one, other), key=lambda contact: contact.pk)
    with changes.recording(owner=one.owner, kind=ChangeKind.NOT_THE_SAME, now=now) as ledger:
        ledger.watch(DifferentPeople, [first.pk], by="one_id")
        DifferentPeople.for_user(one.owner).get_or_create(one=first, other=second, defaults={"owner": one.owner})
        ledger.sentence = f"Told {one} and {other} apart"
    return ledger.change


def newcomers(pairs: Iterable[tuple[int, int]], *, owner: User) -> None:
    """Remember of people who just came in, in one statement, whom each of them is not.

    Each of ``pairs`` is the ids of two contacts of ``owner`` in either order, one of them new, so that nothing can be
    known of the two yet. No change is kept: whatever brought the newcomer takes this back with them.
    """
    ordered = [sorted(pair) for pair in pairs]
    if ordered:
        DifferentPeople.for_user(owner).bulk_create(
            DifferentPeople(owner=owner, one_id=one, other_id=other) for one, other in ordered
        )


def organizations(one: Organization, other: Organization, *, now: datetime) -> Change | None:
    """Remember that two organizations of one owner are two; ``None`` when that was known."""
    first, second = sorted((one, other), key=lambda organization: organization.pk)
    with changes.recording(owner=one.owner, kind=ChangeKind.NOT_THE_SAME, now=now) as ledger:
        ledger.watch(DifferentOrganizations, [first.pk], by="one_id")
        DifferentOrganizations.for_user(one.owner).get_or_create(one=first, other=second, defaults={"owner": one.owner})
        ledger.sentence = f"Told {one} and {other} apart"
    return ledger.change
