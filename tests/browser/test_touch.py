"""Light touches in a real browser: one press beside somebody, without leaving the list, with scripts or without."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from contacts.models import Contact, Interaction
from tests.browser.chromium import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.factories import ContactFactory, InteractionFactory, OrganizationFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def ana(transactional_db: None, alice: User) -> Contact:
    """Not spoken to for four years, owed something, due for a word."""
    on = timezone.now().date()
    contact = ContactFactory.create(
        owner=alice,
        first_name="Ana",
        last_name="Silva",
        tier="key",
        tie="strong",
        organization=OrganizationFactory.create(owner=alice),
        last_interaction_on=on - timedelta(days=1500),
        next_touch_on=on - timedelta(days=1),
    )
    InteractionFactory.create(contact=contact, on=on - timedelta(days=1500), received="a name")
    return contact


def _summaries() -> list[str]:
    return list(Interaction.unscoped.filter(kind="touch").order_by("pk").values_list("summary", flat=True))


@pytest.mark.parametrize(
    "path",
    [
        "/people/",
        "/people/network/reconnect/",
        "/people/network/giving/",
        "/people/organizations/{organization}/",
    ],
)
def test_one_press_in_a_list_notes_it_and_one_takes_it_back(
    open_page: OpenPage, alice: User, ana: Contact, path: str
) -> None:
    page = open_page(user=alice, size=PHONE, scheme="dark")
    page.goto(path.format(organization=ana.organization_id))
    page.get_by_label("What a light touch notes").select_option("Congratulated")

    page.get_by_role("button", name="Light touch: Ana Silva").press("Enter")

    expect(page.get_by_text("Ana Silva: congratulated them.")).to_be_visible()
    assert _summaries() == ["Congratulated them"]
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    expect(page.get_by_label("What a light touch notes")).to_have_value("congratulated")
    assert _summaries() == []


def test_a_card_of_today_offers_them_all(open_page: OpenPage, alice: User, ana: Contact) -> None:
    page = open_page(user=alice)
    page.goto("/")
    page.get_by_label("Light touch: Ana Silva").press("Enter")
    assert_accessible(page)
    page.get_by_role("button", name="Sent them an article").click()

    expect(page.get_by_text("Ana Silva: sent them an article.")).to_be_visible()
    expect(page.get_by_role("link", name="Ana Silva", exact=True)).to_be_visible()
    assert _summaries() == ["Sent them an article"]


def test_without_scripts_a_press_leads_back_to_the_list(open_page: OpenPage, alice: User, ana: Contact) -> None:
    page = open_page(user=alice, scripts=False)
    page.goto("/people/?tier=key")
    page.get_by_role("button", name="Light touch: Ana Silva").click()

    expect(page.get_by_text("Ana Silva: liked what they posted.")).to_be_visible()
    assert page.url.endswith("/people/?tier=key")
    assert _summaries() == ["Liked what they posted"]
