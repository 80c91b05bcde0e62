from datetime import timedelta

import pytest

from accounts.models import User
from interviews import preparation
from interviews.framing import Known
from interviews.models import Interview
from tests.conftest import MORNING
from tests.factories import InterviewFactory

EMPTY = dict.fromkeys(preparation.FIELDS, "")


@pytest.fixture
def interview(alice: User) -> Interview:
    return InterviewFactory.create(contact__owner=alice)


def written(interview: Interview) -> dict[str, str]:
    interview.refresh_from_db()
    return {field: getattr(interview, field) for field in preparation.FIELDS}


def test_save_keeps_what_was_written(interview: Interview) -> None:
    """P32, P33."""
    texts = {**EMPTY, "homework": "Runs the Lyon depot", "goals": "How they buy", "agenda": "Me\r\nShe"}

    merged = preparation.save(interview, texts=texts, were=EMPTY)

    assert not merged
    assert written(interview) == {**texts, "agenda": "Me\nShe"}


def test_save_leaves_fields_alone_that_this_page_did_not_touch(interview: Interview) -> None:
    preparation.save(interview, texts={**EMPTY, "goals": "laptop"}, were=EMPTY)

    merged = preparation.save(interview, texts={**EMPTY, "agenda": "phone"}, were=EMPTY)

    assert not merged
    assert written(interview) == {**EMPTY, "goals": "laptop", "agenda": "phone"}


def test_save_merges_what_two_devices_wrote(interview: Interview) -> None:
    preparation.save(interview, texts={**EMPTY, "goals": "laptop"}, were=EMPTY)

    merged = preparation.save(interview, texts={**EMPTY, "goals": "phone"}, were=EMPTY)

    assert merged
    assert written(interview)["goals"] == "laptop\nphone"


CARD = {**EMPTY, "who_i_am": "Planner", "why_you": "She moved 200 lanes"}
"""As a page shows it that fills the card from what is known."""


def test_card_is_kept_as_a_whole_with_the_first_change_to_it(interview: Interview) -> None:
    """P34."""
    preparation.save(interview, texts={**CARD, "goals": "Rail"}, were=CARD)
    assert (written(interview)["who_i_am"], interview.is_framed) == ("", False)

    preparation.save(interview, texts={**CARD, "why_you": ""}, were=CARD)

    assert (written(interview), interview.is_framed) == ({**EMPTY, "goals": "Rail", "who_i_am": "Planner"}, True)


def test_card_changed_on_two_devices_keeps_both(interview: Interview) -> None:
    preparation.save(interview, texts={**CARD, "who_i_am": "Planner of depots"}, were=CARD)

    merged = [
        preparation.save(interview, texts={**CARD, "who_referred_me": "Ana"}, were=CARD),
        preparation.save(interview, texts={**CARD, "who_i_am": "Planner\nand a father"}, were=CARD),
    ]

    assert merged == [False, True]
    assert written(interview) == {
        **CARD,
        "who_i_am": "Planner of depots\nand a father",
        "who_referred_me": "Ana",
    }


def test_card_shows_what_is_known_until_it_is_changed(interview: Interview) -> None:
    known = Known(who_i_am="Planner", who_referred_me="Ana introduced us.", why_you="Rail", asks="Advice")

    assert preparation.shown(interview, known) == {
        **EMPTY, "who_i_am": "Planner", "who_referred_me": "Ana introduced us.", "why_you": "Rail",
    }  # fmt: skip

    interview.is_framed, interview.why_you = True, "Her depot"

    assert preparation.shown(interview, known) == {**EMPTY, "why_you": "Her depot"}


def test_prepared_counts_the_first_time_and_can_be_taken_back(interview: Interview) -> None:
    preparation.mark_prepared(interview, now=MORNING)
    preparation.mark_prepared(interview, now=MORNING + timedelta(hours=1))

    assert interview.prepared_at == MORNING

    preparation.unmark_prepared(interview)
    interview.refresh_from_db()
    assert interview.prepared_at is None
