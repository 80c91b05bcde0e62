import time_machine
from django.test import Client

from accounts.models import User
from tests.conftest import MORNING
from tests.factories import CampaignFactory, ContactFactory, TargetFactory


@time_machine.travel(MORNING, tick=False)
def test_the_persons_page_says_what_outreach_waits_for(alice: User, alices: Client) -> None:
    """P22: what is live stands under Next; what is over only in the list of campaigns."""
    tobias = ContactFactory.create(owner=alice, first_name="Tobias")
    for name, state in (("Rail", "ready"), ("Ports", "declined")):
        TargetFactory.create(campaign=CampaignFactory.create(owner=alice, name=name), contact=tobias, state=state)

    page = alices.get(tobias.get_absolute_url()).content.decode()
    following = page[page.index("next-label") : page.index("Plan a follow-up")]

    assert ("Rail" in following, "Ports" in following, "Ports" in page) == (True, False, True)
