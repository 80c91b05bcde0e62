"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse


class AccountAdapter(DefaultAccountAdapter):
    """Leads a new user to the three first steps."""

    def get_signup_redirect_url(self, _request: HttpRequest) -> str:
        """The first step of the welcome."""
        return reverse("accounts:welcome")

    def populate_username(self, _request: HttpRequest, _user: Any) -> None:
        """Do nothing: people have no user name here."""
