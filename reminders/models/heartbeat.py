"""When the scheduler last woke a worker."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models

STALE_AFTER = timedelta(minutes=15)


class Heartbeat(models.Model):
    """The one row that says background work is alive; written by a task that beat sends every minute."""

    beat_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Heartbeat"]] = models.Manager()

    def __str__(self) -> str:
        return f"last beat at {self.beat_at:%Y-%m-%d %H:%M:%S}"

    @classmethod
    def record(cls, *, now: datetime) -> None:
        """Note that the scheduler beat at the moment ``now``."""
        cls.objects.update_or_create(pk=1, defaults={"beat_at": now})

    @classmethod
    def last(cls) -> datetime | None:
        """The moment of the last beat; ``None`` before the first."""
        return cls.objects.filter(pk=1).values_list("beat_at", flat=True).first()
