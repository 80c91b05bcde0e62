"""Two people becoming one, where both are references: the further-along entry keeps the calls of both (P51)."""

from django.db.models import Model

from contacts import moving
from contacts.importing.records import add_lines
from contacts.moving import Pair, Rule, declare, simply
from outreach.models import Draft, Reference, ReferenceStep, ReferenceUse, Standing

PROGRESS = (Standing.NEW, Standing.DECLINED, Standing.RETIRED, Standing.ASKED, Standing.AGREED)
"""How far along a standing is; a no that was said counts for more than nothing, a yes for more than all."""


def declare_all(drafts: Rule) -> None:
    """Called once, when the app is ready; ``drafts`` is the rule for messages begun."""
    declare(Reference, "contact", references)
    moving.merges(Reference)
    declare(ReferenceUse, "reference", simply)
    declare(ReferenceUse, "organization", simply)
    declare(ReferenceStep, "reference", simply)
    declare(Draft, "reference", drafts)


def references(model: type[Model], pointer: str, pair: Pair) -> None:
    """One entry a person: the further-along one takes over the calls and the history of the other."""
    stays = Reference.unscoped.filter(contact=pair.stays.pk).first()
    goes = Reference.unscoped.filter(contact=pair.goes.pk).first()
    if stays is not None and goes is not None:
        is_further = PROGRESS.index(goes.standing) > PROGRESS.index(stays.standing)
        further, other = (goes, stays) if is_further else (stays, goes)
        # What either was before is no step back from here.
        ReferenceStep.unscoped.filter(reference__in=(further, other), use=None).update(before={})
        moving.move_all(Pair(stays=further, goes=other, on=pair.on))
        Reference.unscoped.filter(pk=other.pk).delete()
        further.asked_on = further.asked_on or other.asked_on
        further.knows = add_lines(further.knows, other.knows)
        further.save(update_fields=["asked_on", "knows"])
    simply(model, pointer, pair)
