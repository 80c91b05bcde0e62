from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from common.agenda import AgendaSource, NothingToDoError
from contacts.models import Contact
from interviews import scheduling
from interviews.agenda import (
    ConfirmationSource,
    DebriefSource,
    InterviewSource,
    InterviewSources,
    PreparationSource,
    ThankYouSource,
    TodaySource,
    interviews_ahead,
)
from interviews.models import Interview
from tests.agenda import ahead, due
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, InterviewFactory, InterviewQuestionFactory, UserFactory

SOURCES: tuple[InterviewSource, ...] = (
    PreparationSource(),
    ConfirmationSource(),
    TodaySource(),
    DebriefSource(),
    ThankYouSource(),
)


@pytest.fixture
def hana(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato")


def titles(source: AgendaSource, owner: User, on: date) -> list[str]:
    return [item.title for item in due(source, [owner], on)]


def days(source: AgendaSource, owner: User, first: date, count: int) -> list[date]:
    """The days, of ``count`` from ``first``, on which ``source`` shows something."""
    every = [first + timedelta(days=n) for n in range(count)]
    return [day for day in every if due(source, [owner], day)]


def test_preparation_is_due_two_local_days_before_until_its_day(alice: User, hana: Contact) -> None:
    """P32, P33."""
    InterviewFactory.create(contact=hana, starts_at=datetime(2026, 11, 25, 10, tzinfo=UTC))

    (item,) = due(PreparationSource(), [alice], MONDAY)

    assert days(PreparationSource(), alice, date(2026, 11, 20), 9) == [
        date(2026, 11, 23),
        date(2026, 11, 24),
        date(2026, 11, 25),
    ]
    assert (item.title, item.due_on) == ("Prepare your talk with Hana Sato", MONDAY)
    assert (item.why, item.context) == (
        "Wednesday at 10:00, 20 minutes by video",
        "Still open: who they are, where they work, what you hope to learn, questions to ask.",
    )
    assert item.url.endswith("#prepare")


def test_preparation_says_what_is_still_open_and_then_the_first_question(alice: User, hana: Contact) -> None:
    interview = InterviewFactory.create(contact=hana, homework="Her talk", goals="Who decides")
    InterviewQuestionFactory.create(interview=interview, text="Where is the depot?", looked_up=True)

    def says() -> str:
        [item] = due(PreparationSource(), [alice], MONDAY)
        return item.context

    assert says() == "Still open: where they work, questions to ask."
    InterviewQuestionFactory.create(interview=interview, text="Why rail?")
    assert says() == "Still open: where they work."
    Interview.unscoped.update(organization_homework="Moves to rail")
    assert says() == "First question: Why rail?"


def test_preparation_goes_by_the_owners_date(hana: Contact, alice: User) -> None:
    alice.timezone = "Pacific/Kiritimati"
    alice.save()
    InterviewFactory.create(contact=hana, starts_at=datetime(2026, 11, 24, 11, tzinfo=UTC))

    (item,) = due(PreparationSource(), [alice], MONDAY)

    assert (item.due_on, item.why) == (MONDAY, "Wednesday at 01:00, 20 minutes by video")


def test_preparation_completes_once(alice: User, hana: Contact) -> None:
    interview = InterviewFactory.create(contact=hana)
    source = PreparationSource()

    said = source.complete(alice, str(interview.pk), now=MORNING, on=MONDAY)

    interview.refresh_from_db()
    assert (said, interview.prepared_at) == ("You are prepared for your talk with Hana Sato.", MORNING)
    assert titles(source, alice, MONDAY) == []
    with pytest.raises(NothingToDoError):
        source.complete(alice, str(interview.pk), now=MORNING, on=MONDAY)


def test_preparation_rests_no_longer_than_to_its_day(alice: User, hana: Contact) -> None:
    interview = InterviewFactory.create(contact=hana, starts_at=datetime(2026, 11, 25, 10, tzinfo=UTC))
    source = PreparationSource()

    said = source.snooze(alice, str(interview.pk), on=MONDAY, until=date(2026, 11, 30))

    assert said == "This rests until Wednesday 25 November."
    assert days(source, alice, MONDAY, 5) == [date(2026, 11, 25)]
    rests = ahead(source, [alice], MONDAY, date(2026, 11, 26))
    assert [(item.key, item.due_on) for item in rests] == [(str(interview.pk), date(2026, 11, 25))]


def test_today_shows_the_talk_on_its_day_whatever_rests(alice: User, hana: Contact) -> None:
    starts = datetime(2026, 11, 23, 10, tzinfo=UTC)
    InterviewFactory.create(contact=hana, starts_at=starts, medium="phone", snoozed_until=date(2026, 12, 1))

    (item,) = due(TodaySource(), [alice], MONDAY)

    assert item.title == "Talk with Hana Sato at 10:00, 20 minutes by phone"
    assert (item.at, item.can_complete, item.can_snooze) == (starts, False, False)
    assert days(TodaySource(), alice, date(2026, 11, 20), 7) == [MONDAY]


def test_today_is_neither_completed_nor_snoozed(alice: User, hana: Contact) -> None:
    key = str(InterviewFactory.create(contact=hana, starts_at=MORNING).pk)

    with pytest.raises(NothingToDoError):
        TodaySource().complete(alice, key, now=MORNING, on=MONDAY)
    with pytest.raises(NothingToDoError):
        TodaySource().snooze(alice, key, on=MONDAY, until=date(2026, 11, 24))


def test_debrief_shows_from_the_day_after(alice: User, hana: Contact) -> None:
    InterviewFactory.create(contact=hana, starts_at=datetime(2026, 11, 23, 10, tzinfo=UTC))
    source = DebriefSource()

    (item,) = due(source, [alice], date(2026, 11, 24))

    assert (item.title, item.due_on) == ("Say how yesterday’s talk with Hana Sato went", MONDAY)
    assert days(source, alice, date(2026, 11, 22), 4) == [date(2026, 11, 24), date(2026, 11, 25)]


def test_debrief_completes_as_held(alice: User, hana: Contact) -> None:
    interview = InterviewFactory.create(contact=hana, starts_at=MORNING - timedelta(days=1))
    source = DebriefSource()

    said = source.complete(alice, str(interview.pk), now=MORNING, on=MONDAY)

    interview.refresh_from_db()
    assert said == "Logged your talk with Hana Sato. Thank them within a day."
    assert (interview.state, interview.held_on) == ("held", date(2026, 11, 22))
    with pytest.raises(NothingToDoError):
        source.complete(alice, str(interview.pk), now=MORNING, on=MONDAY)


def test_debrief_of_a_talk_moved_ahead_is_not_open(alice: User, hana: Contact) -> None:
    """A link from an old digest must not log what has not happened."""
    interview = InterviewFactory.create(contact=hana, starts_at=MORNING + timedelta(hours=2))

    with pytest.raises(NothingToDoError, match="still to come"):
        DebriefSource().complete(alice, str(interview.pk), now=MORNING, on=MONDAY)


def test_thank_you_is_due_the_day_after(alice: User, hana: Contact) -> None:
    """P39."""
    interview = InterviewFactory.create(contact=hana, starts_at=MORNING - timedelta(hours=1), notes="\nask Ben\nmore")
    scheduling.hold(interview, now=MORNING, on=MONDAY)
    source = ThankYouSource()

    assert titles(source, alice, MONDAY) == []
    assert [item.due_on for item in ahead(source, [alice], MONDAY, date(2026, 11, 25))] == [date(2026, 11, 24)]
    (item,) = due(source, [alice], date(2026, 11, 24))
    assert (item.title, item.context) == ("Thank Hana Sato for yesterday’s talk", "You noted: ask Ben")
    assert item.url == f"/interviews/{interview.pk}/thanks/"

    assert source.complete(alice, item.key, now=MORNING, on=date(2026, 11, 24)) == "Thanked Hana Sato."
    assert titles(source, alice, date(2026, 11, 24)) == []
    with pytest.raises(NothingToDoError):
        source.complete(alice, item.key, now=MORNING, on=date(2026, 11, 24))


def test_thank_you_can_rest_a_week(alice: User, hana: Contact) -> None:
    interview = InterviewFactory.create(contact=hana, state="held", held_on=date(2026, 11, 20), starts_at=MORNING)
    source = ThankYouSource()

    source.snooze(alice, str(interview.pk), on=MONDAY, until=date(2026, 11, 30))

    assert days(source, alice, MONDAY, 9) == [date(2026, 11, 30), date(2026, 12, 1)]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.kind.value)
def test_nobody_elses_interview_is_completed_or_snoozed(source: AgendaSource, mallory: User, hana: Contact) -> None:
    interview = InterviewFactory.create(contact=hana, starts_at=MORNING - timedelta(days=1))

    for key in (str(interview.pk), "0", "x"):
        with pytest.raises(NothingToDoError):
            source.complete(mallory, key, now=MORNING, on=MONDAY)
        with pytest.raises(NothingToDoError):
            source.snooze(mallory, key, on=MONDAY, until=date(2026, 11, 30))

    interview.refresh_from_db()
    assert (interview.state, interview.snoozed_until) == ("scheduled", None)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.kind.value)
@pytest.mark.parametrize("count", [1, 4])
def test_sources_ask_once_for_any_number_of_owners(
    source: AgendaSource,
    count: int,
    alice: User,
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    owners = [UserFactory.create() for _ in range(count)]
    for owner in owners:
        for state, held_on in (("scheduled", None), ("held", date(2026, 11, 20))):
            contact = ContactFactory.create(owner=owner, title="", organization=None)
            for hours in (-30, 3, 50):
                starts_at = MORNING + timedelta(hours=hours)
                InterviewFactory.create(contact=contact, state=state, held_on=held_on, starts_at=starts_at)

    with django_assert_num_queries(1):
        items = due(source, owners, MONDAY)
    with django_assert_num_queries(1):
        ahead(source, owners, MONDAY, MONDAY + timedelta(days=7))

    assert {item.owner_id for item in items} == {owner.pk for owner in owners}


def test_interview_ahead_covers_the_planned_and_the_just_past(alice: User, mallory: User) -> None:
    def someone(owner: User, hours: int, state: str = "scheduled") -> Contact:
        contact = ContactFactory.create(owner=owner)
        InterviewFactory.create(
            contact=contact, starts_at=MORNING + timedelta(hours=hours), state=state, held_on=MONDAY
        )
        return contact

    ahead, just_now = someone(alice, 48), someone(alice, -3)
    someone(alice, -48)
    someone(alice, 48, "cancelled")
    someone(mallory, 48)

    talks = interviews_ahead([alice.pk], now=MORNING)

    assert {talk.contact_id for talk in talks} == {ahead.pk, just_now.pk}


def test_interview_wakes_with_any_change(alice: User, hana: Contact) -> None:
    interview = InterviewFactory.create(contact=hana, snoozed_until=date(2026, 12, 24))

    scheduling.move(interview, to=MORNING + timedelta(days=1), now=MORNING)

    assert Interview.for_user(alice).get().snoozed_until is None
    assert titles(PreparationSource(), alice, MONDAY) == ["Prepare your talk with Hana Sato"]


def test_asked_together_they_give_what_each_gives_for_one_query(
    alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for days in (-3, -1, 0, 1, 2, 6):
        for state in ("scheduled", "held", "cancelled"):
            InterviewFactory.create(
                contact__owner=alice, starts_at=MORNING + timedelta(days=days), state=state, held_on=MONDAY
            )
    InterviewFactory.create(contact__owner=alice, starts_at=MORNING, state="held", held_on=MONDAY, thanked_at=MORNING)
    InterviewFactory.create(contact__owner=alice, starts_at=MORNING + timedelta(days=1), prepared_at=MORNING)
    until = {source.kind: MONDAY + timedelta(days=7 if source.can_snooze else 0) for source in SOURCES}

    with django_assert_num_queries(1):
        together = list(InterviewSources().items([alice], MONDAY, until))

    alone = [item for source in SOURCES for item in source.items([alice], MONDAY, until[source.kind])]
    assert {source.kind for source in InterviewSources.sources} == {source.kind for source in SOURCES}
    assert len(alone) > 15
    assert {(item.kind, item.key): item for item in together} == {(item.kind, item.key): item for item in alone}
