"""A list of people that the user comes back to: filters and an order under a name."""

from typing import Any, ClassVar, Self
from urllib.parse import parse_qsl

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.urls import reverse

from common.folding import fold
from common.ownership import OwnedModel, OwnedQuerySet

NAME_LENGTH = 60
MOST_VIEWS = 30
"""Views an owner can keep; more would be a list to search, not a row to choose from."""


def view_key(name: str) -> str:
    """What a view's name compares by: case, accents and stray spaces ignored."""
    return fold(name)[:200]


class SavedViewQuerySet(OwnedQuerySet["SavedView"]):
    """Views of one owner."""

    def in_order(self) -> Self:
        """As they stand above the list."""
        return self.order_by("position", "pk")


class SavedView(OwnedModel):
    """A view of the list of people; one per name, whatever the case and accents."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH)
    name_key = models.CharField(max_length=200, editable=False)
    query = models.TextField(blank=True)
    """The filters and the order as the list's address has them, but for tag and event: they are rows."""
    tag = models.ForeignKey("contacts.Tag", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    tag_name = models.CharField(max_length=60, blank=True, editable=False)
    """What to call the tag when it is gone."""
    event = models.ForeignKey("contacts.Event", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    event_name = models.CharField(max_length=200, blank=True, editable=False)
    """What to call the event when it is gone."""
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    unscoped: ClassVar[SavedViewQuerySet] = SavedViewQuerySet.as_manager()  # type: ignore[assignment]
    derived_fields: ClassVar[tuple[str, ...]] = ("name_key",)

    class Meta:
        verbose_name = "view"
        indexes = (models.Index(fields=["owner", "position"], name="contacts_views_in_order"),)
        constraints = (
            models.UniqueConstraint(
                fields=["owner", "name_key"],
                name="contacts_view_once",
                violation_error_message="You already have a view with this name.",
            ),
            models.CheckConstraint(condition=~models.Q(name_key=""), name="contacts_view_named"),
        )

    def __str__(self) -> str:
        return self.name

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> SavedViewQuerySet:
        """The views of ``user``."""
        return cls.unscoped.owned_by(user)

    def get_absolute_url(self) -> str:
        """The list as it shows it."""
        return reverse("contacts:view", args=[self.pk])

    @property
    def asked(self) -> dict[str, str]:
        """What it asks of the list, by field of its form; a tag or event that is gone is left out."""
        asked = dict(parse_qsl(self.query))
        rows = {"tag": self.tag_id, "event": self.event_id}
        return {**asked, **{name: str(pk) for name, pk in rows.items() if pk is not None}}

    @property
    def gone(self) -> list[str]:
        """What it was narrowed to that is there no more: ["the tag “rail”"]."""
        named = (("tag", self.tag_id, self.tag_name), ("event", self.event_id, self.event_name))
        return [f"the {kind} “{name}”" for kind, pk, name in named if pk is None and name]

    def clean(self) -> None:
        """Derive the key that makes names comparable."""
        self.name_key = view_key(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the key in step with the name."""
        self.name_key = view_key(self.name)
        super().save(*args, **kwargs)
