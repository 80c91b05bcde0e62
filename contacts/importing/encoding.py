"""Which letters the bytes of a file stand for."""

import codecs
import io
import re
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from charset_normalizer import from_bytes

Source = bytes | Callable[[], BinaryIO]
"""A file's bytes, or what opens them anew from the beginning each time, where they need not be in memory at once."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")

_FOLD = re.compile(rb"\r?\n[ \t]")

MIXED = "rapport-mixed"
"""Name of the error handler that reads a stray byte in UTF-8 text as cp1252."""


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(MIXED, _as_cp1252)


def opened(source: Source) -> BinaryIO:
    """``source`` as a stream from its beginning; bytes are not copied for it."""
    return io.BytesIO(source) if isinstance(source, bytes) else source()


def _chunks(source: Source) -> Iterator[bytes]:
    with opened(source) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _is_utf8(source: Source) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(source):
            decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    # A sequence cut off at the very end is left in the decoder, and harmless.
    return True


def _is_utf8_once_unfolded(source: Source) -> bool:
    """Whether folding cut letters of an UTF-8 text in two; looked for among the lines that are not UTF-8 alone."""
    with opened(source) as stream:
        pieces = (_FOLD.sub(b"", block) for block in _blocks(stream))
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            for piece in pieces:
                decoder.decode(piece)
        except UnicodeDecodeError:
            return False
    return True


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    """The stream in pieces that end where no fold can be."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        held = rest + chunk
        whole = held[:-2] + held[-2:].rstrip(b"\r\n")
        rest = held[len(whole) :]
        yield whole
    yield rest


def _without_mark(head: bytes) -> str | None:
    """UTF-16 that lacks its byte order mark: every other byte of a header line is NUL."""
    head = head[:256]
    pairs = len(head) // 2
    if pairs and head[1::2].count(0) > pairs * 3 // 4:
        return "utf-16-le"
    if pairs and head[0::2].count(0) > pairs * 3 // 4:
        return "utf-16-be"
    return None


def _guess(source: Source) -> str:
    """One of the eight-bit encodings, by the lines of ``source`` that need one."""
    with opened(source) as stream:
        content = stream.read(_CHUNK * 4)
    sample = _sample(io.BytesIO(content.replace(b"\r", b"\n")))
    runs = [len(run) for run in _HIGH_RUN.findall(sample)]
    if sum(2 * len(letter) for letter in _UTF8_LETTER.findall(sample)) > sum(runs):
        return "utf-8"
    # Western words have one or two accented letters among plain ones; whole words of high bytes are another script.
    if sum(run for run in runs if run > 2) * 2 <= sum(runs):
        return "cp1252"
    best = from_bytes(sample, chunk_size=1024, steps=5).best()
    return best.encoding if best is not None else "cp1252"


def _sample(lines: Iterable[bytes]) -> bytes:
    """Enough of the lines that are not plain."""
    found = bytearray()
    for line in lines:
        if _HIGH_RUN.search(line):
            found += line
            if len(found) > _SAMPLE:
                break
    return bytes(found[:_SAMPLE])


def detect_encoding(source: Source, *, is_folded: bool = False) -> tuple[str, int]:
    """The encoding of ``source`` and the length of its byte order mark.

    A mark decides; then UTF-16 without one, UTF-8 (with ``is_folded`` also where folding cut letters in two), cp1252,
    and only for other scripts a statistical guess.
    """
    with opened(source) as stream:
        head = stream.read(256)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name, len(mark)
    if (wide := _without_mark(head)) is not None:
        return wide, 0
    if _is_utf8(source) or (is_folded and _is_utf8_once_unfolded(source)):
        return "utf-8", 0
    return _guess(source), 0


def open_text(source: Source, *, is_folded: bool = False) -> io.TextIOWrapper:
    """``source`` as text, decoded while it is read; iterating gives lines that end in LF, CRLF or CR as they stand.

    Decoding never fails: a stray byte in UTF-8 counts as cp1252, in any other encoding it becomes U+FFFD. With
    ``is_folded``, lines of one value may split a letter between them: join them, then call ``mended``.
    """
    encoding, skip = detect_encoding(source, is_folded=is_folded)
    stream = opened(source)
    stream.read(skip)
    errors = ("surrogateescape" if is_folded else MIXED) if encoding == "utf-8" else "replace"
    return io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")


def mended(text: str) -> str:
    """``text`` of a folded file with split letters whole again, and stray bytes read as cp1252."""
    if text.isascii():
        return text
    return text.encode("utf-8", "surrogateescape").decode("utf-8", MIXED)
