"""What came of the search, and who is owed news of it (P43)."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q

from common.ownership import OwnedModel, OwnedQuerySet
from common.routes import addresses_of


class OutcomeKind(models.TextChoices):
    """What can come of a search; labels follow "it was"."""

    INTERVIEW = "interview", "a job interview"
    OFFER = "offer", "an offer"
    REJECTION = "rejection", "a no"
    LANDED = "landed", "the job"
    CLOSED = "closed", "the end of a campaign"


NOTED = (OutcomeKind.INTERVIEW, OutcomeKind.OFFER, OutcomeKind.REJECTION)
"""What an organization said."""


class OutcomeQuerySet(OwnedQuerySet["Outcome"]):
    """Outcomes of one owner."""

    def for_rows(self) -> Self:
        """With where and what it was about."""
        return self.select_related("organization", "posting", "campaign")

    def with_counts(self) -> Self:
        """Annotate ``owed_count``, how many are owed the news, and ``open_count``, who is neither told nor let be."""
        waiting = Q(news__told_on=None, news__waived_on=None, news__isnull=False)
        return self.annotate(owed_count=Count("news"), open_count=Count("news", filter=waiting))

    def newest_first(self) -> Self:
        """As a list shows them."""
        return self.order_by("-happened_on", "-pk")


class Outcome(OwnedModel):
    """An interview got, an offer, a no, the job, the end of a campaign. ``outreach.news.noting`` writes it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=9, choices=OutcomeKind)
    organization = models.ForeignKey(
        "contacts.Organization", on_delete=models.SET_NULL, null=True, related_name="outcomes"
    )
    posting = models.ForeignKey("contacts.Posting", on_delete=models.SET_NULL, null=True, related_name="outcomes")
    """The posting it is about, one of that organization."""
    campaign = models.ForeignKey("outreach.Campaign", on_delete=models.SET_NULL, null=True, related_name="outcomes")
    """The campaign that is over."""
    landing = models.OneToOneField("outreach.Landing", on_delete=models.CASCADE, null=True, related_name="outcome")
    """The end of the search that the job was; it goes along when that is taken back."""
    role = models.CharField(max_length=200, blank=True)
    """What the work is called, where the posting does not say it."""
    happened_on = models.DateField()
    """The user's local date on which they knew."""
    note = models.TextField(blank=True)

    unscoped: ClassVar[OutcomeQuerySet] = OutcomeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=OutcomeKind.values), name="outreach_outcome_kind"),
            models.CheckConstraint(
                condition=Q(campaign=None) | Q(kind=OutcomeKind.CLOSED), name="outreach_outcome_of_campaign"
            ),
            models.CheckConstraint(
                condition=Q(kind=OutcomeKind.LANDED, landing__isnull=False)
                | (~Q(kind=OutcomeKind.LANDED) & Q(landing=None)),
                name="outreach_outcome_of_landing",
            ),
        )
        indexes = (models.Index(fields=["owner", "-happened_on"], name="outreach_outcomes_newest"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.happened_on}"

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> OutcomeQuerySet:
        """The outcomes of ``user``."""
        return cls.unscoped.owned_by(user)

    def get_absolute_url(self) -> str:
        """Its page, with everyone who is owed the news."""
        return addresses_of("outreach:outcome_detail")(self.pk)

    @property
    def place(self) -> str:
        """Where it was; blank for what was nowhere, or is deleted."""
        return self.organization.name if self.organization is not None else ""

    @property
    def what(self) -> str:
        """What the work is called; may be blank."""
        return self.role or (self.posting.title if self.posting is not None else "")


class NewsQuerySet(OwnedQuerySet["News"]):
    """News that one owner owes."""

    def for_rows(self) -> Self:
        """With the person, their face, and the outcome."""
        return self.select_related(
            "outcome__organization", "outcome__posting", "outcome__campaign",
            "contact__organization", "contact__photo",
        ).defer("contact__photo__image")  # fmt: skip

    def open(self) -> Self:
        """Those neither told nor let be."""
        return self.filter(told_on=None, waived_on=None)

    def reachable(self) -> Self:
        """Those of people who may be written to."""
        return self.filter(contact__is_archived=False, contact__do_not_contact=False)

    def with_newer(self) -> Self:
        """Annotate ``is_overtaken``: newer news of the same organization, or work found, says it all."""
        later = Q(outcome__happened_on__gt=OuterRef("outcome__happened_on")) | Q(
            outcome__happened_on=OuterRef("outcome__happened_on"), outcome__gt=OuterRef("outcome")
        )
        there = Q(outcome__organization=OuterRef("outcome__organization")) | Q(outcome__kind=OutcomeKind.LANDED)
        newer = News.unscoped.filter(later, there, contact=OuterRef("contact"))
        return self.annotate(is_overtaken=Exists(newer))

    def due(self) -> Self:
        """What is to be told now: open, to somebody who may be written to, and the newest of its organization."""
        return self.open().reachable().with_newer().filter(is_overtaken=False)

    def open_first(self) -> Self:
        """As a page lists them: whoever is still to be told, then the others, those who helped most first."""
        return self.order_by(F("told_on").asc(nulls_first=True), F("waived_on").asc(nulls_first=True), "pk")


class News(OwnedModel):
    """One person whom an outcome concerns: owed the news, told, or let be. ``outreach.news.owed`` moves it."""

    owner_path = "outcome__owner"

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="news")
    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="news_owed")
    why = models.TextField(blank=True)
    """What they did on the way there, a line each, the weightiest first; in words that stay true."""
    is_added = models.BooleanField(default=False)
    """Whether the user named them, and not what is on record."""
    due_on = models.DateField()
    """The user's local date from which it is due; a snooze moves it."""
    told_on = models.DateField(null=True)
    waived_on = models.DateField(null=True)
    """When the user said that they need not know."""
    interaction = models.OneToOneField(
        "contacts.Interaction", on_delete=models.SET_NULL, null=True, related_name="news"
    )
    """How they were told, as the person's timeline holds it."""
    is_line = models.BooleanField(default=False)
    """Whether that is a line which telling wrote, and taking it back takes along; a letter stays."""

    unscoped: ClassVar[NewsQuerySet] = NewsQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name_plural = "news"
        constraints = (
            models.UniqueConstraint(fields=["outcome", "contact"], name="outreach_news_once"),
            models.CheckConstraint(condition=Q(told_on=None) | Q(waived_on=None), name="outreach_news_told_or_waived"),
        )
        indexes = (
            models.Index(
                fields=["outcome", "due_on"], condition=Q(told_on=None, waived_on=None), name="outreach_news_open"
            ),
        )

    def __str__(self) -> str:
        return f"News of {self.outcome} for {self.contact}"

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> NewsQuerySet:
        """The news that ``user`` owes."""
        return cls.unscoped.owned_by(user)

    @property
    def is_open(self) -> bool:
        """Whether they are neither told nor let be."""
        return self.told_on is None and self.waived_on is None

    @property
    def whys(self) -> list[str]:
        """What they did, the weightiest first."""
        return self.why.splitlines()
