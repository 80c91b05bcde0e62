"""Links that open a mail program."""

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from common.mail_links import mailto


def test_everything_is_escaped_and_lines_end_as_mail_wants_them() -> None:
    link = mailto("ana+rail@example.com", subject="A & B?", body="One\nTwo\r\nThree\rFour = 4 %")

    assert link == (
        "mailto:ana%2Brail@example.com?subject=A%20%26%20B%3F&body=One%0D%0ATwo%0D%0AThree%0D%0AFour%20%3D%204%20%25"
    )


TEXT = st.text(st.characters(codec="utf-8"))


@given(TEXT, TEXT, TEXT)
def test_nothing_typed_gets_out_of_its_place(address: str, subject: str, body: str) -> None:
    link = mailto(address, subject=subject, body=body)

    to, _, query = link.partition("?")
    names = [part.partition("=")[0] for part in query.split("&")]
    assert link.isascii()
    assert names == ["subject", "body"]
    assert unquote(to) == f"mailto:{address}"
    assert unquote(query.partition("&")[0]) == f"subject={subject}"
