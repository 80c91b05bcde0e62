import pytest
from django.core.paginator import EmptyPage
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from common.paging import FoundPaginator
from contacts.models import Contact
from tests.factories import ContactFactory


@pytest.mark.parametrize("count", [3, 5])
def test_a_search_is_made_once_whatever_page_is_shown(
    alice: User, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    people = [ContactFactory.create(owner=alice, first_name=name) for name in "EDCBA"[:count]]
    found, shown = Contact.for_user(alice).by_name(), Contact.for_user(alice).for_rows()

    with django_assert_num_queries(2):
        page = FoundPaginator(found, 2, shown=shown).get_page(2)
        rows = list(page)

    assert (rows, page.paginator.count, page.has_next()) == (people[::-1][2:4], count, count > 4)


def test_a_page_of_nothing_is_empty(alice: User) -> None:
    pages = FoundPaginator(Contact.for_user(alice).by_name(), 2, shown=Contact.for_user(alice))

    assert list(pages.get_page("x")) == []
    with pytest.raises(EmptyPage):
        pages.page(2)
