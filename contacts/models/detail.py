"""What the user knows of a person's life (P50), and the days that matter to them."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q

from common.dates import LEAP_YEAR, on_day_of_year
from common.ownership import OwnedModel, OwnedQuerySet
from contacts.models.interaction import Interaction


class DetailKind(models.TextChoices):
    """What a detail is about; the order is that of a person's page."""

    FAMILY = "family", "family"
    JOB = "job", "job"
    INTEREST = "interest", "interest"
    NEED = "need", "need"
    OFFER = "offer", "can offer"
    OTHER = "other", "good to know"


class Detail(OwnedModel):
    """One fact about a person: "two boys, the elder plays the cello"."""

    owner_path = "contact__owner"

    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="details")
    kind = models.CharField("about", max_length=8, choices=DetailKind, default=DetailKind.OTHER)
    text = models.TextField("what you know")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=["contact", "kind"], name="contacts_details"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=DetailKind.values), name="contacts_detail_kind"),
            models.CheckConstraint(condition=~Q(text=""), name="contacts_detail_says_what"),
        )

    def __str__(self) -> str:
        return self.text


class OccasionKind(models.TextChoices):
    """What is marked on the day."""

    BIRTHDAY = "birthday", "birthday"
    ANNIVERSARY = "anniversary", "anniversary"
    OTHER = "other", "another day"


class OccasionQuerySet(OwnedQuerySet["Occasion"]):
    """Occasions of one owner."""

    def through_the_year(self) -> Self:
        """In the order of the calendar."""
        return self.order_by("month", "day", "pk")

    def kept_between(self, start: date, end: date) -> Self:
        """Those whose day comes between local dates ``start`` and ``end``, less than a year apart, both included.

        Also those of 29 February where they are kept on the 28th.
        """
        if (start.month, start.day) <= (end.month, end.day):
            within = _since(start.month, start.day) & _until(end.month, end.day)
        else:
            within = _since(start.month, start.day) | _until(end.month, end.day)
        leap_days = Q(month=2, day=29)
        kept_early = (on_day_of_year(year, 2, 29) for year in {start.year, end.year})
        return self.filter(within | leap_days if any(start <= day <= end for day in kept_early) else within)

    def with_people_to_greet(self) -> Self:
        """Those of people who are neither archived nor do-not-contact."""
        return self.filter(contact__is_archived=False, contact__do_not_contact=False)

    def with_last_word(self) -> Self:
        """Annotate ``last_said``: what the last time in touch with the person was about, null where never."""
        last = Interaction.unscoped.counting().filter(contact=models.OuterRef("contact")).reverse()
        return self.annotate(last_said=models.Subquery(last.values("summary")[:1]))


def _since(month: int, day: int) -> Q:
    return Q(month__gt=month) | Q(month=month, day__gte=day)


def _until(month: int, day: int) -> Q:
    return Q(month__lt=month) | Q(month=month, day__lte=day)


class Occasion(OwnedModel):
    """A day of the year that matters to a person, its year known or not."""

    owner_path = "contact__owner"

    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="occasions")
    kind = models.CharField("what it is", max_length=12, choices=OccasionKind, default=OccasionKind.BIRTHDAY)
    name = models.CharField(max_length=80, blank=True, help_text="“Day the company was founded”.")
    month = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    settled_for = models.DateField(null=True, editable=False)
    """The day of the latest round that was greeted or let pass; its year is the one that is settled."""
    greeting = models.ForeignKey(
        "contacts.Interaction", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    """The wishes logged for that round."""
    snoozed_until = models.DateField(null=True, editable=False)

    unscoped: ClassVar[OccasionQuerySet] = OccasionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("month", "day", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["contact", "kind", "name"],
                name="contacts_occasion_once",
                violation_error_message="This day is noted already.",
            ),
            models.CheckConstraint(condition=Q(kind__in=OccasionKind.values), name="contacts_occasion_kind"),
            models.CheckConstraint(
                condition=Q(month__in=[1, 3, 5, 7, 8, 10, 12], day__range=(1, 31))
                | Q(month__in=[4, 6, 9, 11], day__range=(1, 30))
                | Q(month=2, day__range=(1, 29)),
                name="contacts_occasion_day",
            ),
            models.CheckConstraint(condition=Q(year=None) | Q(year__range=(1, 9999)), name="contacts_occasion_year"),
        )

    def __str__(self) -> str:
        return self.name or self.get_kind_display()

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> OccasionQuerySet:
        """The occasions of ``user``."""
        return cls.unscoped.owned_by(user)

    def next_on(self, on: date) -> date:
        """The first time it comes round on or after local date ``on``; 29 February is kept on the 28th otherwise."""
        this_year = on_day_of_year(on.year, self.month, self.day)
        return this_year if this_year >= on else on_day_of_year(on.year + 1, self.month, self.day)

    def turns(self, day: date) -> int | None:
        """How many years it will have been on ``day``; ``None`` where nobody knows the year, or it is still to come."""
        return day.year - self.year if self.year is not None and day.year > self.year else None

    @property
    def said(self) -> str:
        """Its day in words, with the year where it is known: "12 April 1990"."""
        return f"{self.day} {self.falls:%B}" if self.year is None else f"{self.day} {self.falls:%B} {self.year}"

    @property
    def falls(self) -> date:
        """Its day in a leap year, for showing day and month."""
        return date(LEAP_YEAR, self.month, self.day)
