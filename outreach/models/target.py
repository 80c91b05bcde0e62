"""A contact in a campaign: why them, where it stands, what comes next."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from common.ownership import OwnedModel, OwnedQuerySet
from common.routes import addresses_of
from contacts.models import FollowUp
from outreach.models.ask import AskKind
from outreach.models.attempt import Attempt
from outreach.models.campaign import Follows
from outreach.models.pace import USUAL_CAP, Pace


class TargetState(models.TextChoices):
    """Where it stands (P08, P22–P24); what may follow what is in ``outreach.pursuit``."""

    IDEA = "idea", "needs a reason"
    READY = "ready", "ready to write"
    WAITING = "waiting", "reached out"
    REPLIED = "replied", "talking"
    MEETING = "meeting", "meeting agreed"
    NOT_NOW = "not_now", "not now"
    DECLINED = "declined", "declined"
    WRONG_PERSON = "wrong_person", "someone else is better"
    NO_REPLY = "no_reply", "no reply"
    DONE = "done", "done"


PURSUED = (TargetState.READY, TargetState.WAITING)
"""The attempts go on."""
LIVE = (*PURSUED, TargetState.REPLIED, TargetState.MEETING)
"""Something is going on, so cadence does not suggest them."""
CLOSED = (TargetState.DECLINED, TargetState.WRONG_PERSON, TargetState.NO_REPLY, TargetState.DONE)
"""Nothing goes on any more; each is an outcome of its own (P23)."""
REVISITED = (TargetState.NOT_NOW, TargetState.NO_REPLY)
"""May carry a date to come back on."""


class TargetQuerySet(OwnedQuerySet["Target"]):
    """Targets of one owner."""

    def for_rows(self) -> Self:
        """With the person, the campaign and its policy, which a row shows; their face, too."""
        people = self.select_related("contact__organization", "campaign__own_policy", "contact__photo")
        return people.defer("contact__photo__image")

    def for_board(self) -> Self:
        """With all that a card shows, soonest due first, in two queries."""
        return self.for_rows().select_related("campaign__owner").prefetch_related("attempts").by_due()

    def reachable(self) -> Self:
        """In an open campaign, with someone who may be contacted."""
        return self.filter(campaign__closed_on=None, contact__is_archived=False, contact__do_not_contact=False)

    def live(self) -> Self:
        """Those with something going on."""
        return self.reachable().filter(state__in=LIVE)

    def pursued(self) -> Self:
        """Those with an attempt ahead, due or not; who has to wait for a talking colleague (3B7) has not."""
        talking = Target.unscoped.filter(
            campaign=OuterRef("campaign"),
            contact__organization=OuterRef("contact__organization"),
            state__in=(TargetState.REPLIED, TargetState.MEETING),
        )
        not_their_turn = Q(campaign__follows=Follows.THREE_B_SEVEN, state=TargetState.READY) & Exists(talking)
        return self.reachable().filter(state__in=PURSUED, next_attempt_on__isnull=False).exclude(not_their_turn)

    def attempt_due(self, on: date) -> Self:
        """Those whose next attempt is due by local date ``on`` (P22)."""
        return self.pursued().filter(next_attempt_on__lte=on)

    def close_out_due(self, on: date) -> Self:
        """Those whose last attempt stayed unanswered for its gap by local date ``on`` (P22)."""
        return self.reachable().filter(state=TargetState.WAITING, close_out_on__lte=on)

    def talking(self, *, last_word_by: date = date.max) -> Self:
        """Those who answered, at the latest on local date ``last_word_by``, and with whom nothing is planned."""
        planned = FollowUp.unscoped.open().filter(contact=OuterRef("contact"))
        rows = self.reachable().filter(state=TargetState.REPLIED, moved_on__lte=last_word_by)
        return rows.filter(~Exists(planned))

    def put_off(self) -> Self:
        """Those with a date to come back on, reached or not."""
        return self.reachable().filter(state__in=REVISITED, revisit_on__isnull=False)

    def revisit_due(self, on: date) -> Self:
        """Put-off and unanswered ones whose date to come back is reached by local date ``on`` (P24)."""
        return self.put_off().filter(revisit_on__lte=on)

    def with_last_attempt(self) -> Self:
        """Annotate ``last_channel`` and ``last_made_on``, null when nothing was tried yet."""
        last = Attempt.unscoped.filter(target=OuterRef("pk")).order_by("-number")
        return self.annotate(
            last_channel=Subquery(last.values("channel")[:1]), last_made_on=Subquery(last.values("made_on")[:1])
        )

    def with_pace(self, on: date) -> Self:
        """Annotate the owner's pace on ``on``: ``cap`` and ``made_today``, ``rests_from`` and ``rests_until`` (P25)."""
        pace = Pace.unscoped.filter(owner=OuterRef("campaign__owner"))
        made = Attempt.unscoped.filter(target__campaign__owner=OuterRef("campaign__owner"), made_on=on).order_by()
        counted = made.values("target__campaign__owner").annotate(count=Count("pk")).values("count")
        return self.annotate(
            cap=Coalesce(Subquery(pace.values("attempts_a_day")[:1]), USUAL_CAP),
            made_today=Coalesce(Subquery(counted), 0),
            rests_from=Subquery(pace.values("away_from")[:1]),
            rests_until=Subquery(pace.values("away_until")[:1]),
        )

    def by_due(self) -> Self:
        """What is due soonest first, then what has no date, then what is closed."""
        due = Coalesce("next_attempt_on", "close_out_on", "revisit_on")
        is_closed = Case(When(state__in=CLOSED, then=Value(1)), default=Value(0))
        return self.order_by(due.asc(nulls_last=True), is_closed, "-moved_on", "pk")


class Target(OwnedModel):
    """One person to reach in one campaign. Its state moves through ``outreach.pursuit`` alone."""

    owner_path = "campaign__owner"

    campaign = models.ForeignKey("outreach.Campaign", on_delete=models.CASCADE, related_name="targets")
    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="targets")
    reason = models.TextField("why them", blank=True, max_length=1000)
    ask_kind = models.CharField("what you ask for", max_length=12, choices=AskKind, default=AskKind.ADVICE)
    state = models.CharField(max_length=12, choices=TargetState, default=TargetState.IDEA, editable=False)
    attempts_made = models.PositiveSmallIntegerField(default=0, editable=False)
    """All attempts ever; the last one's number."""
    attempts_before = models.PositiveSmallIntegerField(default=0, editable=False)
    """Attempts of earlier rounds: one taken up again after an answer, or after the whole policy, starts afresh."""
    next_attempt_on = models.DateField(null=True, editable=False)
    close_out_on = models.DateField(null=True, editable=False)
    revisit_on = models.DateField(null=True, blank=True)
    away_until = models.DateField(null=True, editable=False)
    """The local date on which they are back from being out of office; past ones say nothing any more."""
    moved_on = models.DateField(editable=False)
    """Local date of the last change of state."""

    unscoped: ClassVar[TargetQuerySet] = TargetQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["campaign", "contact"], name="outreach_target_once"),
            models.CheckConstraint(condition=Q(state__in=TargetState.values), name="outreach_target_state"),
            models.CheckConstraint(
                condition=Q(state=TargetState.IDEA) | ~Q(reason=""), name="outreach_target_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state=TargetState.NOT_NOW) | Q(revisit_on__isnull=False), name="outreach_target_revisit"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=PURSUED) | Q(next_attempt_on__isnull=False) | Q(close_out_on__isnull=False),
                name="outreach_target_not_forgotten",
            ),
            models.CheckConstraint(
                condition=Q(attempts_before__lte=F("attempts_made")), name="outreach_target_attempts_before"
            ),
        )
        indexes = (
            models.Index(fields=["campaign", "state"], name="outreach_board"),
            models.Index(fields=["next_attempt_on"], name="outreach_attempts_due"),
        )

    def __str__(self) -> str:
        return f"{self.contact} in {self.campaign}"

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> TargetQuerySet:
        """The targets of ``user``."""
        return cls.unscoped.owned_by(user)

    def get_absolute_url(self) -> str:
        """Its page."""
        return addresses_of("outreach:target_detail")(self.pk)

    @property
    def attempts_this_round(self) -> int:
        """How many steps of the policy are behind it."""
        return self.attempts_made - self.attempts_before

    @property
    def due_on(self) -> date | None:
        """The local date on which it wants the user next; ``None`` when nothing is dated."""
        return self.next_attempt_on or self.close_out_on or self.revisit_on
