"""Coming in and going out, also for those made on the command line."""

import re

import pytest
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from tests.factories import UserFactory

PASSWORD = "wonder-land-42"


@pytest.fixture
def grace(db: None, monkeypatch: pytest.MonkeyPatch) -> User:
    """A superuser as scripts make one."""
    monkeypatch.setenv("DJANGO_SUPERUSER_EMAIL", "Grace@Example.com")
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", interactive=False, verbosity=0)
    return User.objects.get()


def sign_in(client: Client, email: str, *, to: str = "") -> str:
    response = client.post("/accounts/login/" + to, {"login": email, "password": PASSWORD})
    assert response.status_code == 302, response.context["form"].errors
    return str(response["Location"])


def is_signed_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


def test_a_superuser_from_the_command_line_signs_in_by_e_mail(grace: User, client: Client) -> None:
    landed = sign_in(client, "grace@example.com")

    assert landed == "/settings/welcome/"
    assert is_signed_in(client)
    assert (grace.email, grace.is_staff, grace.is_superuser) == ("grace@example.com", True, True)
    assert grace.next_digest_at is not None


def test_where_addresses_are_verified_they_come_in_by_a_code(grace: User, client: Client, settings: object) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"  # type: ignore[attr-defined]
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True  # type: ignore[attr-defined]

    landed = sign_in(client, "grace@example.com")
    before = is_signed_in(client)
    code = re.search(r"^\s*([A-Z0-9]+-[A-Z0-9]+)\s*$", str(mail.outbox[0].body), re.MULTILINE)
    assert code is not None, mail.outbox[0].body
    response = client.post(landed, {"code": code[1]})

    assert landed == "/accounts/confirm-email/"
    assert not before
    assert mail.outbox[0].to == ["grace@example.com"]
    assert response.status_code == 302
    assert is_signed_in(client)


def test_someone_who_left_the_welcome_lands_on_today(grace: User, client: Client) -> None:
    User.objects.update(welcomed_at=grace.date_joined)

    assert sign_in(client, grace.email) == "/"


def test_signing_in_leads_to_where_one_was_going(grace: User, client: Client) -> None:
    assert sign_in(client, grace.email, to="?next=/people/") == "/people/"


def test_signing_up_leads_to_the_welcome(client: Client, db: None) -> None:
    response = client.post("/accounts/signup/", {"email": "new@example.com", "password1": PASSWORD})

    assert (response.status_code, response["Location"]) == (302, "/settings/welcome/")
    assert User.objects.get().welcomed_at is None


def test_signing_out_has_the_browser_drop_pages_and_drafts(alices: Client) -> None:
    response = alices.post("/accounts/logout/")

    assert response["Location"] == "/accounts/login/"
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert response["Cache-Control"] == "no-store, private"
    assert not is_signed_in(alices)


def test_pages_of_someone_signed_in_are_not_stored(alices: Client, client: Client) -> None:
    hers, nobodys = alices.get("/settings/"), client.get("/accounts/login/")

    assert hers["Cache-Control"] == "no-store, private"
    assert "Clear-Site-Data" not in hers
    assert "Clear-Site-Data" not in nobodys


def test_an_account_put_to_rest_cannot_come_in(client: Client, db: None) -> None:
    UserFactory.create(email="idle@example.com", password=make_password(PASSWORD), is_active=False)

    client.post("/accounts/login/", {"login": "idle@example.com", "password": PASSWORD})

    assert not is_signed_in(client)


@pytest.mark.django_db
def test_the_first_visitor_is_asked_to_create_an_account(client: Client) -> None:
    first = client.get("/", follow=True).redirect_chain
    UserFactory.create()

    later = client.get("/", follow=True).redirect_chain

    assert (first, later) == (
        [("/accounts/login/?next=/", 302), ("/accounts/signup/", 302)],
        [("/accounts/login/?next=/", 302)],
    )
