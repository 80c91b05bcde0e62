"""The brief for tomorrow's interview: a letter of its own the evening before, and never a stale one (P33, P34)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from accounts.models import SearchBrief, User
from contacts.models import InteractionKind
from interviews import scheduling
from interviews.models import Interview, InterviewQuestion
from outreach.models import Pace
from reminders.digests import send_due
from reminders.digests.trying import letter_now
from reminders.models import DigestDelivery, DigestKind
from tests.conftest import MONDAY
from tests.factories import (
    CampaignFactory,
    ContactFactory,
    ContactPointFactory,
    InteractionFactory,
    InterviewFactory,
    OrganizationFactory,
    TargetFactory,
    UserFactory,
)
from tests.reminders.conftest import use_sink
from tests.reminders.items import Clock
from tests.reminders.letters import assert_fit_to_send, golden, without_keys
from tests.smtp_sink import OK, Drop, Reply, SmtpSink

SIX = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
TEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """All of these need it."""


def reader(email: str = "ada@example.com", **fields: object) -> User:
    """Someone who gets briefs alone."""
    values = {"name": "Ada Almeida", "timezone": "Europe/Lisbon", "country": "PT", "digest_days": ""}
    user: User = UserFactory.create(email=email, **{**values, **fields})
    User.objects.filter(pk=user.pk).update(next_digest_at=None)
    return user


def talk(user: User, **fields: object) -> Interview:
    """One with Hana, tomorrow at ten."""
    person = ContactFactory.create(owner=user, first_name="Hana", last_name="Sato", how_known="Your panel in Porto")
    row: Interview = InterviewFactory.create(contact=person, **{"starts_at": TEN, **fields})
    return agreed_on(row)


def agreed_on(row: Interview, moment: datetime = SIX - timedelta(days=3)) -> Interview:
    """The moment at which a talk was written down, which the database would say."""
    Interview.unscoped.filter(pk=row.pk).update(created_at=moment)
    return row


def a_talk(user: User) -> Interview:
    """With all that helps before it."""
    kessel = OrganizationFactory.create(owner=user, name="Kessel & Söhne")
    ben = ContactFactory.create(owner=user, first_name="Ben", last_name="Ito")
    hana = ContactFactory.create(
        owner=user,
        first_name="Hana",
        last_name="Sato",
        title="Rail Product Lead",
        organization=kessel,
        how_known="Spoke on her panel in Porto",
        introduced_by=ben,
        last_interaction_on=date(2026, 11, 16),
    )
    InteractionFactory.create(
        contact=hana, kind=InteractionKind.CALL, on=date(2026, 11, 16), summary="She will ask her planner to join."
    )
    InteractionFactory.create(contact=hana, kind=InteractionKind.EMAIL, on=date(2026, 11, 2), summary="Long ago.")
    SearchBrief.unscoped.create(owner=user, news="I planned freight at Acme until the summer.")
    target = TargetFactory.create(
        campaign=CampaignFactory.create(owner=user), contact=hana, reason="She built the Lyon depot"
    )
    row: Interview = InterviewFactory.create(
        contact=hana,
        target=target,
        starts_at=TEN,
        place="https://meet.example.com/hana",
        homework="Night trains to Lyon start in June.\n\nShe was an engineer first.",
        goals="How rail and road planning talk to each other.",
    )
    for place, (question, looked_up) in enumerate(
        (
            ("What made you choose rail?", False),
            ("When was Kessel founded?", True),
            ("Whom else would you talk to, if you were me?", False),
        )
    ):
        InterviewQuestion.unscoped.create(interview=row, text=question, looked_up=looked_up, position=place)
    return agreed_on(row)


def ledger(user: User) -> DigestDelivery:
    row: DigestDelivery = DigestDelivery.for_user(user).get()
    return row


def test_brief_reads_as_it_should() -> None:
    user = reader()
    a_talk(user)

    letter, would_come = letter_now(user, DigestKind.BRIEF, now=SIX)

    assert (letter.subject, would_come) == ("Tomorrow at 10:00: Hana Sato, 20 minutes by video", True)
    assert without_keys(letter.text) == golden("brief")
    assert_fit_to_send(letter)


def test_brief_comes_the_evening_before_at_the_owners_hour_once(sink: SmtpSink) -> None:
    user, clock = reader(brief_hour=19, timezone="Europe/Madrid"), Clock(SIX - timedelta(seconds=1))
    talk(user)

    early = send_due(clock=clock).as_dict()["sent"]
    clock.move(seconds=1)
    due = [send_due(clock=clock).as_dict()["sent"] for _ in range(2)]

    [letter] = sink.letters
    row = ledger(user)
    assert (early, due) == (0, [1, 0])
    assert (row.kind, row.local_date, row.state) == ("brief", MONDAY, "sent")
    assert letter["List-Id"] == "Rapport brief <brief.localhost>"
    assert "/unsubscribe/" in letter["List-Unsubscribe"]


def test_two_talks_of_one_day_share_a_brief() -> None:
    user = reader()
    talk(user)
    talk(user, starts_at=TEN + timedelta(hours=5))

    send_due(clock=Clock(SIX))

    assert [letter.subject for letter in mail.outbox] == ["Tomorrow: Hana Sato at 10:00 and Hana Sato at 15:00"]


def test_by_phone_the_number_to_call_is_the_place() -> None:
    user = reader()
    row = talk(user, medium="phone")
    ContactPointFactory.create(contact=row.contact, kind="phone", value="+351 912 345 678")

    letter, _ = letter_now(user, DigestKind.BRIEF, now=SIX)

    assert "+351 912 345 678" in letter.text


@pytest.mark.parametrize(
    "change",
    [
        {"wants_briefs": False},
        {"is_active": False},
    ],
)
def test_no_brief_for_whoever_wants_none(change: dict[str, object]) -> None:
    user = reader()
    talk(user)
    User.objects.filter(pk=user.pk).update(**change)

    send_due(clock=Clock(SIX))

    assert not DigestDelivery.unscoped.exists()


@pytest.mark.parametrize(
    ("agreed", "comes"),
    [(SIX + timedelta(hours=2), 1), (datetime(2026, 11, 24, 0, 5, tzinfo=UTC), 0)],
)
def test_a_talk_agreed_on_late_is_briefed_the_same_evening_and_one_for_the_same_day_never(
    agreed: datetime, comes: int
) -> None:
    agreed_on(talk(reader()), agreed)

    assert send_due(clock=Clock(agreed + timedelta(minutes=5))).as_dict()["sent"] == comes


def test_a_brief_comes_on_holiday_too_as_somebody_waits() -> None:
    user = reader()
    talk(user)
    Pace.unscoped.create(owner=user, away_from=MONDAY, away_until=MONDAY + timedelta(days=5))

    assert send_due(clock=Clock(SIX)).as_dict()["sent"] == 1


def test_after_a_night_of_downtime_it_comes_before_the_talk_and_not_after() -> None:
    early, late = reader("early@example.com"), reader("late@example.com")
    talk(early)
    talk(late, starts_at=datetime(2026, 11, 24, 8, 0, tzinfo=UTC))

    send_due(clock=Clock(datetime(2026, 11, 24, 9, 0, tzinfo=UTC)))

    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (
        ["early@example.com"],
        "Today at 10:00: Hana Sato, 20 minutes by video",
    )


def test_a_talk_moved_to_another_day_is_briefed_before_that_day() -> None:
    user, clock = reader(), Clock(SIX)
    row = talk(user)
    send_due(clock=clock)
    Interview.unscoped.filter(pk=row.pk).update(starts_at=TEN + timedelta(days=1))
    clock.move(days=1)

    send_due(clock=clock)

    assert list(DigestDelivery.for_user(user).order_by("pk").values_list("local_date", "state")) == [
        (MONDAY, "sent"),
        (MONDAY + timedelta(days=1), "sent"),
    ]


def meddling(at_call: int, meddle: Any) -> Any:
    """A clock that stands still and, when asked for the n-th time, lets somebody do something in between."""
    calls = iter(range(1, 1000))

    def clock() -> datetime:
        if next(calls) == at_call:
            meddle()
        return SIX

    return clock


@pytest.mark.parametrize("at_call", [2, 3, 4, 5])
def test_a_talk_called_off_after_its_brief_was_claimed_sends_nothing(at_call: int) -> None:
    user = reader()
    row = talk(user)

    send_due(clock=meddling(at_call, lambda: scheduling.cancel(row, now=SIX, on=MONDAY)))

    assert mail.outbox == []
    send_due(clock=Clock(SIX + timedelta(minutes=1)))
    assert mail.outbox == []
    assert (ledger(user).state, ledger(user).text_body) == ("empty", "")


@pytest.mark.parametrize("at_call", [2, 3, 4, 5])
def test_a_talk_moved_within_the_day_after_its_brief_was_claimed_is_told_as_it_is(at_call: int) -> None:
    user = reader()
    row = talk(user)
    later = TEN + timedelta(hours=4)

    send_due(clock=meddling(at_call, lambda: Interview.unscoped.filter(pk=row.pk).update(starts_at=later)))
    send_due(clock=Clock(SIX + timedelta(minutes=1)))

    assert [letter.subject for letter in mail.outbox] == ["Tomorrow at 14:00: Hana Sato, 20 minutes by video"]
    assert ledger(user).state == "sent"


def test_a_frozen_brief_is_thrown_away_when_its_talk_moved_while_it_waited(settings: Settings) -> None:
    user, clock = reader(), Clock(SIX)
    row = talk(user)
    with SmtpSink([Drop.AFTER_DOT]) as sink:
        use_sink(settings, sink)
        send_due(clock=clock)
        waiting = ledger(user)
        Interview.unscoped.filter(pk=row.pk).update(place="https://meet.example.com/new")
        for _ in range(2):
            clock.move(seconds=30)
            send_due(clock=clock)

    stale, told = sink.letters
    assert (waiting.state, waiting.uncertain) == ("waiting", 1)
    assert ledger(user).state == "sent"
    assert "meet.example.com/new" in told.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert stale["Message-ID"] == waiting.message_id != told["Message-ID"]


def test_a_brief_that_waited_past_its_talk_is_not_sent(settings: Settings) -> None:
    user, clock = reader(), Clock(SIX)
    talk(user)
    with SmtpSink(["451 Later"]) as sink:
        use_sink(settings, sink)
        send_due(clock=clock)
        clock.move(hours=16)
        for _ in range(2):
            send_due(clock=clock)
            clock.move(minutes=1)

    assert (sink.letters, ledger(user).state) == ([], "empty")


@pytest.mark.parametrize(
    ("reply", "states", "copies"),
    [
        ("451 Later", ["waiting", "sent"], 1),
        ("550 No such user", ["failed", "failed"], 0),
        (Drop.MID_DATA, ["waiting", "sent"], 1),
        (Drop.AFTER_DOT, ["waiting", "sent"], 2),
    ],
)
def test_trouble_with_a_brief_is_trouble_as_with_a_digest(
    settings: Settings, reply: Reply, states: list[str], copies: int
) -> None:
    user, clock = reader(), Clock(SIX)
    talk(user)
    with SmtpSink([reply, OK]) as sink:
        use_sink(settings, sink)
        seen = []
        for _ in range(2):
            send_due(clock=clock)
            seen.append(ledger(user).state)
            clock.move(seconds=30)

    assert (seen, len(sink.letters), len(set(sink.message_ids))) == (states, copies, min(copies, 1))


def test_briefs_cost_the_same_for_one_and_three_readers() -> None:
    counts = []
    for number in (1, 3):
        for place in range(number):
            a_talk(reader(f"r{number}-{place}@example.com"))
        with CaptureQueriesContext(connection) as queries:
            assert send_due(clock=Clock(SIX)).as_dict()["sent"] == number
        counts.append(len(queries) - 2 * number)

    assert counts[0] == counts[1] <= 32


def test_batches_of_briefs_go_on_until_none_is_due() -> None:
    for place in range(5):
        talk(reader(f"r{place}@example.com"))

    assert send_due(clock=Clock(SIX), batch=2).as_dict()["sent"] == 5


def test_it_begins_with_the_users_own_words_once_they_wrote_them() -> None:
    """P34."""
    user = reader()
    row = a_talk(user)
    Interview.unscoped.filter(pk=row.pk).update(
        is_framed=True, who_i_am="I plan trains", who_referred_me="Ben told me to write", organization_homework="Merged"
    )

    letter, _ = letter_now(user, DigestKind.BRIEF, now=SIX)

    for words in ("Who I am: I plan trains", "Who led me to you: Ben told me to write", "Merged"):
        assert words in letter.text
    assert "Why you:" not in letter.text
