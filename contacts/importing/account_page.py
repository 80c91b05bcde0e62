"""What a whole account that comes back is, said to its owner: before, after, and when it goes again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from accounts.models import User
from contacts.exporting.wording import held
from contacts.importing import undoing_archive
from contacts.importing.rapport_zip import RapportZip
from contacts.importing.wording import listed
from contacts.models import ImportBatch

FIRST = 3
"""Kinds of things that stand out; the rest are listed."""


@dataclass(frozen=True, slots=True)
class Account:
    """An archive, in words."""

    first: list[tuple[int, str]]
    more: str
    """What else there is: "12 events and 3 campaigns", or blank."""
    whose: str
    """The address of the account it was exported from, if that is another one than it comes into; else blank."""
    made_on: date
    """By the owner's calendar."""
    left: "Leaving | None"
    """After undoing: what went again."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """What taking an account back comes to, or came to, in words."""

    headline: str
    going: str
    """What goes, counted; blank for nothing but settings."""
    staying: list[tuple[str, str, str]]
    """What stays, by kind and name, and why; a hundred at most."""


def said(batch: ImportBatch, *, owner: User) -> Account | None:
    """What a batch brings back, if it is a whole account."""
    archive = batch.archive
    if not archive:
        return None
    found = held(archive["rows"])
    return Account(
        first=found[:FIRST],
        more=_listed(found[FIRST:]),
        whose=archive["account"] if archive["account"].casefold() != owner.email.casefold() else "",
        made_on=owner.local_date(datetime.fromisoformat(archive["made_at"])),
        left=_leaving(archive["gone"], batch.report["kept"], archive["stayed"], is_done=True)
        if "gone" in archive
        else None,
    )


def is_partial(batch: ImportBatch) -> bool:
    """Whether it is a whole account of which only the people come in, as its owner has some already."""
    return batch.format_name == RapportZip.name and not batch.archive


def going_back(batch: ImportBatch) -> Leaving:
    """What undoing it would come to."""
    found = undoing_archive.look(batch)
    return _leaving(found.counts, found.staying, found.reasons, is_done=False)


def sentence(counts: Mapping[str, int], *, is_done: bool) -> str:
    """What comes back, or did: "12 people and 3 interactions came back."."""
    return f"{_listed(held(counts)) or 'Only settings'} {'came' if is_done else 'would come'} back."


def _leaving(counts: Mapping[str, int], staying: int, reasons: list[tuple[str, str, str]], *, is_done: bool) -> Leaving:
    verb = "went" if is_done else "goes"
    kept = "one thing" if staying == 1 else f"{staying:,} things"
    headline = f"All but {kept} {verb} again" if staying else f"All of it {verb} again"
    return Leaving(headline, _listed(held(counts)), reasons)


def _listed(found: list[tuple[int, str]]) -> str:
    return listed([f"{count:,} {what}" for count, what in found])
