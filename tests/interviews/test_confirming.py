from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import User
from common.agenda import NothingToDoError
from contacts.models import Contact
from interviews import confirming, scheduling
from interviews.agenda import ConfirmationSource, PreparationSource
from interviews.models import Interview
from tests.agenda import due
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, InterviewFactory

FRIDAY_TEN = datetime(2026, 11, 27, 10, tzinfo=UTC)


@pytest.fixture
def hana(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato")


@pytest.fixture
def interview(hana: Contact) -> Interview:
    return InterviewFactory.create(contact=hana, starts_at=FRIDAY_TEN, timezone="Europe/Berlin")


def days(owner: User) -> list[date]:
    every = [MONDAY + timedelta(days=n) for n in range(9)]
    return [day for day in every if due(ConfirmationSource(), [owner], day)]


def test_confirmation_is_due_the_day_before(alice: User, interview: Interview) -> None:
    (item,) = due(ConfirmationSource(), [alice], date(2026, 11, 26))

    assert days(alice) == [date(2026, 11, 26), date(2026, 11, 27)]
    assert (item.title, item.due_on) == ("Confirm your talk with Hana Sato", date(2026, 11, 26))
    assert item.why == "Friday at 10:00 (11:00 in Berlin), 20 minutes by video"
    assert item.url == f"/interviews/{interview.pk}/confirm/"


@pytest.mark.parametrize(
    ("agreed_on", "asks"),
    [(date(2026, 11, 24), True), (date(2026, 11, 25), False), (date(2026, 11, 26), False), (None, True)],
)
def test_what_was_agreed_on_just_now_needs_no_confirming(
    alice: User, interview: Interview, agreed_on: date | None, asks: bool
) -> None:
    interview.agreed_on = agreed_on
    interview.save()

    assert bool(due(ConfirmationSource(), [alice], date(2026, 11, 26))) is asks


def test_confirmation_completes_once_and_a_move_opens_it_again(alice: User, interview: Interview) -> None:
    source = ConfirmationSource()

    assert source.complete(alice, str(interview.pk), now=MORNING, on=MONDAY) == "Confirmed: your talk with Hana Sato."
    with pytest.raises(NothingToDoError):
        source.complete(alice, str(interview.pk), now=MORNING, on=MONDAY)
    assert days(alice) == []

    scheduling.move(interview, to=FRIDAY_TEN + timedelta(days=4), now=MORNING)
    assert days(alice) == [date(2026, 11, 30), date(2026, 12, 1)]

    scheduling.reopen(interview, now=MORNING, on=MONDAY)
    assert days(alice) == []


def test_confirmation_rests_apart_from_preparation(alice: User, interview: Interview) -> None:
    confirmation, preparation = ConfirmationSource(), PreparationSource()
    thursday = date(2026, 11, 26)

    said = confirmation.snooze(alice, str(interview.pk), on=thursday, until=date(2026, 12, 24))

    assert said == "This rests until Friday 27 November."
    assert (due(confirmation, [alice], thursday), len(due(preparation, [alice], thursday))) == ([], 1)
    preparation.snooze(alice, str(interview.pk), on=thursday, until=date(2026, 11, 27))
    assert len(due(confirmation, [alice], date(2026, 11, 27))) == 1


def test_confirm_is_for_what_is_planned(interview: Interview) -> None:
    scheduling.cancel(interview, now=MORNING, on=MONDAY)

    with pytest.raises(scheduling.StepNotAllowedError, match="nothing to confirm"):
        confirming.confirm(interview)


def test_unconfirm_takes_it_back(alice: User, interview: Interview) -> None:
    confirming.confirm(interview)

    confirming.unconfirm(interview)

    assert not Interview.for_user(alice).get().is_confirmed
    assert days(alice) != []


def test_letter_says_when_by_both_clocks_and_where(interview: Interview) -> None:
    interview.place = "https://meet.example.com/hana"

    letter = confirming.letter_for(interview, on=MONDAY)

    assert letter.body == (
        "Dear Hana,\n\n"
        "I look forward to our talk: Friday 27 November, 11:00 in Berlin (10:00 in Lisbon), 20 minutes by video.\n\n"
        "https://meet.example.com/hana\n\n"
        "If something has come up, tell me, and we find another time.\n\n"
        "Kind regards\nAlice Almeida"
    )
