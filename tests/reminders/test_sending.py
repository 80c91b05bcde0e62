"""Digests on their way through a real mail server that does what a test scripts."""

import smtplib
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from accounts.models import User
from contacts.agenda import FollowUpSource
from reminders.digests import send_due
from reminders.digests.post_office import LONGEST_DELAY, delay
from reminders.models import DeliveryState, DigestDelivery
from tests.conftest import MONDAY, MORNING
from tests.factories import FollowUpFactory, UserFactory
from tests.reminders.conftest import use_sink
from tests.reminders.items import Clock
from tests.smtp_sink import OK, Drop, Reply, SmtpSink

NOTHING = {"sent": 0, "empty": 0, "quiet": 0, "waiting": 0, "failed": 0}


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """All of these need it."""


def reader(email: str = "ada@example.com", *, due: bool = True, **fields: object) -> User:
    """Someone whose digest is due, with one thing on their agenda."""
    user = UserFactory.create(email=email, next_digest_at=MORNING - timedelta(hours=1), **fields)
    if due:
        FollowUpFactory.create(contact__owner=user, contact__first_name="Sam", what="Send Sam the names")
    return user


def readers(count: int) -> list[User]:
    return [reader(f"reader{number}@example.com") for number in range(count)]


def ledger(user: User) -> DigestDelivery:
    row: DigestDelivery = DigestDelivery.for_user(user).get()
    return row


def test_digest_arrives_once_with_everything_a_machines_mail_says(sink: SmtpSink) -> None:
    user = reader()

    report = send_due(clock=Clock())

    [letter] = sink.letters
    row = ledger(user)
    assert report.as_dict() == {**NOTHING, "sent": 1}
    assert (row.state, row.attempts, row.sent_at, row.take_up_at, row.problem) == ("sent", 1, MORNING, None, "")
    headers = {name: str(letter[name]) for name in ("To", "From", "Subject", "Message-ID", "Auto-Submitted", "List-Id")}
    assert headers == {
        "To": "ada@example.com",
        "From": "Rapport <rapport@localhost>",
        "Subject": "Follow up with Sam",
        "Message-ID": row.message_id,
        "Auto-Submitted": "auto-generated",
        "List-Id": "Rapport digest <digest.localhost>",
    }
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["List-Unsubscribe"].strip().startswith("<http://localhost:8000/unsubscribe/")
    assert letter["Date"].datetime == row.created_at
    assert [part.get_content_type() for part in letter.walk()] == ["multipart/alternative", "text/plain", "text/html"]


def test_a_letter_is_kept_only_as_long_as_it_may_be_repeated(settings: Settings) -> None:
    user, clock = reader(), Clock()
    with SmtpSink(["451 Later"]) as sink:
        use_sink(settings, sink)
        send_due(clock=clock)
        waiting = ledger(user)
        clock.move(seconds=10)
        send_due(clock=clock)

    sent = ledger(user)
    assert "Send Sam the names" in waiting.text_body
    assert "Send Sam the names" in waiting.html_body
    assert (sent.subject, sent.text_body, sent.html_body) == ("Follow up with Sam", "", "")


def test_digest_of_an_empty_day_is_noted_and_not_sent(sink: SmtpSink) -> None:
    user = reader(due=False)

    report = send_due(clock=Clock())

    assert report.as_dict() == {**NOTHING, "empty": 1}
    assert (ledger(user).state, sink.letters) == (DeliveryState.EMPTY, [])


def test_running_again_sends_nothing_more(sink: SmtpSink) -> None:
    readers(3)

    reports = [send_due(clock=Clock()).as_dict() for _ in range(3)]

    assert reports == [{**NOTHING, "sent": 3}, NOTHING, NOTHING]
    assert len(set(sink.message_ids)) == len(sink.message_ids) == 3


def test_batches_go_on_until_none_is_due_each_over_one_connection(sink: SmtpSink) -> None:
    readers(5)

    report = send_due(clock=Clock(), batch=2)

    assert (report.as_dict()["sent"], sink.connections) == (5, 3)


def test_building_costs_the_same_for_one_three_and_fifty_readers(sink: SmtpSink) -> None:
    """Claim and build are constant; each letter then writes its attempt and its outcome."""
    counts = []
    for number in (1, 3, 50):
        for place in range(number):
            reader(f"r{number}-{place}@example.com")
        with CaptureQueriesContext(connection) as queries:
            assert send_due(clock=Clock()).as_dict()["sent"] == number
        counts.append(len(queries) - 2 * number)

    assert counts == [counts[0]] * 3


def test_451_delays_and_then_delivers_the_same_letter(settings: Settings) -> None:
    user, clock = reader(), Clock()
    with SmtpSink(["451 Try again in a minute"]) as sink:
        use_sink(settings, sink)
        first = send_due(clock=clock)
        row = ledger(user)
        too_early = send_due(clock=clock)
        FollowUpFactory.create(contact__owner=user, what="Something new since")
        clock.move(seconds=10)
        second = send_due(clock=clock)

    assert (first.as_dict(), too_early.as_dict(), second.as_dict()) == (
        {**NOTHING, "waiting": 1},
        NOTHING,
        {**NOTHING, "sent": 1},
    )
    assert (row.state, row.take_up_at, row.problem) == (
        "waiting",
        MORNING + timedelta(seconds=10),
        "451 Try again in a minute",
    )
    assert first.seconds_to_next_try(now=MORNING) == 10
    settled = ledger(user)
    assert (settled.state, settled.attempts, settled.problem, settled.message_id) == ("sent", 2, "", row.message_id)
    assert sink.message_ids == [row.message_id]
    assert "Something new" not in sink.letters[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]


@pytest.mark.parametrize("reply", ["550 No such user", "RCPT 550 No such user"])
def test_550_stops_at_once_with_the_servers_words(settings: Settings, reply: str) -> None:
    user, clock = reader(), Clock()
    with SmtpSink([reply]) as sink:
        use_sink(settings, sink)
        report = send_due(clock=clock)
        clock.move(hours=5)
        later = send_due(clock=clock)

    assert (report.as_dict(), later.as_dict()) == ({**NOTHING, "failed": 1}, NOTHING)
    row = ledger(user)
    assert (row.state, row.attempts, row.problem, sink.handed_in) == ("failed", 1, "550 No such user", 1)


@pytest.mark.parametrize("reply", ["RCPT 450 Busy", "421 Going down"])
def test_a_refusal_for_now_waits(settings: Settings, reply: str) -> None:
    user = reader()
    with SmtpSink([reply]) as sink:
        use_sink(settings, sink)
        send_due(clock=Clock())

    row = ledger(user)
    assert (row.state, row.problem) == ("waiting", reply.removeprefix("RCPT "))


@pytest.mark.parametrize(
    "trouble", ["451 Later", "550 Never", "421 Closing", "RCPT 550 Who", Drop.MID_DATA, Drop.AFTER_DOT, Drop.AT_RCPT]
)
def test_trouble_with_one_letter_stops_no_other(settings: Settings, trouble: Reply) -> None:
    users = readers(5)
    with SmtpSink([OK, trouble]) as sink:
        use_sink(settings, sink)
        report = send_due(clock=Clock())

    assert report.as_dict()["sent"] == 4
    assert [ledger(user).state for user in users].count("sent") == 4
    assert sink.handed_in == 5


def test_a_drop_in_mid_data_is_tried_twice_more_and_then_flagged(settings: Settings) -> None:
    user, clock = reader(), Clock()
    with SmtpSink([Drop.MID_DATA] * 9) as sink:
        use_sink(settings, sink)
        for _ in range(9):
            send_due(clock=clock)
            clock.move(hours=1)

    row = ledger(user)
    assert (row.state, row.attempts, row.uncertain, sink.handed_in) == ("failed", 3, 3, 3)
    assert row.problem == "The connection broke before the mail server confirmed it."


def test_a_drop_after_the_dot_repeats_the_same_letter_at_most_twice(settings: Settings) -> None:
    user, clock = reader(), Clock()
    with SmtpSink([Drop.AFTER_DOT, Drop.AFTER_DOT, OK]) as sink:
        use_sink(settings, sink)
        for _ in range(5):
            send_due(clock=clock)
            clock.move(hours=1)

    row = ledger(user)
    assert (row.state, row.attempts, row.uncertain) == ("sent", 3, 2)
    assert sink.message_ids == [row.message_id] * 3
    assert len({letter.get_body(("plain",)).get_content() for letter in sink.letters}) == 1  # type: ignore[union-attr]


def test_a_server_that_is_away_is_asked_once_and_everybody_waits(settings: Settings) -> None:
    users, clock = readers(3), Clock()
    with SmtpSink() as sink:
        use_sink(settings, sink)
    away = send_due(clock=clock)
    with SmtpSink() as sink:
        use_sink(settings, sink)
        clock.move(seconds=10)
        back = send_due(clock=clock)

    assert (away.as_dict(), back.as_dict()) == ({**NOTHING, "waiting": 3}, {**NOTHING, "sent": 3})
    assert [(ledger(user).attempts, ledger(user).uncertain) for user in users] == [(2, 0)] * 3


def test_a_server_that_stays_away_for_a_day_is_given_up_on(settings: Settings) -> None:
    user, clock = reader(), Clock()
    User.objects.filter(pk=user.pk).update(digest_days="1")
    with SmtpSink() as sink:
        use_sink(settings, sink)
    send_due(clock=clock)
    clock.move(hours=23)
    still = send_due(clock=clock).as_dict()
    clock.move(hours=1)
    given_up = send_due(clock=clock).as_dict()

    assert (still, given_up) == ({**NOTHING, "waiting": 1}, {**NOTHING, "failed": 1})
    assert "refused" in ledger(user).problem.lower()


def test_a_refused_login_waits_for_someone_to_repair_it(settings: Settings, sink: SmtpSink) -> None:
    user = reader()
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "rapport", "wrong"

    send_due(clock=Clock())

    assert (ledger(user).state, sink.handed_in) == ("waiting", 0)


def test_an_address_no_server_takes_fails_alone(sink: SmtpSink) -> None:
    bad, good = reader("bad\n@example.com"), reader()

    send_due(clock=Clock())

    assert (ledger(bad).state, ledger(good).state) == ("failed", "sent")


def test_a_lease_taken_over_while_waiting_in_line_is_not_sent_twice(sink: SmtpSink) -> None:
    """The second letter's lease ran out while the first was on its way, and another worker took it."""
    first, second = readers(2)
    clock = Clock()

    def clock_that_lets_another_worker_in() -> object:
        if DigestDelivery.for_user(first).filter(state="sent").exists():
            DigestDelivery.for_user(second).filter(attempts=0).update(claim="00000000-0000-0000-0000-000000000000")
        return clock()

    send_due(clock=clock_that_lets_another_worker_in)  # type: ignore[arg-type]

    assert [str(letter["To"]) for letter in sink.letters] == [first.email]
    assert ledger(second).state == "claimed"


def test_a_letter_called_off_on_its_way_counts_as_sent_if_it_went_out(settings: Settings) -> None:
    user = reader()

    def call_off(_place: int) -> Reply:
        return OK

    with SmtpSink(script=call_off) as sink:
        use_sink(settings, sink)
        clock = Clock()
        calls = iter(range(100))

        def clock_that_calls_off() -> object:
            if next(calls) == 5:
                DigestDelivery.for_user(user).update(state=DeliveryState.CALLED_OFF)
            return clock()

        send_due(clock=clock_that_calls_off)  # type: ignore[arg-type]

    assert (len(sink.letters), ledger(user).state) == (1, "sent")


def test_an_agenda_that_cannot_be_made_spoils_no_other(
    sink: SmtpSink, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, fine = readers(2)
    items = FollowUpSource.items

    def items_or_die(self: FollowUpSource, owners: list[User], on: date, until: date) -> object:
        if broken in owners:
            raise RuntimeError("rows of another shape")
        return items(self, owners, on, until)

    monkeypatch.setattr(FollowUpSource, "items", items_or_die)
    report = send_due(clock=Clock())

    assert report.as_dict() == {**NOTHING, "sent": 1, "failed": 1}
    assert (ledger(broken).state, ledger(fine).state) == ("failed", "sent")
    assert ledger(broken).problem == "It could not be written; the worker's log says why."
    assert "rows of another shape" in caplog.text


def test_a_letter_that_cannot_be_written_spoils_no_other(
    sink: SmtpSink, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, fine = readers(2)
    monkeypatch.setattr(
        User, "first_name", property(lambda user: 1 / 0 if user.pk == broken.pk else user.name.split()[0])
    )
    send_due(clock=Clock())

    assert (ledger(broken).state, ledger(fine).state) == ("failed", "sent")
    assert "ZeroDivisionError" in caplog.text


def test_the_same_path_writes_files(settings: Settings, tmp_path: Path) -> None:
    readers(3)
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)

    report = send_due(clock=Clock())

    [file] = tmp_path.iterdir()
    assert report.as_dict()["sent"] == 3
    assert file.read_text(encoding="utf-8").count("\nSubject: Follow up with Sam\n") == 3


def test_the_same_path_works_with_any_backend_of_django(settings: Settings) -> None:
    readers(2)

    send_due(clock=Clock())

    assert [message.subject for message in mail.outbox] == ["Follow up with Sam"] * 2


def test_a_line_that_fell_asleep_is_opened_again(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    readers(3)
    asked = iter(range(100))
    noop = smtplib.SMTP.noop

    def noop_once_dead(self: smtplib.SMTP) -> object:
        if next(asked) == 0:
            self.close()
        return noop(self)

    monkeypatch.setattr(smtplib.SMTP, "noop", noop_once_dead)
    with SmtpSink() as sink:
        use_sink(settings, sink)
        report = send_due(clock=Clock())

    assert (report.as_dict(), sink.connections) == ({**NOTHING, "sent": 3}, 2)


def test_delay_grows_from_ten_seconds_to_a_quarter_of_an_hour() -> None:
    seconds = [delay(attempts).total_seconds() for attempts in range(1, 8)]

    assert (seconds, delay(500)) == ([10, 30, 90, 270, 810, 900, 900], LONGEST_DELAY)


def test_next_try_is_only_told_when_it_is_near(settings: Settings) -> None:
    reader()
    with SmtpSink(["451 Later"]) as sink:
        use_sink(settings, sink)
        report = send_due(clock=Clock())

    assert [report.seconds_to_next_try(now=MORNING - timedelta(seconds=s)) for s in (-60, 0, 50, 51)] == [
        1,
        10,
        60,
        None,
    ]


def test_date_of_the_ledger_is_the_local_one(sink: SmtpSink) -> None:
    user = reader(timezone="Pacific/Auckland")

    send_due(clock=Clock())

    assert (ledger(user).local_date, MORNING.date()) == (MONDAY, MONDAY)
