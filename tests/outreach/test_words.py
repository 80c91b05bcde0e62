"""How outreach says things."""

from datetime import date

import pytest

from accounts.models import User
from outreach import words
from outreach.models import Target
from outreach.targeting import Added
from tests.conftest import MONDAY
from tests.factories import AttemptFactory, CampaignFactory, ContactFactory, TargetFactory


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 23), "today"),
        (date(2026, 11, 22), "yesterday"),
        (date(2026, 11, 17), "last Tuesday"),
        (date(2026, 11, 16), "last Monday"),
        (date(2026, 11, 15), "on 15 November"),
        (date(2025, 11, 15), "on 15 November 2025"),
    ],
)
def test_weekday_ago(day: date, expected: str) -> None:
    assert words.weekday_ago(day, MONDAY) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 23), "today"),
        (date(2026, 11, 21), "Saturday"),
        (date(2026, 11, 16), "16 November"),
        (date(2025, 11, 16), "16 November 2025"),
    ],
)
def test_since(day: date, expected: str) -> None:
    assert words.since(day, MONDAY) == expected


def test_full_day_names_another_year() -> None:
    days = [words.full_day(day, MONDAY) for day in (date(2026, 12, 10), date(2027, 1, 15))]

    assert days == ["Thursday 10 December", "Friday 15 January 2027"]


@pytest.mark.parametrize(
    ("text", "expected"), [("He knows", "He knows."), ("Really?", "Really?"), ("  So. ", "So."), ("", "")]
)
def test_sentence(text: str, expected: str) -> None:
    assert words.sentence(text) == expected


@pytest.mark.parametrize(
    ("channel", "invites", "did", "article"),
    [
        ("email", "Write to Tobias", "You e-mailed Tobias", "an e-mail"),
        ("call", "Call Tobias", "You called Tobias", "a call"),
        ("message", "Message Tobias", "You messaged Tobias", "a message"),
        ("letter", "Send Tobias a letter", "You sent Tobias a letter", "a letter or card"),
    ],
)
def test_every_channel_has_its_words(alice: User, channel: str, invites: str, did: str, article: str) -> None:
    tobias = ContactFactory.create(owner=alice, first_name="Tobias")

    assert (words.invite(channel, tobias), words.did(channel, tobias), words.a_channel(channel)) == (
        invites,
        did,
        article,
    )


@pytest.mark.parametrize(
    ("made_on", "before", "expected"),
    [
        (date(2026, 11, 23), 0, "E-mailed today"),
        (date(2026, 11, 22), 0, "E-mailed yesterday; one business day of silence"),
        (date(2026, 11, 17), 0, "E-mailed last Tuesday; four business days of silence"),
        (date(2026, 11, 6), 0, "E-mailed on 6 November; 11 business days of silence"),
        (date(2026, 9, 1), 0, "E-mailed on 1 September; silence since"),
        (date(2026, 9, 1), 1, "Taken up again, for “Rail freight”"),
    ],
)
def test_silence_is_counted_in_business_days_and_not_for_ever(
    alice: User, made_on: date, before: int, expected: str
) -> None:
    """P22, P23."""
    target = TargetFactory.create(campaign=CampaignFactory.create(owner=alice), attempts_made=1, attempts_before=before)
    AttemptFactory.create(target=target, made_on=made_on)

    loaded = Target.for_user(alice).for_rows().with_last_attempt().get()

    assert words.silence(loaded, MONDAY, "PT") == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"next_attempt_on": date(2026, 11, 26)}, "Next: an e-mail on Thursday 26 November."),
        (
            {"state": "waiting", "attempts_made": 5, "next_attempt_on": None, "close_out_on": date(2026, 12, 9)},
            "That was the last one; Tobias has until Wednesday 9 December to answer.",
        ),
        (
            {"state": "not_now", "next_attempt_on": None, "revisit_on": date(2027, 3, 1)},
            "You come back to Tobias on Monday 1 March 2027.",
        ),
        ({"state": "replied", "next_attempt_on": None}, ""),
    ],
)
def test_what_follows(alice: User, fields: dict[str, object], expected: str) -> None:
    tobias = ContactFactory.create(owner=alice, first_name="Tobias")
    target = TargetFactory.create(campaign=CampaignFactory.create(owner=alice), contact=tobias, **fields)

    assert words.what_follows(target, MONDAY) == expected


def test_added_names_a_few_and_counts_many(alice: User) -> None:
    campaign = CampaignFactory.create(owner=alice)
    people = [ContactFactory.create(owner=alice, first_name=name) for name in ("Hana", "Wei", "Lars", "Priya", "Ben")]
    targets = [TargetFactory.create(campaign=campaign, contact=person) for person in people[:4]]

    said = words.added(Added(ready=targets[:2], ideas=targets[2:], already=people[4:], refused=[]), campaign)
    refused = words.added(Added(ready=[], ideas=[], already=[], refused=people[:3]), campaign)

    assert said == "Four people joined “Rail freight”. Still without a reason: Lars and Priya. There already: Ben."
    assert refused == "Not to be contacted: Hana, Wei and Lars."
