"""What was sent and heard stays when a campaign, an entry in it or a template goes; silence is left in peace."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from common.agenda import NothingToDoError
from contacts.models import Contact, Interaction
from outreach import pursuit, queue
from outreach.agenda import RevisitSource
from outreach.models import Attempt, Campaign, MessageTemplate, Move, Target
from outreach.naming import Named
from outreach.pursuit import Answer
from outreach.sent_as import SentAs
from tests.conftest import MONDAY, MORNING
from tests.factories import (
    CampaignFactory,
    ContactFactory,
    ContactPointFactory,
    MessageTemplateFactory,
    TargetFactory,
)

THURSDAY = MONDAY + timedelta(days=3)


@pytest.fixture(autouse=True)
def thursday() -> Iterator[None]:
    with time_machine.travel(MORNING + timedelta(days=3), tick=False):
        yield


@pytest.fixture
def campaign(alice: User) -> Campaign:
    return CampaignFactory.create(owner=alice)


@pytest.fixture
def tobias(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Tobias", last_name="Krüger")


@pytest.fixture
def talking(alice: User, campaign: Campaign, tobias: Contact) -> Target:
    """Written to with a template, and answered."""
    target = TargetFactory.create(campaign=campaign, contact=tobias)
    template = MessageTemplateFactory.create(owner=alice, name="Opening")
    pursuit.log_attempt(
        target,
        channel="email",
        made_on=MONDAY,
        text="Dear Tobias, may I ask?",
        on=MONDAY,
        expected_number=1,
        sent=SentAs(template=template, name=template.name),
    )
    pursuit.log_reply(target, answer=Answer(heard_on=THURSDAY, channel="email", text="Gladly."), on=THURSDAY)
    return target


def timeline(alice: User) -> list[tuple[str, str, date]]:
    return list(Interaction.for_user(alice).order_by("pk").values_list("direction", "summary", "on"))


SAID = [("outgoing", "Dear Tobias, may I ask?", MONDAY), ("incoming", "Gladly.", THURSDAY)]


@pytest.mark.parametrize("what", ["campaign", "target", "template"])
def test_what_was_sent_and_heard_outlives(alices: Client, alice: User, talking: Target, what: str) -> None:
    template = MessageTemplate.for_user(alice).get()
    path = {
        "campaign": f"/outreach/{talking.campaign_id}/delete/",
        "target": f"/outreach/targets/{talking.pk}/delete/",
        "template": f"/outreach/templates/{template.pk}/delete/",
    }[what]

    alices.post(path)
    last_touch = Contact.for_user(alice).get().last_interaction_on

    assert timeline(alice) == SAID
    assert last_touch == THURSDAY
    assert Attempt.for_user(alice).count() == (1 if what == "template" else 0)


def test_the_answer_of_a_campaign_that_is_gone_still_counts_as_an_exchange(
    alices: Client, alice: User, talking: Target, tobias: Contact
) -> None:
    """P26: whom one wrote with once is no stranger, whatever became of the campaign."""
    alices.post(f"/outreach/{talking.campaign_id}/delete/")

    assert Interaction.for_user(alice).filter(contact=tobias).went_both_ways()


def silent(campaign: Campaign, contact: Contact, *, closed_on: date) -> Target:
    target = TargetFactory.create(
        campaign=campaign,
        contact=contact,
        state="waiting",
        attempts_made=5,
        next_attempt_on=None,
        close_out_on=closed_on,
    )
    pursuit.close_no_reply(target, on=closed_on)
    return target


def test_nobody_silent_is_proposed_in_another_campaign_for_half_a_year(
    alice: User, campaign: Campaign, tobias: Contact
) -> None:
    """P23: left in peace wherever the user looks for the next one."""
    silent(campaign, tobias, closed_on=date(2026, 6, 1))
    other = CampaignFactory.create(owner=alice)

    def proposed(on: date) -> list[str]:
        return [each.contact.first_name for each in queue.candidates(other, alice, on=on, limit=9)]

    assert proposed(date(2026, 11, 30)) == []
    assert proposed(date(2026, 12, 1)) == ["Tobias"]


def test_coming_back_to_the_silent_cannot_be_put_before_half_a_year(
    alice: User, campaign: Campaign, tobias: Contact
) -> None:
    """P23: not by the agenda's “later” either."""
    target = silent(campaign, tobias, closed_on=date(2026, 6, 1))
    Target.unscoped.filter(pk=target.pk).update(revisit_on=date(2026, 12, 10))

    RevisitSource().snooze(alice, f"{target.pk}-{date(2026, 6, 1).toordinal()}", on=THURSDAY, until=date(2026, 11, 27))

    target.refresh_from_db()
    assert target.revisit_on == date(2026, 12, 1)
    with pytest.raises(NothingToDoError, match="in peace until 1 December 2026"):
        RevisitSource().complete(alice, f"{target.pk}-{target.moved_on.toordinal()}", now=MORNING, on=THURSDAY)


def asked(campaign: Campaign, contact: Contact) -> Target:
    target = TargetFactory.create(campaign=campaign, contact=contact)
    pursuit.log_attempt(target, channel="email", made_on=MONDAY, on=MONDAY, expected_number=1)
    return target


def test_whom_they_named_is_not_doubled_when_the_address_is_known(
    alice: User, mallory: User, campaign: Campaign, tobias: Contact
) -> None:
    """P24: the one who led there is noted where nobody was."""
    ben = ContactFactory.create(owner=alice, first_name="Benjamin", how_known="")
    ContactPointFactory.create(contact=ben, value="ben@example.com")
    ContactPointFactory.create(contact=ContactFactory.create(owner=mallory), value="eva@example.com")
    answer = Answer(heard_on=THURSDAY, channel="email")
    target = asked(campaign, tobias)

    named = pursuit.wrong_person(
        target, answer=answer, named=Named(first_name="Ben", email="Ben@Example.com"), on=THURSDAY
    )
    again = pursuit.wrong_person(
        asked(CampaignFactory.create(owner=alice), ben),
        answer=answer,
        named=Named(first_name="Eva", email="eva@example.com"),
        on=THURSDAY,
    )

    ben.refresh_from_db()
    assert named == ben
    assert (ben.introduced_by, ben.first_name) == (tobias, "Benjamin")
    assert again is not None
    assert (again.owner, again.introduced_by) == (alice, ben)
    assert Contact.for_user(alice).count() == 3


def test_who_led_to_somebody_known_stays(alice: User, campaign: Campaign, tobias: Contact) -> None:
    ana = ContactFactory.create(owner=alice, first_name="Ana")
    ben = ContactFactory.create(owner=alice, introduced_by=ana)
    ContactPointFactory.create(contact=ben, value="ben@example.com")

    pursuit.wrong_person(
        asked(campaign, tobias),
        answer=Answer(heard_on=THURSDAY, channel="email"),
        named=Named(first_name="Ben", email="ben@example.com"),
        on=THURSDAY,
    )

    ben.refresh_from_db()
    assert ben.introduced_by == ana


@pytest.mark.parametrize("whose", ["their own", "of who led to them"])
def test_an_address_that_leads_in_a_circle_names_nobody_known(
    alice: User, campaign: Campaign, tobias: Contact, whose: str
) -> None:
    leader = ContactFactory.create(owner=alice, first_name="Ana")
    tobias.introduced_by = leader
    tobias.save()
    ContactPointFactory.create(contact=tobias if whose == "their own" else leader, value="shared@example.com")

    named = pursuit.wrong_person(
        asked(campaign, tobias),
        answer=Answer(heard_on=THURSDAY, channel="email"),
        named=Named(first_name="Ben", email="shared@example.com"),
        on=THURSDAY,
    )

    assert named is not None
    leader.refresh_from_db()
    assert leader.introduced_by is None
    assert (named == leader) is (whose != "their own")


def test_the_same_answer_from_two_tabs_names_one_person(
    alices: Client, alice: User, campaign: Campaign, tobias: Contact
) -> None:
    target = asked(campaign, tobias)
    form = {"heard_on": "2026-11-26", "channel": "email", "text": "Ask Ben.", "first_name": "Ben"}

    first = alices.post(f"/outreach/targets/{target.pk}/wrong-person/", form)
    second = alices.post(f"/outreach/targets/{target.pk}/wrong-person/", form)

    assert (first.status_code, second.status_code) == (302, 422)
    assert Contact.for_user(alice).filter(first_name="Ben").count() == 1
    assert Move.for_user(alice).filter(kind="wrong_person").count() == 1
