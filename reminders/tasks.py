"""What the scheduler wakes: thin, safe to run twice at once, and the only place here that reads the clock."""

from celery import shared_task
from django.utils import timezone

from reminders.digests import send_due
from reminders.models import Heartbeat

HOUR = 3600


@shared_task(time_limit=60)
def heartbeat() -> None:
    """Say that beat and a worker are alive."""
    Heartbeat.record(now=timezone.now())


# No soft limit: its exception would land in the middle of a letter. A killed worker's leases run out by themselves.
@shared_task(time_limit=HOUR)
def send_due_digests() -> None:
    """Send what is due, and come back within the minute when the mail server asked for a moment."""
    if wait := send_due(clock=timezone.now).seconds_to_next_try(now=timezone.now()):
        send_due_digests.apply_async(countdown=wait)
