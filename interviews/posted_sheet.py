"""How a note sheet is posted, by the plain form as a whole and by its script field by field.

``notes`` and ``answer-12`` are texts; ``…_version`` says what they were typed on top of. ``asked-12`` and
``starred-12`` are ticks; ``…_was`` says that the page had one, and how it stood. ``question-12`` are the words of the
question. A whole form says with ``…_was`` what its texts were, so that one nobody touched stays as it is meanwhile.
"""

import re
from hashlib import sha256

from django.http import QueryDict

from interviews.note_sheet import OfQuestion, Sent, Typed
from interviews.notes import LATEST_EDIT, as_kept

_FIELD = re.compile(r"(question|answer|asked|starred)-([0-9a-z]{1,32})(_was)?")
UNKNOWN_VERSION = -1
"""What a page that lost track set out from: its text is merged with whatever is there."""


def fingerprint(text: str) -> str:
    """What a whole form says its text was, however long that is."""
    return sha256(as_kept(text).encode()).hexdigest()[:20]


def read(posted: QueryDict) -> Sent:
    """What a page says of its sheet. Nothing typed is ever refused; what cannot be read is left out."""
    sent = Sent(
        notes=_typed(posted, "notes"), editor=posted.get("editor", "")[:40], edit=_number(posted.get("edit"), 0)
    )
    for name in posted:
        found = _FIELD.fullmatch(name)
        if found is None:
            continue
        kind, ref, was = found.groups()
        said = sent.questions.setdefault(ref, OfQuestion())
        if kind == "question" and not was:
            said.words = as_kept(str(posted[name])).strip()
        elif kind == "answer" and not was:
            said.answer = _typed(posted, name)
        elif kind in {"asked", "starred"} and was:
            field = name.removesuffix("_was")
            if bool(posted.get(field)) != bool(posted[name]):
                setattr(said, kind, bool(posted.get(field)))
    return sent


def _typed(posted: QueryDict, name: str) -> Typed | None:
    """The text of that name, unless a whole form says that nobody touched it."""
    text = posted.get(name)
    if text is None or posted.get(f"{name}_was") == fingerprint(text):
        return None
    return Typed(text=as_kept(text), base_version=_number(posted.get(f"{name}_version"), UNKNOWN_VERSION))


def _number(text: str | None, otherwise: int) -> int:
    if text is None or not re.fullmatch(r"[0-9]{1,10}", text):
        return otherwise
    return min(int(text), LATEST_EDIT)
