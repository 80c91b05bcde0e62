"""One outgoing touch to a target."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from common.ownership import OwnedModel, OwnedQuerySet
from contacts.models import Tie
from outreach.models.ask import AskKind


class Channel(models.TextChoices):
    """How it went out."""

    EMAIL = "email", "e-mail"
    CALL = "call", "call"
    MESSAGE = "message", "message"
    LETTER = "letter", "letter or card"


class Attempt(OwnedModel):
    """The ``number``-th touch to a target over all rounds, with the text as sent.

    What it began with, what it asked for and how near they were stand here as they were then, so that what worked
    stays what worked when a template goes, a target asks for something else, or somebody comes nearer.
    """

    owner_path = "target__campaign__owner"

    target = models.ForeignKey("outreach.Target", on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=8, choices=Channel)
    made_on = models.DateField("when")
    text = models.TextField("what you wrote or said", blank=True)
    interaction = models.OneToOneField(
        "contacts.Interaction", on_delete=models.SET_NULL, null=True, related_name="attempt"
    )
    template = models.ForeignKey(
        "outreach.MessageTemplate", on_delete=models.SET_NULL, null=True, related_name="attempts"
    )
    skeleton = models.CharField(max_length=40, blank=True)
    """The key of the shipped skeleton it began with; blank when it was a template of the user's, or nothing."""
    began_with = models.CharField(max_length=80, blank=True)
    """The name of the template or skeleton on that day; blank when it was logged without one."""
    ask_kind = models.CharField(max_length=12, choices=AskKind, blank=True)
    """What it asked for (P20); blank when it asked for nothing, say in an announcement or to catch up (P09, P21)."""
    tie = models.CharField(max_length=8, choices=Tie, blank=True)
    """How near they were on that day (P12)."""
    created_at = models.DateTimeField(auto_now_add=True)

    unscoped: ClassVar[OwnedQuerySet["Attempt"]] = OwnedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["target", "number"], name="outreach_attempt_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="outreach_attempt_number"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="outreach_attempt_channel"),
            models.CheckConstraint(condition=Q(ask_kind__in=["", *AskKind.values]), name="outreach_attempt_ask_kind"),
            models.CheckConstraint(condition=Q(tie__in=["", *Tie.values]), name="outreach_attempt_tie"),
        )
        # How many were made today is asked for every attempt that is due (P25).
        indexes = (models.Index(fields=["made_on"], name="outreach_attempts_by_day"),)

    def __str__(self) -> str:
        return f"Attempt {self.number}, {self.get_channel_display()}"
