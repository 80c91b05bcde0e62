"""When a conversation is to be, and what became of it: the only way its state changes."""

from datetime import date, datetime

from django.db import transaction

from common.dates import local_date
from contacts import timeline
from contacts.models import Contact, Direction, InteractionKind
from interviews.models import ChangeKind, Interview, InterviewChange, InterviewState, Medium
from outreach import pursuit
from outreach.introducing import talks
from outreach.models import Introduction, Target, TargetState


class InterviewError(ValueError):
    """A step that was refused; the message tells the user why, and nothing was changed."""


class StepNotAllowedError(InterviewError):
    """This step does not follow from where the interview stands; the message says what does."""


class StillToComeError(InterviewError):
    """Its time has not come, so nothing can be said about how it went."""


class AlreadyThankedError(InterviewError):
    """It cannot be taken back while the thanks for it stand."""


@transaction.atomic
def schedule(
    *,
    contact: Contact,
    starts_at: datetime,
    minutes: int = 20,
    why_long: str = "",
    medium: str = Medium.VIDEO,
    place: str = "",
    timezone: str = "",
    target: Target | None = None,
    introduction: Introduction | None = None,
    on: date,
) -> Interview:
    """Plan a conversation of ``minutes`` with ``contact`` at the moment ``starts_at``; ``on`` is the user's today.

    Nobody talks with the same person twice at once: a form sent twice gives the first. With a ``target``, one of the
    same contact, it moves to *meeting agreed*. ``timezone`` is the IANA name of theirs, ``why_long`` the reason for
    more than half an hour, ``introduction`` one that was made to them: holding the talk sets it to *met*. A start in
    the past is taken: it waits for a word on how it went.

    Raises ``outreach.pursuit.MoveNotAllowedError`` when the target does not allow it, ``ValueError`` when it is about
    someone else, or the introduction is to someone else.
    """
    if introduction is not None and introduction.whom_id != contact.pk:
        raise ValueError("The introduction is to someone else.")
    if target is not None:
        if target.contact_id != contact.pk:
            raise ValueError("The target is about someone else.")
        pursuit.agree_meeting(target, on=on)
    twin = Interview.unscoped.filter(contact=contact, starts_at=starts_at).scheduled().first()
    if twin is not None:
        return twin
    return Interview.unscoped.create(
        contact=contact,
        target=target,
        introduction=introduction,
        starts_at=starts_at,
        minutes=minutes,
        why_long=why_long,
        medium=medium,
        place=place,
        timezone=timezone,
        agreed_on=on,
    )


@transaction.atomic
def change_details(interview: Interview, *, minutes: int, medium: str, place: str, why_long: str = "") -> None:
    """Correct how long and where; calendars follow where that changes anything.

    Raises ``StepNotAllowedError`` once something was said about how it went.
    """
    _begin(interview, "change")
    if (interview.minutes, interview.medium, interview.place) != (minutes, medium, place):
        interview.sequence += 1
    interview.minutes, interview.medium, interview.place, interview.why_long = minutes, medium, place, why_long
    interview.save(update_fields=["minutes", "medium", "place", "why_long", "sequence"])


@transaction.atomic
def move(interview: Interview, *, to: datetime, timezone: str | None = None, now: datetime) -> None:
    """Give it a new time ``to``; it stays scheduled, and no interaction is logged (P46).

    ``timezone`` is theirs at that time, where it is said anew. Raises ``StepNotAllowedError`` unless it is scheduled.
    """
    _begin(interview, "move")
    if timezone is not None and timezone != interview.timezone:
        interview.timezone = timezone
        interview.save(update_fields=["timezone"])
    if to == interview.starts_at:
        return
    _record(interview, ChangeKind.MOVED, now=now, new_starts_at=to)
    interview.starts_at = to
    interview.agreed_on = local_date(now, interview.contact.owner.zone)
    interview.sequence += 1
    _settle(interview, InterviewState.SCHEDULED)


@transaction.atomic
def cancel(interview: Interview, *, now: datetime, on: date) -> None:
    """It will not take place; no interaction (P46). Its target, if any, is back at *talking*.

    Raises ``StepNotAllowedError`` unless it is scheduled.
    """
    _begin(interview, "cancel")
    _record(interview, ChangeKind.CANCELLED, now=now)
    interview.sequence += 1
    _settle(interview, InterviewState.CANCELLED)
    _call_off(interview, on=on)


@transaction.atomic
def no_show(interview: Interview, *, now: datetime, on: date) -> None:
    """They did not come; no interaction (P46). Its target, if any, is back at *talking*.

    Raises ``StepNotAllowedError`` unless it is scheduled, ``StillToComeError`` before its start.
    """
    _begin(interview, "note a no-show for")
    if now < interview.starts_at:
        raise StillToComeError("Its time has not come yet, so they may still come.")
    _record(interview, ChangeKind.NO_SHOW, now=now)
    _settle(interview, InterviewState.NO_SHOW)
    _call_off(interview, on=on)


@transaction.atomic
def hold(interview: Interview, *, now: datetime, on: date) -> None:
    """It took place: logs a meeting on the local date of its start, and its target, if any, is done.

    May be said from its local day on, ``on`` being the user's today. Raises ``StepNotAllowedError`` unless it is
    scheduled, ``StillToComeError`` before that day.
    """
    _begin(interview, "hold")
    held_on = local_date(interview.starts_at, interview.contact.owner.zone)
    if held_on > on:
        raise StillToComeError("It is still to come. If you talked earlier than planned, move it to when you did.")
    _record(interview, ChangeKind.HELD, now=now)
    interview.held_on = held_on
    interview.interaction = timeline.log(
        contact=interview.contact,
        kind=InteractionKind.MEETING,
        direction=Direction.MUTUAL,
        happened_on=held_on,
        summary=f"Informational interview, {interview.minutes} minutes, {interview.by_medium}.",
        on=on,
    )
    _settle(interview, InterviewState.HELD)
    target = _target_at(interview, TargetState.MEETING)
    if target is not None:
        pursuit.finish(target, on=on)
    # Whoever led there is owed a word (P42).
    talks.met(
        interview.contact,
        met_on=held_on,
        interaction=interview.interaction,
        introduction=interview.introduction,
        on=on,
    )


@transaction.atomic
def reopen(interview: Interview, *, now: datetime, on: date) -> None:
    """Take the last step back: a move returns to its old time, any other to *scheduled*, without its interaction.

    Raises ``StepNotAllowedError`` when there is no step to take back, ``AlreadyThankedError`` while thanks stand.
    """
    _lock(interview)
    last = interview.changes.first()
    if last is None or last.kind == ChangeKind.REOPENED:
        raise StepNotAllowedError("There is nothing to take back: it is scheduled as you planned it.")
    if interview.thanked_at is not None:
        raise AlreadyThankedError("You thanked them for it. Take the thanks back first.")
    _record(interview, ChangeKind.REOPENED, now=now, new_starts_at=last.old_starts_at)
    interaction = interview.interaction
    interview.starts_at = last.old_starts_at
    if last.kind in (ChangeKind.MOVED, ChangeKind.CANCELLED):
        interview.sequence += 1
    if last.kind == ChangeKind.MOVED:
        # Agreed on before, whenever that was: rather one word too many than somebody who waits in vain.
        interview.agreed_on = None
    interview.held_on = interview.interaction = None
    _settle(interview, InterviewState.SCHEDULED)
    if interaction is not None:
        talks.not_met(interaction, on=on)
        timeline.delete(interaction, on=on)
    if last.kind != ChangeKind.MOVED and interview.target is not None:
        pursuit.agree_meeting(interview.target, on=on)


def _lock(interview: Interview) -> None:
    """Bring ``interview`` up to date and keep others off it for the rest of the transaction.

    SQLite has no row locks, but its transactions begin IMMEDIATE (settings) and so come one after another.
    """
    interview.refresh_from_db(from_queryset=Interview.unscoped.select_for_update())


def _begin(interview: Interview, step: str) -> None:
    _lock(interview)
    if interview.state != InterviewState.SCHEDULED:
        stands = "It took place" if interview.is_held else f"It is marked “{interview.get_state_display()}”"
        raise StepNotAllowedError(
            f"{stands}, so you cannot {step} it now. You can take that back, or schedule another one."
        )


def _record(
    interview: Interview, kind: ChangeKind, *, now: datetime, new_starts_at: datetime | None = None
) -> InterviewChange:
    return InterviewChange.unscoped.create(
        interview=interview,
        kind=kind,
        changed_at=now,
        old_starts_at=interview.starts_at,
        new_starts_at=new_starts_at or interview.starts_at,
    )


def _settle(interview: Interview, state: InterviewState) -> None:
    """Save ``interview`` in ``state``; its reminders wake."""
    interview.state = state
    interview.snoozed_until = interview.confirmation_snoozed_until = None
    interview.save(
        update_fields=[
            "state",
            "starts_at",
            "agreed_on",
            "sequence",
            "snoozed_until",
            "confirmation_snoozed_until",
            "held_on",
            "interaction",
        ]
    )


def _target_at(interview: Interview, state: TargetState) -> Target | None:
    """The target it was for, while that stands at ``state`` and no other conversation with it is planned."""
    target = interview.target
    if target is None or target.state != state:
        return None
    return None if Interview.unscoped.filter(target=target).scheduled().exists() else target


def _call_off(interview: Interview, *, on: date) -> None:
    target = _target_at(interview, TargetState.MEETING)
    if target is not None:
        pursuit.call_off_meeting(target, on=on)
