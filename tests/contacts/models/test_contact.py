import pytest
from django.db import IntegrityError

from accounts.models import User
from contacts.models import Contact
from tests.factories import ContactFactory, ContactPointFactory, OrganizationFactory, TagFactory


@pytest.fixture
def siobhan(alice: User) -> Contact:
    contact = ContactFactory.create(
        owner=alice,
        first_name="Siobhán",
        last_name="O’Brien",
        title="Ingénieure",
        organization=OrganizationFactory.create(owner=alice, name="Kessel & Söhne, GmbH"),
    )
    contact.tags.add(TagFactory.create(owner=alice, name="Économie"))
    ContactPointFactory.create(contact=contact, kind="email", value="Siobhán@Example.com")
    ContactPointFactory.create(contact=contact, kind="profile", value="https://www.linkedin.com/in/sobrien/")
    ContactPointFactory.create(contact=contact, kind="phone", value="912 345 678")
    ContactFactory.create(owner=alice, first_name="Wei", last_name="Zhang", title="Director")
    return contact


@pytest.mark.parametrize(
    "words",
    [
        "siobhan",
        "SIOBHÁN o'brien",
        "o’brien",
        "ingenieure",
        "brien kessel",
        "kessel sohne",
        "Söhne, GmbH",
        "economie",
        "ÉCONOMIE",
        "siobhán@example.com",
        "https://www.linkedin.com/in/sobrien?x=1",
        "+351 912 345",
    ],
)
def test_words_find_people_whatever_the_accents_and_capitals(alice: User, siobhan: Contact, words: str) -> None:
    assert list(Contact.for_user(alice).matching(words)) == [siobhan]


@pytest.mark.parametrize("words", ["siobhan zhang", "%", "_", "nobody"])
def test_words_that_fit_nobody_find_nobody(alice: User, siobhan: Contact, words: str) -> None:
    assert list(Contact.for_user(alice).matching(words)) == []


def test_no_words_find_everyone(alice: User, siobhan: Contact) -> None:
    assert Contact.for_user(alice).matching("  ").count() == 2


def test_a_name_of_many_letters_fits_its_search_key(alice: User) -> None:
    contact = ContactFactory.create(owner=alice, first_name="ﷺ" * 120, last_name="ß" * 120)

    assert len(contact.search_key) == 600


def test_nobody_introduces_themselves(alice: User) -> None:
    contact = ContactFactory.create(owner=alice)

    with pytest.raises(IntegrityError):
        Contact.unscoped.filter(pk=contact.pk).update(introduced_by=contact)


def test_a_headline_says_what_is_known(siobhan: Contact) -> None:
    assert siobhan.headline == "Ingénieure, Kessel & Söhne, GmbH"
    assert ContactFactory.build(title="").headline == ""
