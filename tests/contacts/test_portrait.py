"""Everything small about a person, in one query."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Contact, Photo
from contacts.portrait import Met, Named, Portrait, Shared, portrait_of
from contacts.portrait_words import age_on, facts_of, groups_of, occasions_of
from tests.conftest import MONDAY
from tests.factories import (
    ContactFactory,
    ContactPointFactory,
    DetailFactory,
    EventFactory,
    FollowUpFactory,
    OccasionFactory,
    SavedLinkFactory,
    TagFactory,
)


def marisol(alice: User) -> Contact:
    """Somebody about whom there is something of every kind, beside somebody about whom there is the same."""
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="Silva")
    wei = ContactFactory.create(owner=alice, first_name="Wei", last_name="Zhang", introduced_by=ana)
    contact = ContactFactory.create(owner=alice, first_name="Marisol", introduced_by=wei)
    for person in (contact, ana):
        person.tags.add(TagFactory.create(owner=alice, name=f"tag of {person.pk}"))
        ContactPointFactory.create(contact=person, kind="phone", value="912 345 678", label="home")
        ContactPointFactory.create(contact=person, value="both@example.com")
        DetailFactory.create(contact=person, kind="job", text="Moves to Lyon")
        DetailFactory.create(contact=person, kind="family", text="Two boys")
        OccasionFactory.create(contact=person, year=1990)
        SavedLinkFactory.create(owner=alice, contact=person, title="Old", saved_on=date(2026, 1, 2), sent_on=MONDAY)
        SavedLinkFactory.create(owner=alice, contact=person, title="New", note="For her talk")
        EventFactory.create(owner=alice, name=f"Evening of {person.pk}").people.add(person)
        FollowUpFactory.create(contact=person, what="Later", due_on=date(2026, 12, 1))
        FollowUpFactory.create(contact=person, what="Sooner", due_on=date(2026, 11, 24))
        FollowUpFactory.create(contact=person, what="Done", done_on=MONDAY)
        ContactFactory.create(owner=alice, first_name=f"Led by {person.pk}", last_name="", introduced_by=person)
        Photo.for_user(alice).create(contact=person, image=b"RIFF", digest=f"{person.pk}" * 8)
    return contact


def test_one_query_knows_it_all(alice: User) -> None:
    contact = marisol(alice)
    portrait_of(contact)

    with CaptureQueriesContext(connection) as queries:
        found = portrait_of(contact)

    assert len(queries) == 1
    assert found.photo == f"{contact.pk}" * 8
    assert [tag.name for tag in found.tags] == [f"tag of {contact.pk}"]
    assert [(point.href, point.shown, point.label) for point in found.points] == [
        ("mailto:both@example.com", "both@example.com", ""),
        ("tel:+351912345678", "912 345 678", "home"),
    ]
    assert [(other.name, other.address) for other in found.shared] == [("Ana Silva", "both@example.com")]
    assert [(detail.kind, detail.text) for detail in found.details] == [
        ("family", "Two boys"),
        ("job", "Moves to Lyon"),
    ]
    assert [(day.said, day.kind) for day in found.occasions] == [("12 April 1990", "birthday")]
    assert [(link.title, link.note, link.saved_on, link.sent_on) for link in found.links] == [
        ("New", "For her talk", date(2026, 11, 2), None),
        ("Old", "", date(2026, 1, 2), MONDAY),
    ]
    assert [(event.name, event.on) for event in found.events] == [(f"Evening of {contact.pk}", date(2026, 11, 19))]
    assert [(promise.what, promise.due_on) for promise in found.follow_ups] == [
        ("Sooner", date(2026, 11, 24)),
        ("Later", date(2026, 12, 1)),
    ]
    assert [person.name for person in found.led_by] == ["Wei Zhang", "Ana Silva"]
    assert [person.name for person in found.introduced] == [f"Led by {contact.pk}"]


def test_of_someone_new_nothing_is_known(alice: User, mallory: User) -> None:
    ContactPointFactory.create(contact=ContactFactory.create(owner=mallory), value="same@example.com")
    contact = ContactFactory.create(owner=alice)
    ContactPointFactory.create(contact=contact, value="same@example.com")

    found = portrait_of(contact)

    assert (found.photo, found.shared, found.led_by, found.links) == ("", [], [], [])
    assert isinstance(found, Portrait)
    assert (Named(1, "a"), Met(1, "a", MONDAY), Shared(1, "a", "b")) == ((1, "a"), (1, "a", MONDAY), (1, "a", "b"))


def test_a_circle_is_shown_once_around(alice: User) -> None:
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="")
    ben = ContactFactory.create(owner=alice, first_name="Ben", last_name="", introduced_by=ana)
    Contact.unscoped.filter(pk=ana.pk).update(introduced_by=ben)

    assert [person.name for person in portrait_of(ana).led_by] == ["Ben"]


def test_who_they_are_is_said_in_words(alice: User) -> None:
    contact = ContactFactory.build(
        owner=alice, how_known="", tie="strong", walk_of_life="work", tier="key", cadence_months=1
    )

    assert [(fact.key, fact.said) for fact in facts_of(contact, user=alice)] == [
        ("how", ""),
        ("tie", "Strong · work"),
        ("touch", "Key, every month"),
    ]
    contact.tier, contact.walk_of_life, contact.how_known = "none", "", "School"
    assert [fact.said for fact in facts_of(contact, user=alice)] == ["School", "Strong", "No reminders"]


def test_details_stand_by_kind(alice: User) -> None:
    details = portrait_of(marisol(alice)).details

    assert [(group.label, [each.text for each in group.details]) for group in groups_of(details)] == [
        ("Family", ["Two boys"]),
        ("Job", ["Moves to Lyon"]),
    ]


def test_a_day_says_how_far_away_it_is() -> None:
    days = [
        OccasionFactory.build(contact=None, month=4, day=12, year=1990),
        OccasionFactory.build(contact=None, month=11, day=23),
        OccasionFactory.build(contact=None, kind="anniversary", month=11, day=24, year=2025),
        OccasionFactory.build(contact=None, kind="other", name="founding day", month=12, day=5, year=1986),
        OccasionFactory.build(contact=None, month=1, day=1, year=1981),
    ]

    lines = occasions_of(days, on=MONDAY, notice_days=3)

    assert [(line.title, line.day, line.soon, line.is_near) for line in lines] == [
        ("Birthday", "23 November", "today", True),
        ("Anniversary", "24 November 2025", "tomorrow, one year", True),
        ("Founding day", "5 December 1986", "in 12 days, 40 years", True),
        ("Birthday", "1 January 1981", "in 39 days, turns 46", False),
        ("Birthday", "12 April 1990", "", False),
    ]
    assert age_on(OccasionFactory.build(contact=None, year=2026, month=4, day=12), MONDAY) == ""
