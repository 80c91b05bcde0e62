"""A message begun and not sent yet."""

from functools import reduce
from operator import or_
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from common.ownership import OwnedModel, OwnedQuerySet
from outreach.models.attempt import Channel
from outreach.models.template import Purpose


def _one_of(*names: str) -> Q:
    """Exactly one of these columns is filled."""
    return reduce(or_, (Q(**{f"{other}__isnull": other != name for other in names}) for name in names))


class Draft(OwnedModel):
    """What the user is about to write: to a target, a reference, about an introduction, or to a person otherwise."""

    json_without_ids: ClassVar[tuple[str, ...]] = ("waved",)  # names of checks

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    target = models.OneToOneField("outreach.Target", on_delete=models.CASCADE, null=True, related_name="draft")
    contact = models.OneToOneField("contacts.Contact", on_delete=models.CASCADE, null=True, related_name="draft")
    reference = models.OneToOneField("outreach.Reference", on_delete=models.CASCADE, null=True, related_name="draft")
    use = models.OneToOneField("outreach.ReferenceUse", on_delete=models.CASCADE, null=True, related_name="draft")
    introduction = models.OneToOneField(
        "outreach.Introduction", on_delete=models.CASCADE, null=True, related_name="draft"
    )
    """One of these five is there: what the message is for."""
    number = models.PositiveSmallIntegerField(null=True)
    """The attempt it was begun for, counted over all rounds, or a step; null for a person as such."""
    channel = models.CharField("how it goes out", max_length=8, choices=Channel, default=Channel.EMAIL)
    purpose = models.CharField(max_length=12, choices=Purpose, default=Purpose.ASK)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    voicemail = models.TextField(blank=True)
    former_subject = models.CharField(max_length=200, blank=True)
    former_body = models.TextField(blank=True)
    former_voicemail = models.TextField(blank=True)
    """What stood there before another template, or another page, took its place."""
    template = models.ForeignKey("outreach.MessageTemplate", on_delete=models.SET_NULL, null=True, related_name="+")
    skeleton = models.CharField(max_length=40, blank=True)
    """What it began with: a template of the user's, the key of a shipped skeleton, or neither."""
    former_template = models.ForeignKey(
        "outreach.MessageTemplate", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    former_skeleton = models.CharField(max_length=40, blank=True)
    """What the former words began with."""
    waved = models.JSONField(default=list)
    """Names of the checks that the user has waved off for this message."""
    unlocked_because = models.CharField(max_length=300, blank=True)
    """Why a referral is asked for though nothing went both ways yet (P26)."""
    page = models.CharField(max_length=32, blank=True)
    """The random name of the open page that saved it last."""
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    unscoped: ClassVar[OwnedQuerySet["Draft"]] = OwnedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=_one_of("target", "contact", "reference", "use", "introduction"),
                name="outreach_draft_of_one",
            ),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="outreach_draft_channel"),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="outreach_draft_purpose"),
        )

    def __str__(self) -> str:
        return f"Draft of {self.saved_at:%-d %B %Y}"

    @property
    def has_former(self) -> bool:
        """Whether there is something to bring back."""
        return bool(self.former_subject or self.former_body or self.former_voicemail)
