"""P01: people typed in a hurry; gently understood, and no letter is lost."""

from collections.abc import Collection

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contacts.models.organization import organization_key
from contacts.typed_names import NAME_LENGTH, TypedPerson, Understood, people_in, understood

ACME = {organization_key("Acme")}

COMMON = ["Ana Silva", "ana", "João", "Acme", "buyer at Acme", "1. ", "- ", " – ", ", ", "; ", "\n", "\t", " (", ")",
          "Head of Logistics", "@Acme", " at ", "ana@example.com", "912 345 678", ": ", "von", "MBA", "…"]  # fmt: skip
TYPED = st.one_of(st.text(max_size=300), st.lists(st.one_of(st.sampled_from(COMMON), st.text(max_size=8))).map("".join))


def pairs(text: str, organizations: Collection[str] = ()) -> list[tuple[str, str]]:
    return [(person.name, person.rest) for person in people_in(text, organizations=organizations)]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ana Silva", [("Ana Silva", "")]),
        ("  Ana   Silva  ", [("Ana Silva", "")]),
        ("Ana Silva, buyer at Acme", [("Ana Silva", "buyer at Acme")]),
        ("Ana Silva – Acme", [("Ana Silva", "Acme")]),
        ("Ana Silva - Acme", [("Ana Silva", "Acme")]),
        ("Ana Silva—Acme", [("Ana Silva", "Acme")]),
        ("Ana Silva: sat next to me", [("Ana Silva", "sat next to me")]),
        ("Ana Silva (Acme, Lyon)", [("Ana Silva", "Acme, Lyon")]),
        ("Ana Silva\tAcme\tBuyer", [("Ana Silva", "Acme Buyer")]),
        ("Ana at Acme", [("Ana", "at Acme")]),
        ("Ana @Acme", [("Ana", "@Acme")]),
        ("Ana from school", [("Ana", "from school")]),
        ("Ana Silva 912 345 678", [("Ana Silva", "912 345 678")]),
        ("Ana Silva ana@example.com", [("Ana Silva", "ana@example.com")]),
        ("Jean-Luc O’Brien", [("Jean-Luc O’Brien", "")]),
        ("Ana Silva\nPedro Costa", [("Ana Silva", ""), ("Pedro Costa", "")]),
        ("1. Ana\r\n2) Pedro\n• Wei\n- Hana", [("Ana", ""), ("Pedro", ""), ("Wei", ""), ("Hana", "")]),
        ("Ana, Pedro, Wei", [("Ana", ""), ("Pedro", ""), ("Wei", "")]),
        ("ana, pedro", [("ana", ""), ("pedro", "")]),
        ("ana silva, pedro costa", [("ana silva", ""), ("pedro costa", "")]),
        ("Ana Silva, Pedro Costa, Ludwig van Beethoven", [("Ana Silva", ""), ("Pedro Costa", ""),
                                                          ("Ludwig van Beethoven", "")]),
        ("Mum, Dad, Uncle Joe", [("Mum", ""), ("Dad", ""), ("Uncle Joe", "")]),
        ("Ana Silva; Pedro Costa, my cousin", [("Ana Silva", ""), ("Pedro Costa", "my cousin")]),
        ("Ana Silva – Acme, Pedro Costa – Globex", [("Ana Silva", "Acme"), ("Pedro Costa", "Globex")]),
        ("Ana Silva, Recruiter", [("Ana Silva", "Recruiter")]),
        ("Ana Silva, Senior Recruiter", [("Ana Silva", "Senior Recruiter")]),
        ("Ana Silva, Head of Logistics", [("Ana Silva", "Head of Logistics")]),
        ("Ana Silva, Acme", [("Ana Silva", "Acme")]),
        ("Ana Silva, Blue Heron Ltd.", [("Ana Silva", "Blue Heron Ltd.")]),
        ("Ana Silva, old colleague", [("Ana Silva", "old colleague")]),
        ("Ana Silva, MBA", [("Ana Silva", "MBA")]),
        ("Ana Silva, buyer, two boys", [("Ana Silva", "buyer, two boys")]),
        ("", []),
        (" \n ,;\t – \n", []),
        ("…, Ana", [("Ana", "")]),
        ("(Ana)", [("(Ana)", "")]),
    ],
)  # fmt: skip
def test_people_are_read_as_they_are_typed(text: str, people: list[tuple[str, str]]) -> None:
    assert pairs(text) == people


def test_an_organization_one_has_is_nobody() -> None:
    assert pairs("Ana, Acme") == [("Ana", ""), ("Acme", "")]
    assert pairs("Ana, Acme", ACME) == [("Ana", "Acme")]


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("buyer at Acme", Understood(title="buyer", organization="Acme")),
        ("buyer, at Acme", Understood(title="buyer", organization="Acme")),
        ("Head of Logistics @ Blue Heron", Understood(title="Head of Logistics", organization="Blue Heron")),
        ("at Acme", Understood(organization="Acme")),
        ("@3M", Understood(organization="3M")),
        ("buyer at acme", Understood(title="buyer", organization="acme")),
        ("ACME, Inc.", Understood(organization="ACME, Inc.")),
        ("buyer at globex", Understood(how_known="buyer at globex")),
        ("at The Gym", Understood(how_known="at The Gym")),
        ("at School", Understood(how_known="at School")),
        ("met at Acme", Understood(how_known="met at Acme")),
        ("we worked at Acme", Understood(how_known="we worked at Acme")),
        ("buyer at Acme, two boys", Understood(how_known="buyer at Acme, two boys")),
        ("Globex", Understood(how_known="Globex")),
        ("ana@example.com", Understood(how_known="ana@example.com")),
        ("", Understood()),
    ],
)
def test_only_what_is_sure_is_understood(rest: str, said: Understood) -> None:
    assert understood(rest, organizations=ACME) == said


def test_a_name_without_end_goes_on_beside_it() -> None:
    person = people_in("Ana " * 50)[0]

    assert len(person.name) <= NAME_LENGTH
    assert f"{person.name} {person.rest}" == ("Ana " * 50).strip()
    assert people_in("x" * 130) == [TypedPerson("x" * NAME_LENGTH, "x" * 10)]


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalpha())


@settings(deadline=None)
@given(TYPED)
def test_no_letter_is_lost_and_everybody_has_a_name(text: str) -> None:
    people = people_in(text, organizations=ACME)

    assert letters("".join(person.name + person.rest for person in people)) == letters(text)
    assert all(0 < len(person.name) <= NAME_LENGTH for person in people)


@settings(deadline=None)
@given(TYPED)
def test_every_rest_is_kept_somewhere(text: str) -> None:
    rest = " ".join(text.split())

    said = understood(rest, organizations=ACME)

    if said.how_known:
        assert said == Understood(how_known=rest)
    else:
        assert [said.title, said.organization] == [part for part in [said.title, said.organization] if part in rest]
        left = letters(rest).replace(letters(said.title), "", 1).replace(letters(said.organization), "", 1)
        assert left.casefold() in {"", "at"}


@settings(deadline=None)
@given(TYPED)
def test_people_and_their_lines_are_stable(text: str) -> None:
    """A line shown again and sent again names as many letters."""
    for person in people_in(text):
        assert letters("".join(again.name + again.rest for again in people_in(person.line))) == letters(person.line)
