from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from tests.conftest import MORNING
from tests.factories import ContactFactory

VERBS = ["archive", "unarchive", "do-not-contact", "may-contact", "snooze", "wake"]


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def marisol(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, next_touch_on=date(2026, 11, 20))


@pytest.mark.parametrize(
    ("verb", "field", "value"),
    [
        ("archive", "is_archived", True),
        ("unarchive", "is_archived", False),
        ("do-not-contact", "do_not_contact", True),
        ("may-contact", "do_not_contact", False),
    ],
)
def test_setting_someone_aside_and_back(alices: Client, marisol: Contact, verb: str, field: str, value: bool) -> None:
    Contact.unscoped.update(**{field: not value})

    response = alices.post(f"/people/{marisol.pk}/{verb}/")

    marisol.refresh_from_db()
    assert response["Location"] == f"/people/{marisol.pk}/"
    assert getattr(marisol, field) is value
    assert alices.get(response["Location"]).status_code == 200


@pytest.mark.parametrize(("span", "until"), [("week", date(2026, 11, 30)), ("month", date(2026, 12, 23))])
def test_a_snooze_lets_them_rest_until_woken(alices: Client, marisol: Contact, span: str, until: date) -> None:
    alices.post(f"/people/{marisol.pk}/snooze/", {"span": span})
    marisol.refresh_from_db()
    rested = marisol.snoozed_until
    page = alices.get(f"/people/{marisol.pk}/").content.decode()
    alices.post(f"/people/{marisol.pk}/wake/")
    marisol.refresh_from_db()

    assert rested == until
    assert "Resting until" in page
    assert marisol.snoozed_until is None


def test_a_snooze_by_htmx_swaps_the_record(alices: Client, marisol: Contact) -> None:
    response = alices.post(f"/people/{marisol.pk}/snooze/", {"span": "week"}, headers={"HX-Request": "true"})

    page = response.content.decode()
    assert page.lstrip().startswith('<div id="record">')
    assert "can wait until 30 November." in page
    assert f'action="/people/{marisol.pk}/wake/"' in page


@pytest.mark.parametrize("span", ["", "year"])
def test_a_span_that_is_none_is_not_found(alices: Client, marisol: Contact, span: str) -> None:
    assert alices.post(f"/people/{marisol.pk}/snooze/", {"span": span}).status_code == 404


@pytest.mark.parametrize("verb", VERBS)
def test_attention_changes_by_post_and_for_the_owner_alone(
    alices: Client, mallorys: Client, marisol: Contact, verb: str
) -> None:
    before = Contact.unscoped.values().get()

    assert alices.get(f"/people/{marisol.pk}/{verb}/").status_code == 405
    assert mallorys.post(f"/people/{marisol.pk}/{verb}/", {"span": "week"}).status_code == 404
    assert Contact.unscoped.values().get() == before
