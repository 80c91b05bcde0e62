import json

import pytest

from contacts.importing.records import (
    Extras,
    Fact,
    Happening,
    Job,
    OrganizationRecord,
    PersonRecord,
    Point,
    Promise,
    Record,
    Skipped,
    Unreadable,
    YearlyDay,
    add_lines,
    as_json,
    fingerprint,
    from_json,
    join,
)
from contacts.importing.written_dates import WrittenDay

FULL = PersonRecord(
    line=7,
    first_name="Ana",
    last_name="Silva",
    title="Buyer",
    organization="Acme",
    how_known="Met in Lyon",
    notes="a\nb",
    birthday=WrittenDay(4, 12, None),
    points=(Point("email", "work", "ana@example.com"),),
    tags=("rail",),
    tie="none",
    facts=(Fact("family", "Two boys"),),
    days=(YearlyDay("anniversary", "", "2009-06-20"),),
    happenings=(Happening("message", "incoming", "2026-03-01", "Yes, gladly.", "li:1"),),
    promises=(Promise("Send her the article", "2026-12-01", ""),),
    walk_of_life="events",
    ref="p1",
    introduced_by="p2",
    cadence_months=6,
    skip_unless_known="Never answered.",
    photo_trouble="Too large.",
    member="messages.csv",
)


@pytest.mark.parametrize(
    "record",
    [
        FULL,
        PersonRecord(line=1, first_name="Ana"),
        OrganizationRecord(line=2, name="Acme", jobs=(Job("Buyer", "", "2026-02-08", ""),), is_of_interest=True),
        OrganizationRecord(line=2, name="Acme", website="https://acme.example.com", notes="x"),
        Skipped(line=3, reason="A group, not a person.", name="Club"),
        Unreadable(line=4, reason="Broken."),
        Unreadable(line=4, reason="Broken.", member="messages.csv", raw="a,b\nc", header="A,B"),
        OrganizationRecord(line=2, name="Acme", member="Jobs/Job Applications.csv"),
    ],
)
def test_a_record_survives_json(record: Record) -> None:
    assert from_json(json.loads(json.dumps(as_json(record)))) == record


def test_a_fingerprint_depends_neither_on_the_place_nor_on_what_happened_since() -> None:
    moved = from_json({**as_json(FULL), "line": 99, "member": "", "happenings": []})

    assert isinstance(moved, PersonRecord)
    assert fingerprint(moved) == fingerprint(FULL)
    assert fingerprint(PersonRecord(line=7, first_name="Ana")) != fingerprint(FULL)


def test_add_lines_adds_only_what_is_missing() -> None:
    assert add_lines("Likes tea\nMet in Lyon", "likes  TEA\nRides trains") == "Likes tea\nMet in Lyon\nRides trains"
    assert add_lines("Likes tea", "likes tea") == "Likes tea"
    assert add_lines("", "a\n\nb") == "a\n\nb"


def test_join_fills_blanks_and_keeps_the_first_ones_values() -> None:
    more = PersonRecord(
        line=9,
        first_name="A.",
        last_name="S.",
        title="Seller",
        notes="c",
        points=(Point("phone", "", "912"),),
        tags=("Lyon",),
    )

    assert join(PersonRecord(line=1, first_name="Ana", title="Buyer", notes="b"), more) == PersonRecord(
        line=1, first_name="Ana", last_name="S.", title="Buyer", notes="b\nc", points=more.points, tags=("Lyon",)
    )


def test_join_replaces_an_address_that_stood_in_for_a_name() -> None:
    address = Point("email", "", "ana@example.com")

    joined = join(PersonRecord(line=1, first_name="ana@example.com", points=(address,)), FULL)

    assert joined.name == "Ana Silva"


def test_someone_left_out_comes_in_when_another_row_knows_them() -> None:
    """A stranger's unanswered message does not keep a connection out, nor bring a stranger in."""
    stranger = PersonRecord(line=1, first_name="Ana", skip_unless_known="Never answered.")

    assert join(stranger, PersonRecord(line=2, first_name="Ana")).skip_unless_known == ""
    assert join(stranger, stranger).skip_unless_known == "Never answered."


def test_a_picture_that_is_there_is_not_missed() -> None:
    missing = PersonRecord(line=1, first_name="Ana", photo_trouble="Too large.")

    assert join(missing, PersonRecord(line=2, first_name="Ana")).photo_trouble == "Too large."
    assert join(missing, PersonRecord(line=2, first_name="Ana", photo=b"x")).photo_trouble == ""


def test_extras_are_kept_once() -> None:
    extras = Extras()
    for value in ("tea", "tea", ""):
        extras.add("Likes", value)

    assert extras.under("Met in Lyon") == "Met in Lyon\nLikes: tea"
