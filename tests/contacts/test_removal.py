import pytest

from accounts.models import User
from contacts.models import Contact
from contacts.removal import is_bare, what_goes_with
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


def test_someone_with_nothing_attached_is_bare(alice: User) -> None:
    ContactFactory.create(owner=alice)

    assert is_bare(ContactFactory.create(owner=alice))


@pytest.mark.parametrize("what", ["interaction", "point", "tag", "introduced", "target"])
def test_someone_with_anything_attached_is_not_bare(alice: User, what: str) -> None:
    contact = ContactFactory.create(owner=alice)
    if what == "interaction":
        InteractionFactory.create(contact=contact)
    elif what == "point":
        ContactPointFactory.create(contact=contact)
    elif what == "tag":
        contact.tags.add(TagFactory.create(owner=alice))
    elif what == "introduced":
        ContactFactory.create(owner=alice, introduced_by=contact)
    else:
        TargetFactory.create(campaign=CampaignFactory.create(owner=alice), contact=contact)

    assert not is_bare(Contact.for_user(alice).get(pk=contact.pk))
