"""The letters about one's account, in our words."""

import re

import pytest
from django.conf import settings
from django.core import mail
from django.template.loader import render_to_string
from django.test import Client

from accounts.models import User

LETTERS = sorted(
    path.name.removesuffix("_subject.txt")
    for path in (settings.BASE_DIR / "templates/account/email").glob("*_subject.txt")
)


@pytest.mark.parametrize("name", LETTERS)
def test_letter_is_short_and_plain(name: str) -> None:
    context = {
        "code": "AB12",
        "email": "alice@example.com",
        "password_reset_url": "https://rapport.example/reset/?a=1&b=2",
        "user_agent": "Firefox & friends",
    }

    text = render_to_string(f"account/email/{name}_message.txt", context)
    subject = render_to_string(f"account/email/{name}_subject.txt", context)

    assert len(text.split()) < 90
    assert "!" not in text
    assert "&amp;" not in text
    assert len(subject.strip().splitlines()) == 1


@pytest.mark.django_db
def test_forgotten_password_letter_leads_to_a_new_one(client: Client, alice: User) -> None:
    client.post("/accounts/password/reset/", {"email": alice.email})

    (letter,) = mail.outbox
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", str(letter.body))
    assert link is not None
    assert (letter.subject, letter.to) == ("Choose a new password", [alice.email])
    page = client.get(link[1], follow=True)
    assert "<h1>Choose a new password</h1>" in page.content.decode()
    assert "Keep this password" in page.content.decode()


@pytest.mark.django_db
def test_unknown_address_gets_a_letter_and_the_page_tells_nothing(client: Client) -> None:
    response = client.post("/accounts/password/reset/", {"email": "nobody@example.com"}, follow=True)

    assert [letter.subject for letter in mail.outbox] == ["There is no account with this address"]
    assert "If there is an account with that address" in response.content.decode()
