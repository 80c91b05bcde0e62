"""How somebody stands as a reference, as a row of their page."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from contacts.models import Contact
from outreach import reference_agenda, reference_steps, reference_words
from outreach.models import Reference
from outreach.reference_steps import Next


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The reference, and the one thing that is due about them; empty where nothing is."""

    reference: Reference
    standing: str
    title: str
    url: str
    label: str


def of(contact: Contact, user: User, *, on: date) -> Row | None:
    """The row of ``contact`` on local date ``on``; ``None`` for those who are no reference. One query."""
    rows = reference_agenda.open_rows_with(contact)
    if not rows:
        return None
    reference, _ = rows[0]
    reference.contact = contact
    own = reference_steps.next_of(reference, country=user.country, is_searching=user.is_searching)
    due: list[tuple[Next, str, str]] = []
    for _, use in rows:
        follows = reference_steps.next_of_use(use, on) if use is not None else None
        if use is not None and follows is not None and follows.due_on <= on:
            use.reference = reference
            title = reference_words.title(follows.kind, reference, use)
            due.append((follows, title, reference_agenda.url_of(follows, use)))
    if own is not None and own.due_on <= on:
        due.append((own, reference_words.title(own.kind, reference), reference_agenda.url_of(own, reference)))
    standing = reference_words.standing(reference, on)
    if not due or not contact.is_active:
        return Row(reference=reference, standing=standing, title="", url="", label="")
    step, title, url = due[0]
    return Row(reference=reference, standing=standing, title=title, url=url, label=reference_words.action(step.kind))
