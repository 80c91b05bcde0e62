"""Who speaks for the user, and each time they are asked to (P51)."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from common.ownership import OwnedModel, OwnedQuerySet


class ReferenceStepKind(models.TextChoices):
    """What can happen with a reference, or with one use of them (P51). Labels follow "you can"."""

    ASKED = "asked", "ask them"
    AGREED = "agreed", "note that they said yes"
    DECLINED = "declined", "note that they said no"
    GOALS = "goals", "tell them your goals"
    INFORMED = "informed", "bring them up to date"
    RETIRED = "retired", "let them rest"
    BACK = "back", "take them up again"
    BRIEFED = "briefed", "prepare them"
    OUTCOME = "outcome", "note how it went"
    TOLD = "told", "tell them how it went"
    THANKED = "thanked", "thank them"


class Standing(models.TextChoices):
    """How somebody stands as a reference; labels are said of them."""

    NEW = "new", "not asked yet"
    ASKED = "asked", "asked"
    AGREED = "agreed", "speaks for you"
    DECLINED = "declined", "would rather not"
    RETIRED = "retired", "rests"


class UseOutcome(models.TextChoices):
    """What became of an application for which a reference spoke; labels follow "how it went:"."""

    OFFER = "offer", "you got an offer"
    NEXT_ROUND = "next_round", "you are a round further"
    NO = "no", "they chose somebody else"
    WITHDRAWN = "withdrawn", "you stepped back"
    NOT_CALLED = "not_called", "nobody called after all"


class ReferenceQuerySet(OwnedQuerySet["Reference"]):
    """References of one owner."""

    def for_rows(self) -> Self:
        """With the person, their organization and face."""
        return self.select_related("contact__organization", "contact__photo").defer("contact__photo__image")

    def reachable(self) -> Self:
        """Those who may be contacted."""
        return self.filter(contact__is_archived=False, contact__do_not_contact=False)

    def speaking(self) -> Self:
        """Those who said yes and do not rest."""
        return self.filter(affirmed_on__isnull=False, retired_on=None)

    def not_over(self) -> Self:
        """Those of whom something may be next: they are counted on or to be asked, or a call of theirs is not over."""
        open_use = ReferenceUse.unscoped.filter(reference=OuterRef("pk")).filter(Q(told_on=None) | Q(thanked_on=None))
        return self.filter(Q(retired_on=None, declined_on=None) | Exists(open_use))


class Reference(OwnedModel):
    """Somebody who could speak for the user. Dates move through ``outreach.reference_steps`` alone."""

    owner_path = "contact__owner"

    contact = models.OneToOneField("contacts.Contact", on_delete=models.CASCADE, related_name="reference")
    knows = models.TextField("what they could speak to", blank=True, max_length=500)
    added_on = models.DateField(editable=False)
    asked_on = models.DateField(null=True, editable=False)
    affirmed_on = models.DateField(null=True, editable=False)
    declined_on = models.DateField(null=True, editable=False)
    goals_on = models.DateField(null=True, editable=False)
    """When they were told what the user is looking for."""
    informed_on = models.DateField(null=True, editable=False)
    """When they last heard how the search goes; their goals count as the first news."""
    retired_on = models.DateField(null=True, editable=False)
    snoozed_until = models.DateField(null=True, editable=False)

    unscoped: ClassVar[ReferenceQuerySet] = ReferenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(affirmed_on=None) | Q(declined_on=None), name="outreach_reference_yes_or_no"
            ),
            models.CheckConstraint(
                condition=Q(affirmed_on__isnull=False) | Q(goals_on=None, informed_on=None),
                name="outreach_reference_told_once_affirmed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.contact} as a reference"

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> ReferenceQuerySet:
        """The references of ``user``."""
        return cls.unscoped.owned_by(user)

    def get_absolute_url(self) -> str:
        """Their page as a reference."""
        return reverse("outreach:reference_detail", args=[self.pk])

    @property
    def standing(self) -> Standing:
        """How they stand."""
        if self.retired_on is not None:
            return Standing.RETIRED
        if self.declined_on is not None:
            return Standing.DECLINED
        if self.affirmed_on is not None:
            return Standing.AGREED
        return Standing.ASKED if self.asked_on is not None else Standing.NEW

    @property
    def heard_on(self) -> date | None:
        """When they last heard from the user about the search."""
        return max((day for day in (self.goals_on, self.informed_on) if day is not None), default=None)


class ReferenceUseQuerySet(OwnedQuerySet["ReferenceUse"]):
    """Uses of one owner's references."""

    def for_rows(self) -> Self:
        """With the person and where the call comes from."""
        return self.select_related("reference__contact__organization", "organization")

    def newest_first(self) -> Self:
        """As a page lists them."""
        return self.order_by(models.functions.Coalesce("expected_on", "noted_on").desc(), "-pk")


class ReferenceUse(OwnedModel):
    """One time somebody speaks for the user: where, for what, who calls and when (P51)."""

    owner_path = "reference__contact__owner"

    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="uses")
    organization = models.ForeignKey(
        "contacts.Organization", on_delete=models.SET_NULL, null=True, related_name="reference_uses"
    )
    role = models.CharField(max_length=200)
    caller = models.CharField("who will call", max_length=200, blank=True)
    expected_on = models.DateField("when", null=True, blank=True)
    noted_on = models.DateField(editable=False)
    briefed_on = models.DateField(null=True, editable=False)
    outcome = models.CharField("how it went", max_length=10, choices=UseOutcome, blank=True, editable=False)
    outcome_on = models.DateField(null=True, editable=False)
    told_on = models.DateField(null=True, editable=False)
    thanked_on = models.DateField(null=True, editable=False)
    snoozed_until = models.DateField(null=True, editable=False)

    unscoped: ClassVar[ReferenceUseQuerySet] = ReferenceUseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "use of a reference"
        constraints = (
            models.CheckConstraint(condition=~Q(role=""), name="outreach_use_has_role"),
            models.CheckConstraint(condition=Q(outcome__in=["", *UseOutcome.values]), name="outreach_use_outcome"),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on=None, told_on=None) | (~Q(outcome="") & Q(outcome_on__isnull=False)),
                name="outreach_use_told_of_outcome",
            ),
        )
        indexes = (models.Index(fields=["reference", "expected_on"], name="outreach_uses_by_day"),)

    def __str__(self) -> str:
        return f"{self.role}, {self.place}"

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> ReferenceUseQuerySet:
        """The uses of ``user``'s references."""
        return cls.unscoped.owned_by(user)

    def get_absolute_url(self) -> str:
        """Where it stands on its reference's page."""
        return f"{reverse('outreach:reference_detail', args=[self.reference_id])}#use-{self.pk}"

    @property
    def place(self) -> str:
        """Where the call comes from."""
        return self.organization.name if self.organization is not None else "an organization since deleted"

    @property
    def day(self) -> date:
        """The day it counts for: that of the call, else the day it was noted."""
        return self.expected_on or self.noted_on

    def has_happened(self, on: date) -> bool:
        """Whether the call lies behind, as far as is known on local date ``on``."""
        return bool(self.outcome) or (self.expected_on is not None and self.expected_on < on)


class ReferenceStep(OwnedModel):
    """One thing that happened with a reference, or with one use of them, and what it replaced."""

    owner_path = "reference__contact__owner"
    json_without_ids: ClassVar[tuple[str, ...]] = ("before",)  # dates and an outcome by column

    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="steps")
    use = models.ForeignKey(ReferenceUse, on_delete=models.CASCADE, null=True, related_name="steps")
    """The use that it was a step of; null for the reference as such."""
    kind = models.CharField(max_length=8, choices=ReferenceStepKind)
    done_on = models.DateField()
    """The user's local date on which it happened."""
    before = models.JSONField(default=dict)
    """What stood in the columns it changed; empty for what came from an entry that is merged into this one."""
    interaction = models.OneToOneField(
        "contacts.Interaction", on_delete=models.SET_NULL, null=True, related_name="reference_step"
    )
    move = models.OneToOneField("outreach.Move", on_delete=models.SET_NULL, null=True, related_name="reference_step")
    """The end of a pursuit by which somebody became a reference."""
    created_at = models.DateTimeField(auto_now_add=True)

    unscoped: ClassVar[OwnedQuerySet["ReferenceStep"]] = OwnedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=ReferenceStepKind.values), name="outreach_reference_step_kind"),
        )
        indexes = (models.Index(fields=["reference", "-id"], name="outreach_ref_steps_newest"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.done_on}"

    @property
    def can_undo(self) -> bool:
        """Whether it says what to put back."""
        return bool(self.before)

    @property
    def done_label(self) -> str:
        """What happened, as a history says it."""
        return _HAPPENED[ReferenceStepKind(self.kind)]


_HAPPENED = {
    ReferenceStepKind.ASKED: "Asked",
    ReferenceStepKind.AGREED: "Said yes",
    ReferenceStepKind.DECLINED: "Said no",
    ReferenceStepKind.GOALS: "Told your goals",
    ReferenceStepKind.INFORMED: "Brought up to date",
    ReferenceStepKind.RETIRED: "Let rest",
    ReferenceStepKind.BACK: "Taken up again",
    ReferenceStepKind.BRIEFED: "Prepared",
    ReferenceStepKind.OUTCOME: "Outcome noted",
    ReferenceStepKind.TOLD: "Told how it went",
    ReferenceStepKind.THANKED: "Thanked",
}
