"""A face: small, stripped of what a camera writes along, and in the database, where it stays with its person."""

from django.db import models

from common.ownership import OwnedModel


class Photo(OwnedModel):
    """The picture of one contact as pages show it; ``contacts.photos`` makes the bytes."""

    owner_path = "contact__owner"

    contact = models.OneToOneField("contacts.Contact", on_delete=models.CASCADE, related_name="photo")
    image = models.BinaryField(editable=False)
    """A WebP image, a square of ``contacts.photos.SIDE`` pixels."""
    digest = models.CharField(max_length=32, editable=False)
    """Of the bytes: part of its address, so that a browser keeps it until it changes."""

    def __str__(self) -> str:
        return f"photo of {self.contact_id}"
