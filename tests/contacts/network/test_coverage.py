"""Where the network is thin, and whom to ask (P11, P12)."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import SearchBrief, User
from contacts.models import Contact
from contacts.network import coverage
from tests.conftest import MONDAY
from tests.factories import AffiliationFactory, ContactFactory, OrganizationFactory


def counts(rows: list[coverage.Row]) -> dict[str, list[int]]:
    return {row.name: [cell.count for cell in row.cells] for row in rows}


@pytest.mark.parametrize(
    ("tie", "last", "column"),
    [
        ("strong", date(2023, 11, 24), "strong"),
        ("strong", date(2023, 11, 23), "dormant"),
        ("weak", date(2020, 1, 6), "dormant"),
        ("weak", None, "weak"),
        ("none", date(2020, 1, 6), "none"),
    ],
)
def test_a_tie_unused_for_three_years_is_dormant(tie: str, last: date | None, column: str) -> None:
    assert coverage.nearness(Contact(tie=tie, last_interaction_on=last), MONDAY) == column


def test_the_matrix_sets_goals_against_ties(alice: User, mallory: User) -> None:
    SearchBrief.unscoped.create(owner=alice, industries="Rail freight, Ports")
    nordlys = OrganizationFactory.create(owner=alice, name="Nordlys", interest=3, industry="Rail Freight")
    OrganizationFactory.create(owner=alice, name="Quay", interest=1)
    kessel = OrganizationFactory.create(owner=alice, name="Kessel", industry="rail freight")
    OrganizationFactory.create(owner=mallory, name="Theirs", interest=3)
    ContactFactory.create(owner=alice, organization=nordlys, tie="strong")
    ContactFactory.create(owner=alice, organization=nordlys, tie="weak", last_interaction_on=date(2020, 1, 6))
    ContactFactory.create(owner=alice, organization=nordlys, tie="weak", is_archived=True)
    ContactFactory.create(owner=alice, organization=kessel, tie="weak")

    found = coverage.matrix(alice, on=MONDAY)

    assert counts(list(found.organizations)) == {"Nordlys": [1, 0, 1, 0], "Quay": [0, 0, 0, 0]}
    assert counts(list(found.industries)) == {"Rail freight": [1, 1, 1, 0], "Ports": [0, 0, 0, 0]}
    assert [row.name for row in found.organizations if row.is_gap] == ["Quay"]


def test_each_gap_names_the_best_person_to_ask(alice: User) -> None:
    led, was, *_ = (
        OrganizationFactory.create(owner=alice, name=name, interest=1, industry=industry)
        for name, industry in [("Led", ""), ("Was", ""), ("Alike", "Rail"), ("Far", "")]
    )
    ana = ContactFactory.create(owner=alice, first_name="Ana", tie="weak")
    ContactFactory.create(owner=alice, organization=led, tie="none", introduced_by=ana)
    AffiliationFactory.create(
        contact=ContactFactory.create(owner=alice, first_name="Ben", tie="weak"), organization=was
    )
    rail = OrganizationFactory.create(owner=alice, industry="rail")
    ContactFactory.create(owner=alice, first_name="Cleo", tie="strong", organization=rail)
    ContactFactory.create(owner=alice, first_name="Dan", tie="strong", last_interaction_on=date(2026, 11, 2))

    docks = OrganizationFactory.create(owner=alice, industry="Docks")
    AffiliationFactory.create(
        contact=ContactFactory.create(owner=alice, first_name="Eva", tie="weak"), organization=docks
    )
    SearchBrief.unscoped.create(owner=alice, industries="docks, Parcels")

    found = coverage.gaps(alice, coverage.matrix(alice, on=MONDAY))

    assert {gap.row.name: gap.reason for gap in found} == {
        "docks": "Eva was in this industry.",
        "Parcels": "No way is known yet; Dan is close to you and may know one.",
        "Led": "Ana led you to somebody at Led.",
        "Was": "Ben was there.",
        "Alike": "Cleo is close to you and in the same industry.",
        "Far": "No way is known yet; Dan is close to you and may know one.",
    }


def test_a_gap_without_anybody_is_still_told(alice: User) -> None:
    OrganizationFactory.create(owner=alice, interest=1)

    [gap] = coverage.gaps(alice, coverage.matrix(alice, on=MONDAY))

    assert (gap.ask, gap.reason) == (None, "Nobody yet: an event or a school list may lead there.")


def test_gaps_and_matrix_cost_the_same_for_one_and_for_three(alice: User) -> None:
    ContactFactory.create(owner=alice, tie="strong")
    seen = []
    for number in (1, 2):
        OrganizationFactory.create_batch(number, owner=alice, interest=1, industry="Rail")
        with CaptureQueriesContext(connection) as queries:
            coverage.gaps(alice, coverage.matrix(alice, on=MONDAY))
        seen.append(len(queries))

    assert seen[0] == seen[1] <= 8


def test_the_page_shows_map_and_gaps(alices: Client, alice: User) -> None:
    OrganizationFactory.create(owner=alice, name="Nordlys", interest=3, industry="rail")

    page = alices.get("/people/network/coverage/").content.decode()

    assert (page.count("Nordlys"), page.count("Rail")) == (2, 2)
    assert "Nobody near yet" in page


def test_without_goals_the_page_asks_for_them(alices: Client) -> None:
    assert "Say where you want to go" in alices.get("/people/network/coverage/").content.decode()
