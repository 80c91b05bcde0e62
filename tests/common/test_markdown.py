"""Markdown never becomes script, style, a fetched picture or a link into the product (RELIABILITY.md)."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.markdown import ATTRIBUTES, MOST_LETTERS, REL, SCHEMES, TAGS, rendered

CORPUS = (
    "<script>alert(1)</script>",
    "<ScRiPt >alert(1)</sCrIpT>",
    "<<script>script>alert(1)<</script>/script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert&#40;1)</script>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<body onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<p style="background:url(javascript:alert(1))">x</p>',
    "<style>*{display:none}</style>",
    "<base href=//evil.example>",
    "<form action=//evil.example><button>x</button></form>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<!--><script>alert(1)</script>-->",
    "<details open ontoggle=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](jav&#97;script:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A&#x61lert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](\x01javascript:alert(1))",
    "[x](\\javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](data:image/svg+xml;utf8,<svg onload=alert(1)>)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example)",
    "[x](/people/1/delete/)",
    "[x](?page=2)",
    "[x](#main)",
    "[x](http:javascript:alert(1))",
    "[x](https:///)",
    "[x](http://[)",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "[1]: javascript:alert(1)\n\n[1]",
    "![x](https://evil.example/pixel.gif)",
    "![x](javascript:alert(1))",
    '![x"onerror="alert(1)](https://evil.example)',
    '[x](https://evil.example "t\\" onmouseover=\\"alert(1)")',
    '[x](https://evil.example/"onmouseover="alert(1))',
    "[x](https://evil.example/'onmouseover='alert(1))",
    '<https://evil.example/"onmouseover="alert(1)>',
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    "``` <img/src=x/onerror=alert(1)>\nx\n```",
    "> <script>alert(1)</script>",
    "* <img src=x onerror=alert(1)>",
    "# <svg onload=alert(1)>",
    "~~<script>~~alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\u2028<script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "{{ 1 }} {% csrf_token %}",
    "[" * 5_000,
    "> " * 2_000 + "x",
    "*" * 5_000 + "x",
    "<" * 5_000,
    "`" * 3_000,
    "- " * 2_000,
)


class Seen(HTMLParser):
    """The elements of a piece of HTML, as a browser would find them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.said = ""
        self.odd: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.said += data

    def handle_comment(self, data: str) -> None:
        self.odd.append(data)

    def handle_decl(self, decl: str) -> None:
        self.odd.append(decl)


def wrong_with(html: str) -> list[str]:
    seen = Seen(html)
    wrong = [*seen.odd]
    for tag, attrs in seen.elements:
        if tag not in TAGS:
            wrong.append(tag)
        for name, value in attrs.items():
            allowed = name in ATTRIBUTES.get(tag, ()) or (tag, name) in {("p", "class"), ("a", "rel")}
            if not allowed:
                wrong.append(f"{tag} {name}")
            if name == "href" and (value or "").partition(":")[0].lower() not in SCHEMES:
                wrong.append(f"href {value}")
            if tag == "p" and value not in {"heading", "as-typed"}:
                wrong.append(f"class {value}")
        if tag == "a" and attrs.get("rel") != REL:
            wrong.append("a without rel")
    return wrong


@pytest.mark.parametrize("text", CORPUS)
def test_an_attack_becomes_words(text: str) -> None:
    assert wrong_with(rendered(text)) == []


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(CORPUS[:62]) | st.text(max_size=12), max_size=5).map("".join))
def test_attacks_put_together_become_words(text: str) -> None:
    assert wrong_with(rendered(text)) == []


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a < b & c > d", "5 * 3 * 2", "“Lyon” & Co."])
def test_what_was_typed_as_html_is_read_as_typed(text: str) -> None:
    assert Seen(rendered(text)).said.strip() == text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("Lyon\nBen", "<p>Lyon<br>\nBen</p>\n"),
        ("**Lyon** and *Ben*, ~~Porto~~", "<p><strong>Lyon</strong> and <em>Ben</em>, <s>Porto</s></p>\n"),
        ("- Lyon\n- Ben", "<ul>\n<li>Lyon</li>\n<li>Ben</li>\n</ul>\n"),
        ("3. Lyon", '<ol start="3">\n<li>Lyon</li>\n</ol>\n'),
        ("# Lyon", '<p class="heading">Lyon</p>\n'),
        ("Lyon\n---", "<p>Lyon</p>\n<hr>\n"),
        ("    four spaces", "<p>four spaces</p>\n"),
        (
            "[Ben](https://ben.example/?a=1&b=2)",
            f'<p><a href="https://ben.example/?a=1&amp;b=2" rel="{REL}">Ben</a></p>\n',
        ),
        ("<ben@example.com>", f'<p><a href="mailto:ben@example.com" rel="{REL}">ben@example.com</a></p>\n'),
        ("Lyon opens ★", "<p>Lyon opens ★</p>\n"),
    ],
)
def test_what_people_write_in_notes(text: str, html: str) -> None:
    assert rendered(text) == html


def test_a_pasted_text_is_shown_as_it_stands() -> None:
    text = "**Lyon** <b>\n" * (MOST_LETTERS // 12)

    assert Seen(rendered(text)).said == text
    assert wrong_with(rendered(text)) == []
