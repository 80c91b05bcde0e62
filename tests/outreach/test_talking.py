"""Someone answered and then it went quiet: who comes up, when, and what ends it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from common.agenda import AgendaItem, Kind, NothingToDoError, Priority
from contacts.models import Contact, Interaction
from outreach.models import Target
from outreach.talking import TalkingSource
from reminders.agenda import agenda_of
from tests.agenda import ahead, due
from tests.conftest import MONDAY, MORNING
from tests.factories import (
    CampaignFactory,
    ContactFactory,
    FollowUpFactory,
    InterviewFactory,
    TargetFactory,
    UserFactory,
)

SOURCE = TalkingSource()
ANSWERED = date(2026, 11, 13)
"""A Friday; the fifth business day after it is the 20th."""


@pytest.fixture
def tobias(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Tobias", last_name="Krüger")


def talking(contact: Contact, **fields: object) -> Target:
    values = {"state": "replied", "next_attempt_on": None, "moved_on": ANSWERED, **fields}
    target: Target = TargetFactory.create(
        campaign=CampaignFactory.create(owner=contact.owner), contact=contact, **values
    )
    return target


def key_of(target: Target) -> str:
    return f"{target.pk}-{ANSWERED.toordinal()}"


def test_a_quiet_week_after_an_answer_brings_them_up(alice: User, tobias: Contact) -> None:
    target = talking(tobias)

    assert due(SOURCE, [alice], date(2026, 11, 19)) == []
    assert [item.due_on for item in ahead(SOURCE, [alice], date(2026, 11, 19), MONDAY)] == [date(2026, 11, 20)]
    assert due(SOURCE, [alice], MONDAY) == [
        AgendaItem(
            owner_id=alice.pk,
            kind=Kind.TALKING,
            key=key_of(target),
            due_on=date(2026, 11, 20),
            person=tobias.as_person,
            title="Pick it up again with Tobias",
            why="They answered on 13 November, and nothing since",
            context="She built the Lyon depot. Propose two days, and a small question.",
            url=f"/outreach/targets/{target.pk}/",
            action="Pick it up",
            priority=Priority.OUTREACH,
            slack_days=5,
        )
    ]


def test_a_word_since_counts_from_then(alice: User, tobias: Contact) -> None:
    talking(tobias)
    Contact.unscoped.update(last_interaction_on=date(2026, 11, 17))

    assert due(SOURCE, [alice], MONDAY) == []
    [item] = due(SOURCE, [alice], date(2026, 11, 24))
    assert (item.due_on, item.why) == (date(2026, 11, 24), "Last in touch last Tuesday, and nothing since")


@pytest.mark.parametrize("state", ["waiting", "meeting", "declined", "done"])
def test_only_those_who_talk_come_up(alice: User, tobias: Contact, state: str) -> None:
    talking(tobias, state=state, close_out_on=MONDAY)

    assert due(SOURCE, [alice], MONDAY) == []


@pytest.mark.parametrize("mark", ["is_archived", "do_not_contact", "planned"])
def test_people_set_aside_or_with_a_plan_stay_quiet(alice: User, tobias: Contact, mark: str) -> None:
    talking(tobias)
    if mark == "planned":
        FollowUpFactory.create(contact=tobias, due_on=date(2026, 12, 1))
    else:
        Contact.unscoped.update(**{mark: True})

    assert due(SOURCE, [alice], MONDAY) == []


def test_an_interview_ahead_is_no_silence(alice: User, tobias: Contact) -> None:
    talking(tobias)
    assert [card.lead.kind for card in agenda_of(alice, on=MONDAY, now=MORNING).cards] == [Kind.TALKING]

    InterviewFactory.create(contact=tobias, starts_at=MORNING + timedelta(days=9))

    assert agenda_of(alice, on=MONDAY, now=MORNING).cards == ()


def test_one_person_in_two_campaigns_comes_up_once(alice: User, tobias: Contact) -> None:
    talking(tobias)
    talking(tobias)

    assert len(due(SOURCE, [alice], MONDAY)) == 1


def test_getting_back_to_them_is_logged_and_counts_anew(alice: User, tobias: Contact) -> None:
    target = talking(tobias)

    assert SOURCE.complete(alice, key_of(target), now=MORNING, on=MONDAY) == "Noted that you got back to Tobias Krüger."

    touch = Interaction.unscoped.get()
    assert (touch.kind, touch.direction, touch.on) == ("message", "outgoing", MONDAY)
    assert due(SOURCE, [alice], date(2026, 11, 27)) == []
    assert len(due(SOURCE, [alice], date(2026, 12, 1))) == 1
    with pytest.raises(NothingToDoError):
        SOURCE.complete(alice, key_of(target), now=MORNING, on=MONDAY)


def test_it_rests_until_the_day_chosen(alice: User, mallory: User, tobias: Contact) -> None:
    target = talking(tobias)
    with pytest.raises(NothingToDoError):
        SOURCE.snooze(mallory, key_of(target), on=MONDAY, until=date(2026, 11, 30))

    said = SOURCE.snooze(alice, key_of(target), on=MONDAY, until=date(2026, 11, 30))

    assert said == "Tobias Krüger comes back on Monday 30 November."
    assert due(SOURCE, [alice], date(2026, 11, 29)) == []
    assert [item.due_on for item in due(SOURCE, [alice], date(2026, 11, 30))] == [date(2026, 11, 30)]


@pytest.mark.parametrize("rows", [1, 3])
def test_many_owners_cost_one_query(db: None, rows: int) -> None:
    owners = UserFactory.create_batch(3)
    for owner in owners:
        for contact in ContactFactory.create_batch(rows, owner=owner):
            talking(contact)

    for asked in (owners[:1], owners):
        with CaptureQueriesContext(connection) as queries:
            items = list(SOURCE.items(asked, MONDAY, MONDAY))
        assert (len(queries), len(items)) == (1, rows * len(asked))
