from datetime import date

from contacts.cadence import next_touch, spread


def test_next_touch_counts_from_the_last_interaction() -> None:
    due = next_touch(last_interaction_on=date(2026, 1, 31), added_on=date(2025, 12, 1), months=1)

    assert due == date(2026, 2, 28)


def test_next_touch_spreads_an_import_over_the_interval() -> None:
    added = date(2026, 1, 1)

    due = [next_touch(last_interaction_on=None, added_on=added, months=12, spread_permille=p) for p in spread(4)]

    assert due == [date(2026, 1, 2), date(2026, 4, 3), date(2026, 7, 3), date(2026, 10, 2)]
