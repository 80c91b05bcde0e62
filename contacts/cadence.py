"""How often we stay in touch (P46, P49): pure rules first, then the two columns they keep."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from common.dates import add_months
from contacts.models import Contact, Interaction, Tier

UPDATE_BATCH = 500


def interval_months(*, tier: str, override: int | None, user: User) -> int | None:
    """Months between touches: the contact's own, else their tier's in ``user``'s settings; ``None`` for none."""
    if tier == Tier.NONE:
        return None
    if override is not None:
        return override
    return {Tier.KEY: user.key_months, Tier.REGULAR: user.regular_months, Tier.LIGHT: user.light_months}[Tier(tier)]


def next_touch(
    *, last_interaction_on: date | None, added_on: date, months: int | None, spread_permille: int | None = None
) -> date | None:
    """The local date at which the next touch is due; ``None`` without a cadence.

    ``max(last interaction that has happened, else date added) + interval``. For an imported contact
    (``spread_permille`` set) it is never earlier than its own place in the interval after the import, so that nobody
    faces 800 people on one morning.
    """
    if months is None:
        return None
    due = add_months(last_interaction_on or added_on, months)
    if spread_permille is None:
        return due
    days = (add_months(added_on, months) - added_on).days
    place = added_on + timedelta(days=1 + days * spread_permille // 1000)
    return place if last_interaction_on is None else max(due, place)


def is_late(*, due_on: date, months: int, on: date) -> bool:
    """Whether a touch due on ``due_on`` has waited for a second whole interval by local date ``on``."""
    return on >= add_months(due_on, months)


def spread(count: int) -> list[int]:
    """``count`` places in thousandths, evenly over the interval."""
    return [1000 * position // count for position in range(count)]


@transaction.atomic
def refresh(contacts: Iterable[Contact], *, on: date) -> None:
    """Recompute ``last_interaction_on`` and ``next_touch_on`` of contacts of one owner, as of local date ``on``.

    Call it after any interaction was added, changed or deleted and after a tier or override changed. Two queries and
    an update per 500 contacts, whatever their number.
    """
    people = list(contacts)
    if not people:
        return
    owner = people[0].owner
    last_by_contact = dict(
        Interaction.unscoped.filter(contact__in=people)
        .happened_by(on)
        .order_by()
        .values_list("contact")
        .annotate(last=Max("on"))
    )
    for contact in people:
        contact.last_interaction_on = last_by_contact.get(contact.pk)
        contact.next_touch_on = next_touch(
            last_interaction_on=contact.last_interaction_on,
            added_on=contact.added_on,
            months=interval_months(tier=contact.tier, override=contact.cadence_months, user=owner),
            spread_permille=contact.spread_permille,
        )
    Contact.unscoped.bulk_update(people, ["last_interaction_on", "next_touch_on"], batch_size=UPDATE_BATCH)
