"""Why someone was found: the place in their notes, addresses or conversations, with the words marked."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import DEFAULT_DB_ALIAS, connections

from contacts.finding.index import at
from contacts.finding.sources import SOURCES, Field
from contacts.finding.words import Word, folded, looked_for, split

BEFORE, AFTER = 40, 110
"""So many letters are shown around the first word found."""
MOST = 2
"""Excerpts of one person."""

_WORD = re.compile("(?:[^\\W_]|[\u0300-\u036f])+")
_BY_NUMBER = {source.number: source for source in SOURCES}
_BY_NAME = {source.name: source for source in SOURCES}
_SHOWN = ("point", "how_known", "notes", "detail", "follow_up", "interaction", "tag", "event")
_WHERE = {
    "how_known": "How you know them",
    "notes": "Notes",
    "detail": "Good to know",
    "follow_up": "Follow-up",
    "tag": "Tag",
    "event": "Met at",
}
_COLUMN = {"point": "value"}
_LINKS = {"tag": ("contacts_contact_tags", "tag_id"), "event": ("contacts_event_people", "event_id")}


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line below a name in a list."""

    source: str
    """The ``name`` of one of ``sources.SOURCES``."""
    parts: tuple[tuple[str, bool], ...]
    """The text in pieces, each with whether it was looked for."""
    on: date | None = None
    """The day of an interaction."""

    @property
    def where(self) -> str:
        """What the text is, as its line says before it; an address and a day say it themselves."""
        return _WHERE.get(self.source, "")


@dataclass(frozen=True, slots=True)
class _Piece:
    source: str
    text: str
    on: date | None


def excerpts(shown: Mapping[int, Iterable[str]], question: str, *, user: AbstractBaseUser) -> dict[int, list[Excerpt]]:
    """By the id of a contact of ``user``'s: where those words of ``question`` were found that ``shown``, what their
    line shows anyway, does not have. At most one query.
    """
    words = looked_for(question) or []
    wanted = {pk: _unseen(texts, words) for pk, texts in shown.items()}
    asked = list(dict.fromkeys(word for unseen in wanted.values() for word in unseen))
    if not asked:
        return {}
    found = _pieces(asked, [pk for pk, unseen in wanted.items() if unseen], owner_id=user.pk)
    return {pk: _chosen(found, pk, unseen, words) for pk, unseen in wanted.items() if unseen}


def excerpt(source: str, text: str, words: Iterable[Word], *, on: date | None = None) -> Excerpt:
    """``text`` cut to the surroundings of the first of ``words`` in it, each of them marked where it is found."""
    flat = " ".join(text.split())
    hits = [hit.span() for hit in _WORD.finditer(flat) if any(_begins(folded(hit[0]), word) for word in words)]
    start = max(0, hits[0][0] - BEFORE) if hits else 0
    end = min(len(flat), start + BEFORE + AFTER)
    if start:
        start = flat.find(" ", start, hits[0][0]) + 1 or start
    if end < len(flat):
        end = max(flat.rfind(" ", start, end), hits[0][1] if hits else 0)
    parts: list[tuple[str, bool]] = [("…", False)] if start else []
    place = start
    for first, last in hits:
        if last > end:
            break
        parts += [(flat[place:first], False), (flat[first:last], True)]
        place = last
    parts.append((flat[place:end] + ("…" if end < len(flat) else ""), False))
    return Excerpt(source, tuple(part for part in parts if part[0]), on)


def _begins(text: str, word: Word) -> bool:
    return text == word.folded if word.is_short else text.startswith(word.folded)


def _unseen(shown: Iterable[str], words: Sequence[Word]) -> list[Word]:
    """The words that a line with these texts does not show."""
    text = " ".join(shown)
    seen = {*split(text), *split(re.sub("['’-]", "", text))}
    return [word for word in words if not any(each.startswith(word.folded) for each in seen)]


def _pieces(words: Sequence[Word], contacts: Sequence[int], *, owner_id: int) -> dict[tuple[int, Word], list[_Piece]]:
    """The newest text of each kind by contact and word."""
    index = at(DEFAULT_DB_ALIAS)
    among = ", ".join(["%s"] * len(contacts))
    selects, params = [], []
    for number, word in enumerate(words):
        own, of_own = index.pieces(word, Field.ADDRESS, Field.TEXT, owner_id=owner_id, contacts=contacts)
        selects.append(
            f"SELECT {number} AS word, contact_id, source, max(id) AS id FROM ({own}) own{number} "
            "GROUP BY contact_id, source"
        )
        params += of_own
        for name, (link, group) in _LINKS.items():
            source = _BY_NAME[name]
            groups, of_groups = index.groups(word, source.field, owner_id=owner_id)
            selects.append(
                f"SELECT {number}, contact_id, {source.number}, max({group}) FROM {link} "
                f"WHERE {group} IN ({groups}) AND contact_id IN ({among}) GROUP BY contact_id"
            )
            params += [*of_groups, *contacts]
    texts = " ".join(
        f"WHEN {source.number} THEN (SELECT {_COLUMN.get(source.name, source.columns[0])} FROM {source.table} t "
        "WHERE t.id = found.id)"
        for source in SOURCES
        if source.name in _SHOWN
    )
    the_day = '(SELECT "on" FROM contacts_interaction t WHERE t.id = found.id)'
    days = f"CASE source WHEN {_BY_NAME['interaction'].number} THEN {the_day} END"
    found: dict[tuple[int, Word], list[_Piece]] = {}
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(
            f"SELECT word, contact_id, source, CASE source {texts} END, {days} "
            f"FROM ({' UNION ALL '.join(selects)}) found ORDER BY word, contact_id, source",
            params,
        )
        for word, contact, source, text, on in cursor.fetchall():
            day = date.fromisoformat(on) if isinstance(on, str) else on
            found.setdefault((contact, words[word]), []).append(_Piece(_BY_NUMBER[source].name, text or "", day))
    return found


def _chosen(
    found: dict[tuple[int, Word], list[_Piece]], contact: int, unseen: Sequence[Word], words: Sequence[Word]
) -> list[Excerpt]:
    """One text for each word that a row does not show, the same for several where it has them all."""
    chosen: list[_Piece] = []
    for word in unseen:
        pieces = found.get((contact, word), [])
        if not pieces or any(piece in chosen for piece in pieces):
            continue
        rest = [found.get((contact, other), []) for other in unseen if other != word]
        chosen.append(max(pieces, key=lambda piece: sum(piece in others for others in rest)))
    return [excerpt(piece.source, piece.text, words, on=piece.on) for piece in chosen[:MOST]]
