"""Lines that are longer than is of use, and more of them than a file may have."""

import io
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from contacts.importing.formats import UnusableFileError
from contacts.importing.lines import bounded
from contacts.importing.records import PersonRecord, Unreadable
from contacts.importing.tabular import ROW_CHARACTERS
from tests.contacts.importing import samples


def lines(text: str, longest: int, *, most: int = 100) -> list[str]:
    return list(bounded(io.TextIOWrapper(io.BytesIO(text.encode()), newline=""), longest, most=most))


def test_lines_keep_their_ends() -> None:
    text = "ab\r\nabc\nabcd\rabc\r\n\n\r\nab"

    assert lines(text, 100) == ["ab\r\n", "abc\n", "abcd\r", "abc\r\n", "\n", "\r\n", "ab"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("size", range(1, 12))
def test_a_long_line_is_cut_and_counts_as_one(end: str, size: int) -> None:
    text = f"{'x' * size}{end}y{end}"

    first, second = lines(text, 4)

    assert (first[:5].rstrip("\r\n"), len(first) > 4) == ("x" * min(size, 5), size + len(end) > 4)
    assert second == f"y{end}"


def test_more_lines_than_a_file_may_have_are_refused_by_their_number() -> None:
    with pytest.raises(UnusableFileError, match="more than 3 lines, from line 4 on"):
        lines("a\n" * 4, 10, most=3)


def test_a_row_that_is_too_long_is_told_by_its_line_and_the_next_is_read() -> None:
    content = samples.linkedin(f"{'x' * (3 * ROW_CHARACTERS)},Silva,,,,,", "Wei,Zhang,,,,,08 Feb 2026")

    long, wei = samples.read(content)

    assert long == Unreadable(line=5, reason="This row is longer than 131,072 characters.")
    assert isinstance(wei, PersonRecord)
    assert (wei.line, wei.name) == (6, "Wei Zhang")


def test_a_picture_on_one_long_line_does_not_hide_who_is_on_the_card() -> None:
    content = samples.card("FN:Ana", "PHOTO;ENCODING=b;TYPE=JPEG:" + "A" * 8_000_000, "NOTE:x") + samples.card("FN:Wei")

    ana, wei = samples.read(content)

    assert isinstance(ana, PersonRecord)
    assert isinstance(wei, PersonRecord)
    assert (ana.name, ana.photo, ana.photo_trouble) == ("Ana", b"", "The picture is larger than 4 MB, and left out.")
    assert (wei.name, wei.line) == ("Wei", 7)


WHOLE = 49 * 1024 * 1024
HEADS = {
    "vcard": b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana\r\nNOTE:",
    "a picture": b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana\r\nPHOTO;ENCODING=b:",
    "linkedin": samples.LINKEDIN_HEADER.encode(),
    "google": samples.GOOGLE_2024_HEADER.encode(),
    "monica": b'{"version": "1.0", "account": {"data": [{"type": "contact", "values": [',
    "csv": b"Name,Email,Birthday,Anniversary\nAna,a@b.c,1990-01-01,\n",
}
BODIES = {"one line": b"x", "newlines": b"\n", "quotes": b'"', "commas": b",", "brackets": b"[", "lists": b"[],"}
READ = """
import sys
import django
django.setup()
from contextlib import suppress
from pathlib import Path
from bench.processor import peak_megabytes
from contacts.importing.reading import RefusedError, look_into, rows_of
from tests.contacts.importing import samples
path = Path(sys.argv[1])
with suppress(RefusedError):
    found = look_into(lambda: path.open("rb"), filename="a")
    with rows_of(found, filename="a", context=samples.CONTEXT):
        pass
print(peak_megabytes())
"""
SECONDS = 60
"""Of the processor's time: many times what the slowest takes, and the process ends there by itself."""


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("body", BODIES)
def test_fifty_megabytes_of_anything_take_little_memory(head: str, body: str, tmp_path: Path) -> None:
    """RELIABILITY: every file within the limits stays under 150 MB, with everything that the process has loaded."""
    file = tmp_path / "file"
    file.write_bytes(HEADS[head] + BODIES[body] * ((WHOLE - len(HEADS[head])) // len(BODIES[body])))

    done = subprocess.run(
        [sys.executable, "-c", READ, file],
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS)),
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(Path.cwd())},
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert float(done.stdout) < 150
