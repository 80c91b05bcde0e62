"""Cells that a spreadsheet would take for formulas, defused on the way out and restored on the way in."""

import re

# Among them the wide signs that a spreadsheet set to Japanese or Chinese takes for the narrow ones.
_STARTS = r"[=+\-@\t\r\n＝＋－＠]"
_DANGEROUS = re.compile(f"'*{_STARTS}")
_DEFUSED = re.compile(f"'+{_STARTS}")


def defuse(text: str) -> str:
    """``text`` as no spreadsheet computes it: an apostrophe before what would start a formula, or was defused before.

    ``restore`` takes exactly this back.
    """
    return f"'{text}" if _DANGEROUS.match(text) else text


def restore(text: str) -> str:
    """What ``defuse`` was given; any other text as it is."""
    return text[1:] if _DEFUSED.match(text) else text
