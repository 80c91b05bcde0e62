"""The questions of one talk: picked, in order, looked up, and what was asked before (P32, P35)."""

from datetime import date, timedelta

import pytest

from accounts.models import User
from interviews import bank, picking
from interviews.asked_before import Before, asked_before
from interviews.bank import as_own, as_shipped
from interviews.models import Interview, InterviewQuestion, Question
from interviews.questions import BY_KEY
from tests.conftest import MORNING
from tests.factories import InsightFactory, InterviewFactory, InterviewQuestionFactory, QuestionFactory
from tests.interviews.picked import texts_of


@pytest.fixture
def interview(alice: User) -> Interview:
    return InterviewFactory.create(contact__owner=alice)


@pytest.fixture
def three(interview: Interview) -> list[InterviewQuestion]:
    """One, Two and Three, in this order."""
    return [InterviewQuestionFactory.create(interview=interview, text=text) for text in ("One", "Two", "Three")]


def test_pick_puts_it_where_its_purpose_belongs(interview: Interview) -> None:
    for key in ("whom_else", "path", "my_place", "skills"):
        picking.pick(interview, as_shipped(BY_KEY[key]))

    assert texts_of(interview) == [BY_KEY[key].text for key in ("path", "skills", "my_place", "whom_else")]
    assert [row.position for row in interview.picked_questions.all()] == [0, 1, 2, 3]


def test_pick_twice_is_picked_once_and_asked_after_all(interview: Interview) -> None:
    row = picking.pick(interview, as_shipped(BY_KEY["path"]))
    picking.look_up(row)

    again = picking.pick(interview, as_shipped(BY_KEY["path"]))

    assert again == row
    assert texts_of(interview) == [BY_KEY["path"].text]


def test_write_joins_the_bank(interview: Interview, alice: User) -> None:
    row = picking.write(interview, text="Why rail?", purpose="trends")

    own = Question.for_user(alice).get()
    assert (own.text, own.purpose, row.question, row.purpose) == ("Why rail?", "trends", own, "trends")


@pytest.mark.parametrize(
    ("which", "by", "expected"),
    [
        (1, -1, ["Two", "One", "Three"]),
        (1, 1, ["One", "Three", "Two"]),
        (0, -1, ["One", "Two", "Three"]),
        (2, 1, ["One", "Two", "Three"]),
    ],
)
def test_shift_moves_by_one_and_stops_at_the_ends(
    three: list[InterviewQuestion], interview: Interview, which: int, by: int, expected: list[str]
) -> None:
    picking.shift(three[which], by=by)

    assert texts_of(interview) == expected


def test_shift_goes_past_what_is_looked_up(three: list[InterviewQuestion], interview: Interview) -> None:
    picking.look_up(three[1])

    picking.shift(three[2], by=-1)

    assert texts_of(interview) == ["Three", "One", "[Two]"]


@pytest.mark.parametrize(
    ("to", "expected"), [(0, ["Three", "One", "Two"]), (1, ["One", "Three", "Two"]), (99, ["One", "Two", "Three"])]
)
def test_place_moves_to_where_it_was_dropped(
    three: list[InterviewQuestion], interview: Interview, to: int, expected: list[str]
) -> None:
    picking.place(three[2], to=to)

    assert texts_of(interview) == expected


def test_looked_up_drops_off_and_comes_back_to_its_place(three: list[InterviewQuestion], interview: Interview) -> None:
    """P32."""
    picking.look_up(three[1])
    assert texts_of(interview) == ["One", "[Two]", "Three"]
    assert [row.text for row in interview.picked_questions.all().to_ask()] == ["One", "Three"]

    picking.ask_after_all(three[1])

    assert texts_of(interview) == ["One", "Two", "Three"]


def test_remove_gives_back_what_to_pick_again(interview: Interview, alice: User) -> None:
    own = as_own(QuestionFactory.create(owner=alice, text="Why rail?"))
    rows = [picking.pick(interview, offered) for offered in (own, as_shipped(BY_KEY["path"]))]

    offered = [picking.remove(row) for row in rows]

    assert texts_of(interview) == []
    assert offered == [own, as_shipped(BY_KEY["path"])]


def test_remove_of_one_from_before_the_bank_lets_it_join(interview: Interview, alice: User) -> None:
    row = InterviewQuestionFactory.create(interview=interview, text="Typed long ago", purpose="other")

    offered = picking.remove(row)

    assert offered.question == Question.for_user(alice).get()
    assert offered.text == "Typed long ago"


@pytest.mark.parametrize("noted", [{"answer": "By chance"}, {"asked_at": MORNING}])
def test_remove_refuses_once_something_was_noted(interview: Interview, noted: dict[str, object]) -> None:
    row = InterviewQuestionFactory.create(interview=interview, **noted)

    with pytest.raises(picking.NotedUnderError, match="So it stays"):
        picking.remove(row)

    assert texts_of(interview) == ["Why rail?"]


def test_remove_refuses_while_an_insight_came_by_it(interview: Interview) -> None:
    row = InterviewQuestionFactory.create(interview=interview)
    InsightFactory.create(interview=interview, question=row)

    with pytest.raises(picking.NotedUnderError):
        picking.remove(row)


def test_asked_before_knows_a_question_by_row_key_or_words(interview: Interview, alice: User) -> None:
    own = QuestionFactory.create(owner=alice, text="Why rail?")
    earlier = InterviewFactory.create(
        contact=interview.contact, starts_at=MORNING - timedelta(days=30), state="held", held_on=date(2026, 10, 24)
    )
    InterviewQuestionFactory.create(interview=earlier, question=own, text="Why rail, then?", asked_at=MORNING)
    InterviewQuestionFactory.create(interview=earlier, shipped="path", text="Your path?")
    InterviewQuestionFactory.create(interview=earlier, text="What do you read, and where do people in this field meet")
    InterviewQuestionFactory.create(interview=earlier, shipped="week", text="Your week?", looked_up=True)

    past = asked_before(interview)

    on = date(2026, 10, 24)
    assert past.about(as_own(own).names) == Before(on=on, was_asked=True)
    assert past.about(as_shipped(BY_KEY["path"]).names) == Before(on=on, was_asked=False)
    assert past.about(as_shipped(BY_KEY["reading"]).names) == Before(on=on, was_asked=False)
    assert past.about(as_shipped(BY_KEY["week"]).names) is None


def test_asked_before_is_about_the_same_person_and_other_talks_that_took_place(
    interview: Interview, alice: User
) -> None:
    called_off = InterviewFactory.create(contact=interview.contact, state="cancelled")
    elsewhere = InterviewFactory.create(contact__owner=alice, state="held", held_on=date(2026, 10, 24))
    for other in (interview, called_off, elsewhere):
        InterviewQuestionFactory.create(interview=other, shipped="path", text="Your path?")

    assert asked_before(interview).about(as_shipped(BY_KEY["path"]).names) is None


def test_nobody_elses_questions_are_offered(alice: User, mallory: User) -> None:
    QuestionFactory.create(owner=alice, text="Why rail?")

    assert "Why rail?" not in [each.text for each in bank.offered(mallory)]
