"""A dated thing the user said they would do."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from common.ownership import OwnedModel, OwnedQuerySet


class RepeatUnit(models.TextChoices):
    """In what a repetition is counted."""

    DAY = "day", "days"
    WEEK = "week", "weeks"
    MONTH = "month", "months"


class RepeatFrom(models.TextChoices):
    """From when the next round is counted."""

    SCHEDULE = "schedule", "the day planned"
    DONE = "done", "the day it is done"


class FollowUpQuerySet(OwnedQuerySet["FollowUp"]):
    """Follow-ups of one owner."""

    def open(self) -> Self:
        """Those not done yet."""
        return self.filter(done_on=None)

    def actionable(self) -> Self:
        """Open ones with people who are neither archived nor do-not-contact."""
        return self.open().filter(contact__is_archived=False, contact__do_not_contact=False)

    def due(self, on: date) -> Self:
        """Actionable ones whose date is local date ``on`` or earlier."""
        return self.actionable().filter(due_on__lte=on)


class FollowUp(OwnedModel):
    """Something promised to, or planned for, one contact by a date."""

    owner_path = "contact__owner"

    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="follow_ups")
    what = models.CharField(max_length=300, help_text="“Send her the article on warehouse robots.”")
    due_on = models.DateField("by when")
    done_on = models.DateField(null=True, editable=False)
    event = models.ForeignKey(
        "contacts.Event", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="follow_ups"
    )
    """The event it came of (P13)."""
    every = models.PositiveSmallIntegerField(
        "repeat every", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(99)]
    )
    """In ``unit``; null for what comes once."""
    unit = models.CharField(max_length=5, choices=RepeatUnit, blank=True)
    repeat_from = models.CharField(
        "counted from", max_length=8, choices=RepeatFrom, default=RepeatFrom.SCHEDULE, blank=True
    )
    anchor_on = models.DateField(null=True, editable=False)
    """The first date of what repeats; later ones are counted from it."""
    created_at = models.DateTimeField(auto_now_add=True)

    unscoped: ClassVar[FollowUpQuerySet] = FollowUpQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "follow-up"
        ordering = ("due_on", "pk")
        indexes = (
            models.Index(
                fields=["contact", "due_on"], condition=models.Q(done_on=None), name="contacts_follow_up_open"
            ),
        )
        constraints = (
            models.CheckConstraint(condition=~models.Q(what=""), name="contacts_follow_up_says_what"),
            models.CheckConstraint(
                condition=models.Q(every=None, unit="")
                | models.Q(every__range=(1, 99), unit__in=RepeatUnit.values, anchor_on__isnull=False),
                name="contacts_follow_up_repeats",
            ),
            models.CheckConstraint(
                condition=models.Q(repeat_from__in=RepeatFrom.values), name="contacts_follow_up_repeat_from"
            ),
        )

    def __str__(self) -> str:
        return self.what

    @property
    def repeats(self) -> str:
        """How often it comes again: "every week", "every 3 months"; blank for what comes once."""
        if self.every is None:
            return ""
        return f"every {self.unit}" if self.every == 1 else f"every {self.every} {self.unit}s"

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> FollowUpQuerySet:
        """The follow-ups of ``user``."""
        return cls.unscoped.owned_by(user)
