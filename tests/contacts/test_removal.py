from accounts.models import User
from contacts.removal import what_goes_with
from tests.factories import (
    AttemptFactory,
    CampaignFactory,
    ContactFactory,
    ContactPointFactory,
    FollowUpFactory,
    InteractionFactory,
    TagFactory,
    TargetFactory,
)


def test_nothing_goes_with_a_bare_name(alice: User) -> None:
    assert what_goes_with(ContactFactory.create(owner=alice)) == []


def test_everything_attached_is_counted_also_from_floors_above(alice: User) -> None:
    contact, introduced = ContactFactory.create_batch(2, owner=alice)
    introduced.introduced_by = contact
    introduced.save()
    InteractionFactory.create_batch(3, contact=contact)
    FollowUpFactory.create_batch(2, contact=contact)
    ContactPointFactory.create(contact=contact)
    contact.tags.add(TagFactory.create(owner=alice))
    target = TargetFactory.create(campaign=CampaignFactory.create(owner=alice), contact=contact)
    AttemptFactory.create(target=target)

    goes = what_goes_with(contact)

    assert goes == [
        (3, "interactions"),
        (2, "follow-ups"),
        (1, "attempt"),
        (1, "contact point"),
        (1, "target"),
    ]
