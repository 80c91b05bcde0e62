"""What an import takes beside the least it could: one step of one, in a process of its own.

``python -m bench.bringing_in STEP FILE OWNER`` prints what it cost as JSON. The settings come from the environment.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import django

django.setup()

from django.core.files.uploadedfile import UploadedFile  # noqa: E402 - models want the settings
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from bench.installation import database_processes  # noqa: E402
from bench.processor import Meter, peak_megabytes  # noqa: E402
from contacts.importing import intake  # noqa: E402
from contacts.importing.formats import ReadingContext  # noqa: E402
from contacts.importing.records import PersonRecord  # noqa: E402
from contacts.importing.vcard import VCard  # noqa: E402
from contacts.models import Contact, ContactPoint, Organization, Tier  # noqa: E402


@dataclass(slots=True)
class Spent:
    """What a step cost; ``people`` is how many it dealt with."""

    people: int = 0
    cpu: float = 0.0
    """Seconds of the processor, the database's included."""
    seconds: float = 0.0
    peak_mb: float = 0.0
    """The most memory that the process ever held, Django included."""


def floors(file: Path, owner: User) -> Iterator[Spent]:
    """The cards read; then a row for each person and address, nothing compared, checked or shown. Two steps."""
    content, on = file.read_bytes(), owner.local_date(timezone.now())
    context = ReadingContext.of(owner, on=on)
    with _measured() as parse:
        parse.people = sum(1 for _ in VCard().read(content, context))
    yield parse
    records = [record for record in VCard().read(content, context) if isinstance(record, PersonRecord)]
    with _measured() as write, transaction.atomic():
        names = {record.organization for record in records if record.organization}
        organizations = {
            made.name: made
            for made in Organization.unscoped.bulk_create(
                Organization(owner=owner, name=name, name_key=name) for name in names
            )
        }
        people = Contact.unscoped.bulk_create(
            [
                Contact(
                    owner=owner,
                    first_name=record.first_name,
                    last_name=record.last_name,
                    title=record.title,
                    organization=organizations.get(record.organization),
                    notes=record.notes,
                    added_on=on,
                )
                for record in records
            ],
            batch_size=500,
        )
        ContactPoint.unscoped.bulk_create(
            [
                ContactPoint(contact=person, kind=point.kind, value=point.value, normalised=point.value)
                for person, record in zip(people, records, strict=True)
                for point in record.points
            ],
            batch_size=500,
        )
        write.people = len(people)
    yield write


def whole(file: Path, owner: User) -> Iterator[Spent]:
    """What a user waits for: the file read into a preview, then the preview brought in. Two steps."""
    now = timezone.now()
    with _measured() as preview:
        batch = intake.receive(_uploaded(file), filename=file.name, owner=owner, now=now)
        intake.read_batch(batch, now=now)
        preview.people = batch.rows_total
    yield preview
    with _measured() as commit:
        intake.accept(batch, tier=Tier.LIGHT, now=now)
        intake.commit_batch(batch, on=owner.local_date(now), now=now)
        commit.people = batch.rows_total
    yield commit


def _uploaded(file: Path) -> Iterator[bytes]:
    """The file in pieces, as Django hands on what a browser sends."""
    with file.open("rb") as stream:
        yield from iter(lambda: stream.read(UploadedFile.DEFAULT_CHUNK_SIZE), b"")


STEPS: dict[str, Callable[[Path, User], Iterator[Spent]]] = {"floors": floors, "whole": whole}


@contextmanager
def _measured() -> Iterator[Spent]:
    spent, meter = Spent(), Meter(database_processes(ours=True))
    cpu, seconds = time.process_time(), time.perf_counter()
    yield spent
    spent.seconds = time.perf_counter() - seconds
    spent.cpu = time.process_time() - cpu + meter.seconds(database_processes(ours=True))
    spent.peak_mb = peak_megabytes()


if __name__ == "__main__":
    step, file, owner = sys.argv[1:]
    spent = list(STEPS[step](Path(file), User.objects.get(email=owner)))
    print(json.dumps([asdict(each) for each in spent]))
