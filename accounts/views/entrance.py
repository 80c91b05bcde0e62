"""The door: whoever comes to an empty house is asked to move in."""

from allauth.account.views import login as sign_in_page
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.models import User


@login_not_required
def sign_in(request: HttpRequest) -> HttpResponse:
    """allauth's sign-in page; while nobody has an account yet, the page that makes the first one."""
    if request.method in ("GET", "HEAD") and not User.objects.exists():
        return redirect("account_signup")
    page: HttpResponse = sign_in_page(request)
    return page
