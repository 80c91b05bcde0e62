"""The bank of questions: shipped ones, versions of them, and the user's own (P35)."""

import pytest
from django.db import IntegrityError

from accounts.models import User
from interviews import bank
from interviews.models import PLACES, Purpose, Question, question_key
from interviews.questions import BY_KEY, SHIPPED
from tests.factories import InterviewQuestionFactory, QuestionFactory
from tests.interviews.picked import texts_of


def texts(user: User) -> list[str]:
    return [each.text for each in bank.offered(user)]


def test_shipped_ones_are_in_the_order_to_ask_and_cover_every_purpose() -> None:
    """P35, TIARA: their way first, whom else last."""
    places = [PLACES[each.purpose] for each in SHIPPED]

    assert places == sorted(places)
    assert {each.purpose for each in SHIPPED} == set(Purpose) - {Purpose.OTHER}
    assert len(BY_KEY) == len({question_key(each.text) for each in SHIPPED}) == len(SHIPPED)
    tiara = [Purpose.TRENDS, Purpose.INSIGHTS, Purpose.ADVICE, Purpose.RESOURCES, Purpose.ASSIGNMENTS]
    assert [purpose for purpose in Purpose if purpose in tiara] == tiara


def test_ones_own_join_the_bank_at_their_purpose_once(alice: User, mallory: User) -> None:
    own = bank.join(alice, text="Why rail?", purpose="back_story")
    again = bank.join(alice, text="  why RAIL ", purpose="other")

    assert own.question == again.question == Question.for_user(alice).get()
    assert texts(alice).index("Why rail?") == len([each for each in SHIPPED if each.purpose == "back_story"])
    assert "Why rail?" not in texts(mallory)


def test_typing_a_shipped_one_makes_no_second_one(alice: User) -> None:
    offered = bank.join(alice, text="which mistake taught you the most", purpose="other")

    assert (offered.shipped, offered.question) == ("mistake", None)
    assert Question.for_user(alice).count() == 0


def test_typing_a_retired_one_brings_it_back(alice: User) -> None:
    own = QuestionFactory.create(owner=alice, text="Why rail?")
    bank.retire(own)
    assert "Why rail?" not in texts(alice)

    bank.join(alice, text="Why rail?", purpose="other")

    assert "Why rail?" in texts(alice)


def test_version_stands_in_the_place_of_a_shipped_one_and_gives_way_again(alice: User) -> None:
    version = bank.version_of(alice, BY_KEY["week"])
    version.text = "What did you do yesterday?"
    version.save()

    assert "What did you do yesterday?" in texts(alice)
    assert BY_KEY["week"].text not in texts(alice)

    version.delete()

    assert texts(alice) == [each.text for each in SHIPPED]


def test_retired_shipped_one_is_offered_no_more_until_it_is_revived(alice: User) -> None:
    row = bank.retire(bank.version_of(alice, BY_KEY["week"]))

    assert BY_KEY["week"].text not in texts(alice)
    assert bank.retired(alice) == [row]

    bank.revive(row)

    assert texts(alice) == [each.text for each in SHIPPED]
    assert Question.for_user(alice).count() == 0


def test_retiring_twice_makes_one_row(alice: User) -> None:
    first = bank.retire(bank.version_of(alice, BY_KEY["week"]))
    fresh = Question(owner=alice, shipped="week", text=BY_KEY["week"].text, purpose="field")

    assert bank.retire(fresh) == first


def test_deleting_never_deletes_what_was_asked(alice: User) -> None:
    own = QuestionFactory.create(owner=alice, text="Why rail?")
    picked = InterviewQuestionFactory.create(
        interview__contact__owner=alice, question=own, text=own.text, answer="By chance"
    )

    own.delete()

    picked.refresh_from_db()
    assert (picked.question, picked.text, picked.answer) == (None, "Why rail?", "By chance")
    assert texts_of(picked.interview) == ["Why rail?"]


def test_the_same_question_is_one_row_for_the_database_too(alice: User) -> None:
    QuestionFactory.create(owner=alice, text="Why rail?")

    with pytest.raises(IntegrityError):
        QuestionFactory.create(owner=alice, text="why  rail")


def test_key_of_a_speech_is_short_and_its_own() -> None:
    speech = "Why " + "very " * 100

    assert len(question_key(speech)) <= 200
    assert question_key(speech + "long") != question_key(speech + "short")
    assert question_key("???") == "???"
