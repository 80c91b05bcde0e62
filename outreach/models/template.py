"""The user's own words to begin a message with."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.urls import reverse

from common.ownership import OwnedModel, OwnedQuerySet
from outreach.models.ask import AskKind
from outreach.models.attempt import Channel

MOST_STEPS = 9


class Purpose(models.TextChoices):
    """What a message is for (P09, P20, P21, P27, P31, P42, P43, P51); labels follow "for"."""

    ASK = "ask", "asking for something"
    CATCH_UP = "catch_up", "catching up"
    CHECK_IN = "check_in", "asking how they are"
    ANNOUNCEMENT = "announcement", "telling people you are looking"
    UPDATE = "update", "telling people how it goes"
    NEWS = "news", "telling who helped what came of it"
    FOUND_WORK = "found_work", "thanking them once you found work"
    CLOSING = "closing", "closing kindly once you found work"
    REF_GOALS = "ref_goals", "telling a reference your goals"
    REF_UPDATE = "ref_update", "keeping a reference informed"
    REF_BRIEF = "ref_brief", "preparing a reference for a call"
    REF_OUTCOME = "ref_outcome", "telling a reference how it went"
    REF_THANKS = "ref_thanks", "thanking a reference"
    NUDGE = "nudge", "asking again, gently"
    THANKS = "thanks", "saying thanks"
    REPORT = "report", "telling how it went"


class MessageTemplateQuerySet(OwnedQuerySet["MessageTemplate"]):
    """Templates of one owner."""

    def in_use(self) -> Self:
        """Those not archived."""
        return self.filter(is_archived=False)

    def by_name(self) -> Self:
        """As a list shows them."""
        return self.order_by("name", "pk")


class MessageTemplate(OwnedModel):
    """Words to begin with, for a channel, a purpose and perhaps one kind of ask or one attempt (P17)."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    channel = models.CharField("how it goes out", max_length=8, choices=Channel, default=Channel.EMAIL)
    purpose = models.CharField("what it is for", max_length=12, choices=Purpose, default=Purpose.ASK)
    ask_kind = models.CharField("what it asks for", max_length=12, choices=AskKind, blank=True)
    """Blank for any ask, and for what asks nothing."""
    step = models.PositiveSmallIntegerField("attempt", null=True, blank=True)
    """The attempt it is meant for, counted from 1 within a round; null for any."""
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField("what to say", max_length=10_000)
    voicemail = models.TextField("what to say to the voicemail", max_length=2000, blank=True)
    skeleton = models.CharField(max_length=40, blank=True, editable=False)
    """The key of the skeleton that this is the user's own version of; blank for one of their making."""
    is_archived = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    unscoped: ClassVar[MessageTemplateQuerySet] = MessageTemplateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "template"
        constraints = (
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="outreach_template_once",
                violation_error_message="You have a template of that name already.",
            ),
            models.UniqueConstraint(
                fields=["owner", "skeleton"], condition=~Q(skeleton=""), name="outreach_template_one_version"
            ),
            models.CheckConstraint(condition=~Q(body=""), name="outreach_template_says_something"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="outreach_template_channel"),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="outreach_template_purpose"),
            models.CheckConstraint(condition=Q(ask_kind__in=["", *AskKind.values]), name="outreach_template_ask_kind"),
            models.CheckConstraint(
                condition=Q(step=None) | Q(step__range=(1, MOST_STEPS)), name="outreach_template_step"
            ),
        )
        indexes = (models.Index(fields=["owner", "is_archived", "name"], name="outreach_templates_by_name"),)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> MessageTemplateQuerySet:
        """The templates of ``user``."""
        return cls.unscoped.owned_by(user)

    def get_absolute_url(self) -> str:
        """Where it is changed."""
        return reverse("outreach:template_update", args=[self.pk])
