"""Who gets a digest when: due moments, claims, leases, downtime, clock changes."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo, available_timezones

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from reminders.digests.claiming import LEASE, claim_batch, last_due
from reminders.models import DeliveryState, DigestDelivery
from tests.conftest import MONDAY, MORNING
from tests.factories import UserFactory

SEVEN = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
ZONES = sorted(available_timezones())


def due_user(**fields: object) -> User:
    return UserFactory.create(next_digest_at=SEVEN, **fields)


def delivery(owner: User, **fields: object) -> DigestDelivery:
    values = {
        "local_date": MONDAY,
        "claim": uuid4(),
        "take_up_at": MORNING,
        "message_id": f"<digest.{uuid4()}@localhost>",
        "created_at": SEVEN,
    }
    row: DigestDelivery = DigestDelivery.unscoped.create(owner=owner, **{**values, **fields})
    return row


def test_claim_takes_who_is_due_and_sets_their_next(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(next_digest_at=SEVEN)

    [claimed] = claim_batch(now=MORNING)

    assert (claimed.owner, claimed.local_date, claimed.state, claimed.take_up_at, claimed.attempts) == (
        alice,
        MONDAY,
        DeliveryState.CLAIMED,
        MORNING + LEASE,
        0,
    )
    assert claimed.message_id.endswith("@localhost>")
    alice.refresh_from_db()
    assert alice.next_digest_at == SEVEN + timedelta(days=1)


def test_claim_leaves_who_is_not_due_yet(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(next_digest_at=MORNING + timedelta(seconds=1))

    assert claim_batch(now=MORNING) == []


@pytest.mark.django_db
def test_claim_leaves_the_inactive_and_those_who_want_none() -> None:
    due_user(is_active=False)
    due_user(digest_days="")

    assert claim_batch(now=MORNING) == []


@pytest.mark.django_db
def test_claiming_again_finds_nothing() -> None:
    due_user()

    assert [len(claim_batch(now=MORNING)) for _ in range(3)] == [1, 0, 0]


@pytest.mark.django_db
def test_claim_takes_no_more_than_its_size() -> None:
    for _ in range(5):
        due_user()

    assert [len(claim_batch(now=MORNING, size=2)) for _ in range(4)] == [2, 2, 1, 0]


def test_claim_never_gives_a_second_digest_on_one_date(alice: User) -> None:
    delivery(alice, state=DeliveryState.SENT, take_up_at=None)
    User.objects.filter(pk=alice.pk).update(next_digest_at=MORNING, digest_hour=8)

    assert claim_batch(now=MORNING) == []
    alice.refresh_from_db()
    assert alice.next_digest_at == MORNING + timedelta(days=1)


@pytest.mark.django_db
def test_claim_costs_the_same_for_one_three_and_fifty_users() -> None:
    counts = []
    for users in (1, 3, 50):
        for _ in range(users):
            due_user()
        with CaptureQueriesContext(connection) as queries:
            assert len(claim_batch(now=MORNING)) == users
        counts.append(len(queries))

    assert counts == [counts[0]] * 3


@pytest.mark.django_db
def test_claim_of_a_whole_batch_works() -> None:
    User.objects.bulk_create([User(email=f"u{n}@example.com", next_digest_at=SEVEN) for n in range(500)])

    assert len(claim_batch(now=MORNING)) == 500
    assert not User.objects.filter(next_digest_at__lte=MORNING).exists()


def test_after_days_of_downtime_one_digest_comes(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(next_digest_at=SEVEN - timedelta(days=40))

    assert [row.local_date for row in claim_batch(now=MORNING)] == [MONDAY]
    assert claim_batch(now=MORNING) == []


def test_after_downtime_the_newest_missed_date_counts(alice: User) -> None:
    """Weekly on Mondays, and the machine was off from Sunday to Wednesday."""
    User.objects.filter(pk=alice.pk).update(next_digest_at=SEVEN, digest_days="1")

    [claimed] = claim_batch(now=datetime(2026, 11, 25, 9, tzinfo=UTC))

    assert claimed.local_date == MONDAY
    alice.refresh_from_db()
    assert alice.next_digest_at == SEVEN + timedelta(days=7)


def test_a_digest_just_before_midnight_does_not_eat_the_next_days(alice: User) -> None:
    late = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
    User.objects.filter(pk=alice.pk).update(next_digest_at=late, digest_hour=23)

    first = claim_batch(now=late + timedelta(hours=1, minutes=3))
    second = claim_batch(now=late + timedelta(days=1, minutes=3))

    assert [row.local_date for row in (*first, *second)] == [date(2026, 11, 23), date(2026, 11, 24)]


def test_a_changed_setting_is_not_overwritten_by_a_slow_worker(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    User.objects.filter(pk=alice.pk).update(next_digest_at=SEVEN)
    chosen = datetime(2026, 12, 24, 18, tzinfo=UTC)
    insert: Any = DigestDelivery.unscoped.bulk_create

    def insert_while_settings_change(*args: object, **kwargs: object) -> object:
        User.objects.filter(pk=alice.pk).update(next_digest_at=chosen)
        return insert(*args, **kwargs)

    monkeypatch.setattr(DigestDelivery.unscoped, "bulk_create", insert_while_settings_change)
    claim_batch(now=MORNING)

    alice.refresh_from_db()
    assert alice.next_digest_at == chosen


def test_a_lease_that_ran_out_is_taken_up_with_the_same_message_id(alice: User) -> None:
    dead = delivery(alice, take_up_at=MORNING)

    [taken] = claim_batch(now=MORNING)

    assert (taken.pk, taken.message_id, taken.take_up_at) == (dead.pk, dead.message_id, MORNING + LEASE)
    assert taken.claim != dead.claim


def test_a_living_lease_is_left_alone(alice: User) -> None:
    delivery(alice, take_up_at=MORNING + timedelta(seconds=1))

    assert claim_batch(now=MORNING) == []


def test_a_waiting_digest_is_taken_up_when_its_delay_is_over(alice: User) -> None:
    delivery(alice, state=DeliveryState.WAITING, take_up_at=MORNING, attempts=2)

    early, due = claim_batch(now=MORNING - timedelta(seconds=1)), claim_batch(now=MORNING)

    assert (len(early), [row.attempts for row in due]) == (0, [2])


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.EMPTY])
def test_a_settled_digest_is_never_taken_up(alice: User, state: str) -> None:
    User.objects.filter(pk=alice.pk).update(next_digest_at=None)
    delivery(alice, state=state)

    assert claim_batch(now=MORNING) == []


def test_a_newer_digest_calls_off_an_older_one_that_never_went_out(alice: User) -> None:
    old = delivery(alice, local_date=date(2026, 11, 21), state=DeliveryState.WAITING)
    sent = delivery(alice, local_date=date(2026, 11, 20), state=DeliveryState.SENT, take_up_at=None)
    User.objects.filter(pk=alice.pk).update(next_digest_at=SEVEN)

    claimed = claim_batch(now=MORNING)

    old.refresh_from_db()
    sent.refresh_from_db()
    assert [row.local_date for row in claimed] == [MONDAY]
    assert (old.state, sent.state) == (DeliveryState.CALLED_OFF, DeliveryState.SENT)


@pytest.mark.parametrize("change", [{"digest_days": ""}, {"is_active": False}])
def test_a_waiting_digest_of_someone_who_wants_none_any_more_is_called_off(
    alice: User, change: dict[str, object]
) -> None:
    row = delivery(alice, state=DeliveryState.WAITING)
    User.objects.filter(pk=alice.pk).update(**change)

    assert claim_batch(now=MORNING) == []
    row.refresh_from_db()
    assert row.state == DeliveryState.CALLED_OFF


def test_last_due_wants_something_to_be_due() -> None:
    user = UserFactory.build(next_digest_at=MORNING)

    with pytest.raises(ValueError, match="No digest is due"):
        last_due(user, now=MORNING - timedelta(seconds=1))


@given(
    zone=st.sampled_from(ZONES),
    hour=st.integers(0, 23),
    days=st.sets(st.sampled_from("1234567"), min_size=1).map(lambda chosen: "".join(sorted(chosen))),
    start=st.datetimes(datetime(2025, 1, 1), datetime(2031, 12, 1)).map(lambda moment: moment.replace(tzinfo=UTC)),
)
def test_each_chosen_local_date_gets_one_digest_in_every_zone(zone: str, hour: int, days: str, start: datetime) -> None:
    """Beats every five minutes for nine days: each allowed local date once, none twice, within a tick of its hour."""
    user = UserFactory.build(timezone=zone, digest_hour=hour, digest_days=days)
    user.schedule_digests(now=start)
    got = []
    tick = start
    while tick < start + timedelta(days=9):
        tick += timedelta(minutes=5)
        if user.next_digest_at is not None and user.next_digest_at <= tick:
            moment = last_due(user, now=tick)
            assert tick - moment < timedelta(minutes=5)
            got.append(user.local_date(moment))
            user.next_digest_at = user.digest_after(tick)

    first = user.local_date(start) + timedelta(days=1)
    last = tick.astimezone(ZoneInfo(zone)).date() - timedelta(days=1)
    inside = [day for day in got if first <= day <= last]
    expected = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert inside == [day for day in expected if str(day.isoweekday()) in days]
    assert len(got) == len(set(got))
