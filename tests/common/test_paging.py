import pytest
from django.core.paginator import EmptyPage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from common.paging import FoundPaginator, LeanPaginator
from contacts.models import Contact
from tests.factories import ContactFactory


@pytest.mark.parametrize("count", [3, 5])
def test_a_search_is_made_once_whatever_page_is_shown(
    alice: User, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    people = [ContactFactory.create(owner=alice, first_name=name) for name in "EDCBA"[:count]]
    found, shown = Contact.for_user(alice).by_name(), Contact.for_user(alice).for_rows()

    with django_assert_num_queries(2):
        page = FoundPaginator(found, 2, shown=shown.in_bulk).get_page(2)
        rows = list(page)

    assert (rows, page.paginator.count, page.has_next()) == (people[::-1][2:4], count, count > 4)


def test_a_page_of_nothing_is_empty(alice: User) -> None:
    pages = FoundPaginator(Contact.for_user(alice).by_name(), 2, shown=Contact.for_user(alice).in_bulk)

    assert list(pages.get_page("x")) == []
    with pytest.raises(EmptyPage):
        pages.page(2)


@pytest.mark.parametrize(("asked", "shown"), [("2", 2), ("x", 1), (None, 1), ("9", 3), ("0", 3), ("-1", 3)])
def test_a_page_that_is_none_leads_to_one_that_is(alice: User, asked: str | None, shown: int) -> None:
    people = [ContactFactory.create(owner=alice, first_name=name) for name in "ABCDE"]
    found = Contact.for_user(alice).by_name()

    for pages in (FoundPaginator(found, 2, shown=found.in_bulk), LeanPaginator(found, 2, shown=found.for_rows())):
        page = pages.get_page(asked)

        assert (page.number, pages.count, pages.num_pages) == (shown, 5, 3)
        assert list(page) == people[2 * shown - 2 : 2 * shown]


def test_what_is_only_shown_is_not_joined_to_be_counted(alice: User) -> None:
    ContactFactory.create(owner=alice)
    found = Contact.for_user(alice).by_name()

    with CaptureQueriesContext(connection) as queries:
        assert len(LeanPaginator(found, 2, shown=found.for_rows()).get_page(1)) == 1

    counting, showing = (each["sql"] for each in queries)
    assert ("JOIN" in counting, "JOIN" in showing) == (False, True)
