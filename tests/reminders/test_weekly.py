"""The weekly review: what happened, whom I met, what is owed, next week, one encouraging line (P52)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from accounts.models import User
from common.agenda import Kind
from contacts.models import InteractionKind
from outreach.effort import RESEARCH, record_of, records_of, week_effort
from outreach.models import Pace
from reminders.digests import send_due
from reminders.digests.paper import Letter
from reminders.digests.trying import letter_now
from reminders.models import DigestDelivery, DigestKind
from tests.conftest import MONDAY
from tests.factories import (
    AttemptFactory,
    CampaignFactory,
    ContactFactory,
    FollowUpFactory,
    InteractionFactory,
    InterviewFactory,
    OrganizationFactory,
    TargetFactory,
    UserFactory,
)
from tests.reminders.conftest import use_sink
from tests.reminders.items import Clock
from tests.reminders.letters import assert_fit_to_send, golden, without_keys
from tests.smtp_sink import Drop, Reply, SmtpSink

FRIDAY = date(2026, 11, 27)
FRIDAY_AT_FIVE = datetime(2026, 11, 27, 17, 0, tzinfo=UTC)


def reviewer(email: str = "ada@example.com", **fields: object) -> User:
    """Someone whose review is due on Friday at five."""
    values = {"name": "Ada Almeida", "timezone": "Europe/Lisbon", "country": "PT", "digest_days": "", "review_day": "5"}
    user: User = UserFactory.create(email=email, next_review_at=FRIDAY_AT_FIVE, **{**values, **fields})
    User.objects.filter(pk=user.pk).update(next_digest_at=None, next_review_at=FRIDAY_AT_FIVE)
    return user


def a_week(user: User) -> None:
    """Some of everything."""
    northwind = OrganizationFactory.create(owner=user, name="Northwind")
    marisol = ContactFactory.create(
        owner=user, first_name="Marisol", last_name="Ibáñez", organization=northwind, title="Head of Logistics"
    )
    arjun = ContactFactory.create(owner=user, first_name="Arjun", last_name="Patel", added_on=FRIDAY)
    InterviewFactory.create(
        contact=marisol,
        starts_at=datetime(2026, 11, 25, 10, tzinfo=UTC),
        state="held",
        held_on=date(2026, 11, 25),
        notes="Lyon opens in spring.\nTwo planners wanted.",
    )
    InteractionFactory.create(contact=arjun, kind=InteractionKind.MEETING, on=date(2026, 11, 24), summary="")
    InteractionFactory.create(contact=arjun, kind=InteractionKind.EMAIL, on=date(2026, 11, 26))
    InteractionFactory.create(contact=arjun, kind=InteractionKind.TOUCH, on=date(2026, 11, 26))
    InteractionFactory.create(contact=marisol, kind=InteractionKind.CALL, on=date(2026, 11, 20))  # the week before
    target = TargetFactory.create(
        campaign=CampaignFactory.create(owner=user),
        contact=ContactFactory.create(owner=user, first_name="Tobias", last_name="Krüger"),
        next_attempt_on=date(2026, 12, 1),
        state="waiting",
        attempts_made=1,
    )
    AttemptFactory.create(target=target, made_on=MONDAY)
    FollowUpFactory.create(contact=arjun, what="Send Arjun the depot photos", due_on=date(2026, 11, 26))
    FollowUpFactory.create(contact=arjun, what="Ask Arjun about his course", due_on=date(2026, 12, 2))


def review_of(user: User) -> Letter:
    letter, _ = letter_now(user, DigestKind.WEEKLY, now=FRIDAY_AT_FIVE)
    return letter


@pytest.mark.django_db
def test_review_reads_as_it_should() -> None:
    user = reviewer()
    a_week(user)

    letter = review_of(user)

    assert letter.subject == "Your week: met Arjun and Marisol, 1 reached, 2 owed, 2 ahead"
    assert without_keys(letter.text) == golden("weekly")
    assert_fit_to_send(letter)


@pytest.mark.django_db
def test_review_comes_once_a_week_at_its_own_hour(sink: SmtpSink) -> None:
    user, clock = reviewer(), Clock(FRIDAY_AT_FIVE - timedelta(seconds=1))
    a_week(user)

    early = send_due(clock=clock).as_dict()["sent"]
    clock.move(seconds=1)
    due = [send_due(clock=clock).as_dict()["sent"] for _ in range(2)]

    user.refresh_from_db()
    [letter] = sink.letters
    row = DigestDelivery.for_user(user).get()
    assert (early, due, user.next_review_at) == (0, [1, 0], FRIDAY_AT_FIVE + timedelta(days=7))
    assert (row.kind, row.local_date, row.state) == ("weekly", FRIDAY, "sent")
    assert (letter["List-Id"], letter["Message-ID"]) == ("Rapport weekly review <review.localhost>", row.message_id)


@pytest.mark.django_db
def test_review_and_digest_of_one_day_are_two_letters(sink: SmtpSink) -> None:
    user = reviewer(digest_days="5")
    User.objects.update(next_digest_at=FRIDAY_AT_FIVE)
    a_week(user)

    send_due(clock=Clock(FRIDAY_AT_FIVE))

    assert sorted(str(letter["List-Id"]).split()[1] for letter in sink.letters) == ["digest", "weekly"]
    assert [letter for letter in sink.letters if letter["References"] or letter["In-Reply-To"]] == []


@pytest.mark.django_db
def test_after_weeks_of_downtime_one_review_comes() -> None:
    user = reviewer()
    a_week(user)

    send_due(clock=Clock(FRIDAY_AT_FIVE + timedelta(days=16)))

    assert list(DigestDelivery.for_user(user).values_list("local_date", flat=True)) == [date(2026, 12, 11)]


@pytest.mark.django_db
def test_review_of_a_week_with_nothing_in_it_does_not_come() -> None:
    reviewer()

    assert send_due(clock=Clock(FRIDAY_AT_FIVE)).as_dict()["empty"] == 1


@pytest.mark.django_db
def test_review_leaves_out_what_digests_leave_out() -> None:
    user = reviewer(digest_leaves_out=Kind.FOLLOW_UP.value)
    a_week(user)

    text = review_of(user).text

    assert "Thank Marisol" in text
    assert "depot photos" not in text
    assert "his course" not in text


@pytest.mark.parametrize(("quiet", "state"), [(True, "quiet"), (False, "sent")])
@pytest.mark.django_db
def test_holiday_keeps_review_and_digest_quiet_if_wanted(quiet: bool, state: str) -> None:
    user = reviewer(quiet_on_holiday=quiet, digest_days="5")
    User.objects.update(next_digest_at=FRIDAY_AT_FIVE)
    a_week(user)
    Pace.unscoped.create(owner=user, away_from=MONDAY, away_until=FRIDAY)

    send_due(clock=Clock(FRIDAY_AT_FIVE))

    assert set(DigestDelivery.for_user(user).values_list("kind", "state")) == {("daily", state), ("weekly", state)}


@pytest.mark.django_db
def test_the_day_after_a_holiday_is_not_quiet() -> None:
    user = reviewer()
    a_week(user)
    Pace.unscoped.create(owner=user, away_from=MONDAY, away_until=FRIDAY - timedelta(days=1))

    assert send_due(clock=Clock(FRIDAY_AT_FIVE)).as_dict()["sent"] == 1


@pytest.mark.django_db
def test_reviews_cost_the_same_for_one_and_three_readers(sink: SmtpSink) -> None:
    counts = []
    for number in (1, 3):
        for place in range(number):
            a_week(reviewer(f"r{number}-{place}@example.com"))
        with CaptureQueriesContext(connection) as queries:
            assert send_due(clock=Clock(FRIDAY_AT_FIVE)).as_dict()["sent"] == number
        counts.append(len(queries) - 2 * number)

    assert counts[0] == counts[1] <= 45


@pytest.mark.parametrize(
    ("reply", "states", "copies"),
    [
        ("451 Later", ["waiting", "sent"], 1),
        ("RCPT 550 No such user", ["failed", "failed"], 0),
        (Drop.MID_DATA, ["waiting", "sent"], 1),
        (Drop.AFTER_DOT, ["waiting", "sent"], 2),
    ],
)
@pytest.mark.django_db
def test_trouble_with_a_review_is_trouble_as_with_a_digest(
    settings: Settings, reply: Reply, states: list[str], copies: int
) -> None:
    user, clock = reviewer(), Clock(FRIDAY_AT_FIVE)
    a_week(user)
    with SmtpSink([reply]) as sink:
        use_sink(settings, sink)
        seen = []
        for _ in range(2):
            send_due(clock=clock)
            seen.append(DigestDelivery.for_user(user).get().state)
            clock.move(seconds=30)

    assert (seen, len(sink.letters), len(set(sink.message_ids))) == (states, copies, min(copies, 1))


@pytest.mark.django_db
def test_the_record_of_many_is_the_record_of_each() -> None:
    users = [reviewer(f"{place}@example.com") for place in range(3)]
    for place, user in enumerate(users):
        campaign = CampaignFactory.create(owner=user)
        for _ in range(place):
            AttemptFactory.create(target=TargetFactory.create(campaign=campaign, attempts_made=1), made_on=MONDAY)

    assert records_of([user.pk for user in users]) == {user.pk: record_of(user) for user in users}
    assert week_effort(users[2], FRIDAY).made == 2


@pytest.mark.django_db
def test_a_line_of_research_encourages_whoever_has_no_record_yet() -> None:
    user = reviewer()
    a_week(user)

    assert RESEARCH in " ".join(review_of(user).text.split())
    User.objects.update(search_state="paused")
    assert RESEARCH not in " ".join(review_of(User.objects.get(pk=user.pk)).text.split())


@pytest.mark.django_db
def test_review_speaks_of_its_own_owner_alone(mallory: User) -> None:
    user = reviewer()
    a_week(mallory)

    letter, would_come = letter_now(user, DigestKind.WEEKLY, now=FRIDAY_AT_FIVE)

    assert not would_come
    assert "Marisol" not in letter.text
