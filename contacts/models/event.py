"""Where people are met (P13)."""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from common.ownership import OwnedModel, OwnedQuerySet
from contacts.models.follow_up import FollowUp
from contacts.models.interaction import Interaction


def _counted(rows: OwnedQuerySet[Any], what: str = "pk") -> Coalesce:
    """How many different ``what`` there are among ``rows`` of an event; no join, so that counts do not multiply."""
    of_event = rows.filter(event=OuterRef("pk")).order_by().values("event")
    return Coalesce(Subquery(of_event.annotate(found=Count(what, distinct=True)).values("found")), 0)


class EventQuerySet(OwnedQuerySet["Event"]):
    """Events of one owner."""

    def newest_first(self) -> Self:
        """The latest day first."""
        return self.order_by("-on", "-pk")

    def ahead(self, on: date) -> Self:
        """Those on local date ``on`` and later, the next one first."""
        return self.filter(on__gte=on).order_by("on", "pk")

    def past(self, on: date) -> Self:
        """Those before local date ``on``, the last one first."""
        return self.filter(on__lt=on).newest_first()

    def with_counts(self) -> Self:
        """Annotate ``people_count``, ``met_count``, and the follow-ups that came of it, ``open_count``, ``done_count``.

        ``people_count`` holds those hoped for too.
        """
        follow_ups = FollowUp.unscoped.all()
        return self.annotate(
            people_count=Count("people"),
            met_count=_counted(Interaction.unscoped.all(), "contact"),
            open_count=_counted(follow_ups.filter(done_on=None)),
            done_count=_counted(follow_ups.exclude(done_on=None)),
        )


class Event(OwnedModel):
    """A meet-up, fair or association evening, with whom the user met there."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    on = models.DateField("when")
    place = models.CharField("where", max_length=200, blank=True)
    notes = models.TextField(blank=True)
    people = models.ManyToManyField("contacts.Contact", blank=True, related_name="events")
    """Those met there, each with an interaction of this event, and those one hopes to meet, without."""

    people_count: int
    met_count: int
    open_count: int
    done_count: int

    unscoped: ClassVar[EventQuerySet] = EventQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (models.Index(fields=["owner", "-on"], name="contacts_events_newest"),)
        constraints = (
            models.UniqueConstraint(
                fields=["owner", "name", "on"],
                name="contacts_event_once",
                violation_error_message="You already have this event on that day.",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="contacts_event_named"),
        )

    def __str__(self) -> str:
        return self.name

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> EventQuerySet:
        """The events of ``user``."""
        return cls.unscoped.owned_by(user)

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("contacts:event_detail", args=[self.pk])
