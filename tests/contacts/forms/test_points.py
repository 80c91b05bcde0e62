import pytest

from contacts.forms.points import guess_kind


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("ana@example.com", "email"),
        ("+351 912 345 678", "phone"),
        ("linkedin.com/in/ana", "profile"),
        ("https://social.example.com/@ana", "profile"),
    ],
)
def test_the_kind_of_an_address_is_guessed_from_its_look(value: str, kind: str) -> None:
    assert guess_kind(value) == kind
