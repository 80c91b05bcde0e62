"""What is written before the talk (P32–P34), how it shows, and being ready."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from interviews import framing
from interviews.framing import Known
from interviews.merging import merge
from interviews.models import Interview
from interviews.notes import as_kept

FIELDS = ("homework", "organization_homework", "goals", "agenda", *framing.FIELDS)


def shown(interview: Interview, known: Known) -> dict[str, str]:
    """What stands in each field: what was written, and the framing card as it is ``known`` until it is changed."""
    return {field: getattr(interview, field) for field in FIELDS} | framing.shown(interview, known)


@transaction.atomic
def save(interview: Interview, *, texts: Mapping[str, str], were: Mapping[str, str]) -> bool:
    """Keep ``texts`` by field name, typed over what ``were`` says stood there; returns whether anything was merged.

    What another device wrote in between stays: both texts are merged. The framing card shows what is known, and is
    kept as a whole with the first change to it.
    """
    interview.refresh_from_db(from_queryset=Interview.unscoped.select_for_update())
    typed = {field: as_kept(texts[field]) for field in FIELDS}
    was = {field: as_kept(were[field]) for field in FIELDS}
    changed = [field for field in FIELDS if typed[field] != was[field]]
    if not interview.is_framed and set(changed) & set(framing.FIELDS):
        interview.is_framed = True
        for field in framing.FIELDS:
            setattr(interview, field, was[field])
    merged = False
    for field in changed:
        now_there, text = getattr(interview, field), typed[field]
        if now_there not in (was[field], text):
            text, merged = merge(now_there, text), True
        setattr(interview, field, text)
    interview.save(update_fields=[*FIELDS, "is_framed"])
    return merged


def mark_prepared(interview: Interview, *, now: datetime) -> None:
    """The user says they are ready (P32, P33); the first time counts."""
    interview.prepared_at = interview.prepared_at or now
    interview.save(update_fields=["prepared_at"])


def unmark_prepared(interview: Interview) -> None:
    """There is more to do after all."""
    interview.prepared_at = None
    interview.save(update_fields=["prepared_at"])
