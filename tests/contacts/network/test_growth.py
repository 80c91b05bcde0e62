"""New people a week by how they came (P47), and the chains between people (P03)."""

from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.importing import intake
from contacts.models import Contact
from contacts.network.chains import Chains
from contacts.network.growth import growth
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, EventFactory

CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ines Maia\r\nN:Maia;Ines;;;\r\nEND:VCARD\r\n"


def test_new_people_are_counted_by_week_and_source(alice: User, mallory: User) -> None:
    ana = ContactFactory.create(owner=alice, added_on=date(2026, 11, 22))
    ContactFactory.create(owner=alice, added_on=date(2026, 11, 16), introduced_by=ana)
    met = ContactFactory.create(owner=alice, added_on=MONDAY, is_archived=True)
    EventFactory.create(owner=alice).people.add(met)
    intake.bring_in(CARD, filename="a.vcf", owner=alice, tier="light", on=MONDAY, now=MORNING)
    ContactFactory.create(owner=alice, added_on=date(2026, 9, 6))
    ContactFactory.create(owner=mallory, added_on=MONDAY)

    found = growth(alice, on=MONDAY)

    assert [tone.name for tone in found.chart.tones] == ["Introduced", "Met at an event", "From a file", "Noted by you"]
    assert found.chart.rows[-2:] == [("16 Nov", (1, 0, 0, 1)), ("23 Nov", (0, 1, 1, 0))]
    assert (found.this_week, found.total, found.newest_on, found.is_dry) == (2, 4, MONDAY, False)


def test_three_weeks_without_a_name_are_a_dry_spell(alice: User) -> None:
    ContactFactory.create(owner=alice, added_on=date(2026, 11, 2))

    assert not growth(alice, on=date(2026, 11, 22)).is_dry
    assert growth(alice, on=MONDAY).is_dry


def test_growth_costs_two_queries(alice: User) -> None:
    ContactFactory.create_batch(3, owner=alice, added_on=MONDAY)

    with CaptureQueriesContext(connection) as queries:
        growth(alice, on=MONDAY)

    assert len(queries) == 2


def test_the_page_asks_for_one_more_name(alices: Client, alice: User) -> None:
    ContactFactory.create(owner=alice, added_on=date(2026, 10, 5))

    assert "Who else should I talk" in alices.get("/people/network/growth/").content.decode()


def test_an_empty_page_says_where_to_begin(alices: Client) -> None:
    assert "one walk at a time" in alices.get("/people/network/growth/").content.decode()


def test_a_chain_goes_back_to_the_first(alice: User, mallory: User) -> None:
    ana = ContactFactory.create(owner=alice)
    ben = ContactFactory.create(owner=alice, introduced_by=ana)
    cleo = ContactFactory.create(owner=alice, introduced_by=ben)
    ContactFactory.create(owner=mallory, introduced_by=ContactFactory.create(owner=mallory))

    with CaptureQueriesContext(connection) as queries:
        chains = Chains.of(alice)

    assert (list(chains.to(cleo)), list(chains.back_from(ben)), len(queries)) == ([ana, ben, cleo], [ben, ana], 1)
    assert chains.by_id.keys() == {ana.pk, ben.pk, cleo.pk}


def test_a_loop_ends_where_it_closes(alice: User) -> None:
    ana = ContactFactory.create(owner=alice)
    ben = ContactFactory.create(owner=alice, introduced_by=ana)
    Contact.for_user(alice).filter(pk=ana.pk).update(introduced_by=ben)

    assert list(Chains.of(alice).back_from(ben)) == [ben, ana]
