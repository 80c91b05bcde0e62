"""Changing many at once, in words and on rows; taking it back is in test_undoing."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts import several
from contacts.models import Change, Contact, Organization, Tag
from contacts.several import Alterations
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, OrganizationFactory, TagFactory


def alter(owner: User, people: list[Contact], **what: object) -> Change | None:
    keys = [contact.pk for contact in people]
    return several.alter(owner, keys, Alterations(**what), on=MONDAY, now=MORNING)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ({"tier": "key"}, "keep in touch key"),
        ({"tier": "none"}, "no reminders"),
        ({"cadence_months": 1}, "every month"),
        ({"cadence_months": 4}, "every 4 months"),
        ({"cadence_months": 0}, "as often as their tier says"),
        ({"tie": "strong", "walk_of_life": "clubs"}, "tie strong, from sports and clubs"),
        ({"walk_of_life": ""}, "walk of life cleared"),
        ({"organization": "Acme"}, "at Acme"),
        ({"organization": ""}, "organization cleared"),
        ({"is_archived": True}, "archived"),
        ({"is_archived": False, "do_not_contact": True}, "brought back, not to be contacted"),
        ({"do_not_contact": False}, "may be contacted"),
        ({"snoozed_until": date(2026, 11, 30)}, "resting until 30 November"),
        ({"wake": True}, "woken"),
        ({"add_tags": ["rail", "Lyon"]}, "tagged “rail”, “Lyon”"),
        ({"remove_tags": ["rail"]}, "no longer tagged “rail”"),
    ],
)
def test_what_was_done_is_said(what: dict[str, object], said: str) -> None:
    assert several.sentence(Alterations(**what), "7 people", on=MONDAY) == f"7 people: {said}"  # type: ignore[arg-type]


def test_everything_said_changes_and_the_rest_stays(alice: User, mallory: User) -> None:
    rail = TagFactory.create(owner=alice, name="Rail")
    people = ContactFactory.create_batch(2, owner=alice, notes="Tea.", added_on=date(2026, 8, 3))
    people[0].tags.add(rail)
    bystander = ContactFactory.create(owner=alice)

    change = alter(
        alice,
        people,
        tier="key",
        cadence_months=2,
        tie="strong",
        walk_of_life="work",
        organization="Acme, Inc.",
        is_archived=True,
        do_not_contact=True,
        snoozed_until=date(2026, 12, 1),
        add_tags=["Lyon"],
        remove_tags=["rail"],
    )

    acme = Organization.for_user(alice).get()
    assert acme.name == "Acme, Inc."
    for contact in Contact.for_user(alice).exclude(pk=bystander.pk):
        assert (contact.tier, contact.cadence_months, contact.next_touch_on) == ("key", 2, date(2026, 10, 3))
        assert (contact.tie, contact.walk_of_life, contact.organization) == ("strong", "work", acme)
        assert (contact.is_archived, contact.do_not_contact) == (True, True)
        assert (contact.snoozed_until, contact.notes) == (date(2026, 12, 1), "Tea.")
        assert [tag.name for tag in contact.tags.all()] == ["Lyon"]
    bystander.refresh_from_db()
    assert (bystander.tier, bystander.is_archived, bystander.tags.count()) == ("regular", False, 0)
    assert change is not None
    assert change.sentence.startswith(
        "2 people: keep in touch key, every 2 months, resting until 1 December, tie strong"
    )
    assert (change.owner, change.made_at, change.undone_at) == (alice, MORNING, None)
    assert Tag.for_user(mallory).count() == 0


def test_fields_are_cleared(alice: User) -> None:
    acme = OrganizationFactory.create(owner=alice)
    people = [ContactFactory.create(owner=alice, organization=acme, walk_of_life="work", cadence_months=2)]
    people[0].snoozed_until = date(2026, 12, 1)
    people[0].save()

    alter(alice, people, organization="", walk_of_life="", cadence_months=0, wake=True)

    contact = Contact.for_user(alice).get()
    assert (contact.organization, contact.walk_of_life, contact.cadence_months) == (None, "", None)
    assert contact.snoozed_until is None


def test_nothing_different_is_no_change(alice: User) -> None:
    people = ContactFactory.create_batch(2, owner=alice, tie="weak")

    assert alter(alice, people, tie="weak") is None
    assert Change.for_user(alice).count() == 0


def test_one_person_is_called_by_name(alice: User) -> None:
    change = alter(alice, [ContactFactory.create(owner=alice, first_name="Wei", last_name="Zhang")], tie="none")

    assert str(change) == "Wei Zhang: tie none yet"


def test_more_people_cost_no_more_queries(alice: User) -> None:
    def queries(count: int) -> int:
        people, name = ContactFactory.create_batch(count, owner=alice), f"name {count}"
        with CaptureQueriesContext(connection) as asked:
            alter(alice, people, tier="key", tie="strong", add_tags=[name], remove_tags=["old"], organization=name)
        return len(asked)

    queries(2)
    assert queries(3) == queries(30)
