"""Names of organizations as they compare: "Acme, Inc." and "ACME" are one, "Merck & Co." and "Merck KGaA" are not."""

import re

from common.folding import fold

KEY_LENGTH = 200

_FORMS = {
    # English
    "inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "plc", "llc", "llp", "lp", "lllp",
    "pllc", "pty", "pte", "pvt", "bhd", "sdn",
    # German
    "gmbh", "mbh", "ggmbh", "ag", "kg", "ohg", "ug", "ev", "eg", "aktiengesellschaft",
    # French, Italian, Spanish, Portuguese
    "sa", "sas", "sasu", "sarl", "eurl", "sca", "snc", "spa", "srl", "sl", "slu", "sau", "lda", "ltda", "eireli",
    # Dutch, Nordic, Eastern, Japanese, European
    "bv", "nv", "vof", "bvba", "ab", "as", "aps", "oy", "oyj", "asa", "kft", "zrt", "doo", "sro", "spzoo", "ooo", "kk",
    "se",
}  # fmt: skip
_SPELLED_OUT = re.compile(
    r" (?:limited liability (?:company|partnership)|public limited company"
    r"|gesellschaft mit beschrankter haftung|besloten vennootschap|naamloze vennootschap"
    r"|societe (?:anonyme|par actions simplifiee|a responsabilite limitee)"
    r"|sociedad (?:anonima|limitada)|sociedade (?:anonima|limitada)|societa per azioni)$"
)
_APART = re.compile(r"\b(?:sp ?z ?o ?o|s ?r ?o|d ?o ?o)$")
"""Forms that people write with spaces, which the letters of a name never end in by themselves."""
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_SLASHED = re.compile(r"(?<=\w\s)([aik])/(s)\.?$")
_MARKS = re.compile(r"[^\w\s&+]")
_LIMITED = {"ltd", "limited"}
_JOINING = {"&", "+", "and", "und", "et", "y", "e"}

_REGIONS_AND_BRANCHES = {
    "africa", "america", "americas", "apac", "asia", "austria", "benelux", "brasil", "brazil", "canada", "dach",
    "deutschland", "emea", "espana", "europe", "france", "germany", "global", "group", "gruppe", "groupe", "holding",
    "holdings", "iberia", "india", "international", "ireland", "italia", "italy", "japan", "latam", "nederland",
    "netherlands", "nordic", "nordics", "polska", "portugal", "schweiz", "spain", "suisse", "sweden",
    "switzerland", "uk", "usa", "worldwide",
}  # fmt: skip


def organization_key(name: str) -> str:
    """What an organization's name compares by: folded, without punctuation, legal form or a leading "the".

    Two organizations of one owner cannot share a key, so only what never tells two of them apart is left out. Blank
    where the name is nothing but accents.
    """
    whole = fold(name)
    text = _INITIALS.sub(lambda match: match[0].replace(".", ""), whole)
    text = " ".join(_MARKS.sub(" ", _SLASHED.sub(r"\1\2", text)).split())
    bare = _without_form(_SPELLED_OUT.sub("", text).split())
    return (" ".join(bare) or text or whole)[:KEY_LENGTH]


def core(key: str) -> str:
    """What is left of a key without region and branch: "acme europe" and "acme group" are both "acme".

    It suggests that two organizations might be one; it never says so.
    """
    words = key.split()
    while len(words) > 1 and (words[-1] in _REGIONS_AND_BRANCHES or words[-1] in _JOINING):
        words.pop()
    return " ".join(_without_form(words)) or key


def _without_form(words: list[str]) -> list[str]:
    """``words`` without the legal forms at the end ("gmbh & co kg") and "the" before; one word always stays."""
    kept = _together(words)
    if len(kept) > 1 and kept[0] == "the":
        kept = kept[1:]
    while len(kept) > 1 and kept[-1] in _FORMS:
        form = kept.pop()
        # "GmbH & Co. KG": what joined two forms goes with them; "Marks & Spencer" has a name behind it.
        while len(kept) > 1 and (kept[-1] in _JOINING or (form in _LIMITED and kept[-1] == "private")):
            kept.pop()
    return kept


def _together(words: list[str]) -> list[str]:
    """``words`` with a form written apart at their end put together: ["acme", "sp", "z", "o", "o"]."""
    text = " ".join(words)
    apart = _APART.search(text)
    if apart is None or apart.start() == 0:
        return words
    return [*text[: apart.start()].split(), apart[0].replace(" ", "")]
