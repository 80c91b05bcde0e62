"""A question picked for one interview, and what came of it."""

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q

from common.ownership import OwnedModel, OwnedQuerySet
from interviews.models.question import Purpose


class InterviewQuestionQuerySet(OwnedQuerySet["InterviewQuestion"]):
    """Picked questions of one owner, in the order to ask them."""

    def to_ask(self) -> Self:
        """Those not left to be looked up (P32)."""
        return self.filter(looked_up=False)


class InterviewQuestion(OwnedModel):
    """One question on the list of an interview, in its own words: the bank may change, what was asked stays.

    It comes from the user's bank (``question``), from what Rapport ships (``shipped``), or from a list typed before
    there was a bank (neither).
    """

    owner_path = "interview__contact__owner"

    interview = models.ForeignKey("interviews.Interview", on_delete=models.CASCADE, related_name="picked_questions")
    question = models.ForeignKey(
        "interviews.Question", on_delete=models.SET_NULL, null=True, blank=True, related_name="picked"
    )
    shipped = models.CharField(max_length=40, blank=True, editable=False)
    """The key of the shipped question it was, in the user's version or not; blank for any other."""
    text = models.TextField("question")
    purpose = models.CharField("what it is for", max_length=12, choices=Purpose, default=Purpose.OTHER)
    position = models.PositiveIntegerField(default=0)
    """Its place on the list; where two are the same the one picked first comes first."""
    looked_up = models.BooleanField(default=False)
    """Whether the web answers it, so that it is not asked (P32)."""
    asked_at = models.DateTimeField(null=True, editable=False)
    """When it was ticked off in the talk."""
    answer = models.TextField(blank=True)
    """What was noted under it."""
    answer_version = models.PositiveIntegerField(default=0, editable=False)
    """Rises with every save of ``answer``; this and the next three are as for an interview's notes."""
    answer_editor = models.CharField(max_length=40, blank=True, editable=False)
    answer_base = models.PositiveIntegerField(default=0, editable=False)
    answer_edit = models.PositiveIntegerField(default=0, editable=False)
    is_starred = models.BooleanField(default=False)
    """Whether the answer helped."""
    page_name = models.CharField(max_length=40, blank=True, editable=False)
    """What the open page that added it on the spot calls it, perhaps before it had a number; see
    ``interviews.note_sheet``."""

    unscoped: ClassVar[InterviewQuestionQuerySet] = InterviewQuestionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("position", "pk")
        indexes = (models.Index(fields=["interview", "position"], name="interviews_picked"),)
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="interviews_picked_says_what"),
            models.UniqueConstraint(
                fields=["interview", "page_name"], condition=~Q(page_name=""), name="interviews_added_once"
            ),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="interviews_picked_purpose"),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def ref(self) -> str:
        """How a note page names it."""
        return self.page_name or str(self.pk)

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> InterviewQuestionQuerySet:
        """The picked questions of ``user``."""
        return cls.unscoped.owned_by(user)
