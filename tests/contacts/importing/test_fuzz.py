"""Whatever a file holds: records or row errors with line and reason, never another error."""

import random
import time
import tracemalloc
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contacts.importing.detection import FORMATS, look_into
from contacts.importing.formats import ImportFormat, UnusableFileError
from contacts.importing.generic_csv import GenericCsv
from contacts.importing.records import OrganizationRecord, PersonRecord, Record, Skipped, Unreadable, as_json, from_json
from tests.contacts.importing import linkedin_samples, monica_samples, outlook_samples, samples

READERS: tuple[ImportFormat, ...] = (*FORMATS, GenericCsv())

SEEDS = {
    "vcard": [
        samples.card(
            "N:Silva;Ana;;;",
            "FN:Ana Silva",
            "item1.EMAIL;type=pref:ana@example.com",
            "item1.X-ABLabel:_$!<Work>!$_",
            'TEL;TYPE="HOME,VOICE":+351 912 345 678',
            "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12",
            "NOTE:a\\nb",
            " more",
        ),
        samples.card(
            "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Ib=C3=A1=C3",
            "=B1ez;Marisol;;;",
            "NOTE;ENCODING=QUOTED-PRINTABLE:a=",
            "b",
            "PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ",
            "",
            "AGENT:",
            "BEGIN:VCARD",
            "END:VCARD",
            version="2.1",
        ),
    ],
    "linkedin_connections": [
        samples.LINKEDIN,
        samples.LINKEDIN_HEADER_2016 + 'Wei,Zhang,,,Acme,,"1/8/18, 6:14 PM",,\r\n',
    ],
    "google_csv": [
        samples.google_2024({"First Name": "Ana", "Notes": 'a "b"\nc', "E-mail 1 - Value": "a@b.c ::: d@e.f"}),
        samples.google_old({"Name": "Ana Silva", "Group Membership": "* myContacts ::: Rail", "Birthday": "--06-15"}),
    ],
    "linkedin_messages": [linkedin_samples.MESSAGES],
    "linkedin_invitations": [linkedin_samples.INVITATIONS],
    "linkedin_notes": [linkedin_samples.NOTES],
    "linkedin_jobs": [linkedin_samples.JOBS],
    "outlook_csv": [
        outlook_samples.outlook(outlook_samples.WEB_HEADER, outlook_samples.ANA),
        outlook_samples.outlook(outlook_samples.CLASSIC_HEADER, outlook_samples.ANA, delimiter=";"),
    ],
    "monica_json": [monica_samples.whole(), monica_samples.whole("s", indent=1)],
    "rapport_csv": [samples.RAPPORT],
    "csv": [samples.SPREADSHEET, samples.SPREADSHEET.replace(",", ";")],
}
SPICE = [
    *(b'"', b"}", b"]", b"{", b"[", b"null", b"true", b'{"uuid": 3}', b"\\u0000", b"\\ud800", b"1e999", b"9" * 5000),
    *(char.encode() for char in '\x00",;:=\\ \t\n\r²٣\u2028'),
    *(b"\xff", b"\xc3", b"\r\n", b"=C3", b"''", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"http://[", b":::", b"--"),
    *(b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"N:", b";ENCODING=QUOTED-PRINTABLE", b"BDAY:99999999\r\n"),
    *(b";CHARSET=zip_codec", b";CHARSET=idna", b";CHARSET=undefined", b";CHARSET=a\x00b", b";CHARSET=punycode"),
]


def mutated(seed: bytes, chance: random.Random) -> bytes:
    content = bytearray(seed)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(content) + 1)
        match chance.randrange(4):
            case 0:
                content[at : at + chance.randint(1, 12)] = b""
            case 1:
                content[at:at] = chance.choice(SPICE)
            case 2:
                content[at : at + 1] = bytes([chance.randrange(256)])
            case _:
                start = chance.randrange(len(content) + 1)
                content[at:at] = content[start : start + chance.randint(1, 80)]
    return bytes(content)


def check(found: list[Record], content: bytes) -> None:
    lines = content.count(b"\n") + content.count(b"\r") + 2
    for record in found:
        assert 1 <= record.line <= lines
        kept = replace(record, photo=b"") if isinstance(record, PersonRecord) else record
        assert from_json(as_json(record)) == kept
        if isinstance(record, PersonRecord):
            assert record.first_name
            assert max(len(record.first_name), len(record.last_name)) <= 120
            assert all(0 < len(point.value) <= 500 for point in record.points)
        elif isinstance(record, OrganizationRecord):
            assert 0 < len(record.name) <= 200
        else:
            assert isinstance(record, Skipped | Unreadable)
            assert record.reason
        assert "\x00" not in str(as_json(record))


def run(format_: ImportFormat, cases: int, seed: int) -> int:
    """How many of so many mutated files had rows that cannot be read, or were refused as a whole."""
    chance = random.Random(seed)
    seeds = [text.encode() for text in SEEDS[format_.name]]
    errors = 0
    for _ in range(cases):
        content = mutated(chance.choice(seeds), chance)
        errors += is_refused(format_, content)
    return errors


def is_said(refusal: UnusableFileError) -> bool:
    assert str(refusal).endswith(".")
    return True


def is_refused(format_: ImportFormat, content: bytes) -> bool:
    try:
        found = list(format_.read(content, samples.CONTEXT))
    except UnusableFileError as refusal:
        return is_said(refusal)
    check(found, content)
    return any(isinstance(record, Unreadable) for record in found)


def run_archives(cases: int, seed: int) -> int:
    """The same for LinkedIn's zip: one of its files mutated, or the zip itself."""
    chance = random.Random(seed)
    files = {
        "Connections.csv": linkedin_samples.CONNECTIONS,
        "messages.csv": linkedin_samples.MESSAGES,
        "Invitations.csv": linkedin_samples.INVITATIONS,
        "Notes.csv": linkedin_samples.NOTES,
        "Jobs/Job Applications.csv": linkedin_samples.JOBS,
    }
    whole = linkedin_samples.archive()
    errors = 0
    for number in range(cases):
        content = mutated(whole, chance)
        longest = 10_000
        if number % 2:
            name = chance.choice(list(files))
            text = mutated(files[name].encode(), chance)
            longest = max(longest, len(text))
            content = samples.zipped({**files, name: text})
        try:
            found = look_into(content)
            records = list(found.format.read(found.source, samples.CONTEXT))
        except UnusableFileError as refusal:
            errors += is_said(refusal)
        else:
            check(records, b"\n" * longest)
            errors += any(isinstance(record, Unreadable) for record in records)
    return errors


@pytest.mark.parametrize("format_", READERS, ids=lambda format_: format_.name)
def test_mutated_files_give_records_or_row_errors(format_: ImportFormat) -> None:
    assert run(format_, 600, seed=7) > 0


def test_mutated_archives_give_records_or_row_errors() -> None:
    assert run_archives(300, seed=7) > 0


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("format_", READERS, ids=lambda format_: format_.name)
def test_a_hundred_thousand_mutated_files_give_records_or_row_errors(format_: ImportFormat) -> None:
    """With the archives, well over 100,000 cases."""
    assert run(format_, 12_000, seed=11) > 0


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_many_mutated_archives_give_records_or_row_errors() -> None:
    assert run_archives(6_000, seed=11) > 0


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400), st.sampled_from(READERS), st.sampled_from(["utf-8", "utf-16", "latin-1"]))
def test_any_bytes_at_all_are_read_or_refused(tail: bytes, format_: ImportFormat, codec: str) -> None:
    head = SEEDS[format_.name][0].encode(codec, "replace")

    for content in (tail, head + tail):
        is_refused(format_, content)
        with suppress(UnusableFileError):
            look_into(content)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=40), max_size=6))
def test_any_text_is_kept_in_a_note(lines: list[str]) -> None:
    written = "\\n".join(line.replace("\\", "\\\\") for line in lines)

    [record] = samples.read(samples.card("FN:Ana", f"NOTE:{written}"))

    assert isinstance(record, PersonRecord)
    for word in " ".join(line if line.isalnum() and line.isascii() else "" for line in lines).split():
        assert word in record.notes


MONICA_HEAD = b'{"version": "1.0", "account": {"data": [{"type": "contact", "values": ['
HOSTILE = {
    "cards that never end": b"BEGIN:VCARD\r\n" * 40_000,
    "a note folded for ever": b"BEGIN:VCARD\r\nNOTE:" + b"\r\n x" * 200_000 + b"\r\nEND:VCARD",
    "a card of properties": b"BEGIN:VCARD\r\n" + b"X-A:1\r\n" * 100_000 + b"END:VCARD",
    "soft breaks": samples.card("FN:Ana", "NOTE;ENCODING=QUOTED-PRINTABLE:=" + "=\r\n=41" * 100_000).encode(),
    "backslashes": samples.card("FN:" + "\\" * 90_000, "N:" + "\\" * 90_000 + ";;;;", "ORG:" + ";" * 90_000).encode(),
    "parameters": samples.card("FN:Ana", "TEL" + ";A=b" * 20_000 + ":1", "EMAIL" + ';"' * 20_000 + ":x").encode(),
    "quotes that stay open": samples.LINKEDIN_HEADER.encode() + b'",x"y,"\n' * 100_000,
    "nothing but quotes": samples.LINKEDIN_HEADER.encode() + b'"' * 800_000,
    "an unknown script": samples.LINKEDIN_HEADER.encode() + b"\xd0\xd1\xcf " * 200_000,
    "json of brackets": MONICA_HEAD + b"[" * 3_000_000,
    "json of strings": MONICA_HEAD + b'"a",' * 800_000,
    "json of people": MONICA_HEAD + b"{}," * 90_000 + b"]}]}}",
    "json of deep people": MONICA_HEAD + (b"[" * 900 + b"]" * 900 + b",") * 1_500 + b"]}]}}",
    "json of one long string": MONICA_HEAD + b'{"uuid": "' + b"x" * 3_000_000,
    "json of keys": b'{"version": "1.0", "account": {"data": [' + b'{"type": "contact", "a": 1},' * 100_000 + b"]}}",
    "columns": b",".join(b"Name %d" % n for n in range(400)) + b"\n" + (b"x," * 399 + b"x\n") * 500,
    "one cell of many values": samples.GOOGLE_2024_HEADER.encode() + b"a ::: " * 20_000,
}


def read_all(content: bytes) -> None:
    with suppress(UnusableFileError):
        found = look_into(content)
        for record in found.format.read(found.source, samples.CONTEXT):
            assert record.line


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_does_not_take_long(name: str) -> None:
    """RELIABILITY: at most 10 s a file, of the processor's own time, as other tests may run beside this one."""
    started = time.process_time()

    read_all(HOSTILE[name])

    assert time.process_time() - started < 10


@pytest.mark.long
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_does_not_take_much(name: str) -> None:
    """RELIABILITY: at most 256 MB a file."""
    tracemalloc.start()

    read_all(HOSTILE[name])

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 256 * 1024 * 1024
