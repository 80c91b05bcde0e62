"""Text as every database and page takes it."""

import re

# NUL and lone surrogates are refused by PostgreSQL; other control characters only garble a page.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u2028\u2029]")
_ADDRESS = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+")
_DIGIT = re.compile(r"\d")


def one_line(text: str) -> str:
    """``text`` without control characters and with single spaces."""
    # Most text is well already, and asking is quicker than making it so.
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text
    return " ".join(_UNWANTED.sub(" ", text).split())


def many_lines(text: str) -> str:
    """``text`` without control characters, its lines kept, trimmed at both ends."""
    if text.isprintable():
        return text.strip(" ")
    lines = _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def is_email(text: str) -> bool:
    """Whether ``text`` has the form of one e-mail address."""
    return _ADDRESS.fullmatch(text) is not None


def is_phone(text: str) -> bool:
    """Whether ``text`` holds enough digits to be dialled."""
    return len(_DIGIT.findall(text)) >= 3
