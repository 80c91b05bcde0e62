"""Where someone worked before or studied: written in a line or a form, corrected, taken back (P03, P07)."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from contacts.models import Affiliation, Change, Contact, Detail, Organization
from contacts.network import paths
from tests.conftest import MORNING
from tests.factories import AffiliationFactory, ContactFactory, OrganizationFactory


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def marisol(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Marisol", last_name="Reyes")


def rows() -> list[tuple[object, ...]]:
    return list(
        Affiliation.unscoped.order_by("pk").values_list("kind", "organization__name", "from_year", "until_year")
    )


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("worked at Siemens until 2019", ("work", "Siemens", None, 2019)),
        ("Studied at TU Delft 2010-2014", ("school", "TU Delft", 2010, 2014)),
        ("used to work for Port of Lisbon (from 2011 to 2015).", ("work", "Port of Lisbon", 2011, 2015)),
        ("member of Women in Rail since 2020", ("member", "Women in Rail", 2020, None)),
        ("graduated from École Centrale in 2009", ("school", "École Centrale", 2009, 2009)),
        ("worked at 3M", ("work", "3M", None, None)),
    ],
)
def test_a_line_says_where_they_were(alices: Client, marisol: Contact, line: str, kept: tuple[object, ...]) -> None:
    alices.post(f"/people/{marisol.pk}/remember/", {"line": line})

    assert (rows(), Detail.unscoped.count()) == ([kept], 0)


@pytest.mark.parametrize(
    "line", ["worked at night for years", "worked at Siemens, and hated it", "member of the board"]
)
def test_a_line_that_says_more_stays_a_line(alices: Client, marisol: Contact, line: str) -> None:
    alices.post(f"/people/{marisol.pk}/remember/", {"line": line})

    assert (rows(), Detail.unscoped.get().text) == ([], line)


def test_what_is_wrong_with_a_line_is_said_and_it_is_kept(alices: Client, marisol: Contact) -> None:
    response = alices.post(f"/people/{marisol.pk}/remember/", {"line": "worked at Siemens 2019-2010"})

    assert (response.status_code, rows(), Organization.unscoped.count()) == (422, [], 0)
    assert "That is before it began." in response.content.decode()
    assert 'value="worked at Siemens 2019-2010"' in response.content.decode()


def test_it_is_added_shown_and_found_by_paths(alices: Client, alice: User, marisol: Contact) -> None:
    """P05: whoever was there before may lead there."""
    siemens = OrganizationFactory.create(owner=alice, name="Siemens")

    alices.post(
        f"/people/{marisol.pk}/background/",
        {"kind": "work", "organization_name": "siemens", "from_year": "2011", "until_year": "2019"},
    )

    page = " ".join(alices.get(f"/people/{marisol.pk}/").content.decode().split())
    found = paths.to_organization(alice, siemens)
    assert f'Worked at <a href="/people/organizations/{siemens.pk}/">Siemens</a>' in page
    assert [(path.through, path.reason) for path in found] == [(marisol, "worked at Siemens from 2011 to 2019")]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"from_year": "2019", "until_year": "2011"}, "That is before it began."),
        ({"until_year": "2027"}, "That is still to come."),
        ({"from_year": "14"}, "A year has four digits"),
        ({"organization_name": "TU Delft"}, "That is noted already"),
    ],
)
def test_what_cannot_be_is_said(
    alices: Client, alice: User, marisol: Contact, typed: dict[str, str], said: str
) -> None:
    delft = OrganizationFactory.create(owner=alice, name="TU Delft")
    AffiliationFactory.create(contact=marisol, organization=delft, kind="school")

    response = alices.post(
        f"/people/{marisol.pk}/background/", {"kind": "school", "organization_name": "Aalto", **typed}
    )

    assert (response.status_code, len(rows())) == (422, 1)
    assert said in response.content.decode()


def test_it_is_corrected_and_taken_away_and_back(alices: Client, alice: User, marisol: Contact) -> None:
    delft = OrganizationFactory.create(owner=alice, name="TU Delft")
    row = AffiliationFactory.create(contact=marisol, organization=delft, kind="work", until_year=2014)

    alices.post(
        f"/people/background/{row.pk}/edit/",
        {"kind": "school", "organization_name": "TU Delft", "from_year": "2010", "until_year": "2014"},
    )
    corrected = rows()
    alices.post(f"/people/background/{row.pk}/delete/")
    gone = rows()
    alices.post(Change.unscoped.get().undo_url)

    assert (corrected, gone, rows()) == ([("school", "TU Delft", 2010, 2014)], [], corrected)
