"""``manage.py import_contacts FILE --owner EMAIL [--dry-run] [--json]``."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from accounts.models import User
from accounts.owners import owner_named, refuse
from contacts.importing import intake, wording
from contacts.importing.planning import PlannedRow, count
from contacts.models import ImportVerdict, Tier


class Command(BaseCommand):
    help = "Bring people in from a LinkedIn, Google or vCard file, all or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, whose it is, and whether to write anything."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--owner", required=True, metavar="EMAIL", help="the account the people are for")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
        parser.add_argument("--json", action="store_true", help="answer in JSON on standard output")

    def handle(self, *_args: Any, file: Path, owner: str, dry_run: bool, **options: Any) -> None:
        """Read, plan and, unless dry, commit; bad input ends with exit code 2 and no change."""
        try:
            if file.stat().st_size > intake.MAX_BYTES:
                raise refuse(f"{file} is larger than {intake.MAX_BYTES // 1024 // 1024} MB.")
            content = file.read_bytes()
        except OSError as error:
            raise refuse(f"{file} cannot be opened: {error.strerror or error}.") from error
        user = owner_named(owner)
        try:
            if dry_run:
                _, rows = intake.read(content, filename=file.name, owner=user, on=user.local_date(timezone.now()))
            else:
                rows = self._bring_in(content, file.name, user)
        except intake.RefusedError as refusal:
            raise refuse(str(refusal)) from refusal
        self.stdout.write(_as_json(rows) if options["json"] else _in_words(rows, is_done=not dry_run))

    def _bring_in(self, content: bytes, filename: str, owner: User) -> list[PlannedRow]:
        now = timezone.now()
        # A bar for eyes alone: on standard error, and only where it is a terminal.
        with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
            task = bar.add_task("Bringing people in", total=None)
            return intake.bring_in(
                content,
                filename=filename,
                owner=owner,
                tier=Tier.LIGHT,
                on=owner.local_date(now),
                now=now,
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )


def _errors(rows: list[PlannedRow]) -> list[dict[str, Any]]:
    return [{"line": row.record.line, "reason": row.reason} for row in rows if row.verdict is ImportVerdict.ERROR]


def _as_json(rows: list[PlannedRow]) -> str:
    counts = count(rows)
    asked = {key: counts[key] for key in ("created", "updated", "unchanged", "skipped", "organizations")}
    return json.dumps({**asked, "errors": _errors(rows)}, ensure_ascii=False, indent=2)


def _in_words(rows: list[PlannedRow], *, is_done: bool) -> str:
    said = wording.sentence(count(rows), is_done=is_done)
    lines = [f"Line {error['line']}: {error['reason']}" for error in _errors(rows)]
    return "\n".join([said if is_done else f"{said} (Dry run: nothing was changed.)", *lines])
