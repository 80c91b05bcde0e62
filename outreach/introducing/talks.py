"""A talk took place: with somebody whom somebody led to, that is an introduction met, and news owed (P42)."""

from datetime import date

from django.db import transaction

from contacts.models import Contact, Interaction
from outreach.introducing import steps
from outreach.models import AWAITED, Introduction, IntroductionState, IntroductionStep, StepKind

S = IntroductionState


@transaction.atomic
def met(
    contact: Contact,
    *,
    met_on: date,
    interaction: Interaction | None,
    introduction: Introduction | None = None,
    on: date,
) -> Introduction | None:
    """``contact`` was talked with on ``met_on``; ``interaction`` is that talk, by which ``not_met`` finds it again.

    The open introduction to them is met: ``introduction`` where that was named and is still to be met, else the newest.
    Where the one who led to them was never asked, an introduction comes to be that says so, once. ``None`` where nobody
    led there, or where that was told of before.
    """
    led_by = contact.introduced_by
    mine = Introduction.unscoped.for_rows().filter(whom=contact)
    made = mine.filter(state=S.MADE).newest_first()
    named = made.filter(pk=introduction.pk).first() if introduction is not None else None
    introduction = named or made.first()
    if introduction is None and led_by is not None and led_by.is_active:
        theirs = mine.filter(connector=led_by)
        introduction = theirs.filter(state__in=(S.IDEA, *AWAITED)).first()
        if introduction is None and not theirs.exists():
            introduction = _inferred(contact, led_by, met_on=met_on)
    if introduction is None or introduction.moved_on > met_on:
        return None
    if introduction.state != S.MADE:
        steps.write(introduction, StepKind.MADE, on=on, happened_on=met_on)
    step = steps.take(introduction, StepKind.MET, on=on, happened_on=met_on)
    step.interaction = interaction
    step.save(update_fields=["interaction"])
    return introduction


@transaction.atomic
def not_met(interaction: Interaction, *, on: date) -> None:
    """The talk that ``interaction`` stands for did not take place after all; call it before that is deleted.

    What was told of since stays. An introduction that only came to be with the talk goes with it.
    """
    step = IntroductionStep.unscoped.filter(interaction=interaction, kind=StepKind.MET).first()
    if step is None:
        return
    introduction = step.introduction
    if introduction.steps.filter(pk__gt=step.pk).exists():
        return
    if introduction.is_inferred:
        introduction.delete()
        return
    step.interaction = None
    step.save(update_fields=["interaction"])
    steps.undo(step, on=on)


def _inferred(contact: Contact, led_by: Contact, *, met_on: date) -> Introduction:
    return Introduction.unscoped.create(
        owner=led_by.owner,
        connector=led_by,
        connector_name=led_by.name,
        whom=contact,
        wish=contact.name,
        is_inferred=True,
        noted_on=met_on,
        moved_on=met_on,
    )
