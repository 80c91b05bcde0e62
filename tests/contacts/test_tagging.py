from accounts.models import User
from contacts import tagging
from contacts.models import Tag
from tests.factories import ContactFactory, TagFactory


def test_names_are_split_trimmed_and_kept_once() -> None:
    assert tagging.split_names(" rail,Lyon  sud ,, Rail, réseau,reseau ") == ["rail", "Lyon sud", "réseau"]


def test_setting_tags_makes_the_missing_and_takes_off_the_rest(alice: User) -> None:
    rail = TagFactory.create(owner=alice, name="Rail")
    contact = ContactFactory.create(owner=alice)
    contact.tags.add(TagFactory.create(owner=alice, name="old"))

    tagging.set_tags(contact, ["rail", "Lyon"])

    assert list(contact.tags.values_list("name", flat=True)) == ["Lyon", "Rail"]
    assert rail in contact.tags.all()


def test_a_tag_of_someone_else_is_not_taken(alice: User, mallory: User) -> None:
    theirs = TagFactory.create(owner=mallory, name="rail")
    contact = ContactFactory.create(owner=alice)

    tagging.set_tags(contact, ["rail"])

    assert theirs not in contact.tags.all()
    assert contact.tags.get().owner == alice


def test_adding_a_tag_leaves_the_others_on(alice: User) -> None:
    contacts = ContactFactory.create_batch(2, owner=alice)
    contacts[0].tags.add(TagFactory.create(owner=alice, name="rail"))

    tagging.add_tag(contacts, "Lyon")

    assert [sorted(tag.name for tag in contact.tags.all()) for contact in contacts] == [["Lyon", "rail"], ["Lyon"]]


def test_adding_a_tag_to_nobody_makes_none(db: None) -> None:
    assert tagging.add_tag([], "Lyon") is None
    assert Tag.unscoped.count() == 0


def test_renaming_a_tag_keeps_its_people(alice: User) -> None:
    tag = TagFactory.create(owner=alice, name="rail")
    contact = ContactFactory.create(owner=alice)
    contact.tags.add(tag)

    kept = tagging.rename(tag, "Railways")

    assert (kept, contact.tags.get().name) == (tag, "Railways")


def test_renaming_a_tag_in_its_own_letters_is_no_merge(alice: User) -> None:
    tag = TagFactory.create(owner=alice, name="rail")

    assert tagging.rename(tag, "Rail") == tag
    assert Tag.for_user(alice).get().name == "Rail"


def test_renaming_a_tag_onto_another_merges_them(alice: User) -> None:
    rail, railway = TagFactory.create(owner=alice, name="rail"), TagFactory.create(owner=alice, name="Railway")
    both, one = ContactFactory.create_batch(2, owner=alice)
    both.tags.add(rail, railway)
    one.tags.add(rail)

    kept = tagging.rename(rail, "railway")

    assert kept == railway
    assert list(Tag.for_user(alice)) == [railway]
    assert set(railway.contacts.all()) == {both, one}
