"""Which attempt was answered, when, and how far a target came: facts of moves and attempts, asked in the database."""

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from common.ownership import OwnedQuerySet
from contacts.models import Direction, Interaction, InteractionKind
from outreach.models.attempt import Attempt
from outreach.models.move import ANSWERS, Move, MoveKind
from outreach.models.target import Target, TargetState

if TYPE_CHECKING:
    from django.db.models import QuerySet


def with_answers(attempts: OwnedQuerySet[Attempt]) -> "QuerySet[Any, Any]":
    """``attempts`` with ``answered_on``, the local date of the first answer to each or null, and ``in_round``.

    An answer is a move by which they made themselves heard in that campaign: a reply, a meeting agreed, a no, a *not
    now*, or someone else named. It belongs to the last attempt made by the day they were heard and written down before
    it, so that one which crossed a later attempt goes to the earlier. ``in_round`` is the attempt's number within its
    round. An answer in another campaign, which stops the attempts here, is none to the attempts here.
    """
    between = Attempt.unscoped.filter(
        target=OuterRef("target"),
        number__gt=OuterRef(OuterRef("number")),
        made_on__lte=OuterRef("moved_on"),
        move__lt=OuterRef("pk"),
    )
    answers = Move.unscoped.filter(
        ~Exists(between),
        target=OuterRef("target"),
        heard=True,
        kind__in=ANSWERS,
        moved_on__gte=OuterRef("made_on"),
        pk__gt=OuterRef("written_as"),
    )
    first = answers.order_by("moved_on", "pk").values("moved_on")[:1]
    return attempts.annotate(
        written_as=Coalesce(F("move__pk"), Value(0)),
        in_round=Greatest(F("number") - Coalesce(F("move__round_before"), Value(0)), Value(1)),
    ).annotate(answered_on=Subquery(first))


def with_outcomes(targets: OwnedQuerySet[Target]) -> "QuerySet[Any, Any]":
    """``targets`` with how far each came: ``was_asked``, ``was_answered``, ``was_met`` and ``was_held``.

    Asked is whoever got an attempt. Of these, answered is whoever was heard from in that campaign, met whoever agreed
    to a meeting there, and held those of whom a meeting agreed was then finished and the timeline has a talk since they
    agreed, as one held puts there by itself: finishing alone says only that nothing is left to do.
    """
    moves = Move.unscoped.filter(target=OuterRef("pk"))
    asked = Q(attempts_made__gte=1)
    heard = Exists(moves.filter(kind__in=ANSWERS, heard=True))
    agreed = Exists(moves.filter(kind=MoveKind.MEETING, heard=True))
    finished = Exists(moves.filter(kind=MoveKind.DONE, state_before=TargetState.MEETING))
    agreed_on = moves.filter(kind=MoveKind.MEETING, heard=True).order_by("moved_on").values("moved_on")[:1]
    together = Q(kind=InteractionKind.MEETING) | Q(kind=InteractionKind.CALL, direction=Direction.MUTUAL)
    talked = Exists(Interaction.unscoped.filter(together, contact=OuterRef("contact"), on__gte=OuterRef("agreed_on")))
    return targets.annotate(agreed_on=Subquery(agreed_on)).annotate(
        was_asked=asked,
        was_answered=asked & heard,
        was_met=asked & agreed,
        was_held=asked & agreed & finished & talked,
    )
