"""Reminders by e-mail: what comes and when, a letter as it would be now, a test, what was sent."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from accounts.models import User
from common.agenda import Kind
from outreach.models import Pace
from reminders import forms
from reminders.agenda import SOURCES
from reminders.delivery_words import logged
from reminders.digests import send_due
from reminders.digests.trying import TESTS_AN_HOUR
from reminders.models import DeliveryState, DigestDelivery
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, FollowUpFactory, InterviewFactory
from tests.reminders.conftest import use_sink
from tests.reminders.items import Clock
from tests.reminders.snapshot import database_hash
from tests.smtp_sink import SmtpSink

KINDS = [source.kind.value for source in SOURCES]
FORM: dict[str, Any] = {
    "digest_hour": "7",
    "digest_days": list("1234567"),
    "digest_cap": "",
    "kinds": KINDS,
    "review_day": "",
    "review_hour": "17",
    "wants_briefs": "on",
    "brief_hour": "18",
    "quiet_on_holiday": "on",
}
TOMORROW_AT_SEVEN = datetime(2026, 11, 24, 7, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _monday_morning(alice: User) -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        User.objects.filter(pk=alice.pk).update(next_digest_at=TOMORROW_AT_SEVEN)
        yield


def kept(user: User) -> User:
    return User.objects.get(pk=user.pk)


def text_of(response: Any) -> str:
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)
    assert main is not None
    return " ".join(strip_tags(main[0]).split())


def row(owner: User, **fields: object) -> DigestDelivery:
    values = {
        "kind": "daily",
        "local_date": MONDAY,
        "claim": uuid4(),
        "message_id": f"<digest.{uuid4()}@localhost>",
        "created_at": MORNING,
        "state": "sent",
    }
    made: DigestDelivery = DigestDelivery.unscoped.create(owner=owner, **{**values, **fields})
    return made


# --- What comes and when ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "moment"),
    [
        ({"digest_hour": "9"}, datetime(2026, 11, 23, 9, tzinfo=UTC)),  # still today
        ({"digest_hour": "6"}, datetime(2026, 11, 24, 6, tzinfo=UTC)),
        ({"digest_days": ["5", "3"]}, datetime(2026, 11, 25, 7, tzinfo=UTC)),
        ({"digest_days": []}, None),
    ],
)
def test_a_new_hour_or_day_plans_the_next_digest(
    change: dict[str, Any], moment: datetime | None, alices: Client, alice: User
) -> None:
    response = alices.post("/digests/", {**FORM, **change})

    assert (response.status_code, response["Location"]) == (302, "/digests/")
    assert kept(alice).next_digest_at == moment


def test_days_are_kept_as_digits_in_order(alices: Client, alice: User) -> None:
    alices.post("/digests/", {**FORM, "digest_days": ["7", "1", "1"]})

    assert kept(alice).digest_days == "17"


def test_a_digest_that_is_due_comes_before_the_new_hour_counts(alices: Client, alice: User) -> None:
    """Nobody loses today's digest by moving the next ones a minute before it is taken up."""
    User.objects.update(next_digest_at=MORNING)

    alices.post("/digests/", {**FORM, "digest_hour": "5"})

    assert (kept(alice).next_digest_at, kept(alice).digest_hour) == (MORNING, 5)


def test_a_digest_that_is_due_does_not_come_to_someone_who_wants_none(alices: Client, alice: User) -> None:
    User.objects.update(next_digest_at=MORNING)

    alices.post("/digests/", {**FORM, "digest_days": []})

    assert kept(alice).next_digest_at is None


def test_a_weekly_review_is_wished_for_and_given_up(alices: Client, alice: User) -> None:
    alices.post("/digests/", {**FORM, "review_day": "5", "review_hour": "16"})
    wished = kept(alice)
    alices.post("/digests/", FORM)

    assert wished.next_review_at == datetime(2026, 11, 27, 16, tzinfo=UTC)
    assert (kept(alice).review_day, kept(alice).next_review_at) == ("", None)


def test_kinds_that_are_not_ticked_are_left_out_and_come_back(alices: Client, alice: User) -> None:
    alices.post("/digests/", {**FORM, "kinds": [kind for kind in KINDS if kind != Kind.KEEP_IN_TOUCH]})
    left_out = kept(alice)
    page = alices.get("/digests/").content.decode()
    alices.post("/digests/", FORM)

    assert left_out.leaves_out(Kind.KEEP_IN_TOUCH)
    assert not left_out.leaves_out(Kind.ATTEMPT)
    assert re.search(r'value="keep_in_touch"\s+id="\w+"\s+>', page)
    assert kept(alice).digest_leaves_out == ""


def test_every_kind_of_reminder_can_be_chosen_once() -> None:
    assert sorted(kind for _, kinds in forms.KIND_GROUPS for kind in kinds) == sorted(KINDS)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"digest_hour": "24"}, "digest_hour"),
        ({"digest_hour": "seven"}, "digest_hour"),
        ({"digest_days": ["8"]}, "digest_days"),
        ({"digest_cap": "0"}, "digest_cap"),
        ({"digest_cap": "51"}, "digest_cap"),
        ({"kinds": []}, "kinds"),
        ({"kinds": ["nonsense"]}, "kinds"),
        ({"review_day": "8"}, "review_day"),
        ({"brief_hour": ""}, "brief_hour"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_changes(
    change: dict[str, Any], field: str, alices: Client, alice: User
) -> None:
    before = database_hash()

    response = alices.post("/digests/", {**FORM, **change})

    assert (response.status_code, list(response.context["form"].errors), database_hash()) == (422, [field], before)


def test_the_page_says_what_comes_next(alices: Client, alice: User) -> None:
    person = ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato")
    InterviewFactory.create(contact=person, starts_at=datetime(2026, 11, 26, 10, tzinfo=UTC))
    alices.post("/digests/", {**FORM, "review_day": "5"})

    text = text_of(alices.get("/digests/"))

    assert "Daily digest Tuesday 24 November at 07:00." in text
    assert "Weekly review Friday 27 November at 17:00." in text
    assert "Wednesday 25 November at 18:00, before you talk with Hana Sato." in text


def test_the_page_says_what_rests_for_a_holiday(alices: Client, alice: User) -> None:
    Pace.unscoped.create(owner=alice, away_from=MONDAY, away_until=date(2026, 11, 29))

    text = text_of(alices.get("/digests/"))

    assert "Monday 30 November at 07:00. It rests until 29 November, as you are on holiday." in text


def test_the_page_says_when_nothing_comes(alices: Client) -> None:
    alices.post("/digests/", {**FORM, "digest_days": [], "wants_briefs": ""})

    text = text_of(alices.get("/digests/"))

    assert text.count("None, as you chose.") == 3


def test_the_page_costs_the_same_whatever_was_sent(
    alices: Client, alice: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for day in range(10):
        row(alice, local_date=MONDAY - timedelta(days=day))

    for address in ("/digests/", "/digests/sent/"):
        with django_assert_max_num_queries(10):
            alices.get(address)


# --- A letter as it would be now --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["daily", "weekly", "brief"])
def test_looking_at_a_letter_sends_and_changes_nothing(kind: str, alices: Client, alice: User) -> None:
    FollowUpFactory.create(contact__owner=alice, what="Send Sam the names")
    InterviewFactory.create(contact__owner=alice)
    before = database_hash()

    page, letter = alices.get(f"/digests/preview/?kind={kind}"), alices.get(f"/digests/preview/letter/?kind={kind}")

    assert (page.status_code, letter.status_code) == (200, 200)
    assert "As it would be now." in text_of(page)
    assert page.context["letter"].subject in text_of(page)
    assert (database_hash(), mail.outbox) == (before, [])


def test_the_frame_of_a_letter_runs_nothing_and_fetches_nothing(alices: Client, alice: User) -> None:
    FollowUpFactory.create(contact__owner=alice)

    page, letter = alices.get("/digests/preview/?kind=daily"), alices.get("/digests/preview/letter/?kind=daily")

    [frame] = re.findall(r"<iframe[^>]*>", page.content.decode())
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in frame
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    policy = dict(part.strip().partition(" ")[::2] for part in letter["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'none'",
        "style-src": "'unsafe-inline'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'self'",
        "sandbox": "allow-popups allow-popups-to-escape-sandbox",
    }
    assert (letter["X-Frame-Options"], letter["Cache-Control"]) == ("SAMEORIGIN", "no-store, private")
    assert set(re.findall(r"<a [^>]{31}", letter.content.decode())) == {'<a target="_blank" rel="noopener" '}


def test_without_a_talk_ahead_there_is_no_brief_to_show(alices: Client) -> None:
    page, letter = alices.get("/digests/preview/?kind=brief"), alices.get("/digests/preview/letter/?kind=brief")
    sent = alices.post("/digests/test/", {"kind": "brief"}, follow=True)

    assert "No interview is ahead" in text_of(page)
    assert letter.status_code == 404
    assert "there is no brief to send" in sent.content.decode()
    assert not DigestDelivery.unscoped.exists()


def test_a_digest_with_nothing_in_it_says_that_none_would_come(alices: Client) -> None:
    assert "Nothing is in it now, so none would come." in text_of(alices.get("/digests/preview/?kind=daily"))


@pytest.mark.parametrize("path", ["preview/?kind=nonsense", "preview/letter/?kind="])
def test_there_is_no_other_kind(path: str, alices: Client) -> None:
    assert alices.get(f"/digests/{path}").status_code == 404


# --- A test -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["daily", "weekly", "brief"])
def test_a_test_goes_the_way_of_every_digest_and_says_that_it_is_one(
    kind: str,
    alices: Client,
    alice: User,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    """Also where that kind is switched off, and on a day on which the real one went out."""
    User.objects.update(digest_days="", next_digest_at=None)
    InterviewFactory.create(contact__owner=alice)
    row(alice, kind=kind)
    with SmtpSink() as sink:
        use_sink(settings, sink)
        with django_capture_on_commit_callbacks() as callbacks:
            answer = alices.post("/digests/test/", {"kind": kind})
        report = send_due(clock=Clock())

    [letter] = sink.letters
    made = DigestDelivery.for_user(alice).get(is_test=True)
    assert (answer["Location"], len(callbacks)) == ("/digests/sent/", 1)
    assert report.as_dict()["sent"] == 1
    assert str(letter["Subject"]).strip().startswith("Test: ")
    assert "You asked for this test." in letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert (made.state, made.message_id, kept(alice).next_digest_at) == ("sent", letter["Message-ID"], None)
    assert f"test of the {made.get_kind_display()} Sent at 08:00." in text_of(alices.get("/digests/sent/"))


def test_a_test_holds_back_no_digest_of_that_day(alices: Client, alice: User) -> None:
    FollowUpFactory.create(contact__owner=alice)
    alices.post("/digests/test/")
    User.objects.update(next_digest_at=MORNING)

    send_due(clock=Clock())

    assert sorted(letter.subject.startswith("Test: ") for letter in mail.outbox) == [False, True]


def test_only_so_many_tests_go_out_in_an_hour(alices: Client, alice: User) -> None:
    for _ in range(TESTS_AN_HOUR + 1):
        answer = alices.post("/digests/test/", follow=True)

    assert DigestDelivery.for_user(alice).count() == TESTS_AN_HOUR
    assert "Try again in an hour" in answer.content.decode()
    with time_machine.travel(MORNING + timedelta(hours=1, seconds=1), tick=False):
        alices.post("/digests/test/")
    assert DigestDelivery.for_user(alice).count() == TESTS_AN_HOUR + 1


# --- What was sent ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"sent_at": MORNING}, "Sent at 08:00."),
        ({"sent_at": MORNING, "attempts": 3}, "Sent at 08:00, at try 3."),
        ({"state": "empty"}, "Nothing was due, so none came."),
        ({"state": "empty", "kind": "weekly"}, "Nothing had happened and nothing was owed, so none came."),
        ({"state": "empty", "kind": "brief"}, "The talk was moved or called off in time, so none came."),
        ({"state": "quiet"}, "You were on holiday, so it kept quiet."),
        ({"state": "called_off"}, "Not sent: a newer one took its place, or you wanted none any more."),
        ({"state": "claimed"}, "On its way."),
        ({"state": "waiting", "take_up_at": MORNING}, "On its way."),
        (
            {"state": "waiting", "problem": "451 Later", "take_up_at": MORNING + timedelta(minutes=5)},
            "Not delivered yet: the mail server said “451 Later”. It is tried again at 08:05.",
        ),
        (
            {"state": "waiting", "problem": "[Errno 111] Refused", "take_up_at": MORNING},
            "Not delivered yet: the mail server could not be reached ([Errno 111] Refused). It is tried again now.",
        ),
        (
            {"state": "failed", "problem": "The connection broke before the mail server confirmed it."},
            "It did not arrive: the connection broke before the mail server confirmed it. "
            "Nothing is lost: what was due is on Today.",
        ),
    ],
)
def test_the_ledger_in_plain_words(fields: dict[str, Any], words: str, alice: User) -> None:
    made = row(alice, **fields)

    [shown] = DigestDelivery.for_user(alice).newest_first()
    said = logged(shown, zone=alice.zone, now=MORNING)

    assert (said.words, said.pk) == (words, made.pk)


def test_every_state_has_words(alice: User) -> None:
    for place, state in enumerate(DeliveryState):
        row(alice, state=state, local_date=MONDAY - timedelta(days=place))

    assert all(
        logged(shown, zone=alice.zone, now=MORNING).words for shown in DigestDelivery.for_user(alice).newest_first()
    )


def test_the_history_is_newest_first_and_has_pages(alices: Client, alice: User) -> None:
    for day in range(35):
        row(
            alice,
            local_date=MONDAY - timedelta(days=day),
            created_at=MORNING - timedelta(days=day),
            subject=f"No {day}.",
        )

    first, second = text_of(alices.get("/digests/sent/")), text_of(alices.get("/digests/sent/?page=2"))

    assert first.index("No 0.") < first.index("No 1.")
    assert "No 30." not in first
    assert "No 34." in second


def test_a_letter_that_waits_can_be_read_and_one_that_arrived_is_not_kept(alices: Client, alice: User) -> None:
    waits = row(
        alice, state="waiting", problem="451 Later", take_up_at=MORNING, subject="Thank Ana", text_body="Thank <Ana>."
    )
    sent = row(alice, local_date=MONDAY - timedelta(days=1), subject="Call Ben")

    listed = alices.get("/digests/sent/").content.decode()
    read, gone = alices.get(f"/digests/sent/{waits.pk}/"), alices.get(f"/digests/sent/{sent.pk}/")

    assert f"/digests/sent/{waits.pk}/" in listed
    assert f"/digests/sent/{sent.pk}/" not in listed
    assert "Thank &lt;Ana&gt;." in read.content.decode()
    assert gone.status_code == 404


def test_nothing_was_sent_yet(alices: Client) -> None:
    assert "Nothing was sent yet" in text_of(alices.get("/digests/sent/"))
    assert "Nothing was sent yet." in text_of(alices.get("/digests/"))
