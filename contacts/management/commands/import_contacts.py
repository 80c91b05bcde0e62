"""``manage.py import_contacts FILE --owner EMAIL [--tier TIER] [--dry-run] [--json]``."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress, TaskID

from accounts.owners import owner_named, refuse
from contacts.importing import account_page, intake, reading, wording
from contacts.importing.column_words import FIELDS
from contacts.models import Tier


class Command(BaseCommand):
    help = "Bring people in from a file, or a whole account from Rapport’s own export, all or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, whose it is, and whether to write anything."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--owner", required=True, metavar="EMAIL", help="the account the people are for")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
        parser.add_argument(
            "--tier", choices=Tier.values, default=Tier.LIGHT.value, help="how often to stay in touch with the new ones"
        )
        parser.add_argument("--json", action="store_true", help="answer in JSON on standard output")

    def handle(self, *_args: Any, file: Path, owner: str, dry_run: bool, **options: Any) -> None:
        """Read, plan and, unless dry, commit; bad input ends with exit code 2 and no change."""
        try:
            size = file.stat().st_size
            with file.open("rb"):
                pass
        except OSError as error:
            raise refuse(f"{file} cannot be opened: {error.strerror or error}.") from error
        if size > reading.MAX_BYTES:
            raise refuse(f"{file} is larger than {reading.MAX_BYTES // 1024 // 1024} MB.")
        user, now = owner_named(owner), timezone.now()
        # A bar for eyes alone: on standard error, and only where it is a terminal.
        with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
            asked: dict[str, Any] = {
                "filename": file.name,
                "owner": user,
                "on": user.local_date(now),
                "reading": _teller(bar, "Reading"),
            }
            try:
                if dry_run:
                    outcome = intake.rehearse(lambda: file.open("rb"), **asked)
                else:
                    asked |= {"tier": options["tier"], "now": now, "progress": _teller(bar, "Bringing people in")}
                    outcome = intake.bring_in(lambda: file.open("rb"), **asked)
            except reading.RefusedError as refusal:
                raise refuse(str(refusal)) from refusal
        self.stdout.write(_as_json(outcome) if options["json"] else _in_words(outcome, is_done=not dry_run))


def _teller(bar: Progress, what: str) -> Callable[[int, int], None]:
    """What to call with how much is done; its bar appears with the first word."""
    tasks: list[TaskID] = []

    def tell(done: int, total: int) -> None:
        if not tasks:
            tasks.append(bar.add_task(what, total=total))
        bar.update(tasks[0], completed=done, total=total)

    return tell


def _as_json(outcome: intake.Outcome) -> str:
    if outcome.archive is not None:
        return json.dumps({"brought_back": dict(outcome.archive), "errors": []}, ensure_ascii=False, indent=2)
    asked = {key: outcome.report[key] for key in ("created", "updated", "unchanged", "skipped", "organizations")}
    errors = [{"line": line, "reason": reason} for line, reason in outcome.errors]
    return json.dumps({**asked, "errors": errors}, ensure_ascii=False, indent=2)


def _in_words(outcome: intake.Outcome, *, is_done: bool) -> str:
    if outcome.archive is not None:
        said = account_page.sentence(outcome.archive, is_done=is_done)
    else:
        said = wording.sentence(outcome.report, is_done=is_done)
    lines = [f"Line {line}: {reason}" for line, reason in outcome.errors]
    columns = [f"Column “{name}”: {FIELDS[field]}" for name, field in outcome.columns]
    return "\n".join([said if is_done else f"{said} (Dry run: nothing was changed.)", *columns, *lines])
