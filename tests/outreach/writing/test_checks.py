"""The checks of a message, each with what it lets pass and what it says something about."""

import pytest

from outreach.models import Channel
from outreach.writing import checks
from outreach.writing.checks import Facts, Message, run
from outreach.writing.phrases import JOB_ASKING, REFERRAL, STOCK, VAGUE, found_in
from outreach.writing.sentences import minutes_in

GOOD = """Dear Tobias,

Ana Ferreira said you are the one who left spreadsheets behind at Kessel. I am weighing which planning tool comes
first.

Could you spare 20 minutes next week to tell me what you would do differently in rail freight?

Robin Reyes"""
FACTS = Facts(
    first_name="Tobias",
    ask_kind="advice",
    reason="Left spreadsheets behind",
    introducer="Ana",
    topics="Learn how rail freight plans",
)


def message(body: str = GOOD, **fields: str) -> Message:
    return Message(**{"channel": "email", "purpose": "ask", "subject": "Rail freight", "body": body, **fields})


def facts(**fields: object) -> Facts:
    return Facts(**{field: getattr(FACTS, field) for field in Facts.__slots__} | fields)


def names(said: Message, known: Facts = FACTS) -> list[str]:
    return [finding.check for finding in run(said, known)]


def test_a_good_message_is_let_pass_without_a_word() -> None:
    """P16-P19, P26, P28."""
    assert run(message(), FACTS) == []


def test_every_check_names_its_practice_or_source() -> None:
    assert all(("(P" in (check.__doc__ or "") or "six-point" in (check.__doc__ or "")) for check in checks.ALL)
    assert list(checks.NAMES.values()) == list(checks.ALL)


@pytest.mark.parametrize(
    ("check", "said", "known"),
    [
        ("leaves_no_gap", message(GOOD + " [your number]"), FACTS),
        ("has_exchange_before_referral", message(), facts(ask_kind="referral", gave=1)),
        ("has_exchange_before_referral", message(GOOD.replace("tell me", "put in a word for me and tell me")), FACTS),
        ("catches_up_first", message(), facts(years_silent=4)),
        ("says_why_them", message(GOOD.replace("left spreadsheets behind at Kessel", "know")), FACTS),
        ("names_who_led", message(GOOD.replace("Ana Ferreira said", "I hear")), FACTS),
        ("names_who_led", message(GOOD.replace("Ana Ferreira said", "Anatol said")), FACTS),
        (
            "names_a_topic",
            message(GOOD.replace("rail freight", "it").replace("planning", "new"), subject="Tool"),
            FACTS,
        ),
        ("names_few_minutes", message(GOOD.replace("20 minutes", "some time")), FACTS),
        ("names_few_minutes", message(GOOD.replace("20 minutes", "45 minutes")), FACTS),
        ("names_few_minutes", message(GOOD.replace("20 minutes", "an hour")), FACTS),
        ("asks_for_no_job", message(GOOD.replace("Could you", "Are you hiring? Could you")), FACTS),
        ("asks_one_thing", message(GOOD.replace("Could you", "Keep me in mind. Could you")), FACTS),
        ("asks_one_thing", message(GOOD.replace("Could", "Why? How? When? Could")), FACTS),
        ("avoids_stock_phrases", message(GOOD.replace("Could you", "I’d love to connect. Could you")), FACTS),
        ("has_a_subject", message(subject="  "), FACTS),
        ("is_short", message(GOOD.replace("I am", "and so on " * 30 + "I am")), FACTS),
        ("is_short", message(GOOD.replace("I am", "and so on " * 12 + "I am"), channel="message"), FACTS),
        ("ends_in_a_question", message(GOOD.replace("freight?", "freight.")), FACTS),
        ("gave_before_asking", message(), facts(ask_kind="introduction", has_exchange=True)),
        ("gave_before_asking", message(), facts(received=2, has_exchange=True)),
    ],
)
def test_each_check_says_so_alone(check: str, said: Message, known: Facts) -> None:
    assert names(said, known) == [check]


@pytest.mark.parametrize(
    ("said", "known"),
    [
        # The lock opens by a two-way exchange, or by a reason (P26).
        (message(), facts(ask_kind="referral", has_exchange=True, gave=1)),
        (message(), facts(ask_kind="referral", gave=1, unlocked_because="We worked together for years")),
        # Whoever was asked before knows why, who and how long.
        (message("Would Tuesday suit you?"), facts(is_first=False)),
        # Catching up, checking in and telling the news ask nothing (P21).
        (message("How are you these days? I am well.", purpose="catch_up"), facts(years_silent=4, received=3)),
        (message("A line on me.", purpose="announcement"), FACTS),
        # Nothing known to hold the message against.
        (message("May I ask you something for 15 minutes?"), Facts(first_name="Wei", reason="…", topics="I do")),
        # Gaps and fields of the user's own.
        (message(GOOD + " [1] […]"), FACTS),
        # A greeting, thanks and a name after the question.
        (message(GOOD + "\n\nThank you for your time,\nRobin\n+33 1 23 45"), FACTS),
        (message(GOOD.replace("freight?", "freight?”")), FACTS),
        # A call has no subject, and its question stands where it is needed.
        (message(GOOD.replace("Robin Reyes", "If not: call me."), channel="call", subject=""), FACTS),
        # Something was given, or it is the first small request to someone new (P28).
        (message(), facts(received=2, gave=1)),
    ],
)
def test_what_is_fine_is_let_pass(said: Message, known: Facts) -> None:
    assert names(said, known) == []


def test_while_gaps_are_left_only_what_holds_it_back_is_said() -> None:
    skeleton = message("I hope this finds you well. [Why them.]", subject="")

    assert names(skeleton, facts(years_silent=3, ask_kind="referral")) == [
        "leaves_no_gap",
        "has_exchange_before_referral",
        "catches_up_first",
    ]


def test_gaps_hold_back_what_is_written_but_not_what_is_spoken() -> None:
    held = {channel: run(message("[Topic]?", channel=channel), FACTS)[0].holds for channel in Channel.values}

    assert held == {"email": True, "call": False, "message": True, "letter": True}


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("20 minutes", [20]),
        ("a 15-minute call, or 45 min", [15, 45]),
        ("Twenty minutes, half an hour or an hour", [20, 30, 60]),
        ("two hours ago", [120]),
        ("2020 minutes of the meeting, 12 minuets", []),
        ("", []),
    ],
)
def test_lengths_of_time_are_read_in_digits_and_words(text: str, minutes: list[int]) -> None:
    assert minutes_in(text) == minutes


@pytest.mark.parametrize(
    ("phrases", "text", "found"),
    [
        (
            STOCK,
            "May I Pick your brain? I hope this finds you well.",
            ("Pick your brain", "I hope this finds you well"),
        ),
        (
            STOCK,
            "I hope this email finds you well; don’t hesitate to call",
            ("I hope this email finds you well", "don’t hesitate to"),
        ),
        (STOCK, "Nitpick your brainstorm; I hope the coffee finds you", ()),
        (JOB_ASKING, "Do you know of any openings? My CV is attached.", ("any openings", "My CV is attached")),
        (JOB_ASKING, "How did you get your first job in planning? Any opening line helps.", ()),
        (JOB_ASKING, "What is your job like? I do not ask for one.", ()),
        (
            VAGUE,
            "Let me know if you hear of anything, any help is welcome",
            ("Let me know if you hear of anything", "any help"),
        ),
        (VAGUE, "Would you let me know by Friday? Any day suits me.", ()),
        (REFERRAL, "Could you refer me, or put my name forward?", ("refer me", "put my name forward")),
        (REFERRAL, "She referred to me; a reference book", ()),
    ],
)
def test_phrases_are_found_as_they_stand(phrases: tuple[str, ...], text: str, found: tuple[str, ...]) -> None:
    assert found_in(text, phrases) == found
