"""How one says how a conversation was: three small scales, each answered with one tap."""

from django.db import models


class Mood(models.IntegerChoices):
    """How the user feels, before or after (P41)."""

    LOW = 1, "low"
    UNEASY = 2, "uneasy"
    SO_SO = 3, "so-so"
    GOOD = 4, "good"
    VERY_GOOD = 5, "very good"


class SpokeMore(models.TextChoices):
    """Who spoke more (P36)."""

    THEY = "they", "they did"
    EQUAL = "equal", "about equal"
    ME = "me", "I did"


class Interrupted(models.TextChoices):
    """Whether the user interrupted them (P36)."""

    NO = "no", "no"
    ONCE = "once", "once"
    OFTEN = "often", "more often"
