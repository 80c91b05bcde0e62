"""Where people know each other from: employers of before, schools, associations."""

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import F, Q

from common.ownership import OwnedModel, OwnedQuerySet


class AffiliationKind(models.TextChoices):
    """What they did there. The employer of today is ``Contact.organization``."""

    WORK = "work", "worked at"
    SCHOOL = "school", "studied at"
    MEMBER = "member", "member of"


class AffiliationQuerySet(OwnedQuerySet["Affiliation"]):
    """Affiliations of one owner's contacts."""

    def for_pages(self) -> Self:
        """With the organization that each names, the latest first."""
        return self.select_related("organization").order_by(models.F("until_year").desc(nulls_first=True), "pk")


class Affiliation(OwnedModel):
    """An organization a contact belonged or belongs to besides the present employer (P03, P07)."""

    owner_path = "contact__owner"

    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="affiliations")
    organization = models.ForeignKey("contacts.Organization", on_delete=models.CASCADE, related_name="affiliations")
    kind = models.CharField("what", max_length=8, choices=AffiliationKind, default=AffiliationKind.WORK)
    from_year = models.PositiveSmallIntegerField("from", null=True, blank=True)
    until_year = models.PositiveSmallIntegerField("until", null=True, blank=True)

    unscoped: ClassVar[AffiliationQuerySet] = AffiliationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["contact", "organization", "kind"],
                name="contacts_affiliation_once",
                violation_error_message="That is noted already.",
            ),
            models.CheckConstraint(condition=Q(kind__in=AffiliationKind.values), name="contacts_affiliation_kind"),
            models.CheckConstraint(
                condition=Q(until_year=None) | Q(until_year__range=(1900, 2200)), name="contacts_affiliation_year"
            ),
            models.CheckConstraint(
                condition=Q(from_year=None) | Q(from_year__range=(1900, 2200)), name="contacts_affiliation_from_year"
            ),
            models.CheckConstraint(
                condition=Q(from_year=None) | Q(until_year=None) | Q(from_year__lte=F("until_year")),
                name="contacts_affiliation_in_order",
                violation_error_message="It ended before it began.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.organization}{f' {self.years}' if self.years else ''}"

    @property
    def years(self) -> str:
        """When that was, in words: "from 2010 to 2014", "until 2019", "since 2012"; blank where nobody said."""
        if self.from_year and self.until_year:
            same = self.from_year == self.until_year
            return f"in {self.from_year}" if same else f"from {self.from_year} to {self.until_year}"
        return f"until {self.until_year}" if self.until_year else f"since {self.from_year}" if self.from_year else ""

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> AffiliationQuerySet:
        """The affiliations of ``user``'s contacts."""
        return cls.unscoped.owned_by(user)
