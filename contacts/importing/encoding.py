"""Which letters the bytes of a file stand for."""

import codecs
import io
import re

from charset_normalizer import from_bytes

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


def _is_utf8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), _CHUNK):
            decoder.decode(content[start : start + _CHUNK])
    except UnicodeDecodeError:
        return False
    # A sequence cut off at the very end is left in the decoder, and harmless.
    return True


def _without_mark(content: bytes) -> str | None:
    """UTF-16 that lacks its byte order mark: every other byte of a header line is NUL."""
    head = content[:256]
    pairs = len(head) // 2
    if pairs and head[1::2].count(0) > pairs * 3 // 4:
        return "utf-16-le"
    if pairs and head[0::2].count(0) > pairs * 3 // 4:
        return "utf-16-be"
    return None


def _guess(content: bytes) -> str:
    """One of the eight-bit encodings, by the lines of ``content`` that need one."""
    sample = b"\n".join(line for line in content[: _CHUNK * 4].splitlines() if _HIGH_RUN.search(line))[:_SAMPLE]
    runs = [len(run) for run in _HIGH_RUN.findall(sample)]
    if sum(2 * len(letter) for letter in _UTF8_LETTER.findall(sample)) > sum(runs):
        return "utf-8"
    # Western words have one or two accented letters among plain ones; whole words of high bytes are another script.
    if sum(run for run in runs if run > 2) * 2 <= sum(runs):
        return "cp1252"
    best = from_bytes(sample, chunk_size=1024, steps=5).best()
    return best.encoding if best is not None else "cp1252"


def detect_encoding(content: bytes, *, is_folded: bool = False) -> tuple[str, int]:
    """The encoding of ``content`` and the length of its byte order mark.

    A mark decides; then UTF-16 without one, UTF-8 (with ``is_folded`` also where folding cut letters in two), cp1252,
    and only for other scripts a statistical guess.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return name, len(mark)
    if (wide := _without_mark(content)) is not None:
        return wide, 0
    if _is_utf8(content) or (is_folded and _is_utf8(_FOLD.sub(b"", content))):
        return "utf-8", 0
    return _guess(content), 0


def open_text(content: bytes, *, is_folded: bool = False) -> io.TextIOWrapper:
    """``content`` as text, decoded while it is read; iterating gives lines that end in LF, CRLF or CR as they stand.

    Decoding never fails: a stray byte in UTF-8 counts as cp1252, in any other encoding it becomes U+FFFD. With
    ``is_folded``, lines of one value may split a letter between them: join them, then call ``mended``.
    """
    encoding, skip = detect_encoding(content, is_folded=is_folded)
    stream = io.BytesIO(content)
    stream.seek(skip)
    errors = ("surrogateescape" if is_folded else MIXED) if encoding == "utf-8" else "replace"
    return io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")


def mended(text: str) -> str:
    """``text`` of a folded file with split letters whole again, and stray bytes read as cp1252."""
    if text.isascii():
        return text
    return text.encode("utf-8", "surrogateescape").decode("utf-8", MIXED)
