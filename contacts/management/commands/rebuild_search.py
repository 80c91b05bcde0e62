"""``manage.py rebuild_search``: make the search index anew, for when ``doctor`` says so."""

from typing import Any

from django.core.management.base import BaseCommand

from contacts.finding import index


class Command(BaseCommand):
    help = "Make the search index anew from all there is. Others wait with their changes until it is done."

    def handle(self, **_options: Any) -> None:
        """Build it and say so."""
        index.rebuild()
        self.stdout.write("The search index is made anew.")
