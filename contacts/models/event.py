"""Where people are met (P13)."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.urls import reverse

from common.ownership import OwnedModel, OwnedQuerySet


class EventQuerySet(OwnedQuerySet["Event"]):
    """Events of one owner."""

    def newest_first(self) -> Self:
        """The latest day first."""
        return self.order_by("-on", "-pk")

    def with_people_count(self) -> Self:
        """Annotate ``people_count``: those met there."""
        return self.annotate(people_count=models.Count("people"))


class Event(OwnedModel):
    """A meet-up, fair or association evening, with whom the user met there."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    on = models.DateField("when")
    place = models.CharField("where", max_length=200, blank=True)
    notes = models.TextField(blank=True)
    people = models.ManyToManyField("contacts.Contact", blank=True, related_name="events")

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
