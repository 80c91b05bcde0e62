"""Two people who would benefit from each other (P30): what the user made of the thought."""

from django.db import models

from common.ownership import OwnedModel


class MatchVerdict(models.TextChoices):
    """What the user did about it."""

    INTRODUCED = "introduced", "introduced them"
    DISMISSED = "dismissed", "not a match"


class Match(OwnedModel):
    """A need of one person and an offer of another, seen to; without a row it is still a thought."""

    owner_path = "need__contact__owner"

    need = models.ForeignKey("contacts.Detail", on_delete=models.CASCADE, related_name="+")
    offer = models.ForeignKey("contacts.Detail", on_delete=models.CASCADE, related_name="+")
    verdict = models.CharField(max_length=12, choices=MatchVerdict)
    made_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["need", "offer"], name="contacts_match_once"),
            models.CheckConstraint(condition=models.Q(verdict__in=MatchVerdict.values), name="contacts_match_verdict"),
        )

    def __str__(self) -> str:
        return f"{self.need} – {self.offer}"
