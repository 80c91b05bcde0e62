import pytest

from contacts.importing.detection import UnknownFormatError, by_name, detect
from tests.contacts.importing import linkedin_samples, monica_samples, outlook_samples, samples


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (samples.LINKEDIN, "linkedin_connections"),
        (samples.LINKEDIN_HEADER_2021, "linkedin_connections"),
        (samples.LINKEDIN_HEADER_2016, "linkedin_connections"),
        (samples.GOOGLE_2024_HEADER, "google_csv"),
        (samples.GOOGLE_OLD_HEADER, "google_csv"),
        (samples.card("FN:Ana"), "vcard"),
        (linkedin_samples.MESSAGES_HEADER + "\n", "linkedin_messages"),
        (outlook_samples.CLASSIC_HEADER + "\r\n", "outlook_csv"),
        (outlook_samples.WEB_HEADER + "\r\n", "outlook_csv"),
        (outlook_samples.GOOGLE_HEADER.replace(",", ";") + "\r\n", "outlook_csv"),
        (monica_samples.whole(), "monica_json"),
        (linkedin_samples.MESSAGES, "linkedin_messages"),
        (linkedin_samples.INVITATIONS, "linkedin_invitations"),
        (linkedin_samples.NOTES, "linkedin_notes"),
        (linkedin_samples.JOBS, "linkedin_jobs"),
        ("Name;Firma;Notiz\nAna;Acme;x\n", "csv"),
        ("First Name,Last Name\n", "csv"),
        ("a,b,c\n1,2,3\n", "csv"),
    ],
)
def test_a_format_is_known_by_its_content(content: str, name: str) -> None:
    assert detect(content.encode()).name == name
    assert by_name(name).name == name


@pytest.mark.parametrize("content", [b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n" * 9, b"{}", b"Dear Ana,\nthank you.\n"])
def test_an_unknown_format_is_answered_with_the_known_ones(content: bytes) -> None:
    with pytest.raises(UnknownFormatError, match=r"LinkedIn’s export, a CSV from Google Contacts or Outlook, vCards"):
        detect(content)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf \r\n"])
def test_an_empty_file_is_said_to_be(content: bytes) -> None:
    with pytest.raises(UnknownFormatError, match=r"^This file is empty\.$"):
        detect(content)
