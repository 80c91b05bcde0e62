import unicodedata

import pytest

from common.folding import fold
from contacts.finding.words import LONGEST_WORD, MOST_WORDS, folded, looked_for, split


def words(question: str) -> list[str] | None:
    asked = looked_for(question)
    return None if asked is None else [word.folded for word in asked]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Jean-Luc’s 2nd", ["jean", "luc", "s", "2nd"]),
        ("marisol.ibanez+news@north_wind.example", ["marisol", "ibanez", "news", "north", "wind", "example"]),
        ("Kessel & Söhne, GmbH", ["kessel", "sohne", "gmbh"]),
        (
            "STRAẞE Straße œuvre Ægir Łódź Guðrún Işık",
            ["strasse", "strasse", "oeuvre", "aegir", "lodz", "gudrun", "isik"],
        ),
        ("Ὀδυσσεύς Ёлкин", ["οδυσσευσ", "елкин"]),
        ("e\u0301te\u0301", ["ete"]),
        ("한국 山田", ["한국", "山田"]),
        ("…—!", []),
    ],
)
def test_text_is_split_into_folded_words(text: str, parts: list[str]) -> None:
    assert split(text) == parts


def test_latin_letters_fold_as_everywhere_else() -> None:
    letters = [chr(code) for code in (*range(0xC0, 0x180), *range(0x1E00, 0x1F00)) if chr(code).isalpha()]
    further = set("ÐðĦħŒœſıŉÞþŊŋŦŧĸẚẛẜẝẟỺỻỼỽỾỿĿŀĲĳẞ")

    assert [letter for letter in letters if folded(letter) != fold(letter) and letter not in further] == []


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("", []),
        ("  ", []),
        ("Ana  lyon ANA", ["ana", "lyon"]),
        ("%", None),
        ("& …", None),
        ("R&D lead", ["r", "d", "lead"]),
        ("he/she", ["he", "she"]),
        ("https://www.linkedin.com/in/Ana-Sousa/?trk=x", ["linkedin", "com", "in", "ana", "sousa"]),
        ("northwind.example/team/", ["northwind", "example", "team"]),
        ("+351 912 345", ["351912345"]),
        ("+49 (0)176 1234", ["491761234"]),
        ("0176 / 12 34 567", ["1761234567"]),
        ("555 010 0199", ["5550100199"]),
        ("912", ["912"]),
        ("2026-11-23", ["2026", "11", "23"]),
        ("23.11.2026", ["23", "11", "2026"]),
        ("2019 – 2020", ["2019", "2020"]),
        ("2345 6789", ["23456789"]),
        ("a\x00b", ["a", "b"]),
    ],
)
def test_a_question_is_taken_apart(question: str, found: list[str] | None) -> None:
    assert words(question) == found


def test_a_question_has_an_end() -> None:
    assert words(" ".join(f"w{n}" for n in range(50))) == [f"w{n}" for n in range(MOST_WORDS)]
    assert words("x" * 500) == ["x" * LONGEST_WORD]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_how_a_letter_is_composed_makes_no_difference(form: str) -> None:
    text = unicodedata.normalize(form, "Zoë Müller-Ångström")  # type: ignore[arg-type]

    assert split(text) == ["zoe", "muller", "angstrom"]
