"""A person the user knows, or would like to."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from common.agenda import Person
from common.ownership import OwnedModel
from common.routes import addresses_of
from contacts.models.contact_query import MINIMUM_GAP, ContactQuerySet, searchable
from contacts.models.relation import Tie, Tier, WalkOfLife

_SEARCH_KEY_LENGTH = 600


class Contact(OwnedModel):
    """One person. ``last_interaction_on`` and ``next_touch_on`` are kept by ``contacts.cadence`` alone."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    first_name = models.CharField(max_length=120)
    last_name = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=200, blank=True, help_text="What they do: “Head of Logistics”.")
    organization = models.ForeignKey(
        "contacts.Organization", on_delete=models.SET_NULL, null=True, blank=True, related_name="contacts"
    )
    how_known = models.CharField(
        "how I know them", max_length=300, blank=True, help_text="“Worked together at Northwind”, “a friend of Ana’s”."
    )
    walk_of_life = models.CharField(max_length=12, choices=WalkOfLife, blank=True)
    tie = models.CharField(max_length=8, choices=Tie, default=Tie.WEAK)
    tie_kept_on = models.DateField(null=True, editable=False)
    """When the user stood by their own word against what the timeline suggests."""
    tier = models.CharField("keep in touch", max_length=8, choices=Tier, default=Tier.REGULAR)
    cadence_months = models.PositiveSmallIntegerField(
        "every so many months",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="Only if this person differs from their tier.",
    )
    introduced_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="introduced"
    )
    tags = models.ManyToManyField("contacts.Tag", blank=True, related_name="contacts")
    notes = models.TextField(blank=True)
    is_archived = models.BooleanField("archived", default=False)
    do_not_contact = models.BooleanField(default=False)
    added_on = models.DateField()
    """The owner's local date when they came into Rapport."""
    spread_permille = models.PositiveSmallIntegerField(null=True, editable=False)
    """Where in the first interval an imported contact's first touch falls, in thousandths; null for one typed in."""
    last_interaction_on = models.DateField(null=True, editable=False)
    next_touch_on = models.DateField(null=True, editable=False)
    snoozed_until = models.DateField(null=True, blank=True, editable=False)
    search_key = models.CharField(max_length=_SEARCH_KEY_LENGTH, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    misfit: int
    """What ``ContactQuerySet.by_relevance`` annotates: how far the words were from what one types for them."""
    photo_digest: str | None
    """Of their picture, on rows that came ``with_photo``; blank for none."""

    unscoped: ClassVar[ContactQuerySet] = ContactQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(first_name=""), name="contacts_contact_named"),
            models.CheckConstraint(condition=Q(tie__in=Tie.values), name="contacts_contact_tie"),
            models.CheckConstraint(condition=Q(tier__in=Tier.values), name="contacts_contact_tier"),
            models.CheckConstraint(
                condition=Q(walk_of_life__in=["", *WalkOfLife.values]), name="contacts_contact_walk_of_life"
            ),
            models.CheckConstraint(
                condition=Q(cadence_months=None) | Q(cadence_months__range=(1, 60)), name="contacts_contact_months"
            ),
            models.CheckConstraint(
                condition=Q(introduced_by=None) | ~Q(introduced_by=F("pk")), name="contacts_contact_not_self_led"
            ),
        )
        indexes = (
            # The list, and how many are in it: counting ten thousand by their rows took as long as the page.
            models.Index(fields=["owner", "search_key"], condition=Q(is_archived=False), name="contacts_in_list"),
            models.Index(fields=["owner", "is_archived"], name="contacts_archived"),
            models.Index(fields=["owner", "next_touch_on"], name="contacts_by_next_touch"),
            models.Index(fields=["owner", "last_interaction_on"], name="contacts_by_last"),
            models.Index(fields=["owner", "-added_on"], name="contacts_by_newest"),
        )

    def __str__(self) -> str:
        return self.name

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> ContactQuerySet:
        """The contacts of ``user``."""
        return cls.unscoped.owned_by(user)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the search key in step with the names."""
        self.search_key = self.search_key_of()
        super().save(*args, **kwargs)

    def search_key_of(self) -> str:
        """What searching and sorting by name go by; ``bulk_create`` callers set it themselves."""
        return searchable(f"{self.first_name} {self.last_name} {self.title}")[:_SEARCH_KEY_LENGTH]

    def get_absolute_url(self) -> str:
        """Their page."""
        return addresses_of("contacts:detail")(self.pk)

    @property
    def photo_url(self) -> str:
        """Where their picture is, for rows that came ``with_photo`` or with ``photo`` selected; blank for initials."""
        digest = getattr(self, "photo_digest", None)
        if digest is None and (photo := self._state.fields_cache.get("photo")):
            digest = photo.digest
        return reverse("contacts:photo", args=[self.pk, digest]) if digest else ""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def headline(self) -> str:
        """Title and organization in one line, whatever of it is known."""
        organization = self.organization.name if self.organization else ""
        return ", ".join(part for part in (self.title, organization) if part)

    @property
    def as_person(self) -> Person:
        """As agenda items carry them; wants ``organization`` selected."""
        return Person(id=self.pk, name=self.name, headline=self.headline, url=self.get_absolute_url())

    @property
    def is_active(self) -> bool:
        """Whether reminders may name them: neither archived nor do-not-contact."""
        return not (self.is_archived or self.do_not_contact)

    @property
    def touch_due_on(self) -> date | None:
        """The local date from which cadence suggests them, snooze and minimum gap counted in; ``None`` for never."""
        if self.next_touch_on is None or not self.is_active:
            return None
        rested = self.last_interaction_on + MINIMUM_GAP if self.last_interaction_on else self.next_touch_on
        return max(self.next_touch_on, self.snoozed_until or self.next_touch_on, rested)

    def is_due(self, on: date) -> bool:
        """Whether cadence suggests them on local date ``on``: what ``due_for_touch`` asks the database."""
        return self.touch_due_on is not None and self.touch_due_on <= on

    def is_snoozed(self, on: date) -> bool:
        """Whether cadence reminders rest on local date ``on``."""
        return self.snoozed_until is not None and self.snoozed_until > on
