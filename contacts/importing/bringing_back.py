"""A whole account out of our own export into one that holds nothing: looked through, then all of it or nothing."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.models import User
from common.portability.belongings import Belonging, preferences
from common.portability.packing import holdings
from common.portability.progress import Meter
from common.portability.reading import Contents, DamagedError, check, contents
from common.portability.unpacking import unpack
from common.portability.values import decoder, encoder
from contacts.importing import restored_rows
from contacts.importing.archives import UNPACKED_OF_OURS, Archive
from contacts.importing.detection import Found
from contacts.importing.encoding import Source
from contacts.importing.progress import Progress, silent
from contacts.importing.rapport_zip import RapportZip
from contacts.models import Contact, ImportBatch


def is_for(owner: User, found: Found) -> bool:
    """Whether a file is an account that ``owner`` can have back as a whole: theirs holds nothing yet."""
    return isinstance(found.format, RapportZip) and not holdings(owner)


def look_through(source: Source, *, progress: Progress = silent) -> Mapping[str, Any]:
    """What is in an archive, for ``ImportBatch.archive``, every row of it read. Raises ``DamagedError``."""
    files = Archive(source, limit=UNPACKED_OF_OURS)
    held = contents(files)
    check(files, held, tick=Meter(progress, sum(held.counts.values())).tick)
    return {"account": held.account, "made_at": held.made_at.isoformat(), "rows": dict(held.counts)}


def bring_back(batch: ImportBatch, source: Source, *, owner: User, now: datetime, progress: Progress = silent) -> None:
    """Write all of an archive for ``owner``, whom the caller has locked, in a transaction. Raises ``DamagedError``."""
    if holdings(owner):
        raise DamagedError(
            "Your account holds something by now, and a whole account comes back into an empty one alone. Bring the "
            "file once more to add its people to yours."
        )
    files = Archive(source, limit=UNPACKED_OF_OURS)
    held = contents(files)
    meter = Meter(progress, 2 * sum(held.counts.values()))
    written: dict[Belonging, list[int]] = defaultdict(list)
    for belonging, keys in unpack(files, held, owner=owner, tick=meter.tick):
        written[belonging] += keys
    restored_rows.remember(batch, written, tick=meter.tick)
    before = _settings_of(owner)
    _take_settings(owner, held, now=now)
    batch.archive = {**batch.archive, "settings": [before, _settings_of(owner)]}
    batch.report = {"created": held.counts.get(Contact._meta.label_lower, 0)}
    batch.rows_total = sum(held.counts.values())
    batch.save(update_fields=["archive", "report", "rows_total"])


def give_settings_back(batch: ImportBatch, *, owner: User, now: datetime) -> None:
    """Those that an archive brought are again what they were before, unless they were changed since."""
    before, brought = batch.archive["settings"]
    current = _settings_of(owner)
    for field in preferences():
        if field.name in before and current[field.name] == brought[field.name]:
            value = before[field.name]
            setattr(owner, field.attname, value if value is None else decoder(field)(value))
    _save(owner, now=now)


def _take_settings(owner: User, held: Contents, *, now: datetime) -> None:
    for name, value in held.preferences.items():
        setattr(owner, name, value)
    _save(owner, now=now)


def _save(owner: User, *, now: datetime) -> None:
    owner.save(update_fields=[field.name for field in preferences()])
    owner.replan_digests(now=now)


def _settings_of(owner: User) -> dict[str, Any]:
    found = {}
    for field in preferences():
        value = getattr(owner, field.attname)
        found[field.name] = None if value is None else encoder(field)(value)
    return found
