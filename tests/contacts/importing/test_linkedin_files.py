"""LinkedIn's whole export: last contact and replies are right on the first day (P02, P46)."""

from dataclasses import replace

import pytest

from contacts.importing import linkedin_book, linkedin_jobs, linkedin_messages
from contacts.importing.detection import look_into
from contacts.importing.formats import ReadingContext, UnusableFileError
from contacts.importing.records import (
    Happening,
    Job,
    OrganizationRecord,
    PersonRecord,
    Point,
    Record,
    Skipped,
    Unreadable,
)
from tests.contacts.importing import linkedin_samples as li
from tests.contacts.importing import samples
from tests.contacts.importing.linkedin_samples import archive, message, row, table
from tests.contacts.importing.samples import CONTEXT, read, zipped

HIDDEN = "A hidden member: LinkedIn keeps their name to itself."
NAMELESS = replace(CONTEXT, owner_name="")
NORTHWIND = OrganizationRecord(
    line=2,
    name="Northwind",
    jobs=(
        Job(
            "Rail Planner",
            "https://www.linkedin.com/jobs/view/1",
            "2026-03-05",
            "Résumé sent: alice.pdf\nAre you free to travel?:Yes",
        ),
        Job("Depot Lead", "https://www.linkedin.com/jobs/view/3", "2026-03-07", ""),
    ),
    is_of_interest=True,
)
GLOBEX = OrganizationRecord(
    line=3,
    name="Globex",
    jobs=(Job("Buyer", "https://www.linkedin.com/jobs/view/2", "2026-03-06", ""),),
    is_of_interest=True,
)


def profile(url: str) -> tuple[Point, ...]:
    return (Point("profile", "LinkedIn", url),)


def messages(*rows: str) -> str:
    return table(li.MESSAGES_HEADER_NEW, *rows)


def people(content: bytes | str, context: ReadingContext = CONTEXT) -> dict[str, PersonRecord]:
    return {record.name: record for record in read(content, context) if isinstance(record, PersonRecord)}


def happened(record: PersonRecord) -> list[tuple[str, str, str]]:
    return [(happening.on, happening.direction, happening.summary) for happening in record.happenings]


def others(records: list[Record]) -> list[Record]:
    return [record for record in records if not isinstance(record, PersonRecord)]


def test_the_whole_export_is_one_record_a_person() -> None:
    """P03: whom the user wrote to, and who answered; P05: where they would like it."""
    assert read(archive()) == [
        Skipped(line=8, reason="A draft, never sent.", name="Marisol Ibáñez", member="messages.csv"),
        PersonRecord(
            line=5,
            member="Connections.csv",
            first_name="Marisol",
            last_name="Ibáñez",
            title="Head of Logistics",
            organization="Northwind",
            how_known="Connected on LinkedIn on 8 Feb 2026",
            points=(*profile(li.MARISOL), Point("email", "", "marisol@example.com")),
            happenings=(
                Happening(
                    "message", "mutual", "2026-03-02",
                    "You: Thank you for Friday.\n\nCould we talk about rail freight?\n"
                    "Marisol: Gladly, Tuesday at four?",
                    "linkedin:9dc93afd48b0d018:2026-03-02",
                ),
                Happening(
                    "message", "outgoing", "2026-07-01", "You: See you then", "linkedin:9dc93afd48b0d018:2026-07-01"
                ),
                Happening(
                    "message", "outgoing", "2026-07-02", "You: (an attachment)", "linkedin:9dc93afd48b0d018:2026-07-02"
                ),
            ),
        ),
        PersonRecord(
            line=6,
            member="Connections.csv",
            first_name="Wei",
            last_name="Zhang",
            title="Director",
            organization="Acme",
            how_known="Connected on LinkedIn on 1 Dec 2025",
            notes="3 Feb 2026: Knows everybody at Acme",
            points=profile(li.WEI),
            happenings=(
                Happening(
                    "message", "mutual", "2026-04-05",
                    "Wei (in a group): Shall we meet in Lyon?\nYou (in a group): With pleasure",
                    "linkedin:b91850af0bd506fd:2026-04-05",
                ),
            ),
        ),
        PersonRecord(
            line=7,
            member="Connections.csv",
            first_name="Hana",
            last_name="Sato",
            organization="Globex",
            how_known="Connected on LinkedIn on 12 Jan 2024",
            points=profile(li.HANA),
            happenings=(
                Happening(
                    "message", "outgoing", "2024-01-10", "Invited them to connect.",
                    "linkedin:invitation:c9d7b99b031c6d66:2024-01-10",
                ),
                Happening(
                    "message", "outgoing", "2026-04-05", "You (in a group): With pleasure",
                    "linkedin:c9d7b99b031c6d66:2026-04-05",
                ),
            ),
        ),
        Skipped(line=8, reason=HIDDEN, member="Connections.csv"),
        PersonRecord(
            line=2,
            member="Invitations.csv",
            first_name="Ana",
            last_name="Silva",
            how_known="Invited on LinkedIn on 29 Jan 2026",
            points=profile("https://www.linkedin.com/in/ana-silva"),
            tie="none",
            happenings=(
                Happening(
                    "message", "outgoing", "2026-01-29", "Invited them to connect: Your talk on depots was a joy",
                    "linkedin:invitation:c87b34506f76d150:2026-01-29",
                ),
            ),
        ),
        PersonRecord(
            line=4,
            member="Invitations.csv",
            first_name="Eager",
            last_name="Seller",
            how_known="LinkedIn",
            points=profile("https://www.linkedin.com/in/eager"),
            tie="none",
            skip_unless_known="Wanted to connect, and you did not.",
            happenings=(
                Happening(
                    "message", "incoming", "2026-02-01", "They asked to connect: Let us connect",
                    "linkedin:invitation:44c724941148a718:2026-02-01",
                ),
            ),
        ),
        PersonRecord(
            line=9,
            member="messages.csv",
            first_name="Rui",
            last_name="Dias",
            how_known="Messages on LinkedIn",
            points=profile(li.RUI),
            happenings=(
                Happening(
                    "message", "incoming", "2026-05-01", "Rui: A position: Would you be free?",
                    "linkedin:2cde0d17fe503c40:2026-05-01",
                ),
                Happening(
                    "message", "outgoing", "2026-05-03", "You: I would.", "linkedin:2cde0d17fe503c40:2026-05-03"
                ),
            ),
        ),
        PersonRecord(
            line=13,
            member="messages.csv",
            first_name="Best",
            last_name="Offers",
            how_known="Messages on LinkedIn",
            points=profile(li.SELLER),
            skip_unless_known="Wrote to you and was never answered.",
            happenings=(
                Happening(
                    "message", "incoming", "2026-05-02", "Best: Sale: Buy\nnow & save",
                    "linkedin:deecf015a9df59d4:2026-05-02",
                ),
            ),
        ),
        Skipped(line=14, reason=HIDDEN, member="messages.csv"),
        replace(NORTHWIND, member="Jobs/Job Applications.csv"),
        replace(GLOBEX, member="Jobs/Job Applications.csv"),
    ]  # fmt: skip


def test_a_later_export_has_the_same_keys() -> None:
    later = li.MESSAGES + message("2-c1", li.MARISOL, li.ME, "2026-09-01 10:00:00", "Come again")

    before = {happening.key for record in people(archive()).values() for happening in record.happenings}
    after = {happening.key for record in people(archive(messages=later)).values() for happening in record.happenings}

    assert after - before == {"linkedin:9dc93afd48b0d018:2026-09-01"}
    assert before < after
    assert max(map(len, after)) <= 64


def test_each_file_can_be_read_alone() -> None:
    assert [(name, len(record.happenings)) for name, record in people(li.MESSAGES).items()] == [
        ("Marisol Ibáñez", 3), ("Rui Dias", 3), ("Best Offers", 1),
    ]  # fmt: skip
    assert list(people(li.INVITATIONS)) == ["Ana Silva", "Hana Sato", "Eager Seller"]
    assert people(li.NOTES) == {
        "Wei Zhang": PersonRecord(
            line=2,
            first_name="Wei",
            last_name="Zhang",
            how_known="LinkedIn",
            notes="3 Feb 2026: Knows everybody at Acme",
            points=profile(li.WEI),
        )
    }
    assert read(li.JOBS) == [NORTHWIND, GLOBEX]


def test_without_connections_a_group_counts_for_those_with_a_conversation_of_two() -> None:
    content = messages(
        message("g", li.WEI, (li.ME, li.RUI), "2026-04-05 10:00:00", "Hi all"),
        message("g", li.RUI, (li.ME, li.WEI), "2026-04-05 11:00:00", "Hello"),
        message("c", li.RUI, li.ME, "2026-05-01 10:00:00", "Free?"),
        message("c", li.ME, li.RUI, "2026-05-01 11:00:00", "Yes"),
        message("h", li.WEI, (li.ME, li.HANA), "2026-04-05 10:00:00", "Hi both"),
        message("self", li.ME, li.ME, "2026-04-05 10:00:00", "note to self"),
    )

    found = read(content)

    assert happened(people(content)["Rui Dias"]) == [
        ("2026-04-05", "incoming", "Rui (in a group): Hello"),
        ("2026-05-01", "mutual", "Rui: Free?\nYou: Yes"),
    ]
    assert others(found) == [
        Skipped(line=6, reason="A group of people you are not connected to."),
        Skipped(line=7, reason="Written to nobody but you."),
    ]


def test_messages_without_a_profile_go_to_the_one_connection_of_that_name() -> None:
    """Only where one of the two has no profile to compare, and nobody else is called so."""
    connections = samples.LINKEDIN_HEADER + "".join([
        "Hana,Sato,,,Globex,,12 Jan 2024\n",
        "Ana,Silva,https://www.linkedin.com/in/ana1,,,,\n",
        "Ana,Silva,https://www.linkedin.com/in/ana2,,,,\n",
        f"Rui,Dias,{li.RUI},,,,\n",
        f"Wei,Zhang,{li.WEI},,,,\n",
    ])  # fmt: skip
    opaque = "https://www.linkedin.com/in/ACoAABcdEFghIJklMNopQRstUVwxYZ012345678"
    content = archive(
        connections=connections,
        invitations=None,
        notes=table(
            li.NOTES_HEADER,
            row("Ana", "Silva", "", "which one?", "2/3/26, 4:00 PM", ""),
            row("Hana", "Sato", "", "kind", "", ""),
            row("Rui", "Dias", "https://www.linkedin.com/in/another-rui", "not him", "", ""),
        ),
        jobs=None,
        messages=messages(
            message("c1", li.HANA, li.ME, "2026-04-05 10:00:00", "Hello"),
            row("c2", "", "Rui Dias", "", "Alice Moreau", li.ME, "2026-04-05 10:00:00 UTC", "", "Hi", "", "", "", ""),
            row(
                "c3", "", "Wei Zhang", opaque, "Alice Moreau", li.ME, "2026-04-05 10:00:00 UTC", "", "Ho",
                "", "", "", "",
            ),
            row("c4", "", "Ana Silva", "", "Alice Moreau", li.ME, "2026-04-05 10:00:00 UTC", "", "A", "", "", "", ""),
            row("c5", "", "Ana Silva", "", "Alice Moreau", li.ME, "2026-04-05 10:00:00 UTC", "", "B", "", "", "", ""),
        ),
    )  # fmt: skip

    found = [record for record in read(content) if isinstance(record, PersonRecord)]

    assert [(record.name, record.notes, [summary for *_, summary in happened(record)]) for record in found] == [
        ("Hana Sato", "kind", ["Hana: Hello"]),
        ("Ana Silva", "", []),
        ("Ana Silva", "", []),
        ("Rui Dias", "", ["Rui: Hi"]),
        ("Wei Zhang", "", ["Wei: Ho"]),
        ("Ana Silva", "3 Feb 2026: which one?", []),
        ("Rui Dias", "not him", []),
        ("Ana Silva", "", ["Ana: A"]),
        ("Ana Silva", "", ["Ana: B"]),
    ]


def test_someone_named_without_their_profile_in_some_messages_is_one_person() -> None:
    content = messages(
        message("c", li.RUI, li.ME, "2026-05-01 10:00:00", "Free?"),
        row("c", "", "Alice Moreau", li.ME, "Rui Dias", "", "2026-05-01 11:00:00 UTC", "", "Yes", "", "", "", ""),
        message("d", li.HANA, li.ME, "2026-05-01 10:00:00", "Hi"),
    )

    assert happened(people(content)["Rui Dias"]) == [("2026-05-01", "mutual", "Rui: Free?\nYou: Yes")]


def test_the_user_is_who_is_in_every_conversation() -> None:
    content = messages(
        message("c1", li.WEI, li.ME, "2026-05-01 10:00:00", "a"),
        message("c2", li.ME, li.RUI, "2026-05-01 10:00:00", "b"),
    )

    assert {name: record.happenings[0].direction for name, record in people(content, NAMELESS).items()} == {
        "Wei Zhang": "incoming", "Rui Dias": "outgoing",
    }  # fmt: skip


ONE_TALK = messages(message("c1", li.WEI, li.ME, "2026-05-01 10:00:00", "a"))


def test_among_two_the_user_is_who_is_called_so() -> None:
    assert list(people(ONE_TALK)) == ["Wei Zhang"]


def test_among_two_the_user_is_no_connection() -> None:
    content = archive(messages=ONE_TALK, invitations=None, profile=None)

    assert happened(people(content, NAMELESS)["Wei Zhang"]) == [("2026-05-01", "incoming", "Wei: a")]


def test_the_profile_and_the_invitations_say_who_the_user_is() -> None:
    talk = messages(message("c1", li.RUI, li.ME, "2026-05-01 10:00:00", "a"))

    for content in (archive(messages=talk, invitations=None), archive(messages=talk, profile=None)):
        assert happened(people(content, NAMELESS)["Rui Dias"]) == [("2026-05-01", "incoming", "Rui: a")]


def test_messages_that_do_not_show_who_the_user_is_are_refused_in_words() -> None:
    talk = messages(message("c1", li.RUI, li.ME, "2026-05-01 10:00:00", "a"))
    reason = "These messages do not show which of the two is you. Bring LinkedIn’s whole zip"

    with pytest.raises(UnusableFileError, match=f"^{reason}"):
        read(talk, NAMELESS)

    found = read(archive(messages=talk, invitations=None, profile=None), NAMELESS)
    [refused] = [record for record in found if isinstance(record, Unreadable)]
    assert (refused.line, refused.member, refused.reason[: len(reason)]) == (1, "messages.csv", reason)
    assert [record.name for record in found if isinstance(record, PersonRecord)][:2] == ["Marisol Ibáñez", "Wei Zhang"]


def test_odd_rows_are_told_apart() -> None:
    blank = [""] * 4
    header_and_rows = messages(
        message("c1", li.WEI, li.ME, "2026-05-01 10:00:00", "a"),
        message("c2", li.RUI, li.ME, "once", "b"),
        message("c2", li.RUI, li.ME, "0001-01-01 10:00:00", "b"),
        row(*[""] * 13),
        "c3,short\n",
        row("", "", "Ana Silva, PhD", li.RUI, "Alice Moreau", li.ME, "3/5/26, 10:11 AM", "", "day only", *blank),
        row("c4", "", "Acme", "https://www.linkedin.com/company/acme", "Alice Moreau", li.ME,
            "2026-05-01 10:00:00 UTC", "", "Offer", *blank),
        row("c5", "", "Alice Moreau", li.ME, "Ana Silva,Rui Dias", "", "2026-05-01 10:00:00", "", "both", *blank),
        row("c6", "", "Alice Moreau", li.ME, "Hana Sato, PhD", li.HANA, "2026-05-01 10:00:00", "", "you", *blank),
        row("c7", "", "Alice Moreau", li.ME, "One", f"{li.HANA},{li.WEI}", "2026-05-01 10:00:00", "", "2", *blank),
        row("c8", "", "", "", "", "", "2026-05-01", "", "nobody", *blank),
    )  # fmt: skip

    found = read(header_and_rows)

    assert [record for record in others(found) if isinstance(record, Unreadable)] == [
        Unreadable(line=3, reason="“once UTC” is no date.", name="Rui Dias"),
        Unreadable(line=4, reason="“0001-01-01 10:00:00 UTC” is no date.", name="Rui Dias"),
        Unreadable(line=6, reason="This row has 2 cells where the header names 13."),
    ]
    named = people(header_and_rows)
    assert {name: happened(record) for name, record in named.items()} == {
        "Wei Zhang": [("2026-05-01", "incoming", "Wei: a")],
        "Ana Silva, PhD": [("2026-03-05", "incoming", "Ana: day only")],
        "Acme": [("2026-05-01", "incoming", "Acme: Offer")],
        "Hana Sato, PhD": [("2026-05-01", "outgoing", "You: you")],
    }
    assert (named["Hana Sato, PhD"].tie, named["Acme"].points) == ("none", ())
    assert all(named[name].skip_unless_known for name in ("Wei Zhang", "Acme", "Ana Silva, PhD"))


def test_messages_without_a_date_say_so() -> None:
    [record] = [
        record for record in read(li.MESSAGES.replace("2026-05-02 10:00:00 UTC", "")) if isinstance(record, Unreadable)
    ]

    assert (record.line, record.reason) == (13, "This message has no date.")


def test_a_long_day_is_cut_at_a_message() -> None:
    content = messages(
        *(message("c", li.RUI, li.ME, f"2026-05-01 10:00:0{n}", f"{n} " + "word " * 300) for n in range(6)),
        message("d", li.HANA, li.ME, "2026-05-01 10:00:00", "x"),
    )

    [(_, _, summary)] = happened(people(content)["Rui Dias"])

    lines = summary.splitlines()
    assert [line[:10] for line in lines] == ["Rui: 0 wor", "Rui: 1 wor", "… and 4 mo"]
    assert lines[-1] == "… and 4 more messages that day."
    assert all(len(line) <= linkedin_messages.MESSAGE_LENGTH + 5 for line in lines)
    assert lines[0].endswith("…")
    assert len(summary) <= linkedin_book.DAY_LENGTH


def test_messages_are_tidied() -> None:
    assert linkedin_messages.tidy("a <b> c & d\r\n\r\n\r\n\r\ne") == "a  c & d\n\ne"
    assert linkedin_messages.tidy("1 < 2 &amp; 3 &bogus;") == "1 < 2 & 3 &bogus;"
    assert linkedin_messages.tidy('<ul><li>x</li><li>y</li></ul><a href="https://e.example.com">z</a>') == "x\ny\nz"


def test_invitations_and_notes_that_say_nothing_are_told_apart() -> None:
    invitations = table(
        li.INVITATIONS_HEADER,
        row("Alice Moreau", "Ana Silva", "soon", "", "OUTGOING", li.ME, ""),
        row("Alice Moreau", "Ana Silva", "1/29/26, 2:37 PM", "", "SIDEWAYS", li.ME, ""),
        row("Alice Moreau", "", "1/29/26, 2:37 PM", "", "OUTGOING", li.ME, ""),
        row(*[""] * 7),
        "short\n",
    )
    notes = table(
        li.NOTES_HEADER, row("Wei", "Zhang", li.WEI, "", "", ""), row("", "", "", "whose?", "", ""),
        row("Wei", "Zhang", li.WEI, "late", "", "2/4/26, 4:00 PM"), row("Wei", "Zhang", li.WEI, "never", "", ""),
    )  # fmt: skip

    assert read(invitations) == [
        Unreadable(line=2, reason="“soon” is no date.", name="Ana Silva"),
        Unreadable(line=3, reason="“SIDEWAYS” is neither OUTGOING nor INCOMING."),
        Skipped(line=4, reason=HIDDEN),
        Skipped(line=5, reason="An empty row."),
        Unreadable(line=6, reason="This row has 1 cell where the header names 7."),
    ]
    *skipped, wei = read(notes)
    assert skipped == [Skipped(line=2, reason="An empty note."), Skipped(line=3, reason=HIDDEN)]
    assert isinstance(wei, PersonRecord)
    assert wei.notes == "never\n4 Feb 2026: late"


def test_applications_that_are_odd_are_kept_as_they_are() -> None:
    long = "Head of " + "very " * 50 + "much"
    content = table(
        li.JOBS_HEADER,
        row("soon", "", "", "Acme", "", "see their page", "", ""),
        row("3/5/26, 10:11 AM", "", "", "", "Buyer", "", "", ""),
        row("3/5/26, 10:11 AM", "", "", "ACME", long, "", "", ""),
        row(*[""] * 8),
        "short\n",
    )

    acme = read(content)[-1]

    assert read(content)[:-1] == [
        Unreadable(line=3, reason="This row names no company.", name="Buyer"),
        Skipped(line=5, reason="An empty row."),
        Unreadable(line=6, reason="This row has 1 cell where the header names 8."),
    ]
    assert isinstance(acme, OrganizationRecord)
    assert acme.jobs[0] == Job("A job", "", "", "see their page\nsoon")
    assert (len(acme.jobs[1].title), acme.jobs[1].notes) == (200, long)


def test_what_linkedins_programs_said_is_no_conversation() -> None:
    content = zipped({"guide_messages.csv": li.MESSAGES, "Connections.csv": li.CONNECTIONS, "a/Notes.csv": li.NOTES})

    found = look_into(content)

    assert (found.format.name, found.format.label) == ("linkedin_archive", "LinkedIn’s export")
    assert [(record.name, record.notes) for record in people(content).values() if record.notes] == [
        ("Wei Zhang", "3 Feb 2026: Knows everybody at Acme")
    ]


def test_limits_are_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linkedin_messages, "ENTRIES", 3)
    with pytest.raises(UnusableFileError, match="more than 3 messages"):
        read(li.MESSAGES)
    monkeypatch.setattr(linkedin_messages, "CONVERSATIONS", 1)
    with pytest.raises(UnusableFileError, match="more than 1 conversations"):
        read(messages(*[message(f"c{n}", li.RUI, li.ME, "2026-05-01 10:00:00", "x") for n in range(3)]))
    monkeypatch.setattr(linkedin_book, "ENTRIES", 1)
    with pytest.raises(UnusableFileError, match="more than 1 messages"):
        read(li.INVITATIONS)
    monkeypatch.setattr(linkedin_book, "PEOPLE", 1)
    with pytest.raises(UnusableFileError, match="names more than 1 people"):
        read(li.INVITATIONS)
    monkeypatch.setattr(linkedin_jobs, "JOBS", 1)
    with pytest.raises(UnusableFileError, match="more than 1 applications"):
        read(li.JOBS)
