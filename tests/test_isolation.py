"""Nobody sees or touches what belongs to somebody else: every route, for its owner, a stranger and nobody.

The URLconf is walked, not listed: a new route is tested the day it is made, and one that names a row of a user fails
here until ``tests/isolation_samples.py`` says how to ask for it.
"""

import importlib
import inspect
import io
import pkgutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django import forms
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from common.forms import OwnedForm, OwnedModelForm
from common.ownership import OwnedModel, OwnedQuerySet
from contacts.forms.facts import FACTS
from contacts.importing.generic_csv import Column
from outreach.models import StepKind
from tests.architecture.source import FLOORS
from tests.conftest import MORNING
from tests.isolation_samples import MARK, SAMPLES, Sample, World, build_world

PUBLIC = {
    "reminders:healthz": "for machines that watch; says nothing about anybody",
    "reminders:mail_act": "a signed link from a digest: the token is the permission",
    "reminders:unsubscribe": "a signed link from a digest, and its one-click header",
    "reminders:feed": "calendars cannot sign in: the secret in its address is the permission",
}
ALLAUTH = {
    # For people who are not signed in, or no matter who.
    "account_login": "the way in",
    "account_signup": "the way in",
    "account_logout": "sends nobody on to the login page by itself",
    "account_inactive": "a sentence",
    "account_email_verification_sent": "a code is asked for",
    "account_confirm_email": "a signed link from a letter",
    "account_confirm_login_code": "a code is asked for",
    "account_reset_password": "for people who cannot sign in",
    "account_reset_password_done": "a sentence",
    "account_reset_password_from_key": "a signed link from a letter",
    "account_reset_password_from_key_done": "a sentence",
}
ALLAUTH_SIGNED_IN = {
    "account_reauthenticate",
    "account_email",
    "account_change_password",
    "account_set_password",
}
ALLAUTH_ARGS = {
    "account_confirm_email": {"key": "MQ:1abcde:xyz"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "abc-def"},
}
SUCCESS = {200, 201, 204, 302, 303}
REFUSAL = {404, 405}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Route:
    """One address of the product."""

    name: str
    arguments: frozenset[str]

    def __str__(self) -> str:
        return self.name


def routes(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[Route]:
    """Every route of the URLconf by its full name."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)
        elif isinstance(pattern, URLPattern):
            yield Route(f"{namespace}{pattern.name}", frozenset(pattern.pattern.regex.groupindex))


EVERY = list(routes())
OURS = [route for route in EVERY if route.name.partition(":")[0] in FLOORS]
PRIVATE = [route for route in OURS if route.name not in PUBLIC]
NAMING = [route for route in PRIVATE if route.arguments and not SAMPLES.get(route.name, Sample()).is_nobodys]
GENERAL = [route for route in PRIVATE if route not in NAMING]

each = pytest.mark.parametrize("route", PRIVATE, ids=str)
each_naming = pytest.mark.parametrize("route", NAMING, ids=str)
each_general = pytest.mark.parametrize("route", GENERAL, ids=str)


def every_row() -> dict[tuple[str, Any], Row]:
    """The whole database but sessions, which carry toasts."""
    return {
        (model._meta.label, row[model._meta.pk.attname]): row
        for model in apps.get_models(include_auto_created=True)
        if model is not Session
        for row in model._base_manager.values()
    }


def sample_of(route: Route) -> Sample:
    """How to ask for ``route``; fails with what to add."""
    if route.name not in SAMPLES and route.arguments:
        pytest.fail(
            f"{route.name} takes {sorted(route.arguments)} and nobody knows whose. Add it to SAMPLES in "
            f'tests/isolation_samples.py: "{route.name}": of("contact"), with a body that works for the owner.'
        )
    return SAMPLES.get(route.name, Sample())


def address_of(route: Route, world: World) -> tuple[str, dict[str, Any]]:
    """The address of ``route`` for Alice's rows, and a body."""
    sample = sample_of(route)
    query = urlencode(sample.query(world), doseq=True)
    return reverse(route.name, kwargs=sample.args(world)) + (f"?{query}" if query else ""), sample.body(world)


@pytest.fixture(autouse=True)
def _monday_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def world(alice: User, settings: Any, tmp_path: Path) -> World:
    """Everything that is Alice's."""
    settings.MAIL_DIR = tmp_path
    settings.MAIL_LEAVES_THIS_MACHINE = False
    return build_world(alice, tmp_path)


# --- Nobody -----------------------------------------------------------------------------------------------------------


@each
def test_nobody_is_sent_to_the_login_page(route: Route, world: World, client: Client) -> None:
    address, body = address_of(route, world)
    before = every_row()

    answers = [client.get(address), client.post(address, body)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert [answer["Location"].partition("?")[0] for answer in answers] == ["/accounts/login/", "/accounts/login/"]
    assert every_row() == before


# --- The stranger -----------------------------------------------------------------------------------------------------


@each_naming
def test_a_stranger_finds_nothing_at_an_address_of_hers(route: Route, world: World, mallorys: Client) -> None:
    address, body = address_of(route, world)
    sample_of(route).before(world)
    before = every_row()

    answers = [mallorys.get(address), mallorys.post(address, body)]

    codes = {answer.status_code for answer in answers}
    assert codes <= REFUSAL, f"{route} answers a stranger {codes}"
    assert 404 in codes, f"{route} looks at neither GET nor POST"
    assert [MARK in answer.content.decode() for answer in answers] == [False, False]
    assert every_row() == before


@each_general
def test_a_stranger_sees_and_changes_only_their_own_on_general_pages(
    route: Route, world: World, mallorys: Client
) -> None:
    """Also when they hand her ids to it, in the query or the body."""
    address, body = address_of(route, world)
    before = every_row()

    answers = [mallorys.get(address), mallorys.post(address, body)]

    shown = [text_of(answer) for answer in answers]
    hers = {key: row for key, row in before.items() if key != ("accounts.User", mallory_id())}
    after = every_row()
    assert [MARK in text for text in shown] == [False, False]
    assert {key: after.get(key) for key in hers} == hers
    assert list(crossings()) == []


def text_of(answer: Any) -> str:
    """All that a browser gets: a page, a file, or the files in a zip."""
    octets = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if octets.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            octets = b"\n".join(archive.read(name) for name in archive.namelist())
    return str(octets.decode())


def mallory_id() -> int:
    """Whose row may change."""
    return User.objects.get(email="mallory@example.com").pk


def crossings() -> Iterator[str]:
    """Rows that belong to one user and point to a row of another."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label not in FLOORS:
            continue
        for row in model._base_manager.all():
            owners = {owner_of(row)} if isinstance(row, OwnedModel) else set()
            for field in model._meta.concrete_fields:
                related = getattr(row, field.name) if isinstance(field, models.ForeignKey) else None
                if isinstance(related, OwnedModel):
                    owners.add(owner_of(related))
            if len(owners) > 1:
                yield f"{model._meta.label} {row.pk} ties together what belongs to {sorted(owners)}"


def owner_of(row: OwnedModel) -> int:
    """The id of the user whose row it is."""
    step: Any = row
    for name in row.owner_path.split("__"):
        step = getattr(step, name)
    return int(step.pk)


# --- The owner --------------------------------------------------------------------------------------------------------


@each
def test_the_owner_succeeds(route: Route, world: World, alices: Client) -> None:
    address, body = address_of(route, world)
    sample_of(route).before(world)

    answers = [alices.get(address), alices.post(address, body)]

    codes = [answer.status_code for answer in answers]
    assert not any(answer.headers.get("Location", "").startswith("/accounts/login/") for answer in answers)
    assert 404 not in codes, f"{route} hides her own row from its owner: {codes}"
    assert SUCCESS & set(codes), f"{route} lets its owner do nothing: {codes}"


@each
def test_looking_changes_nothing(route: Route, world: World, alices: Client) -> None:
    address, _ = address_of(route, world)
    sample_of(route).before(world)
    before = every_row()

    alices.get(address)
    alices.head(address)

    assert every_row() == before


# --- Signed links -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["reminders:mail_act", "reminders:unsubscribe", "reminders:feed"])
def test_looking_at_a_signed_link_changes_nothing(name: str, world: World, client: Client) -> None:
    tokens = {
        "reminders:mail_act": world.act_token,
        "reminders:unsubscribe": world.unsubscribe_token,
        "reminders:feed": world.feed.token,
    }
    address = reverse(name, kwargs={"token": tokens[name]})
    before = every_row()

    codes = {client.get(address).status_code for _ in range(3)} | {client.head(address).status_code}

    assert codes == {200}
    assert every_row() == before


@pytest.mark.parametrize("name", ["reminders:mail_act", "reminders:unsubscribe"])
def test_a_link_that_was_tampered_with_does_nothing(name: str, world: World, client: Client, mallory: User) -> None:
    """Neither changed, nor cut, nor signed for another purpose, nor made up."""
    tokens = [world.act_token, world.unsubscribe_token]
    right = tokens.pop(0 if name == "reminders:mail_act" else 1)
    wrong = [right[:-1], right.swapcase(), f"x{right}", str(mallory.pk), "-", *tokens]
    before = every_row()

    codes = [
        ask(reverse(name, kwargs={"token": token})).status_code for token in wrong for ask in (client.get, client.post)
    ]

    assert set(codes) == {404}
    assert every_row() == before


def test_a_calendar_opens_by_its_whole_secret_alone(world: World, client: Client, mallory: User) -> None:
    right = world.feed.token
    wrong = [right[:-1], right.swapcase(), f"x{right}", str(mallory.pk), str(world.feed.pk), "-", world.act_token]

    assert {client.get(reverse("reminders:feed", kwargs={"token": token})).status_code for token in wrong} == {404}
    assert MARK in client.get(reverse("reminders:feed", kwargs={"token": right})).content.decode()


# --- What is not ours -------------------------------------------------------------------------------------------------


def test_every_route_is_accounted_for() -> None:
    """A route that a package update brings is looked at before it is let in."""
    others = {route.name for route in EVERY if route not in OURS and not route.name.startswith("admin:")}

    assert others == set(ALLAUTH) | ALLAUTH_SIGNED_IN
    assert {route.name for route in OURS} >= set(PUBLIC)
    assert {name for name in SAMPLES if name not in {route.name for route in OURS}} == set()
    assert [route.name for route in PRIVATE if route.name.endswith(":None")] == []


@pytest.mark.parametrize("name", sorted(ALLAUTH_SIGNED_IN))
def test_allauths_own_pages_want_a_login(name: str, client: Client, db: None) -> None:
    answers = [client.get(reverse(name)), client.post(reverse(name))]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert {answer["Location"].partition("?")[0] for answer in answers} == {"/accounts/login/"}


@pytest.mark.parametrize("name", sorted(ALLAUTH))
def test_allauths_public_pages_show_and_change_nothing(name: str, client: Client, world: World) -> None:
    address = reverse(name, kwargs=ALLAUTH_ARGS.get(name))
    before = every_row()

    answer = client.get(address)

    assert answer.status_code in {200, 302, 404, 410, 429}
    assert MARK not in answer.content.decode()
    assert every_row() == before


@pytest.mark.parametrize(
    "route",
    # Those without a name lead from an old kind of address to a named one.
    [route for route in EVERY if route.name.startswith("admin:") and route.name != "admin:None"],
    ids=str,
)
def test_the_admin_is_for_staff(route: Route, world: World, client: Client, alices: Client) -> None:
    user = str(world.owner.pk)
    values = {"object_id": user, "id": user, "app_label": "accounts", "url": "accounts/", "content_type_id": "1"}
    address = reverse(route.name, kwargs={name: values[name] for name in route.arguments})
    before = every_row()

    answers = [ask(address) for who in (client, alices) for ask in (who.get, who.post)]

    assert {answer.status_code for answer in answers} <= {302, 403, 404, 405}
    assert [MARK in answer.content.decode() for answer in answers] == [False] * 4
    assert every_row() == before


# --- Choices in forms -------------------------------------------------------------------------------------------------


def below(form: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    """Every class that inherits from ``form``."""
    for child in form.__subclasses__():
        yield child
        yield from below(child)


def owned_forms() -> list[type[forms.BaseForm]]:
    """Every form of the product that is made for a user."""
    for floor in FLOORS:
        package = importlib.import_module(floor)
        for module in pkgutil.walk_packages(package.__path__, f"{floor}."):
            if ".forms" in module.name or module.name.endswith(".forms"):
                importlib.import_module(module.name)

    found = {form for root in (OwnedForm, OwnedModelForm) for form in below(root)}
    return sorted((form for form in found if form.__module__.partition(".")[0] in FLOORS), key=str)


def made_for(form: type[forms.BaseForm], user: User, world: World) -> forms.BaseForm:
    """``form`` for ``user``, with what else it wants taken from Alice's rows or the clock."""
    known = {
        "user": user,
        "now": MORNING,
        "on": MORNING.date(),
        "target": world.target,
        "contact": world.contact,
        "interview": world.interview,
        "interaction": None,
        "introduction": world.introduction,
        "connector": None,
        "whom": None,
        "kind": StepKind.ASKED,
        "campaign": world.campaign,
        "fact": FACTS["introducer"],
        "only": "industry",
        "columns": [Column(0, "Name", ("Ana",), "name")],
        "told": {},
        "questions": [],
    }
    wanted: dict[str, Any] = {"user": user}
    for parent in form.__mro__:
        if "__init__" in vars(parent) and parent.__module__.partition(".")[0] in FLOORS:
            for parameter in inspect.signature(vars(parent)["__init__"]).parameters.values():
                if parameter.kind is inspect.Parameter.KEYWORD_ONLY:
                    if parameter.name in known:
                        wanted[parameter.name] = known[parameter.name]
                    elif parameter.default is inspect.Parameter.empty:
                        pytest.fail(f"{form.__name__} wants {parameter.name}: say what that is in made_for()")
    return form(**wanted)


@pytest.mark.parametrize("form", owned_forms(), ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_no_form_offers_a_stranger_what_is_hers(form: type[forms.BaseForm], world: World, mallory: User) -> None:
    made = made_for(form, mallory, world)

    offered = [
        (name, row)
        for name, field in made.fields.items()
        if isinstance(field, forms.ModelChoiceField) and isinstance(field.queryset, OwnedQuerySet)
        for row in field.queryset
        if owner_of(row) != mallory.pk
    ]

    assert offered == []


def test_the_walk_finds_forms_and_routes() -> None:
    """The net has no hole large enough to pass unseen."""
    assert len(owned_forms()) > 15
    assert len(NAMING) > 40
    assert len(GENERAL) > 15
