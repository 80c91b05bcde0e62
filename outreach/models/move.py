"""What became of a target, step by step, with what it takes to step back."""

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q

from common.ownership import OwnedModel, OwnedQuerySet
from outreach.models.target import TargetState


class MoveKind(models.TextChoices):
    """What can happen to a target; ``outreach.moves`` holds which may follow what. Labels follow "you can"."""

    REASON = "reason", "say why them"
    ATTEMPT = "attempt", "log an attempt"
    REPLY = "reply", "log a reply"
    MEETING = "meeting", "agree to meet"
    MEETING_OFF = "meeting_off", "call the meeting off"
    DECLINED = "declined", "note that they said no"
    NOT_NOW = "not_now", "put it off to a date"
    WRONG_PERSON = "wrong_person", "note that someone else is better"
    NO_REPLY = "no_reply", "close it without a reply"
    REOPENED = "reopened", "take it up again"
    DONE = "done", "finish it"
    MERGED = "merged", "make one of two"
    ELSEWHERE = "elsewhere", "stop because they answered elsewhere"


ANSWERS = (MoveKind.REPLY, MoveKind.MEETING, MoveKind.DECLINED, MoveKind.NOT_NOW, MoveKind.WRONG_PERSON)
"""Moves by which the person made themselves heard (P23)."""


class MoveQuerySet(OwnedQuerySet["Move"]):
    """Moves of one owner's targets."""

    def newest_first(self) -> Self:
        """As a history shows them."""
        return self.order_by("-pk")

    def for_history(self) -> Self:
        """Newest first, with what was written and said."""
        return self.select_related("attempt", "interaction").newest_first()


class Move(OwnedModel):
    """One change of a target. The ``…_before`` columns are what *undo* puts back."""

    owner_path = "target__campaign__owner"

    target = models.ForeignKey("outreach.Target", on_delete=models.CASCADE, related_name="moves")
    kind = models.CharField(max_length=12, choices=MoveKind)
    moved_on = models.DateField()
    """The user's local date on which it happened, which may be earlier than the day it was written down."""
    heard = models.BooleanField(default=False)
    """Whether the person themselves said something by it."""
    state = models.CharField(max_length=12, choices=TargetState)
    note = models.TextField(blank=True)
    attempt = models.OneToOneField("outreach.Attempt", on_delete=models.CASCADE, null=True, related_name="move")
    interaction = models.OneToOneField(
        "contacts.Interaction", on_delete=models.SET_NULL, null=True, related_name="outreach_move"
    )
    """What they said, as the person's timeline holds it."""
    was_there = models.BooleanField(default=False)
    """Whether the interaction stood in the timeline before, and so stays there when the move is taken back."""
    echo_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="echoes")
    """The answer in another campaign that stopped the attempts here."""
    state_before = models.CharField(max_length=12, choices=TargetState)
    round_before = models.PositiveSmallIntegerField(default=0)
    next_attempt_before = models.DateField(null=True)
    close_out_before = models.DateField(null=True)
    revisit_before = models.DateField(null=True)
    moved_before = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)

    unscoped: ClassVar[MoveQuerySet] = MoveQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=MoveKind.values), name="outreach_move_kind"),
            models.CheckConstraint(
                condition=Q(state__in=TargetState.values, state_before__in=TargetState.values),
                name="outreach_move_states",
            ),
        )
        indexes = (models.Index(fields=["target", "-id"], name="outreach_move_newest"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.moved_on}"

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> MoveQuerySet:
        """The moves of ``user``'s targets."""
        return cls.unscoped.owned_by(user)

    @property
    def attempt_in_round(self) -> int:
        """The number of its attempt within the round; 0 when it was no attempt."""
        return self.attempt.number - self.round_before if self.attempt is not None else 0
