"""Queries put together once."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import F, Value
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from common.prepared import Prepared, hold
from contacts.models import Contact, Tag
from tests.factories import ContactFactory, OrganizationFactory, TagFactory

pytestmark = pytest.mark.django_db


def test_each_time_other_values_are_asked_for(alice: User) -> None:
    ana, ben = (ContactFactory.create(owner=alice, first_name=name) for name in ("Ana", "Ben"))
    prepared = Prepared(
        lambda contact: Contact.unscoped.filter(pk=contact).order_by().values_list("pk", "first_name"), "contact"
    )

    with CaptureQueriesContext(connection) as queries:
        rows = [*prepared.rows(contact=ana.pk), *prepared.rows(contact=ben.pk), *prepared.rows(contact=0)]

    assert [tuple(row) for row in rows] == [(ana.pk, "Ana"), (ben.pk, "Ben")]
    assert len(queries) == 3


def test_constants_stay_and_several_values_go_where_they_belong(alice: User) -> None:
    rail = TagFactory.create(owner=alice, name="rail")

    def build(*, owner: int, tag: int) -> object:
        named = Tag.unscoped.order_by().annotate(what=Value("tag"), text=F("name")).values_list("what", "text")
        return named.filter(owner=owner).union(named.filter(pk=tag), named.filter(pk=tag, owner=owner), all=True)

    prepared: Prepared[Tag, tuple[str, str]] = Prepared(build, "owner", "tag")  # type: ignore[arg-type]

    assert [tuple(row) for row in prepared.rows(owner=alice.pk, tag=rail.pk)] == [("tag", "rail")] * 3
    assert [tuple(row) for row in prepared.rows(owner=alice.pk, tag=0)] == [("tag", "rail")]


def test_objects_come_as_the_queryset_gives_them(alice: User) -> None:
    works = ContactFactory.create(owner=alice, first_name="Ana", organization=OrganizationFactory.create(owner=alice))
    rail = TagFactory.create(owner=alice, name="rail")
    works.tags.add(rail)
    free = ContactFactory.create(owner=alice, first_name="Ben", organization=None)
    prepared = Prepared(
        lambda contact: (
            Contact.unscoped.filter(pk=contact).select_related("organization").prefetch_related("tags").defer("notes")
        ),
        "contact",
    )

    with CaptureQueriesContext(connection) as queries:
        (ana,) = prepared.fetch(contact=works.pk)
        organization, tags = ana.organization, list(ana.tags.all())
        (ben,) = prepared.fetch(contact=free.pk)
        assert (prepared.fetch(contact=0), list(ben.tags.all())) == ([], [])

    assert (ana, organization, tags, ana.added_on) == (works, works.organization, [rail], works.added_on)
    assert (ben, ben.organization, ben.get_deferred_fields()) == (free, None, {"notes"})
    assert len(queries) == 5


def test_days_are_values_too(alice: User) -> None:
    for day in (3, 4, 5):
        ContactFactory.create(owner=alice, added_on=date(2026, 11, day))
    prepared = Prepared(
        lambda owner, since, until: (
            Contact.unscoped.filter(owner=owner, added_on__gte=since, added_on__lt=until)
            .order_by("added_on")
            .values_list("added_on", flat=True)
        ),
        "owner",
        days=["since", "until"],
    )

    assert prepared.fetch(owner=alice.pk, since=date(2026, 11, 4), until=date(2026, 11, 6)) == [
        date(2026, 11, 4),
        date(2026, 11, 5),
    ]
    assert prepared.fetch(owner=alice.pk, since=date(2026, 11, 3), until=date(2026, 11, 4)) == [date(2026, 11, 3)]


def test_a_list_takes_as_many_values_as_there_are(alice: User) -> None:
    people = [ContactFactory.create(owner=alice, first_name=name) for name in "ABCD"]
    prepared = Prepared(
        lambda owner, contacts: (
            Contact.unscoped.filter(owner=owner, pk__in=contacts)
            .order_by("first_name")
            .values_list("first_name", flat=True)
        ),
        "owner",
        lists={"contacts": 3},
    )

    asked = [prepared.fetch(owner=alice.pk, contacts=[each.pk for each in people[:count]]) for count in (1, 3, 2)]

    assert asked == [["A"], ["A", "B", "C"], ["A", "B"]]
    for wrong in ([], [each.pk for each in people]):
        with pytest.raises(ValueError, match="contacts takes up to 3 values"):
            prepared.fetch(owner=alice.pk, contacts=wrong)


def test_what_is_held_is_not_asked_for(alice: User) -> None:
    contact, rail = ContactFactory.create(owner=alice), TagFactory.create(owner=alice)

    with CaptureQueriesContext(connection) as queries:
        hold(contact, "tags", [rail])
        assert list(contact.tags.all()) == [rail]

    assert not queries
