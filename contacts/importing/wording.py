"""What an import would do, or did, said in one sentence and as filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contacts.models import ImportVerdict

FILTERS = (
    (ImportVerdict.NEW.value, "New", "created"),
    (ImportVerdict.CHANGED.value, "Adds details", "updated"),
    ("maybe", "Maybe known", "maybe"),
    ("differs", "Says otherwise", "differs"),
    (ImportVerdict.UNCHANGED.value, "Already here", "unchanged"),
    (ImportVerdict.ORGANIZATION.value, "Organizations", "organizations"),
    (ImportVerdict.SKIPPED.value, "Skipped", "skipped"),
    (ImportVerdict.ERROR.value, "Cannot be read", "errors"),
    ("kept", "Stays", "kept"),
)
_ALL = ("created", "updated", "unchanged", "organizations", "skipped", "errors")
_CAME = (
    ("interactions", "thing that happened", "things that happened"),
    ("follow_ups", "follow-up", "follow-ups"),
    ("occasions", "day to remember", "days to remember"),
    ("details", "detail of their lives", "details of their lives"),
    ("photo", "picture", "pictures"),
    ("postings", "posting", "postings"),
)


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to narrow the rows."""

    value: str
    label: str
    count: int
    is_current: bool


def filters(report: Mapping[str, int], *, current: str) -> list[Filter]:
    """Everything, and each outcome or question that some row came to."""
    everything = Filter("", "All rows", sum(report.get(key, 0) for key in _ALL), not current)
    found = [Filter(value, label, report[key], current == value) for value, label, key in FILTERS if report.get(key)]
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


def what_came(report: Mapping[str, int]) -> str:
    """What came in with the people: "1,204 things that happened, 12 days to remember and 3 pictures", or blank."""
    found = [(report.get(key, 0), one, many) for key, one, many in _CAME]
    return listed([f"{count:,} {one if count == 1 else many}" for count, one, many in found if count])


def taken_back(*, gone: int, restored: int, kept: int, is_done: bool) -> str:
    """What undoing does, or did: "412 people go again, 3 lose the details that came, 2 rows stay as they are."."""
    said = []
    if gone:
        said.append(f"{people(gone)} {'went' if is_done else 'goes' if gone == 1 else 'go'} again")
    if restored:
        verb = "lost" if is_done else "loses" if restored == 1 else "lose"
        said.append(f"{f'{restored:,}' if gone else people(restored)} {verb} the details that came with it")
    if kept:
        verb = "stayed" if is_done else "stays" if kept == 1 else "stay"
        said.append(f"{_rows(kept)} {verb}, as you changed something since")
    return f"{listed(said)}." if said else "There is nothing left to take back."


def listed(words: Sequence[str]) -> str:
    """ "tea", "tea and cake", or "tea, cake and jam"."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def _be(count: int, is_done: bool) -> str:
    if is_done:
        return "was" if count == 1 else "were"
    return "is" if count == 1 else "are"


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"
