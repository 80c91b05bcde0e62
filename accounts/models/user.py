"""The person looking for work."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import holidays
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.timezone import now as current_moment

from common.dates import local_date, next_local_moment, zone_names


def validate_time_zone(name: str) -> None:
    """Accept IANA names alone; raises ``ValidationError``."""
    if name not in zone_names():
        raise ValidationError(f"“{name}” is not a timezone. Pick one like Europe/Lisbon.")


def validate_country(code: str) -> None:
    """Accept the ISO 3166 alpha-2 codes whose holidays are known; raises ``ValidationError``."""
    if code not in holidays.list_supported_countries():
        raise ValidationError(f"No holidays are known for “{code}”.")


class SearchState(models.TextChoices):
    """Whether they look for work; what follows from it is in docs/adr/0027-search-states.md."""

    SEARCHING = "searching", "searching"
    PAUSED = "paused", "paused"
    LANDED = "landed", "landed"


class UserManager(BaseUserManager["User"]):
    """Makes users from an e-mail address; ``createsuperuser`` uses it."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Save and return a user. Raises ``ValueError`` without an address, ``IntegrityError`` if it is taken."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Save and return a user who may administer accounts."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find by e-mail, whatever its case."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """Someone searching, who signs in with an e-mail address."""

    email = models.EmailField("e-mail", unique=True)
    name = models.CharField("your name", max_length=150, blank=True)
    timezone = models.CharField(max_length=64, default="UTC", validators=[validate_time_zone])
    country = models.CharField(
        max_length=2,
        default="US",
        validators=[validate_country],
        help_text="Its public holidays are not business days.",
    )
    digest_hour = models.PositiveSmallIntegerField(default=7, validators=[MinValueValidator(0), MaxValueValidator(23)])
    digest_days = models.CharField(
        max_length=7, default="1234567", blank=True, validators=[RegexValidator(r"^[1-7]*$")]
    )
    """ISO weekdays as digits, Monday 1 to Sunday 7; empty means no digest."""
    next_digest_at = models.DateTimeField(null=True, editable=False)
    digest_cap = models.PositiveSmallIntegerField(
        "people in one digest", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    """How many people one digest names at most; null for as many as Today shows."""
    digest_leaves_out = models.CharField(max_length=500, blank=True)
    """Kinds of reminders that no digest carries, by name with commas between; a kind to come is carried."""
    review_day = models.CharField(max_length=1, blank=True, validators=[RegexValidator(r"^[1-7]?$")])
    """ISO weekday of the weekly review; blank means none."""
    review_hour = models.PositiveSmallIntegerField(default=17, validators=[MinValueValidator(0), MaxValueValidator(23)])
    next_review_at = models.DateTimeField(null=True, editable=False)
    wants_briefs = models.BooleanField(default=True)
    """Whether a letter comes on the evening before an interview (P33)."""
    brief_hour = models.PositiveSmallIntegerField(default=18, validators=[MinValueValidator(0), MaxValueValidator(23)])
    quiet_on_holiday = models.BooleanField(default=True)
    """Whether digests and reviews rest while they are on holiday; a brief never does."""
    weekly_goal = models.PositiveSmallIntegerField(
        default=10, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    weekly_touches = models.PositiveSmallIntegerField(
        "touches a week that I can keep up", default=5, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    """Their own capacity for staying in touch, besides outreach (P14)."""
    key_months = models.PositiveSmallIntegerField(default=3, validators=[MinValueValidator(1), MaxValueValidator(60)])
    regular_months = models.PositiveSmallIntegerField(
        default=6, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    light_months = models.PositiveSmallIntegerField(
        default=12, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    day_cap = models.PositiveSmallIntegerField(
        "people a day", default=10, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    """How many people Today and the digest show at once (P14)."""
    occasion_notice_days = models.PositiveSmallIntegerField(default=3, validators=[MaxValueValidator(30)])
    """So many days before a birthday or another day that matters it comes up."""
    search_state = models.CharField(max_length=9, choices=SearchState, default=SearchState.SEARCHING, editable=False)
    search_state_since = models.DateField(null=True, editable=False)
    """Local date on which it became that; null for who has been searching from the start."""
    welcomed_at = models.DateTimeField(null=True, editable=False)
    """When they finished or left the three first steps."""
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=current_moment, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    preferences: ClassVar[tuple[str, ...]] = (
        "name", "timezone", "country", "digest_hour", "digest_days", "digest_cap", "digest_leaves_out", "review_day",
        "review_hour", "wants_briefs", "brief_hour", "quiet_on_holiday", "weekly_goal", "weekly_touches", "key_months",
        "regular_months", "light_months", "day_cap", "occasion_notice_days",
        "search_state", "search_state_since", "welcomed_at",
    )  # fmt: skip
    """Columns that an export of the account holds, and that come back with it."""
    columns_left_behind: ClassVar[dict[str, str]] = {
        "id": "a number of this installation",
        "password": "a secret",
        "last_login": "about this installation, not about the search",
        "is_superuser": "a right, which an archive must not give",
        "is_staff": "a right, which an archive must not give",
        "is_active": "a right, which an archive must not give",
        "email": "whoever signs in; it is theirs to prove",
        "next_digest_at": "follows from the other preferences",
        "next_review_at": "follows from the other preferences",
        "date_joined": "about this account, not about the search",
    }

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (
            models.UniqueConstraint(Lower("email"), name="accounts_user_email_once"),
            models.CheckConstraint(
                condition=models.Q(digest_hour__lte=23, review_hour__lte=23, brief_hour__lte=23),
                name="accounts_user_mail_hours",
            ),
            models.CheckConstraint(
                condition=models.Q(digest_cap=None) | models.Q(digest_cap__range=(1, 50)),
                name="accounts_user_digest_cap",
            ),
            models.CheckConstraint(condition=models.Q(day_cap__range=(1, 50)), name="accounts_user_day_cap"),
            models.CheckConstraint(
                condition=models.Q(occasion_notice_days__lte=30), name="accounts_user_occasion_notice"
            ),
            models.CheckConstraint(
                condition=models.Q(search_state__in=SearchState.values), name="accounts_user_search_state"
            ),
        )
        indexes = (
            models.Index(fields=["next_digest_at"], name="accounts_user_digest_due"),
            models.Index(fields=["next_review_at"], name="accounts_user_review_due"),
        )

    def __str__(self) -> str:
        return self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, the address in lower case as allauth looks for it; a new user's first digests are scheduled along."""
        self.email = self.email.lower()
        if self._state.adding and self.next_digest_at is None:
            self.schedule_digests(now=self.date_joined)
        super().save(*args, **kwargs)

    @property
    def zone(self) -> ZoneInfo:
        """Their timezone."""
        return ZoneInfo(self.timezone)

    @property
    def first_name(self) -> str:
        """What to call them; empty when they gave no name."""
        return self.name.split()[0] if self.name.split() else ""

    @property
    def is_searching(self) -> bool:
        """Whether they look for work now; attempts rest for who paused or landed."""
        return self.search_state == SearchState.SEARCHING

    @property
    def has_landed(self) -> bool:
        """Whether they found work; what belongs to a search alone rests, what belongs to people goes on (P48)."""
        return self.search_state == SearchState.LANDED

    def local_date(self, now: datetime) -> date:
        """Their *today* at the aware moment ``now``."""
        return local_date(now, self.zone)

    def digest_after(self, moment: datetime) -> datetime | None:
        """The first digest strictly later than ``moment``, UTC; ``None`` when they want none."""
        return next_local_moment(
            after=moment, at=time(self.digest_hour), weekdays={int(day) for day in self.digest_days}, zone=self.zone
        )

    def review_after(self, moment: datetime) -> datetime | None:
        """The first weekly review strictly later than ``moment``, UTC; ``None`` when they want none."""
        return next_local_moment(
            after=moment, at=time(self.review_hour), weekdays={int(day) for day in self.review_day}, zone=self.zone
        )

    def schedule_digests(self, *, now: datetime) -> None:
        """Set ``next_digest_at`` and ``next_review_at`` from their hours, days and zone; the caller saves."""
        self.next_digest_at, self.next_review_at = self.digest_after(now), self.review_after(now)

    def leaves_out(self, kind: str) -> bool:
        """Whether they want no reminder of that kind in their digests; Today shows it all the same."""
        return kind in self.digest_leaves_out.split(",")

    def leave_out(self, kinds: Iterable[str]) -> None:
        """Carry no reminder of these kinds in digests, and all others; the caller saves."""
        self.digest_leaves_out = ",".join(kinds)

    def replan_digests(self, *, now: datetime) -> None:
        """Save a ``next_digest_at`` and ``next_review_at`` that fit changed preferences, from the moment ``now``.

        What is due already and not taken up yet still comes first, unless they want none any more.
        Conditional updates, so that they never undo what a worker is just claiming.
        """
        planned = {"next_digest_at": self.digest_after(now), "next_review_at": self.review_after(now)}
        for column, following in planned.items():
            mine = User.objects.filter(pk=self.pk)
            if following is not None:
                mine = mine.exclude(**{f"{column}__lte": now})
            mine.update(**{column: following})
        self.refresh_from_db(fields=list(planned))
