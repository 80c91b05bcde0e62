"""What is written before the talk (P32, P33, P35), and being ready."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from interviews.merging import merge
from interviews.models import Interview
from interviews.notes import as_kept

FIELDS = ("homework", "goals", "questions")


@transaction.atomic
def save(interview: Interview, *, texts: Mapping[str, str], were: Mapping[str, str]) -> bool:
    """Keep ``texts`` by field name, typed over what ``were`` says stood there; returns whether anything was merged.

    What another device wrote in between stays: both texts are merged.
    """
    interview.refresh_from_db(from_queryset=Interview.unscoped.select_for_update())
    merged = False
    for field in FIELDS:
        now_there, typed, was = getattr(interview, field), as_kept(texts[field]), as_kept(were[field])
        if typed == was:
            continue
        if now_there not in (was, typed):
            typed, merged = merge(now_there, typed), True
        setattr(interview, field, typed)
    interview.save(update_fields=FIELDS)
    return merged


def mark_prepared(interview: Interview, *, now: datetime) -> None:
    """The user says they are ready (P32, P33); the first time counts."""
    interview.prepared_at = interview.prepared_at or now
    interview.save(update_fields=["prepared_at"])


def unmark_prepared(interview: Interview) -> None:
    """There is more to do after all."""
    interview.prepared_at = None
    interview.save(update_fields=["prepared_at"])
