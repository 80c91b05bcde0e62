from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from outreach.between_asks import touches_to
from outreach.words import asked_nothing
from tests.conftest import MONDAY, MORNING
from tests.factories import AttemptFactory, CampaignFactory, ContactFactory, InteractionFactory, TargetFactory


@time_machine.travel(MORNING, tick=False)
def test_the_persons_page_says_what_outreach_waits_for(alice: User, alices: Client) -> None:
    """P22: what is live stands under Next; what is over only in the list of campaigns."""
    tobias = ContactFactory.create(owner=alice, first_name="Tobias")
    for name, state in (("Rail", "ready"), ("Ports", "declined")):
        TargetFactory.create(campaign=CampaignFactory.create(owner=alice, name=name), contact=tobias, state=state)

    page = alices.get(tobias.get_absolute_url()).content.decode()
    following = page[page.index("next-label") : page.index("Plan a follow-up")]

    assert ("Rail" in following, "Ports" in following, "Ports" in page) == (True, False, True)


@pytest.mark.parametrize(
    ("touches", "said"),
    [
        ([], ""),
        ([("email", "incoming", 3, False)], ""),
        ([("email", "outgoing", 3, True)], "No touch yet that asked nothing"),
        (
            [("touch", "outgoing", 12, False), ("email", "outgoing", 3, True)],
            "Last touch that asked nothing: 12 days ago",
        ),
        ([("meeting", "mutual", 1, False), ("call", "outgoing", 9, False)], "Last touch that asked nothing: yesterday"),
        ([("email", "incoming", 0, False), ("touch", "outgoing", 0, False)], "Last touch that asked nothing: today"),
        ([("email", "outgoing", -2, False)], ""),
    ],
)
def test_an_attempt_asks_and_every_other_word_of_mine_does_not(
    alice: User, touches: list[tuple[str, str, int, bool]], said: str
) -> None:
    """P29."""
    target = TargetFactory.create(campaign__owner=alice, contact__owner=alice)
    for kind, direction, days, asks in touches:
        happened = InteractionFactory.create(
            contact=target.contact, kind=kind, direction=direction, on=MONDAY - timedelta(days=days)
        )
        if asks:
            AttemptFactory.create(target=target, interaction=happened)

    assert asked_nothing(touches_to(target.contact, on=MONDAY), on=MONDAY) == said


@time_machine.travel(MORNING, tick=False)
def test_the_persons_page_says_when_nothing_was_asked_last(alice: User, alices: Client) -> None:
    """P29; where nothing is suggested neither is this."""
    ana, ben = (ContactFactory.create(owner=alice, do_not_contact=hushed) for hushed in (False, True))
    for contact in (ana, ben):
        InteractionFactory.create(contact=contact, on=MONDAY - timedelta(days=12))
    alices.get(ana.get_absolute_url())

    with CaptureQueriesContext(connection) as queries:
        page = alices.get(ana.get_absolute_url()).content.decode()

    following = page[page.index("next-label") : page.index("Plan a follow-up")]
    assert "Last touch that asked nothing: 12 days ago" in following
    assert "Attempts of a campaign ask for something." in following
    assert "asked nothing" not in alices.get(ben.get_absolute_url()).content.decode()
    assert len(queries) <= 12
