"""``manage.py doctor``: look at everything reminders rest on; say what is wrong and what to do."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from reminders.health import look_at_everything


class Command(BaseCommand):
    help = (
        "Look at database, broker, last beat, mail and settings; say what is wrong and what to do. Exits 1 on a fault."
    )
    # It is called when something is wrong, so nothing may keep it from starting.
    requires_system_checks = ()

    def handle(self, **_options: Any) -> None:
        """Print one line a finding, faults with what to do below; exit code 1 if there is a fault."""
        faults = 0
        for finding in look_at_everything(timezone.now()):
            if finding.ok:
                self.stdout.write(f"{self.style.SUCCESS('ok')}     {finding.subject} {finding.says}")
            else:
                faults += 1
                self.stdout.write(f"{self.style.ERROR('wrong')}  {finding.subject} {finding.says}")
                for line in filter(None, (finding.detail, finding.do)):
                    self.stdout.write(f"       {line}")
        if faults:
            sys.exit(1)
