"""E-mail addresses, phone numbers and profile URLs as they compare."""

import re
from urllib.parse import unquote, urlsplit

import phonenumbers

NORMALISED_LENGTH = 500
_PROFILE_HOSTS = {
    "bsky.app", "dribbble.com", "facebook.com", "github.com", "gitlab.com", "instagram.com", "researchgate.net",
    "threads.net", "twitter.com", "viadeo.com", "x.com", "xing.com",
}  # fmt: skip
_LINKEDIN_PERSON = re.compile(r"^/(?:in|pub)/([^/]+)")


def normalise_email(value: str) -> str:
    """Lower case, without ``mailto:``."""
    return re.sub(r"^mailto:", "", value.strip(), flags=re.IGNORECASE).casefold()


def normalise_phone(value: str, *, country: str) -> str:
    """E.164 where the number can be one in ``country`` (ISO alpha-2), else its digits; an extension is kept apart.

    Colleagues on one switchboard stay two people: "+351 21 000 0000 ext. 12" → "+351210000000;ext=12" (RFC 3966).
    """
    bare = re.sub(r"^tel:", "", value.strip(), flags=re.IGNORECASE)
    try:
        number = phonenumbers.parse(bare, country)
    except phonenumbers.NumberParseException:
        return re.sub(r"[^\d+]", "", bare)
    if not phonenumbers.is_possible_number(number):
        return re.sub(r"[^\d+]", "", bare)
    whole = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{whole};ext={number.extension}" if number.extension else whole


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
        compared = normalise_email(value)
    elif kind == "phone":
        compared = normalise_phone(value, country=country)
    else:
        compared = normalise_profile(value)
    # Folding case can make a text longer than the column ("ß" becomes "ss").
    return compared[:NORMALISED_LENGTH]


def names_one_person(kind: str, normalised: str) -> bool:
    """Whether an address can be only one person's: not a company's web site, nor a number without its country."""
    if kind == "email":
        return "@" in normalised
    if kind == "phone":
        return normalised.startswith("+")
    host, _, path = normalised.partition("/")
    if host == "linkedin.com":
        return path.startswith("in/")
    return bool(path) and host in _PROFILE_HOSTS
