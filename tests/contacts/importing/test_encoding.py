import codecs

import pytest

from contacts.importing.encoding import MIXED, detect_encoding, mended, open_text
from contacts.importing.plain_text import is_email, is_phone, many_lines, one_line

TEXT = "First Name,Last Name\nSiobhán,Łukasiewicz\n"


def read(content: bytes) -> str:
    return open_text(content).read()


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_a_mark(codec: str) -> None:
    assert read(TEXT.encode(codec)) == TEXT


def test_utf_16_big_endian_with_its_mark_is_read() -> None:
    assert read(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")) == TEXT


def test_cp1252_is_read_as_western() -> None:
    text = "Siobhán O’Brien, Zoë Müller, Åberg\n"

    assert read(text.encode("cp1252")) == text


def test_another_script_is_guessed() -> None:
    text = "Имя,Фамилия\nНаталья,Соколова\nПётр,Чайковский работает в компании Северный ветер\n" * 20

    content = text.encode("cp1251")

    assert read(content) == text


def test_letters_of_no_script_fall_back_to_western() -> None:
    assert detect_encoding(bytes(range(0x80, 0x100)) * 3)[0]


def test_a_stray_byte_in_utf_8_is_read_as_cp1252() -> None:
    content = "Siobhán, Łukasz, Ibáñez, ".encode() + "Zoë".encode("cp1252")

    assert read(content) == "Siobhán, Łukasz, Ibáñez, Zoë"


def test_a_letter_cut_in_two_at_the_end_is_no_reason_to_guess() -> None:
    assert detect_encoding("Ibáñ".encode()[:-1]) == ("utf-8", 0)


def test_mended_puts_a_folded_letter_together() -> None:
    halves = open_text(b"Ib\xc3\r\n \xa1ez", is_folded=True).read()

    assert mended(halves.replace("\r\n ", "")) == "Ibáez"


def test_line_ends_stay_as_they_stand() -> None:
    assert list(open_text(b"a\r\nb\nc\rd")) == ["a\r\n", "b\n", "c\r", "d"]


def test_text_is_tidied_for_database_and_page() -> None:
    assert one_line(" a\x00\tb\r\n c\ud800 ") == "a b c"
    assert many_lines("\r\n a\x07 \r\nb\r\r\n") == "a\nb"


def test_addresses_are_told_from_other_text() -> None:
    assert [is_email(text) for text in ("ana@example.com", "n/a", "Ana <ana@example.com>", "a@b@c")] == [
        True, False, False, False
    ]  # fmt: skip
    assert [is_phone(text) for text in ("+351 912", "call me", "12")] == [True, False, False]


def test_the_mixed_handler_is_for_reading_alone() -> None:
    with pytest.raises(UnicodeEncodeError):
        "á".encode("ascii", MIXED)
