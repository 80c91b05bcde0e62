"""The files that calendars read, byte for byte where it matters, and read back by another parser."""

from datetime import UTC, datetime, timedelta

import pytest
import vobject

from accounts.models import User
from contacts.models import Contact
from interviews import calendar_entry, scheduling
from interviews.models import Interview
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, InterviewFactory

STARTS = datetime(2026, 12, 1, 10, tzinfo=UTC)


@pytest.fixture
def hana(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Hana", last_name='Sato; "Sushi", Ltd')


@pytest.fixture
def interview(hana: Contact) -> Interview:
    return InterviewFactory.create(
        contact=hana,
        starts_at=STARTS,
        timezone="Europe/Berlin",
        place="Café A Brasileira, Rua Garrett 120; upstairs \\ left, where the long table stands — ask for Hana",
        uid="7a0d3c1e-6f0a-4a55-9d3e-0f7d9c1b2a34",
    )


def lines(entry: calendar_entry.Entry) -> list[str]:
    """The lines as they were before folding."""
    return entry.content.decode().replace("\r\n ", "").split("\r\n")


def test_my_entry_is_published_and_invites_nobody(interview: Interview) -> None:
    entry = calendar_entry.for_me(interview, now=MORNING)

    assert entry.method == "PUBLISH"
    said = lines(entry)
    assert said[0] == "BEGIN:VCALENDAR"
    assert {
        "METHOD:PUBLISH",
        "VERSION:2.0",
        "UID:7a0d3c1e-6f0a-4a55-9d3e-0f7d9c1b2a34",
        "SEQUENCE:0",
        "DTSTAMP:20261123T080000Z",
        "DTSTART:20261201T100000Z",
        "DTEND:20261201T102000Z",
        "STATUS:CONFIRMED",
    } <= set(said)
    assert not [line for line in said if line.startswith("ATTENDEE")]


def test_every_line_is_folded_at_75_octets_and_ends_with_crlf(interview: Interview) -> None:
    content = calendar_entry.to_send(interview, address="hana@example.com", now=MORNING).content

    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    content.decode()


def test_an_invitation_is_a_request_to_one_attendee(alice: User, interview: Interview) -> None:
    entry = calendar_entry.to_send(interview, address="hana@example.com", now=MORNING)

    event = vobject.readOne(entry.content.decode()).vevent
    assert entry.method == vobject.readOne(entry.content.decode()).method.value == "REQUEST"
    assert (event.dtstart.value, event.dtend.value) == (STARTS, STARTS + timedelta(minutes=20))
    assert event.summary.value == "Talk with Alice Almeida"
    assert event.location.value == interview.place
    assert event.description.value == ("Tuesday 1 December, 11:00 in Berlin (10:00 in Lisbon). 20 minutes by video.")
    assert (event.organizer.value, event.organizer.params["CN"]) == ("mailto:alice@example.com", ["Alice Almeida"])
    assert event.attendee.value == "mailto:hana@example.com"
    assert {name: event.attendee.params[name] for name in ("ROLE", "PARTSTAT", "RSVP")} == {
        "ROLE": ["REQ-PARTICIPANT"],
        "PARTSTAT": ["NEEDS-ACTION"],
        "RSVP": ["TRUE"],
    }


def test_the_uid_stays_and_the_sequence_rises_through_its_life(interview: Interview) -> None:
    def told() -> tuple[str, str, str, str]:
        entry = calendar_entry.to_send(interview, address="hana@example.com", now=MORNING)
        event = vobject.readOne(entry.content.decode()).vevent
        return entry.method, event.uid.value, event.sequence.value, event.status.value

    uid = interview.uid
    stories = [told()]
    scheduling.move(interview, to=STARTS + timedelta(days=1), now=MORNING)
    stories.append(told())
    scheduling.change_details(interview, minutes=25, medium="video", place="")
    stories.append(told())
    scheduling.cancel(interview, now=MORNING, on=MONDAY)
    stories.append(told())
    scheduling.reopen(interview, now=MORNING, on=MONDAY)
    stories.append(told())

    assert stories == [
        ("REQUEST", uid, "0", "CONFIRMED"),
        ("REQUEST", uid, "1", "CONFIRMED"),
        ("REQUEST", uid, "2", "CONFIRMED"),
        ("CANCEL", uid, "3", "CANCELLED"),
        ("REQUEST", uid, "4", "CONFIRMED"),
    ]


def test_a_change_that_changes_nothing_does_not_raise_the_sequence(interview: Interview) -> None:
    scheduling.change_details(interview, minutes=20, medium="video", place=interview.place)
    scheduling.move(interview, to=STARTS, now=MORNING)

    assert interview.sequence == 0


def test_a_name_with_quotes_and_line_ends_breaks_nothing(interview: Interview, hana: Contact) -> None:
    hana.first_name, hana.last_name = "Ha\nna", 'X"\r\nATTENDEE:mailto:eve@example.com'
    interview.contact = hana

    content = calendar_entry.to_send(interview, address="hana@example.com", now=MORNING).content.decode()

    event = vobject.readOne(content).vevent
    assert [attendee.value for attendee in event.attendee_list] == ["mailto:hana@example.com"]


def test_no_two_interviews_share_a_uid(hana: Contact) -> None:
    first, second = InterviewFactory.create_batch(2, contact=hana)

    assert first.uid != second.uid
