from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
import time_machine
from django.template import Context, Template
from django.test import Client

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


@time_machine.travel(MORNING, tick=False)
def test_the_persons_page_says_which_talks_want_something(alice: User, alices: Client) -> None:
    """P39."""
    hana = ContactFactory.create(owner=alice, first_name="Hana")
    InterviewFactory.create(contact=hana, starts_at=MORNING + timedelta(days=1))
    InterviewFactory.create(contact=hana, state="held", held_on=MONDAY - timedelta(days=2))
    InterviewFactory.create(contact=hana, state="held", held_on=MONDAY - timedelta(days=9), thanked_at=MORNING)
    InterviewFactory.create(contact=hana, state="cancelled")

    page = alices.get(hana.get_absolute_url()).content.decode()
    following = page[page.index("next-label") : page.index("Plan a follow-up")]

    assert [following.count(words) for words in ("Go to the talk", "Write thanks", "row-item")] == [1, 1, 3]
