"""Accounts for staff, who may not read what people keep."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.models import User
from common.ownership import OwnedModel
from tests.factories import ContactFactory, UserFactory


@pytest.fixture
def root(db: None) -> User:
    return UserFactory.create(email="root@example.com", is_staff=True, is_superuser=True)


@pytest.fixture
def roots(root: User) -> Client:
    client = Client()
    client.force_login(root)
    return client


@pytest.fixture
def staff(db: None) -> Client:
    """Someone who may look after accounts, and no more."""
    user = UserFactory.create(email="desk@example.com", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts", codename__endswith="_user"))
    client = Client()
    client.force_login(user)
    return client


def test_nothing_that_a_user_owns_is_in_the_admin() -> None:
    registered = [model for model in apps.get_models() if admin.site.is_registered(model)]

    assert [model for model in registered if issubclass(model, OwnedModel)] == []


def test_staff_see_who_may_sign_in_and_nothing_personal(staff: Client, alice: User) -> None:
    ContactFactory.create(owner=alice, first_name="Marisol")

    listed = staff.get("/admin/accounts/user/").content.decode()
    shown = staff.get(f"/admin/accounts/user/{alice.pk}/change/")

    assert "alice@example.com" in listed
    assert list(shown.context["adminform"].form.fields) == ["email", "name", "password", "is_active"]
    assert "Marisol" not in shown.content.decode()


def test_staff_add_a_user_who_can_sign_in(staff: Client, client: Client) -> None:
    password = "wonder-land-42"
    fields = {"email": "new@example.com", "usable_password": "true", "password1": password, "password2": password}

    response = staff.post("/admin/accounts/user/add/", fields)
    client.post("/accounts/login/", {"login": "new@example.com", "password": password})

    assert response.status_code == 302
    assert client.get("/settings/").status_code == 200


def test_staff_cannot_raise_themselves(staff: Client, alice: User) -> None:
    fields: dict[str, Any] = {"email": alice.email, "is_active": "on", "is_staff": "on", "is_superuser": "on"}

    staff.post(f"/admin/accounts/user/{alice.pk}/change/", fields)

    alice.refresh_from_db()
    assert (alice.is_staff, alice.is_superuser) == (False, False)


def test_staff_cannot_touch_a_superuser(staff: Client, root: User) -> None:
    changed = staff.post(f"/admin/accounts/user/{root.pk}/change/", {"email": "mine@example.com"})
    password = staff.get(f"/admin/accounts/user/{root.pk}/password/")
    deleted = staff.post(f"/admin/accounts/user/{root.pk}/delete/", {"post": "yes"})

    root.refresh_from_db()
    assert [response.status_code for response in (changed, password, deleted)] == [403, 403, 403]
    assert root.email == "root@example.com"


def test_a_superuser_makes_staff_and_sets_passwords(roots: Client, alice: User) -> None:
    fields: dict[str, Any] = {"email": alice.email, "name": "Alice", "is_active": "on", "is_staff": "on"}
    passwords = {"usable_password": "true", "password1": "wonder-land-42", "password2": "wonder-land-42"}

    roots.post(f"/admin/accounts/user/{alice.pk}/change/", fields)
    roots.post(f"/admin/accounts/user/{alice.pk}/password/", passwords)

    alice.refresh_from_db()
    assert (alice.name, alice.is_staff, alice.is_superuser) == ("Alice", True, False)
    assert alice.check_password("wonder-land-42")


def test_deleting_an_account_counts_what_goes_with_it_without_names(roots: Client, alice: User) -> None:
    ContactFactory.create(owner=alice, first_name="Marisol")

    asked = roots.get(f"/admin/accounts/user/{alice.pk}/delete/").content.decode()
    roots.post(f"/admin/accounts/user/{alice.pk}/delete/", {"post": "yes"})

    assert "Marisol" not in asked
    assert "Contacts: 1" in asked
    assert not User.objects.filter(pk=alice.pk).exists()


def test_the_admins_own_login_is_allauths(client: Client, db: None) -> None:
    """Its rate limits hold for staff too."""
    response = client.get("/admin/login/?next=/admin/")

    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=%2Fadmin%2F")
