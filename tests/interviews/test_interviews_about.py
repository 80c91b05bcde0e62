from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.template import Context, Template

from accounts.models import User
from contacts.models import Contact
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, InterviewFactory

TEMPLATE = Template("{% load interviews_about %}{% interviews_of contact %}")


@pytest.fixture
def hana(alice: User) -> Contact:
    return ContactFactory.create(owner=alice)


def test_interviews_of_lists_the_newest_first_in_one_query(
    hana: Contact, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    for days, state in ((1, "scheduled"), (-9, "held"), (-5, "cancelled")):
        InterviewFactory.create(
            contact=hana, starts_at=MORNING + timedelta(days=days), state=state, held_on=MONDAY, thanked_at=None
        )
    InterviewFactory.create(contact=hana, state="held", held_on=MONDAY, thanked_at=MORNING, starts_at=MORNING)

    with django_assert_num_queries(1):
        shown = TEMPLATE.render(Context({"contact": hana}))

    tags = [tag for tag in ("scheduled", ">held<", "cancelled", "to thank") if tag in shown]
    assert tags == ["scheduled", ">held<", "cancelled", "to thank"]
    assert shown.index("24 November") < shown.index("23 November") < shown.index("18 November")


def test_interviews_of_someone_without_any_is_nothing(hana: Contact) -> None:
    assert TEMPLATE.render(Context({"contact": hana})).strip() == ""
