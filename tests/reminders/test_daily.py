"""What a digest says, and how it is built."""

import re
from datetime import date, timedelta

from accounts.models import User
from common.agenda import AgendaItem, Kind, Priority
from reminders.cards import Agenda, group_by_person
from reminders.digests.daily import as_wanted, write_letter
from reminders.digests.paper import Letter
from tests.conftest import MONDAY, MORNING
from tests.factories import UserFactory
from tests.reminders.items import item, person
from tests.reminders.letters import assert_fit_to_send, golden, parsed, without_signatures


def ada() -> User:
    return UserFactory.build(pk=1, email="ada@example.com", name="Ada Almeida", timezone="Europe/Lisbon")


def a_morning() -> list[AgendaItem]:
    tobias = person(2, "Tobias Krüger", "Rail Product Lead, Kessel & Söhne")
    return [
        item(
            kind=Kind.THANK_YOU,
            key="1",
            due_on=MONDAY - timedelta(days=2),
            title="Thank Marisol Ibáñez for Friday’s talk",
            why="within a day, naming what helped",
            context="You noted: “ask Ben about the Lyon team”, and she gave you two names to write to.",
            url="/interviews/1/thanks/",
            action="Write thanks",
            priority=Priority.THANKS,
            slack_days=1,
        ),
        item(
            kind=Kind.ATTEMPT,
            key="2-2",
            person=tobias,
            title="Call Tobias: attempt 2 of 5",
            why="E-mailed last Tuesday; three business days of silence",
            context="Silence is not a no.",
            url="/outreach/targets/2/",
            action="Call",
            priority=Priority.OUTREACH,
        ),
        item(key="9", person=tobias, title="Send him the depot photos", url="/people/2/", priority=Priority.TIDY),
        item(
            kind=Kind.INTERVIEW_TODAY,
            key="3",
            person=person(3, "Hana Sato", ""),
            title="Talk with Hana Sato at 10:00, 20 minutes by video",
            why="today",
            context="You are prepared.",
            url="/interviews/3/",
            priority=Priority.INTERVIEW,
            can_complete=False,
            can_snooze=False,
        ),
        item(
            kind=Kind.KEEP_IN_TOUCH,
            key="4",
            due_on=date(2026, 11, 10),
            person=person(4, "Siobhán O’Brien", "Recruiter"),
            title="Check in with Siobhán",
            why="Six months since your meeting in May",
            context="Her daughter started school in September.",
            url="/people/4/",
            action="Check in",
            priority=Priority.KEEP_IN_TOUCH,
            slack_days=183,
        ),
    ]


def letter_about(*items: AgendaItem) -> Letter:
    agenda = Agenda(owner_id=1, on=MONDAY, cards=group_by_person(items, on=MONDAY))
    return write_letter(ada(), agenda, now=MORNING)


def test_letter_reads_as_it_should() -> None:
    letter = letter_about(*a_morning())

    assert letter.subject == "Talk with Hana, thank Marisol, and 2 more"
    assert without_signatures(letter.text) == golden("daily")
    assert_fit_to_send(letter)


def test_html_says_the_same_as_the_text() -> None:
    letter = letter_about(*a_morning())

    page = parsed(letter.html)
    said = " ".join(page.text)
    for each in a_morning():
        assert each.title in said
        assert each.context in said


def test_html_has_its_styles_on_its_elements_and_rules_for_the_dark() -> None:
    html = letter_about(*a_morning()).html

    assert re.search(r'class="go"[^>]* style="[^"]*background: #1d6a58', html)
    assert "@media (prefers-color-scheme: dark)" in html
    assert "{%" not in html


def test_a_letter_of_the_longest_day_stays_under_100_kilobytes_at_the_highest_cap() -> None:
    long = "Widdershins äöü " * 25
    items = [
        item(
            key=f"{n}{kind}",
            kind=kind,
            person=person(n, "Nora " * 48, long),
            title=long,
            why=long,
            context=long[:140],
            action="Say how it went",
        )
        for n in range(60)
        for kind in (Kind.FOLLOW_UP, Kind.ATTEMPT, Kind.KEEP_IN_TOUCH)
    ]
    agenda = Agenda(owner_id=1, on=MONDAY, cards=group_by_person(items, on=MONDAY), cap=50)

    letter = write_letter(ada(), agenda, now=MORNING)

    named = int(re.findall(r"^(\d+)\. ", letter.text, re.MULTILINE)[-1])
    assert_fit_to_send(letter)
    assert 5 <= named < 50
    assert f"And {60 - named} more who can wait" in letter.text


def test_a_mailbox_shows_whom_it_is_about_beside_the_subject() -> None:
    html = letter_about(*a_morning()).html

    assert "Hana Sato, Marisol Ibáñez, Tobias Krüger and Siobhán O’Brien: about an hour." in html


def test_a_digest_carries_the_kinds_and_as_many_people_as_its_owner_wants() -> None:
    owner = ada()
    owner.leave_out([Kind.ATTEMPT, Kind.INTERVIEW_TODAY])
    owner.digest_cap = 2
    agenda = as_wanted(Agenda(owner_id=1, on=MONDAY, cards=group_by_person(a_morning(), on=MONDAY)), owner)

    letter = write_letter(owner, agenda, now=MORNING)

    assert letter.subject == "Thank Marisol, follow up with Tobias, and 1 more"
    assert "attempt 2 of 5" not in letter.text
    assert "Send him the depot photos" in letter.text
    assert "And 1 more who can wait" in letter.text


def test_a_letter_about_a_free_day_is_kind() -> None:
    letter = letter_about()

    assert letter.subject == "Nobody is waiting for you today"
    assert "nobody is waiting for you." in letter.text


def test_letter_escapes_what_people_are_called() -> None:
    letter = letter_about(item(person=person(1, "<b>Bobby</b> & Co"), title="Ask <i>why</i>"))

    assert "<b>Bobby" not in letter.html
    assert "&lt;b&gt;Bobby&lt;/b&gt; &amp; Co" in letter.html
    assert "<b>Bobby</b> & Co" in letter.text


def test_letter_about_nobody_in_particular_stands_for_itself() -> None:
    letter = letter_about(item(person=None, title="Rate your network", url="/", action="Rate"))

    assert "1. Rate your network (today)\n" in letter.text
    parsed(letter.html)
