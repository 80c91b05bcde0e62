"""Each move of a pursuit, and what it leaves behind."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from accounts.models import User
from contacts.models import Contact, Interaction
from contacts.timeline import NotYetHappenedError
from outreach import naming, pursuit
from outreach.models import Attempt, Campaign, Move, Target, TargetState
from outreach.moves import MoveNotAllowedError
from tests.conftest import MONDAY
from tests.factories import AttemptFactory, CampaignFactory, ContactFactory, TargetFactory

THURSDAY = date(2026, 11, 26)
SUNDAY = date(2026, 11, 22)
ANSWER = pursuit.Answer(heard_on=MONDAY, channel="call", text="Happy to talk")


@pytest.fixture
def campaign(alice: User) -> Campaign:
    return CampaignFactory.create(owner=alice)


@pytest.fixture
def tobias(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Tobias", last_name="Krüger", how_known="Met in Berlin")


@pytest.fixture
def ready(campaign: Campaign, tobias: Contact) -> Target:
    return TargetFactory.create(campaign=campaign, contact=tobias, state="ready", next_attempt_on=MONDAY)


def idea(campaign: Campaign, contact: Contact) -> Target:
    return TargetFactory.create(campaign=campaign, contact=contact, state="idea", reason="", next_attempt_on=None)


def after(target: Target, made: int, *, on: date = MONDAY) -> Target:
    """``target`` with so many attempts made on their due days, starting ``on``."""
    for _ in range(made):
        day = target.next_attempt_on or on
        step = pursuit.step_of(target)
        assert step is not None
        pursuit.log_attempt(target, channel=step.channel, made_on=day, on=day, expected_number=target.attempts_made + 1)
    return target


def dates(target: Target) -> tuple[str, int, date | None, date | None, date | None]:
    fresh = Target.unscoped.get(pk=target.pk)
    return fresh.state, fresh.attempts_made, fresh.next_attempt_on, fresh.close_out_on, fresh.revisit_on


def test_give_reason_makes_ready_with_the_first_attempt_on_a_business_day(campaign: Campaign, tobias: Contact) -> None:
    """P08: on a Sunday the first attempt waits for Monday."""
    target = idea(campaign, tobias)

    pursuit.give_reason(target, reason="  Built the Lyon depot ", on=SUNDAY)

    assert dates(target) == ("ready", 0, MONDAY, None, None)
    assert target.reason == "Built the Lyon depot"


def test_give_reason_refuses_a_blank_one(campaign: Campaign, tobias: Contact) -> None:
    """P08."""
    target = idea(campaign, tobias)

    with pytest.raises(pursuit.ReasonMissingError, match="why Tobias"):
        pursuit.give_reason(target, reason="  ", on=MONDAY)

    assert dates(target) == ("idea", 0, None, None, None)


def test_give_reason_asks_how_the_user_knows_them_when_that_is_blank(alice: User, campaign: Campaign) -> None:
    """P07: never blank for a target that becomes ready."""
    wei = ContactFactory.create(owner=alice, first_name="Wei", how_known="")
    target = idea(campaign, wei)

    with pytest.raises(pursuit.HowKnownMissingError, match="how you know Wei"):
        pursuit.give_reason(target, reason="Knows who signs", on=MONDAY)
    pursuit.give_reason(target, reason="Knows who signs", how_known="Ana’s uncle", on=MONDAY)

    assert Contact.unscoped.get(pk=wei.pk).how_known == "Ana’s uncle"
    assert dates(target) == ("ready", 0, MONDAY, None, None)


def test_give_reason_keeps_how_known_that_is_there(campaign: Campaign, tobias: Contact) -> None:
    pursuit.give_reason(idea(campaign, tobias), reason="Why", how_known="Something else", on=MONDAY)

    assert Contact.unscoped.get(pk=tobias.pk).how_known == "Met in Berlin"


def test_rewrite_changes_the_reason_without_a_move(ready: Target) -> None:
    pursuit.rewrite(ready, reason="Better said", ask_kind="introduction")

    fresh = Target.unscoped.get(pk=ready.pk)
    assert (fresh.reason, fresh.ask_kind, fresh.state) == ("Better said", "introduction", "ready")
    assert Move.unscoped.count() == 0


def test_rewrite_refuses_a_blank_reason(ready: Target) -> None:
    with pytest.raises(pursuit.ReasonMissingError):
        pursuit.rewrite(ready, reason=" ", ask_kind="advice")

    assert Target.unscoped.get(pk=ready.pk).reason == "She built the Lyon depot"


def test_log_attempt_writes_the_attempt_and_the_interaction(ready: Target, tobias: Contact) -> None:
    """P22."""
    move = pursuit.log_attempt(ready, channel="email", made_on=MONDAY, text="Dear Tobias", on=MONDAY, expected_number=1)

    attempt = Attempt.unscoped.get(target=ready)
    interaction = Interaction.unscoped.get(contact=tobias)
    assert (attempt.number, attempt.channel, attempt.made_on, attempt.text) == (1, "email", MONDAY, "Dear Tobias")
    assert attempt.interaction == interaction
    assert (interaction.kind, interaction.direction, interaction.on, interaction.summary) == (
        "email",
        "outgoing",
        MONDAY,
        "Dear Tobias",
    )
    assert move.attempt == attempt
    assert dates(ready) == ("waiting", 1, THURSDAY, None, None)
    assert Contact.unscoped.get(pk=tobias.pk).last_interaction_on == MONDAY


def test_five_attempts_keep_clear_of_the_portuguese_holidays_and_then_wait(ready: Target) -> None:
    """P22: 1 and 8 December and Christmas 2026 are holidays in Portugal."""
    due = [ready.next_attempt_on]
    for _ in range(5):
        after(ready, 1)
        due.append(ready.next_attempt_on)

    assert due == [MONDAY, THURSDAY, date(2026, 12, 4), date(2026, 12, 16), date(2026, 12, 31), None]
    assert dates(ready) == ("waiting", 5, None, date(2027, 1, 15), None)


def test_log_attempt_refuses_a_sixth(ready: Target) -> None:
    """P22."""
    after(ready, 5)

    with pytest.raises(MoveNotAllowedError, match="All 5 attempts are made"):
        pursuit.log_attempt(ready, channel="email", made_on=date(2027, 1, 4), on=date(2027, 1, 4), expected_number=6)

    assert Attempt.unscoped.count() == 5


def test_log_attempt_counts_from_the_day_it_was_made_not_the_day_it_was_written_down(ready: Target) -> None:
    pursuit.log_attempt(ready, channel="email", made_on=MONDAY, on=MONDAY + timedelta(days=2), expected_number=1)

    assert dates(ready) == ("waiting", 1, THURSDAY, None, None)
    assert ready.moved_on == MONDAY + timedelta(days=2)


def test_log_attempt_refuses_a_day_to_come(ready: Target) -> None:
    with pytest.raises(NotYetHappenedError):
        pursuit.log_attempt(ready, channel="email", made_on=THURSDAY, on=MONDAY, expected_number=1)

    assert dates(ready) == ("ready", 0, MONDAY, None, None)
    assert Attempt.unscoped.count() == Interaction.unscoped.count() == 0


def test_log_attempt_refuses_a_day_before_the_last_one(ready: Target) -> None:
    after(ready, 1)

    with pytest.raises(pursuit.OutOfOrderError, match="23 November"):
        pursuit.log_attempt(ready, channel="call", made_on=SUNDAY, on=THURSDAY, expected_number=2)

    assert Attempt.unscoped.count() == 1


def test_two_tabs_log_one_attempt(ready: Target) -> None:
    """P22, P25: both tabs were opened before either was sent."""
    first_tab, second_tab = Target.unscoped.get(pk=ready.pk), Target.unscoped.get(pk=ready.pk)
    pursuit.log_attempt(first_tab, channel="email", made_on=MONDAY, on=MONDAY, expected_number=1)

    with pytest.raises(pursuit.AlreadyLoggedError, match="Attempt 1 was already logged"):
        pursuit.log_attempt(second_tab, channel="email", made_on=MONDAY, on=MONDAY, expected_number=1)

    assert Attempt.unscoped.count() == Interaction.unscoped.count() == Move.unscoped.count() == 1
    assert dates(ready) == ("waiting", 1, THURSDAY, None, None)


def test_the_database_itself_refuses_a_second_attempt_of_the_same_number(ready: Target) -> None:
    AttemptFactory.create(target=ready, number=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        AttemptFactory.create(target=ready, number=1)


@pytest.mark.django_db(transaction=True)
def test_the_same_attempt_from_four_threads_at_once_is_logged_once() -> None:
    """On SQLite and PostgreSQL alike; where the test's own in-memory database is busy, a thread asks again."""
    target = TargetFactory.create()
    outcomes: list[str] = []
    start = threading.Barrier(4)

    def log() -> None:
        start.wait()
        while True:
            try:
                pursuit.log_attempt(
                    Target.unscoped.get(pk=target.pk), channel="email", made_on=MONDAY, on=MONDAY, expected_number=1
                )
                outcomes.append("logged")
            except pursuit.AlreadyLoggedError:
                outcomes.append("already")
            except OperationalError:
                continue
            break
        connection.close()

    threads = [threading.Thread(target=log) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["already", "already", "already", "logged"]
    assert Attempt.unscoped.count() == Interaction.unscoped.count() == Move.unscoped.count() == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"is_archived": True}, "archived"),
        ({"do_not_contact": True}, "do-not-contact"),
    ],
)
def test_log_attempt_refuses_people_who_are_not_to_be_contacted(
    ready: Target, tobias: Contact, change: dict[str, bool], says: str
) -> None:
    Contact.unscoped.filter(pk=tobias.pk).update(**change)

    with pytest.raises(MoveNotAllowedError, match=says):
        pursuit.log_attempt(
            Target.unscoped.get(pk=ready.pk), channel="email", made_on=MONDAY, on=MONDAY, expected_number=1
        )

    assert dates(ready) == ("ready", 0, MONDAY, None, None)


def test_a_closed_campaign_takes_no_attempt_but_still_a_reply(ready: Target, campaign: Campaign) -> None:
    """People answer late."""
    after(ready, 1)
    Campaign.unscoped.filter(pk=campaign.pk).update(closed_on=MONDAY)
    ready = Target.unscoped.get(pk=ready.pk)

    with pytest.raises(MoveNotAllowedError, match="“Rail freight” is closed"):
        pursuit.log_attempt(ready, channel="call", made_on=THURSDAY, on=THURSDAY, expected_number=2)
    pursuit.log_reply(ready, answer=ANSWER, on=THURSDAY)

    assert dates(ready) == ("replied", 1, None, None, None)


def test_log_reply_stops_the_attempts_and_enters_the_timeline(ready: Target, tobias: Contact) -> None:
    """P23."""
    after(ready, 2)

    move = pursuit.log_reply(ready, answer=ANSWER, on=THURSDAY)

    heard = Interaction.unscoped.get(contact=tobias, direction="incoming")
    assert (heard.kind, heard.on, heard.summary) == ("call", MONDAY, "Happy to talk")
    assert (move.interaction, move.heard, move.moved_on) == (heard, True, MONDAY)
    assert dates(ready) == ("replied", 2, None, None, None)


def test_a_no_after_a_reply_is_not_a_second_interaction_unless_they_wrote_again(ready: Target) -> None:
    after(ready, 1)
    pursuit.log_reply(ready, answer=ANSWER, on=MONDAY)

    pursuit.decline(ready, answer=pursuit.Answer(heard_on=MONDAY, channel="email"), on=MONDAY)

    assert [row.summary for row in Interaction.unscoped.filter(direction="incoming")] == ["Happy to talk"]
    assert dates(ready) == ("declined", 1, None, None, None)


def test_decline_from_waiting_enters_the_timeline_in_plain_words(ready: Target) -> None:
    """P24."""
    after(ready, 1)

    pursuit.decline(ready, answer=pursuit.Answer(heard_on=MONDAY, channel="email"), on=MONDAY)

    assert [row.summary for row in Interaction.unscoped.filter(direction="incoming")] == ["Said no."]


def test_not_now_keeps_the_date_to_come_back_on(ready: Target) -> None:
    """P24."""
    after(ready, 1)

    pursuit.not_now(ready, revisit_on=date(2027, 3, 1), answer=ANSWER, on=MONDAY)

    assert dates(ready) == ("not_now", 1, None, None, date(2027, 3, 1))


@pytest.mark.parametrize("revisit_on", [MONDAY, SUNDAY])
def test_not_now_refuses_a_date_that_is_not_ahead(ready: Target, revisit_on: date) -> None:
    with pytest.raises(pursuit.RevisitDateError, match="a date ahead"):
        pursuit.not_now(ready, revisit_on=revisit_on, on=MONDAY)

    assert dates(ready) == ("ready", 0, MONDAY, None, None)


def test_not_now_before_the_first_attempt_is_the_users_own_choice(ready: Target) -> None:
    pursuit.not_now(ready, revisit_on=THURSDAY, on=MONDAY)

    assert dates(ready) == ("not_now", 0, None, None, THURSDAY)
    assert Move.unscoped.get().heard is False
    assert Interaction.unscoped.count() == 0


def test_wrong_person_brings_whom_they_named_introduced_by_them(ready: Target, tobias: Contact) -> None:
    """P24."""
    after(ready, 1)
    named = naming.Named(
        first_name="Ben", last_name="Okafor", title="Buyer", organization_name="Kessel", email="ben@example.com"
    )

    ben = pursuit.wrong_person(ready, answer=ANSWER, named=named, on=THURSDAY)

    assert ben is not None
    fresh = Contact.unscoped.select_related("organization").get(pk=ben.pk)
    assert (fresh.name, fresh.title, fresh.introduced_by, fresh.how_known, fresh.tie, fresh.added_on) == (
        "Ben Okafor",
        "Buyer",
        tobias,
        "Tobias Krüger named them",
        "none",
        THURSDAY,
    )
    assert fresh.organization is not None
    assert (fresh.organization.name, fresh.organization.owner_id, fresh.owner_id) == (
        "Kessel",
        tobias.owner_id,
        tobias.owner_id,
    )
    assert [point.value for point in fresh.points.all()] == ["ben@example.com"]
    assert fresh.next_touch_on is not None
    assert dates(ready) == ("wrong_person", 1, None, None, None)
    assert Move.unscoped.newest_first()[0].note == "They named Ben Okafor"


def test_wrong_person_without_a_name_makes_nobody(ready: Target) -> None:
    after(ready, 1)

    assert pursuit.wrong_person(ready, answer=ANSWER, on=MONDAY) is None
    assert Contact.unscoped.count() == 1


def test_close_no_reply_waits_for_the_last_attempts_gap(ready: Target) -> None:
    """P22: the fifth attempt on 31 December may be answered until 15 January."""
    after(ready, 5)

    with pytest.raises(MoveNotAllowedError, match="Tobias still has time"):
        pursuit.close_no_reply(ready, on=date(2027, 1, 14))
    pursuit.close_no_reply(ready, revisit_on=date(2027, 7, 15), on=date(2027, 1, 15))

    assert dates(ready) == ("no_reply", 5, None, None, date(2027, 7, 15))


def test_close_no_reply_is_for_after_the_last_attempt(ready: Target) -> None:
    """P23: giving up after two is not their silence."""
    after(ready, 2)

    with pytest.raises(MoveNotAllowedError, match="to stop now, finish it"):
        pursuit.close_no_reply(ready, on=date(2027, 6, 1))


def test_close_no_reply_leaves_them_half_a_year(ready: Target) -> None:
    after(ready, 5)

    with pytest.raises(pursuit.RevisitDateError, match="at least 6 months"):
        pursuit.close_no_reply(ready, revisit_on=date(2027, 7, 14), on=date(2027, 1, 15))

    assert dates(ready)[0] == "waiting"


def test_reopen_after_an_answer_begins_a_new_round(ready: Target) -> None:
    after(ready, 2)
    pursuit.not_now(ready, revisit_on=date(2027, 3, 1), answer=ANSWER, on=THURSDAY)

    pursuit.reopen(ready, on=date(2027, 3, 1))
    after(ready, 1)

    assert dates(ready) == ("waiting", 3, date(2027, 3, 4), None, None)
    assert ready.attempts_this_round == 1
    assert [attempt.number for attempt in Attempt.unscoped.order_by("number")] == [1, 2, 3]


def test_reopen_what_was_stopped_unanswered_goes_on_where_it_was(ready: Target) -> None:
    after(ready, 2)
    pursuit.finish(ready, on=THURSDAY)

    pursuit.reopen(ready, on=date(2026, 12, 1))

    assert dates(ready) == ("waiting", 2, date(2026, 12, 2), None, None)
    assert ready.attempts_this_round == 2


def test_reopen_after_the_whole_policy_begins_a_new_round(ready: Target) -> None:
    after(ready, 5)
    pursuit.close_no_reply(ready, on=date(2027, 1, 15))

    pursuit.reopen(ready, on=date(2027, 8, 2))

    assert dates(ready) == ("ready", 5, date(2027, 8, 2), None, None)
    assert ready.attempts_this_round == 0


def test_agree_meeting_twice_is_one_move(ready: Target) -> None:
    after(ready, 1)

    moves = [pursuit.agree_meeting(ready, on=MONDAY), pursuit.agree_meeting(ready, on=MONDAY)]

    assert moves[0] is not None
    assert moves[1] is None
    assert dates(ready) == ("meeting", 1, None, None, None)


def test_a_pursued_target_without_a_date_is_refused_by_the_database(campaign: Campaign, tobias: Contact) -> None:
    """Nobody may fall through: every ready or waiting target comes up on some day."""
    with pytest.raises(IntegrityError), transaction.atomic():
        TargetFactory.create(campaign=campaign, contact=tobias, state=TargetState.WAITING, next_attempt_on=None)


def test_ready_without_a_reason_is_refused_by_the_database(campaign: Campaign, tobias: Contact) -> None:
    """P08."""
    with pytest.raises(IntegrityError), transaction.atomic():
        TargetFactory.create(campaign=campaign, contact=tobias, reason="")
