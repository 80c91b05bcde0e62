"""Lines as people write them, on Monday 23 November 2026, about Ana Ferreira."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.quick_log import Reading, read
from tests.conftest import MONDAY

SUNDAY, FRIDAY, LAST_MONDAY = date(2026, 11, 22), date(2026, 11, 20), date(2026, 11, 16)
MEETING, CALL = ("meeting", "mutual"), ("call", "mutual")
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
WORDS = st.sampled_from(
    ["coffee", "lunch", "called", "wrote", "met", "card", "letter", "mail", "she", "he", "Ana", "they", "I", "from her",
     "him", "with", "the", "about", "over", "yesterday", "tomorrow", "on Monday", "12 May", "3 days ago", "12/5", ",",
     ".", "-", "talked", "remind me", "to", "follow up", "no answer", "Lyon"]
)  # fmt: skip


def reading(line: str) -> Reading:
    return read(line, on=MONDAY, day_first=True, names=("Ana", "Ferreira", "Ana Ferreira"))


@pytest.mark.parametrize(
    ("line", "how", "day", "rest"),
    [
        ("coffee yesterday, talked about X", MEETING, SUNDAY, "talked about X"),
        ("Coffee with Ana last Friday about Lyon", MEETING, FRIDAY, "about Lyon"),
        ("met Ana Ferreira on 12.5.: she knows Ben", MEETING, date(2026, 5, 12), "she knows Ben"),
        ("called him about the Lyon job", CALL, MONDAY, "about the Lyon job"),
        ("He called yesterday: the job is filled", ("call", "incoming"), SUNDAY, "the job is filled"),
        ("rang, no answer", ("call", "outgoing"), MONDAY, "no answer"),
        ("follow-up call yesterday, she is fine", CALL, SUNDAY, "she is fine"),
        ("spoke on the phone this morning, she'll ask around", CALL, MONDAY, "she'll ask around"),
        ("wrote to her on Monday, asked for twenty minutes", ("email", "outgoing"), LAST_MONDAY,
         "asked for twenty minutes"),
        ("she wrote", ("email", "incoming"), MONDAY, ""),
        ("Ana e-mailed 3 days ago; Lyon is open", ("email", "incoming"), FRIDAY, "Lyon is open"),
        ("got a mail from Ana, wants to meet", ("email", "incoming"), MONDAY, "wants to meet"),
        ("we e-mailed last week", ("email", "mutual"), LAST_MONDAY, ""),
        ("texted", ("message", "outgoing"), MONDAY, ""),
        ("message from her: come on Monday", ("message", "incoming"), MONDAY, "come on Monday"),
        ("wrote on LinkedIn yesterday, asked for 20 minutes", ("message", "outgoing"), SUNDAY, "asked for 20 minutes"),
        ("wrote her a letter 12 May", ("letter", "outgoing"), date(2026, 5, 12), ""),
        ("letter from me", ("letter", "outgoing"), MONDAY, ""),
        ("visited her on sunday; garden is lovely", ("meeting", "outgoing"), SUNDAY, "garden is lovely"),
        ("she came by 2 weeks ago", ("meeting", "incoming"), date(2026, 11, 9), ""),
        ("talked about X over coffee, yesterday", MEETING, SUNDAY, "talked about X over coffee"),
        ("yesterday", ("", ""), SUNDAY, ""),
        ("", ("", ""), MONDAY, ""),
    ],
)  # fmt: skip
def test_a_line_says_how_and_when(line: str, how: tuple[str, str], day: date, rest: str) -> None:
    found = reading(line)

    assert ((found.kind, found.direction), found.day, found.rest) == (how, day, rest)
    assert (found.is_to_come, found.is_reminder, found.plan) == (False, False, "")


@pytest.mark.parametrize(
    ("line", "how", "day"),
    [
        ("called him a liar", CALL, MONDAY),
        ("talked about X over coffee yesterday", MEETING, SUNDAY),
        ("Dinner with the study group.", MEETING, MONDAY),
        ("Sent her the slides she asked for.", ("", "outgoing"), MONDAY),
        ("Ana replied yesterday", ("", "incoming"), SUNDAY),
        ("liked her post", ("", "outgoing"), MONDAY),
        ("Card games are her thing", ("", ""), MONDAY),
        ("Message boards bore him", ("", ""), MONDAY),
        ("Will start on Monday at Globex", ("", ""), MONDAY),
        ("asked whether she has time tomorrow", ("", ""), MONDAY),
        ("Told him what I am after. He offered to introduce me.", ("", ""), MONDAY),
        ("LinkedIn message, congratulated her", ("message", "outgoing"), MONDAY),
    ],
)
def test_in_doubt_every_word_stays(line: str, how: tuple[str, str], day: date) -> None:
    found = reading(line)

    assert ((found.kind, found.direction), found.day, found.rest) == (how, day, line)


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("lunch on friday - they are hiring", "lunch - they are hiring"),
        ("zoom call yesterday", "zoom call"),
        ("Christmas card", "Christmas card"),
    ],
)
def test_words_that_say_more_than_their_kind_stay(line: str, rest: str) -> None:
    assert reading(line).rest == rest


@pytest.mark.parametrize(
    ("line", "day", "plan"),
    [
        ("coffee tomorrow, bring CV", date(2026, 11, 24), "Coffee, bring CV"),
        ("lunch with the team next week", date(2026, 11, 30), "Lunch with the team"),
        ("1 December call", date(2026, 12, 1), "Call"),
    ],
)
def test_what_lies_ahead_is_no_interaction_but_a_plan(line: str, day: date, plan: str) -> None:
    found = reading(line)

    assert (found.is_to_come, found.is_reminder, found.day, found.plan) == (True, False, day, plan)


@pytest.mark.parametrize(
    ("line", "day", "plan"),
    [
        ("remind me to send slides in 2 weeks", date(2026, 12, 7), "Send slides"),
        ("Remind me in 2 weeks to send slides", date(2026, 12, 7), "Send slides"),
        ("remind me on Monday that Lyon opens", date(2026, 11, 30), "Lyon opens"),
        ("remind me to ask about last week on 12/1", date(2027, 1, 12), "Ask about last week"),
        ("remind me", date(2026, 11, 30), "Be in touch"),
        ("follow up with her next week", date(2026, 11, 30), "Follow up with her"),
    ],
)
def test_a_reminder_is_asked_for_in_so_many_words(line: str, day: date, plan: str) -> None:
    found = reading(line)

    assert (found.is_reminder, found.is_to_come, found.day, found.plan) == (True, False, day, plan)


def test_logged_as_another_kind_no_word_is_dropped() -> None:
    found = reading("coffee yesterday, talked about X")

    assert (found.summary_as("meeting"), found.summary_as("call")) == (
        "talked about X",
        "coffee yesterday, talked about X",
    )


def test_a_long_text_is_kept_to_the_letter() -> None:
    line = f"coffee yesterday, {'she said ' * 200}so, yesterday"

    assert reading(line).rest == line.removeprefix("coffee yesterday, ")


def assert_sound(line: str, found: Reading, on: date) -> None:
    assert (found.day > on) == (found.is_to_come or (found.is_reminder and found.day != on))
    assert bool(found.plan) == (found.is_to_come or found.is_reminder)
    letters = iter(line)
    assert all(letter in letters for letter in found.rest)  # nothing is made up or moved


@given(line=st.text(max_size=400), on=DAYS, day_first=st.booleans())
def test_no_line_is_too_odd(line: str, on: date, day_first: bool) -> None:
    assert_sound(line, read(line, on=on, day_first=day_first, names=("(", line[:5])), on)


@given(words=st.lists(WORDS, max_size=12), on=DAYS)
def test_no_order_of_words_is_too_odd(words: list[str], on: date) -> None:
    line = " ".join(words)

    assert_sound(line, read(line, on=on, day_first=True, names=("Ana",)), on)


@given(text=st.from_regex(r"[A-Z][a-z]{2,8}( [b-k]{3,7}){1,6}", fullmatch=True), on=DAYS)
def test_words_behind_a_head_are_kept_to_the_letter(text: str, on: date) -> None:
    assert read(f"coffee yesterday, {text}", on=on, day_first=True).rest == text
