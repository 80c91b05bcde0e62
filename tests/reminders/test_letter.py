"""What a digest says, and how it is built."""

import re
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

from accounts.models import User
from common.agenda import AgendaItem, Kind, Priority
from reminders.cards import Agenda, group_by_person
from reminders.digests.letter import WIDTH, Letter, write_letter
from tests.conftest import MONDAY, MORNING
from tests.factories import UserFactory
from tests.reminders.items import item, person

GOLDEN = Path(__file__).parent / "golden" / "digest.txt"
VOID = {"meta", "br", "img", "hr", "link", "input"}


class WellFormed(HTMLParser):
    """Raises where an end tag does not close what was opened last; collects the addresses of everything."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a":
            self.links.append(values["href"] or "")
        self.fetched += [values[name] or "" for name in ("src", "background", "srcset") if name in values]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open[-1] not in ("style", "title"):
            self.text.append(" ".join(data.split()))


def parsed(html: str) -> WellFormed:
    parser = WellFormed()
    parser.feed(html)
    assert parser.open == []
    return parser


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


def without_tokens(text: str) -> str:
    return re.sub(r"/(d|unsubscribe)/[\w:.-]+", r"/\1/TOKEN", text)


def test_letter_reads_as_it_should() -> None:
    letter = letter_about(*a_morning())

    assert letter.subject == "Talk with Hana, thank Marisol, and 2 more"
    assert without_tokens(letter.text) == GOLDEN.read_text(encoding="utf-8")


def test_text_keeps_within_72_columns_except_for_addresses() -> None:
    lines = letter_about(*a_morning()).text.splitlines()

    assert [line for line in lines if len(line) > WIDTH and "http" not in line] == []


def test_html_says_the_same_as_the_text() -> None:
    letter = letter_about(*a_morning())

    page = parsed(letter.html)
    said = " ".join(page.text)
    for each in a_morning():
        assert each.title in said
        assert each.context in said
    in_text = re.findall(r"https?://\S+", letter.text)
    assert sorted(set(page.links)) == sorted(set(in_text))


def test_html_fetches_nothing_and_is_small() -> None:
    html = letter_about(*a_morning()).html

    page = parsed(html)
    assert page.fetched == []
    assert {link.split("/")[2] for link in page.links} == {"localhost:8000"}
    assert not re.search(r"url\(|@import|<link|<script", html)
    assert len(html.encode()) < 100_000


def test_html_has_its_styles_on_its_elements_and_rules_for_the_dark() -> None:
    html = letter_about(*a_morning()).html

    assert re.search(r'class="go"[^>]* style="[^"]*background: #1d6a58', html)
    assert "@media (prefers-color-scheme: dark)" in html
    assert "{%" not in html


def test_html_of_the_longest_day_stays_under_100_kilobytes() -> None:
    long = "Widdershins " * 25
    items = [
        item(
            key=f"{n}{kind}",
            kind=kind,
            person=person(n, "N" * 240, long),
            title=long,
            why=long,
            context=long[:140],
            action="Say how it went",
        )
        for n in range(30)
        for kind in (Kind.FOLLOW_UP, Kind.ATTEMPT, Kind.KEEP_IN_TOUCH)
    ]

    letter = letter_about(*items)

    assert len(letter.html.encode()) < 100_000
    assert "And 20 more who can wait" in letter.text


def test_letter_escapes_what_people_are_called() -> None:
    letter = letter_about(item(person=person(1, "<b>Bobby</b> & Co"), title="Ask <i>why</i>"))

    assert "<b>Bobby" not in letter.html
    assert "&lt;b&gt;Bobby&lt;/b&gt; &amp; Co" in letter.html
    assert "<b>Bobby</b> & Co" in letter.text


def test_letter_about_nobody_in_particular_stands_for_itself() -> None:
    letter = letter_about(item(person=None, title="Rate your network", url="/", action="Rate"))

    assert "1. Rate your network (today)\n" in letter.text
    parsed(letter.html)
