"""Fields in a message: what is put in, what is missing, what is no field (P17)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.writing.merge_fields import EXAMPLES, FIELDS, Mistake, mistakes, pieces, render

VALUES = {"first_name": "Tobias", "organization": "", "reason": "  ", "my_name": "{{ reason }}"}


@pytest.mark.parametrize(
    ("text", "said", "missing"),
    [
        ("Dear {{ first_name }},", "Dear Tobias,", ()),
        ("Dear {{first_name|there}},", "Dear Tobias,", ()),
        ("At {{ organization|your place }}?", "At your place?", ()),
        ("At {{ organization }}, {{ reason }}, {{ organization }}?",) * 2 + (("organization", "reason"),),
        ("One\n\n{{ organization| }}\n\nTwo", "One\n\nTwo", ()),
        ("One\n\n\n\nTwo", "One\n\n\n\nTwo", ()),
        ("{{ first_name|a|b }} {{ reason|a|b }}", "Tobias a|b", ()),
        ("{ first_name } }} {", "{ first_name } }} {", ()),
        # A value is never read again, and no template of the site is run.
        ("{{ my_name }}{% load x %}", "{{ reason }}{% load x %}", ()),
        ("", "", ()),
    ],
)
def test_values_and_fallbacks_are_put_in(text: str, said: str, missing: tuple[str, ...]) -> None:
    rendered = render(text, VALUES)

    assert (rendered.text, rendered.missing, rendered.mistakes) == (said, missing, ())
    assert rendered.is_whole == (not missing)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Dear {{ fist_name }},\n{{ }}\n{{ first_name",
            [
                Mistake(line=1, says="there is no field “fist_name”. Did you mean “first_name”?"),
                Mistake(line=2, says="between “{{” and “}}” stands no name."),
                Mistake(line=3, says="“{{” opens a field that “}}” never closes."),
            ],
        ),
        (
            "{{ user.password }}",
            [
                Mistake(
                    line=1,
                    says="there is no field “user.password”. The list beside this form has all there are.",
                )
            ],
        ),
        ("{{ First Name }}", [Mistake(line=1, says="there is no field “First Name”. Did you mean “first_name”?")]),
        ("{{ a\nb }}", [Mistake(line=1, says="“{{” opens a field that “}}” never closes.")]),
        ("Nothing to fill", []),
    ],
)
def test_what_is_no_field_is_a_mistake_at_its_line(text: str, found: list[Mistake]) -> None:
    assert mistakes(text) == found
    assert render(text, EXAMPLES).text == text
    assert render(text, EXAMPLES).mistakes == tuple(found)


SOURCES = st.text(st.sampled_from("{}|ab \n[]%")) | st.sampled_from([f"{{{{ {name} }}}}" for name in FIELDS])


@given(st.lists(SOURCES).map("".join))
def test_reading_loses_nothing_and_every_field_finds_a_value(text: str) -> None:
    assert "".join(piece.text or piece.source for piece in pieces(text)) == text
    assert render(text, EXAMPLES).missing == ()
    assert render(text, {}).text == text or any(piece.fallback is not None for piece in pieces(text))
