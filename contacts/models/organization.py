"""Where people work, and where the user would like to."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.validators import MaxValueValidator
from django.db import models

from common.folding import fold
from common.ownership import OwnedModel
from common.routes import addresses_of
from contacts.finding.querysets import FindableQuerySet
from contacts.finding.sources import Field
from contacts.finding.words import looked_for
from contacts.organization_names import KEY_LENGTH, organization_key

__all__ = ["Interest", "Organization", "OrganizationQuerySet", "organization_key"]


class Interest(models.IntegerChoices):
    """How much the user would like to work somewhere (P05)."""

    NONE = 0, "Not a goal"
    SOME = 1, "Worth a look"
    HIGH = 2, "I would like it there"
    FIRST = 3, "My first choice"


class OrganizationQuerySet(FindableQuerySet["Organization"]):
    """Organizations of one owner."""

    def with_people_count(self) -> Self:
        """Annotate ``people_count``: contacts there who are not archived."""
        there = models.Q(contacts__is_archived=False)
        return self.annotate(people_count=models.Count("contacts", filter=there, distinct=True))

    def with_posting_count(self) -> Self:
        """Annotate ``posting_count``: jobs noted there."""
        return self.annotate(posting_count=models.Count("postings", distinct=True))

    def matching(self, words: str) -> Self:
        """Organizations in whose name or notes every one of ``words`` begins one."""
        asked = looked_for(words)
        if asked is None:
            return self.none()
        found = self
        for word in asked:
            found = found.filter(self.index.groups(word, Field.ORGANIZATION, Field.ORGANIZATION_TEXT))
        return found

    def wanted(self) -> Self:
        """Those the user would like to work at, the most wanted first (P05)."""
        return self.filter(interest__gt=0).by_interest()

    def called(self, words: str) -> Self:
        """Organizations in whose name every one of ``words`` begins one; none without words."""
        found = self if (asked := looked_for(words)) else self.none()
        for word in asked or ():
            found = found.filter(self.index.groups(word, Field.ORGANIZATION))
        return found

    def by_interest(self) -> Self:
        """Those the user would most like to work at first (P05)."""
        return self.order_by("-interest", "name_key", "pk")


class Organization(OwnedModel):
    """An employer, school or association; one row per normalised name."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=KEY_LENGTH, blank=True, editable=False)
    interest = models.PositiveSmallIntegerField(
        "would you like to work there?", choices=Interest, default=Interest.NONE, validators=[MaxValueValidator(3)]
    )
    """How much the user would like to work there, 0 to 3 (P05)."""
    industry = models.CharField(max_length=120, blank=True, help_text="“Rail freight”, “Ports”.")
    industry_key = models.CharField(max_length=200, blank=True, editable=False)
    website = models.URLField(max_length=500, blank=True)
    notes = models.TextField(blank=True)

    unscoped: ClassVar[OrganizationQuerySet] = OrganizationQuerySet.as_manager()  # type: ignore[assignment]
    derived_fields: ClassVar[tuple[str, ...]] = ("name_key",)

    class Meta:
        ordering = ("name_key",)
        indexes = (models.Index(fields=["owner", "-interest", "name_key"], name="contacts_by_interest"),)
        constraints = (
            models.UniqueConstraint(
                fields=["owner", "name_key"],
                name="contacts_organization_once",
                violation_error_message="You already have an organization with this name.",
            ),
            models.CheckConstraint(condition=models.Q(interest__lte=3), name="contacts_organization_interest"),
        )

    def __str__(self) -> str:
        return self.name

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> OrganizationQuerySet:
        """The organizations of ``user``."""
        return cls.unscoped.owned_by(user)

    @property
    def shown_website(self) -> str:
        """Its address as a page shows it."""
        return self.website.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")

    def get_absolute_url(self) -> str:
        """Its page."""
        return addresses_of("contacts:organization_detail")(self.pk)

    def clean(self) -> None:
        """Derive the key that makes names comparable."""
        self.name_key = organization_key(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the key in step with the name."""
        self.name_key = organization_key(self.name)
        self.industry_key = fold(self.industry)
        super().save(*args, **kwargs)
