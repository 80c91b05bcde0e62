"""What hangs on an insight, and what becomes of it when people or tags become one (P40)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from contacts import tagging
from contacts.merging import merge_people
from interviews.models import Insight, Interview
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, FollowUpFactory, InsightFactory, InterviewFactory, TagFactory


def test_an_insight_is_its_owners_alone(alice: User, mallory: User) -> None:
    insight = InsightFactory.create(interview__contact__owner=alice)

    assert list(Insight.for_user(alice)) == [insight]
    assert list(Insight.for_user(mallory)) == []


def test_an_insight_says_something(alice: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        InsightFactory.create(interview__contact__owner=alice, text="")


def test_it_is_told_once_its_follow_up_is_done(alice: User) -> None:
    contact = ContactFactory.create(owner=alice)
    telling = FollowUpFactory.create(contact=contact)
    insight = InsightFactory.create(interview__contact=contact, acted_on=MONDAY, telling=telling)
    InsightFactory.create(interview__contact=contact)

    assert (insight.told_on, list(Insight.for_user(alice).untold())) == (None, [insight])

    telling.done_on = MONDAY + timedelta(days=1)
    telling.save()

    assert (insight.told_on, list(Insight.for_user(alice).untold())) == (MONDAY + timedelta(days=1), [])


def test_two_tags_becoming_one_keep_their_insights(alice: User) -> None:
    rail, railways = TagFactory.create(owner=alice, name="rail"), TagFactory.create(owner=alice, name="railways")
    both, one = InsightFactory.create_batch(2, interview__contact__owner=alice)
    both.tags.set([rail, railways])
    one.tags.set([railways])

    kept = tagging.rename(railways, "Rail")

    assert kept == rail
    assert [list(each.tags.all()) for each in (both, one)] == [[rail], [rail]]


def test_whoever_was_named_stays_named_once_when_merged(alice: User) -> None:
    stays, goes = ContactFactory.create_batch(2, owner=alice)
    both, one = InterviewFactory.create_batch(2, contact__owner=alice)
    both.named.set([stays, goes])
    one.named.set([goes])

    merge_people(stays, goes, on=MONDAY, now=MORNING)

    assert [list(each.named.all()) for each in Interview.for_user(alice).order_by("pk")] == [[stays], [stays]]
