"""The whole account as one zip: every row as JSON, tables and cards for people, and a page that says what is what."""

from collections.abc import Callable
from datetime import datetime
from typing import IO

from accounts.models import User
from common.portability.packing import holdings, pack
from common.portability.progress import Meter, Progress, silent
from common.portability.snapshot import snapshot
from common.portability.zipping import Packer, spooled
from contacts.exporting import spreadsheet, vcards
from contacts.exporting.people import whole
from contacts.models import Contact

CONTENT_TYPE = "application/zip"

README = """\
This is everything in the Rapport account of {email}, as of {day}.

contacts.vcf   Your people for a phone or another address book (vCard 4.0).
contacts.csv   Your people for a spreadsheet, one row each; Google Contacts can read it too.
tables/        Everything as tables, one for each kind of thing, for a spreadsheet. Times are those of {zone}.
photos/        Your people's pictures.
data/          Everything once more, complete and exact, one line of JSON for each row.
rapport.json   What is in data/, and your settings.

To have it all back, bring this zip as it is into an account that is still empty.

In the tables and in contacts.csv an apostrophe stands before a cell that begins with one of = + - @, so that no
spreadsheet takes it for a formula.

Left out are your password, the files you once brought in, and the letters that were sent to you.
"""


def file_name(owner: User, *, now: datetime) -> str:
    """What the archive is called: with the owner's local date."""
    return f"rapport-{owner.local_date(now):%Y-%m-%d}.zip"


def write(file: IO[bytes], *, owner: User, now: datetime, progress: Progress = silent) -> None:
    """Everything that ``owner`` has into ``file``, as of one moment, ``now``."""
    with snapshot(), Packer(file, at=now.astimezone(owner.zone)) as packer:
        counts = holdings(owner)
        # Each person is a row, and a card and a line of the table.
        meter = Meter(progress, sum(counts.values()) + counts.get(Contact._meta.label_lower, 0))
        packer.add("README.txt", _readme(owner, now=now))
        _add_people(packer, owner=owner, now=now, tick=meter.tick)
        pack(packer, counts, owner=owner, now=now, zone=owner.zone, tick=meter.tick)


def _add_people(packer: Packer, *, owner: User, now: datetime, tick: Callable[[int], None]) -> None:
    people = Contact.for_user(owner).by_name()
    sheet = spreadsheet.Sheet(people, owner=owner)
    with spooled() as table, spooled() as cards:
        table.write(sheet.header())
        for person in whole(people, owner=owner, with_photos=True):
            table.write(sheet.row(person))
            cards.write(vcards.card(person, now=now))
            tick(1)
        packer.add_file("contacts.csv", table)
        packer.add_file("contacts.vcf", cards)


def _readme(owner: User, *, now: datetime) -> bytes:
    day = owner.local_date(now)
    said = README.format(email=owner.email, day=f"{day.day} {day:%B %Y}", zone=owner.timezone)
    return said.replace("\n", "\r\n").encode()
