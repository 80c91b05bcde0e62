"""What every letter is written on: columns of text, an HTML sheet with inlined styles, a foot that lets people out.

The HTML is tables with inlined styles, as mail programs want it; the styles are inlined into a template once, not into
every letter. Nothing in it is fetched from anywhere, and nothing tells us whether it was read.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from textwrap import wrap
from typing import Any

import css_inline
from django.conf import settings
from django.template import Context, Engine, Template
from django.template.loader import get_template
from django.urls import reverse

from accounts.models import User
from reminders.links import unsubscribe_url
from reminders.models import DigestKind

WIDTH = 72
"""Columns of the text part; only addresses are longer."""
LARGEST = 90_000
"""Bytes of both parts together; Gmail cuts a letter off at 102 KB."""
INDENT = "   "
LONGEST_WORDS = 240
"""Characters of one title or fact in a letter; a longer line of HTML would be sent in a wordier encoding."""
_PADDING = "&#847;&zwnj;&nbsp;" * 60
"""Unseen, so that a mailbox shows nothing of the letter itself behind its preview."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A digest ready to be sent."""

    subject: str
    text: str
    html: str

    @property
    def size(self) -> int:
        """Bytes of both parts."""
        return len(self.text.encode()) + len(self.html.encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every letter says around its own words."""

    subject: str
    preview: str
    """What a mailbox shows beside the subject."""
    hello: str
    lede: str
    note: str
    """Above everything else: that it is a test; else blank."""
    why: str
    """Why it comes, and when."""
    stop_label: str
    stop_url: str
    settings_url: str
    today_url: str


_STOP = {
    DigestKind.DAILY: "No more of these",
    DigestKind.WEEKLY: "No more weekly reviews",
    DigestKind.BRIEF: "No more briefs before interviews",
}


def frame(
    owner: User, kind: DigestKind, *, subject: str, preview: str, hello: str, lede: str, why: str, is_test: bool
) -> Frame:
    """The frame of a letter of that ``kind`` to ``owner``; a test says in its subject that it is one."""
    return Frame(
        subject=f"Test: {subject}" if is_test else subject,
        preview=preview,
        hello=hello,
        lede=lede,
        note="You asked for this test. The buttons in it are real." if is_test else "",
        why=why,
        stop_label=_STOP[kind],
        stop_url=unsubscribe_url(owner.pk, kind),
        settings_url=absolute("reminders:digests"),
        today_url=absolute("reminders:today"),
    )


def absolute(route: str, *args: Any) -> str:
    """The whole address of a page."""
    return settings.SITE_URL + reverse(route, args=args)


def as_text(around: Frame, blocks: Iterable[str]) -> str:
    """The text part: ``blocks`` one under the other in their frame."""
    head = f"{around.hello}.\n{wrapped(around.lede)}"
    foot = f"-- \n{wrapped(around.why)}\nOther days or hours: {around.settings_url}\n{around.stop_label}: "
    parts = [wrapped(around.note), head, *blocks, foot + around.stop_url]
    return "\n\n".join(part for part in parts if part) + "\n"


def as_html(name: str, around: Frame, page: object) -> str:
    """The HTML part: the template of that ``name`` with ``page``, in its frame."""
    return _template(name).render(Context({"frame": around, "page": page}))


def wrapped(words: str, *, first: str = "") -> str:
    """``words`` in lines of at most ``WIDTH`` columns, indented alike; long words and addresses stay whole."""
    lines = wrap(
        words,
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)


def clipped(words: str, most: int = LONGEST_WORDS) -> str:
    """``words`` on one line of at most ``most`` characters."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


@cache
def _template(name: str) -> Template:
    """The HTML template with the sheet already on its elements; rules for the dark stay in its head."""
    html = _source("shell", letter=name).replace("<!-- padding -->", _PADDING)
    inliner = css_inline.CSSInliner(extra_css=_read("letter.css"), keep_at_rules=True, load_remote_stylesheets=False)
    # Lines keep their ends, as mail wants no long ones, but not their indentation: it was a fifth of every letter.
    return Engine.get_default().from_string(re.sub(r"\n\s+", "\n", inliner.inline(html)))


def _source(name: str, *, letter: str = "") -> str:
    """A template before Django reads it, with each ``<!-- name -->`` in it made the piece of that name.

    The inliner must see whole tables, and so comes before Django would include or extend anything.
    """
    text = _read(f"{name}.html")
    return re.sub(r"<!-- (letter|cards) -->", lambda found: _source(letter if found[1] == "letter" else found[1]), text)


def _read(name: str) -> str:
    return str(get_template(f"reminders/mail/{name}").template.source)  # type: ignore[attr-defined]
