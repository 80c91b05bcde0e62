"""The main job, end to end: from signing up to the third morning's digest, in real processes at real moments."""

import json
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from common.readiness import static_files_ready
from tests.browser.chromium import watch
from tests.installation import EMBEDDED, SEPARATE, Installation
from tests.services import scratch_postgres, scratch_redis
from tests.smtp_sink import SmtpSink

OWNER = "ada@example.com"
PASSWORD = "four unrelated words here"
CONNECTIONS = """Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing. You will only see \
email addresses for connections who have allowed their connections to see or download their email address using this \
setting https://www.linkedin.com/psettings/privacy/email. You can learn more here \
https://www.linkedin.com/help/linkedin/answer/261"

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Siobhán,O’Brien,https://www.linkedin.com/in/siobhan,,Harbour Talent,Recruiter,08 Feb 2026
Hana,Sato,https://www.linkedin.com/in/hana-sato,hana@example.com,Globex,Planning Manager,07 Jun 2025
Tobias,Krüger,https://www.linkedin.com/in/tobias-k,,Kessel & Söhne,Rail Product Lead,01 Mar 2024
Priya,Nair,https://www.linkedin.com/in/priya-nair,,Solstice Energy,Head of Procurement,12 Dec 2023
,,,,,,07 Jun 2026
"""
MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
TUESDAY_AFTER_THE_TALK = datetime(2026, 11, 24, 10, 25, tzinfo=UTC)
"""Nothing ran when the digest was due at seven: it comes as soon as something does."""
WEDNESDAY_MORNING = datetime(2026, 11, 25, 7, 1, tzinfo=UTC)
THURSDAY_MORNING = datetime(2026, 11, 26, 7, 1, tzinfo=UTC)
MAIL_SECONDS = 30.0

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture(params=["embedded", pytest.param("separate", marks=pytest.mark.service)])
def installation(request: pytest.FixtureRequest, tmp_path: Path, sink: SmtpSink) -> Iterator[Installation]:
    """Once with nothing but Python, once with PostgreSQL, Redis and a process each for web, worker and beat."""
    with ExitStack() as services:
        environment = {"EMAIL_URL": sink.url}
        if request.param == "separate":
            environment["DATABASE_URL"] = services.enter_context(scratch_postgres())
            environment["CELERY_BROKER_URL"] = services.enter_context(scratch_redis())
        commands = SEPARATE if request.param == "separate" else EMBEDDED
        rapport = Installation(data_dir=tmp_path, commands=commands, environment=environment)
        rapport.manage("migrate", "--verbosity", "0")
        if not static_files_ready():
            rapport.manage("collectstatic", "--noinput", "--verbosity", "0")
        try:
            yield rapport
        finally:
            rapport.stop()


@pytest.fixture
def sink() -> Iterator[SmtpSink]:
    """The mail server."""
    with SmtpSink() as server:
        yield server


@pytest.fixture
def ada(browser: Browser, installation: Installation, complaints: list[str]) -> Iterator[Page]:
    """Ada's browser, which stays open over all the days."""
    context = browser.new_context(
        base_url=installation.url, viewport={"width": 1280, "height": 900}, timezone_id="Europe/Lisbon"
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    watch(page, complaints)
    yield page
    context.close()


def wait_for_letter(sink: SmtpSink, number: int) -> EmailMessage:
    """The letter that arrives as number ``number``, counted from one."""
    deadline = time.monotonic() + MAIL_SECONDS
    while len(sink.letters) < number and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(sink.letters) >= number, f"only {len(sink.letters)} letters came"
    return sink.letters[number - 1]


def part(letter: EmailMessage, kind: str) -> str:
    """The text or HTML part of a letter."""
    body = letter.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def items(letter: EmailMessage) -> list[str]:
    """What the text part asks for, each as "Name: title (tag)", in its order."""
    found: list[str] = []
    name = ""
    for line in part(letter, "plain").splitlines():
        if entry := re.match(r"\d+\. +(.+?)(?: · .*)?$", line):
            name, is_title = entry[1], True
        elif line.startswith("   ") and is_title:
            found.append(f"{name}: {line.strip()}")
            is_title = False
    return found


def link(letter: EmailMessage, label: str, title: str) -> str:
    """The first address labelled ``label`` in the text part after the line that holds ``title``."""
    text = part(letter, "plain")
    found = re.search(rf"{re.escape(label)}: (\S+)", text[text.index(title) :])
    assert found is not None
    return found[1]


def sign_up(page: Page, sink: SmtpSink) -> None:
    page.goto("/")
    page.get_by_label("E-mail").fill(OWNER)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create your account").click()
    code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", part(wait_for_letter(sink, 1), "plain"), re.MULTILINE)
    assert code is not None
    page.get_by_label("Code from the letter").fill(code[1])
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("What shall we call you?").fill("Ada")
    page.get_by_label("What work do you look for?").fill("Logistics planner")
    page.get_by_role("button", name="Next: your people").click()


def import_connections(page: Page, folder: Path) -> None:
    file = folder / "Connections.csv"
    file.write_text(CONNECTIONS, encoding="utf-8")
    page.get_by_role("link", name="Choose a file").click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Look what is in it").click()
    page.get_by_label("Remind me to keep in touch").select_option("regular")
    page.get_by_role("button", name="Bring in 4 people").click()
    expect(page.locator("main")).to_contain_text("4 people")


def choose_the_hour(page: Page) -> None:
    page.goto("/settings/welcome/digest/")
    expect(page.get_by_label("Your timezone")).to_have_value("Europe/Lisbon")
    page.get_by_label("Your country").select_option("PT")
    page.get_by_label("Your digest comes at").select_option("7")
    page.get_by_role("button", name="Start with today").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Good morning, Ada")


def add_to_a_campaign(page: Page) -> None:
    page.goto("/people/")
    for name in ("Hana Sato", "Tobias Krüger", "Priya Nair"):
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Add to a campaign").click()
    page.get_by_label("Name").fill("Rail freight")
    page.get_by_label("What you want from it").fill("Learn how rail freight plans its networks")
    for person in page.locator(".person").all():
        name = person.get_by_role("heading").inner_text()
        person.get_by_label("Why").fill(f"{name} plans what I planned")
    page.get_by_role("button", name="Add 3 people").click()


def write_to(page: Page, name: str) -> None:
    page.goto("/outreach/")
    page.get_by_role("link", name="Rail freight").first.click()
    page.get_by_role("link", name=name).first.click()
    page.get_by_text("You did it already? Log it").click()
    page.get_by_label("What you wrote").fill(f"Dear {name}, could you spare twenty minutes?")
    page.get_by_role("button", name="Log attempt 1").click()


def log_a_reply(page: Page, name: str) -> None:
    page.goto("/outreach/")
    page.get_by_role("link", name="Rail freight").first.click()
    page.get_by_role("link", name=name).first.click()
    page.get_by_text("They replied").click()
    page.locator("#reply").get_by_role("button").click()
    expect(page.get_by_role("heading", name="You are talking")).to_be_visible()


def schedule_the_talk(page: Page) -> None:
    page.get_by_role("link", name="We agreed to meet").click()
    page.get_by_label("Day").fill("2026-11-24")
    page.get_by_role("textbox", name="Time").fill("10:00")
    page.get_by_role("button", name="Schedule the talk").click()
    expect(page.get_by_role("heading", name="Prepare")).to_be_visible()


def hold_the_talk(page: Page) -> None:
    page.goto("/interviews/")
    page.get_by_role("link", name="Hana Sato").first.click()
    page.get_by_role("link", name="Open the note page").click()
    page.get_by_label("Notes of the talk with Hana Sato").fill("Lyon opens in spring.\nAsk Daniel about the system.")
    expect(page.locator("[data-live-notes]")).to_contain_text("Saved")
    page.get_by_role("link", name="We are through").click()
    page.get_by_role("button", name="It took place").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Wrap up")


def titles_on_today(page: Page) -> list[str]:
    """The names of the people on Today, in its order."""
    page.goto("/?all=1")
    return [heading.inner_text() for heading in page.locator("article.item h3 a").all()]


def test_main_job_from_signing_up_to_the_third_morning(
    installation: Installation, sink: SmtpSink, ada: Page, tmp_path: Path
) -> None:
    """P02, P08, P22, P33, P39, P46."""
    installation.start(MONDAY)
    sign_up(ada, sink)
    import_connections(ada, tmp_path)
    choose_the_hour(ada)
    add_to_a_campaign(ada)
    for name in ("Tobias Krüger", "Priya Nair", "Hana Sato"):
        write_to(ada, name)
    log_a_reply(ada, "Hana Sato")
    schedule_the_talk(ada)
    installation.stop()

    installation.start(TUESDAY_AFTER_THE_TALK)
    tuesday = wait_for_letter(sink, 2)
    assert items(tuesday) == [
        "Hana Sato: Talk with Hana Sato at 10:00, 20 minutes by video (today)",
        "Siobhán O’Brien: Check in with Siobhán",
    ]
    hold_the_talk(ada)
    installation.stop()

    installation.start(WEDNESDAY_MORNING)
    wednesday = wait_for_letter(sink, 3)
    assert items(wednesday) == [
        "Hana Sato: Thank Hana Sato for yesterday’s talk (today)",
        "Siobhán O’Brien: Check in with Siobhán",
    ]
    installation.stop()

    installation.start(THURSDAY_MORNING)
    thursday = wait_for_letter(sink, 4)
    assert items(thursday) == [
        "Hana Sato: Thank Hana Sato for Tuesday’s talk (due since yesterday)",
        "Priya Nair: Call Priya: attempt 2 of 5 (today)",
        "Tobias Krüger: Call Tobias: attempt 2 of 5 (today)",
        "Siobhán O’Brien: Check in with Siobhán",
    ]
    everyone = ["Hana Sato", "Priya Nair", "Tobias Krüger", "Siobhán O’Brien"]
    assert re.findall(r'class="who"[^>]*>\s*([^<]+?)\s*<', part(thursday, "html")) == everyone
    assert titles_on_today(ada) == everyone

    done = link(thursday, "Done", "Thank Hana")
    for _ in range(3):
        ada.goto(done)
        expect(ada.get_by_role("heading", level=1)).to_have_text("Done?")
    assert titles_on_today(ada) == everyone
    ada.goto(done)
    ada.get_by_role("button", name="Thanked").click()
    assert titles_on_today(ada) == everyone[1:]

    agenda = json.loads(installation.manage("agenda", "--owner", OWNER, "--on", "2026-11-26", "--json"))
    assert [(item["kind"], item["contact"]) for item in agenda["items"]] == [
        ("attempt", "Priya Nair"),
        ("attempt", "Tobias Krüger"),
        ("keep_in_touch", "Siobhán O’Brien"),
    ]
    assert len(sink.letters) == 4
