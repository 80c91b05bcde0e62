"""The person looking for work."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from tests.conftest import MORNING
from tests.factories import UserFactory


def test_a_new_user_has_a_digest_planned(db: None) -> None:
    user = User.objects.create_user("ada@example.com", "wonder-land-42")

    assert user.next_digest_at is not None
    assert user.next_digest_at > user.date_joined
    assert str(user) == "ada@example.com"


def test_a_user_needs_an_address() -> None:
    with pytest.raises(ValueError, match="needs an e-mail address"):
        User.objects.create_user("")


def test_an_address_is_taken_whatever_its_case(alice: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ALICE@example.com")

    assert User.objects.get_by_natural_key("ALICE@EXAMPLE.COM") == alice


@pytest.mark.parametrize(("name", "first"), [("Alice Almeida", "Alice"), ("  ", ""), ("", "")])
def test_the_first_name_is_what_to_call_them(name: str, first: str) -> None:
    assert User(name=name).first_name == first


def test_today_is_the_date_where_they_are() -> None:
    users = [User(timezone=zone) for zone in ("Pacific/Kiritimati", "Europe/Lisbon", "Pacific/Pago_Pago")]

    days = [user.local_date(datetime(2026, 11, 23, 10, 30, tzinfo=UTC)) for user in users]

    assert days == [date(2026, 11, 24), date(2026, 11, 23), date(2026, 11, 22)]


@pytest.mark.parametrize(
    ("field", "value"),
    [("timezone", "Mars/Olympus"), ("country", "XX"), ("digest_days", "8"), ("digest_hour", 24), ("weekly_goal", 0)],
)
def test_a_user_cannot_be_what_cannot_be(field: str, value: object, alice: User) -> None:
    setattr(alice, field, value)

    with pytest.raises(ValidationError) as refused:
        alice.full_clean(exclude=["password"])

    assert list(refused.value.message_dict) == [field]


def test_the_digest_comes_on_the_days_and_hour_they_chose() -> None:
    user = User(timezone="Asia/Tokyo", digest_hour=6, digest_days="15")

    user.schedule_digests(now=MORNING)

    assert user.next_digest_at == datetime(2026, 11, 26, 21, tzinfo=UTC)  # Friday at six in Tokyo


def test_planning_anew_never_takes_back_what_a_worker_moved_on(alice: User) -> None:
    """A settings page that was open while the digest went out must not send it again."""
    claimed = UserFactory.create(timezone="UTC", next_digest_at=datetime(2026, 11, 24, 7, tzinfo=UTC))
    stale = User.objects.get(pk=claimed.pk)
    stale.next_digest_at = datetime(2026, 11, 23, 7, tzinfo=UTC)

    stale.replan_digests(now=MORNING)

    claimed.refresh_from_db()
    assert claimed.next_digest_at == stale.next_digest_at == datetime(2026, 11, 24, 7, tzinfo=UTC)
