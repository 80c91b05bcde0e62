import pytest

from contacts.importing import progress
from contacts.importing.wording import Filter, filters, sentence, what_comes_in

MIXED = {
    "created": 412, "updated": 1, "unchanged": 20, "skipped": 2, "organizations": 1, "organizations_added": 1,
    "errors": 1,
}  # fmt: skip


@pytest.mark.parametrize(
    ("report", "is_done", "said"),
    [
        (
            MIXED,
            False,
            "412 people are new, 1 person gets added details, 20 are already here, 1 organization, 2 rows are skipped, "
            "1 row cannot be read.",
        ),
        ({"created": 1, "errors": 1}, True, "1 person was new, 1 row could not be read."),
        ({"updated": 3}, True, "3 people got added details."),
        ({"updated": 3}, False, "3 people get added details."),
        ({"unchanged": 412}, False, "Nothing here is new: all 412 people are already here."),
        ({"unchanged": 1, "skipped": 1}, True, "Nothing here is new: 1 person was already here, 1 row was skipped."),
        ({"organizations": 2, "organizations_added": 2}, False, "2 organizations."),
    ],
)
def test_an_outcome_is_said_in_one_sentence(report: dict[str, int], is_done: bool, said: str) -> None:
    assert sentence(report, is_done=is_done) == said


def test_the_button_says_what_comes_in() -> None:
    reports = [MIXED, {"created": 1}, {"organizations_added": 1}, {"organizations_added": 2}]

    assert [what_comes_in(report) for report in reports] == [
        "413 people",
        "1 person",
        "1 organization",
        "2 organizations",
    ]


def test_filters_are_those_that_some_row_came_to() -> None:
    assert filters({"created": 2, "errors": 1}, current="error") == [
        Filter("", "All rows", 3, False),
        Filter("new", "New", 2, False),
        Filter("error", "Cannot be read", 1, True),
    ]


def test_progress_is_told_across_the_transaction() -> None:
    progress.teller(12345, "committing")(3, 10)

    asked = [(12345, "committing"), (12345, "undoing"), (54321, "committing")]
    assert [progress.told(*batch) for batch in asked] == [(3, 10), None, None]
