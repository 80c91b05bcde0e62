"""What the people floor puts on the agenda, for one owner and for many."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from common.agenda import AgendaItem, AgendaSource, Kind, NothingToDoError, Person, Priority
from contacts import cadence
from contacts.agenda import FollowUpSource, KeepInTouchSource
from contacts.models import Contact, FollowUp, Interaction
from tests.agenda import ahead, due
from tests.conftest import MONDAY, MORNING
from tests.factories import (
    ContactFactory,
    EventFactory,
    FollowUpFactory,
    InteractionFactory,
    OrganizationFactory,
    UserFactory,
)

FOLLOW_UPS = FollowUpSource()
TOUCHES = KeepInTouchSource()
FRIDAY = date(2026, 11, 27)


@pytest.fixture
def siobhan(alice: User) -> Contact:
    """Last met half a year and three days ago."""
    contact = ContactFactory.create(
        owner=alice,
        first_name="Siobhán",
        last_name="O’Brien",
        title="Recruiter",
        organization=OrganizationFactory.create(owner=alice, name="Harbour Talent"),
        how_known="Placed me at Acme",
    )
    InteractionFactory.create(
        contact=contact,
        kind="meeting",
        direction="mutual",
        on=date(2026, 5, 20),
        summary="Her daughter\nis at school.",
    )
    cadence.refresh([contact], on=MONDAY)
    return contact


def titles(items: Iterable[AgendaItem]) -> list[str]:
    return [item.title for item in items]


# --- Follow-ups -------------------------------------------------------------------------------------------------------


def test_a_follow_up_is_due_from_its_date_on(alice: User, siobhan: Contact) -> None:
    follow_up = FollowUpFactory.create(contact=siobhan, what="Send the article", due_on=date(2026, 11, 21))

    assert due(FOLLOW_UPS, [alice], date(2026, 11, 20)) == []
    assert due(FOLLOW_UPS, [alice], MONDAY) == [
        AgendaItem(
            owner_id=alice.pk,
            kind=Kind.FOLLOW_UP,
            key=str(follow_up.pk),
            due_on=date(2026, 11, 21),
            person=Person(
                id=siobhan.pk,
                name="Siobhán O’Brien",
                headline="Recruiter, Harbour Talent",
                url=f"/people/{siobhan.pk}/",
            ),
            title="Send the article",
            why="You planned it for last Saturday",
            context="Placed me at Acme",
            url=f"/people/{siobhan.pk}/",
            action="Go to Siobhán",
            priority=Priority.PROMISE,
            slack_days=7,
        )
    ]


def test_a_follow_up_of_an_event_says_where_one_met_and_what_about(alice: User, siobhan: Contact) -> None:
    """P13."""
    rail = EventFactory.create(owner=alice, name="Rail evening", on=date(2026, 11, 19))
    fair = EventFactory.create(owner=alice, name="Port fair", on=MONDAY)
    InteractionFactory.create(contact=siobhan, event=rail, on=rail.on, summary="wagons\nthat stand still")
    InteractionFactory.create(contact=ContactFactory.create(owner=alice), event=fair, on=MONDAY, summary="cranes")
    for event, what in [(rail, "Write to Siobhán after Rail evening"), (fair, "At Port fair, ask Siobhán: why ports")]:
        FollowUpFactory.create(contact=siobhan, event=event, what=what, due_on=MONDAY)

    said = [(item.title, item.why, item.context) for item in due(FOLLOW_UPS, [alice], MONDAY)]

    assert said == [
        (
            "Write to Siobhán after Rail evening",
            "You met at Rail evening last Thursday",
            "You noted: “wagons that stand still”",
        ),
        ("At Port fair, ask Siobhán: why ports", "You planned it for today", "Placed me at Acme"),
    ]


def test_follow_ups_ahead_end_with_the_last_day_asked_for(alice: User, siobhan: Contact) -> None:
    for what, day in (("now", MONDAY), ("soon", FRIDAY), ("later", date(2026, 11, 28))):
        FollowUpFactory.create(contact=siobhan, what=what, due_on=day)

    assert titles(ahead(FOLLOW_UPS, [alice], MONDAY, FRIDAY)) == ["soon"]


@pytest.mark.parametrize("mark", [{"is_archived": True}, {"do_not_contact": True}])
def test_follow_ups_with_people_set_aside_stay_quiet(alice: User, siobhan: Contact, mark: dict[str, bool]) -> None:
    follow_up = FollowUpFactory.create(contact=siobhan)
    Contact.unscoped.update(**mark)

    assert due(FOLLOW_UPS, [alice], MONDAY) == []
    with pytest.raises(NothingToDoError):
        FOLLOW_UPS.complete(alice, str(follow_up.pk), now=MORNING, on=MONDAY)


def test_completing_a_follow_up_happens_once(alice: User, siobhan: Contact) -> None:
    follow_up = FollowUpFactory.create(contact=siobhan, what="Send the article")

    said = FOLLOW_UPS.complete(alice, str(follow_up.pk), now=MORNING, on=MONDAY)

    follow_up.refresh_from_db()
    assert (said, follow_up.done_on) == ("Done: Send the article", MONDAY)
    assert due(FOLLOW_UPS, [alice], MONDAY) == []
    with pytest.raises(NothingToDoError):
        FOLLOW_UPS.complete(alice, str(follow_up.pk), now=MORNING, on=FRIDAY)
    with pytest.raises(NothingToDoError):
        FOLLOW_UPS.snooze(alice, str(follow_up.pk), on=MONDAY, until=FRIDAY)
    follow_up.refresh_from_db()
    assert follow_up.done_on == MONDAY


def test_snoozing_a_follow_up_moves_its_date(alice: User, siobhan: Contact) -> None:
    follow_up = FollowUpFactory.create(contact=siobhan, what="Send the article")

    said = FOLLOW_UPS.snooze(alice, str(follow_up.pk), on=MONDAY, until=FRIDAY)

    follow_up.refresh_from_db()
    assert (said, follow_up.due_on) == ("Moved to Friday: Send the article", FRIDAY)


# --- Keep in touch ----------------------------------------------------------------------------------------------------


def test_keep_in_touch_says_why_and_what_helps(alice: User, siobhan: Contact) -> None:
    """P46, P50: six months after the meeting in May, with what was said then."""
    assert due(TOUCHES, [alice], date(2026, 11, 19)) == []
    assert due(TOUCHES, [alice], MONDAY) == [
        AgendaItem(
            owner_id=alice.pk,
            kind=Kind.KEEP_IN_TOUCH,
            key=str(siobhan.pk),
            due_on=date(2026, 11, 20),
            person=siobhan.as_person,
            title="Check in with Siobhán",
            why="Six months since your meeting in May",
            context="Her daughter is at school.",
            url=f"/people/{siobhan.pk}/",
            action="Check in",
            priority=Priority.KEEP_IN_TOUCH,
            slack_days=183,
        )
    ]


@pytest.mark.parametrize(
    ("kind", "direction", "why"),
    [
        ("email", "incoming", "Six months since their e-mail in May"),
        ("call", "mutual", "Six months since your call in May"),
        ("letter", "outgoing", "Six months since your letter in May"),
        ("other", "outgoing", "Six months since you were in touch in May"),
    ],
)
def test_keep_in_touch_names_the_last_word(alice: User, siobhan: Contact, kind: str, direction: str, why: str) -> None:
    Interaction.unscoped.update(kind=kind, direction=direction)

    assert [item.why for item in due(TOUCHES, [alice], MONDAY)] == [why]


def test_keep_in_touch_with_someone_never_spoken_to(alice: User) -> None:
    contact = ContactFactory.create(
        owner=alice, first_name="Wei", added_on=date(2026, 3, 2), how_known="My manager " + "once " * 50
    )
    cadence.refresh([contact], on=MONDAY)

    [item] = due(TOUCHES, [alice], MONDAY)

    assert item.why == "You have not been in touch since you added them in March"
    assert len(item.context) == 140
    assert item.context.endswith("…")


def test_keep_in_touch_ahead_looks_past_today_only(alice: User, siobhan: Contact) -> None:
    soon = ContactFactory.create(owner=alice, first_name="Soon", next_touch_on=FRIDAY)
    ContactFactory.create(owner=alice, first_name="Later", next_touch_on=date(2026, 12, 1))
    rests = ContactFactory.create(
        owner=alice, first_name="Rests", next_touch_on=date(2026, 11, 1), snoozed_until=date(2026, 11, 26)
    )

    items = ahead(TOUCHES, [alice], MONDAY, FRIDAY)

    assert [(item.key, item.due_on) for item in items] == [
        (str(rests.pk), date(2026, 11, 26)),
        (str(soon.pk), FRIDAY),
    ]


def test_completing_a_touch_logs_it_and_moves_the_cadence(alice: User, siobhan: Contact) -> None:
    said = TOUCHES.complete(alice, str(siobhan.pk), now=MORNING, on=MONDAY)

    siobhan.refresh_from_db()
    assert said == "Noted that you were in touch with Siobhán O’Brien."
    assert (siobhan.last_interaction_on, siobhan.next_touch_on) == (MONDAY, date(2027, 5, 23))
    assert list(
        Interaction.unscoped.filter(contact=siobhan, on=MONDAY).values_list("kind", "direction", "summary")
    ) == [("message", "outgoing", "In touch again, noted from the agenda.")]
    with pytest.raises(NothingToDoError):
        TOUCHES.complete(alice, str(siobhan.pk), now=MORNING, on=MONDAY)
    assert Interaction.unscoped.filter(contact=siobhan).count() == 2


def test_snoozing_a_touch_lets_them_rest(alice: User, siobhan: Contact) -> None:
    said = TOUCHES.snooze(alice, str(siobhan.pk), on=MONDAY, until=FRIDAY)

    siobhan.refresh_from_db()
    assert (said, siobhan.snoozed_until) == ("Siobhán O’Brien can wait until Friday.", FRIDAY)
    assert due(TOUCHES, [alice], date(2026, 11, 26)) == []
    assert [item.due_on for item in due(TOUCHES, [alice], FRIDAY)] == [FRIDAY]
    with pytest.raises(NothingToDoError):
        TOUCHES.snooze(alice, str(siobhan.pk), on=MONDAY, until=FRIDAY)


@pytest.mark.parametrize("mark", [{"is_archived": True}, {"do_not_contact": True}, {"next_touch_on": None}])
def test_who_is_not_due_cannot_be_completed(alice: User, siobhan: Contact, mark: dict[str, Any]) -> None:
    Contact.unscoped.update(**mark)

    assert due(TOUCHES, [alice], MONDAY) == []
    with pytest.raises(NothingToDoError):
        TOUCHES.complete(alice, str(siobhan.pk), now=MORNING, on=MONDAY)


# --- Both -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", [FOLLOW_UPS, TOUCHES])
@pytest.mark.parametrize("key", ["", "x", "٣", "-1", "9" * 40])
def test_a_key_that_names_nothing_does_nothing(alice: User, source: AgendaSource, key: str) -> None:
    with pytest.raises(NothingToDoError):
        source.complete(alice, key, now=MORNING, on=MONDAY)


def test_a_stranger_can_neither_complete_nor_snooze(mallory: User, siobhan: Contact) -> None:
    follow_up = FollowUpFactory.create(contact=siobhan)

    for source, key in ((FOLLOW_UPS, follow_up.pk), (TOUCHES, siobhan.pk)):
        assert due(source, [mallory], MONDAY) == []
        with pytest.raises(NothingToDoError):
            source.complete(mallory, str(key), now=MORNING, on=MONDAY)
        with pytest.raises(NothingToDoError):
            source.snooze(mallory, str(key), on=MONDAY, until=FRIDAY)

    assert FollowUp.unscoped.filter(done_on=None, due_on=MONDAY).count() == 1
    assert Interaction.unscoped.count() == 1


@pytest.mark.parametrize("source", [FOLLOW_UPS, TOUCHES])
def test_many_owners_cost_as_many_queries_as_one(db: None, source: AgendaSource) -> None:
    owners = UserFactory.create_batch(3)
    for owner in owners:
        for contact in ContactFactory.create_batch(3, owner=owner, next_touch_on=MONDAY):
            FollowUpFactory.create(contact=contact)

    def queries(answer: Callable[[], Iterable[AgendaItem]]) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            items = list(answer())
        return len(items), len(captured)

    one, all_three = queries(lambda: due(source, owners[:1], MONDAY)), queries(lambda: due(source, owners, MONDAY))

    assert (one[0], all_three[0]) == (3, 9)
    assert one[1] == all_three[1]
