"""Monica's export: nothing that somebody wrote down about their people is left behind."""

import json
import time
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from contacts.importing import monica_file
from contacts.importing.detection import detect
from contacts.importing.formats import UnusableFileError
from contacts.importing.json_walk import BrokenValueError, CutOffError, Walk
from contacts.importing.monica_days import day_of
from contacts.importing.monica_file import MonicaFile, singular
from contacts.importing.monica_json import MonicaJson
from contacts.importing.records import (
    Fact,
    Happening,
    OrganizationRecord,
    PersonRecord,
    Point,
    Promise,
    Record,
    Skipped,
    Unreadable,
    YearlyDay,
)
from contacts.importing.rejected import as_file
from contacts.importing.vcard_photos import DAMAGED
from contacts.importing.written_dates import WrittenDay
from tests.contacts.importing.monica_samples import ANA, PHONE, PICTURE, RUI, collection, monica, person, thing, whole
from tests.contacts.importing.samples import CONTEXT, read

PARTIAL = "Only named as somebody’s relative; kept with them."
RECORD = PersonRecord(
    line=1,
    first_name="Ana Maria",
    last_name="Silva",
    title="Buyer",
    organization="Northwind",
    how_known="Met on 3 October 2019",
    birthday=WrittenDay(4, 12, None),
    points=(
        Point("email", "", "ana@example.com"),
        Point("phone", "", "+351 912 345 678"),
        Point("profile", "LinkedIn", "https://linkedin.com/in/ana"),
    ),
    tags=("Rail", "Lyon", "starred"),
    facts=(
        Fact("family", "Pia Silva (child)"),
        Fact("other", "Rui Dias (best friend)"),
        Fact("family", "Rex (dog)"),
        Fact("other", "Moved (4 May 2021)\nto Lisbon"),
        Fact("other", "Food: no nuts"),
    ),
    days=(YearlyDay("other", "First day at Northwind", "2019-09-01"),),
    happenings=(
        Happening("call", "incoming", "2026-03-01", "Rail freight", "monica:call-1"),
        Happening("meeting", "mutual", "2026-06-01", "Lunch\nby the river", "monica:activity-1"),
        Happening("message", "mutual", "2026-04-02", "You: Coming?\nAna Maria: Gladly", "monica:talk-1"),
        Happening("other", "mutual", "2026-05-01", "Last talked to, as Monica has it.", "monica:last-talk:2026-05-01"),
    ),
    promises=(
        Promise("Lend her the book", "2026-02-08", ""),
        Promise("Thank her", "2026-02-08", "2026-02-10"),
        Promise("Send the slides", "2026-12-01", ""),
    ),
    ref=ANA,
    introduced_by=RUI,
    cadence_months=3,
    photo=PICTURE,
    notes="Met at the fair\n8 Feb 2026: Likes trains\nTask “Thank her”: in writing\n"
    "Reminder of 1 Dec 2020: Ask about Lyon\nReminder: Lunch, every 3 months from 1 Dec 2020\nSkype: ana.s\n"
    "Address (home): Rua X 1, Lisboa, PT\nDebt: 20 EUR (you owe them)\nGift: A scarf (offered), liked it\n"
    "Nickname: Ani",
)


def one(*data: dict[str, Any], **said: Any) -> PersonRecord:
    [record] = read(monica(person("p", *data, **{"first_name": "Ana", **said})))
    assert isinstance(record, PersonRecord)
    return record


@pytest.mark.parametrize("plural", ["", "s"])
def test_everything_that_hangs_on_a_person_comes_along(plural: str) -> None:
    """P02, P45, P50: type names come singular or plural."""
    assert read(whole(plural)) == [
        RECORD,
        PersonRecord(
            line=1, first_name="Rui", last_name="Dias", ref=RUI,
            notes="Born about: 1980\nDied: yes\nArchived in Monica: yes",
        ),
        Skipped(line=1, reason=PARTIAL, name="Pia Silva"),
    ]  # fmt: skip


def test_lines_are_those_of_a_file_laid_out() -> None:
    text = whole(indent=2)

    ana, *_ = read(text)

    assert isinstance(ana, PersonRecord)
    assert replace(ana, line=1) == RECORD
    assert text.splitlines()[ana.line] == f'            "uuid": "{ANA}",'


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_do_not_matter(codec: str) -> None:
    [record] = read(monica(person("p", first_name="Zoë")).encode(codec))

    assert record == PersonRecord(line=1, first_name="Zoë", ref="p")


def test_letters_that_take_more_room_once_read_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(monica_file, "BYTES", 1_000)
    content = monica(person("p", first_name="é" * 900)).replace("\\u00e9", "é").encode("cp1252")

    with pytest.raises(UnusableFileError, match="too large once its letters are read"):
        list(MonicaJson().read(content, CONTEXT))


def test_a_moment_is_a_day_in_the_owners_zone() -> None:
    calls = collection(
        "call",
        thing(called_at="2026-07-01T23:30:00Z", content="late"),
        thing(called_at="2026-07-01 00:00:00", content="typed in"),
        thing(content="no date of its own"),
    )

    assert [(happening.on, happening.summary) for happening in one(calls).happenings] == [
        ("2026-07-02", "late"), ("2026-07-01", "typed in"), ("2026-02-08", "no date of its own"),
    ]  # fmt: skip
    assert [str(day_of(value, ZoneInfo("Europe/Lisbon"))) for value in (
        "2026-07-01", "2026-07-01T23:30:00", "0001-01-01T01:00:00Z", "soon", None, 3, "7/1/2026",
    )] == ["2026-07-01", "2026-07-02", "None", "None", "None", "None", "2026-07-01"]  # fmt: skip


def test_what_has_no_number_has_the_same_key_every_time() -> None:
    calls = collection("call", thing(called_at="2026-07-01", content="a"), thing(called_at="2026-07-01", content="b"))

    keys = [[happening.key for happening in one(calls).happenings] for _ in range(2)]

    assert keys[0] == keys[1]
    assert len(set(keys[0])) == 2
    assert max(map(len, keys[0])) <= 64


def test_things_that_lack_a_part_are_kept_in_the_notes() -> None:
    undated: dict[str, Any] = {"created_at": None}
    found = one(
        collection("call", {**thing(content="Rail"), **undated}),
        collection("conversation", {**thing(messages="?"), **undated}),
        collection("activity", "gone", thing(summary="Lunch", happened_at="2026-06-01"), 3),
        collection("task", thing(description="untitled"), thing(title="x" * 400, completed=True)),
        collection("reminder", thing(title="One day"), thing(title="Old", inactive=True, initial_date="2020-01-01"),
                   thing(initial_date="2020-01-01", title="Call", frequency_type="week", description="at noon")),
        collection("note", thing(body=""), {**thing(body="undated"), **undated}),
        collection("contact_field", thing(data="ana@example.com"), thing(data="+351 912 345 678", type=ANA),
                   thing(data="ana.example.com"), thing(data="x", type="Matrix"), thing(data="y", type=PHONE),
                   thing(data="a@b.c", type={"uuid": "t", "properties": {"name": "Email"}})),
        collection("debt", thing(amount="", currency="EUR"), thing(amount=5, currency="EUR", in_debt=False)),
        collection("gift", thing(name="Book")),
        collection("pet", thing(name="Rex"), thing(category="Cat")),
        collection("life_event", thing(name="Wedding"), thing(note="?")),
        collection("document", thing(original_filename="cv.pdf"), "uuid"),
        collection("address", thing(city="Lisboa")),
        {"type": 3, "values": 4}, {"type": "call", "values": "x"},
        tags=[{"name": "Rail"}, None, "Lyon"], deceased_date={"date": "2020-05-04"}, is_dead=True,
        stay_in_touch_frequency="often", first_met_where="Lyon", avatar="x",
    )  # fmt: skip

    assert found == PersonRecord(
        line=1,
        first_name="Ana",
        ref="p",
        tags=("Rail", "Lyon"),
        points=(
            Point("email", "", "ana@example.com"),
            Point("phone", "", "+351 912 345 678"),
            Point("email", "", "a@b.c"),
        ),
        facts=(Fact("family", "Rex"), Fact("family", "Cat"), Fact("other", "Wedding"), Fact("other", "?")),
        happenings=(Happening("meeting", "mutual", "2026-06-01", "Lunch", found.happenings[0].key),),
        promises=(Promise("x" * 299 + "…", "2026-02-08", "2026-02-08"),),
        notes="undated\nDied: 4 May 2020\nHow you met: Lyon\nCall: Rail\nTask: untitled\nTask: " + "x" * 400 + "\n"
        "Reminder: One day\nReminder: Old\nReminder: Call, every week from 1 Jan 2020\nReminder “Call”: at noon\n"
        "Contact: ana.example.com\nMatrix: x\nPhone: y\nAddress: Lisboa\nDebt: 5 EUR (they owe you)\nGift: Book\n"
        "Document: cv.pdf",
    )


@pytest.mark.parametrize(("days", "months"), [(7, 1), (90, 3), (365, 12), (4_000, 60), (0, None), (-1, None)])
def test_staying_in_touch_is_counted_in_months(days: int, months: int | None) -> None:
    assert one(stay_in_touch_frequency=days).cadence_months == months


def test_a_conversation_says_who_turned_to_whom() -> None:
    def direction(*by_me: bool) -> str:
        messages = [thing(content="x", written_by_me=mine) for mine in by_me]
        return (
            one(collection("conversation", thing(happened_at="2026-06-01", messages=messages))).happenings[0].direction
        )

    assert [direction(True), direction(False), direction(True, False), direction()] == [
        "outgoing", "incoming", "mutual", "mutual",
    ]  # fmt: skip


def test_an_organization_alone_is_one() -> None:
    assert read(monica(person("p", company="Acme", first_name=None, last_name=[]))) == [
        OrganizationRecord(line=1, name="Acme")
    ]


def test_a_broken_picture_is_said_to_be() -> None:
    photos = (collection("photo", thing("q", dataUrl="data:image/png;base64,")),)

    [record] = read(monica(person("p", first_name="Ana", avatar={"avatar_photo": "q"}), more=photos))

    assert record == PersonRecord(line=1, first_name="Ana", ref="p", photo_trouble=DAMAGED)


def test_a_broken_person_does_not_stop_the_others_and_can_be_mended() -> None:
    text = monica(person("p", first_name="Ana"), person("q", first_name="Ben"), person("r", first_name="Cy"))
    content = text.replace('"Ben"', "Ben").encode()

    found = list(MonicaJson().read(content.replace(b'"values": [{"uuid": "p"', b'"values": [7, {"uuid": "p"'), CONTEXT))

    assert [record if isinstance(record, PersonRecord) else (record.reason, record.raw[:14]) for record in found] == [  # type: ignore[union-attr]
        ("This is no person.", "7"),
        PersonRecord(line=1, first_name="Ana", ref="p"),
        ("This person is not well-formed.", '{"uuid": "q", '),
        PersonRecord(line=1, first_name="Cy", ref="r"),
    ]
    file = as_file([record for record in found if isinstance(record, Unreadable) and record.raw != "7"])
    assert file is not None
    assert read(file.content.replace(b"Ben", b'"Ben"')) == [PersonRecord(line=2, first_name="Ben", ref="q")]


def test_a_file_that_is_cut_off_gives_what_is_there() -> None:
    text = monica(person("p", first_name="Ana"), person("q", first_name="Ben"), indent=1)
    cut = text[: text.index('"Ben"') + 2]

    assert read(cut) == [
        PersonRecord(line=23, first_name="Ana", ref="p"),
        Unreadable(line=35, reason="The file is cut off or broken here; what comes after is not read."),
    ]


def test_values_may_come_before_their_type() -> None:
    text = json.loads(monica(person("p", first_name="Ana")))
    text["account"]["data"] = [{"values": each["values"], "type": each["type"]} for each in text["account"]["data"]]

    assert read(json.dumps(text)) == [PersonRecord(line=1, first_name="Ana", ref="p")]


@pytest.mark.parametrize(
    "content",
    ["{}", '{"version": "1.0", "account": 3}', '{"account": {"data": []}}', '[{"version": "1.", "account": {}}]'],
)
def test_other_json_is_not_monicas(content: str) -> None:
    with pytest.raises(UnusableFileError):
        detect(content.encode())


def test_names_of_types_have_one_form() -> None:
    names = ["contacts", "contact-field", "activities", "Life Events", "address", "addresses", "reminder"]
    assert [singular(name) for name in names] == [
        "contact", "contact_field", "activity", "life_event", "address", "address", "reminder",
    ]  # fmt: skip


def test_limits_are_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(monica_file, "PEOPLE", 1)
    with pytest.raises(UnusableFileError, match="more than Rapport takes at once"):
        read(whole())


def walked(text: bytes) -> list[object]:
    walk = Walk(text)
    steps = walk.each_key() if text.lstrip().startswith(b"{") else walk.each_item()
    return [(key, walk.value()) for key in steps if key != "skip me"]


@pytest.mark.parametrize("text", ['{"a" 1}', '{"a": 1', '["a', "[1, ", "{1: 2}", '[{"a": "b}]', "[}", "x"])
def test_a_walk_ends_where_the_json_does(text: str) -> None:
    with pytest.raises(CutOffError):
        walked(text.encode())


def test_a_walk_passes_over_what_is_not_wanted() -> None:
    text = b' {"skip me": {"b": ["}", "\\"]"]}, "c": [1, true, null], "d": "x", "": -2.5e3 } '

    assert walked(text) == [("c", [1, True, None]), ("d", "x"), ("", -2500.0)]


@pytest.mark.parametrize("text", [b"[" * 5_000 + b"]" * 5_000, b"[" + b"9" * 5_000 + b"]", b"[nil]", b"[1 2]", b"[1}"])
def test_a_value_that_is_no_json_inside_is_told_apart(text: bytes) -> None:
    with pytest.raises(BrokenValueError):
        Walk(text).value()


def test_a_value_beyond_measure_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contacts.importing.json_walk.VALUE_BYTES", 10)

    with pytest.raises(BrokenValueError, match="is too large"):
        Walk(b'["0123456789"]').value()


def test_a_large_file_is_read_in_its_time() -> None:
    people = [person(f"p{n}", collection("note", thing(body="x" * 500)), first_name=f"P{n}") for n in range(3_000)]
    content = monica(*people).encode()
    started = time.process_time()

    found: list[Record] = list(MonicaJson().read(content, CONTEXT))

    assert len(found) == 3_000
    assert time.process_time() - started < 5
    assert MonicaFile.of(content).cut_off_at is None
