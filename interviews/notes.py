"""Notes that save themselves, from several devices and over lost connections: nothing typed is ever overwritten.

Every save raises ``notes_version``. A page says which version it set out from; when the notes have moved on since,
both texts are merged. The exception is a page that meets its *own* earlier save: the answer to it was lost on the way,
so the page still names the old version. It is known by the random name it gave itself (``editor``) and may replace its
own text.
"""

from dataclasses import dataclass

from django.db.models import F

from interviews.merging import merge
from interviews.models import Interview


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedNotes:
    """What the notes are after a save."""

    version: int
    text: str
    merged: bool
    """Whether ``text`` holds more than was sent, as someone else had written too."""


def as_kept(text: str) -> str:
    """``text`` as the database holds it: browsers send CRLF, and PostgreSQL has no place for NUL."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def save_notes(interview: Interview, *, text: str, base_version: int, editor: str = "", edit: int = 0) -> SavedNotes:
    """Keep ``text``, typed on top of ``base_version``, and return what the notes are now.

    ``editor`` names the open page and ``edit`` counts its saves upwards; a form without JavaScript has neither. The
    same text again changes nothing. A save that arrives after a later one of the same page changes nothing either.
    """
    mine = as_kept(text)
    while True:
        row = Interview.unscoped.only("notes", "notes_version", "notes_editor", "notes_base", "notes_edit").get(
            pk=interview.pk
        )
        same_page = bool(editor) and row.notes_editor == editor
        if row.notes == mine or (same_page and edit <= row.notes_edit):
            return SavedNotes(version=row.notes_version, text=row.notes, merged=False)
        direct = base_version == row.notes_version or (same_page and base_version == row.notes_base)
        result = mine if direct else merge(row.notes, mine)
        version = row.notes_version + 1
        # A condition in the UPDATE: of two devices that read the same version at once, one goes round again.
        if Interview.unscoped.filter(pk=row.pk, notes_version=row.notes_version).update(
            notes=result,
            notes_version=F("notes_version") + 1,
            notes_editor=editor,
            notes_base=base_version if direct else version,
            notes_edit=edit,
        ):
            return SavedNotes(version=version, text=result, merged=result != mine)
