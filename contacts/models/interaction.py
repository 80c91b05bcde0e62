"""What happened between us."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Count, F, Min, Q
from django.db.models.functions import Cast

from common.ownership import OwnedModel, OwnedQuerySet


class InteractionKind(models.TextChoices):
    """How it happened."""

    EMAIL = "email", "e-mail"
    CALL = "call", "call"
    MESSAGE = "message", "message"
    MEETING = "meeting", "meeting"
    LETTER = "letter", "letter or card"
    TOUCH = "touch", "light touch"
    OTHER = "other", "something else"


class Direction(models.TextChoices):
    """Who turned to whom."""

    OUTGOING = "outgoing", "I reached out"
    INCOMING = "incoming", "they reached out"
    MUTUAL = "mutual", "both of us"


class InteractionQuerySet(OwnedQuerySet["Interaction"]):
    """Interactions of one owner."""

    def happened_by(self, on: date) -> Self:
        """Words between us on or before local date ``on``: future ones do not count yet, light touches never (P29)."""
        return self.exclude(kind=InteractionKind.TOUCH).filter(on__lte=on)

    def counting(self) -> Self:
        """The ones their contacts' cadence counts from; of two on one day both, in the order they were written down."""
        return self.filter(on=F("contact__last_interaction_on")).order_by("pk")

    def days_by_contact(self, *, since: date, until: date) -> dict[int, list[int]]:
        """By contact id, the days after ``since`` and up to ``until`` with a word between us, each once and in order.

        A day is an ordinal of the calendar (``date.toordinal``): there may be a hundred thousand. One query.
        """
        # As text, so that SQLite's days are not made dates one by one: there are few different ones.
        rows = self.happened_by(until).filter(on__gt=since).order_by("contact", "on")
        ordinals: dict[str, int] = {}
        found: dict[int, list[int]] = {}
        for contact_id, day in rows.values_list("contact", Cast("on", models.CharField())):
            ordinal = ordinals.get(day)
            if ordinal is None:
                ordinal = ordinals[day] = date.fromisoformat(day).toordinal()
            days = found.setdefault(contact_id, [])
            if not days or days[-1] != ordinal:
                days.append(ordinal)
        return found

    def first_days(self) -> dict[int, date]:
        """By contact id, the day of the first one with them; one query."""
        return dict(self.order_by().values_list("contact").annotate(first_on=Min("on")))

    def count_exchanges(self) -> dict[str, int]:
        """``gave`` and ``received``: in how many of them the user gave or got something (P28)."""
        return self.order_by().aggregate(
            gave=Count("pk", filter=~Q(gave="")), received=Count("pk", filter=~Q(received=""))
        )

    def went_both_ways(self) -> bool:
        """Whether words went to and fro: they turned to each other once, or each to the other (P26); one query."""
        ways = set(self.order_by().values_list("direction", flat=True).distinct())
        return Direction.MUTUAL in ways or {Direction.INCOMING, Direction.OUTGOING} <= ways

    def exchanges_by_contact(self) -> models.QuerySet["Interaction", tuple[int, int, int]]:
        """Per contact with whom something went to or fro: their id, how often given, how often got (P28)."""
        return (
            self.exclude(gave="", received="")
            .order_by()
            .values_list("contact")
            .annotate(
                given=Count("pk", filter=~Q(gave="")),
                got=Count("pk", filter=~Q(received="")),
            )
        )

    def with_event_name(self) -> Self:
        """Annotate ``event_name``: of the event where it happened (P13), or ``None``."""
        return self.annotate(event_name=F("event__name"))

    def newest_first(self) -> Self:
        """As a timeline shows them."""
        return self.order_by("-on", "-pk")


class Interaction(OwnedModel):
    """One touch, on the user's local date ``on``."""

    owner_path = "contact__owner"

    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="interactions")
    kind = models.CharField(max_length=8, choices=InteractionKind, default=InteractionKind.EMAIL)
    direction = models.CharField(max_length=8, choices=Direction, default=Direction.OUTGOING)
    on = models.DateField("when")
    summary = models.TextField("what it was about", blank=True)
    gave = models.CharField("what I gave", max_length=200, blank=True)
    """A word for it: "the article on robots", "a name at Nordlys". Blank for nothing (P28)."""
    received = models.CharField("what I got", max_length=200, blank=True)
    source_key = models.CharField(max_length=64, blank=True, editable=False)
    """What a file, or a page on a bad line, calls it, so that the same brought again is known; blank for others."""
    event = models.ForeignKey(
        "contacts.Event", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="interactions"
    )
    """Where it happened, for people met at an event (P13)."""
    created_at = models.DateTimeField(auto_now_add=True)

    unscoped: ClassVar[InteractionQuerySet] = InteractionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["contact", "source_key"], condition=~Q(source_key=""), name="contacts_interaction_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=InteractionKind.values), name="contacts_interaction_kind"),
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="contacts_interaction_direction"),
        )
        indexes = (models.Index(fields=["contact", "-on", "kind"], name="contacts_timeline"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.on}"

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> InteractionQuerySet:
        """The interactions of ``user``."""
        return cls.unscoped.owned_by(user)
