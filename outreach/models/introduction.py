"""One person leading the user to another: asked, agreed, made, met, told (P27, P42)."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import F, Q

from common.ownership import OwnedModel, OwnedQuerySet
from common.routes import addresses_of


class IntroductionState(models.TextChoices):
    """Where it stands; what may follow what is in ``outreach.introducing.steps``."""

    IDEA = "idea", "not asked yet"
    ASKED = "asked", "asked"
    AGREED = "agreed", "agreed"
    MADE = "made", "introduced"
    MET = "met", "met"
    TOLD = "told", "told how it went"
    DECLINED = "declined", "declined"
    RESTED = "rested", "let rest"


class StepKind(models.TextChoices):
    """What can happen to it. Labels follow "you can"."""

    ASKED = "asked", "note that you asked"
    NUDGED = "nudged", "nudge"
    AGREED = "agreed", "note that they agreed"
    OPTED_IN = "opted_in", "note that the other one said yes"
    MADE = "made", "note that you were introduced"
    THANKED = "thanked", "say thanks"
    MET = "met", "note that you met"
    TOLD = "told", "tell how it went"
    DECLINED = "declined", "note that they would rather not"
    RESTED = "rested", "let it rest"


AWAITED = (IntroductionState.ASKED, IntroductionState.AGREED)
"""It is the connector's turn."""
OPEN = (IntroductionState.IDEA, *AWAITED, IntroductionState.MADE, IntroductionState.MET)
"""Something is left to do."""
MOST_NUDGES = 2
"""After so many the connector is left in peace."""

_SINCE = {
    IntroductionState.ASKED: "asked_on",
    IntroductionState.AGREED: "agreed_on",
    IntroductionState.MADE: "made_on",
    IntroductionState.MET: "met_on",
    IntroductionState.TOLD: "told_on",
    IntroductionState.DECLINED: "closed_on",
    IntroductionState.RESTED: "closed_on",
}
"""The date that each state has to have."""


_SOMEONE = frozenset({"A", "An", "Any", "Anybody", "Anyone", "Somebody", "Someone", "The", "Their", "Whoever"})
"""What begins a wish that is no name."""


class IntroductionQuerySet(OwnedQuerySet["Introduction"]):
    """Introductions of one owner."""

    def for_rows(self) -> Self:
        """With both people, their work and faces, which a row shows."""
        return self.select_related(
            "connector__organization", "connector__photo", "whom__organization", "whom__photo", "campaign"
        ).defer("connector__photo__image", "whom__photo__image")

    def open(self) -> Self:
        """Those with something left to do."""
        return self.filter(state__in=OPEN)

    def closed(self) -> Self:
        """Those where nothing is left to do."""
        return self.exclude(state__in=OPEN)

    def reachable(self) -> Self:
        """Those with a connector who may be written to, about someone who may be, too."""
        who = Q(whom=None) | Q(whom__is_archived=False, whom__do_not_contact=False)
        return self.filter(who, connector__is_archived=False, connector__do_not_contact=False)

    def about(self, contact_id: int) -> Self:
        """Those that ``contact_id`` makes, or is led to by."""
        return self.filter(Q(connector=contact_id) | Q(whom=contact_id))

    def newest_first(self) -> Self:
        """What moved last comes first."""
        return self.order_by("-moved_on", "-pk")

    def unsettled(self, *, silent_since: date, on: date) -> Self:
        """Those that may want something of the user by ``on``; the connector silent since ``silent_since`` or before.

        Roughly: the caller counts business days, which the database cannot.
        """
        awake = Q(snoozed_until=None) | Q(snoozed_until__lte=on)
        silent = (
            Q(state__in=AWAITED)
            & (Q(asked_on=None) | Q(asked_on__lte=silent_since))
            & (Q(nudged_on=None) | Q(nudged_on__lte=silent_since))
            & (Q(agreed_on=None) | Q(agreed_on__lte=silent_since))
        )
        unthanked = Q(state=IntroductionState.MADE, thanked_on=None, made_on__lte=on)
        untold = Q(state=IntroductionState.MET, met_on__lte=on)
        unasked = Q(state=IntroductionState.IDEA, noted_on__lte=on)
        return self.reachable().filter(awake, silent | unthanked | untold | unasked)


class Introduction(OwnedModel):
    """``connector`` leads the user to ``whom``. Its state moves through ``outreach.introducing.steps`` alone.

    Names are kept beside both people, so that what happened stays told when one of them is deleted.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    connector = models.ForeignKey(
        "contacts.Contact", on_delete=models.SET_NULL, null=True, related_name="introductions_made"
    )
    connector_name = models.CharField(max_length=250)
    whom = models.ForeignKey(
        "contacts.Contact", on_delete=models.SET_NULL, null=True, blank=True, related_name="introductions_to"
    )
    wish = models.CharField("whom you would like to meet", max_length=250)
    """Their name, or what is known of them: "someone in data at Acme"."""
    why = models.TextField("why them", max_length=1000, blank=True)
    lines = models.TextField("lines to pass on", max_length=3000, blank=True)
    """What the connector can forward as it stands."""
    campaign = models.ForeignKey(
        "outreach.Campaign", on_delete=models.SET_NULL, null=True, blank=True, related_name="introductions"
    )
    """Where ``whom`` becomes a target once the introduction is made."""
    target = models.ForeignKey(
        "outreach.Target", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    """The target that it led to."""
    state = models.CharField(max_length=8, choices=IntroductionState, default=IntroductionState.IDEA, editable=False)
    is_inferred = models.BooleanField(default=False, editable=False)
    """Whether nobody asked for it: a talk took place with someone whom the connector had led to."""
    step_count = models.PositiveSmallIntegerField(default=0, editable=False)
    """How many steps were taken: what a page saw when it was opened."""
    nudge_count = models.PositiveSmallIntegerField(default=0, editable=False)
    noted_on = models.DateField(editable=False)
    """The user's local date on which they thought of it."""
    asked_on = models.DateField(null=True, editable=False)
    nudged_on = models.DateField(null=True, editable=False)
    agreed_on = models.DateField(null=True, editable=False)
    opted_in_on = models.DateField(null=True, editable=False)
    """When ``whom`` said yes before names were exchanged (double opt-in)."""
    made_on = models.DateField(null=True, editable=False)
    thanked_on = models.DateField(null=True, editable=False)
    met_on = models.DateField(null=True, editable=False)
    told_on = models.DateField(null=True, editable=False)
    closed_on = models.DateField(null=True, editable=False)
    moved_on = models.DateField(editable=False)
    """Local date of the last step."""
    snoozed_until = models.DateField(null=True, editable=False)

    unscoped: ClassVar[IntroductionQuerySet] = IntroductionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=IntroductionState.values), name="outreach_introduction_state"),
            models.CheckConstraint(condition=~Q(wish="") & ~Q(connector_name=""), name="outreach_introduction_named"),
            models.CheckConstraint(
                condition=Q(connector=None) | Q(whom=None) | ~Q(connector=F("whom")),
                name="outreach_introduction_of_two",
            ),
            *(
                models.CheckConstraint(
                    condition=~Q(state=state) | Q(**{f"{column}__isnull": False}),
                    name=f"outreach_introduction_{state.value}",
                )
                for state, column in _SINCE.items()
            ),
        )
        indexes = (models.Index(fields=["owner", "state"], name="outreach_introductions"),)

    def __str__(self) -> str:
        return f"{self.connector_name} to {self.wish}"

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> IntroductionQuerySet:
        """The introductions of ``user``."""
        return cls.unscoped.owned_by(user)

    def get_absolute_url(self) -> str:
        """Its page."""
        return addresses_of("outreach:introduction_detail")(self.pk)

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.state in OPEN

    @property
    def last_word_on(self) -> date:
        """When the two last spoke of it."""
        return max(filter(None, (self.asked_on, self.nudged_on, self.agreed_on)), default=self.noted_on)

    @property
    def connector_first_name(self) -> str:
        """How one calls the connector."""
        return self.connector.first_name if self.connector else self.connector_name

    @property
    def whom_short(self) -> str:
        """Whom it leads to, as a sentence says it: "Tobias", "someone in data at Acme"."""
        if self.whom is not None:
            return self.whom.first_name
        first, _, rest = self.wish.partition(" ")
        return f"{first.lower()} {rest}" if first in _SOMEONE else self.wish


class IntroductionStep(OwnedModel):
    """One thing that happened to it. The ``…_before`` columns are what *undo* puts back."""

    owner_path = "introduction__owner"

    introduction = models.ForeignKey("outreach.Introduction", on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=8, choices=StepKind)
    happened_on = models.DateField()
    """The user's local date on which it happened, which may be earlier than the day it was written down."""
    note = models.TextField(blank=True)
    interaction = models.OneToOneField(
        "contacts.Interaction", on_delete=models.SET_NULL, null=True, related_name="introduction_step"
    )
    """What was written or said, as the person's timeline holds it."""
    state = models.CharField(max_length=8, choices=IntroductionState)
    state_before = models.CharField(max_length=8, choices=IntroductionState)
    day_before = models.DateField(null=True)
    """What stood in the column of its kind."""
    moved_before = models.DateField()
    named = models.BooleanField(default=False)
    """Whether it said who the wish was."""
    led = models.BooleanField(default=False)
    """Whether it made the connector the one who led to them."""
    introducer_before = models.ForeignKey("contacts.Contact", on_delete=models.SET_NULL, null=True, related_name="+")
    """Who was it before, then."""

    unscoped: ClassVar[OwnedQuerySet["IntroductionStep"]] = OwnedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=StepKind.values), name="outreach_introduction_step_kind"),
            models.CheckConstraint(
                condition=Q(state__in=IntroductionState.values, state_before__in=IntroductionState.values),
                name="outreach_introduction_step_states",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.happened_on}"
