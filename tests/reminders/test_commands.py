"""``manage.py agenda`` and ``manage.py send_digests``, as people and scripts call them."""

import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import User
from reminders import tasks
from reminders.models import DigestDelivery, Heartbeat
from tests.conftest import MORNING
from tests.factories import FollowUpFactory, TargetFactory
from tests.reminders.conftest import use_sink
from tests.reminders.snapshot import database_hash
from tests.smtp_sink import SmtpSink


def run(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


@time_machine.travel(MORNING, tick=False)
def test_agenda_as_json_lists_what_scripts_rely_on(alice: User) -> None:
    target = TargetFactory.create(campaign__owner=alice, contact__first_name="Tobias", contact__last_name="Krüger")
    follow_up = FollowUpFactory.create(
        contact__owner=alice, contact__first_name="Sam", what="Send Sam the names", due_on=date(2026, 11, 20)
    )

    said = json.loads(run("agenda", "--owner", "Alice@example.com", "--json"))

    assert said == {
        "on": "2026-11-23",
        "items": [
            {
                "kind": "follow_up",
                "key": str(follow_up.pk),
                "due_on": "2026-11-20",
                "contact": "Sam Ibáñez",
                "title": "Send Sam the names",
                "why": "You planned it for last Friday",
                "url": f"http://localhost:8000/people/{follow_up.contact_id}/",
            },
            {
                "kind": "attempt",
                "key": f"{target.pk}-1",
                "due_on": "2026-11-23",
                "contact": "Tobias Krüger",
                "title": "Write to Tobias: attempt 1 of 5",
                "why": said["items"][1]["why"],
                "url": f"http://localhost:8000/outreach/write/target/{target.pk}/",
            },
        ],
    }


def test_agenda_of_another_date(alice: User) -> None:
    FollowUpFactory.create(contact__owner=alice, due_on=date(2026, 12, 1))

    days = {
        on: json.loads(run("agenda", "--owner", alice.email, "--on", on, "--json"))
        for on in ("2026-11-30", "2026-12-01")
    }

    assert {on: len(said["items"]) for on, said in days.items()} == {"2026-11-30": 0, "2026-12-01": 1}


@time_machine.travel(MORNING, tick=False)
def test_agenda_reads_in_the_terminal_as_on_the_page(alice: User) -> None:
    follow_up = FollowUpFactory.create(
        contact__owner=alice,
        contact__first_name="Sam",
        contact__how_known="[bold]Flatmate[/bold] at university",
        what="Send Sam the names",
        due_on=date(2026, 11, 20),
    )

    assert run("agenda", "--owner", alice.email) == (
        "Monday 23 November: one person, about 10 minutes.\n"
        "\n"
        "Sam Ibáñez · Head of Logistics\n"
        "  Send Sam the names  due since Friday\n"
        "  You planned it for last Friday. [bold]Flatmate[/bold] at university.\n"
        f"  http://localhost:8000/people/{follow_up.contact_id}/\n"
    )


@time_machine.travel(MORNING, tick=False)
def test_agenda_of_an_empty_day_says_so(alice: User) -> None:
    assert run("agenda", "--owner", alice.email) == "Monday 23 November: nobody is waiting for you.\n"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (
            ["agenda", "--owner", "nobody@example.com"],
            "There is no account with the e-mail address nobody@example.com.",
        ),
        (
            ["agenda", "--owner", "alice@example.com", "--on", "23.11.2026"],
            "“23.11.2026” is not a date. Write it like 2026-11-23.",
        ),
        (
            ["agenda", "--owner", "alice@example.com", "--on", "20261123"],
            "“20261123” is not a date. Write it like 2026-11-23.",
        ),
        (["send_digests", "--now", "soon"], "“soon” is not a moment. Write it like 2026-11-23T07:00:00+00:00."),
        (
            ["send_digests", "--now", "2026-11-23T07:00:00"],
            "“2026-11-23T07:00:00” does not say in which timezone. Write it like 2026-11-23T07:00:00+00:00.",
        ),
    ],
)
def test_bad_input_gives_one_line_and_code_2_and_changes_nothing(alice: User, command: list[str], said: str) -> None:
    User.objects.update(next_digest_at=MORNING - timedelta(days=365))
    before = database_hash()

    with pytest.raises(CommandError) as refused:
        run(*command)

    assert (str(refused.value), refused.value.returncode) == (said, 2)
    assert database_hash() == before


def test_send_digests_runs_as_of_the_moment_it_is_told(alice: User) -> None:
    FollowUpFactory.create(contact__owner=alice)
    User.objects.update(next_digest_at=MORNING)

    early = run("send_digests", "--now", "2026-11-23T08:59:59+01:00", "--json")
    due = run("send_digests", "--now", "2026-11-23T09:00:00+01:00", "--json")

    assert [json.loads(said) for said in (early, due)] == [
        {"sent": 0, "empty": 0, "quiet": 0, "waiting": 0, "failed": 0},
        {"sent": 1, "empty": 0, "quiet": 0, "waiting": 0, "failed": 0},
    ]
    assert DigestDelivery.for_user(alice).get().sent_at == MORNING


@time_machine.travel(MORNING, tick=False)
def test_send_digests_says_what_came_of_it(alice: User) -> None:
    User.objects.update(next_digest_at=MORNING)

    assert run("send_digests") == "0 sent, 1 empty, 0 quiet, 0 waiting, 0 failed.\n"


@time_machine.travel(MORNING, tick=False)
def test_the_task_sends_what_is_due(alice: User) -> None:
    FollowUpFactory.create(contact__owner=alice)
    User.objects.update(next_digest_at=MORNING)

    tasks.send_due_digests()

    assert [message.to for message in mail.outbox] == [["alice@example.com"]]


@time_machine.travel(MORNING, tick=False)
def test_the_task_comes_back_when_the_server_asks_for_a_moment(
    alice: User, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    FollowUpFactory.create(contact__owner=alice)
    User.objects.update(next_digest_at=MORNING)
    asked: list[dict[str, int]] = []
    monkeypatch.setattr(tasks.send_due_digests, "apply_async", lambda **options: asked.append(options))

    with SmtpSink(["451 Try again"]) as sink:
        use_sink(settings, sink)
        tasks.send_due_digests()

    assert asked == [{"countdown": 10}]


@time_machine.travel(MORNING, tick=False)
@pytest.mark.django_db
def test_heartbeat_notes_the_moment() -> None:
    tasks.heartbeat()

    assert Heartbeat.last() == timezone.now() == MORNING


def test_beat_and_tasks_agree_on_their_names(settings: Settings) -> None:
    names = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert {tasks.heartbeat.name, tasks.send_due_digests.name} <= names


def test_commands_files_are_adapters_alone() -> None:
    """No command imports another."""
    for file in Path(tasks.__file__).parent.glob("management/commands/*.py"):
        assert "management.commands" not in file.read_text(encoding="utf-8")
