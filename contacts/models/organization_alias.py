"""Names that an organization has had, or that another one had before the two became one."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from common.ownership import OwnedModel, OwnedQuerySet
from contacts.organization_names import KEY_LENGTH, organization_key


class OrganizationAlias(OwnedModel):
    """Another name of an organization: who types it, or brings it in a file, means that one."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organization = models.ForeignKey("contacts.Organization", on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=KEY_LENGTH, editable=False)

    unscoped: ClassVar[OwnedQuerySet["OrganizationAlias"]] = OwnedQuerySet.as_manager()  # type: ignore[assignment]
    derived_fields: ClassVar[tuple[str, ...]] = ("name_key",)

    class Meta:
        verbose_name = "other name"
        ordering = ("name_key",)
        constraints = (models.UniqueConstraint(fields=["owner", "name_key"], name="contacts_organization_alias_once"),)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> OwnedQuerySet["OrganizationAlias"]:
        """The other names of ``user``'s organizations."""
        return cls.unscoped.owned_by(user)

    def clean(self) -> None:
        """Derive the key that makes names comparable."""
        self.name_key = organization_key(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the key in step with the name."""
        self.name_key = organization_key(self.name)
        super().save(*args, **kwargs)
