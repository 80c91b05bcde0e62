"""A kind of reminder that the user does not want about one person."""

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q

from common.agenda import Kind
from common.ownership import OwnedModel, OwnedQuerySet


class MutedKindQuerySet(OwnedQuerySet["MutedKind"]):
    """What one owner has muted."""

    def by_person(self) -> Self:
        """With the people, in the order of their names."""
        return self.select_related("contact__organization").order_by("contact__search_key", "contact", "pk")


class MutedKind(OwnedModel):
    """The agenda leaves items of this kind about this person out, until the user takes that back."""

    owner_path = "contact__owner"

    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="muted_kinds")
    kind = models.CharField(max_length=24, choices=[(kind.value, kind.noun) for kind in Kind])

    unscoped: ClassVar[MutedKindQuerySet] = MutedKindQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "muted reminder"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["contact", "kind"], name="contacts_muted_once"),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in Kind]), name="contacts_muted_kind"),
        )

    def __str__(self) -> str:
        return self.get_kind_display()

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> MutedKindQuerySet:
        """What ``user`` has muted."""
        return cls.unscoped.owned_by(user)
