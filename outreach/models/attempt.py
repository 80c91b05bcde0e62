"""One outgoing touch to a target."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from common.ownership import OwnedModel, OwnedQuerySet


class Channel(models.TextChoices):
    """How it went out."""

    EMAIL = "email", "e-mail"
    CALL = "call", "call"
    MESSAGE = "message", "message"
    LETTER = "letter", "letter or card"


class Attempt(OwnedModel):
    """The ``number``-th touch to a target over all rounds, with the text as sent."""

    owner_path = "target__campaign__owner"

    target = models.ForeignKey("outreach.Target", on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=8, choices=Channel)
    made_on = models.DateField("when")
    text = models.TextField("what you wrote or said", blank=True)
    interaction = models.OneToOneField(
        "contacts.Interaction", on_delete=models.SET_NULL, null=True, related_name="attempt"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    unscoped: ClassVar[OwnedQuerySet["Attempt"]] = OwnedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["target", "number"], name="outreach_attempt_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="outreach_attempt_number"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="outreach_attempt_channel"),
        )

    def __str__(self) -> str:
        return f"Attempt {self.number}, {self.get_channel_display()}"
