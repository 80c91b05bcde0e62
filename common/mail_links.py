"""Links that open a mail program with everything filled in (RFC 6068)."""

from urllib.parse import quote

LONGEST = 2000
"""Characters that every mail program takes from a link: Outlook and Windows cut, or drop, what is past some 2,080."""


def mailto(address: str, *, subject: str = "", body: str = "") -> str:
    """The link; ``address`` may be empty. Lines of ``body`` end as mail wants them."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"
