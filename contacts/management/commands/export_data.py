"""``manage.py export_data --owner EMAIL FILE.zip [--force]``."""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from accounts.models import User
from accounts.owners import owner_named, refuse
from contacts.exporting import everything


class Command(BaseCommand):
    help = "Write everything in an account into one zip, which import_contacts brings back into an empty account."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose account, and where to."""
        parser.add_argument("file", type=Path, metavar="FILE.zip")
        parser.add_argument("--owner", required=True, metavar="EMAIL", help="whose account")
        parser.add_argument("--force", action="store_true", help="take the place of a file that is there already")

    def handle(self, *_args: Any, file: Path, owner: str, force: bool, **_options: Any) -> None:
        """Write it whole or not at all; bad input ends with exit code 2 and no file."""
        user = owner_named(owner)
        if file.is_dir():
            raise refuse(f"{file} is a folder. Say what the file in it shall be called.")
        if file.exists() and not force:
            raise refuse(f"{file} is there already. With --force the new one takes its place.")
        try:
            size = _write(file, user)
        except OSError as error:
            raise refuse(f"{file} cannot be written: {error.strerror or error}.") from error
        self.stdout.write(f"Everything in the account of {user.email} is in {file} ({_readable(size)}).")


def _write(file: Path, owner: User) -> int:
    """Write beside ``file`` and put it in its place once it is whole; returns its size in bytes."""
    # The file system's own random name, which only this user may read.
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
    part = Path(name)
    try:
        # A bar for eyes alone: on standard error, and only where it is a terminal.
        with (
            os.fdopen(handle, "wb") as stream,
            Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar,
        ):
            task = bar.add_task("Writing everything down", total=None)
            everything.write(
                stream,
                owner=owner,
                now=timezone.now(),
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
            stream.flush()
            os.fsync(stream.fileno())
        size = part.stat().st_size
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return size


def _readable(size: int) -> str:
    return f"{max(size // 1024, 1):,} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:,.1f} MB"
