"""The least that a page could cost: what Django alone takes for the same work, with nothing of ours in the way."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from contacts.models import Contact, FollowUp

MIDDLEWARE = {
    "/floor/bare/": (),
    # What "django-admin startproject" gives a new site.
    **dict.fromkeys(
        ("/floor/signed-in/", "/floor/list/"),
        (
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ),
    ),
}
"""What each floor stands behind, by its address."""

_PAGE = f"<!DOCTYPE html><title>Floor</title>{'<p>Thirty thousand bytes of page.</p>' * 1000}"[:30_000]
_ROWS = 50


def bare(_request: HttpRequest) -> HttpResponse:
    """30 KB that nobody had to make."""
    return HttpResponse(_PAGE)


def signed_in(request: HttpRequest) -> HttpResponse:
    """The same 30 KB, once the session and the user are known."""
    return HttpResponse(_PAGE) if request.user.is_authenticated else HttpResponse(status=403)


def people(request: HttpRequest) -> HttpResponse:
    """Fifty people with all that a row of ours shows, in the plainest list that shows it."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    everyone = Contact.unscoped.filter(owner=request.user, is_archived=False).order_by("search_key", "pk")
    promised = FollowUp.unscoped.filter(done_on=None)
    rows = everyone.select_related("organization").prefetch_related(
        "tags", Prefetch("follow_ups", promised, "promised")
    )
    return render(request, "bench/people.html", {"people": rows[:_ROWS]})
