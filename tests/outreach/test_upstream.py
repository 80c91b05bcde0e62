"""From what came of the search back to everyone who led there, each with why (P43)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Contact
from contacts.organizations import named
from outreach.models import Outcome
from outreach.upstream import upstream_of
from tests.conftest import MONDAY
from tests.factories import (
    CampaignFactory,
    ContactFactory,
    InteractionFactory,
    IntroductionFactory,
    LandingFactory,
    OutcomeFactory,
    PostingFactory,
    ReferenceFactory,
    ReferenceUseFactory,
    TargetFactory,
)

FRIDAY = MONDAY - timedelta(days=3)


@pytest.fixture
def person(alice: User) -> Callable[..., Contact]:
    def known(name: str, place: str = "", **fields: object) -> Contact:
        first, _, last = name.partition(" ")
        organization = named(alice, place) if place else None
        return ContactFactory.create(owner=alice, first_name=first, last_name=last, organization=organization, **fields)

    return known


def whys(outcome: Outcome, user: User) -> dict[str, tuple[str, ...]]:
    return {each.contact.name: each.whys for each in upstream_of(outcome, user, on=MONDAY)}


def test_who_told_of_the_posting_comes_first_and_of_another_posting_not_at_all(
    alice: User, person: Callable[..., Contact]
) -> None:
    kessel = named(alice, "Kessel")
    ana, tom, wei = person("Ana Reis"), person("Tom Bo", "Kessel"), person("Wei Chen")
    planner = PostingFactory.create(organization=kessel, title="Planner", led_by=ana)
    PostingFactory.create(organization=kessel, title="Buyer", led_by=wei)
    InteractionFactory.create(contact=tom, kind="meeting", on=FRIDAY)

    of_posting = OutcomeFactory.create(owner=alice, organization=kessel, posting=planner)
    of_place = OutcomeFactory.create(owner=alice, organization=kessel)

    assert whys(of_posting, alice) == {
        "Ana Reis": ("Told you of the posting",),
        "Tom Bo": ("Talked with you on 20 November 2026",),
    }
    assert list(whys(of_place, alice)) == ["Ana Reis", "Wei Chen", "Tom Bo"]
    assert whys(of_place, alice)["Wei Chen"] == ("Told you of work there",)


def test_the_chain_is_walked_up_to_its_first_and_a_circle_ends(alice: User, person: Callable[..., Contact]) -> None:
    first = person("Fay First")
    middle = person("Mia Middle", introduced_by=first)
    there = person("Theo There", "Kessel", introduced_by=middle)
    first.introduced_by = there
    first.save()
    person("Nora Nobody", "Globex", introduced_by=person("Otto Other"))

    assert whys(OutcomeFactory.create(owner=alice), alice) == {
        "Mia Middle": ("Led you to Theo There",),
        "Fay First": ("Led you to Mia Middle, who led you to Theo There",),
        "Theo There": ("Led you to Fay First, who led you to Mia Middle",),
    }


def test_introductions_that_were_made_count_and_those_asked_for_do_not(
    alice: User, person: Callable[..., Contact]
) -> None:
    there, made, asked = person("Theo There", "Kessel"), person("Mad Made"), person("Ask Asked")
    IntroductionFactory.create(connector=made, whom=there, state="made", made_on=FRIDAY)
    IntroductionFactory.create(connector=asked, whom=there, state="asked", asked_on=FRIDAY)

    assert whys(OutcomeFactory.create(owner=alice), alice) == {"Mad Made": ("Led you to Theo There",)}


def test_who_spoke_there_and_who_gave_something(alice: User, person: Callable[..., Contact]) -> None:
    rosa, idle = person("Rosa Maier"), person("Idle Ira")
    place = named(alice, "Kessel")
    ReferenceUseFactory.create(reference=ReferenceFactory.create(contact=rosa), organization=place, expected_on=FRIDAY)
    ReferenceUseFactory.create(reference=ReferenceFactory.create(contact=person("Ahead Ann")), organization=place)
    ReferenceUseFactory.create(
        reference=ReferenceFactory.create(contact=idle), organization=place, outcome="not_called", outcome_on=FRIDAY
    )
    hana = person("Hana Sato", "Kessel")
    InteractionFactory.create(contact=hana, kind="email", on=FRIDAY, received="An hour on my application")

    assert whys(OutcomeFactory.create(owner=alice), alice) == {
        "Rosa Maier": ("Spoke for you there",),
        "Hana Sato": ("Gave you an hour on my application",),
    }


def test_a_friend_who_talked_with_the_user_there_helped(alice: User, person: Callable[..., Contact]) -> None:
    InteractionFactory.create(contact=person("Fritz Friend", "Kessel", tie="strong"), kind="meeting", on=FRIDAY)

    assert whys(OutcomeFactory.create(owner=alice), alice) == {"Fritz Friend": ("Talked with you on 20 November 2026",)}


def test_help_before_the_last_landing_talks_ahead_and_those_let_be_do_not_count(
    alice: User, person: Callable[..., Contact]
) -> None:
    LandingFactory.create(owner=alice, ended_on=date(2026, 10, 1))
    InteractionFactory.create(contact=person("Old Ole", "Kessel"), kind="meeting", on=date(2026, 9, 1))
    InteractionFactory.create(contact=person("Ahead Ann", "Kessel"), kind="meeting", on=MONDAY + timedelta(days=2))
    InteractionFactory.create(contact=person("Gone Gus", "Kessel", do_not_contact=True), kind="meeting", on=FRIDAY)

    assert whys(OutcomeFactory.create(owner=alice), alice) == {}


def test_a_campaign_that_is_over_concerns_its_people_and_who_led_to_them(
    alice: User, person: Callable[..., Contact]
) -> None:
    rail = CampaignFactory.create(owner=alice)
    led, silent, idea = person("Led Lea", introduced_by=person("Ana Reis")), person("Silent Sam"), person("Idea Ida")
    for contact, made in ((led, 1), (silent, 2), (idea, 0)):
        TargetFactory.create(campaign=rail, contact=contact, attempts_made=made)
    InteractionFactory.create(contact=led, kind="meeting", on=FRIDAY)
    InteractionFactory.create(contact=idea, kind="meeting", on=FRIDAY)
    over = OutcomeFactory.create(owner=alice, kind="closed", organization=None, campaign=rail)

    assert whys(over, alice) == {
        "Ana Reis": ("Led you to Led Lea",),
        "Led Lea": ("Talked with you on 20 November 2026",),
    }


@pytest.mark.parametrize("kind", ["interview", "closed"])
def test_without_a_place_nobody_is_upstream(alice: User, person: Callable[..., Contact], kind: str) -> None:
    """The organization, or the campaign, may have been deleted since."""
    InteractionFactory.create(contact=person("Loose Lou"), kind="meeting", on=FRIDAY)
    TargetFactory.create(campaign__owner=alice, contact=person("Tom Bo"), attempts_made=1)

    assert whys(OutcomeFactory.create(owner=alice, kind=kind, organization=None), alice) == {}


def test_nothing_of_anybody_elses_is_read(alice: User, mallory: User, person: Callable[..., Contact]) -> None:
    person("Theo There", "Kessel", introduced_by=person("Ana Reis"))

    assert whys(OutcomeFactory.create(owner=mallory), mallory) == {}


def test_queries_do_not_grow_with_the_chain(alice: User, person: Callable[..., Contact]) -> None:
    outcome = OutcomeFactory.create(owner=alice)
    kessel, counts = outcome.organization, []
    for rows in (1, 3):
        for number in range(rows):
            led = person("Ana Reis")
            for depth in range(rows):
                led = person(f"Link {number} {depth}", introduced_by=led)
            there = person(f"There {number}", "Kessel", introduced_by=led)
            InteractionFactory.create(contact=there, kind="meeting", on=FRIDAY)
            ReferenceUseFactory.create(
                reference=ReferenceFactory.create(contact=led), organization=outcome.organization
            )
            PostingFactory.create(organization=kessel, led_by=led, title=f"Planner {rows} {number}")
        with CaptureQueriesContext(connection) as queries:
            assert upstream_of(outcome, alice, on=MONDAY)
        counts.append(len(queries))
    assert counts == [8, 8]
