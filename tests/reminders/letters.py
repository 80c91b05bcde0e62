"""Letters as tests compare them."""

import re
from html.parser import HTMLParser
from pathlib import Path

from reminders.digests.paper import Letter

VOID = {"meta", "br", "img", "hr", "link", "input"}
_GOLDEN = Path(__file__).parent / "golden"


def golden(name: str) -> str:
    """How the text of that letter reads."""
    return (_GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def without_signatures(text: str) -> str:
    """A letter with its signed links made the same from run to run."""
    return re.sub(r"/(d|unsubscribe)/[\w:.-]+", r"/\1/TOKEN", text)


def without_keys(text: str) -> str:
    """A letter about rows of the database, which have other keys each run."""
    return re.sub(r"/\d+/", "/N/", without_signatures(text))


def links_of(text: str) -> list[str]:
    """The addresses in a text."""
    return re.findall(r"https?://\S+", text)


class WellFormed(HTMLParser):
    """Raises where an end tag does not close what was opened last; collects the addresses of everything."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a":
            self.links.append(values["href"] or "")
        self.fetched += [values[name] or "" for name in ("src", "background", "srcset") if name in values]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open[-1] not in ("style", "title"):
            self.text.append(" ".join(data.split()))


def parsed(html: str) -> WellFormed:
    """``html``, which must be well formed."""
    parser = WellFormed()
    parser.feed(html)
    assert parser.open == []
    return parser


def assert_fit_to_send(letter: Letter) -> None:
    """Both parts lead to the same places; the HTML fetches nothing, runs nothing and knows the dark; it is small."""
    page = parsed(letter.html)
    assert sorted(set(page.links)) == sorted(set(links_of(letter.text)))
    assert page.fetched == []
    assert not re.search(r"url\(|@import|<link|<script|\{%|\{\{", letter.html)
    assert "@media (prefers-color-scheme: dark)" in letter.html
    assert '<meta name="color-scheme" content="light dark">' in letter.html
    assert letter.size < 100_000
    assert max(len(line) for line in letter.text.splitlines() if "http" not in line) <= 72
