"""Text as it compares: without accents, case or stray spaces."""

import unicodedata

# Letters that Unicode does not take apart into a base and a mark.
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "æ": "ae", "Æ": "ae"})


def fold(text: str) -> str:
    """``text`` lowered, unaccented and single-spaced, to search and compare: " Siobhán  O’B" → "siobhan o’b"."""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())
