"""Addresses of many rows."""

import pytest
from django.urls import NoReverseMatch, reverse

from common.routes import addresses_of


@pytest.mark.parametrize("pk", [1, 10, 4711])
def test_an_address_is_what_reversing_gives(pk: int) -> None:
    assert addresses_of("contacts:detail")(pk) == reverse("contacts:detail", args=[pk])
    assert addresses_of("contacts:detail_update")(pk) == reverse("contacts:detail_update", args=[pk])


def test_a_route_that_is_none_says_so() -> None:
    with pytest.raises(NoReverseMatch):
        addresses_of("contacts:nowhere")
