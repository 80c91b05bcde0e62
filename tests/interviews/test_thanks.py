from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from accounts.models import SearchBrief, User
from contacts.models import Contact, Interaction
from interviews import names_given, scheduling, thanks, wrapping_up
from interviews.models import Interview
from interviews.wrapping_up import Taken, WrapUp
from outreach.models import Introduction
from outreach.writing.gaps import gaps_in
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, ContactPointFactory, InterviewFactory


@pytest.fixture
def held(alice: User) -> Interview:
    hana = ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato")
    interview = InterviewFactory.create(contact=hana, starts_at=MORNING - timedelta(hours=1))
    scheduling.hold(interview, now=MORNING, on=MONDAY)
    return interview


FRIDAY = thanks.Known(first_name="Hana", held_on=date(2026, 11, 20), minutes=20, sender="Alice")


def body(way: str = "email", **known: Any) -> str:
    return thanks.skeleton(replace(FRIDAY, **known), way=way, on=MONDAY).body


def test_skeleton_leaves_what_only_the_user_knows_in_brackets() -> None:
    """P39."""
    letter = thanks.skeleton(replace(FRIDAY, sender="", named=["Ana Reis"]), on=MONDAY)

    assert letter.subject == "Thank you for your time on Friday"
    assert letter.body.startswith("Dear Hana,\n\nThank you for the 20 minutes you gave me on Friday.")
    assert gaps_in(letter.body) == [
        "[one thing they said, in your own words]",
        "[What you will do with it.]",
        "[when]",
        "[the work you look for]",
        "[your name]",
    ]


def test_skeleton_cites_what_helped_in_the_users_own_words() -> None:
    """P39: two things at most, on one line each, and no bracket of theirs is taken for a gap."""
    said = body(helped=["Drivers decide\nwhat [really] runs", "Lyon opens in spring!", "A third"])

    assert "What has stayed with me most: Drivers decide what (really) runs. And this: Lyon opens in spring!" in said
    assert "A third" not in said


def test_skeleton_asks_again_when_nobody_was_named() -> None:
    """P38."""
    again = "If someone comes to mind whom I should talk to, I would be glad to hear of them."

    assert again not in body(named=["Ana Reis"])
    assert f"\n\n{again}\n\n" in body(named=[])
    assert f"[If nobody came to mind: {again}]" in body(named=None)


@pytest.mark.parametrize(
    ("named", "words"), [(["Ana"], "naming Ana."), (["Ana", "Tom", "Wei"], "naming Ana, Tom and Wei.")]
)
def test_skeleton_names_everybody_who_was_named(named: list[str], words: str) -> None:
    """P38, P39."""
    assert f"Thank you also for {words}" in body(named=named)


def test_skeleton_asks_to_be_kept_in_mind_unless_that_was_offered() -> None:
    """P39."""
    assert "Please keep me in mind if something comes up. I am looking for: rail planning." in body(
        looked_for="rail planning"
    )
    assert "Thank you for offering to keep me in mind. I am looking for: rail planning." in body(
        looked_for="rail planning", offered=True
    )


def test_a_message_is_less_formal_and_only_a_mail_has_a_subject() -> None:
    assert body("message").startswith("Hello Hana,")
    assert body("message").endswith("tell me.\n\nAlice")
    assert [thanks.skeleton(FRIDAY, way=way, on=MONDAY).subject for way in ("letter", "message")] == ["", ""]


def test_the_letter_is_drafted_from_the_wrap_up(held: Interview) -> None:
    """P38, P39."""
    user = held.contact.owner
    SearchBrief.unscoped.create(owner=user, roles="rail planning.")
    given, _ = names_given.read(held, "Ana Reis\nTom Berg", answers={})
    wrap_up = WrapUp(given=given, insights=[Taken(text="Drivers decide")], keep_in_mind=True)
    wrapping_up.save(held, wrap_up, now=MORNING, on=MONDAY)

    assert thanks.known_of(held, on=MONDAY) == thanks.Known(
        first_name="Hana",
        held_on=MONDAY,
        minutes=20,
        sender="Alice Almeida",
        helped=["Drivers decide"],
        named=["Ana Reis", "Tom Berg"],
        offered=True,
        looked_for="rail planning",
    )


def test_whether_somebody_was_named_is_known_after_the_wrap_up(held: Interview) -> None:
    assert thanks.known_of(held, on=MONDAY).named is None
    assert thanks.known_of(held, named=True, on=MONDAY).named == ["[who they named]"]

    wrapping_up.save(held, WrapUp(), now=MORNING, on=MONDAY)

    assert thanks.known_of(held, on=MONDAY).named == []


def test_words_are_kept_once_they_are_the_users_own(held: Interview) -> None:
    proposed = thanks.skeleton(FRIDAY, on=MONDAY)
    mine = thanks.Letter(subject="Thank you", body="Dear Hana,\nthat was good.")

    thanks.keep(held, typed=proposed, was="", proposed=[proposed])
    assert (held.thanks_subject, held.thanks_body) == ("", "")

    thanks.keep(held, typed=mine, was=proposed.body, proposed=[proposed])
    assert thanks.letter_of(held, proposed) == mine


def test_words_from_two_devices_are_both_kept(held: Interview) -> None:
    proposed = thanks.skeleton(FRIDAY, on=MONDAY)

    def typed(body: str, was: str) -> bool:
        return thanks.keep(held, typed=thanks.Letter(subject="S", body=body), was=was, proposed=[proposed])

    assert typed("Dear Hana,\nfrom the phone", proposed.body) is False
    assert typed("Dear Hana,\nfrom the laptop", proposed.body) is True
    assert held.thanks_body == "Dear Hana,\nfrom the phone\nfrom the laptop"
    assert typed(held.thanks_body, held.thanks_body) is False


def test_what_went_out_stands_in_the_timeline(held: Interview) -> None:
    words = thanks.Letter(subject="Thank you", body="Dear Hana")

    thanks.thank(held, words=words, now=MORNING, on=MONDAY)

    assert held.thanks is not None
    assert held.thanks.summary == "Subject: Thank you\n\nDear Hana"


def test_thanking_thanks_for_the_names_too_and_taking_it_back_does_not(held: Interview) -> None:
    """P39: one letter, one entry in the timeline, and nobody is asked to thank again for each name."""
    owner = held.contact.owner
    given, _ = names_given.read(held, "Ana Reis\nTom Berg", answers={})
    wrapping_up.save(held, WrapUp(given=given), now=MORNING, on=MONDAY)

    thanks.thank(held, now=MORNING, on=MONDAY)

    assert list(Introduction.for_user(owner).values_list("state", "thanked_on")) == [("made", MONDAY)] * 2
    assert held.contact.interactions.count() == 2

    thanks.take_back(held, on=MONDAY)

    assert list(Introduction.for_user(owner).values_list("state", "thanked_on")) == [("made", None)] * 2


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
