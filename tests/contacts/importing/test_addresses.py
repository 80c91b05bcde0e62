import pytest

from contacts.addresses import names_one_person, normalise


@pytest.mark.parametrize(
    ("kind", "value", "compared"),
    [
        ("email", " MAILTO:Ana@Example.com ", "ana@example.com"),
        ("phone", "912 345 678", "+351912345678"),
        ("phone", "tel:+351-912-345-678", "+351912345678"),
        ("phone", "+351 21 000 0000 ext. 12", "+351210000000;ext=12"),
        ("phone", "12", "12"),
        ("phone", "call me", ""),
        ("profile", "http://www.linkedin.com/in/Ana/?trk=x", "linkedin.com/in/ana"),
        ("profile", "https://pt.linkedin.com/in/ana", "linkedin.com/in/ana"),
        ("profile", "linkedin.com/pub/ana/1/2/3", "linkedin.com/in/ana"),
        ("profile", "https://linkedin.com/company/acme", "linkedin.com/company/acme"),
        ("profile", "HTTPS://GitHub.com/Weiz#x", "github.com/weiz"),
        ("profile", "http://[broken", "http://[broken"),
        ("profile", "ß" * 400, "s" * 500),
    ],
)
def test_addresses_compare_whatever_their_spelling(kind: str, value: str, compared: str) -> None:
    assert normalise(kind, value, country="PT") == compared


@pytest.mark.parametrize(
    ("kind", "normalised", "does"),
    [
        ("email", "ana@example.com", True),
        ("email", "n/a", False),
        ("phone", "+351912345678", True),
        ("phone", "12", False),
        ("profile", "linkedin.com/in/ana", True),
        ("profile", "linkedin.com/company/acme", False),
        ("profile", "github.com/weiz", True),
        ("profile", "github.com", False),
        ("profile", "acme.example.com/about", False),
    ],
)
def test_only_a_persons_own_address_is_identity(kind: str, normalised: str, does: bool) -> None:
    assert names_one_person(kind, normalised) is does
