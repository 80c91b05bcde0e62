"""A job an organization advertises (P53: beside the people, never instead of them)."""

from django.db import models

from common.ownership import OwnedModel


class Posting(OwnedModel):
    """An advertised job at an organization, applied for or not."""

    owner_path = "organization__owner"

    organization = models.ForeignKey("contacts.Organization", on_delete=models.CASCADE, related_name="postings")
    title = models.CharField("job title", max_length=200)
    url = models.URLField("address", max_length=1000, blank=True)
    applied_on = models.DateField("applied on", null=True, blank=True)
    led_by = models.ForeignKey(
        "contacts.Contact", on_delete=models.SET_NULL, null=True, blank=True, related_name="postings_led_to"
    )
    """Who led the user to it, if somebody did (P53)."""
    notes = models.TextField(blank=True)
    added_on = models.DateField(editable=False)

    class Meta:
        ordering = ("-added_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "title", "url"],
                name="contacts_posting_once",
                violation_error_message="You already have this posting.",
            ),
            models.CheckConstraint(condition=~models.Q(title=""), name="contacts_posting_titled"),
        )

    def __str__(self) -> str:
        return self.title
