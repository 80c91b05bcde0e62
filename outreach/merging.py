"""Two people becoming one in outreach: two entries in one campaign become the further-along one, and no try is lost."""

from datetime import date

from django.db.models import Model

from contacts import moving
from contacts.importing.records import add_lines
from contacts.models import Contact
from contacts.moving import Pair, declare, once_by, simply
from outreach import policy, reference_merging
from outreach.models import (
    Attempt,
    Draft,
    Introduction,
    IntroductionStep,
    LandingWord,
    Move,
    MoveKind,
    News,
    Outcome,
    Skip,
    Target,
    TargetState,
)

S = TargetState

PROGRESS = (
    S.IDEA,
    S.READY,
    S.WAITING,
    S.NO_REPLY,
    S.NOT_NOW,
    S.WRONG_PERSON,
    S.DECLINED,
    S.REPLIED,
    S.DONE,
    S.MEETING,
)
"""How far along a state is: an answer counts for more than waiting for one, a meeting ahead for more than an end."""


def declare_all() -> None:
    """Called once, when the app is ready."""
    declare(Target, "contact", targets)
    declare(Skip, "contact", once_by("campaign_id"))
    moving.merges(Target)
    declare(Attempt, "target", attempts)
    declare(Move, "target", simply)
    declare(Draft, "target", drafts)
    declare(Draft, "contact", drafts)
    declare(Outcome, "organization", simply)
    declare(Outcome, "posting", simply)
    declare(News, "contact", news)
    declare(LandingWord, "contact", once_by("landing_id"))
    reference_merging.declare_all(drafts)
    declare(Introduction, "connector", introductions)
    declare(Introduction, "whom", introductions)
    declare(Introduction, "target", simply)
    declare(IntroductionStep, "introducer_before", simply)


def targets(model: type[Model], pointer: str, pair: Pair) -> None:
    """One entry a campaign: the further-along one takes over the attempts, history and interviews of the other."""
    if not isinstance(pair.stays, Contact) or not isinstance(pair.goes, Contact):
        raise TypeError("people alone")
    by_campaign = {row.campaign_id: row for row in _entries(pair.stays)}
    for row in _entries(pair.goes):
        twin = by_campaign.get(row.campaign_id)
        if twin is not None:
            # Of two that are equally far the one of whom more is known stays: the one that stays anyway.
            further, other = (row, twin) if _progress(row) > _progress(twin) else (twin, row)
            _make_one(further, other, on=pair.on)
    simply(model, pointer, pair)


def attempts(model: type[Model], pointer: str, pair: Pair) -> None:  # noqa: ARG001 - one way in
    """All attempts of both, numbered in the order they were made: rounds gone by first, then the one under way."""
    further, other = pair.stays, pair.goes
    if not isinstance(further, Target) or not isinstance(other, Target):
        raise TypeError("targets alone")
    made = list(Attempt.unscoped.filter(target__in=[further, other]))
    before = {further.pk: further.attempts_before, other.pk: other.attempts_before}
    made.sort(key=lambda each: (each.number > before[each.target_id], each.made_on, each.number, each.pk))
    under_way = [each for each in made if each.number > before[each.target_id]]
    # Out of the way first: a number is there once, and each may be that of another now.
    for place, attempt in enumerate(made):
        Attempt.unscoped.filter(pk=attempt.pk).update(target=further, number=_FAR_AWAY + place)
    for number, attempt in enumerate(made, 1):
        Attempt.unscoped.filter(pk=attempt.pk).update(number=number)
    further.attempts_made = len(made)
    further.attempts_before = len(made) - len(under_way)
    if further.state == S.WAITING and under_way:
        _date_anew(further, len(under_way), under_way[-1].made_on)


def introductions(model: type[Model], pointer: str, pair: Pair) -> None:
    """All of both go on. Whoever would have introduced the user to themselves stays as the connector to a name."""
    other = "whom" if pointer == "connector_id" else "connector"
    crossed = Introduction.unscoped.filter(**{pointer: pair.goes.pk, other: pair.stays.pk})
    crossed.update(whom=None)
    simply(model, pointer, pair)


def news(model: type[Model], pointer: str, pair: Pair) -> None:
    """Owed once each: who was told stays told, with what both did."""
    here = {row.outcome_id: row for row in News.unscoped.filter(contact=pair.stays.pk)}
    for row in News.unscoped.filter(contact=pair.goes.pk):
        twin = here.get(row.outcome_id)
        if twin is not None:
            knows, other = (row, twin) if row.told_on and not twin.told_on else (twin, row)
            knows.why = add_lines(knows.why, other.why)
            other.delete()
            knows.save(update_fields=["why"])
    simply(model, pointer, pair)


def drafts(model: type[Model], pointer: str, pair: Pair) -> None:
    """One message begun each: of two, every word of the second stands under the first."""
    stays = Draft.unscoped.filter(**{pointer: pair.stays.pk}).first()
    goes = Draft.unscoped.filter(**{pointer: pair.goes.pk}).first()
    if stays is not None and goes is not None:
        for name, words in (
            ("body", (goes.subject, goes.body)),
            ("voicemail", (goes.voicemail,)),
            ("former_body", (goes.former_subject, goes.former_body)),
            ("former_voicemail", (goes.former_voicemail,)),
        ):
            setattr(stays, name, "\n\n".join(filter(None, (getattr(stays, name), *words))))
        stays.version += 1
        stays.save()
        goes.delete()
    simply(model, pointer, pair)


_FAR_AWAY = 20_000


def _date_anew(target: Target, attempts_made: int, last_made_on: date) -> None:
    """Date what comes next by the policy (P22), with the attempts of both counted together."""
    plan = policy.of_campaign(target.campaign)
    made = min(attempts_made, plan.attempts)
    country = target.campaign.owner.country
    target.next_attempt_on = policy.next_attempt_on(plan, made, last_made_on, country)
    target.close_out_on = policy.close_out_on(plan, made, last_made_on, country)


def _entries(contact: Contact) -> list[Target]:
    return list(Target.unscoped.filter(contact=contact).select_related("campaign__owner").order_by("pk"))


def _progress(target: Target) -> int:
    return PROGRESS.index(TargetState(target.state))


def _make_one(further: Target, other: Target, *, on: date) -> None:
    last = Move.unscoped.filter(target=further).newest_first().first()
    note = f"The other one’s reason was: {other.reason}" if other.reason not in ("", further.reason) else ""
    if not further.reason:
        further.reason, note = other.reason, ""
    moving.move_all(Pair(stays=further, goes=other, on=on))
    Target.unscoped.filter(pk=other.pk).delete()
    further.save()
    # It closes the histories: what either was before is no step back from here. For taking up again the last
    # step of the further-along one still counts.
    Move.unscoped.create(
        target=further,
        kind=MoveKind.MERGED,
        state=further.state,
        moved_on=on,
        heard=last.heard if last else False,
        note=note,
        state_before=last.state_before if last else further.state,
        round_before=further.attempts_before,
        next_attempt_before=further.next_attempt_on,
        close_out_before=further.close_out_on,
        revisit_before=further.revisit_on,
        moved_before=further.moved_on,
    )
