"""Who could lead me there."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from accounts.models import User
from common.folding import fold
from common.htmx import render_page
from common.requests import AuthedRequest
from contacts import organizations
from contacts.models import Contact, Organization
from contacts.models.organization import organization_key
from contacts.network import paths

Found = tuple[str, Sequence[paths.Path]]


@require_GET
def network_paths(request: AuthedRequest) -> HttpResponse:
    """Ways to an organization, a person or a role: by ``?to=`` as typed, or by a link's id (P03, P05)."""
    to = request.GET.get("to", "").strip()
    goal, found = _linked(request) or _typed(request.user, to)
    context = {
        "to": to or goal,
        "goal": goal,
        "sentence": _sentence(goal, found),
        "paths": found,
        "targets": Organization.for_user(request.user).filter(interest__gt=0).by_interest(),
    }
    return render_page(request, "contacts/network/paths.html", context, partial="found")


def _linked(request: AuthedRequest) -> Found | None:
    user = request.user
    if "organization" in request.GET:
        organization = get_object_or_404(Organization.for_user(user), pk=_pk(request.GET["organization"]))
        return organization.name, paths.to_organization(user, organization)
    if "person" in request.GET:
        people = Contact.for_user(user).select_related("organization")
        contact = get_object_or_404(people, pk=_pk(request.GET["person"]))
        return contact.name, paths.to_person(user, contact)
    return None


def _typed(user: User, to: str) -> Found:
    """What was typed is an organization's name or its first words, else a person's, else a role."""
    if not to:
        return "", []
    organization = organizations.known_as(user, organization_key(to)) or _beginning(user, to)
    if organization is not None:
        return organization.name, paths.to_organization(user, organization)
    contact = Contact.for_user(user).named(to).select_related("organization").first()
    if contact is not None:
        return contact.name, paths.to_person(user, contact)
    return f"a role like “{to}”", paths.to_role(user, to)


def _beginning(user: User, words: str) -> Organization | None:
    """The organization that begins with these whole words, the more wanted first: "Kessel" is "Kessel & Söhne"."""
    named = Organization.for_user(user).matching(words).by_interest()
    return next((each for each in named if f"{fold(each.name)} ".startswith(f"{fold(words)} ")), None)


def _sentence(goal: str, found: Sequence[paths.Path]) -> str:
    if not goal:
        return ""
    if not found:
        return f"Nobody you know leads to {goal} yet."
    return f"{'One person' if len(found) == 1 else f'{len(found)} people'} could lead you to {goal}."


def _pk(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404("No such goal.")
    return int(text)
