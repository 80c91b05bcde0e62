"""P01: whoever comes to mind is written down once, with how the user knows them (P07), and nobody is lost."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import User
from contacts import brainstorm, undoing
from contacts.brainstorm import Question
from contacts.models import Brainstorm, Contact, Organization
from contacts.typed_names import TypedPerson
from contacts.walks import HOW_KNOWN, NAMES, PROMPTS, QUESTIONS, next_walk, previous_walk
from tests.conftest import MONDAY, MORNING
from tests.contacts.every_row import every_row
from tests.factories import ContactFactory, InteractionFactory, OrganizationFactory


def write(user: User, text: str, *, walk: str = "school", tier: str = "light", key: str = "") -> brainstorm.WrittenDown:
    return brainstorm.write_down(user, text, walk=walk, tier=tier, key=key, on=MONDAY)


def kept(user: User) -> list[tuple[str, str, str, str, str]]:
    people = Contact.for_user(user).select_related("organization").order_by("pk")
    return [
        (one.name, one.title, one.organization.name if one.organization else "", one.how_known, one.walk_of_life)
        for one in people
    ]


def test_whoever_comes_to_mind_is_a_contact_with_how_one_knows_them(alice: User) -> None:
    OrganizationFactory.create(owner=alice, name="Globex")

    written = write(alice, "Ana Silva, buyer at Acme\nPedro – sat next to me\nWei Zhang, Globex\nHana")

    assert [contact.name for contact in written.added] == ["Ana Silva", "Pedro", "Wei Zhang", "Hana"]
    assert written.asked == []
    assert kept(alice) == [
        ("Ana Silva", "buyer", "Acme", "From school or university", "school"),
        ("Pedro", "", "", "sat next to me", "school"),
        ("Wei Zhang", "", "Globex", "From school or university", "school"),
        ("Hana", "", "", "From school or university", "school"),
    ]
    assert Organization.for_user(alice).count() == 2
    assert set(Contact.for_user(alice).values_list("tie", "tier", "added_on")) == {("weak", "light", MONDAY)}
    assert Contact.for_user(alice).matching("silva buyer").count() == 1


def test_nobody_faces_all_of_them_on_one_morning(alice: User) -> None:
    for first in "abcdefgh":
        for last in "abcde":
            write(alice, f"{first}o {last}a")

    days = sorted(day for day in Contact.for_user(alice).values_list("next_touch_on", flat=True) if day)

    assert len(set(days)) == 40
    assert MONDAY < days[0] < MONDAY + timedelta(days=20)
    assert days[-1] <= date(2027, 11, 24)
    assert max((later - day).days for day, later in pairwise(days)) < 30


def test_no_reminders_if_one_chooses_so(alice: User) -> None:
    write(alice, "Ana", tier="none")

    assert list(Contact.for_user(alice).values_list("tier", "next_touch_on")) == [("none", None)]
    assert Brainstorm.of(alice).tier == "none"


def test_it_is_remembered_where_one_left(alice: User) -> None:
    assert Brainstorm.of(alice).walk == "work"

    write(alice, "Ana", walk="family")
    assert Brainstorm.of(alice).walk == "family"

    brainstorm.go_to(alice, "clubs")
    assert Brainstorm.of(alice).walk == "clubs"


def test_a_line_sent_twice_over_a_bad_connection_comes_in_once(alice: User) -> None:
    first, again, other = write(alice, "Ana", key="k1"), write(alice, "Ana", key="k1"), write(alice, "Rui", key="k2")

    assert [len(one.added) for one in (first, again, other)] == [1, 0, 1]
    assert again.asked == []
    assert [name for name, *_ in kept(alice)] == ["Ana", "Rui"]


def test_a_very_long_line_is_kept_whole_in_the_notes(alice: User) -> None:
    story = "met on a train to Lyon and talked all night " * 10

    write(alice, f"Ana – {story}")

    contact = Contact.for_user(alice).get()
    assert contact.notes == story.strip()
    assert len(contact.how_known) <= 300
    assert contact.how_known.startswith("met on a train")


# --- The same, or somebody else? --------------------------------------------------------------------------------------


@pytest.fixture
def ana(alice: User) -> Contact:
    return ContactFactory.create(
        owner=alice, first_name="Ana", last_name="Silva", title="", how_known="", organization=None
    )


def test_a_name_that_is_here_already_waits_for_an_answer(alice: User, mallory: User, ana: Contact) -> None:
    ContactFactory.create(owner=mallory, first_name="Rui", last_name="")

    written = write(alice, "ANA  SILVA, buyer at Acme\nRui")

    question = Question(1, "school", TypedPerson("ANA SILVA", "buyer at Acme"))
    assert [contact.name for contact in written.added] == ["Rui"]
    assert written.asked == [question]
    assert brainstorm.open_questions(alice, Brainstorm.of(alice)) == [
        Question(1, "school", TypedPerson("ANA SILVA", "buyer at Acme"), [ana])
    ]


def test_the_same_name_twice_in_one_paste_is_asked_about(alice: User) -> None:
    written = write(alice, "Ana\nana, from the gym")

    assert (len(written.added), len(written.asked)) == (1, 1)


def test_nobody_is_asked_the_same_twice(alice: User, ana: Contact) -> None:
    write(alice, "Ana Silva, buyer at Acme")
    written = write(alice, "Ana Silva\nAna Silva, buyer at Acme\nAna Silva, now in Lyon")

    assert [question.typed.rest for question in written.asked] == ["now in Lyon"]
    assert [entry["number"] for entry in Brainstorm.of(alice).waiting] == [1, 2]


def test_a_part_of_a_name_is_no_namesake(alice: User, ana: Contact) -> None:
    ana.title = "Director"
    ana.save()

    written = write(alice, "Ana\nAna Silva Director\nSilva\nAna Silvana")

    assert (len(written.added), written.asked) == (4, [])


def test_the_same_person_learns_what_was_typed(alice: User, ana: Contact) -> None:
    write(alice, "Ana Silva, buyer at Acme")

    assert brainstorm.the_same(alice, 1, ana) == ana

    assert kept(alice) == [("Ana Silva", "buyer", "Acme", "From school or university", "school")]
    assert Brainstorm.of(alice).waiting == []
    assert brainstorm.the_same(alice, 1, ana) is None
    assert brainstorm.somebody_else(alice, 1, on=MONDAY) is None


@pytest.mark.parametrize(
    ("typed", "notes"),
    [
        ("buyer at Globex", "Two boys.\nbuyer at Globex"),
        ("from the gym", "Two boys.\nfrom the gym"),
        ("director at Acme", "Two boys."),
        ("", "Two boys."),
    ],
)
def test_what_has_no_place_goes_to_the_notes_and_nothing_is_overwritten(alice: User, typed: str, notes: str) -> None:
    ana = ContactFactory.create(
        owner=alice,
        first_name="Ana",
        last_name="Silva",
        title="Director",
        organization=OrganizationFactory.create(owner=alice, name="Acme"),
        how_known="A neighbour",
        walk_of_life="neighbours",
        notes="Two boys.",
    )
    write(alice, f"Ana Silva, {typed}")

    brainstorm.the_same(alice, 1, ana)

    assert kept(alice) == [("Ana Silva", "Director", "Acme", "A neighbour", "neighbours")]
    assert Contact.for_user(alice).get().notes == notes


def test_somebody_else_of_that_name_is_written_down_too(alice: User, ana: Contact) -> None:
    write(alice, "Ana Silva, from the gym", walk="clubs", tier="regular")

    other = brainstorm.somebody_else(alice, 1, on=MONDAY)

    assert other is not None
    assert (other.tier, other.how_known, other.walk_of_life) == ("regular", "from the gym", "clubs")
    assert Contact.for_user(alice).count() == 2
    assert Brainstorm.of(alice).waiting == []


# --- Taking back ------------------------------------------------------------------------------------------------------


def test_whoever_was_only_just_written_down_can_be_taken_back(alice: User) -> None:
    ana, rui, eva = write(alice, "Ana\nRui\nEva").added
    InteractionFactory.create(contact=rui)
    old = ContactFactory.create(owner=alice, added_on=MONDAY - timedelta(days=1))

    before = every_row()

    stay, change = brainstorm.take_back([ana, rui, old], on=MONDAY, now=MORNING)

    assert stay == [rui, old]
    assert set(Contact.for_user(alice)) == {rui, eva, old}
    assert change is not None
    undoing.undo(change, on=MONDAY, now=MORNING)
    assert every_row() == before


def test_nobody_to_take_back_is_nothing_to_undo(alice: User) -> None:
    old = ContactFactory.create(owner=alice, added_on=MONDAY - timedelta(days=1))

    assert brainstorm.take_back([old], on=MONDAY, now=MORNING) == ([old], None)


# --- All walks of life ------------------------------------------------------------------------------------------------


def test_there_is_a_way_through_every_walk_of_life() -> None:
    order = list(PROMPTS)

    assert [next_walk(walk) for walk in order] == [*order[1:], None]
    assert [previous_walk(walk) for walk in order] == [None, *order[:-1]]
    assert set(order) == set(QUESTIONS) == set(HOW_KNOWN) == set(NAMES)
    assert all(len(jogs) >= 2 for jogs in QUESTIONS.values())


def test_many_names_cost_no_more_queries_than_one(alice: User) -> None:
    def queries(text: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            write(alice, text)
        return len(captured)

    write(alice, "First")

    assert queries("Ana") == queries("\n".join(f"Person {chr(97 + number)}y" for number in range(20)))


@pytest.mark.django_db
@settings(deadline=None, max_examples=40)
@given(st.lists(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=60), max_size=4))
def test_whatever_is_typed_is_kept(lines: list[str]) -> None:
    user = User.objects.filter(email="typist@example.com").first() or User.objects.create(email="typist@example.com")
    Contact.for_user(user).delete()
    Brainstorm.for_user(user).delete()

    written = write(user, "\n".join(lines))

    letters = [char for line in lines for char in line if char.isalpha()]
    found = [
        char
        for contact in written.added
        for text in (
            contact.first_name,
            contact.last_name,
            contact.title,
            contact.organization.name if contact.organization else "",
            contact.how_known.removesuffix(HOW_KNOWN["school"]),
        )
        for char in text
    ]
    found += [char for question in written.asked for char in question.typed.line]
    assert {char for char in letters if char not in "atAT"} <= set(found)
