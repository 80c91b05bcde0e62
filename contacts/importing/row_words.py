"""One row of a file as its page says it: who, what becomes of them, why, and what the user may say of it."""

from dataclasses import dataclass, field

from contacts.importing.additions import brings
from contacts.importing.comparing import days_of
from contacts.importing.records import OrganizationRecord, PersonRecord, from_json
from contacts.importing.rolls import place
from contacts.models import ImportBatch, ImportChoice, ImportRow, ImportState, ImportVerdict

_TAGS = {
    ImportVerdict.NEW: ("new", "now"),
    ImportVerdict.CHANGED: ("adds details", "now"),
    ImportVerdict.UNCHANGED: ("already here", "quiet"),
    ImportVerdict.ORGANIZATION: ("organization", "quiet"),
    ImportVerdict.SKIPPED: ("skipped", "quiet"),
    ImportVerdict.ERROR: ("cannot be read", "late"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that the user may say of a row."""

    value: str
    label: str
    is_said: bool


@dataclass(slots=True)
class RowLine:
    """A row with everything its page shows of it."""

    row: ImportRow
    headline: str = ""
    """What they do and where, by the file."""
    says: list[str] = field(default_factory=list)
    """What it brings or changes."""
    context: str = ""
    """Where it stands and why it is as it is."""
    tag: str = ""
    tag_look: str = ""
    is_asking: bool = False
    """Whether it is asked if they are the same as somebody known."""
    choices: list[Choice] = field(default_factory=list)
    """Answers to whether they are the same person."""
    other_choice: Choice | None = None
    """The one thing to say of a row that asks nothing: leave out, or bring in after all."""

    @property
    def icon(self) -> str:
        """Instead of a face, where there is none."""
        if self.row.verdict == ImportVerdict.ERROR:
            return "alert-triangle"
        if self.row.kind == "organization":
            return "building"
        return "" if self.row.name else "eye-off"


def lines_of(rows: list[ImportRow], batch: ImportBatch) -> list[RowLine]:
    """The rows of a page."""
    return [_line(row, is_open=batch.state == ImportState.READY) for row in rows]


def _line(row: ImportRow, *, is_open: bool) -> RowLine:
    record = from_json({"line": row.line, **row.record})
    line = RowLine(row)
    line.tag, line.tag_look = _TAGS[ImportVerdict(row.verdict)]
    says: list[str] = []
    how = ""
    if isinstance(record, PersonRecord):
        line.headline = ", ".join(part for part in (record.title, record.organization) if part)
        how = record.how_known
        if row.verdict == ImportVerdict.NEW:
            says = brings(
                days=days_of(record), facts=record.facts, happenings=record.happenings, promises=record.promises
            )
        says += [record.photo_trouble] if record.photo_trouble else []
    elif isinstance(record, OrganizationRecord) and not row.reason:
        says = [f"the posting {job.title}" for job in record.jobs]
    line.says = [*row.changes, *row.differences, *says]
    where = place(row.line, record.member)
    line.context = " ".join(part for part in (f"{where[:1].upper()}{where[1:]}.", row.reason or how) if part)
    is_open_question = row.verdict == ImportVerdict.NEW and not row.choice
    line.is_asking = row.maybe_same_as_id not in (None, row.contact_id) and (is_open or is_open_question)
    if is_open:
        _offer(line)
    return line


def _offer(line: RowLine) -> None:
    """What may be said of a row of an open preview."""
    row = line.row
    if row.maybe_same_as_id is not None:
        line.choices = [
            Choice(ImportChoice.SAME, "Same person", row.choice == ImportChoice.SAME),
            Choice(ImportChoice.OTHER, "Someone else", row.choice == ImportChoice.OTHER),
            Choice(ImportChoice.LEAVE, "Leave out", row.choice == ImportChoice.LEAVE),
        ]
        if not row.choice and row.verdict == ImportVerdict.NEW:
            line.tag, line.tag_look = "maybe known", "late"
    elif row.speaker is not None:
        return
    elif row.verdict == ImportVerdict.SKIPPED and row.kind in {"person", "organization"}:
        # Left out by a word of the user, which is taken back; or by the file's or an earlier one, which is overruled.
        back = "" if row.choice == ImportChoice.LEAVE else ImportChoice.OTHER.value
        line.other_choice = Choice(back, "Bring in after all", is_said=False)
    elif row.verdict in {ImportVerdict.NEW, ImportVerdict.CHANGED, ImportVerdict.ORGANIZATION}:
        line.other_choice = Choice(ImportChoice.LEAVE, "Leave out", is_said=False)
