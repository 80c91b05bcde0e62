"""Whoever has a photo is shown by it wherever rows are people, and no row costs a query for it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Contact, Photo
from tests.conftest import MONDAY, MORNING
from tests.factories import CampaignFactory, ContactFactory, FollowUpFactory, InterviewFactory, TargetFactory


@pytest.fixture(autouse=True)
def monday_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.mark.parametrize("path", ["/", "/outreach/{}/", "/outreach/{}/?view=list", "/interviews/"])
def test_a_row_shows_the_photo_for_no_query_of_its_own(alice: User, alices: Client, path: str) -> None:
    campaign = CampaignFactory.create(owner=alice)
    address = path.format(campaign.pk)

    def someone(digest: str) -> Contact:
        contact = ContactFactory.create(owner=alice)
        Photo.unscoped.create(contact=contact, image=b"RIFF", digest=digest)
        FollowUpFactory.create(contact=contact, due_on=MONDAY)
        TargetFactory.create(campaign=campaign, contact=contact, state="ready", next_attempt_on=MONDAY)
        InterviewFactory.create(contact=contact, starts_at=MORNING + timedelta(days=9))
        return contact

    people = [someone("a" * 32)]
    with CaptureQueriesContext(connection) as one:
        alices.get(address)
    people += [someone("b" * 32), someone("c" * 32)]
    with CaptureQueriesContext(connection) as three:
        page = alices.get(address).content.decode()

    assert [
        f'src="/people/{each.pk}/photo/{letter * 32}/"' in page for each, letter in zip(people, "abc", strict=True)
    ] == [
        True,
        True,
        True,
    ]
    assert len(one) == len(three)
    assert not any("RIFF" in query["sql"] or '"image"' in query["sql"] for query in three)
