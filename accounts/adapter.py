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

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Today; the welcome for someone who never left it, such as one made on the command line."""
        if getattr(request.user, "welcomed_at", None) is None:
            return reverse("accounts:welcome")
        return str(super().get_login_redirect_url(request))

    def populate_username(self, _request: HttpRequest, _user: Any) -> None:
        """Do nothing: people have no user name here."""
