"""The facts of the map: people and organizations, and what holds them together (P03, P05)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin
from typing import Any

from django.urls import reverse

from accounts.models import User
from common.dates import add_months
from contacts.models import Contact, ContactQuerySet, Organization
from contacts.network import drawing

SIGN_GAP = 60
"""An organization's sign stands so far outside everybody."""
FRESH_MONTHS = (3, 12, 36)
"""Spoken to within so many months is very alive, alive, and just so; after that a tie sleeps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkMap:
    """Nodes and edges as the page's script draws them, all plain values."""

    nodes: Sequence[dict[str, Any]]
    edges: Sequence[dict[str, Any]]

    def as_json(self) -> dict[str, Any]:
        """For ``JsonResponse``."""
        return {"nodes": self.nodes, "edges": self.edges}


def aliveness(last: date | None, on: date) -> int:
    """How alive a tie is on local date ``on``, from 0 (asleep) to 3 (spoken to within a quarter)."""
    if last is None:
        return 0
    return sum(last > add_months(on, -months) for months in FRESH_MONTHS)


def people_on_map(user: User) -> ContactQuerySet:
    """Everybody who is on the map: active people."""
    return Contact.for_user(user).active()


def network_map(user: User, *, on: date) -> NetworkMap:
    """The map on local date ``on``; two queries, however many people there are.

    An organization has a sign when the user would like to work there, or knows two people there.
    """
    rows = list(
        people_on_map(user)
        .order_by("pk")
        .values_list(
            "pk", "first_name", "last_name", "title", "tie", "last_interaction_on", "organization", "introduced_by"
        )
    )
    organizations = {each.pk: each for each in Organization.for_user(user)}
    sizes = Counter(organization for *_, organization, _ in rows if organization is not None)
    signed = {pk for pk, each in organizations.items() if each.interest or sizes[pk] > 1}
    dots = [
        drawing.Dot(
            id=pk, tie=tie, group=organizations[at].name_key if at in signed else "", name=f"{first} {last}".casefold()
        )
        for pk, first, last, _, tie, _, at, _ in rows
    ]
    places, radius = drawing.arrange(dots)
    nodes = [
        {
            "id": f"p{pk}",
            "name": f"{first} {last}".strip(),
            "title": ", ".join(part for part in (title, organizations[at].name if at is not None else "") if part),
            "tie": tie,
            "alive": aliveness(last_on, on),
            "url": reverse("contacts:detail", args=[pk]),
            "x": places[pk].x,
            "y": places[pk].y,
        }
        for pk, first, last, title, tie, last_on, at, _ in rows
    ]
    nodes += _signs([organizations[pk] for pk in sorted(signed)], dots, radius)
    here = set(places)
    edges = [{"from": f"p{by}", "to": f"p{pk}", "kind": "led"} for pk, *_, by in rows if by in here]
    edges += [{"from": f"p{pk}", "to": f"o{at}", "kind": "works"} for pk, *_, at, _ in rows if at in signed]
    return NetworkMap(nodes=nodes, edges=edges)


def _signs(organizations: Sequence[Organization], dots: Sequence[drawing.Dot], radius: float) -> list[dict[str, Any]]:
    """The signs of organizations around everybody, each at its own slice; those without people in the gaps."""
    sectors = drawing.slices(dots)
    empty = [each for each in organizations if each.name_key not in sectors]
    outside = radius + SIGN_GAP
    nodes = []
    for each in organizations:
        if each.name_key in sectors:
            angle, away = sectors[each.name_key].middle, outside
        else:
            angle, away = 2 * pi * empty.index(each) / len(empty), outside + 2 * SIGN_GAP
        nodes.append(
            {
                "id": f"o{each.pk}",
                "name": each.name,
                "interest": each.interest,
                "url": each.get_absolute_url(),
                "x": round(away * cos(angle), 1),
                "y": round(away * sin(angle), 1),
            }
        )
    return nodes
