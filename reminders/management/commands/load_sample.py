"""Fill an empty account with the sample."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from accounts.owners import owner_named, refuse
from reminders.sample import building


class Command(BaseCommand):
    """``manage.py load_sample --owner EMAIL``."""

    help = "Fill an empty account with about sixty made-up people and a four-month search."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose account."""
        parser.add_argument("--owner", required=True, metavar="EMAIL", help="the account to fill")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load it; exit code 2 for an unknown owner or an account that has people."""
        owner = owner_named(options["owner"])
        try:
            count = building.load(owner, now=timezone.now())
        except building.AccountNotEmptyError as error:
            raise refuse(str(error)) from None
        self.stdout.write(f"{count} made-up people are in the account of {owner.email}.")
