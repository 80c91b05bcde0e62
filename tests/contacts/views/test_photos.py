"""Faces: served to their owner alone, put there and taken away by hand."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from accounts.models import User
from contacts import photos
from contacts.models import Contact, Photo
from tests.factories import ContactFactory

KEPT = {"first_name": "Ana", "tie": "weak", "tier": "light", "points-TOTAL_FORMS": "0", "points-INITIAL_FORMS": "0"}


def picture(colour: str = "red", kind: str = "JPEG") -> bytes:
    written = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Quokka cameras"
    Image.new("RGB", (640, 480), colour).save(written, kind, exif=exif)
    return written.getvalue()


def upload(data: bytes, name: str = "ana.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


@pytest.fixture
def ana(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Ana", last_name="")


@pytest.fixture
def photo(ana: Contact) -> Photo:
    image = photos.square(picture())
    return Photo.unscoped.create(contact=ana, image=image, digest=photos.digest_of(image))


def test_a_photo_is_served_for_good_and_to_nobody_in_between(alices: Client, photo: Photo) -> None:
    response = alices.get(f"/people/{photo.contact_id}/photo/{photo.digest}/")

    assert response.content == bytes(photo.image)
    assert [
        response[name] for name in ("Content-Type", "Cache-Control", "X-Content-Type-Options", "Content-Disposition")
    ] == ["image/webp", "private, max-age=31536000, immutable", "nosniff", "inline"]


def test_a_photo_is_its_owners_alone(alices: Client, mallorys: Client, client: Client, photo: Photo) -> None:
    address = f"/people/{photo.contact_id}/photo/{photo.digest}/"

    assert mallorys.get(address).status_code == 404
    assert client.get(address).status_code == 302
    assert alices.get(address.replace(photo.digest, "0" * 32)).status_code == 404
    assert alices.get(f"/people/999999/photo/{photo.digest}/").status_code == 404
    assert alices.post(address).status_code == 405


def test_their_page_and_the_list_show_it(alices: Client, ana: Contact, photo: Photo) -> None:
    shown = f'<img class="face" src="/people/{ana.pk}/photo/{photo.digest}/" alt=""'

    for page in ("/people/", f"/people/{ana.pk}/", f"/people/{ana.pk}/edit/"):
        assert shown in alices.get(page).content.decode(), page


def test_a_list_of_faces_costs_no_query_each(alices: Client, alice: User, photo: Photo) -> None:
    alices.get("/people/")
    with CaptureQueriesContext(connection) as one:
        alices.get("/people/")
    for number in range(2):
        Photo.unscoped.create(contact=ContactFactory.create(owner=alice), image=b"RIFF", digest=str(number) * 32)
    with CaptureQueriesContext(connection) as three:
        alices.get("/people/")

    assert len(one) == len(three)
    assert not any('"image"' in query["sql"] for query in three.captured_queries)


def test_a_photo_is_put_there_replaced_and_removed(alices: Client, ana: Contact) -> None:
    shown = []
    for data in ({"photo": upload(picture())}, {"photo": upload(picture("blue", "PNG"))}, {}, {"remove_photo": "on"}):
        alices.post(f"/people/{ana.pk}/edit/", {**KEPT, **data})
        shown.append([bytes(each.image) for each in Photo.unscoped.all()])

    assert shown == [
        [photos.square(picture())],
        [photos.square(picture("blue", "PNG"))],
        [photos.square(picture("blue", "PNG"))],
        [],
    ]
    assert all(b"Quokka" not in image for images in shown for image in images)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This picture is damaged, or of a kind Rapport cannot show."),
        (b"x" * (15 * 1024 * 1024 + 1), "This picture has more than 15 MB. Choose a smaller one."),
        (b"", "The submitted file is empty."),
    ],
)
def test_what_is_no_picture_is_refused_and_the_rest_kept(
    alices: Client, ana: Contact, data: bytes, message: str
) -> None:
    response = alices.post(f"/people/{ana.pk}/edit/", {**KEPT, "title": "Baker", "photo": upload(data)})

    assert response.status_code == 422
    assert response.context["photo_form"].errors == {"photo": [message]}
    assert 'value="Baker"' in response.content.decode()
    assert Photo.unscoped.count() == 0


def test_someone_without_a_photo_has_none_to_remove(alices: Client, ana: Contact) -> None:
    assert "Remove the photo" not in alices.get(f"/people/{ana.pk}/edit/").content.decode()
