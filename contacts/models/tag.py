"""The user's own words for groups of people."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from common.ownership import OwnedModel, OwnedQuerySet


class Tag(OwnedModel):
    """A label on contacts; one per name, whatever the case."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)

    unscoped: ClassVar[OwnedQuerySet["Tag"]] = OwnedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                "owner",
                Lower("name"),
                name="contacts_tag_once",
                violation_error_message="You already have this tag.",
            ),
        )

    def __str__(self) -> str:
        return self.name
