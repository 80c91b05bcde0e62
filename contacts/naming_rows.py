"""What a row of any model is called when it is spoken of: "Ana Silva", "the follow-up “Send it” for Ana Silva"."""

from django.db.models import Model

from contacts import snapshots
from contacts.models import Contact, Organization

_LONGEST = 80


def what_it_is(model: type[Model], key: int) -> str:
    """The row's name for a sentence; a kind of thing where the row is gone."""
    kind = str(model._meta.verbose_name)
    row = snapshots.every(model).filter(pk=key).first()
    if model._meta.auto_created:
        return "a link between two things"
    if row is None:
        return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
    if isinstance(row, Contact | Organization):
        return str(row)
    said = str(row)
    said = said if len(said) <= _LONGEST else f"{said[:_LONGEST].rstrip()}…"
    person = getattr(row, "contact", None)
    about = f" for {person}" if isinstance(person, Contact) and str(person) not in said else ""
    return f"the {kind} “{said}”{about}"
