"""Fields in a message, ``{{ first_name }}`` or ``{{ first_name|there }}``, put in by a parser of our own; pure.

Nothing a user types is ever run as a template of the site: there are names from a list, fallbacks, and plain text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

_TOKEN = re.compile(r"\{\{([^{}\n]*)\}\}|(\{\{)")
_ROOM = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What may stand in braces: its name, how one says it, and an example for previews without anybody."""

    name: str
    label: str
    example: str
    group: str


THEM, ASK, CALL, BRIEF, NEWS, ME = (
    "them",
    "what you ask",
    "a reference and their call",
    "your search",
    "what is new",
    "you",
)
"""Where a field's value comes from, as pages name it."""

FIELDS: Mapping[str, Field] = {
    name: Field(name=name, label=label, example=example, group=group)
    for group, rows in {
        THEM: (
            ("first_name", "their first name", "Tobias"),
            ("last_name", "their last name", "Krüger"),
            ("name", "their whole name", "Tobias Krüger"),
            ("title", "what they do", "Dispatch lead"),
            ("organization", "where they work", "Kessel"),
            ("how_known", "how you know them", "met at the Freight Forum"),
            ("introducer", "who led you to them", "Ana Ferreira"),
            ("introducer_first_name", "the first name of who led you to them", "Ana"),
            ("family", "what you noted about their family", "two boys, the elder plays the cello"),
            ("interest", "what you noted they care for", "rowing"),
            ("need", "what you noted they need", "a planner who can talk to drivers"),
        ),
        ASK: (
            ("reason", "why them", "left spreadsheets behind"),
            ("ask", "what you ask for", "advice"),
            ("goal", "what you want from the campaign", "learn how rail freight plans"),
            ("whom", "whom you would like to meet", "Hana Sato, Planning Manager at Globex"),
            ("whom_short", "whom you would like to meet, in a word", "Hana"),
            ("why_whom", "why that person", "plans at Globex what I planned at Acme"),
            (
                "lines_to_pass_on",
                "the lines they can pass on",
                "I planned freight at Acme until the summer. Twenty minutes are enough.",
            ),
        ),
        CALL: (
            ("speaks_to", "what they could speak to", "how I planned two depots under pressure"),
            ("call_place", "where the call comes from", "Globex"),
            ("call_role", "the role it is about", "Planning Manager"),
            ("call_caller", "who will call", "Ms Sato, head of planning"),
            ("call_day", "when they will call", "on Thursday 3 December"),
            ("call_outcome", "how it went", "they made me an offer"),
        ),
        BRIEF: (
            ("my_roles", "the work you look for", "operations planner"),
            ("my_industries", "your industries", "rail freight"),
            ("my_places", "your places", "Lyon"),
            ("what_i_bring", "what you bring", "seven years of planning freight networks"),
            ("what_i_ask", "what you ask people for", "twenty minutes on how your team plans"),
            ("my_news", "your two lines on yourself", "I planned freight at Acme until the summer."),
        ),
        NEWS: (
            ("news_since", "what changed since you were last in touch", "I have talked with Ana Ferreira (Kessel)."),
            ("came_of_it", "what came of it", "I have a job interview at Kessel (Planner)."),
            ("landed_as", "the work you found", "Planner at Kessel"),
            ("helped_by", "what they did for you", "led you to Ana Ferreira"),
        ),
        ME: (
            ("my_name", "your name", "Robin Reyes"),
            ("my_first_name", "your first name", "Robin"),
        ),
    }.items()
    for name, label, example in rows
}
"""Every field there is, by its name."""

EXAMPLES: Mapping[str, str] = {each.name: each.example for each in FIELDS.values()}
"""Values for a preview without anybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Plain ``text``, or a field by ``name`` with its ``source`` and, after a bar, its ``fallback``."""

    text: str = ""
    name: str = ""
    source: str = ""
    fallback: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """What cannot be a field, on which line of the text, counted from 1."""

    line: int
    says: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.says}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A text with its fields put in; ``missing`` are those without a value or fallback, in the order they come.

    ``text`` shows these as their sources stand.
    """

    text: str
    missing: Sequence[str]
    mistakes: Sequence[Mistake] = field(default_factory=tuple)

    @property
    def is_whole(self) -> bool:
        """Whether every field found its value."""
        return not self.missing and not self.mistakes


def pieces(text: str) -> list[Piece]:
    """``text`` in pieces whose sources, put together, are ``text`` again; what is no field is plain text."""
    return [piece for piece, _ in _read(text)]


def mistakes(text: str) -> list[Mistake]:
    """Unknown names, empty braces and braces that are never closed, each at its line."""
    return [mistake for _, mistake in _read(text) if mistake is not None]


def render(text: str, values: Mapping[str, str]) -> Rendered:
    """``text`` with ``values`` put in, by field name; a blank value counts as none. Values are not read again."""
    out, missing, wrong = [], [], []
    vanished = False
    for piece, mistake in _read(text):
        value = values.get(piece.name, "").strip() if piece.name else ""
        if mistake is not None:
            wrong.append(mistake)
        if not piece.name:
            out.append(piece.text)
        elif value or piece.fallback is not None:
            out.append(value or piece.fallback or "")
            vanished = vanished or not out[-1]
        else:
            out.append(piece.source)
            missing.append(piece.name)
    said = "".join(out)
    # A paragraph of which nothing is left takes its empty line along.
    return Rendered(
        text=_ROOM.sub("\n\n", said) if vanished else said, missing=tuple(dict.fromkeys(missing)), mistakes=tuple(wrong)
    )


def _read(text: str) -> Iterator[tuple[Piece, Mistake | None]]:
    at = 0
    for found in _TOKEN.finditer(text):
        if found.start() > at:
            yield Piece(text=text[at : found.start()]), None
        at = found.end()
        line = text.count("\n", 0, found.start()) + 1
        source = found[0]
        if found[2]:
            yield Piece(text=source), Mistake(line=line, says="“{{” opens a field that “}}” never closes.")
            continue
        name, bar, fallback = found[1].partition("|")
        name = name.strip()
        if name in FIELDS:
            yield Piece(name=name, source=source, fallback=fallback.strip() if bar else None), None
        else:
            yield Piece(text=source), Mistake(line=line, says=_unknown(name))
    if at < len(text):
        yield Piece(text=text[at:]), None


def _unknown(name: str) -> str:
    if not name:
        return "between “{{” and “}}” stands no name."
    near = get_close_matches(name.lower().replace(" ", "_"), FIELDS, n=1)
    meant = f" Did you mean “{near[0]}”?" if near else " The list beside this form has all there are."
    return f"there is no field “{name[:40]}”.{meant}"
