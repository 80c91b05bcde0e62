"""What an import would do, or did, said in one sentence and as filters."""

from collections.abc import Mapping
from dataclasses import dataclass

from contacts.models import ImportVerdict

FILTERS = (
    (ImportVerdict.NEW, "New", "created"),
    (ImportVerdict.CHANGED, "Adds details", "updated"),
    (ImportVerdict.UNCHANGED, "Already here", "unchanged"),
    (ImportVerdict.ORGANIZATION, "Organizations", "organizations"),
    (ImportVerdict.SKIPPED, "Skipped", "skipped"),
    (ImportVerdict.ERROR, "Cannot be read", "errors"),
)


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to narrow the rows."""

    value: str
    label: str
    count: int
    is_current: bool


def filters(report: Mapping[str, int], *, current: str) -> list[Filter]:
    """Everything, and each outcome that some row came to."""
    everything = Filter("", "All rows", sum(report.get(key, 0) for *_, key in FILTERS), not current)
    found = [
        Filter(verdict.value, label, report[key], current == verdict)
        for verdict, label, key in FILTERS
        if report.get(key)
    ]
    return [everything, *found]


def is_nothing_new(report: Mapping[str, int]) -> bool:
    """Whether bringing the file in would change nothing."""
    return not (report.get("created") or report.get("updated") or report.get("organizations_added"))


def people(count: int) -> str:
    """One person or many: "412 people"."""
    return "1 person" if count == 1 else f"{count:,} people"


def what_comes_in(report: Mapping[str, int]) -> str:
    """What the button brings in: "412 people", or the organizations when there are no people to it."""
    if count := report.get("created", 0) + report.get("updated", 0):
        return people(count)
    added = report.get("organizations_added", 0)
    return "1 organization" if added == 1 else f"{added:,} organizations"


def sentence(report: Mapping[str, int], *, is_done: bool) -> str:
    """What happens to whom: "412 people are new, 3 get added details, 20 are already here, 2 rows are skipped"."""
    said = []
    if created := report.get("created", 0):
        said.append(f"{people(created)} {_be(created, is_done)} new")
    if updated := report.get("updated", 0):
        said.append(f"{people(updated)} {'got' if is_done else 'gets' if updated == 1 else 'get'} added details")
    if unchanged := report.get("unchanged", 0):
        who = f"{'' if unchanged == 1 else 'all '}{people(unchanged)}" if is_nothing_new(report) else f"{unchanged:,}"
        said.append(f"{who} {_be(unchanged, is_done)} already here")
    if organizations := report.get("organizations", 0):
        said.append("1 organization" if organizations == 1 else f"{organizations:,} organizations")
    if skipped := report.get("skipped", 0):
        said.append(f"{_rows(skipped)} {_be(skipped, is_done)} skipped")
    if errors := report.get("errors", 0):
        said.append(f"{_rows(errors)} {'could not' if is_done else 'cannot'} be read")
    opening = "Nothing here is new: " if is_nothing_new(report) else ""
    return f"{opening}{', '.join(said)}."


def _be(count: int, is_done: bool) -> str:
    if is_done:
        return "was" if count == 1 else "were"
    return "is" if count == 1 else "are"


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"
