"""What a person can be asked for."""

from django.db import models


class AskKind(models.TextChoices):
    """What is asked of them (P20)."""

    INFORMATION = "information", "information"
    ADVICE = "advice", "advice"
    INTRODUCTION = "introduction", "an introduction"
    REFERRAL = "referral", "a referral"
    REFERENCE = "reference", "a reference"
