"""How often we stay in touch (P46, P49): pure rules first, then the two columns they keep."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, Max

from accounts.models import User
from common import many_rows
from common.agenda import Owner
from common.dates import add_months
from contacts.models import Contact, Interaction, Tier

UPDATE_BATCH = 500
_GOLDEN_SECTION = (5**0.5 - 1) / 2
_WEEKS_A_MONTH = 365.25 / 12 / 7


def interval_months(*, tier: str, override: int | None, user: Owner) -> int | None:
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

    ``max(last interaction that has happened, else date added) + interval``: an entry written down after the fact counts
    only where none later is known. For an imported contact (``spread_permille`` set) it is never earlier than its own
    place in the interval after the import, so that nobody faces 800 people on one morning.
    """
    if months is None:
        return None
    due = add_months(last_interaction_on or added_on, months)
    if spread_permille is None:
        return due
    days = (add_months(added_on, months) - added_on).days
    place = added_on + timedelta(days=1 + days * spread_permille // 1000)
    return place if last_interaction_on is None else max(due, place)


def is_late(*, counted_from: date, months: int, on: date) -> bool:
    """Whether more than twice the interval has gone by since ``counted_from`` on local date ``on``."""
    return on > add_months(counted_from, 2 * months)


def spread(count: int) -> list[int]:
    """``count`` places in thousandths, evenly over the interval."""
    return [1000 * position // count for position in range(count)]


def place_of(number: int) -> int:
    """The place in thousandths of the ``number``-th of people who come one after the other, nobody knows how many.

    Any run of them lies evenly over the interval: each step is the golden section of the whole.
    """
    return int(1000 * (number * _GOLDEN_SECTION % 1))


def touches_a_week(people_by_months: Mapping[int, int]) -> float:
    """What cadences ask of a week (P14): ``{3: 26}``, 26 people every three months, is two touches."""
    return sum(people / (months * _WEEKS_A_MONTH) for months, people in people_by_months.items())


def people_by_interval(user: User) -> dict[int, int]:
    """How many active contacts of ``user`` there are for each interval in months, with their settings as they stand."""
    rows = Contact.for_user(user).active().order_by().values_list("tier", "cadence_months").annotate(people=Count("pk"))
    found: dict[int, int] = {}
    for tier, override, people in rows:
        months = interval_months(tier=tier, override=override, user=user)
        if months is not None:
            found[months] = found.get(months, 0) + people
    return found


@transaction.atomic
def refresh(contacts: Iterable[Contact], *, on: date) -> None:
    """Recompute ``last_interaction_on`` and ``next_touch_on`` of contacts of one owner, as of local date ``on``.

    Call it after any interaction was added, changed or deleted and after a tier or override was saved. Two queries and
    an update per 500 contacts, whatever their number.
    """
    people = list(contacts)
    for start in range(0, len(people), UPDATE_BATCH):
        _refresh_batch(people[start : start + UPDATE_BATCH], owner=people[0].owner, on=on)


def _refresh_batch(people: list[Contact], *, owner: User, on: date) -> None:
    ids = [contact.pk for contact in people]
    # The lock comes before the interactions are read: of two logs at once the later one sees both.
    locked = {
        row.pk: row
        for row in Contact.unscoped.select_for_update()
        .filter(pk__in=ids)
        .only("tier", "cadence_months", "added_on", "spread_permille")
        .order_by("pk")
    }
    last_by_contact = dict(
        Interaction.unscoped.filter(contact__in=ids)
        .happened_by(on)
        .order_by()
        .values_list("contact")
        .annotate(last=Max("on"))
    )
    for contact in people:
        rules = locked[contact.pk]
        contact.last_interaction_on = last_by_contact.get(contact.pk)
        contact.next_touch_on = next_touch(
            last_interaction_on=contact.last_interaction_on,
            added_on=rules.added_on,
            months=interval_months(tier=rules.tier, override=rules.cadence_months, user=owner),
            spread_permille=rules.spread_permille,
        )
    many_rows.write(
        Contact,
        ["last_interaction_on", "next_touch_on"],
        {contact.pk: (contact.last_interaction_on, contact.next_touch_on) for contact in people},
    )
