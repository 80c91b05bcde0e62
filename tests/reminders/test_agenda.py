from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from common.agenda import Kind, NothingToDoError, Priority
from contacts.models import Contact, FollowUp
from reminders.agenda import SOURCES, agenda_of, agendas_for, complete, find, snooze, wake
from reminders.cards import DAY_CAP, Agenda, group_by_person
from tests.conftest import MONDAY, MORNING
from tests.factories import (
    ContactFactory,
    FollowUpFactory,
    InterviewFactory,
    IntroductionFactory,
    NetworkRatingFactory,
    NewsFactory,
    OccasionFactory,
    ReferenceFactory,
    TargetFactory,
    UserFactory,
)
from tests.reminders.items import item, person


def in_short(agenda: Agenda) -> list[list[tuple[str, str]]]:
    return [[(each.kind.value, each.title) for each in card.items] for card in agenda.cards]


def due_for_touch(owner: User, name: str = "Nadia") -> Contact:
    return ContactFactory.create(
        owner=owner, first_name=name, last_name="", added_on=date(2026, 1, 5), next_touch_on=date(2026, 11, 20)
    )


def test_sources_are_each_of_their_own_kind() -> None:
    kinds = [source.kind for source in SOURCES]

    assert sorted(kinds) == sorted(set(kinds))


def test_grouping_makes_one_card_a_person_with_the_most_pressing_reason_first() -> None:
    call = item(key="1", kind=Kind.ATTEMPT, priority=Priority.OUTREACH, person=person(1))
    thanks = item(key="2", kind=Kind.THANK_YOU, priority=Priority.THANKS, person=person(1))
    other = item(key="3", priority=Priority.PROMISE, person=person(2))

    cards = group_by_person([call, other, thanks], on=MONDAY)

    assert [card.items for card in cards] == [(thanks, call), (other,)]


def test_grouping_orders_by_priority_then_by_lateness_over_slack() -> None:
    barely = item(key="1", person=person(1), due_on=MONDAY - timedelta(days=3), slack_days=30)
    fresh = item(key="2", person=person(2), due_on=MONDAY)
    late = item(key="3", person=person(3), due_on=MONDAY - timedelta(days=2), slack_days=1)
    first = item(key="4", person=person(4), priority=Priority.INTERVIEW)

    cards = group_by_person([fresh, barely, late, first], on=MONDAY)

    assert [card.lead for card in cards] == [first, late, barely, fresh]


def test_grouping_orders_talks_by_their_hour() -> None:
    noon = item(key="1", person=person(1), at=datetime(2026, 11, 23, 12, tzinfo=UTC))
    ten = item(key="2", person=person(2), at=datetime(2026, 11, 23, 10, tzinfo=UTC))

    assert [card.lead for card in group_by_person([noon, ten], on=MONDAY)] == [ten, noon]


def test_things_about_nobody_have_a_card_each() -> None:
    rate, review = item(key="1", person=None), item(key="2", person=None)

    assert [card.items for card in group_by_person([rate, review], on=MONDAY)] == [(rate,), (review,)]


def test_a_day_shows_ten_people_and_counts_the_rest() -> None:
    """P14."""
    items = [item(key=str(n), person=person(n)) for n in range(13)]

    agenda = Agenda(owner_id=1, on=MONDAY, cards=group_by_person(items, on=MONDAY))

    assert (len(agenda.shown), agenda.waiting, DAY_CAP) == (10, 3, 10)


def test_agenda_brings_every_app_together(alice: User) -> None:
    FollowUpFactory.create(contact__owner=alice, what="Send Sam the names")
    TargetFactory.create(campaign__owner=alice, contact__first_name="Tobias")
    InterviewFactory.create(contact__owner=alice, contact__first_name="Hana", contact__last_name="Sato")
    due_for_touch(alice)

    agenda = agenda_of(alice, on=MONDAY, now=MORNING)

    assert in_short(agenda) == [
        [("follow_up", "Send Sam the names")],
        [("attempt", "Write to Tobias: attempt 1 of 5")],
        [
            ("interview_preparation", "Prepare your talk with Hana Sato"),
            ("interview_confirmation", "Confirm your talk with Hana Sato"),
        ],
        [("keep_in_touch", "Check in with Nadia")],
    ]


def test_cadence_leaves_live_targets_alone(alice: User) -> None:
    """P46."""
    TargetFactory.create(campaign__owner=alice, contact=due_for_touch(alice), next_attempt_on=date(2026, 11, 30))

    assert agenda_of(alice, on=MONDAY, now=MORNING).cards == ()


def test_cadence_leaves_people_with_an_interview_ahead_alone(alice: User) -> None:
    """P46."""
    InterviewFactory.create(contact=due_for_touch(alice), starts_at=MORNING + timedelta(days=9))

    assert agenda_of(alice, on=MONDAY, now=MORNING).cards == ()


def test_agendas_go_by_each_owners_own_date(alice: User) -> None:
    auckland = UserFactory.create(timezone="Pacific/Auckland")
    honolulu = UserFactory.create(timezone="Pacific/Honolulu")
    for owner in (alice, auckland, honolulu):
        FollowUpFactory.create(contact__owner=owner, due_on=date(2026, 11, 23))
        FollowUpFactory.create(contact__owner=owner, due_on=date(2026, 11, 24))

    agendas = agendas_for([alice, auckland, honolulu], now=datetime(2026, 11, 23, 11, 30, tzinfo=UTC))

    assert {pk: (agenda.on, len(agenda.cards)) for pk, agenda in agendas.items()} == {
        alice.pk: (date(2026, 11, 23), 1),
        auckland.pk: (date(2026, 11, 24), 2),
        honolulu.pk: (date(2026, 11, 23), 1),
    }


def test_agendas_never_mix_owners(alice: User, mallory: User) -> None:
    FollowUpFactory.create(contact__owner=alice, what="Alice's")
    FollowUpFactory.create(contact__owner=mallory, what="Mallory's")

    agendas = agendas_for([alice, mallory], now=MORNING)

    assert {pk: in_short(agenda) for pk, agenda in agendas.items()} == {
        alice.pk: [[("follow_up", "Alice's")]],
        mallory.pk: [[("follow_up", "Mallory's")]],
    }


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.django_db
def test_agendas_cost_the_same_for_one_owner_and_for_fifty(rows: int) -> None:
    counts = []
    for owners in (1, 3, 50):
        users = [UserFactory.create() for _ in range(owners)]
        for user in users:
            for _ in range(rows):
                FollowUpFactory.create(contact__owner=user)
                TargetFactory.create(campaign__owner=user)
                InterviewFactory.create(contact__owner=user)
                due_for_touch(user)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            agendas = agendas_for(users, now=MORNING)
        assert {len(agenda.cards) for agenda in agendas.values()} == {4 * rows}
        counts.append(len(queries))

    assert counts == [counts[0]] * 3


def test_coming_up_lists_what_has_a_date_in_the_next_seven_days(alice: User) -> None:
    contact = ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato")
    InterviewFactory.create(contact=contact, starts_at=datetime(2026, 11, 27, 10, tzinfo=UTC))
    for what, due_on in (("Today", MONDAY), ("Soon", date(2026, 11, 30)), ("Later", date(2026, 12, 1))):
        FollowUpFactory.create(contact=contact, what=what, due_on=due_on)
    TargetFactory.create(campaign__owner=alice, contact__first_name="Tobias", next_attempt_on=date(2026, 11, 24))

    ahead = agenda_of(alice, on=MONDAY, now=MORNING, days_ahead=7).ahead

    assert [(each.due_on, each.kind) for each in ahead] == [
        (date(2026, 11, 24), Kind.ATTEMPT),
        (date(2026, 11, 25), Kind.INTERVIEW_PREPARATION),
        (date(2026, 11, 27), Kind.INTERVIEW_TODAY),
        (date(2026, 11, 30), Kind.FOLLOW_UP),
    ]


def test_find_knows_only_what_is_due(alice: User) -> None:
    follow_up = FollowUpFactory.create(contact__owner=alice)

    found = find(alice, "follow_up", str(follow_up.pk), on=MONDAY)

    assert found.title == follow_up.what
    with pytest.raises(NothingToDoError):
        find(alice, "follow_up", str(follow_up.pk), on=MONDAY - timedelta(days=1))


def test_completing_goes_to_the_kinds_own_source(alice: User) -> None:
    follow_up = FollowUpFactory.create(contact__owner=alice)

    complete(alice, "follow_up", str(follow_up.pk), now=MORNING, on=MONDAY)

    follow_up.refresh_from_db()
    assert follow_up.done_on == MONDAY
    with pytest.raises(NothingToDoError):
        complete(alice, "follow_up", str(follow_up.pk), now=MORNING, on=MONDAY)


@pytest.mark.parametrize("kind", ["nonsense", "network_review"])
def test_kinds_without_a_source_have_nothing_to_do(alice: User, kind: str) -> None:
    with pytest.raises(NothingToDoError):
        complete(alice, kind, "1", now=MORNING, on=MONDAY)


LONG_DUE = date(2026, 11, 20)
ROWS: dict[str, Callable[[User], Model]] = {
    "follow_up": lambda owner: FollowUpFactory.create(contact__owner=owner, due_on=LONG_DUE),
    "news_owed": lambda owner: NewsFactory.create(outcome__owner=owner, due_on=LONG_DUE),
}
TARGETS: dict[str, dict[str, Any]] = {
    "attempt": {"next_attempt_on": LONG_DUE},
    "close_out": {"state": "waiting", "attempts_made": 5, "next_attempt_on": None, "close_out_on": MONDAY},
    "revisit": {"state": "not_now", "next_attempt_on": None, "revisit_on": LONG_DUE},
    "talking": {"state": "replied", "next_attempt_on": None, "moved_on": date(2026, 11, 9)},
}


INTRODUCTIONS = {
    "introduction": {"state": "made", "made_on": LONG_DUE},
    "report_back": {"state": "met", "met_on": LONG_DUE},
}


INTERVIEWS: dict[str, dict[str, Any]] = {
    "interview_preparation": {},
    "interview_confirmation": {"prepared_at": MORNING},
    "debrief": {"starts_at": MORNING - timedelta(days=3)},
    "thank_you": {"starts_at": MORNING - timedelta(days=3), "state": "held", "held_on": LONG_DUE},
}


def snoozable(kind: str, owner: User) -> str:
    """Something of ``kind`` due for ``owner`` on Monday; its key."""
    if kind in ROWS:
        return str(ROWS[kind](owner).pk)
    if kind == "keep_in_touch":
        return str(due_for_touch(owner).pk)
    if kind in TARGETS:
        TargetFactory.create(campaign__owner=owner, **TARGETS[kind])
    elif kind == "network_review":
        NetworkRatingFactory.create(owner=owner)
    elif kind == "occasion":
        OccasionFactory.create(contact__owner=owner, month=11, day=25)
    elif kind == "reference":
        october = date(2026, 10, 1)
        ReferenceFactory.create(
            contact__owner=owner, added_on=october, asked_on=october, affirmed_on=october, goals_on=october
        )
    elif kind in INTRODUCTIONS:
        IntroductionFactory.create(connector=ContactFactory.create(owner=owner), **INTRODUCTIONS[kind])
    else:
        InterviewFactory.create(contact__owner=owner, **INTERVIEWS[kind])
    [card] = agenda_of(owner, on=MONDAY, now=MORNING).cards
    assert card.lead.kind == kind
    return card.lead.key


@pytest.mark.parametrize(
    "kind",
    [source.kind.value for source in SOURCES if source.kind != Kind.INTERVIEW_TODAY],
)
def test_waking_takes_a_snooze_back_for_every_kind(alice: User, kind: str) -> None:
    key = snoozable(kind, alice)
    former = find(alice, kind, key, on=MONDAY).due_on
    until = date(2026, 11, 24)
    snooze(alice, kind, key, on=MONDAY, until=until)
    with pytest.raises(NothingToDoError):
        find(alice, kind, key, on=MONDAY)

    wake(alice, kind, key, on=MONDAY, rests_until=until, former=former)

    assert find(alice, kind, key, on=MONDAY).key == key


def test_waking_what_is_done_finds_nothing_to_do(alice: User) -> None:
    follow_up = FollowUpFactory.create(contact__owner=alice)
    FollowUp.for_user(alice).update(done_on=MONDAY)

    with pytest.raises(NothingToDoError):
        wake(alice, "follow_up", str(follow_up.pk), on=MONDAY, rests_until=MONDAY, former=MONDAY)
