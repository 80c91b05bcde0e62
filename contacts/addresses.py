"""E-mail addresses, phone numbers and profile URLs as they compare."""

import re
from urllib.parse import unquote, urlsplit

import phonenumbers

_LINKEDIN_PERSON = re.compile(r"^/(?:in|pub)/([^/]+)")


def normalise_email(value: str) -> str:
    """Lower case, without ``mailto:``."""
    return value.strip().removeprefix("mailto:").casefold()


def normalise_phone(value: str, *, country: str) -> str:
    """E.164 where the number can be one in ``country`` (ISO alpha-2), else its digits."""
    bare = value.strip().removeprefix("tel:")
    try:
        number = phonenumbers.parse(bare, country)
    except phonenumbers.NumberParseException:
        return re.sub(r"[^\d+]", "", bare)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normalise_profile(value: str) -> str:
    """Host and path without ``www.``, query or trailing slash; a LinkedIn person as ``linkedin.com/in/name``."""
    text = value.strip()
    try:
        parts = urlsplit(text if "//" in text else f"//{text}")
    except ValueError:
        return text.casefold()
    host = (parts.netloc.rpartition("@")[2]).casefold().removeprefix("www.")
    path = unquote(parts.path).casefold().rstrip("/")
    if host == "linkedin.com" or host.endswith(".linkedin.com"):
        person = _LINKEDIN_PERSON.match(path)
        return f"linkedin.com/in/{person[1]}" if person else f"linkedin.com{path}"
    return f"{host}{path}"


def normalise(kind: str, value: str, *, country: str) -> str:
    """``value`` as matching compares it; ``kind`` is one of ``PointKind``."""
    if kind == "email":
        return normalise_email(value)
    if kind == "phone":
        return normalise_phone(value, country=country)
    return normalise_profile(value)
