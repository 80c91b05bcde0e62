"""The Celery application; ``config`` exposes it as ``celery_app`` so that ``celery -A config`` finds it."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("rapport")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@beat_init.connect
def beat_once_at_start(**_signal: Any) -> None:
    """Wake the worker as soon as the scheduler starts, so that nobody waits five minutes after a restart."""
    app.send_task("reminders.tasks.heartbeat")
    app.send_task("reminders.tasks.send_due_digests")
