"""A face, chosen by hand."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from contacts import photos
from contacts.models import Contact, Photo

MAX_BYTES = 15 * 1024 * 1024


class PhotoForm(forms.Form):
    """A picture to show from now on, or none any more."""

    photo = forms.FileField(
        label="Photo",
        required=False,
        help_text="Cropped to a small square. Where and when it was taken is not kept.",
        widget=forms.FileInput({"accept": "image/*"}),
    )
    remove_photo = forms.BooleanField(label="Remove the photo", required=False)

    def __init__(self, *args: Any, contact: Contact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contact = contact
        self.image = b""
        if not Photo.for_user(contact.owner).filter(contact=contact).exists():
            del self.fields["remove_photo"]

    def clean_photo(self) -> None:
        """Raises ``ValidationError`` for what is no picture, or too large a one."""
        file: UploadedFile[Any] | None = self.cleaned_data["photo"]
        if file is None:
            return
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError("This picture has more than 15 MB. Choose a smaller one.")
        try:
            self.image = photos.square(file.read())
        except photos.UnreadablePictureError as error:
            raise forms.ValidationError(str(error)) from error

    def keep(self) -> None:
        """Replace or remove the picture as asked."""
        mine = Photo.for_user(self.contact.owner)
        if self.image:
            shown = {"image": self.image, "digest": photos.digest_of(self.image)}
            mine.update_or_create(contact=self.contact, defaults=shown)
        elif self.cleaned_data.get("remove_photo"):
            mine.filter(contact=self.contact).delete()
