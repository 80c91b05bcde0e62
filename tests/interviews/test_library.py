"""What conversations taught, found again and laid side by side (P40)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from contacts.models import Tag
from interviews import library, side_by_side
from interviews.models import Interview, InterviewQuestion
from tests.factories import (
    ContactFactory,
    InsightFactory,
    InterviewFactory,
    InterviewQuestionFactory,
    OrganizationFactory,
    QuestionFactory,
    TagFactory,
)

FIRST = datetime(2026, 11, 2, 10, tzinfo=UTC)


def talk(owner: User, name: str, *, weeks: int = 0, organization: str = "") -> Interview:
    """A talk with somebody called ``name``, so many weeks after the first."""
    works_at = OrganizationFactory.create(owner=owner, name=organization) if organization else None
    contact = ContactFactory.create(owner=owner, first_name=name, last_name="Example", organization=works_at)
    return InterviewFactory.create(contact=contact, starts_at=FIRST + timedelta(weeks=weeks))


def texts(user: User, **asked: object) -> list[str]:
    return [entry.text for entry in library.fetch(user, library.find(user, **asked))]  # type: ignore[arg-type]


@pytest.fixture
def rail(alice: User) -> Tag:
    return TagFactory.create(owner=alice, name="Réseau")


@pytest.fixture
def full(alice: User, mallory: User, rail: Tag) -> User:
    """Alice's library: two insights, one starred answer, one that is not; and somebody else's."""
    hana = talk(alice, "Hana", organization="Northwind")
    marisol = talk(alice, "Marisol", weeks=2, organization="Kessel & Söhne")
    InsightFactory.create(interview=hana, text="Planners who can talk are rare").tags.add(rail)
    InsightFactory.create(interview=marisol, text="Lyon hires in spring")
    InterviewQuestionFactory.create(
        interview=marisol, text="Which mistake?", answer="Zu spät gefragt ★", is_starred=True
    )
    InterviewQuestionFactory.create(interview=marisol, text="Why rail?", answer="Steam")
    InterviewQuestionFactory.create(interview=marisol, text="Unanswered?", is_starred=True)
    InsightFactory.create(interview=talk(mallory, "Hana"), text="Planners of Mallory")
    return alice


def test_the_library_has_insights_and_starred_answers_the_latest_talk_first(full: User) -> None:
    assert texts(full) == ["Lyon hires in spring", "Zu spät gefragt", "Planners who can talk are rare"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("planner", ["Planners who can talk are rare"]),
        ("SPAT", ["Zu spät gefragt"]),
        ("reseau", ["Planners who can talk are rare"]),
        ("sohne lyon", ["Lyon hires in spring"]),
        ("mistake", ["Zu spät gefragt"]),
        ("marisol", ["Lyon hires in spring", "Zu spät gefragt"]),
        ("lyon mistake", []),
        ("steam", []),
        ("…", []),
    ],
)
def test_words_find_what_was_said_asked_by_whom_and_under_which_tag(full: User, words: str, found: list[str]) -> None:
    assert texts(full, words=words) == found


def test_the_library_narrows_by_tag_organization_and_question(full: User, rail: Tag) -> None:
    [northwind, kessel] = sorted(library.organizations_in_use(full), key=lambda each: each.name, reverse=True)
    [mistake] = [each for each in side_by_side.asked(full) if each.words == "Which mistake?"]

    assert list(library.tags_in_use(full)) == [rail]
    assert texts(full, tag=rail) == ["Planners who can talk are rare"]
    assert texts(full, organization=northwind) == ["Planners who can talk are rare"]
    assert texts(full, organization=kessel) == ["Lyon hires in spring", "Zu spät gefragt"]
    assert texts(full, answers=mistake.answers) == ["Zu spät gefragt"]
    late = InterviewQuestion.unscoped.get(text="Which mistake?")
    InsightFactory.create(interview=late.interview, question=late, text="Ask early")
    assert texts(full, answers=mistake.answers) == ["Ask early", "Zu spät gefragt"]
    assert texts(full, words="mistake early") == ["Ask early"]
    assert texts(full, answers=mistake.answers, words="lyon") == []


def test_the_same_question_is_known_by_the_bank_or_by_its_words(alice: User) -> None:
    """A shipped one in other words, one of the user's own that was reworded, one typed alike."""
    own = QuestionFactory.create(owner=alice, text="What would you drop?")
    for name, weeks in (("Hana", 0), ("Marisol", 1), ("Tom", 2)):
        met = talk(alice, name, weeks=weeks)
        for kwargs in (
            {"shipped": "path", "text": f"Why this path, {name}?", "answer": f"{name}’s way"},
            {"question": own, "text": f"What would you drop, {name}?", "answer": f"{name} drops"},
            {"text": "Why RAIL" + "?" * weeks, "answer": f"{name}: steam"},
            {"text": "Never answered?", "answer": ""},
        ):
            InterviewQuestionFactory.create(interview=met, **kwargs)

    found = side_by_side.asked(alice)

    assert [(each.words, each.people) for each in found] == [
        ("What would you drop, Tom?", 3),
        ("Why RAIL??", 3),
        ("Why this path, Tom?", 3),
    ]
    columns = side_by_side.answers(alice, found[1])
    assert [(column.contact.first_name, [text for _, text in column.said]) for column in columns] == [
        ("Tom", ["Tom: steam"]),
        ("Marisol", ["Marisol: steam"]),
        ("Hana", ["Hana: steam"]),
    ]


def test_two_talks_with_one_person_are_one_column(alice: User, rail: Tag) -> None:
    hana = talk(alice, "Hana")
    again = InterviewFactory.create(contact=hana.contact, starts_at=FIRST + timedelta(weeks=4))
    tom = talk(alice, "Tom", weeks=1)
    for interview, text in ((hana, "first"), (again, "then"), (tom, "other")):
        InsightFactory.create(interview=interview, text=text).tags.add(rail)

    assert side_by_side.tagged(alice) == [(rail, 2)]
    assert [[text for _, text in column.said] for column in side_by_side.insights(alice, rail)] == [
        ["then", "first"],
        ["other"],
    ]


def test_the_pages_show_what_was_said_and_lead_on(full: User, alices: Client, rail: Tag) -> None:
    tom = talk(full, "Tom", weeks=3)
    InterviewQuestionFactory.create(interview=tom, text="Which mistake", answer="**None** <script>")
    InsightFactory.create(interview=tom, text="A second view").tags.add(rail)

    page = alices.get(reverse("interviews:library"), {"q": "spat"}).content.decode()
    everything = alices.get(reverse("interviews:library")).content.decode()
    [mistake] = [each for each in side_by_side.asked(full) if each.people == 2]
    beside = alices.get(reverse("interviews:library_question", args=[mistake.pk])).content.decode()
    tagged = alices.get(reverse("interviews:library_tag", args=[rail.pk])).content.decode()

    assert "<p>Zu spät gefragt</p>" in page
    assert "Lyon hires" not in page
    assert reverse("interviews:library_question", args=[mistake.pk]) in everything
    assert reverse("interviews:library_tag", args=[rail.pk]) in everything
    assert "<strong>None</strong> &lt;script&gt;" in beside
    assert "2 people, side by side." in beside
    assert "A second view" in tagged
    assert "Planners who can talk are rare" in tagged


def test_an_empty_library_teaches_the_practice(alices: Client, alice: User) -> None:
    """P40."""
    empty = alices.get(reverse("interviews:library")).content.decode()
    InsightFactory.create(interview=talk(alice, "Hana"))
    nothing = alices.get(
        reverse("interviews:library"), {"q": "xyzzy", "tag": "x", "organization": "0"}
    ).content.decode()

    assert "Other people’s ways shape yours" in empty
    assert "Nothing like that" in nothing


def test_the_library_is_paged(alices: Client, alice: User) -> None:
    InsightFactory.create_batch(21, interview=talk(alice, "Hana"))

    pages = [alices.get(reverse("interviews:library"), {"page": page}).content.decode() for page in (1, 2)]

    assert [page.count('class="entry"') for page in pages] == [20, 1]


@pytest.mark.parametrize("people", [1, 3])
def test_the_pages_take_as_many_queries_for_many_entries(alices: Client, alice: User, rail: Tag, people: int) -> None:
    for number in range(people):
        met = talk(alice, f"Hana{number}", organization=f"Northwind {number}")
        InsightFactory.create(interview=met, text="rail").tags.add(rail)
        answered = InterviewQuestionFactory.create(interview=met, text="Why rail?", answer="rail", is_starred=True)
    alices.get("/")
    counts = []
    for name, args, asked in (
        ("library", [], {}),
        ("library", [], {"q": "rail"}),
        ("library_question", [answered.pk], {}),
        ("library_tag", [rail.pk], {}),
    ):
        with CaptureQueriesContext(connection) as queries:
            alices.get(reverse(f"interviews:{name}", args=args), asked)
        counts.append(len(queries))

    assert counts == [12, 15, 4, 4]
