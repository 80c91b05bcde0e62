"""ADR 0024: what stands in the timeline stops the attempts at once, wherever it was written down."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from contacts import timeline
from contacts.models import Contact, Interaction
from outreach import board, holds, moves, pursuit, unnoted
from outreach.agenda import AttemptSource, CloseOutSource
from outreach.models import Attempt, Campaign, Move, Target
from outreach.models.answers import with_answers
from outreach.moves import PursuitError
from outreach.talking import TalkingSource
from tests.conftest import MONDAY, MORNING
from tests.factories import CampaignFactory, ContactFactory, TargetFactory

TUESDAY, THURSDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=3)


@pytest.fixture
def hana(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato")


@pytest.fixture
def campaign(alice: User) -> Campaign:
    return CampaignFactory.create(owner=alice, name="Rail")


@pytest.fixture
def asked(campaign: Campaign, hana: Contact) -> Target:
    """Written to on Monday; the call is due on Thursday."""
    target = TargetFactory.create(campaign=campaign, contact=hana)
    pursuit.log_attempt(target, channel="email", made_on=MONDAY, on=MONDAY, expected_number=1)
    return target


def wrote(contact: Contact, on: date = TUESDAY, **more: Any) -> Interaction:
    return timeline.log(
        contact=contact, happened_on=on, on=THURSDAY, **{"kind": "email", "direction": "incoming", **more}
    )


def due(alice: User, source: Any, on: date = THURSDAY) -> list[str]:
    return [item.title for item in source.items([alice], on, on)]


def card_of(target: Target, on: date = THURSDAY) -> board.Card:
    return board.card(Target.unscoped.for_board().get(pk=target.pk), on=on)


def test_a_reply_on_their_page_stops_the_attempts_on_today_and_on_the_board(alice: User, asked: Target) -> None:
    before = due(alice, AttemptSource())
    wrote(asked.contact)

    assert before == ["Call Hana: attempt 2 of 5"]
    assert due(alice, AttemptSource()) == []
    [item] = TalkingSource().items([alice], THURSDAY, THURSDAY)
    assert (item.title, item.why, item.due_on) == (
        "Get back to Hana",
        "You heard from them last Tuesday, after attempt 1 of 5",
        TUESDAY,
    )
    card = card_of(asked)
    assert (card.status, card.is_due, card.due_on, card.action.label) == (
        "You heard from them last Tuesday · the attempts rest until you note it",
        True,
        TUESDAY,
        "Note it",
    )
    assert holds.held(alice, on=THURSDAY).waiting == 0


@pytest.mark.parametrize(
    ("word", "stops"),
    [
        ({"kind": "call", "direction": "incoming"}, True),
        ({"kind": "meeting", "direction": "mutual"}, True),
        ({"kind": "email", "direction": "outgoing"}, False),
        ({"kind": "touch", "direction": "incoming"}, False),
        ({"on": MONDAY}, True),
        ({"on": MONDAY - timedelta(days=1)}, False),
    ],
)
def test_which_words_stop_the_attempts(alice: User, asked: Target, word: dict[str, Any], stops: bool) -> None:
    """What came in after the last attempt, or both did; a light touch is no answer, nor what came before."""
    wrote(asked.contact, **word)

    assert due(alice, AttemptSource()) == ([] if stops else ["Call Hana: attempt 2 of 5"])
    assert bool(due(alice, TalkingSource())) is stops
    assert card_of(asked).due_on == (word.get("on", TUESDAY) if stops else THURSDAY)


def test_what_was_written_down_that_day_before_the_attempt_is_no_answer_to_it(
    alice: User, campaign: Campaign, hana: Contact
) -> None:
    wrote(hana, MONDAY)
    target = TargetFactory.create(campaign=campaign, contact=hana)
    pursuit.log_attempt(target, channel="email", made_on=MONDAY, on=MONDAY, expected_number=1)

    assert unnoted.word_of(target) is None
    assert due(alice, AttemptSource()) == ["Call Hana: attempt 2 of 5"]


def test_someone_nobody_wrote_to_yet_is_still_to_be_asked(alice: User, campaign: Campaign, hana: Contact) -> None:
    """A first message is no chasing."""
    TargetFactory.create(campaign=campaign, contact=hana, next_attempt_on=MONDAY)
    wrote(hana)

    assert due(alice, AttemptSource()) == ["Write to Hana: attempt 1 of 5"]


def test_a_word_taken_out_of_the_timeline_lets_them_go_on(alice: User, asked: Target) -> None:
    timeline.delete(wrote(asked.contact), on=THURSDAY)

    assert due(alice, AttemptSource()) == ["Call Hana: attempt 2 of 5"]


def test_it_stops_in_every_campaign_and_noting_it_once_is_enough(alice: User, asked: Target) -> None:
    other = TargetFactory.create(campaign=CampaignFactory.create(owner=alice), contact=asked.contact)
    pursuit.log_attempt(other, channel="email", made_on=MONDAY, on=MONDAY, expected_number=1)
    word = wrote(asked.contact, summary="Gladly.")

    assert due(alice, AttemptSource()) == []
    assert len(due(alice, TalkingSource())) == 1
    move = pursuit.note_word(asked, on=THURSDAY)

    other.refresh_from_db()
    assert (move.interaction, move.moved_on, move.was_there) == (word, TUESDAY, True)
    assert (asked.state, other.state) == ("replied", "replied")
    assert Interaction.for_user(alice).filter(direction="incoming").count() == 1
    assert with_answers(Attempt.for_user(alice).filter(target=asked)).get().answered_on == TUESDAY
    moves.undo(move, on=THURSDAY)
    asked.refresh_from_db()
    assert asked.state == "waiting"
    assert unnoted.word_of(asked) == word


def test_a_no_on_that_day_is_the_word_itself_and_new_words_are_written_down(alice: User, asked: Target) -> None:
    word = wrote(asked.contact)
    said = pursuit.decline(asked, answer=pursuit.Answer(heard_on=TUESDAY, channel="email"), on=THURSDAY)
    moves.undo(said, on=THURSDAY)
    asked.refresh_from_db()
    more = pursuit.decline(asked, answer=pursuit.Answer(heard_on=TUESDAY, channel="call", text="No."), on=THURSDAY)

    assert said.interaction == word
    assert (more.was_there, more.interaction.summary if more.interaction else "") == (False, "No.")


def test_another_attempt_is_refused_and_says_why(asked: Target) -> None:
    wrote(asked.contact)

    with pytest.raises(PursuitError, match=r"^You heard from Hana on 24 November, after your last attempt\."):
        pursuit.log_attempt(asked, channel="call", made_on=THURSDAY, on=THURSDAY, expected_number=2)
    # One made before they wrote is only written down late.
    pursuit.log_attempt(asked, channel="call", made_on=MONDAY, on=THURSDAY, expected_number=2)
    assert asked.attempts_made == 2


def test_what_was_no_answer_lets_them_go_on_until_the_next_word(alice: User, asked: Target) -> None:
    wrote(asked.contact, summary="Your newsletter")

    assert unnoted.wave(asked) is True
    assert unnoted.wave(asked) is False
    assert due(alice, AttemptSource()) == ["Call Hana: attempt 2 of 5"]
    wrote(asked.contact)
    assert due(alice, AttemptSource()) == []


def test_a_notice_of_absence_is_no_answer(alice: User, asked: Target) -> None:
    wrote(asked.contact, summary="I am away until Monday")
    holds.out_of_office(asked, back_on=MONDAY + timedelta(days=7), on=THURSDAY)

    asked.refresh_from_db()
    assert unnoted.word_of(asked) is None
    assert asked.next_attempt_on == date(2026, 12, 2)  # the first is a holiday in Portugal


def test_nobody_who_wrote_is_called_silent(alice: User, asked: Target) -> None:
    """P23: not by the agenda, and not by hand."""
    Target.unscoped.filter(pk=asked.pk).update(next_attempt_on=None, close_out_on=THURSDAY)
    asked.refresh_from_db()
    before = due(alice, CloseOutSource())
    wrote(asked.contact)

    assert before == ["Call it a day with Hana"]
    assert due(alice, CloseOutSource()) == []
    with pytest.raises(PursuitError, match="You heard from Hana"):
        pursuit.close_no_reply(asked, on=THURSDAY)


def test_getting_back_to_them_from_the_agenda_notes_it(alice: User, asked: Target) -> None:
    wrote(asked.contact)
    [item] = TalkingSource().items([alice], THURSDAY, THURSDAY)

    said = TalkingSource().complete(alice, item.key, now=MORNING, on=THURSDAY)

    asked.refresh_from_db()
    assert said == "Noted that you got back to Hana Sato."
    assert asked.state == "replied"
    assert list(asked.contact.interactions.order_by("pk").values_list("direction", flat=True)) == [
        "outgoing",
        "incoming",
        "outgoing",
    ]


def test_it_can_rest_and_comes_back(alice: User, asked: Target) -> None:
    wrote(asked.contact)
    [item] = TalkingSource().items([alice], THURSDAY, THURSDAY)
    later = THURSDAY + timedelta(days=4)
    TalkingSource().snooze(alice, item.key, on=THURSDAY, until=later)

    assert due(alice, TalkingSource()) == []
    assert due(alice, AttemptSource()) == []
    assert due(alice, TalkingSource(), later) == ["Get back to Hana"]


def test_undoing_a_stop_elsewhere_lets_the_attempts_go_on(alice: User, asked: Target) -> None:
    """What was noted in one campaign does not stop the other a second time."""
    other = TargetFactory.create(campaign=CampaignFactory.create(owner=alice), contact=asked.contact)
    pursuit.log_attempt(other, channel="email", made_on=MONDAY, on=MONDAY, expected_number=1)
    pursuit.log_reply(asked, answer=pursuit.Answer(heard_on=TUESDAY, channel="email"), on=THURSDAY)
    moves.undo(Move.for_user(alice).get(kind="elsewhere"), on=THURSDAY)

    other.refresh_from_db()
    assert other.state == "waiting"
    assert unnoted.word_of(other) is None


# In the pages


@pytest.fixture
def thursday() -> Iterator[None]:
    with time_machine.travel(MORNING + timedelta(days=3), tick=False):
        yield


@pytest.mark.usefixtures("thursday")
def test_a_line_on_their_page_is_enough(alices: Client, alice: User, asked: Target) -> None:
    """From the quick line, through Today and the board, to the answer noted and taken back."""
    alices.post(f"/people/{asked.contact_id}/log/", {"summary": "she wrote yesterday: gladly"})

    today = alices.get("/").content.decode()
    page = alices.get(asked.get_absolute_url()).content.decode()
    column = alices.get(f"/outreach/{asked.campaign_id}/").content.decode()
    writing = alices.get(f"/outreach/write/target/{asked.pk}/").content.decode()

    assert "Get back to Hana" in today
    assert "attempt 2 of 5" not in today
    assert "Hana wrote yesterday" in page
    assert "You did it already? Log it" not in page
    assert "You heard from them yesterday" in column
    assert "You heard from Hana on 25 November, after your last attempt." in writing
    noted = alices.post(f"/outreach/targets/{asked.pk}/noted/", follow=True).content.decode()
    assert "Noted as the answer. The attempts with Hana stop here." in noted
    again = alices.post(f"/outreach/targets/{asked.pk}/noted/", follow=True).content.decode()
    assert "Hana stands at “talking”" in again
    assert Move.for_user(alice).filter(kind="reply").count() == 1


@pytest.mark.usefixtures("thursday")
def test_no_answer_lets_them_go_on_from_the_page(alices: Client, asked: Target) -> None:
    wrote(asked.contact)

    page = alices.post(f"/outreach/targets/{asked.pk}/no-answer/", follow=True).content.decode()

    assert "Noted: no answer yet. Next: a call on Thursday 26 November." in page
    assert "You did it already? Log it" in page


@pytest.mark.usefixtures("thursday")
def test_the_board_puts_them_where_they_belong(alices: Client, alice: User, asked: Target) -> None:
    word = wrote(asked.contact)
    before = [option.label for option in card_of(asked).options]
    alices.post(f"/outreach/targets/{asked.pk}/place/", {"place": "replied"})

    assert before[0] == "That was their reply"
    assert "I reached out today: call" not in before
    assert Move.for_user(alice).get(kind="reply").interaction == word


def test_a_word_costs_no_query_on_board_or_agenda(alice: User, asked: Target, django_assert_num_queries: Any) -> None:
    wrote(asked.contact)
    with django_assert_num_queries(1):
        list(TalkingSource().items([alice], THURSDAY, THURSDAY))
    with django_assert_num_queries(1):
        list(AttemptSource().items([alice], THURSDAY, THURSDAY))
    with django_assert_num_queries(2):
        [board.card(target, on=THURSDAY) for target in Target.for_user(alice).for_board()]
