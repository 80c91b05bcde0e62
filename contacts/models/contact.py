"""A person the user knows, or would like to."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse

from common.agenda import Person
from common.folding import fold
from common.ownership import OwnedModel
from contacts.finding.querysets import FindableQuerySet
from contacts.finding.words import looked_for

_APOSTROPHES = str.maketrans("’‘ʼ`´", "'" * 5)
_SEARCH_KEY_LENGTH = 600

MINIMUM_GAP = timedelta(days=14)
"""Nobody is suggested again within two weeks of the last interaction (P46)."""


class Tie(models.TextChoices):
    """How strong the relationship is (P12)."""

    STRONG = "strong", "strong"
    WEAK = "weak", "weak"
    NONE = "none", "none yet"


class Tier(models.TextChoices):
    """How often the user wants to stay in touch (P49)."""

    KEY = "key", "key"
    REGULAR = "regular", "regular"
    LIGHT = "light", "light"
    NONE = "none", "no reminders"


class WalkOfLife(models.TextChoices):
    """Where in life the user knows someone from (P01)."""

    WORK = "work", "work"
    SCHOOL = "school", "school or university"
    FAMILY = "family", "family"
    FRIENDS = "friends", "friends"
    NEIGHBOURS = "neighbours", "neighbours"
    CLUBS = "clubs", "sports and clubs"
    SERVICES = "services", "doctor, hairdresser and the like"
    EVENTS = "events", "events and associations"
    ONLINE = "online", "online"
    OTHER = "other", "elsewhere"


def searchable(text: str) -> str:
    """``text`` as searching compares it: folded, with plain apostrophes ("Siobhán O’B" → "siobhan o'b")."""
    return fold(text.translate(_APOSTROPHES))


class ContactQuerySet(FindableQuerySet["Contact"]):
    """Contacts of one owner."""

    def active(self) -> Self:
        """Contacts who are neither archived nor marked do-not-contact."""
        return self.filter(is_archived=False, do_not_contact=False)

    def for_rows(self) -> Self:
        """With what a list row shows of the contact itself; ``contacts.rows`` fetches the rest."""
        return self.select_related("organization")

    def matching(self, words: str) -> Self:
        """Contacts with whom every one of ``words`` is found somewhere, each perhaps elsewhere: "ana lyon" finds Ana,
        with whom Lyon was spoken of. Names, title, organization, tags, addresses, notes, details, follow-ups and what
        interactions were about are looked through; a word need only be begun, and accents and capitals do not matter.
        """
        asked = looked_for(words)
        if asked is None:
            return self.none()
        found = self
        for word in asked:
            found = found.filter(self.index.somewhere(word))
        return found

    def from_walk(self, walk: str) -> Self:
        """Contacts from this walk of life who are not archived (P01)."""
        return self.filter(walk_of_life=walk, is_archived=False)

    def from_any_walk(self, order: Sequence[str]) -> Self:
        """Contacts of whom it is known where in life they come from, not archived; walks in this ``order``."""
        place = Case(*(When(walk_of_life=walk, then=at) for at, walk in enumerate(order)), default=len(order))
        return self.filter(is_archived=False).exclude(walk_of_life="").order_by(place, "search_key", "pk")

    def count_by_walk(self) -> dict[str, int]:
        """How many contacts who are not archived come from each walk of life; those without anybody are left out."""
        rows = self.filter(is_archived=False).exclude(walk_of_life="").order_by()
        return dict(rows.values_list("walk_of_life").annotate(people=models.Count("pk")))

    def due_for_touch(self, on: date) -> Self:
        """Contacts whose cadence has run out by local date ``on`` (P46); snoozed and just-spoken-to ones left out."""
        awake = Q(snoozed_until=None) | Q(snoozed_until__lte=on)
        rested = Q(last_interaction_on=None) | Q(last_interaction_on__lte=on - MINIMUM_GAP)
        return self.active().filter(awake, rested, next_touch_on__lte=on)

    def due_for_touch_between(self, on: date, until: date) -> Self:
        """Contacts whom cadence does not suggest on local date ``on`` yet, but does by ``until``."""
        waiting = Q(next_touch_on__gt=on) | Q(snoozed_until__gt=on) | Q(last_interaction_on__gt=on - MINIMUM_GAP)
        return self.due_for_touch(until).filter(waiting)

    def by_name(self) -> Self:
        """In the order of a telephone book that goes by first names."""
        return self.order_by("search_key", "pk")

    def by_relevance(self, words: str) -> Self:
        """Those first whose name starts with ``words``, then by name, organization or title or tag, address, anything
        else; of equals those spoken to last. Wants ``matching(words)``; without words, by name.
        """
        asked = looked_for(words)
        if not asked:
            return self.by_name()
        recent = F("last_interaction_on").desc(nulls_last=True)
        return self.order_by(self.index.misfit(asked), recent, "search_key", "pk")

    def by_last_interaction(self) -> Self:
        """Those longest without a word first, those never spoken to before them."""
        return self.order_by(F("last_interaction_on").asc(nulls_first=True), "search_key", "pk")

    def by_next_touch(self) -> Self:
        """Those whose cadence runs out soonest first, those without one last."""
        return self.order_by(F("next_touch_on").asc(nulls_last=True), "search_key", "pk")

    def by_newest(self) -> Self:
        """Those added last first."""
        return self.order_by("-added_on", "-pk")


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
        return reverse("contacts:detail", args=[self.pk])

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
