import pytest

from contacts.importing.names import contradict, named, split_name, wholly_contradict


@pytest.mark.parametrize(
    ("full", "first", "last"),
    [
        ("Marisol Ibáñez", "Marisol", "Ibáñez"),
        ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
        ("Ana Maria da Silva", "Ana Maria", "da Silva"),
        ("Ibáñez, Marisol", "Marisol", "Ibáñez"),
        ("Dr. Ana Silva", "Dr. Ana", "Silva"),
        ("Ana Silva, PhD", "Ana", "Silva, PhD"),
        ("John Smith Jr.", "John", "Smith Jr."),
        ("Cher", "Cher", ""),
        ("Dr. House", "Dr.", "House"),
        ("John Jr.", "John", "Jr."),
        ("van Gogh", "van", "Gogh"),
        (", Ana", ",", "Ana"),
        ("", "", ""),
    ],
)
def test_split_name_keeps_every_word(full: str, first: str, last: str) -> None:
    assert split_name(full) == (first, last)


def test_named_puts_a_lone_last_name_first() -> None:
    assert [named("", "Silva"), named("Ana", "Silva")] == [("Silva", ""), ("Ana", "Silva")]


@pytest.mark.parametrize(
    ("one", "other", "do"),
    [
        (("Ana", "Silva"), ("Pedro", "Silva"), True),
        (("Ana", "Silva"), ("A.", "Silva"), False),
        (("Ana", "Silva"), ("Ana Maria", "Costa"), False),
        (("Siobhán", "O’Brien"), ("siobhan", "obrien"), False),
        (("Ana", "Silva"), ("", ""), False),
        (("Silva", "Ana"), ("Ana", "Silva"), True),
    ],
)
def test_contradict_compares_first_names(one: tuple[str, str], other: tuple[str, str], do: bool) -> None:
    assert contradict(one, other) is do


def test_wholly_contradict_wants_two_whole_names() -> None:
    assert wholly_contradict(("Ana", "Silva"), ("Pedro", "Costa"))
    assert not wholly_contradict(("Bob", "Smith"), ("Robert", "Smith"))
    assert not wholly_contradict(("Bob", ""), ("Robert", "Smith"))
