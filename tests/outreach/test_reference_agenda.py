"""What references want on a morning: the words, done, later, and who is left in peace (P51)."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from common.agenda import AgendaItem, Kind, NothingToDoError, Priority
from contacts.models import Contact, Interaction
from outreach.models import Pace, Reference, ReferenceStep
from outreach.reference_agenda import ReferenceSource
from reminders import agenda
from tests.agenda import ahead, due
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, ReferenceFactory, ReferenceUseFactory, UserFactory

SOURCE = ReferenceSource()


@pytest.fixture
def wei(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Wei", last_name="Zhang")


def test_a_call_to_come_is_prepared(alice: User, wei: Contact) -> None:
    use = ReferenceUseFactory.create(reference=ReferenceFactory.create(contact=wei))

    assert due(SOURCE, [alice], MONDAY) == [
        AgendaItem(
            owner_id=alice.pk,
            kind=Kind.REFERENCE,
            key=f"u{use.pk}-briefed",
            due_on=date(2026, 11, 20),
            person=wei.as_person,
            title="Prepare Wei for the call from Globex",
            why="The call is Friday: Hana Sato",
            context="Planning manager. Can speak to: Two depots opened on time.",
            url=f"/outreach/write/use/{use.pk}/",
            action="Write the brief",
            priority=Priority.PROMISE,
            slack_days=2,
        )
    ]


NEW = {"asked_on": None, "affirmed_on": None, "goals_on": None}


@pytest.mark.parametrize(
    ("stands", "key", "title", "why", "can_complete"),
    [
        (
            NEW,
            "asked",
            "Ask Wei to be a reference",
            "On your list of references since 2 November, not asked yet",
            True,
        ),
        (
            {"affirmed_on": None, "goals_on": None},
            "agreed",
            "Did Wei say yes to being a reference?",
            "You asked on 3 November; no answer is noted",
            False,
        ),
        (
            {"goals_on": None},
            "goals",
            "Tell Wei what you are aiming for",
            "Wei said yes on 5 November, and does not know your goals yet",
            True,
        ),
        (
            {"goals_on": date(2026, 10, 7)},
            f"informed-{date(2026, 10, 7).toordinal()}",
            "Bring Wei up to date",
            "Wei last heard how it goes on 7 October, 47 days ago",
            True,
        ),
    ],
)
def test_a_reference_comes_up_for_each_step(
    alice: User, wei: Contact, stands: dict[str, Any], key: str, title: str, why: str, can_complete: bool
) -> None:
    reference = ReferenceFactory.create(contact=wei, **stands)

    [item] = due(SOURCE, [alice], MONDAY)

    assert (item.key, item.title, item.why, item.can_complete) == (f"r{reference.pk}-{key}", title, why, can_complete)


@pytest.mark.parametrize(
    ("stands", "key", "title", "why", "can_complete"),
    [
        ({}, "thanked", "Thank Wei for speaking with Globex", "The call was last Tuesday", True),
        ({"thanked_on": MONDAY}, "outcome", "How did it go with Globex?", "The call was last Tuesday", False),
        (
            {"outcome": "offer", "outcome_on": date(2026, 11, 21)},
            "told",
            "Tell Wei how it went with Globex",
            "You noted last Saturday: you got an offer",
            True,
        ),
    ],
)
def test_a_call_behind_comes_up_for_thanks_and_the_outcome(
    alice: User, wei: Contact, stands: dict[str, Any], key: str, title: str, why: str, can_complete: bool
) -> None:
    use = ReferenceUseFactory.create(
        reference=ReferenceFactory.create(contact=wei), expected_on=date(2026, 11, 17), **stands
    )

    [item] = due(SOURCE, [alice], date(2026, 11, 24))

    assert (item.key, item.title, item.can_complete) == (f"u{use.pk}-{key}", title, can_complete)
    assert item.why == why


def test_done_records_the_step_once(alice: User, wei: Contact) -> None:
    use = ReferenceUseFactory.create(reference=ReferenceFactory.create(contact=wei))
    key = f"u{use.pk}-briefed"

    said = agenda.complete(alice, "reference", key, now=MORNING, on=MONDAY)

    use.refresh_from_db()
    assert (said, use.briefed_on) == ("Wei is prepared for the call from Globex.", MONDAY)
    assert due(SOURCE, [alice], MONDAY) == []
    with pytest.raises(NothingToDoError):
        agenda.complete(alice, "reference", key, now=MORNING, on=MONDAY)
    assert (ReferenceStep.unscoped.count(), Interaction.unscoped.count()) == (1, 1)


def test_an_answer_is_not_for_a_button_to_invent(alice: User, wei: Contact) -> None:
    reference = ReferenceFactory.create(contact=wei, affirmed_on=None, goals_on=None)

    with pytest.raises(NothingToDoError):
        agenda.complete(alice, "reference", f"r{reference.pk}-agreed", now=MORNING, on=MONDAY)


@pytest.mark.parametrize("whose", ["reference", "use"])
def test_later_is_later_and_can_be_taken_back(alice: User, wei: Contact, whose: str) -> None:
    reference = ReferenceFactory.create(contact=wei, **(NEW if whose == "reference" else {}))
    if whose == "use":
        ReferenceUseFactory.create(reference=reference)
    [item] = due(SOURCE, [alice], MONDAY)
    thursday = date(2026, 11, 26)

    said = agenda.snooze(alice, "reference", item.key, on=MONDAY, until=thursday)

    assert said == "Wei Zhang as a reference comes back on Thursday 26 November."
    assert due(SOURCE, [alice], MONDAY) == []
    assert [each.due_on for each in due(SOURCE, [alice], thursday)] == [thursday]
    agenda.wake(alice, "reference", item.key, on=MONDAY, rests_until=thursday, former=item.due_on)
    assert due(SOURCE, [alice], MONDAY) == [item]


def test_muted_for_a_person_it_stays_quiet(alice: User, wei: Contact) -> None:
    ReferenceUseFactory.create(reference=ReferenceFactory.create(contact=wei))
    [item] = due(SOURCE, [alice], MONDAY)

    assert agenda.mute(alice, "reference", item.key, on=MONDAY) == "Muted for Wei Zhang: references."
    assert agenda.agenda_of(alice, on=MONDAY, now=MORNING).cards == ()


@pytest.mark.parametrize("field", ["is_archived", "do_not_contact"])
def test_who_is_not_to_be_contacted_is_left_in_peace(alice: User, wei: Contact, field: str) -> None:
    use = ReferenceUseFactory.create(reference=ReferenceFactory.create(contact=wei))
    Contact.unscoped.filter(pk=wei.pk).update(**{field: True})

    assert due(SOURCE, [alice], MONDAY) == []
    with pytest.raises(NothingToDoError):
        SOURCE.complete(alice, f"u{use.pk}-briefed", now=MORNING, on=MONDAY)


@pytest.mark.parametrize("state", ["paused", "landed"])
def test_outside_a_search_calls_alone_come_up(alice: User, wei: Contact, state: str) -> None:
    User.objects.update(search_state=state)
    alice.refresh_from_db()
    ReferenceFactory.create(contact=wei, goals_on=date(2026, 1, 7), affirmed_on=date(2026, 1, 7))
    ReferenceFactory.create(contact=ContactFactory.create(owner=alice), **NEW)

    assert due(SOURCE, [alice], MONDAY) == []
    ReferenceUseFactory.create(reference=Reference.unscoped.get(contact=wei))
    assert [item.title for item in due(SOURCE, [alice], MONDAY)] == ["Prepare Wei for the call from Globex"]


def test_on_a_holiday_nobody_is_asked_and_calls_come_up(alice: User, wei: Contact) -> None:
    """P25."""
    Pace.unscoped.create(owner=alice, away_from=date(2026, 11, 20), away_until=date(2026, 11, 27))
    reference = ReferenceFactory.create(contact=wei, goals_on=None)

    assert due(SOURCE, [alice], MONDAY) == []
    assert [item.due_on for item in ahead(SOURCE, [alice], MONDAY, date(2026, 11, 30))] == [date(2026, 11, 28)]
    ReferenceUseFactory.create(reference=reference)
    assert [item.title for item in due(SOURCE, [alice], MONDAY)] == ["Prepare Wei for the call from Globex"]


@pytest.mark.parametrize("key", ["", "x", "r1", "u1-", "r99999999999999999999-asked", "r1-asked", "u1-briefed-1"])
def test_a_key_that_names_nothing_open_does_nothing(alice: User, key: str) -> None:
    with pytest.raises(NothingToDoError):
        SOURCE.complete(alice, key, now=MORNING, on=MONDAY)
    with pytest.raises(NothingToDoError):
        SOURCE.snooze(alice, key, on=MONDAY, until=date(2026, 11, 30))


def test_a_strangers_key_does_nothing(mallory: User, wei: Contact) -> None:
    use = ReferenceUseFactory.create(reference=ReferenceFactory.create(contact=wei))

    with pytest.raises(NothingToDoError):
        SOURCE.complete(mallory, f"u{use.pk}-briefed", now=MORNING, on=MONDAY)


def test_one_query_however_many_owners_references_and_calls(alice: User) -> None:
    owners = [alice, *UserFactory.create_batch(2)]
    for owner in owners:
        for _ in range(2):
            reference = ReferenceFactory.create(contact=ContactFactory.create(owner=owner))
            ReferenceUseFactory.create_batch(2, reference=reference)
        ReferenceFactory.create(contact=ContactFactory.create(owner=owner), **NEW)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        items = due(SOURCE, owners, MONDAY)

    assert len(queries) == 1
    assert [sum(item.owner_id == owner.pk for item in items) for owner in owners] == [5, 5, 5]


def test_a_retired_reference_is_still_thanked_for_a_call(alice: User, wei: Contact) -> None:
    reference = ReferenceFactory.create(contact=wei, retired_on=MONDAY)
    ReferenceUseFactory.create(reference=reference, expected_on=date(2026, 11, 20))
    other = ReferenceFactory.create(contact=ContactFactory.create(owner=alice), retired_on=MONDAY)

    assert [item.title for item in due(SOURCE, [alice], MONDAY)] == ["Thank Wei for speaking with Globex"]
    assert Reference.for_user(alice).not_over().get() == reference != other
