from datetime import timedelta

import pytest

from accounts.models import User
from interviews import preparation
from interviews.models import Interview
from tests.conftest import MORNING
from tests.factories import InterviewFactory

EMPTY = {"homework": "", "goals": "", "questions": ""}


@pytest.fixture
def interview(alice: User) -> Interview:
    return InterviewFactory.create(contact__owner=alice)


def written(interview: Interview) -> dict[str, str]:
    interview.refresh_from_db()
    return {field: getattr(interview, field) for field in preparation.FIELDS}


def test_save_keeps_what_was_written(interview: Interview) -> None:
    """P32, P33, P35."""
    texts = {"homework": "Runs the Lyon depot", "goals": "How they buy", "questions": "Why rail?\r\nWhom else?"}

    merged = preparation.save(interview, texts=texts, were=EMPTY)

    assert not merged
    assert written(interview) == {**texts, "questions": "Why rail?\nWhom else?"}


def test_save_leaves_fields_alone_that_this_page_did_not_touch(interview: Interview) -> None:
    preparation.save(interview, texts={**EMPTY, "goals": "laptop"}, were=EMPTY)

    merged = preparation.save(interview, texts={**EMPTY, "questions": "phone"}, were=EMPTY)

    assert not merged
    assert written(interview) == {"homework": "", "goals": "laptop", "questions": "phone"}


def test_save_merges_what_two_devices_wrote(interview: Interview) -> None:
    preparation.save(interview, texts={**EMPTY, "goals": "laptop"}, were=EMPTY)

    merged = preparation.save(interview, texts={**EMPTY, "goals": "phone"}, were=EMPTY)

    assert merged
    assert written(interview)["goals"] == "laptop\nphone"


def test_prepared_counts_the_first_time_and_can_be_taken_back(interview: Interview) -> None:
    preparation.mark_prepared(interview, now=MORNING)
    preparation.mark_prepared(interview, now=MORNING + timedelta(hours=1))

    assert interview.prepared_at == MORNING

    preparation.unmark_prepared(interview)
    interview.refresh_from_db()
    assert interview.prepared_at is None
