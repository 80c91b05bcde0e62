"""Finding, narrowing, counting and ordering people."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, F, Q, When

from common.folding import fold
from contacts.finding.querysets import FindableQuerySet
from contacts.finding.words import looked_for
from contacts.models.organization import Organization
from contacts.models.relation import Tie

if TYPE_CHECKING:
    from contacts.models.contact import Contact

_APOSTROPHES = str.maketrans("’‘ʼ`´", "'" * 5)
_NEAR = 200

MINIMUM_GAP = timedelta(days=14)
"""Nobody is suggested again within two weeks of the last interaction (P46)."""


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
        return self.filter(self.index.somewhere(*asked)) if asked else self

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
