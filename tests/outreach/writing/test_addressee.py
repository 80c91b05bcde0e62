"""What is known of the person a message is for."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import SearchBrief, User
from contacts.models import Contact
from outreach.models import Campaign, Target
from outreach.writing.addressee import addressee
from outreach.writing.beginnings import Need
from outreach.writing.merge_fields import FIELDS
from tests.conftest import MONDAY
from tests.factories import (
    CampaignFactory,
    ContactFactory,
    ContactPointFactory,
    DetailFactory,
    InteractionFactory,
    OrganizationFactory,
    TargetFactory,
)


@pytest.fixture
def target(alice: User) -> Target:
    contact = ContactFactory.create(
        owner=alice,
        first_name="Tobias",
        last_name="Krüger",
        how_known="Met in Berlin.",
        organization=OrganizationFactory.create(owner=alice, name="Kessel"),
        introduced_by=ContactFactory.create(owner=alice, first_name="Ana", last_name="Reis"),
    )
    campaign = CampaignFactory.create(owner=alice, goal="Learn how\nrail plans")
    return TargetFactory.create(campaign=campaign, contact=contact, reason="Left spreadsheets behind.")


def to(user: User, target: Target) -> Target:
    return (
        Target.for_user(user)
        .select_related("campaign", "contact__organization", "contact__introduced_by")
        .get(pk=target.pk)
    )


def test_every_field_has_its_value(alice: User, target: Target) -> None:
    for kind, text in (("family", "Two boys"), ("family", "A dog"), ("interest", "Rowing"), ("need", "A planner")):
        DetailFactory.create(contact=target.contact, kind=kind, text=text)
    SearchBrief.unscoped.create(
        owner=alice,
        roles="planner",
        industries="rail",
        places="Lyon",
        brings="Seven years",
        asks="Twenty minutes",
        news="I planned.\nI learn.",
    )

    values = addressee(alice, to(alice, target).contact, to(alice, target), on=MONDAY).values

    assert values == {
        "first_name": "Tobias",
        "last_name": "Krüger",
        "name": "Tobias Krüger",
        "title": "Head of Logistics",
        "organization": "Kessel",
        "how_known": "Met in Berlin",
        "introducer": "Ana Reis",
        "introducer_first_name": "Ana",
        "family": "Two boys",
        "interest": "Rowing",
        "need": "A planner",
        "reason": "Left spreadsheets behind",
        "ask": "advice",
        "goal": "Learn how rail plans",
        "speaks_to": "",
        "call_place": "",
        "call_role": "",
        "call_caller": "",
        "call_day": "",
        "call_outcome": "",
        "whom": "",
        "whom_short": "",
        "why_whom": "",
        "lines_to_pass_on": "I planned. I learn. [What you would ask, and that 20 minutes are enough.]",
        "news_since": "",
        "came_of_it": "",
        "landed_as": "",
        "helped_by": "",
        "my_roles": "planner",
        "my_industries": "rail",
        "my_places": "Lyon",
        "what_i_bring": "Seven years",
        "what_i_ask": "Twenty minutes",
        "my_news": "I planned. I learn.",
        "my_name": "Alice Almeida",
        "my_first_name": "Alice",
    }
    assert values.keys() == FIELDS.keys()


def test_every_field_says_where_it_is_filled_in(alice: User, target: Target) -> None:
    contact = target.contact
    known = addressee(alice, to(alice, target).contact, to(alice, target), on=MONDAY)
    outside = addressee(alice, to(alice, target).contact, None, on=MONDAY)

    assert {name: known.url_of(name) for name in ("title", "need", "reason", "my_news", "my_name")} == {
        "title": f"/people/{contact.pk}/edit/",
        "need": f"/people/{contact.pk}/",
        "reason": f"/outreach/targets/{target.pk}/?do=reason#reason",
        "my_news": "/settings/search/",
        "my_name": "/settings/",
    }
    assert outside.url_of("reason") == f"/people/{contact.pk}/"


@pytest.mark.parametrize(
    ("ways", "both"),
    [
        ([], False),
        (["outgoing", "outgoing"], False),
        (["incoming"], False),
        (["incoming", "outgoing"], True),
        (["mutual"], True),
    ],
)
def test_words_went_both_ways_or_not(alice: User, target: Target, ways: list[str], both: bool) -> None:
    """P26; a light touch and what is still to come are no words."""
    for way in ways:
        InteractionFactory.create(contact=target.contact, direction=way)
    InteractionFactory.create(contact=target.contact, direction="mutual", kind="touch")
    InteractionFactory.create(contact=target.contact, direction="mutual", on=date(2026, 12, 1))

    assert addressee(alice, to(alice, target).contact, to(alice, target), on=MONDAY).facts.has_exchange is both


@pytest.mark.parametrize(
    ("tie", "last", "years"),
    [
        ("strong", date(2023, 11, 23), 3),
        ("strong", date(2023, 11, 24), 0),
        ("strong", None, 0),
        ("weak", date(2019, 1, 1), 0),
    ],
)
def test_an_old_friend_is_caught_up_with_first(
    alice: User, target: Target, tie: str, last: date | None, years: int
) -> None:
    """P21."""
    Contact.unscoped.filter(pk=target.contact.pk).update(tie=tie, last_interaction_on=last)

    known = addressee(alice, to(alice, target).contact, to(alice, target), on=MONDAY)

    assert known.facts.years_silent == years
    assert known.need == (
        Need(channel="email", purpose="catch_up") if years else Need(channel="email", ask_kind="advice", step=1)
    )


@pytest.mark.parametrize(
    ("kind", "follows", "need"),
    [
        ("announcement", "once", Need(channel="email", purpose="announcement")),
        ("reconnect", "five", Need(channel="email", purpose="catch_up")),
        ("references", "five", Need(channel="email", ask_kind="advice", step=1)),
    ],
)
def test_a_campaign_of_another_kind_begins_with_other_words(
    alice: User, target: Target, kind: str, follows: str, need: Need
) -> None:
    """P09, P21."""
    Campaign.for_user(alice).update(kind=kind, follows=follows)

    assert addressee(alice, to(alice, target).contact, to(alice, target), on=MONDAY).need == need


def test_it_costs_five_queries_however_much_is_known(alice: User, target: Target) -> None:
    for _ in range(3):
        InteractionFactory.create(contact=target.contact)
        DetailFactory.create(contact=target.contact)
        ContactPointFactory.create(contact=target.contact)
    loaded = to(alice, target)

    with CaptureQueriesContext(connection) as queries:
        addressee(alice, loaded.contact, loaded, on=MONDAY)

    assert len(queries) == 5
