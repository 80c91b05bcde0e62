"""Rows that could not be read, as a file to mend and send again."""

import csv
import io
import zipfile
from collections.abc import Iterable
from typing import NamedTuple

from contacts.importing.records import Unreadable
from contacts.importing.tabular import DELIMITERS, FORMULA_SIGNS

_TABLE, _CARDS, _JSON = "csv", "vcf", "json"
# What has to stand around people of Monica for them to be read as such.
_MONICA = '{"version": "1.0-preview.1", "account": {"data": [{"type": "contact", "values": [\n%s\n]}]}}\n'


class RejectedFile(NamedTuple):
    """What to hand out: ``suffix`` is that of its name, without the dot."""

    suffix: str
    content_type: str
    content: bytes


def as_file(rows: Iterable[Unreadable]) -> RejectedFile | None:
    """The rows to the letter, each table below its header; several tables make a zip. ``None`` when none was kept.

    Only cells that a spreadsheet would take for a formula get the apostrophe that reading takes off again.
    """
    tables: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row.raw:
            tables.setdefault((row.member, row.header), []).append(row.raw)
    if not tables:
        return None
    files = [(member, *_file(header, texts)) for (member, header), texts in tables.items()]
    if len(files) == 1:
        [(_, suffix, content)] = files
        return RejectedFile(suffix, _content_type(suffix), content)
    return RejectedFile("zip", "application/zip", _zipped(files))


def _file(header: str, texts: list[str]) -> tuple[str, bytes]:
    """Suffix and content of the file that holds ``texts``."""
    if not header and texts[0].lstrip()[:1] == "{":
        return _JSON, (_MONICA % ",\n".join(texts)).encode("utf-8", "replace")
    lines = [text.rstrip("\r\n") for text in texts]
    if header:
        delimiter = max(DELIMITERS, key=header.count)
        lines = [header, *(_defused(line, delimiter) for line in lines)]
    # The mark tells a spreadsheet that it is UTF-8.
    mark = "\ufeff" if header else ""
    text = mark + "\r\n".join(lines) + "\r\n"
    return _TABLE if header else _CARDS, text.encode("utf-8", "replace")


def _defused(line: str, delimiter: str) -> str:
    """A row whose cells are all text to a spreadsheet."""
    cells = next(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter), [])
    if not any(cell[:1] in FORMULA_SIGNS for cell in cells if cell):
        return line
    written = io.StringIO()
    safe = [f"'{cell}" if cell and cell[0] in FORMULA_SIGNS else cell for cell in cells]
    csv.writer(written, delimiter=delimiter, lineterminator="\r\n").writerow(safe)
    return written.getvalue().removesuffix("\r\n")


def _content_type(suffix: str) -> str:
    return {_TABLE: "text/csv", _CARDS: "text/vcard", _JSON: "application/json"}[suffix] + "; charset=utf-8"


def _zipped(files: list[tuple[str, str, bytes]]) -> bytes:
    stream = io.BytesIO()
    used: set[str] = set()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (member, suffix, content) in enumerate(files, start=1):
            name = member.rpartition("/")[2] or f"rows.{suffix}"
            name = f"{number} {name}" if name.casefold() in used else name
            used.add(name.casefold())
            archive.writestr(name, content)
    return stream.getvalue()
