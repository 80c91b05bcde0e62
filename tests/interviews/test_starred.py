from accounts.models import User
from interviews.starred import starred
from interviews.thanks import what_helped
from tests.factories import InsightFactory, InterviewFactory, InterviewQuestionFactory


def test_starred_gives_answers_and_single_lines_in_the_order_of_the_sheet(alice: User) -> None:
    """P39."""
    interview = InterviewFactory.create(
        contact__owner=alice, notes="Lyon\n- Ask **Ben** ★\n★\n★ She would read my CV\nStar ★ in the middle"
    )
    for position, (answer, is_starred) in enumerate(
        [("Steam\nand ★ diesel", True), ("plain", False), ("one\ntwo ★", False), ("", True)]
    ):
        InterviewQuestionFactory.create(interview=interview, position=position, answer=answer, is_starred=is_starred)

    assert starred(interview) == [
        "Steam\nand diesel",
        "two",
        "Ask Ben",
        "She would read my CV",
        "Star in the middle",
    ]


def test_thanks_cite_what_was_starred_first_and_nothing_twice(alice: User) -> None:
    """P39."""
    interview = InterviewFactory.create(contact__owner=alice, notes="Ask Ben ★\nLyon")
    for text in ("Lyon hires", "Ask Ben"):
        InsightFactory.create(interview=interview, text=text)

    assert what_helped(interview) == ["Ask Ben", "Lyon hires"]
