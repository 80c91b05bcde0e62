"""What to ask in an interview: the user's own bank; the questions Rapport ships are in ``interviews.questions``."""

from hashlib import sha256
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q

from common.folding import fold
from common.ownership import OwnedModel, OwnedQuerySet

KEY_LENGTH = 200
_WHOLE = 160
"""Of a longer text so much stands in its key as it is; a digest stands for the rest."""


class Purpose(models.TextChoices):
    """What a question is for, in the order to ask: their way first (P35), TIARA, whom else at the end (P37)."""

    BACK_STORY = "back_story", "their way"
    FIELD = "field", "their field"
    TRENDS = "trends", "trends"
    INSIGHTS = "insights", "insights"
    ORGANIZATION = "organization", "where they work"
    ADVICE = "advice", "advice"
    FIT = "fit", "how I might fit"
    RESOURCES = "resources", "resources"
    ASSIGNMENTS = "assignments", "something to try"
    OTHER = "other", "something else"
    WHOM_ELSE = "whom_else", "whom else"


PLACES = {purpose: place for place, purpose in enumerate(Purpose.values)}
"""Where in a talk each purpose has its place, 0 being the first."""


def question_key(text: str) -> str:
    """What a question compares by: case, accents, spaces and the mark at its end ignored."""
    folded = fold(text)
    key = folded.rstrip(" ?.!…") or folded
    return key if len(key) <= KEY_LENGTH else f"{key[:_WHOLE]} {sha256(key.encode()).hexdigest()[:32]}"


class QuestionQuerySet(OwnedQuerySet["Question"]):
    """Questions of one owner."""

    def in_use(self) -> Self:
        """Those not retired."""
        return self.filter(is_retired=False)


class Question(OwnedModel):
    """A question of the user's own, or their version of one that Rapport ships.

    Questions are kept by ``interviews.bank``. Deleting one leaves what was picked and asked as it is.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField("question")
    text_key = models.CharField(max_length=KEY_LENGTH, blank=True, editable=False)
    purpose = models.CharField("what it is for", max_length=12, choices=Purpose, default=Purpose.OTHER)
    shipped = models.CharField(max_length=40, blank=True, editable=False)
    """The key of the shipped question in whose place it stands; blank for one of the user's own."""
    is_retired = models.BooleanField(default=False, editable=False)
    """Whether it is offered no more."""
    created_at = models.DateTimeField(auto_now_add=True)

    unscoped: ClassVar[QuestionQuerySet] = QuestionQuerySet.as_manager()  # type: ignore[assignment]
    derived_fields: ClassVar[tuple[str, ...]] = ("text_key",)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["owner", "text_key"],
                name="interviews_question_once",
                violation_error_message="You have this question already.",
            ),
            models.UniqueConstraint(
                fields=["owner", "shipped"], condition=~Q(shipped=""), name="interviews_question_version_once"
            ),
            models.CheckConstraint(condition=~Q(text_key=""), name="interviews_question_says_what"),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="interviews_question_purpose"),
        )

    def __str__(self) -> str:
        return self.text

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> QuestionQuerySet:
        """The questions of ``user``."""
        return cls.unscoped.owned_by(user)

    def clean(self) -> None:
        """Derive the key that makes questions comparable."""
        self.text_key = question_key(self.text)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the key in step with the text."""
        self.text_key = question_key(self.text)
        super().save(*args, **kwargs)
