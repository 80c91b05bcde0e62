"""Lines worth remembering, as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.importing.written_dates import WrittenDay
from contacts.models import DetailKind
from contacts.remembering import DAY, LINK, Fact, NoAddressError, NoDayError, Place, Reading, YearlyDay, read

APRIL = WrittenDay(4, 12, None)
SPACED = st.text(max_size=120)


def said(line: str, told: str = "") -> Fact | YearlyDay | Reading | Place:
    return read(line, told=told, day_first=True, until=2026)


@pytest.mark.parametrize(
    ("line", "told", "kind", "text"),
    [
        ("Family: two boys", "", "family", "two boys"),
        ("needs: a data person", "", "need", "a data person"),
        ("Can offer: a desk", "", "offer", "a desk"),
        ("likes rowing", "", "interest", "likes rowing"),
        ("wants to move to Lyon", "", "need", "wants to move to Lyon"),
        ("could help with the visa", "", "offer", "could help with the visa"),
        ("two boys", "family", "family", "two boys"),
        ("family: two boys", "family", "family", "two boys"),
        ("family: comes first", "job", "job", "family: comes first"),
        ("Family:", "", "other", "Family:"),
        ("grew up in Valencia", "", "other", "grew up in Valencia"),
        ("birthday is soon", "", "other", "birthday is soon"),
    ],
)
def test_what_they_told_is_of_a_kind(line: str, told: str, kind: str, text: str) -> None:
    """P50."""
    assert said(line, told) == Fact(kind=kind, text=text)


@pytest.mark.parametrize(
    ("line", "told", "day"),
    [
        ("birthday 12 April", "", YearlyDay(kind="birthday", name="", day=APRIL)),
        ("Birthday: April 12, 1990", "", YearlyDay(kind="birthday", name="", day=WrittenDay(4, 12, 1990))),
        ("born on 12.4.90", "", YearlyDay(kind="birthday", name="", day=WrittenDay(4, 12, 1990))),
        ("anniversary on 12/4", "", YearlyDay(kind="anniversary", name="", day=APRIL)),
        ("wedding anniversary 12 April", "", YearlyDay(kind="other", name="Wedding anniversary", day=APRIL)),
        ("company founded on 12 April", DAY, YearlyDay(kind="other", name="Company founded", day=APRIL)),
        ("12 April", DAY, YearlyDay(kind="birthday", name="", day=APRIL)),
    ],
)
def test_a_day_that_matters_is_read(line: str, told: str, day: YearlyDay) -> None:
    assert said(line, told) == day


@pytest.mark.parametrize(
    ("line", "told", "url", "title"),
    [
        ("https://example.org/robots robots in warehouses", "", "https://example.org/robots", "robots in warehouses"),
        ("Robots (www.example.org/robots).", "", "https://www.example.org/robots", "Robots"),
        ("example.org/robots for her talk", LINK, "https://example.org/robots", "for her talk"),
        ("http://example.org", "", "http://example.org", ""),
    ],
)
def test_an_address_is_something_to_send(line: str, told: str, url: str, title: str) -> None:
    """P45."""
    assert said(line, told) == Reading(url=url, title=title)


def test_what_it_is_told_to_be_and_is_not_says_so() -> None:
    with pytest.raises(NoDayError):
        said("soon", DAY)
    with pytest.raises(NoAddressError):
        said("an article on robots", LINK)


@given(line=SPACED, told=st.sampled_from(["", DAY, LINK, *DetailKind.values]), day_first=st.booleans())
def test_no_line_is_too_odd(line: str, told: str, day_first: bool) -> None:
    try:
        found = read(line, told=told, day_first=day_first, until=2026)
    except (NoDayError, NoAddressError):
        assert told in {DAY, LINK}
    else:
        assert not isinstance(found, Fact) or found.text in line
