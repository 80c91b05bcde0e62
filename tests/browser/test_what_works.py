"""What works in a real browser: from a message sent to its place in the record, on a desk and on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from outreach import pursuit
from tests.browser.chromium import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.factories import CampaignFactory, ContactFactory, TargetFactory

pytestmark = pytest.mark.browser


def test_the_record_grows_with_what_is_sent_and_is_read_on_a_phone(
    transactional_db: None, open_page: OpenPage, alice: User
) -> None:
    """P15: counts alone under ten, a share with its interval from ten on."""
    on = timezone.now().date()
    campaign = CampaignFactory.create(owner=alice, name="Rail", started_on=on)
    CampaignFactory.create(owner=alice, name="Ports", started_on=on)
    for place in range(9):
        target = TargetFactory.create(campaign=campaign, contact=ContactFactory.create(owner=alice))
        pursuit.log_attempt(target, channel="email", made_on=on - timedelta(days=3), on=on, expected_number=1)
        if place < 6:
            answer = pursuit.Answer(heard_on=on - timedelta(days=place % 3), channel="email")
            pursuit.log_reply(target, answer=answer, on=on)
    last = TargetFactory.create(campaign=campaign, contact=ContactFactory.create(owner=alice, first_name="Tobias"))
    page = open_page(user=alice)
    page.goto("/outreach/")
    page.get_by_role("link", name="What works").click()
    expect(page.get_by_text("6 of the 9 people you asked have answered so far.")).to_be_visible()
    expect(page.get_by_role("row", name="E-mail 6 of 9 too few to say")).to_be_visible()

    page.goto(f"/outreach/write/target/{last.pk}/")
    page.get_by_label("Subject").fill("Rail")
    page.get_by_label("What to say").fill("Dear Tobias, could you spare 20 minutes on how rail freight plans?")
    page.get_by_role("button", name="I sent it").click()
    expect(page.get_by_role("heading", name="Attempt 2 of 5: a call")).to_be_visible()

    phone = open_page(user=alice, size=PHONE, scheme="dark")
    phone.goto("/outreach/what-works/")
    expect(phone.get_by_role("row", name="E-mail 6 of 10 60 % (31 to 83)")).to_be_visible()
    expect(phone.get_by_role("row", name="Ask for advice 0 of 1 too few to say")).to_be_visible()
    assert_no_sideways_scroll(phone)
    assert_accessible(phone)
    phone.get_by_label("Campaign").select_option("Ports")
    phone.get_by_role("button", name="Show").click()
    expect(phone.get_by_role("heading", name="Nothing sent in “Ports” yet")).to_be_visible()
    assert_accessible(phone)
