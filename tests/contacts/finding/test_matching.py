"""One QuerySet method finds people by any word about them, in the order one means, on both databases."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts import tagging
from contacts.models import Contact, Organization, Tag
from tests.conftest import MONDAY
from tests.factories import (
    ContactFactory,
    ContactPointFactory,
    DetailFactory,
    EventFactory,
    FollowUpFactory,
    InteractionFactory,
    OrganizationFactory,
    TagFactory,
)


def found(user: User, words: str) -> list[str]:
    return [contact.name for contact in Contact.for_user(user).matching(words).by_relevance(words)]


@pytest.fixture
def ana(alice: User) -> Contact:
    contact = ContactFactory.create(
        owner=alice,
        first_name="Ana Łucja",
        last_name="D’Arcy-Sørensen",
        title="Leiterin Straßenbau",
        organization=OrganizationFactory.create(owner=alice, name="Œuvre & Ægir AG"),
        how_known="Met in Zürich",
        notes="Runs the old depot\nnear the harbour; R&D",
    )
    contact.tags.add(TagFactory.create(owner=alice, name="rail freight"))
    ContactPointFactory.create(contact=contact, value="Ana.Sorensen+x@north-wind.example")
    ContactPointFactory.create(contact=contact, kind="phone", value="+351 912 345 678")
    ContactPointFactory.create(contact=contact, kind="profile", value="https://www.linkedin.com/in/ana-lucja-7/")
    DetailFactory.create(contact=contact, text="Two boys, the elder plays the cello")
    FollowUpFactory.create(contact=contact, what="Send the robots article")
    InteractionFactory.create(contact=contact, summary="Coffee, talked about Lyon and Κρήτη, Ёлка.")
    EventFactory.create(owner=alice, name="Logistics evening").people.add(contact)
    ContactFactory.create(owner=alice, first_name="Ben", last_name="Okafor", title="", notes="Plays the drums")
    return contact


@pytest.mark.parametrize(
    "words",
    [
        "ana", "AN", "a", "lucja", "łUCJA", "d'arcy", "darcy", "arcy", "sorensen", "Sörensen", "darcysorensen",
        "leiterin", "STRASSENBAU", "straßenb",
        "oeuvre", "Œuvre", "aegir", "ægir ag",
        "rail", "freight rail",
        "ana.sorensen", "ana.sorensen+x@north-wind.example", "wind.exam", "north-wind",
        "351912", "+351 912 345 678", "00351 912345", "912345678", "0912 345", "912 345 678",
        "linkedin.com/in/ana-lucja-7", "https://linkedin.com/in/ANA-LUCJA-7?x=1", "lucja-7",
        "zurich", "depot", "harb", "old harbour", "r&d",
        "cello", "robots", "lyon", "coff", "κρητη", "ΚΡΉΤΗ", "елка",
        "evening", "logistics",
        "ana lyon", "sorensen rail depot cello robots lyon oeuvre zurich",
    ],
)  # fmt: skip
def test_every_word_is_found_somewhere(alice: User, ana: Contact, words: str) -> None:
    assert found(alice, words) == [ana.name]


@pytest.mark.parametrize(
    "words",
    [
        "na", "epot", "ana drums", "lyons", "%", "_", "'", '"', "* OR a", "ana NOT", "…", "\\",
        "ol", "ha",  # of a note's words, two letters are not enough
        "912 99", "anna",
    ],
)  # fmt: skip
def test_words_that_nobody_has_find_nobody(alice: User, ana: Contact, words: str) -> None:
    assert found(alice, words) == []


def test_two_letters_are_a_word_of_a_note(alice: User, ana: Contact) -> None:
    InteractionFactory.create(contact=ana, summary="Asked about HR")

    assert found(alice, "hr") == [ana.name]


@pytest.mark.parametrize("words", ["", "   "])
def test_no_words_find_everyone_by_name(alice: User, ana: Contact, words: str) -> None:
    assert found(alice, words) == ["Ana Łucja D’Arcy-Sørensen", "Ben Okafor"]


def test_the_nearest_is_first(alice: User) -> None:
    """A whole name, the beginning of one, a later name, title or organization or tag, address, anything else."""
    noted = ContactFactory.create(owner=alice, first_name="F", last_name="", title="", notes="Marta is her sister")
    addressed = ContactFactory.create(owner=alice, first_name="E", last_name="", title="")
    ContactPointFactory.create(contact=addressed, value="marta@example.com")
    tagged = ContactFactory.create(owner=alice, first_name="D3", last_name="", title="")
    tagged.tags.add(TagFactory.create(owner=alice, name="marta’s"))
    employer = OrganizationFactory.create(owner=alice, name="Haus Marta")
    ContactFactory.create(owner=alice, first_name="D2", last_name="", title="", organization=employer)
    ContactFactory.create(owner=alice, first_name="D1", last_name="", title="For Marta")
    ContactFactory.create(owner=alice, first_name="C", last_name="Marta", title="")
    ContactFactory.create(owner=alice, first_name="Martang", last_name="", title="")
    ContactFactory.create(owner=alice, first_name="Marta", last_name="Z", title="")

    assert found(alice, "marta") == ["Marta Z", "Martang", "C Marta", "D1", "D2", "D3", "E", "F"]
    assert noted.name == "F"


def test_of_equals_the_one_spoken_to_last_is_first(alice: User) -> None:
    for name, last in (("A", None), ("B", date(2025, 1, 1)), ("C", MONDAY), ("D", MONDAY)):
        ContactFactory.create(owner=alice, first_name="Ana", last_name=name, last_interaction_on=last)

    assert found(alice, "ana") == ["Ana C", "Ana D", "Ana B", "Ana A"]


def test_several_words_weigh_together(alice: User) -> None:
    ContactFactory.create(
        owner=alice, first_name="Ana", last_name="", title="", notes="Lyon", last_interaction_on=MONDAY
    )
    ContactFactory.create(owner=alice, first_name="Ana", last_name="Lyon", title="")

    assert found(alice, "lyon ana") == ["Ana Lyon", "Ana"]


def test_a_new_name_of_a_group_is_found_at_once(alice: User, ana: Contact) -> None:
    organization = Organization.for_user(alice).get()
    organization.name = "Kessel"
    organization.save()
    tagging.rename(Tag.for_user(alice).get(), "harbours")

    assert (found(alice, "kessel"), found(alice, "harbours")) == ([ana.name], [ana.name])
    assert (found(alice, "oeuvre"), found(alice, "freight")) == ([], [])


def test_nobody_finds_what_belongs_to_someone_else(alice: User, mallory: User, ana: Contact) -> None:
    ContactFactory.create(owner=mallory, first_name="Mia", organization=None)

    for words in ("ana", "leiterin", "oeuvre", "rail", "north", "depot", "cello", "robots", "lyon", "evening"):
        assert found(mallory, words) == []
        assert list(Organization.for_user(mallory).matching(words)) == []
        assert list(Tag.for_user(mallory).matching(words)) == []
    assert found(mallory, "m") == ["Mia Ibáñez"]


def test_people_are_searched_by_way_of_their_owner(ana: Contact) -> None:
    with pytest.raises(TypeError, match=r"Contact is searched by way of for_user\(user\)"):
        Contact.unscoped.all().matching("ana")


def test_searching_and_ranking_are_one_query(alice: User, ana: Contact) -> None:
    with CaptureQueriesContext(connection) as queries:
        found(alice, "ana lyon")

    assert len(queries) == 1


def test_a_beginning_that_very_many_words_have_is_found_too(alice: User) -> None:
    """More words than the index is asked for one by one."""
    contact = ContactFactory.create(owner=alice, notes=" ".join(f"depot{n}x" for n in range(200)))
    ContactFactory.create(owner=alice, first_name="Ben")

    assert found(alice, "depot") == [contact.name]
    assert found(alice, "depot19") == [contact.name]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("kessel", ["Kessel & Söhne GmbH"]),
        ("sohne KESS", ["Kessel & Söhne GmbH"]),
        ("porto", ["Kessel & Söhne GmbH", "Portobello"]),
        ("", ["Kessel & Söhne GmbH", "Portobello"]),
        ("kessel bello", []),
        ("&", []),
    ],
)
def test_organizations_are_found_by_name_and_notes(alice: User, words: str, names: list[str]) -> None:
    OrganizationFactory.create(owner=alice, name="Kessel & Söhne GmbH", notes="Moving to Porto")
    OrganizationFactory.create(owner=alice, name="Portobello")

    assert [each.name for each in Organization.for_user(alice).matching(words).order_by("name_key")] == names


@pytest.mark.parametrize(("words", "names"), [("eco", ["Économie"]), ("", ["Économie", "rail"]), ("…", [])])
def test_tags_are_found_by_name(alice: User, words: str, names: list[str]) -> None:
    for name in ("rail", "Économie"):
        TagFactory.create(owner=alice, name=name)

    assert [tag.name for tag in Tag.for_user(alice).matching(words)] == names
