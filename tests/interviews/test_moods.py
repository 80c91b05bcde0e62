"""How talks felt, told to someone who hesitates: with its n, and only where it helps (P15, P41)."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import SearchBrief, User
from interviews import advice, moods
from outreach.writing import updates
from tests.conftest import MONDAY
from tests.factories import ContactFactory, InsightFactory, InteractionFactory, InterviewFactory


@pytest.mark.parametrize(
    ("felt", "says"),
    [
        ([], ""),
        ([(2, 4), (2, 4)], ""),
        ([(2, 4), (3, 4), (1, 3)], "After all of your last 3 talks you felt better than before."),
        ([(2, 4), (3, 3), (1, 3), (4, 2)], "After 2 of your last 4 talks you felt better than before."),
        ([(4, 4), (5, 4), (4, 5)], "After all of your last 3 talks you felt good."),
        ([(None, 4), (None, 5), (None, 2)], "After 2 of your last 3 talks you felt good."),
        ([(4, 2), (4, 1), (4, 3)], ""),
        ([(2, None)] * 5, ""),
    ],
)
def test_what_past_talks_say(felt: list[tuple[int | None, int | None]], says: str) -> None:
    assert moods.said_of(felt) == says


def test_the_composer_says_it(alices: Client, alice: User, mallory: User) -> None:
    contact = ContactFactory.create(owner=alice)
    for owner in (mallory, alice):
        InterviewFactory.create_batch(
            3, contact__owner=owner, state="held", held_on=MONDAY, mood_before=2, mood_after=4
        )

    page = alices.get(reverse("outreach:write", args=["person", contact.pk])).content.decode()

    assert "After all of your last 3 talks you felt better than before." in page


def test_an_update_tells_of_advice_acted_on_until_it_was_told(alice: User) -> None:
    """P44: whoever gave it hears of it first."""
    contact = ContactFactory.create(owner=alice)
    InteractionFactory.create(contact=contact, on=MONDAY)
    contact.last_interaction_on = MONDAY
    insight = InsightFactory.create(interview__contact=contact, text="Join the\nrail society.")
    InsightFactory.create(interview__contact=contact)
    advice.act_on(insight, on=MONDAY)

    brief = SearchBrief.of(alice)
    assert updates.news_for(contact, brief, alice, on=MONDAY).lines == (
        "I did what you advised: Join the rail society.",
    )

    advice.tell(insight, on=MONDAY)

    assert (
        "I did what you advised: Join the rail society." not in updates.news_for(contact, brief, alice, on=MONDAY).lines
    )
