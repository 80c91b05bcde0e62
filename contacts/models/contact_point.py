"""Ways to reach a contact."""

from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q

from common.ownership import OwnedModel, OwnedQuerySet
from contacts.addresses import normalise
from contacts.models.contact import Contact

_LENGTH = 500


class PointKind(models.TextChoices):
    """What an address is for."""

    EMAIL = "email", "e-mail"
    PHONE = "phone", "phone"
    PROFILE = "profile", "profile"


class ContactPointQuerySet(OwnedQuerySet["ContactPoint"]):
    """Contact points of one owner."""

    def shared_with(self, contact: Contact) -> Self:
        """Other people's e-mail addresses and profiles that ``contact`` has too; a shared phone is nothing odd."""
        own = ContactPoint.unscoped.filter(contact=contact)
        same = own.filter(kind=models.OuterRef("kind"), normalised=models.OuterRef("normalised"))
        # The first condition finds the few by an index, where the other alone would ask it of every address there is.
        return (
            self.filter(normalised__in=own.values("normalised"), kind__in=[PointKind.EMAIL, PointKind.PROFILE])
            .exclude(contact=contact)
            .filter(models.Exists(same))
            .select_related("contact")
        )


class ContactPoint(OwnedModel):
    """An e-mail address, phone number or profile URL; ``normalised`` is what matching compares."""

    owner_path = "contact__owner"

    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="points")
    kind = models.CharField(max_length=8, choices=PointKind)
    label = models.CharField(max_length=60, blank=True)
    value = models.CharField(max_length=_LENGTH)
    normalised = models.CharField(max_length=_LENGTH, blank=True, editable=False)

    unscoped: ClassVar[ContactPointQuerySet] = ContactPointQuerySet.as_manager()  # type: ignore[assignment]
    derived_fields: ClassVar[tuple[str, ...]] = ("normalised",)

    class Meta:
        ordering = ("kind", "pk")
        constraints = (
            models.UniqueConstraint(fields=["contact", "kind", "normalised"], name="contacts_point_once"),
            models.CheckConstraint(condition=Q(kind__in=PointKind.values), name="contacts_point_kind"),
        )
        indexes = (models.Index(fields=["normalised"], name="contacts_point_normalised"),)

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> ContactPointQuerySet:
        """The contact points of ``user``."""
        return cls.unscoped.owned_by(user)

    def __str__(self) -> str:
        return self.value

    def clean(self) -> None:
        """Derive what matching compares."""
        self.normalised = normalise(self.kind, self.value, country=self.contact.owner.country)[:_LENGTH]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the normalised value in step."""
        self.normalised = normalise(self.kind, self.value, country=self.contact.owner.country)[:_LENGTH]
        super().save(*args, **kwargs)

    @property
    def href(self) -> str:
        """What a click on it opens: a mail program, a dialler or, for http(s) alone, the profile."""
        if self.kind == PointKind.EMAIL:
            return f"mailto:{self.value}"
        if self.kind == PointKind.PHONE:
            return f"tel:{self.normalised}"
        return self.value if self.value.startswith(("https://", "http://")) else f"https://{self.value}"

    @property
    def shown(self) -> str:
        """The value as a page shows it: a profile without the parts every profile has."""
        if self.kind != PointKind.PROFILE:
            return self.value
        return self.value.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
