from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import User
from contacts.models import Contact
from interviews import scheduling, thanks
from interviews.models import Interview
from outreach.models import Target
from outreach.moves import MoveNotAllowedError
from tests.conftest import MONDAY, MORNING
from tests.factories import CampaignFactory, ContactFactory, InterviewFactory, TargetFactory

HOUR_AGO = MORNING - timedelta(hours=1)


@pytest.fixture
def hana(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato", tier="regular")


@pytest.fixture
def target(alice: User, hana: Contact) -> Target:
    return TargetFactory.create(campaign=CampaignFactory.create(owner=alice), contact=hana, state="replied")


def steps(interview: Interview) -> list[tuple[str, datetime, datetime]]:
    return [(change.kind, change.old_starts_at, change.new_starts_at) for change in interview.changes.all()]


def said(contact: Contact) -> list[tuple[str, str, date, str]]:
    return [(each.kind, each.direction, each.on, each.summary) for each in contact.interactions.all()]


def test_schedule_from_a_contact(hana: Contact) -> None:
    starts = MORNING + timedelta(days=1)

    interview = scheduling.schedule(contact=hana, starts_at=starts, medium="phone", place="+351 210", on=MONDAY)

    interview.refresh_from_db()
    assert (interview.contact, interview.target, interview.starts_at, interview.minutes) == (hana, None, starts, 20)
    assert (interview.medium, interview.place, interview.state) == ("phone", "+351 210", "scheduled")


def test_schedule_from_a_target_agrees_the_meeting(hana: Contact, target: Target) -> None:
    interview = scheduling.schedule(contact=hana, target=target, starts_at=MORNING, on=MONDAY)

    target.refresh_from_db()
    assert interview.target == target
    assert target.state == "meeting"


def test_schedule_says_why_a_target_does_not_allow_it(alice: User, hana: Contact) -> None:
    idea = TargetFactory.create(
        campaign=CampaignFactory.create(owner=alice), contact=hana, state="idea", reason="", next_attempt_on=None
    )

    with pytest.raises(MoveNotAllowedError, match="Say why Hana first"):
        scheduling.schedule(contact=hana, target=idea, starts_at=MORNING, on=MONDAY)

    assert Interview.for_user(alice).count() == 0


def test_schedule_refuses_a_target_about_someone_else(alice: User, target: Target) -> None:
    with pytest.raises(ValueError, match="someone else"):
        scheduling.schedule(contact=ContactFactory.create(owner=alice), target=target, starts_at=MORNING, on=MONDAY)


def test_schedule_sent_twice_gives_the_first(hana: Contact) -> None:
    first = scheduling.schedule(contact=hana, starts_at=MORNING, on=MONDAY)

    assert scheduling.schedule(contact=hana, starts_at=MORNING, on=MONDAY) == first


def test_move_keeps_it_scheduled_with_its_history_and_no_interaction(hana: Contact) -> None:
    """P46: a moved meeting is no contact."""
    old, new = MORNING + timedelta(hours=2), MORNING + timedelta(days=3)
    interview = InterviewFactory.create(contact=hana, starts_at=old, snoozed_until=date(2026, 12, 24))

    scheduling.move(interview, to=new, now=MORNING)

    interview.refresh_from_db()
    assert (interview.state, interview.starts_at, interview.snoozed_until) == ("scheduled", new, None)
    assert steps(interview) == [("moved", old, new)]
    assert said(hana) == []


def test_move_to_the_same_time_is_no_step(hana: Contact) -> None:
    interview = InterviewFactory.create(contact=hana)

    scheduling.move(interview, to=interview.starts_at, now=MORNING)

    assert steps(interview) == []


def test_cancel_is_no_interaction_and_the_target_is_talking_again(hana: Contact, target: Target) -> None:
    """P46: a cancelled meeting is no contact."""
    interview = scheduling.schedule(contact=hana, target=target, starts_at=MORNING + timedelta(days=1), on=MONDAY)

    scheduling.cancel(interview, now=MORNING, on=MONDAY)

    interview.refresh_from_db()
    target.refresh_from_db()
    hana.refresh_from_db()
    assert (interview.state, target.state, hana.last_interaction_on) == ("cancelled", "replied", None)
    assert steps(interview) == [("cancelled", interview.starts_at, interview.starts_at)]


def test_cancel_leaves_the_target_while_another_talk_is_planned(hana: Contact, target: Target) -> None:
    interview = scheduling.schedule(contact=hana, target=target, starts_at=MORNING + timedelta(days=1), on=MONDAY)
    scheduling.schedule(contact=hana, target=target, starts_at=MORNING + timedelta(days=8), on=MONDAY)

    scheduling.cancel(interview, now=MORNING, on=MONDAY)

    target.refresh_from_db()
    assert target.state == "meeting"


def test_no_show_is_no_interaction(hana: Contact) -> None:
    interview = InterviewFactory.create(contact=hana, starts_at=HOUR_AGO)

    scheduling.no_show(interview, now=MORNING, on=MONDAY)

    interview.refresh_from_db()
    assert interview.state == "no_show"
    assert said(hana) == []


def test_no_show_waits_for_the_start(hana: Contact) -> None:
    interview = InterviewFactory.create(contact=hana, starts_at=MORNING + timedelta(minutes=1))

    with pytest.raises(scheduling.StillToComeError):
        scheduling.no_show(interview, now=MORNING, on=MONDAY)


def test_hold_logs_a_meeting_on_its_local_date_and_moves_the_cadence(hana: Contact, target: Target) -> None:
    friday = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    interview = scheduling.schedule(contact=hana, target=target, starts_at=friday, on=MONDAY)

    scheduling.hold(interview, now=MORNING, on=MONDAY)

    interview.refresh_from_db()
    target.refresh_from_db()
    hana.refresh_from_db()
    assert (interview.state, interview.held_on, target.state) == ("held", date(2026, 11, 20), "done")
    assert said(hana) == [("meeting", "mutual", date(2026, 11, 20), "Informational interview, 20 minutes, by video.")]
    assert (hana.last_interaction_on, hana.next_touch_on) == (date(2026, 11, 20), date(2027, 5, 20))


def test_hold_goes_by_the_owners_date(alice: User, hana: Contact) -> None:
    alice.timezone = "Asia/Tokyo"
    alice.save()
    interview = InterviewFactory.create(contact=hana, starts_at=datetime(2026, 11, 22, 20, tzinfo=UTC))

    scheduling.hold(interview, now=MORNING, on=MONDAY)

    assert interview.held_on == date(2026, 11, 23)


def test_hold_may_be_said_on_its_day_but_not_before(hana: Contact) -> None:
    later_today = InterviewFactory.create(contact=hana, starts_at=MORNING + timedelta(hours=2))
    tomorrow = InterviewFactory.create(contact=hana, starts_at=MORNING + timedelta(days=1))

    scheduling.hold(later_today, now=MORNING, on=MONDAY)

    assert later_today.held_on == MONDAY
    with pytest.raises(scheduling.StillToComeError, match="still to come"):
        scheduling.hold(tomorrow, now=MORNING, on=MONDAY)


@pytest.mark.parametrize("state", ["held", "cancelled", "no_show"])
def test_steps_after_the_end_are_refused_and_change_nothing(hana: Contact, state: str) -> None:
    interview = InterviewFactory.create(contact=hana, starts_at=HOUR_AGO, state=state, held_on=MONDAY)

    for step in (scheduling.hold, scheduling.cancel, scheduling.no_show):
        with pytest.raises(scheduling.StepNotAllowedError, match="You can take that back, or schedule another one"):
            step(interview, now=MORNING, on=MONDAY)
    with pytest.raises(scheduling.StepNotAllowedError):
        scheduling.move(interview, to=MORNING, now=MORNING)
    with pytest.raises(scheduling.StepNotAllowedError):
        scheduling.change_details(interview, minutes=10, medium="phone", place="")

    interview.refresh_from_db()
    assert (interview.state, interview.minutes) == (state, 20)
    assert steps(interview) == []
    assert said(hana) == []


def test_reopen_takes_holding_back_with_its_interaction(hana: Contact, target: Target) -> None:
    interview = scheduling.schedule(contact=hana, target=target, starts_at=HOUR_AGO, on=MONDAY)
    scheduling.hold(interview, now=MORNING, on=MONDAY)

    scheduling.reopen(interview, now=MORNING, on=MONDAY)

    interview.refresh_from_db()
    target.refresh_from_db()
    hana.refresh_from_db()
    assert (interview.state, interview.held_on, interview.interaction) == ("scheduled", None, None)
    assert (target.state, hana.last_interaction_on) == ("meeting", None)
    assert [kind for kind, _old, _new in steps(interview)] == ["reopened", "held"]
    assert said(hana) == []


@pytest.mark.parametrize("step", [scheduling.cancel, scheduling.no_show])
def test_reopen_takes_an_end_back(hana: Contact, target: Target, step: Callable[..., None]) -> None:
    interview = scheduling.schedule(contact=hana, target=target, starts_at=HOUR_AGO, on=MONDAY)
    step(interview, now=MORNING, on=MONDAY)

    scheduling.reopen(interview, now=MORNING, on=MONDAY)

    target.refresh_from_db()
    assert (interview.state, target.state) == ("scheduled", "meeting")


def test_reopen_moves_a_moved_one_back(hana: Contact) -> None:
    interview = InterviewFactory.create(contact=hana)
    old, new = interview.starts_at, MORNING + timedelta(days=9)
    scheduling.move(interview, to=new, now=MORNING)

    scheduling.reopen(interview, now=MORNING, on=MONDAY)

    interview.refresh_from_db()
    assert interview.starts_at == old
    assert steps(interview) == [("reopened", new, old), ("moved", old, new)]


def test_reopen_refuses_without_a_step_or_under_thanks(hana: Contact) -> None:
    fresh = InterviewFactory.create(contact=hana)
    thanked = InterviewFactory.create(contact=hana, starts_at=HOUR_AGO)
    scheduling.hold(thanked, now=MORNING, on=MONDAY)
    thanks.thank(thanked, now=MORNING, on=MONDAY)

    with pytest.raises(scheduling.StepNotAllowedError, match="nothing to take back"):
        scheduling.reopen(fresh, now=MORNING, on=MONDAY)
    with pytest.raises(scheduling.AlreadyThankedError, match="Take the thanks back first"):
        scheduling.reopen(thanked, now=MORNING, on=MONDAY)

    thanked.refresh_from_db()
    assert thanked.state == "held"
