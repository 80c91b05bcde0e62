"""Is everything that reminders rest on there, and if not, what to do: for ``/healthz`` and ``manage.py doctor``."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit

from celery import current_app
from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
from django.db import Error as DatabaseTrouble
from django.db import connection, transaction
from django.http.request import validate_host
from kombu.exceptions import OperationalError

from common.readiness import pending_migrations, static_files_ready
from contacts.finding import index
from reminders.models import Heartbeat
from reminders.models.heartbeat import STALE_AFTER

PATIENCE_SECONDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one look found. A fault (``ok`` false) always says what to do."""

    subject: str
    ok: bool
    says: str
    """May be shown to anyone."""
    detail: str = ""
    """The words of the system that failed; may name hosts and folders."""
    do: str = ""


def look_briefly(now: datetime) -> list[Finding]:
    """What must be right for the product to do its work at the moment ``now``: the database and the last beat."""
    database = database_answers()
    return [database, last_beat(now)] if database.ok else [database]


def look_at_everything(now: datetime) -> Iterator[Finding]:
    """Each check in turn, as it ends; what rests on a database that does not answer is left out."""
    database = database_answers()
    yield database
    if database.ok:
        yield migrations_applied()
        yield search_follows()
        yield database_takes_writes()
    yield broker_answers()
    if database.ok:
        yield last_beat(now)
    yield mail_goes_out()
    yield secret_key_is_kept()
    yield debug_is_off()
    yield site_url_is_allowed()
    yield static_files_collected()


def database_answers() -> Finding:
    """Whether a query comes back."""
    subject = "Database"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseTrouble as error:
        return Finding(
            subject=subject,
            ok=False,
            says="does not answer.",
            detail=_one_line(error),
            do="Start the database server, or correct DATABASE_URL.",
        )
    return Finding(subject=subject, ok=True, says=f"{connection.display_name} answers.")


def database_takes_writes() -> Finding:
    """Whether a write is let through; nothing is changed."""
    subject = "Database writes"
    try:
        with transaction.atomic():
            Heartbeat.objects.filter(pk=0).delete()
    except DatabaseTrouble as error:
        return Finding(
            subject=subject,
            ok=False,
            says="are refused.",
            detail=_one_line(error),
            do="See that the disk has room, and that the file or the role may be written.",
        )
    return Finding(subject=subject, ok=True, says="are taken.")


def migrations_applied() -> Finding:
    """Whether the tables are those this version of the code expects."""
    subject = "Migrations"
    try:
        pending = pending_migrations()
    except DatabaseTrouble as error:
        return Finding(
            subject=subject,
            ok=False,
            says="cannot be read.",
            detail=_one_line(error),
            do="Run “manage.py migrate”.",
        )
    if pending:
        return Finding(subject=subject, ok=False, says=f"{pending} wait to be applied.", do="Run “manage.py migrate”.")
    return Finding(subject=subject, ok=True, says="are all applied.")


def search_follows() -> Finding:
    """Whether what is written finds its way into the search index."""
    subject = "Search"
    try:
        in_place = index.is_in_place()
    except DatabaseTrouble as error:
        return Finding(
            subject=subject, ok=False, says="cannot be asked.", detail=_one_line(error), do="Run “manage.py migrate”."
        )
    if not in_place:
        return Finding(subject=subject, ok=False, says="misses what is written.", do="Run “manage.py rebuild_search”.")
    return Finding(subject=subject, ok=True, says="finds what is written.")


def broker_answers() -> Finding:
    """Whether tasks can be handed to a worker."""
    subject = "Broker"
    url = settings.CELERY_BROKER_URL
    if url.startswith("memory"):
        return Finding(
            subject=subject,
            ok=True,
            says="none to install: “manage.py serve” does the background work itself, while it runs.",
        )
    try:
        with current_app.connection_for_write(url, connect_timeout=PATIENCE_SECONDS) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=PATIENCE_SECONDS)
    except (OperationalError, OSError) as error:
        return Finding(
            subject=subject,
            ok=False,
            says=f"{_without_password(url)} does not answer.",
            detail=_one_line(error),
            do="Start Redis, or correct CELERY_BROKER_URL.",
        )
    return Finding(subject=subject, ok=True, says=f"{_without_password(url)} answers.")


def last_beat(now: datetime) -> Finding:
    """Whether scheduler and worker were alive within the last 15 minutes before the moment ``now``."""
    subject = "Background work"
    if settings.CELERY_BROKER_URL.startswith("memory"):
        do = "Start “make run” (or “manage.py serve”) and leave it running."
    else:
        do = "Start the beat and worker processes, and look into their logs."
    try:
        beat_at = Heartbeat.last()
    except DatabaseTrouble:
        return Finding(subject=subject, ok=False, says="has no table to write to.", do="Run “manage.py migrate”.")
    if beat_at is None:
        return Finding(subject=subject, ok=False, says="has never run.", do=do)
    if now - beat_at >= STALE_AFTER:
        return Finding(subject=subject, ok=False, says=f"last ran {_ago(now - beat_at)} ago.", do=do)
    return Finding(subject=subject, ok=True, says=f"last ran {_ago(now - beat_at)} ago.")


def mail_goes_out() -> Finding:
    """Whether the mail server lets us in; without one, where letters land."""
    subject = "Mail"
    if not settings.MAIL_LEAVES_THIS_MACHINE:
        return _mail_stays_here(subject)
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with EmailBackend(timeout=PATIENCE_SECONDS) as backend:
            server: Any = backend.connection
            status, words = server.noop()
    except (SMTPException, OSError) as error:
        return Finding(
            subject=subject,
            ok=False,
            says=f"{where} does not take our mail.",
            detail=_one_line(error),
            do="Correct EMAIL_URL (host, port, user, password, TLS), or start that server.",
        )
    if status != 250:
        return Finding(
            subject=subject,
            ok=False,
            says=f"{where} let us in, but does not take commands.",
            detail=f"{status} {words.decode(errors='replace')}",
            do="Ask whoever runs that server.",
        )
    return Finding(subject=subject, ok=True, says=f"{where} lets us in.")


def secret_key_is_kept() -> Finding:
    """Whether the key that signs sessions and mailed links is long, and readable by us alone."""
    subject = "Secret key"
    file = Path(settings.DATA_DIR) / "secret_key"
    if len(settings.SECRET_KEY) < 40 or "change-me" in settings.SECRET_KEY:
        return Finding(
            subject=subject,
            ok=False,
            says="is too short or the example's.",
            do="Unset SECRET_KEY to have one made, or set 50 random characters.",
        )
    if file.exists() and file.read_text(encoding="utf-8").strip() == settings.SECRET_KEY:
        if file.stat().st_mode & 0o077:
            return Finding(
                subject=subject, ok=False, says=f"in {file} can be read by others.", do=f"Run “chmod 600 {file}”."
            )
        return Finding(subject=subject, ok=True, says=f"is kept in {file}.")
    return Finding(subject=subject, ok=True, says="comes from the environment.")


def debug_is_off() -> Finding:
    """Whether error pages keep to themselves what only a developer may see."""
    if not settings.DEBUG:
        return Finding(subject="DEBUG", ok=True, says="is off.")
    return Finding(
        subject="DEBUG",
        ok=False,
        says="is on: error pages show the code and the settings to anyone.",
        do="Unset DEBUG wherever others can reach this.",
    )


def site_url_is_allowed() -> Finding:
    """Whether the address that mails link to is one this site answers to."""
    subject = "SITE_URL"
    host = urlsplit(settings.SITE_URL).hostname or ""
    if validate_host(f"[{host}]" if ":" in host else host, settings.ALLOWED_HOSTS):
        return Finding(subject=subject, ok=True, says=f"{settings.SITE_URL} is answered to.")
    return Finding(
        subject=subject,
        ok=False,
        says=f"{settings.SITE_URL} is refused, as ALLOWED_HOSTS is {', '.join(settings.ALLOWED_HOSTS) or 'empty'}.",
        do=f"Add {host} to ALLOWED_HOSTS, or unset it.",
    )


def static_files_collected() -> Finding:
    """Whether style sheets and scripts are where the server looks for them."""
    subject = "Static files"
    if settings.DEBUG:
        return Finding(subject=subject, ok=True, says="are served from the source, as DEBUG is on.")
    if static_files_ready():
        return Finding(subject=subject, ok=True, says=f"are collected in {settings.STATIC_ROOT}.")
    return Finding(
        subject=subject,
        ok=False,
        says="are not collected, so pages cannot be shown.",
        do="Run “make setup” (or “manage.py collectstatic”).",
    )


def _mail_stays_here(subject: str) -> Finding:
    folder = Path(settings.MAIL_DIR)
    if not settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        return Finding(subject=subject, ok=True, says="does not leave this machine (EMAIL_URL says so).")
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    if not (existing.is_dir() and os.access(existing, os.W_OK)):
        return Finding(
            subject=subject,
            ok=False,
            says=f"cannot be written to {folder}.",
            do=f"Make {existing} a folder that this process may write to.",
        )
    return Finding(
        subject=subject, ok=True, says=f"lands as files in {folder}; set EMAIL_URL to send it through a server."
    )


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _ago(time: timedelta) -> str:
    minutes = max(0, int(time.total_seconds()) // 60)
    if minutes < 1:
        return "less than a minute"
    if minutes < 120:
        return "1 minute" if minutes == 1 else f"{minutes} minutes"
    hours = minutes // 60
    return f"{hours} hours" if hours < 48 else f"{hours // 24} days"


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
