"""What an account holds, said to its owner."""

from collections.abc import Mapping

from common.portability.belongings import Belonging, belongings

# What one would name first; the rest follows by how much of it there is.
_FIRST = ("contacts.contact", "contacts.interaction", "contacts.organization")
_IN_OTHER_WORDS = {
    "contacts.contact": ("person", "people"),
    "contacts.contactpoint": ("way to reach someone", "ways to reach them"),
}
# What hangs on something that is counted, and that nobody would count apart.
_UNSAID = {
    "accounts.searchbrief", "contacts.brainstorm", "contacts.columnmapping", "contacts.differentpeople",
    "contacts.differentorganizations",
    "outreach.move", "interviews.interviewchange", "interviews.interviewquestion",
}  # fmt: skip


def held(counts: Mapping[str, int]) -> list[tuple[int, str]]:
    """How many of what, by the labels of models: ``[(412, "people"), (1204, "interactions")]``."""
    there = [each for each in belongings() if counts.get(each.label) and each.label not in _UNSAID]
    first = {label: place for place, label in enumerate(_FIRST)}
    there.sort(key=lambda each: (first.get(each.label, len(first)), -counts[each.label], each.title))
    return [(counts[each.label], _called(each, counts[each.label])) for each in there]


def _called(belonging: Belonging, count: int) -> str:
    meta = belonging.model._meta
    one, several = _IN_OTHER_WORDS.get(belonging.label, (meta.verbose_name, meta.verbose_name_plural))
    return str(one if count == 1 else several)
