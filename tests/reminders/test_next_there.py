"""The one thing that comes next with the people of an organization."""

from datetime import timedelta

import pytest

from accounts.models import User
from contacts.models import Organization
from reminders.next_there import Step, next_there
from tests.conftest import MONDAY, MORNING
from tests.factories import (
    CampaignFactory,
    ContactFactory,
    FollowUpFactory,
    InterviewFactory,
    OrganizationFactory,
    TargetFactory,
)


@pytest.fixture
def northwind(alice: User) -> Organization:
    return OrganizationFactory.create(owner=alice, name="Northwind")


def step(organization: Organization) -> Step | None:
    return next_there(organization, user=organization.owner, on=MONDAY, now=MORNING)


def test_the_soonest_of_all_floors_counts(alice: User, northwind: Organization) -> None:
    ana = ContactFactory.create(owner=alice, first_name="Ana", organization=northwind)
    ben = ContactFactory.create(owner=alice, first_name="Ben", organization=northwind)
    campaign = CampaignFactory.create(owner=alice, name="Ports")
    found: list[Step | None] = [step(northwind)]

    talk = InterviewFactory.create(contact=ben, starts_at=MORNING + timedelta(days=5))
    found.append(step(northwind))
    target = TargetFactory.create(
        campaign=campaign, contact=ana, state="ready", next_attempt_on=MONDAY + timedelta(days=3)
    )
    found.append(step(northwind))
    promise = FollowUpFactory.create(contact=ana, what="Send it", due_on=MONDAY - timedelta(days=1))
    found.append(step(northwind))

    assert [each and (each.contact, each.on, each.url) for each in found] == [
        None,
        (ben, MONDAY + timedelta(days=5), talk.get_absolute_url()),
        (ana, MONDAY + timedelta(days=3), f"/outreach/write/target/{target.pk}/"),
        (ana, promise.due_on, ana.get_absolute_url()),
    ]
    assert [each and (each.title, each.action) for each in (found[1], found[3])] == [
        ("Your talk", "Go to the talk"),
        ("Send it", "Go to Ana"),
    ]


def test_what_is_done_elsewhere_or_at_rest_does_not_count(alice: User, northwind: Organization) -> None:
    here, gone = ContactFactory.create_batch(2, owner=alice, organization=northwind)
    gone.is_archived = True
    gone.save()
    FollowUpFactory.create(contact=here, done_on=MONDAY)
    FollowUpFactory.create(contact=gone)
    FollowUpFactory.create(contact=ContactFactory.create(owner=alice))
    InterviewFactory.create(contact=gone)

    assert step(northwind) is None


def test_thanks_owed_come_up(alice: User, northwind: Organization) -> None:
    ana = ContactFactory.create(owner=alice, organization=northwind)
    held = MONDAY - timedelta(days=1)
    talk = InterviewFactory.create(contact=ana, state="held", starts_at=MORNING - timedelta(days=1), held_on=held)

    found = step(northwind)

    assert found == Step(
        title="Thank them for your talk",
        contact=ana,
        on=held,
        action="Write thanks",
        url=f"/interviews/{talk.pk}/thanks/",
    )
