"""An informational interview: twenty minutes with someone busy."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar, Self
from urllib.parse import urlsplit
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from common.ownership import OwnedModel, OwnedQuerySet
from common.routes import addresses_of
from interviews.models.interview_question import InterviewQuestion
from interviews.models.looking_back import Interrupted, Mood, SpokeMore


class InterviewState(models.TextChoices):
    """What became of it; a moved one is *scheduled* again, with the move in its history."""

    SCHEDULED = "scheduled", "scheduled"
    HELD = "held", "held"
    CANCELLED = "cancelled", "cancelled"
    NO_SHOW = "no_show", "they did not come"


class Medium(models.TextChoices):
    """Where it takes place."""

    VIDEO = "video", "video call"
    PHONE = "phone", "phone"
    IN_PERSON = "in_person", "in person"

    @property
    def as_ending(self) -> str:
        """The medium as a sentence ends with it: "by video"."""
        return {Medium.VIDEO: "by video", Medium.PHONE: "by phone", Medium.IN_PERSON: "in person"}[self]


def new_uid() -> str:
    """A name for an interview in every calendar of the world (RFC 7986, 5.3)."""
    return str(uuid4())


PREPARED_TEXTS = (
    "homework",
    "organization_homework",
    "goals",
    "agenda",
    "who_i_am",
    "who_referred_me",
    "why_you",
)
"""What is written before the talk."""


class InterviewQuerySet(OwnedQuerySet["Interview"]):
    """Interviews of one owner."""

    def for_rows(self) -> Self:
        """With the person that a row shows, and their face."""
        return self.select_related("contact__organization", "contact__photo").defer("contact__photo__image")

    def without_texts(self) -> Self:
        """Without the long texts: 500 KB of notes do not belong in a row."""
        return self.defer(*PREPARED_TEXTS, "notes")

    def for_preparing(self) -> Self:
        """As ``for_rows``, with who owns and who led to the person: what the framing card is filled from (P34)."""
        return self.for_rows().select_related(
            "contact__owner", "contact__introduced_by", "introduction", "target__campaign"
        )

    def for_lists(self) -> Self:
        """As ``for_rows``, without the long texts."""
        return self.for_rows().without_texts()

    def scheduled(self) -> Self:
        """Those still to happen, or that happened without a word about it yet."""
        return self.filter(state=InterviewState.SCHEDULED)

    def ahead(self, now: datetime) -> Self:
        """Scheduled ones that start at the moment ``now`` or later, soonest first."""
        return self.scheduled().filter(starts_at__gte=now).order_by("starts_at")

    def owed_thanks(self) -> Self:
        """Held ones not thanked for yet (P39), the longest waiting first."""
        return self.filter(state=InterviewState.HELD, thanked_at=None).order_by("held_on", "pk")

    def unsettled(self) -> Self:
        """Those with something left to do: scheduled, or held and not thanked for."""
        return self.filter(Q(state=InterviewState.SCHEDULED) | Q(state=InterviewState.HELD, thanked_at=None))

    def past(self) -> Self:
        """Those with nothing left to do: held and thanked for, cancelled, or not come to; newest first."""
        closed = Q(state__in=[InterviewState.CANCELLED, InterviewState.NO_SHOW])
        return self.filter(closed | Q(state=InterviewState.HELD, thanked_at__isnull=False)).order_by(
            "-starts_at", "-pk"
        )


class Interview(OwnedModel):
    """One conversation with a contact, from homework to thanks."""

    owner_path = "contact__owner"

    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="interviews")
    target = models.ForeignKey(
        "outreach.Target", on_delete=models.SET_NULL, null=True, blank=True, related_name="interviews"
    )
    introduction = models.ForeignKey(
        "outreach.Introduction", on_delete=models.SET_NULL, null=True, editable=False, related_name="interviews"
    )
    """Who led there, where that was said when it was planned."""
    starts_at = models.DateTimeField("when")
    minutes = models.PositiveSmallIntegerField(
        default=20,
        validators=[MinValueValidator(5), MaxValueValidator(240)],
        help_text="Ask for 20; never more than 30.",
    )
    why_long = models.CharField("why it needs more than 30 minutes", max_length=300, blank=True)
    timezone = models.CharField("their timezone", max_length=63, blank=True)
    """The IANA name of where they are that day; blank for the user's own, or where nobody said."""
    medium = models.CharField(max_length=10, choices=Medium, default=Medium.VIDEO)
    place = models.CharField("place or link", max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=InterviewState, default=InterviewState.SCHEDULED, editable=False)
    agreed_on = models.DateField(null=True, editable=False)
    """The user's local date on which its time was agreed on; null where nobody knows any more."""
    confirmed_for = models.DateTimeField(null=True, editable=False)
    """The start that was confirmed: a move leaves it behind, and taking the move back finds it again."""
    uid = models.CharField(max_length=64, default=new_uid, editable=False)
    """What calendars know it by, for its whole life. Not unique here: an account brought back twice has it twice."""
    sequence = models.PositiveIntegerField(default=0, editable=False)
    """Rises with every change that its calendar entry has to follow (RFC 5545, 3.8.7.4)."""
    homework = models.TextField(blank=True)
    """What the user found out about them, so that they need not ask it (P32)."""
    organization_homework = models.TextField("homework on the organization", blank=True)
    """What they found out about where they work."""
    goals = models.TextField("what you hope to learn", blank=True)
    agenda = models.TextField(blank=True)
    """How the time could go, loosely (P33)."""
    who_i_am = models.TextField(blank=True)
    who_referred_me = models.TextField(blank=True)
    why_you = models.TextField(blank=True)
    is_framed = models.BooleanField(default=False, editable=False)
    """Whether the user made the three above theirs; until then pages show what is known (P34)."""
    prepared_at = models.DateTimeField(null=True, editable=False)
    notes = models.TextField(blank=True)
    notes_version = models.PositiveIntegerField(default=0, editable=False)
    """Rises with every save of ``notes``, so that two devices never overwrite each other."""
    notes_editor = models.CharField(max_length=40, blank=True, editable=False)
    """The open page that saved last, by the random name it gave itself; see ``interviews.notes``."""
    notes_base = models.PositiveIntegerField(default=0, editable=False)
    """The version which that page set out from."""
    notes_edit = models.PositiveIntegerField(default=0, editable=False)
    """The running number of that page's save, so that one arriving late cannot undo a later one."""
    held_on = models.DateField(null=True, editable=False)
    """The user's local date on which it was held."""
    interaction = models.OneToOneField(
        "contacts.Interaction", on_delete=models.SET_NULL, null=True, editable=False, related_name="interview"
    )
    thanked_at = models.DateTimeField(null=True, editable=False)
    thanks = models.OneToOneField(
        "contacts.Interaction", on_delete=models.SET_NULL, null=True, editable=False, related_name="thanks_for"
    )
    """The interaction that thanking was."""
    thanks_subject = models.CharField(max_length=200, blank=True)
    thanks_body = models.TextField(blank=True)
    """The thank-you as far as the user wrote it themselves; blank while it is what Rapport proposes."""
    wrapped_up_at = models.DateTimeField(null=True, editable=False)
    """When it was first said what came of it; see ``interviews.wrapping_up``."""
    spoke_more = models.CharField(max_length=5, choices=SpokeMore, blank=True)
    interrupted = models.CharField(max_length=5, choices=Interrupted, blank=True)
    mood_before = models.PositiveSmallIntegerField(choices=Mood, null=True, blank=True)
    mood_after = models.PositiveSmallIntegerField(choices=Mood, null=True, blank=True)
    keep_in_mind = models.BooleanField(null=True, blank=True)
    """Whether they offered to keep the user in mind (P39); null for not said."""
    named = models.ManyToManyField("contacts.Contact", blank=True, related_name="named_in")
    """Those whose names they gave (P37)."""
    things = models.ManyToManyField("contacts.FollowUp", blank=True, related_name="interviews")
    """What the user set out to do after it: things to look into, and writing to those named."""
    next_touch = models.ForeignKey(
        "contacts.FollowUp", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    """The follow-up that says when to be in touch again."""
    snoozed_until = models.DateField(null=True, editable=False)
    """Reminders about this interview rest until that local date; any change of state wakes them."""
    confirmation_snoozed_until = models.DateField(null=True, editable=False)
    """As ``snoozed_until``, for confirming it, which must not rest because preparing does."""
    created_at = models.DateTimeField(auto_now_add=True)

    former_columns: ClassVar[tuple[str, ...]] = ("questions",)

    unscoped: ClassVar[InterviewQuerySet] = InterviewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=InterviewState.values), name="interviews_state"),
            models.CheckConstraint(condition=Q(medium__in=Medium.values), name="interviews_medium"),
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=240), name="interviews_minutes"),
            models.CheckConstraint(
                condition=~Q(state=InterviewState.HELD) | Q(held_on__isnull=False), name="interviews_held_when"
            ),
            models.CheckConstraint(
                condition=Q(spoke_more__in=["", *SpokeMore.values], interrupted__in=["", *Interrupted.values]),
                name="interviews_listening",
            ),
            models.CheckConstraint(
                condition=(Q(mood_before=None) | Q(mood_before__in=Mood.values))
                & (Q(mood_after=None) | Q(mood_after__in=Mood.values)),
                name="interviews_moods",
            ),
        )
        indexes = (
            models.Index(fields=["contact", "-starts_at"], name="interviews_by_contact"),
            models.Index(fields=["state", "starts_at"], name="interviews_due"),
        )

    def __str__(self) -> str:
        return f"Interview with {self.contact}"

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> InterviewQuerySet:
        """The interviews of ``user``."""
        return cls.unscoped.owned_by(user)

    def get_absolute_url(self) -> str:
        """Its page."""
        return addresses_of("interviews:detail")(self.pk)

    @property
    def ends_at(self) -> datetime:
        """The moment the promised minutes are over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def place_link(self) -> str:
        """``place`` when a click may open it, which is http(s) alone; else empty."""
        try:
            parts = urlsplit(self.place.strip())
        except ValueError:
            return ""
        return self.place.strip() if parts.scheme in {"http", "https"} and parts.hostname else ""

    @property
    def by_medium(self) -> str:
        """The medium as a sentence ends with it: "by video"."""
        return Medium(self.medium).as_ending

    @property
    def is_scheduled(self) -> bool:
        """Whether nothing has been said about it yet."""
        return self.state == InterviewState.SCHEDULED

    @property
    def is_confirmed(self) -> bool:
        """Whether the time that it has now was confirmed."""
        return self.confirmed_for == self.starts_at

    @property
    def goes_into_calendars(self) -> bool:
        """Whether a calendar has anything to follow: it is to come, or was called off."""
        return self.state in (InterviewState.SCHEDULED, InterviewState.CANCELLED)

    @property
    def is_held(self) -> bool:
        """Whether it took place."""
        return self.state == InterviewState.HELD

    @property
    def owes_thanks(self) -> bool:
        """Whether it took place and nobody was thanked for it yet (P39)."""
        return self.is_held and self.thanked_at is None

    @property
    def has_preparation(self) -> bool:
        """Whether anything was written before it."""
        return any(getattr(self, name) for name in PREPARED_TEXTS)

    def rows_of_former(self, said: Mapping[str, str]) -> list[InterviewQuestion]:
        """The questions that were once typed one a line."""
        lines = [line.strip() for line in said["questions"].splitlines() if line.strip()]
        return [InterviewQuestion(interview=self, text=line, position=place) for place, line in enumerate(lines)]

    def is_over(self, now: datetime) -> bool:
        """Whether its time has passed at the moment ``now``, held or not."""
        return self.ends_at <= now
