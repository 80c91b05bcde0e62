"""Queries put together once."""

import pytest
from django.db import connection
from django.db.models import F, Value
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from common.prepared import Prepared
from contacts.models import Contact, Tag
from tests.factories import ContactFactory, TagFactory

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

    prepared = Prepared(build, "owner", "tag")  # type: ignore[arg-type]

    assert [tuple(row) for row in prepared.rows(owner=alice.pk, tag=rail.pk)] == [("tag", "rail")] * 3
    assert [tuple(row) for row in prepared.rows(owner=alice.pk, tag=0)] == [("tag", "rail")]
