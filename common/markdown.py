"""Markdown as people write notes in it, shown safely: what was typed never becomes anything but words and links.

Two walls. The parser makes no HTML of what was typed as HTML and no link to anywhere but the web and mailboxes; what
it made then passes nh3, which lets only the tags and attributes below through.
"""

from functools import lru_cache
from urllib.parse import urlsplit

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

SCHEMES = frozenset({"http", "https", "mailto"})
TAGS = frozenset({"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "s", "strong", "ul"})
ATTRIBUTES: dict[str, set[str]] = {"a": {"href"}, "ol": {"start"}, "*": set()}
REL = "noopener noreferrer nofollow"
MOST_LETTERS = 30_000
"""Longer texts are pasted, not written: they are shown as they stand, at once."""
HEADING = "heading"


def rendered(text: str) -> SafeString:
    """``text`` as HTML. Every line break stays one; headings are bold lines, as a page has its own."""
    if len(text) > MOST_LETTERS:
        return format_html('<p class="as-typed">{}</p>', text)
    html = nh3.clean(
        _parser().render(text),
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        allowed_classes={"p": {HEADING}},
        url_schemes=set(SCHEMES),
        link_rel=REL,
    )
    return mark_safe(html)  # noqa: S308 - nh3 has just cleaned it


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    parser.enable("strikethrough")
    # Nothing is fetched from an address someone typed; indented lines and underlined ones are just lines in notes.
    parser.disable(["image", "html_block", "html_inline", "code", "lheading", "reference"])
    parser.validateLink = _leads_out  # type: ignore[method-assign]
    parser.core.ruler.push("bold_headings", lambda state: _headings_as_lines(state.tokens))
    return parser


def _leads_out(url: str) -> bool:
    """Whether ``url`` is a whole address on the web or a mailbox: nothing relative, and no script."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    return parts.scheme == "mailto" or (parts.scheme in SCHEMES and bool(parts.netloc))


def _headings_as_lines(tokens: list[Token]) -> None:
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "p"
            if token.nesting == 1:
                token.attrSet("class", HEADING)
