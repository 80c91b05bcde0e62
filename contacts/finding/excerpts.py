"""Why someone was found: the place in their notes, addresses or conversations, with the words marked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import DEFAULT_DB_ALIAS, connections

from contacts.finding.index import at
from contacts.finding.sources import SOURCES, Field
from contacts.finding.words import Word, folded, looked_for, split
from contacts.models import Contact

BEFORE, AFTER = 40, 110
"""So many letters are shown around the first word found."""
MOST = 2
"""Excerpts of one person."""

_WORD = re.compile("(?:[^\\W_]|[\u0300-\u036f])+")
_BY_NUMBER = {source.number: source for source in SOURCES}
_EVENT = next(source for source in SOURCES if source.field is Field.EVENT)
_SHOWN = ("point", "how_known", "notes", "detail", "follow_up", "interaction", "event")
_COLUMN = {"point": "value"}


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line below a name in a list."""

    source: str
    """The ``name`` of one of ``sources.SOURCES``."""
    parts: tuple[tuple[str, bool], ...]
    """The text in pieces, each with whether it was looked for."""
    on: date | None = None
    """The day of an interaction."""


@dataclass(frozen=True, slots=True)
class _Piece:
    source: str
    text: str
    on: date | None


def excerpts(contacts: Sequence[Contact], question: str, *, user: AbstractBaseUser) -> dict[int, list[Excerpt]]:
    """By contact: where the words of ``question`` were found that their list row does not show. At most one query.

    ``contacts`` are ``user``'s, from ``for_rows``.
    """
    words = looked_for(question) or []
    wanted = {contact.pk: _unseen(contact, words) for contact in contacts}
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


def _unseen(contact: Contact, words: Sequence[Word]) -> list[Word]:
    """The words that a list row of ``contact`` does not show."""
    shown = [contact.name, contact.headline, *(tag.name for tag in contact.tags.all())]
    seen = set(split(" ".join(shown))) | set(split(re.sub(r"['’-]", "", contact.name)))
    return [word for word in words if not any(text.startswith(word.folded) for text in seen)]


def _pieces(words: Sequence[Word], contacts: Sequence[int], *, owner_id: int) -> dict[tuple[int, Word], list[_Piece]]:
    """The newest text of each kind by contact and word."""
    index = at(DEFAULT_DB_ALIAS)
    among = ", ".join(["%s"] * len(contacts))
    selects, params = [], []
    for number, word in enumerate(words):
        own, of_own = index.pieces(word, Field.ADDRESS, Field.TEXT, owner_id=owner_id, contacts=contacts)
        events, of_events = index.groups(word, Field.EVENT, owner_id=owner_id)
        selects.append(
            f"SELECT {number} AS word, contact_id, source, max(id) AS id FROM ({own}) own{number} "
            f"GROUP BY contact_id, source UNION ALL "
            f"SELECT {number}, contact_id, {_EVENT.number}, max(event_id) FROM contacts_event_people "
            f"WHERE event_id IN ({events}) AND contact_id IN ({among}) GROUP BY contact_id"
        )
        params += [*of_own, *of_events, *contacts]
    texts = " ".join(
        f"WHEN {source.number} THEN (SELECT {_COLUMN.get(source.name, source.columns[0])} FROM {source.table} t "
        "WHERE t.id = found.id)"
        for source in SOURCES
        if source.name in _SHOWN
    )
    days = '(SELECT "on" FROM contacts_interaction t WHERE t.id = found.id)'
    interaction = next(source.number for source in SOURCES if source.name == "interaction")
    found: dict[tuple[int, Word], list[_Piece]] = {}
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(
            f"SELECT word, contact_id, source, CASE source {texts} END, "
            f"CASE source WHEN {interaction} THEN {days} END FROM ({' UNION ALL '.join(selects)}) found "
            "ORDER BY word, contact_id, source",
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
