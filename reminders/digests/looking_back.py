"""What a user did in the days up to a date, for many users in a constant number of queries."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import CharField, Count
from django.db.models.functions import Substr

from accounts.models import User
from common.agenda import Person
from contacts.models import Contact, Interaction, InteractionKind
from interviews.models import Interview
from outreach.effort import Record, WeekEffort, efforts_of, records_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """Somebody met on local date ``on``, and what was noted of it; perhaps nothing."""

    person: Person
    on: date
    noted: str


@dataclass(slots=True, kw_only=True)
class Past:
    """What one user did from a date up to and including another."""

    effort: WeekEffort
    record: Record
    kinds: Counter[str] = field(default_factory=Counter)
    """How many words went to and fro, by kind of interaction; meetings and light touches are not among them."""
    spoke_with: set[int] = field(default_factory=set)
    met: list[Met] = field(default_factory=list)
    """In the order of the days; nobody twice."""
    new_people: int = 0

    @property
    def has_anything(self) -> bool:
        """Whether anything happened at all."""
        return bool(self.effort.made or self.effort.replies or self.spoke_with or self.met or self.new_people)


def pasts_of(owners: Sequence[User], *, now: datetime, days: int) -> dict[int, Past]:
    """The last ``days`` of each of ``owners``, by id: up to and including their local date at the moment ``now``.

    Six queries for each of the dates that it is where they live (three at most).
    """
    by_date: dict[date, list[User]] = defaultdict(list)
    for owner in owners:
        by_date[owner.local_date(now)].append(owner)
    found: dict[int, Past] = {}
    for on, group in by_date.items():
        found |= _pasts(group, since=on - timedelta(days=days - 1), until=on)
    return found


def _pasts(owners: Sequence[User], *, since: date, until: date) -> dict[int, Past]:
    ids = [owner.pk for owner in owners]
    efforts, records = efforts_of(owners, since=since, until=until), records_of(ids)
    pasts = {pk: Past(effort=efforts[pk], record=records[pk]) for pk in ids}
    met: dict[tuple[int, int], Met] = {}
    _add_talks(met, ids, since=since, until=until)
    _add_words(pasts, met, ids, since=since, until=until)
    for (owner_id, _), one in sorted(met.items(), key=lambda pair: (pair[1].on, pair[1].person.name)):
        pasts[owner_id].met.append(one)
    newcomers = Contact.unscoped.owned_by_any(ids).filter(added_on__range=(since, until)).order_by()
    for owner_id, count in newcomers.values_list("owner").annotate(Count("pk")):
        pasts[owner_id].new_people = count
    return pasts


def _add_talks(met: dict[tuple[int, int], Met], ids: Sequence[int], *, since: date, until: date) -> None:
    """The interviews held; one query."""
    held = Interview.unscoped.owned_by_any(ids).filter(held_on__range=(since, until), state="held").for_lists()
    for talk in held.annotate(noted=Substr("notes", 1, 300, output_field=CharField())).order_by("held_on", "pk"):
        contact = talk.contact
        met[contact.owner_id, contact.pk] = Met(
            person=contact.as_person, on=talk.held_on or until, noted=vars(talk)["noted"]
        )


def _add_words(
    pasts: dict[int, Past], met: dict[tuple[int, int], Met], ids: Sequence[int], *, since: date, until: date
) -> None:
    """The words between them and their people; one query."""
    words = Interaction.unscoped.owned_by_any(ids).happened_by(until).filter(on__gte=since).order_by("on", "pk")
    for word in words.select_related("contact__organization"):
        contact = word.contact
        past = pasts[contact.owner_id]
        past.spoke_with.add(contact.pk)
        if word.kind != InteractionKind.MEETING:
            past.kinds[word.kind] += 1
        elif (contact.owner_id, contact.pk) not in met:
            met[contact.owner_id, contact.pk] = Met(person=contact.as_person, on=word.on, noted=word.summary)
