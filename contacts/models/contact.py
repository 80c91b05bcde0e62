"""A person the user knows, or would like to."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any, ClassVar, Self

from django.apps import apps
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
from contacts.models.organization import Organization

_APOSTROPHES = str.maketrans("’‘ʼ`´", "'" * 5)
_SEARCH_KEY_LENGTH = 600
_NEAR = 200

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

    def with_photo(self) -> Self:
        """With ``photo_digest``, by which a page shows their face without a query per row."""
        return self.annotate(photo_digest=F("photo__digest"))

    def for_rows(self) -> Self:
        """With what a list row shows of the contact itself; ``contacts.rows`` fetches the rest."""
        return self.with_photo().select_related("organization")

    def with_interaction_count(self) -> Self:
        """Annotate ``interaction_count``: what happened between us and each."""
        return self.annotate(interaction_count=models.Count("interactions"))

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

    def named_like(self, words: str, *, most: int) -> list["Contact"]:
        """Up to ``most`` of those not archived whose names begin with every one of ``words``, by name."""
        typed = searchable(words).split()
        found = self.filter(is_archived=False)
        for word in typed:
            found = found.filter(Q(search_key__startswith=word) | Q(search_key__contains=f" {word}"))
        # The key ends with the title, which is no name.
        near = found.select_related("organization").by_name()[:_NEAR]
        named = (one for one in near if all(f" {word}" in f" {searchable(one.name)}" for word in typed))
        return list(islice(named, most))

    def due_for_touch(self, on: date) -> Self:
        """Contacts whose cadence has run out by local date ``on`` (P46); snoozed and just-spoken-to ones left out."""
        awake = Q(snoozed_until=None) | Q(snoozed_until__lte=on)
        rested = Q(last_interaction_on=None) | Q(last_interaction_on__lte=on - MINIMUM_GAP)
        return self.active().filter(awake, rested, next_touch_on__lte=on)

    def open_to_another_tie(self, kept_before: date) -> Self:
        """Those whose tie the user has not just confirmed: never, or by local date ``kept_before`` (P12)."""
        return self.filter(Q(tie_kept_on=None) | Q(tie_kept_on__lte=kept_before))

    def count_by_tie(self) -> dict[str, int]:
        """How many there are of each tie; one query."""
        return dict(self.order_by().values_list("tie").annotate(people=models.Count("pk")))

    def count_for_rating(self, *, since: date) -> dict[str, int]:
        """``new``: added on or after ``since``; ``at_goals``: at organizations one would like to work at (P05)."""
        return self.order_by().aggregate(
            new=models.Count("pk", filter=Q(added_on__gte=since)),
            at_goals=models.Count("pk", filter=Q(organization__interest__gt=0)),
        )

    def who_led_to_others(self) -> Self:
        """Those who introduced somebody (P03)."""
        return self.filter(models.Exists(self.model.unscoped.filter(introduced_by=models.OuterRef("pk"))))

    def with_chain_counts(self) -> Self:
        """Annotate ``led_on``: to how many others they led the user (P03)."""
        return self.annotate(led_on=models.Count("introduced"))

    def in_chains(self) -> Self:
        """Those whom somebody led to, and those who led to somebody (P03)."""
        led = self.model.unscoped.filter(introduced_by=models.OuterRef("pk"))
        return self.filter(Q(introduced_by__isnull=False) | models.Exists(led))

    def added_from(self, *, since: date, until: date) -> "models.QuerySet[Contact, tuple[date, str]]":
        """For each added from ``since`` to ``until``: the day and "introduced", "met", "file" or "typed" (P47)."""
        met = self.model.events.through.objects.filter(contact=models.OuterRef("pk"))
        brought = apps.get_model("contacts", "ImportRow").unscoped.filter(contact=models.OuterRef("pk"), verdict="new")
        source = models.Case(
            models.When(introduced_by__isnull=False, then=models.Value("introduced")),
            models.When(models.Exists(met), then=models.Value("met")),
            models.When(models.Exists(brought), then=models.Value("file")),
            default=models.Value("typed"),
        )
        return (
            self.filter(added_on__range=(since, until))
            .order_by()
            .annotate(source=source)
            .values_list("added_on", "source")
        )

    def newest_added_on(self) -> date | None:
        """The day the last one was added; one query."""
        newest: date | None = self.order_by().aggregate(newest=models.Max("added_on"))["newest"]
        return newest

    def dormant(self, *, since: date, on: date) -> Self:
        """Active ones whose last word was on ``since`` or before, and who do not rest on local date ``on`` (P49)."""
        awake = Q(snoozed_until=None) | Q(snoozed_until__lte=on)
        return self.active().filter(awake, last_interaction_on__lte=since)

    def named(self, words: str) -> Self:
        """Those whose name begins with the whole of ``words``: "ana" or "ana silva"; accents and case ignored."""
        key = searchable(words.strip())
        return self.filter(Q(search_key=key) | Q(search_key__startswith=f"{key} ")).order_by("search_key", "pk")

    def titled(self, words: str) -> Self:
        """Those with a title whose name and title together hold every one of ``words``, accents and case ignored."""
        found = self.exclude(title="")
        for word in words.split():
            found = found.filter(search_key__contains=searchable(word))
        return found

    def at_organizations(self, organizations: Collection[Organization], *, industry_keys: Collection[str]) -> Self:
        """Those at any of ``organizations``, or at any of these industries; with their organization."""
        wanted = Q(organization__in=organizations) | Q(organization__industry_key__in=industry_keys)
        return self.filter(wanted).select_related("organization")

    def by_nearness(self) -> Self:
        """Strong ties first, then whom one spoke to last."""
        nearness = models.Case(
            models.When(tie=Tie.STRONG, then=models.Value(0)),
            models.When(tie=Tie.WEAK, then=models.Value(1)),
            default=models.Value(2),
        )
        return self.order_by(nearness, F("last_interaction_on").desc(nulls_last=True), "search_key", "pk")

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
        return self.annotate(misfit=self.index.misfit(asked)).order_by("misfit", recent, "search_key", "pk")

    def called(self, words: str) -> Self:
        """Contacts whose first and last names have every one of ``words``; nobody without words."""
        found = self if (asked := looked_for(words)) else self.none()
        for word in asked or ():
            found = found.filter(self.index.named(word))
        return found

    def by_last_interaction(self) -> Self:
        """Those longest without a word first, those never spoken to before them."""
        return self.order_by(F("last_interaction_on").asc(nulls_first=True), "search_key", "pk")

    def without_a_word_since(self, day: date) -> Self:
        """Those spoken to, but not on local date ``day`` or later."""
        return self.filter(last_interaction_on__lt=day)

    def never_spoken_to(self) -> Self:
        """Those with whom nothing happened yet."""
        return self.filter(last_interaction_on=None)

    def reached_by(self, kind: str, *, there_is: bool = True) -> Self:
        """Those with an address of this ``kind``; with ``there_is`` false those without."""
        reached = Q(pk__in=self.model.unscoped.filter(points__kind=kind).order_by().values("pk"))
        return self.filter(reached if there_is else ~reached)

    def spoken_to_last(self) -> Self:
        """Those spoken to, the last one first."""
        return self.filter(last_interaction_on__isnull=False).order_by("-last_interaction_on", "search_key", "pk")

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
        return reverse("contacts:detail", args=[self.pk])

    @property
    def photo_url(self) -> str:
        """Where their picture is, for rows that came ``with_photo``; blank for initials instead."""
        digest = getattr(self, "photo_digest", None)
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
