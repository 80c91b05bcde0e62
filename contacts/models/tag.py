"""The user's own words for groups of people."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from common.folding import fold
from common.ownership import OwnedModel
from contacts.finding.querysets import FindableQuerySet
from contacts.finding.sources import Field
from contacts.finding.words import looked_for

NAME_LENGTH = 60


def tag_key(name: str) -> str:
    """What a tag's name compares by: case, accents and stray spaces ignored."""
    return fold(name)[:200]


class TagQuerySet(FindableQuerySet["Tag"]):
    """Tags of one owner."""

    def with_people_count(self) -> Self:
        """Annotate ``people_count``: contacts with the tag who are not archived."""
        return self.annotate(people_count=models.Count("contacts", filter=models.Q(contacts__is_archived=False)))

    def matching(self, words: str) -> Self:
        """Tags in whose name every one of ``words`` begins one."""
        asked = looked_for(words)
        if asked is None:
            return self.none()
        found = self
        for word in asked:
            found = found.filter(self.index.groups(word, Field.TAG))
        return found


class Tag(OwnedModel):
    """A label on contacts; one per name, whatever the case and accents."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH)
    name_key = models.CharField(max_length=200, editable=False)
    """``bulk_create`` callers set it themselves."""

    unscoped: ClassVar[TagQuerySet] = TagQuerySet.as_manager()  # type: ignore[assignment]
    derived_fields: ClassVar[tuple[str, ...]] = ("name_key",)

    class Meta:
        ordering = ("name_key",)
        constraints = (
            models.UniqueConstraint(
                fields=["owner", "name_key"],
                name="contacts_tag_once",
                violation_error_message="You already have this tag.",
            ),
            models.CheckConstraint(condition=~models.Q(name_key=""), name="contacts_tag_named"),
        )

    def __str__(self) -> str:
        return self.name

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> TagQuerySet:
        """The tags of ``user``."""
        return cls.unscoped.owned_by(user)

    def clean(self) -> None:
        """Derive the key that makes names comparable."""
        self.name_key = tag_key(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the key in step with the name."""
        self.name_key = tag_key(self.name)
        super().save(*args, **kwargs)
