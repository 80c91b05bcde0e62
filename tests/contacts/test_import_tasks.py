"""What the worker does, and takes up again."""

from datetime import timedelta

import pytest
import time_machine
from django.db import OperationalError

from accounts.models import User
from contacts import tasks
from contacts.importing import committing, intake
from contacts.models import Contact, ImportBatch, ImportState
from tests.conftest import MORNING
from tests.contacts.importing.samples import LINKEDIN


@pytest.fixture
def batch(alice: User) -> ImportBatch:
    return intake.receive([LINKEDIN.encode()], filename="Connections.csv", owner=alice, now=MORNING)


def state(batch: ImportBatch) -> str:
    batch.refresh_from_db()
    return batch.state


def test_a_worker_reads_and_commits(batch: ImportBatch, alice: User) -> None:
    tasks.read_import(batch.pk)
    batch.refresh_from_db()
    intake.accept(batch, tier="light", now=MORNING)
    tasks.commit_import(batch.pk)

    assert (state(batch), Contact.for_user(alice).count()) == (ImportState.DONE, 1)


def test_a_batch_that_is_gone_or_done_is_left_alone(batch: ImportBatch) -> None:
    tasks.read_import(batch.pk)
    for task in (tasks.read_import, tasks.commit_import):
        task(batch.pk)
        task(batch.pk + 1)

    assert state(batch) == ImportState.READY


@pytest.mark.parametrize(("error", "left"), [(OperationalError, ImportState.UPLOADED), (KeyError, ImportState.REFUSED)])
def test_reading_that_fails_is_said_or_tried_again(
    batch: ImportBatch, monkeypatch: pytest.MonkeyPatch, error: type[Exception], left: str
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise error("on purpose")

    monkeypatch.setattr(intake, "look_into", fail)

    with pytest.raises(error):
        tasks.read_import(batch.pk)

    assert state(batch) == left


@pytest.mark.parametrize(("error", "left"), [(OperationalError, ImportState.COMMITTING), (KeyError, ImportState.READY)])
def test_a_commit_that_fails_changes_nothing(
    batch: ImportBatch, alice: User, monkeypatch: pytest.MonkeyPatch, error: type[Exception], left: str
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise error("on purpose")

    intake.read_batch(batch, now=MORNING)
    intake.accept(batch, tier="light", now=MORNING)
    monkeypatch.setattr(committing, "keep_outcomes", fail)

    with pytest.raises(error):
        tasks.commit_import(batch.pk)

    assert (state(batch), Contact.for_user(alice).count()) == (left, 0)


def test_the_sweep_takes_up_what_nobody_touched_for_a_minute(
    batch: ImportBatch, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted = intake.receive([LINKEDIN.encode()], filename="b.csv", owner=alice, now=MORNING)
    intake.read_batch(accepted, now=MORNING)
    intake.accept(accepted, tier="light", now=MORNING)
    ImportBatch.unscoped.update(touched_at=MORNING)
    for task in (tasks.read_import, tasks.commit_import):
        monkeypatch.setattr(task, "delay", task)

    with time_machine.travel(MORNING + timedelta(seconds=59), tick=False):
        tasks.resume_imports()
        assert [state(batch), state(accepted)] == [ImportState.UPLOADED, ImportState.COMMITTING]
    with time_machine.travel(MORNING + timedelta(seconds=61), tick=False):
        tasks.resume_imports()

    assert [state(batch), state(accepted)] == [ImportState.READY, ImportState.DONE]
    assert Contact.for_user(alice).count() == 1
