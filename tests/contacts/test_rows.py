from dataclasses import asdict
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from common.templatetags.look import face
from contacts.models import Contact
from contacts.rows import rows_of
from tests.conftest import MONDAY
from tests.factories import ContactFactory, FollowUpFactory, OrganizationFactory, TagFactory


def test_a_row_says_everything_a_list_shows(alice: User) -> None:
    ana = ContactFactory.create(
        owner=alice,
        first_name="Ana",
        last_name="Silva",
        title="Buyer",
        organization=OrganizationFactory.create(owner=alice, name="Northwind"),
        last_interaction_on=date(2025, 11, 22),
        next_touch_on=date(2026, 5, 22),
    )
    ana.tags.set([TagFactory.create(owner=alice, name=name) for name in ("rail", "Porto")])

    [row] = rows_of([ana], user=alice, on=MONDAY)

    assert asdict(row) == {
        "contact": ana,
        "id": str(ana.pk),
        "name": "Ana Silva",
        "face": face("Ana Silva"),
        "url": f"/people/{ana.pk}/",
        "headline": "Buyer, Northwind",
        "fact": "Last spoke in November 2025",
        "when": "",
        "when_is": "",
        "tags": ["Porto", "rail"],
        "next": "Due for a word since May",
        "next_is": "late",
        "excerpts": (),
    }


def test_what_was_typed_is_escaped_once(alice: User, alices: Client) -> None:
    ana = ContactFactory.create(owner=alice, first_name="A&B", last_name="<i>", title="'x'", organization=None)
    ana.tags.add(TagFactory.create(owner=alice, name="<b>R&D</b>"))
    FollowUpFactory.create(contact=ana, what="Send <the> slides", due_on=MONDAY)

    page = alices.get("/people/?q=b").content.decode()

    assert f'<a href="/people/{ana.pk}/">A&amp;B &lt;i&gt;</a>' in page
    assert "<span>· &#x27;x&#x27;</span>" in page
    assert '<span class="tag quiet">&lt;b&gt;R&amp;D&lt;/b&gt;</span>' in page
    assert "Send &lt;the&gt; slides" in page
    assert "&amp;amp;" not in page
    # Tag and name show the word, so that nothing need say where it was found.
    assert "<mark>" not in page


@pytest.mark.parametrize(
    ("due_on", "when", "when_is"),
    [
        (date(2026, 11, 20), "planned for last Friday", "late"),
        (MONDAY, "today", "now"),
        (date(2026, 11, 26), "Thursday", "quiet"),
    ],
)
def test_the_promise_that_is_due_first_is_the_fact(alice: User, due_on: date, when: str, when_is: str) -> None:
    ana = ContactFactory.create(owner=alice)
    FollowUpFactory.create(contact=ana, what="Call again", due_on=date(2026, 12, 24))
    FollowUpFactory.create(contact=ana, what="Send the slides", due_on=due_on)
    FollowUpFactory.create(contact=ana, what="Thank her", due_on=date(2026, 11, 2), done_on=date(2026, 11, 2))

    [row] = rows_of([ana], user=alice, on=MONDAY)

    assert (row.fact, row.when, row.when_is) == ("Send the slides", when, when_is)


def test_among_colleagues_the_organization_goes_without_saying(alice: User) -> None:
    ana = ContactFactory.create(
        owner=alice, title="Buyer", organization=OrganizationFactory.create(owner=alice, name="Northwind")
    )

    assert [row.headline for row in rows_of([ana], user=alice, on=MONDAY, among_colleagues=True)] == ["Buyer"]


@pytest.mark.parametrize("count", [1, 3])
def test_rows_take_two_queries_however_many(
    alice: User, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        contact = ContactFactory.create(owner=alice)
        contact.tags.add(TagFactory.create(owner=alice))
        FollowUpFactory.create(contact=contact)
    people = list(Contact.for_user(alice).for_rows())

    with django_assert_num_queries(2):
        rows = rows_of(people, user=alice, on=MONDAY)

    assert len(rows) == count
