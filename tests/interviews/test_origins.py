"""Where conversations, referrals and offers came from (P53)."""

from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Contact
from interviews.origins import origins
from tests.factories import (
    ContactFactory,
    InteractionFactory,
    InterviewFactory,
    NewsFactory,
    OutcomeFactory,
    PostingFactory,
    TargetFactory,
)


def a_search(owner: User, *, offer: bool = True) -> None:
    ana = ContactFactory.create(owner=owner, first_name="Ana", last_name="")
    ben = ContactFactory.create(owner=owner, first_name="Ben", last_name="", introduced_by=ana)
    InteractionFactory.create(contact=ana, on=date(2026, 6, 1))
    InteractionFactory.create(contact=ana, on=date(2026, 9, 1))
    InterviewFactory.create(contact=ben, state="held", held_on=date(2026, 10, 5))
    InterviewFactory.create(contact=ana)
    referral = {"campaign__owner": owner, "contact": ana, "ask_kind": "referral", "next_attempt_on": None}
    TargetFactory.create(state="replied", attempts_made=1, moved_on=date(2026, 10, 20), **referral)
    TargetFactory.create(state="declined", attempts_made=1, **referral)
    posting = PostingFactory.create(
        organization__owner=owner, organization__name="Nordlys", title="Planner", led_by=ben if offer else None
    )
    OutcomeFactory.create(owner=owner, kind="offer", organization=posting.organization, posting=posting)


def test_each_success_tells_its_chain(alice: User, mallory: User) -> None:
    a_search(alice)
    a_search(mallory)

    told = [
        (origin.kind, origin.title, [contact.first_name for contact in origin.chain], origin.first_touch_on)
        for origin in origins(alice)
    ]

    assert told == [
        ("offer", "Offer: Planner at Nordlys", ["Ana", "Ben"], date(2026, 6, 1)),
        ("referral", "Referral by Ana", ["Ana"], date(2026, 6, 1)),
        ("conversation", "Conversation with Ben", ["Ana", "Ben"], date(2026, 6, 1)),
    ]
    assert [origin.is_led for origin in origins(alice)] == [True, False, True]


def test_an_offer_that_nobody_led_to_has_no_chain(alice: User) -> None:
    a_search(alice, offer=False)

    offer = origins(alice)[0]

    assert (list(offer.chain), offer.first_touch_on, offer.is_led) == ([], None, False)


def test_a_job_interview_without_a_posting_came_by_whoever_helped_and_not_by_who_spoke(alice: User) -> None:
    a_search(alice)
    ben = Contact.for_user(alice).get(first_name="Ben")
    outcome = OutcomeFactory.create(owner=alice, role="Planner", happened_on=date(2026, 11, 21))
    NewsFactory.create(outcome=outcome, why="Spoke for you there")
    NewsFactory.create(outcome=outcome, is_added=True)
    NewsFactory.create(outcome=outcome, contact=ben, why="Talked with you on 20 November 2026")

    came = origins(alice)[0]

    assert (came.kind, came.title) == ("interview", "Job interview: Planner at Kessel")
    assert ([contact.first_name for contact in came.chain], came.is_led) == (["Ana", "Ben"], True)


def test_it_costs_six_queries_however_much_came(alice: User) -> None:
    a_search(alice)
    NewsFactory.create(outcome__owner=alice)
    with CaptureQueriesContext(connection) as once:
        origins(alice)
    InterviewFactory.create_batch(2, contact__owner=alice, state="held", held_on=date(2026, 10, 5))
    for _ in range(2):
        NewsFactory.create(outcome__owner=alice)
    with CaptureQueriesContext(connection) as more:
        origins(alice)

    assert len(once) == len(more) == 6


def test_the_page_shows_the_way(alices: Client, alice: User) -> None:
    a_search(alice)

    page = alices.get("/interviews/origins/").content.decode()

    assert "<b>2 of 3</b>" in page
    assert page.index("Offer: Planner") < page.index("Conversation with Ben")


def test_an_empty_page_says_what_will_be_here(alices: Client) -> None:
    assert "it draws itself" in alices.get("/interviews/origins/").content.decode()
