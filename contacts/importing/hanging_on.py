"""What hangs on rows that an import made, found by asking the schema, so that no floor above is forgotten."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Count, Field, Model

from contacts import snapshots
from contacts.importing.traces import PARTS
from contacts.models import Contact, DifferentOrganizations, DifferentPeople, ImportRow, Organization, Posting

_OWN: dict[type[Model], frozenset[type[Model]]] = {
    # What an import hangs on a contact itself is compared, and what it remembers of them is no reason to keep them.
    Contact: frozenset({*(part.model for part in PARTS), Contact, Contact.tags.through, ImportRow, DifferentPeople}),
    Organization: frozenset({Posting, DifferentOrganizations}),
}


def attached(model: type[Model], keys: Collection[int]) -> dict[int, list[str]]:
    """What hangs on these rows beside what an import itself writes: ``{7: ["2 targets", "1 interview"]}``."""
    keys = frozenset(keys)
    found: dict[int, list[str]] = defaultdict(list)
    for other, pointer in snapshots.pointing_at(model):
        if other not in _OWN.get(model, frozenset()):
            _count(found, other, pointer, keys, by=pointer.attname)
    if model is Contact:
        for part in PARTS:
            for other, pointer in snapshots.pointing_at(part.model):
                _count(found, other, pointer, keys, by=f"{pointer.name}__contact_id")
    return {key: sorted(set(said)) for key, said in found.items()}


def in_use(model: type[Model], keys: Collection[int]) -> set[int]:
    """Those of these rows at which any other row points."""
    pointing = snapshots.pointing_at(model)
    return {key for other, pointer in pointing for key in _targets(other, pointer.attname, keys)}


def _targets(other: type[Model], by: str, keys: Collection[int]) -> Iterator[int]:
    yield from snapshots.every(other).filter(**{f"{by}__in": keys}).order_by().values_list(by, flat=True).distinct()


def _count(
    found: dict[int, list[str]], other: type[Model], pointer: Field[Any, Any], keys: Collection[int], *, by: str
) -> None:
    rows = snapshots.every(other).filter(**within(by, keys)).order_by()
    for key, count in rows.values_list(by).annotate(Count("pk")):
        if key in keys:
            found[key].append(_said(other, pointer, count))


def within(by: str, keys: Collection[int]) -> dict[str, Any]:
    """A filter that lets every row through whose column ``by`` is one of ``keys``, and perhaps some others between.

    What came in together mostly has keys one after the other. Two bounds then say what 500 parameters would, which
    Django takes longer to prepare than the database to answer.
    """
    if keys and max(keys) - min(keys) < 2 * len(keys):
        return {f"{by}__gte": min(keys), f"{by}__lte": max(keys)}
    return {f"{by}__in": keys}


def _said(other: type[Model], pointer: Field[Any, Any], count: int) -> str:
    """A link table is spoken of as what it links to."""
    if other._meta.auto_created:
        linked = [field.related_model for field in other._meta.get_fields() if field.is_relation and field != pointer]
        other = next((each for each in linked if isinstance(each, type)), other)
    name = other._meta.verbose_name if count == 1 else other._meta.verbose_name_plural
    return f"{count} {name}"
