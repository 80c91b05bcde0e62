"""What they said since the last attempt, in the timeline but not noted as the answer yet: until it is, attempts rest.

People write down a reply where they read it: on the person's page, in one line, by a file of messages. Outreach asks
the timeline (ADR 0024), so that it stops at once whichever way the words came in, and goes on when they are taken out.
"""

from datetime import date

from django.db import transaction

from contacts.models import Interaction
from outreach.models import Target, TargetState


def word_of(target: Target) -> Interaction | None:
    """The first thing ``target`` said since the last attempt that nobody noted or waved off; two queries at most."""
    if target.state != TargetState.WAITING:
        return None
    key = _key(target, "word")
    return Interaction.unscoped.select_related("contact").get(pk=key) if key is not None else None


def refusal(target: Target, *, made_on: date) -> str:
    """Why an attempt made on local date ``made_on`` may not be logged: they were heard from by then; else empty.

    Two queries at most.
    """
    word = word_of(target)
    if word is None or word.on > made_on:
        return ""
    return (
        f"You heard from {target.contact.first_name} on {word.on:%-d %B}, after your last attempt. "
        "Note that as the answer first, or say that it was none."
    )


@transaction.atomic
def wave(target: Target) -> bool:
    """What they said so far was no answer: the attempts in this campaign go on as they were dated.

    Whether there was anything to wave off; saying it twice changes nothing.
    """
    locked = Target.unscoped.select_for_update(of=("self",)).filter(pk=target.pk, state=TargetState.WAITING)
    if not locked.exists():
        return False
    newest = _key(target, "newest_word")
    if newest is None:
        return False
    target.waved_id = newest
    target.save(update_fields=["waved"])
    return True


def _key(target: Target, annotation: str) -> int | None:
    found: int | None = vars(Target.unscoped.with_word().get(pk=target.pk))[annotation]
    return found
