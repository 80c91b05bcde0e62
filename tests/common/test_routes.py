"""Addresses of many rows."""

import pytest
from django.template import Context, Template
from django.test.utils import override_script_prefix
from django.urls import NoReverseMatch, reverse

from common.routes import address_of, addresses_of


@pytest.mark.parametrize("pk", [1, 10, 4711])
def test_an_address_is_what_reversing_gives(pk: int) -> None:
    assert addresses_of("contacts:detail")(pk) == reverse("contacts:detail", args=[pk])
    assert addresses_of("contacts:detail_update")(pk) == reverse("contacts:detail_update", args=[pk])


def test_a_route_that_is_none_says_so() -> None:
    with pytest.raises(NoReverseMatch):
        addresses_of("contacts:nowhere")


def test_an_address_without_arguments_is_what_reversing_gives() -> None:
    assert address_of("contacts:list") == reverse("contacts:list")
    with override_script_prefix("/rapport/"):
        assert address_of("contacts:list") == reverse("contacts:list") == "/rapport/people/"
        assert addresses_of("contacts:detail")(3) == "/rapport/people/3/"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{% url 'contacts:list' %}", "/people/"),
        ("{% url 'contacts:detail' pk %}", "/people/1234/"),
        ("{% url 'contacts:detail' digits %}", "/people/77/"),
        ("{% url 'contacts:detail' pk=pk %}", "/people/1234/"),
        ("{% url 'contacts:fact' pk 'notes' %}", "/people/1234/edit/notes/"),
        ("{% url 'contacts:list' as here %}[{{ here }}]", "[/people/]"),
        ("{% url 'contacts:nowhere' as here %}[{{ here }}]", "[]"),
        ("{% url route %}", "/people/organizations/"),
        ("{% url 'reminders:mail_act' 'a&b' %}", "/d/a&amp;b"),
    ],
)
def test_url_gives_what_it_always_gave(written: str, said: str) -> None:
    context = {"pk": 1234, "digits": "77", "route": "contacts:organization_list"}

    assert Template(written).render(Context(context)) == said


@pytest.mark.parametrize(
    "written",
    [
        "{% url 'contacts:nowhere' %}",
        "{% url 'contacts:nowhere' 1 %}",
        "{% url 'contacts:detail' %}",
        "{% url 'contacts:detail' nobody.pk %}",
        "{% url 'contacts:detail' -1 %}",
        "{% url 'contacts:list' 1 %}",
    ],
)
def test_url_refuses_what_it_always_refused(written: str) -> None:
    with pytest.raises(NoReverseMatch):
        Template(written).render(Context({}))
