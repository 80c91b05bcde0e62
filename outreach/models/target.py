"""A contact in a campaign: why them, where it stands, what comes next."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat, Trim

from accounts.models import SearchState
from common.ownership import OwnedModel, OwnedQuerySet
from common.routes import addresses_of
from contacts.models import Contact, Direction, FollowUp, Interaction, InteractionKind, InteractionQuerySet
from outreach.models.ask import AskKind
from outreach.models.attempt import Attempt
from outreach.models.campaign import CampaignKind, Follows
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
        return self.for_rows().select_related("campaign__owner").prefetch_related("attempts").with_word().by_due()

    def asking(self) -> Self:
        """Those who are asked for something: whom an announcement tells is not (P09)."""
        return self.exclude(campaign__kind=CampaignKind.ANNOUNCEMENT)

    def reachable(self) -> Self:
        """In an open campaign, with someone who may be contacted."""
        return self.filter(campaign__closed_on=None, contact__is_archived=False, contact__do_not_contact=False)

    def live(self) -> Self:
        """Those with something going on."""
        return self.reachable().filter(state__in=LIVE)

    def of_searches(self) -> Self:
        """Without those of owners who have landed (P48)."""
        return self.exclude(campaign__owner__search_state=SearchState.LANDED)

    def pursued(self) -> Self:
        """Those with an attempt ahead, due or not; not who waits for a talking colleague (3B7), nor who was heard."""
        return self.reachable().filter(_is_pursued())

    def attempt_due(self, on: date) -> Self:
        """Those whose next attempt is due by local date ``on`` (P22)."""
        return self.pursued().filter(next_attempt_on__lte=on)

    def attempt_due_or_silent(self, on: date) -> Self:
        """Those with an attempt due by ``on``, and those whose silence lets somebody else there be asked (3B7).

        Of the silent, those where nobody of their organization is to be asked already or talking. Annotates
        ``known_there``: the name of somebody else the user knows there and has not asked in that campaign, or null.
        """
        is_due = _is_pursued() & Q(next_attempt_on__lte=on)
        name = Trim(Concat("first_name", Value(" "), "last_name"))
        others = Contact.unscoped.active().filter(organization=OuterRef("contact__organization"))
        asked = Target.unscoped.filter(campaign=OuterRef(OuterRef("campaign")), contact=OuterRef("pk"))
        known = others.filter(~Exists(asked.exclude(state=TargetState.IDEA))).order_by("pk").values(name=name)[:1]
        return (
            self.reachable()
            .filter(is_due | _is_silent_there())
            .annotate(known_there=Case(When(_takes_turns(), then=Subquery(known))))
        )

    def attempt_ahead_or_silent(self) -> Self:
        """Those of ``attempt_due_or_silent``, due or not."""
        return self.reachable().filter(_is_pursued() | _is_silent_there())

    def close_out_due(self, on: date) -> Self:
        """Those whose last attempt stayed unanswered for its gap by local date ``on`` (P22)."""
        return self.reachable().filter(state=TargetState.WAITING, close_out_on__lte=on).exclude(_is_heard())

    def talking(self, *, last_word_by: date = date.max) -> Self:
        """Those who answered, at the latest on local date ``last_word_by``, and with whom nothing is planned."""
        return self.reachable().filter(_is_talking(last_word_by))

    def waiting_for_user(self, *, last_word_by: date = date.max) -> Self:
        """Those ``talking``, and those who said something that is not noted as the answer yet, ``with_word``."""
        return self.reachable().filter(_is_talking(last_word_by) | _is_heard()).with_word()

    def with_word(self) -> Self:
        """Annotate ``word`` and ``word_on``, the key and local date of the first thing they said since the last attempt
        that is not noted yet, and ``newest_word``, the key of the last; null unless they are waited for.
        """  # fmt: skip
        said = _said_since()
        waiting = Q(state=TargetState.WAITING)
        first, newest = said.order_by("on", "pk"), said.order_by("-pk")
        return self.annotate(
            word=Case(When(waiting, then=Subquery(first.values("pk")[:1]))),
            word_on=Case(When(waiting, then=Subquery(first.values("on")[:1]))),
            newest_word=Case(When(waiting, then=Subquery(newest.values("pk")[:1]))),
        )

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


def _said_since() -> InteractionQuerySet:
    """What the person of an outer target said since its last attempt, apart from what is noted or waved off."""
    last = Attempt.unscoped.filter(target=OuterRef(OuterRef("pk")), number=OuterRef(OuterRef("attempts_made")))
    same_day_before = Q(made_on=OuterRef("on")) & (Q(interaction=None) | Q(interaction__lt=OuterRef("pk")))
    return Interaction.unscoped.filter(
        Exists(last.filter(Q(made_on__lt=OuterRef("on")) | same_day_before)),
        contact=OuterRef("contact"),
        direction__in=(Direction.INCOMING, Direction.MUTUAL),
        outreach_move=None,
        pk__gt=Coalesce(OuterRef("waved"), 0),
    ).exclude(kind=InteractionKind.TOUCH)


def _is_heard() -> Q:
    """Whether somebody who is waited for said something that is not noted yet."""
    return Q(state=TargetState.WAITING) & Q(Exists(_said_since()))


def _takes_turns() -> Q:
    """Whether it is one person at an organization at a time, and they are waited for (3B7)."""
    return Q(campaign__follows=Follows.THREE_B_SEVEN, state=TargetState.WAITING, contact__organization__isnull=False)


def _colleagues() -> TargetQuerySet:
    """Those of the same organization in the same campaign as an outer target, itself among them."""
    return Target.unscoped.filter(
        campaign=OuterRef("campaign"), contact__organization=OuterRef("contact__organization")
    )


def _is_pursued() -> Q:
    talking = _colleagues().filter(state__in=(TargetState.REPLIED, TargetState.MEETING))
    not_their_turn = Q(campaign__follows=Follows.THREE_B_SEVEN, state=TargetState.READY) & Q(Exists(talking))
    return Q(state__in=PURSUED, next_attempt_on__isnull=False) & ~not_their_turn & ~_is_heard()


def _is_silent_there() -> Q:
    busy = (
        _colleagues()
        .reachable()
        .filter(Q(state__in=(TargetState.READY, TargetState.REPLIED, TargetState.MEETING)) | _is_heard())
    )
    return _takes_turns() & ~_is_heard() & Q(~Exists(busy))


def _is_talking(last_word_by: date) -> Q:
    planned = FollowUp.unscoped.open().filter(contact=OuterRef("contact"))
    return Q(state=TargetState.REPLIED, moved_on__lte=last_word_by) & Q(~Exists(planned))


class Target(OwnedModel):
    """One person to reach in one campaign. Its state moves through ``outreach.pursuit`` alone."""

    owner_path = "campaign__owner"

    campaign = models.ForeignKey("outreach.Campaign", on_delete=models.CASCADE, related_name="targets")
    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="targets")
    reason = models.TextField("why them", blank=True, max_length=1000)
    wants_reason = models.BooleanField(default=True, editable=False)
    """Whether they need one before they are ready (P08): whom an announcement tells does not (P09)."""
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
    waved = models.ForeignKey(
        "contacts.Interaction", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    """Up to this one, says the user, nothing they said was an answer here."""
    next_before_turn = models.DateField(null=True, editable=False)
    """``next_attempt_on`` as it was before it waited for a colleague's turn (3B7)."""
    next_before_rest = models.DateField(null=True, editable=False)
    close_out_before_rest = models.DateField(null=True, editable=False)
    """Both dates as they were before a holiday of the user's moved them."""

    unscoped: ClassVar[TargetQuerySet] = TargetQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["campaign", "contact"], name="outreach_target_once"),
            models.CheckConstraint(condition=Q(state__in=TargetState.values), name="outreach_target_state"),
            models.CheckConstraint(
                condition=Q(state=TargetState.IDEA) | ~Q(reason="") | Q(wants_reason=False),
                name="outreach_target_has_reason",
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
