from datetime import timedelta

import pytest

from reminders.links import (
    LIFETIME,
    Action,
    BrokenLinkError,
    Errand,
    ExpiredLinkError,
    act_url,
    read_errand,
    read_unsubscribe,
    unsubscribe_url,
)
from reminders.models import DigestKind
from tests.conftest import MORNING

ERRAND = Errand(owner_id=7, kind="attempt", key="12-3", action=Action.SNOOZE)


def token_of(url: str) -> str:
    return url.rpartition("/")[2]


def test_link_says_what_it_allows() -> None:
    url = act_url(ERRAND, now=MORNING)

    assert url.startswith("http://localhost:8000/d/")
    assert read_errand(token_of(url), now=MORNING) == ERRAND


def test_link_is_short_enough_for_a_mail() -> None:
    assert len(act_url(ERRAND, now=MORNING)) < 200


def test_link_lasts_fourteen_days() -> None:
    token = token_of(act_url(ERRAND, now=MORNING))

    assert read_errand(token, now=MORNING + LIFETIME - timedelta(seconds=1)) == ERRAND
    with pytest.raises(ExpiredLinkError):
        read_errand(token, now=MORNING + LIFETIME)


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: "A" + t[1:], lambda t: t + "x", lambda t: t[:0], str.upper]
)
def test_link_that_was_changed_is_broken(change: object) -> None:
    token = token_of(act_url(ERRAND, now=MORNING))

    with pytest.raises(BrokenLinkError):
        read_errand(change(token), now=MORNING)  # type: ignore[operator]


def test_unsubscribe_link_names_its_owner_alone() -> None:
    token = token_of(unsubscribe_url(7, DigestKind.DAILY))

    assert read_unsubscribe(token) == (7, DigestKind.DAILY)
    with pytest.raises(BrokenLinkError):
        read_errand(token, now=MORNING)
    with pytest.raises(BrokenLinkError):
        read_unsubscribe(token_of(act_url(ERRAND, now=MORNING)))
