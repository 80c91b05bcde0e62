"""The way to a row leads through its owner."""

from accounts.models import SearchBrief, User
from contacts.models import Contact, Interaction, Tag
from outreach.models import Attempt
from tests.factories import AttemptFactory, ContactFactory, InteractionFactory, TagFactory


def test_a_user_sees_their_own_rows_alone(alice: User, mallory: User) -> None:
    hers = ContactFactory.create(owner=alice)
    ContactFactory.create(owner=mallory)

    assert list(Contact.for_user(alice)) == [hers]


def test_a_child_is_reached_by_its_path(alice: User, mallory: User) -> None:
    attempt = AttemptFactory.create(target__campaign__owner=alice)
    AttemptFactory.create(target__campaign__owner=mallory)

    assert list(Attempt.for_user(alice)) == [attempt]


def test_many_owners_are_asked_at_once(alice: User, mallory: User) -> None:
    hers = InteractionFactory.create(contact__owner=alice)
    his = InteractionFactory.create(contact__owner=mallory)
    InteractionFactory.create()

    found = Interaction.unscoped.owned_by_any([alice.pk, mallory.pk])

    assert set(found) == {hers, his}


def test_related_rows_may_be_read_through_what_is_owned(alice: User) -> None:
    tag = TagFactory.create(owner=alice)
    contact = ContactFactory.create(owner=alice)
    contact.tags.add(tag)

    assert list(contact.tags.all()) == [tag]


def test_a_brief_belongs_to_one_user(alice: User) -> None:
    brief = SearchBrief.of(alice)

    assert brief.pk is None
    assert brief.is_empty
    assert str(brief) == "Search brief of alice@example.com"


def test_tags_of_another_user_stay_away(alice: User, mallory: User) -> None:
    TagFactory.create(owner=mallory)

    assert list(Tag.for_user(alice)) == []
