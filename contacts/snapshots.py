"""Rows as JSON and back, of any model, exactly: what taking a change back compares and restores."""

from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, TypeVar

from django.apps import apps
from django.db.models import BinaryField, Field, ForeignKey, ManyToOneRel, Model, QuerySet

BATCH = 500
"""Rows a query."""

T = TypeVar("T")
Frozen = dict[str, Any]
"""A row, or a part of one, by attribute name ("contact_id"), in values that JSON has."""

DERIVED: dict[str, frozenset[str]] = {
    "contacts.contact": frozenset({"search_key", "last_interaction_on", "next_touch_on"}),
}
"""Columns that others say: never compared, and worked out anew."""


def label(model: type[Model]) -> str:
    """The name under which rows of ``model`` are kept: "contacts.contact"."""
    return model._meta.label_lower


def model_of(name: str) -> type[Model] | None:
    """The model that ``label`` named; ``None`` when the product has it no more."""
    try:
        return apps.get_model(name)
    except LookupError:
        return None


def columns(model: type[Model]) -> dict[str, Field[Any, Any]]:
    """The columns of ``model`` by attribute name, its key left out."""
    return {field.attname: field for field in model._meta.concrete_fields if not field.primary_key}


def rows(queryset: QuerySet[Any], fields: Collection[str] | None = None) -> dict[int, Frozen]:
    """The rows of ``queryset`` frozen, by key; of all columns or those named. One query."""
    known = columns(queryset.model)
    wanted = [name for name in known if fields is None or name in fields]
    return {
        pk: {name: freeze(value) for name, value in zip(wanted, values, strict=True)}
        for pk, *values in queryset.order_by().values_list("pk", *wanted)
    }


def by_key(model: type[Model], keys: Iterable[int], fields: Collection[str] | None = None) -> dict[int, Frozen]:
    """The rows of ``model`` with these keys, frozen; a query for each 500."""
    found: dict[int, Frozen] = {}
    for batch in batches(sorted(keys)):
        found |= rows(every(model).filter(pk__in=batch), fields)
    return found


def every(model: type[Model]) -> QuerySet[Any]:
    """All rows of ``model``, also of a link table; the caller narrows it to what one owner's change touched."""
    return model._base_manager.all()


def freeze(value: Any) -> Any:
    """``value`` of a column as JSON has it."""
    if isinstance(value, bytes | memoryview | bytearray):
        return b64encode(bytes(value)).decode()
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def thaw(field: Field[Any, Any], value: Any) -> Any:
    """What ``freeze`` froze, as ``field`` takes it."""
    if value is None:
        return None
    if isinstance(field, BinaryField):
        return b64decode(value)
    return field.target_field.to_python(value) if isinstance(field, ForeignKey) else field.to_python(value)


def differing(before: Frozen, after: Frozen, *, derived: frozenset[str]) -> tuple[Frozen, Frozen]:
    """What differs between two states of a row, as it was and as it is."""
    names = [name for name, value in before.items() if name not in derived and after[name] != value]
    return {name: before[name] for name in names}, {name: after[name] for name in names}


def pointing_at(model: type[Model]) -> Iterator[tuple[type[Model], Field[Any, Any]]]:
    """Every column of the product, link tables included, that points at ``model``: its model and field."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            yield relation.related_model, relation.field


def batches(items: Sequence[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    """``items`` in runs of at most ``size``."""
    return (items[start : start + size] for start in range(0, len(items), size))
