"""Why someone is in the list: the words found where the row does not show them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.finding.excerpts import Excerpt, excerpt, excerpts
from contacts.finding.words import Word
from contacts.models import Contact
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


def said(found: Excerpt) -> str:
    return "".join(f"[{text}]" if hit else text for text, hit in found.parts)


def rows(user: User, words: str = "") -> dict[int, list[str]]:
    people = Contact.for_user(user).matching(words).select_related("organization")
    return {contact.pk: [contact.name, contact.headline] for contact in people}


def about(user: User, words: str) -> dict[str, list[tuple[str, str]]]:
    names = dict(Contact.for_user(user).values_list("pk", "first_name"))
    return {
        names[pk]: [(each.source, said(each)) for each in each_found]
        for pk, each_found in excerpts(rows(user, words), words, user=user).items()
    }


@pytest.fixture
def ana(alice: User) -> Contact:
    contact = ContactFactory.create(
        owner=alice,
        first_name="Ana",
        title="Buyer",
        organization=OrganizationFactory.create(owner=alice, name="Kessel"),
        how_known="Met in Zürich",
        notes="Runs the old depot",
    )
    contact.tags.add(TagFactory.create(owner=alice, name="rail"))
    ContactPointFactory.create(contact=contact, value="ana@north-wind.example")
    DetailFactory.create(contact=contact, text="Plays the cello")
    FollowUpFactory.create(contact=contact, what="Send robots")
    InteractionFactory.create(contact=contact, summary="Lyon first", on=date(2026, 5, 1))
    InteractionFactory.create(contact=contact, summary="Lyon again, and the <b>depot</b>", on=date(2026, 6, 1))
    EventFactory.create(owner=alice, name="Harbour fair").people.add(contact)
    return contact


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("zuri", [("how_known", "Met in [Zürich]")]),
        ("wind", [("point", "ana@north-[wind].example")]),
        ("cello", [("detail", "Plays the [cello]")]),
        ("robots", [("follow_up", "Send [robots]")]),
        ("lyon", [("interaction", "[Lyon] again, and the <b>depot</b>")]),
        ("old depot", [("notes", "Runs the [old] [depot]")]),
        ("lyon depot", [("interaction", "[Lyon] again, and the <b>[depot]</b>")]),
        ("ana lyon cello", [("interaction", "[Lyon] again, and the <b>depot</b>"), ("detail", "Plays the [cello]")]),
        ("harbour", [("event", "[Harbour] fair")]),
        ("ana rail", [("tag", "[rail]")]),
    ],
)
def test_a_line_says_where_a_word_was_found(
    alice: User, ana: Contact, words: str, lines: list[tuple[str, str]]
) -> None:
    assert about(alice, words) == {"Ana": lines}


@pytest.mark.parametrize("words", ["ana", "buyer kessel", "", "…"])
def test_what_the_row_shows_needs_no_line_and_no_query(alice: User, ana: Contact, words: str) -> None:
    shown = rows(alice)

    with CaptureQueriesContext(connection) as queries:
        assert excerpts(shown, words, user=alice) == {}

    assert len(queries) == 0


def test_many_lines_are_one_query(alice: User, ana: Contact) -> None:
    for contact in ContactFactory.create_batch(3, owner=alice, notes="Lyon, depot, cello"):
        InteractionFactory.create(contact=contact, summary="Lyon")
    shown = rows(alice)

    with CaptureQueriesContext(connection) as queries:
        assert len(excerpts(shown, "lyon depot cello", user=alice)) == 4

    assert len(queries) == 1


def test_the_day_of_a_conversation_goes_with_it(alice: User, ana: Contact) -> None:
    shown = rows(alice)

    assert excerpts(shown, "lyon", user=alice)[ana.pk][0].on == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        ("Lyon", ["lyon"], "[Lyon]"),
        ("a\n\n b  LYON\tc", ["lyo"], "a b [LYON] c"),
        ("in it is", ["is"], "in it [is]"),
        ("nothing here", ["lyon"], "nothing here"),
        ("Straße œuvre e\u0301te\u0301", ["strass", "oeuv", "ete"], "[Straße] [œuvre] [e\u0301te\u0301]"),
        (
            f"{'before ' * 20}the Lyon depot {'after ' * 40}",
            ["lyon", "depot"],
            f"…{'before ' * 5}the [Lyon] [depot] {'after ' * 16}".rstrip() + "…",
        ),
        ("x" * 500 + " lyon", ["lyon"], "…[lyon]"),
    ],
)
def test_a_text_is_cut_to_what_was_looked_for(text: str, words: list[str], line: str) -> None:
    assert said(excerpt("notes", text, [Word(word) for word in words])) == line
