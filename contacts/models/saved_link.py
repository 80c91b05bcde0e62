"""Something to read, kept for a person (P45)."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from common.ownership import OwnedModel, OwnedQuerySet


class SavedLinkQuerySet(OwnedQuerySet["SavedLink"]):
    """Links of one owner."""

    def unsent(self) -> Self:
        """Those that nobody got yet."""
        return self.filter(sent_on=None)


class SavedLink(OwnedModel):
    """An address worth sending; nothing is ever fetched from it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(
        "contacts.Contact", on_delete=models.SET_NULL, null=True, blank=True, related_name="saved_links"
    )
    """Whom it is for; nobody yet when empty."""
    url = models.URLField("address", max_length=1000)
    title = models.CharField(max_length=300, blank=True)
    note = models.CharField("why", max_length=500, blank=True)
    saved_on = models.DateField(editable=False)
    sent_on = models.DateField(null=True, blank=True, editable=False)

    unscoped: ClassVar[SavedLinkQuerySet] = SavedLinkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-saved_on", "-pk")
        indexes = (models.Index(fields=["owner", "-saved_on"], name="contacts_links_newest"),)
        constraints = (models.CheckConstraint(condition=~models.Q(url=""), name="contacts_link_has_address"),)

    def __str__(self) -> str:
        return self.title or self.url

    @property
    def shown(self) -> str:
        """Its address as a page shows it."""
        return self.url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> SavedLinkQuerySet:
        """The links of ``user``."""
        return cls.unscoped.owned_by(user)
