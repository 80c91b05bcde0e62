"""Texts that save themselves, from several devices and over lost connections: nothing typed is ever overwritten.

Notes and answers are such texts. Beside the column ``notes`` stand ``notes_version``, ``notes_editor``, ``notes_base``
and ``notes_edit``, which this module alone writes. Every save raises the version. A page says which version it set out
from; when the text has moved on since, both are merged. The exception is a page that meets its *own* earlier save: the
answer to it was lost on the way, so the page still names the old version. It is known by the random name it gave
itself (``editor``) and may replace its own text.
"""

from dataclasses import dataclass

from interviews.merging import merge
from interviews.models import Interview, InterviewQuestion

LATEST_EDIT = 2_147_483_647
"""What a column for a running number can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedText:
    """What a text is after a save."""

    version: int
    text: str
    merged: bool
    """Whether ``text`` holds more than was sent, as someone else had written too."""


def as_kept(text: str) -> str:
    """``text`` as the database holds it: browsers send CRLF, and PostgreSQL has no place for NUL."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def save_text(
    row: Interview | InterviewQuestion, column: str, *, text: str, base_version: int, editor: str = "", edit: int = 0
) -> SavedText:
    """Keep ``text`` in ``column`` of ``row``, typed on top of ``base_version``, and return what stands there now.

    ``editor`` names the open page and ``edit`` counts its saves upwards; a form without JavaScript has neither. The
    same text again changes nothing. A save that arrives after a later one of the same page changes nothing either.
    """
    mine = as_kept(text)
    this = type(row).unscoped.filter(pk=row.pk)
    names = [column, *(f"{column}_{part}" for part in ("version", "editor", "base", "edit"))]
    while True:
        theirs, version, last_editor, last_base, last_edit = this.values_list(*names).get()
        same_page = bool(editor) and last_editor == editor
        if theirs == mine or (same_page and edit <= last_edit):
            return SavedText(version=version, text=theirs, merged=False)
        direct = base_version == version or (same_page and base_version == last_base)
        result = mine if direct else merge(theirs, mine)
        after = (result, version + 1, editor, base_version if direct else version + 1, edit)
        # A condition in the UPDATE: of two devices that read the same version at once, one goes round again.
        if this.filter(**{f"{column}_version": version}).update(**dict(zip(names, after, strict=True))):
            return SavedText(version=version + 1, text=result, merged=result != mine)
