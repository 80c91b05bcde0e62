from datetime import date, timedelta

import pytest

from accounts.models import User
from contacts.models import Contact, Interaction
from interviews import scheduling, thanks
from interviews.models import Interview
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, ContactPointFactory, InterviewFactory


@pytest.fixture
def held(alice: User) -> Interview:
    hana = ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato")
    interview = InterviewFactory.create(contact=hana, starts_at=MORNING - timedelta(hours=1))
    scheduling.hold(interview, now=MORNING, on=MONDAY)
    return interview


def body(*, named: bool | None) -> str:
    return thanks.skeleton(
        first_name="Hana", held_on=date(2026, 11, 20), minutes=20, sender="Alice", named_someone=named, on=MONDAY
    ).body


def test_skeleton_names_what_helped_and_leaves_the_unknown_in_brackets() -> None:
    """P39."""
    letter = thanks.skeleton(
        first_name="Hana", held_on=date(2026, 11, 20), minutes=20, sender="", named_someone=True, on=MONDAY
    )

    assert letter.subject == "Thank you for your time on Friday"
    assert letter.body.startswith("Dear Hana,\n\nThank you for the 20 minutes you gave me on Friday.")
    assert "[one thing they said, in your own words]" in letter.body
    assert "Please keep me in mind" in letter.body
    assert letter.body.endswith("Kind regards\n[your name]")


def test_skeleton_asks_again_when_nobody_was_named() -> None:
    """P38."""
    again = "If someone comes to mind whom I should talk to, I would be glad to hear of them."

    assert again not in body(named=True)
    assert f"\n\n{again}\n\n" in body(named=False)
    assert f"[If nobody came to mind: {again}]" in body(named=None)


@pytest.mark.parametrize(
    ("held_on", "words"),
    [
        (MONDAY, "today"),
        (date(2026, 11, 22), "yesterday"),
        (date(2026, 11, 17), "on Tuesday"),
        (date(2026, 11, 16), "on 16 November"),
    ],
)
def test_said_day(held_on: date, words: str) -> None:
    assert thanks.said_day(held_on, MONDAY) == words


def test_letter_is_addressed_to_their_first_address(held: Interview) -> None:
    assert thanks.address_of(held.contact) == ""
    ContactPointFactory.create(contact=held.contact, kind="phone", value="+351210000000")
    ContactPointFactory.create(contact=held.contact, value="hana+work@example.com")

    letter = thanks.Letter(subject="Thank you & more", body="Dear Hana,\n\nso")

    assert letter.mailto(thanks.address_of(held.contact)) == (
        "mailto:hana%2Bwork@example.com?subject=Thank%20you%20%26%20more&body=Dear%20Hana%2C%0D%0A%0D%0Aso"
    )


@pytest.mark.parametrize("way", ["email", "letter", "message"])
def test_thank_records_it_with_an_outgoing_interaction(held: Interview, way: str) -> None:
    """P39."""
    held.snoozed_until = date(2026, 12, 24)
    held.save()

    thanks.thank(held, way=way, now=MORNING, on=MONDAY)

    thanked = Interview.for_user(held.contact.owner).get()
    sent = thanked.thanks
    assert (thanked.thanked_at, thanked.snoozed_until) == (MORNING, None)
    assert sent is not None
    assert (sent.kind, sent.direction, sent.on) == (way, "outgoing", MONDAY)
    assert sent.summary == "Thanked them for the conversation."


def test_thank_is_refused_twice_or_before_it_was_held(held: Interview) -> None:
    thanks.thank(held, now=MORNING, on=MONDAY)
    scheduled = InterviewFactory.create(contact=held.contact)

    with pytest.raises(scheduling.AlreadyThankedError):
        thanks.thank(held, now=MORNING, on=MONDAY)
    with pytest.raises(scheduling.StepNotAllowedError):
        thanks.thank(scheduled, now=MORNING, on=MONDAY)

    assert Interaction.unscoped.filter(contact=held.contact).count() == 2


def test_take_back_removes_the_interaction_too(held: Interview) -> None:
    thanks.thank(held, now=MORNING, on=MONDAY)

    thanks.take_back(held, on=MONDAY)

    assert Interview.for_user(held.contact.owner).filter(thanked_at=None, thanks=None).count() == 1
    assert [each.kind for each in Contact.for_user(held.contact.owner).get().interactions.all()] == ["meeting"]
    with pytest.raises(scheduling.StepNotAllowedError):
        thanks.take_back(held, on=MONDAY)
