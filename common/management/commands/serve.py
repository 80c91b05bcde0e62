"""``manage.py serve``: web, worker and beat in one process, for one machine with nothing else installed."""

import errno
import logging
import os
import signal
from argparse import ArgumentParser
from threading import Thread
from types import FrameType
from typing import Any

from celery import current_app
from celery.beat import EmbeddedService
from celery.exceptions import WorkerShutdown
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import Error as DatabaseTrouble
from waitress.server import create_server

from common.readiness import pending_migrations, static_files_ready

WEB_THREADS = 8
WORKER_THREADS = 4
LAST_REQUESTS_SECONDS = 5
_THIS_MACHINE = {"127.0.0.1", "::1", "0.0.0.0", "::", "localhost"}  # noqa: S104 compared, not bound


def parse_bind(text: str) -> tuple[str, int]:
    """Host and port of ``127.0.0.1:8000`` or ``[::1]:8000``. Raises ``CommandError`` for anything else."""
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise CommandError(f"--bind takes an address and a port, like 127.0.0.1:8000, not “{text}”.", returncode=2)
    return host.removeprefix("[").removesuffix("]"), int(port)


def browser_address(host: str, port: int) -> str:
    """What to type into a browser to reach a server bound to ``host`` and ``port``."""
    shown = "localhost" if host in _THIS_MACHINE else f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"


class Command(BaseCommand):
    help = "Serve the site and do its background work in this one process, until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen, and whether to bring the database up to date first."""
        parser.add_argument("--bind", default="127.0.0.1:8000", help="address:port, by default 127.0.0.1:8000")
        parser.add_argument("--migrate", action="store_true", help="apply pending migrations before serving")

    def handle(self, *, bind: str, migrate: bool, **_options: Any) -> None:
        """Run until SIGINT or SIGTERM. Raises ``CommandError`` (exit code 2) when it cannot start."""
        host, port = parse_bind(bind)
        self.stop_on_signals()
        self.prepare(migrate=migrate)
        web = self.listen(host, port)
        Thread(target=web.run, name="Web", daemon=True).start()
        beat: Any = EmbeddedService(current_app, thread=True, scheduler_cls=settings.CELERY_BEAT_SCHEDULER)
        beat.start()
        self.say(f"Rapport is at {browser_address(host, web.effective_port)}")
        # The worker holds the main thread, and returns from a signal when what it had begun is done.
        current_app.WorkController(pool="threads", concurrency=WORKER_THREADS).start()
        beat.stop()
        web.task_dispatcher.shutdown(timeout=LAST_REQUESTS_SECONDS)
        self.say("Stopped.")

    def prepare(self, *, migrate: bool) -> None:
        """See that tables and static files are there; with ``migrate`` bring the tables up to date."""
        try:
            if migrate:
                call_command("migrate", verbosity=0, interactive=False)
            pending = pending_migrations()
        except DatabaseTrouble as error:
            raise CommandError(f"The database does not answer: {str(error).strip()}", returncode=2) from error
        if pending:
            raise CommandError(
                f"{pending} migrations wait to be applied. Run “manage.py migrate”, or serve --migrate.",
                returncode=2,
            )
        if not static_files_ready():
            raise CommandError("The static files are not collected. Run “manage.py collectstatic”.", returncode=2)

    def listen(self, host: str, port: int) -> Any:
        """A web server bound to ``host`` and ``port`` (0 picks a free one), not yet running."""
        # It logs a warning each time a request waits for a thread, which on one machine is no news.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        try:
            return create_server(get_internal_wsgi_application(), host=host, port=port, threads=WEB_THREADS, ident="")
        except OSError as error:
            reason = "it is taken" if error.errno == errno.EADDRINUSE else error.strerror or error
            raise CommandError(f"Cannot listen on {host}:{port}: {reason}.", returncode=2) from error

    def stop_on_signals(self) -> None:
        """Ctrl-C and SIGTERM finish what is under way; a second one does not wait for it.

        That loses nothing: a job is a row, and the next start takes up what was not finished.
        """
        stopping = False

        def stop(_signal: int, _frame: FrameType | None) -> None:
            nonlocal stopping
            if stopping:
                os._exit(1)
            stopping = True
            self.say("\nStopping once what is under way is done. Ctrl-C again stops at once.")
            raise WorkerShutdown(0)

        signal.signal(signal.SIGINT, stop)
        signal.signal(signal.SIGTERM, stop)

    def say(self, line: str) -> None:
        """Print at once, also into a pipe."""
        self.stdout.write(line)
        self.stdout.flush()
