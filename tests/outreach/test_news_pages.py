"""The pages of outcomes and news: noted, listed, told in one press, let be, written to, taken back (P43)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Contact, Posting
from contacts.organizations import named
from outreach.models import News, Outcome
from tests.conftest import MONDAY, MORNING
from tests.factories import (
    CampaignFactory,
    ContactFactory,
    InteractionFactory,
    NewsFactory,
    OutcomeFactory,
    PostingFactory,
    TargetFactory,
)

FRIDAY = MONDAY - timedelta(days=3)
HTMX = {"HX-Request": "true"}
SAID = {"kind": "interview", "organization_name": "Kessel", "role": "Planner", "happened_on": "2026-11-20"}


@pytest.fixture(autouse=True)
def monday_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def ana(alice: User) -> Contact:
    """Ana told of the posting at Kessel."""
    contact = ContactFactory.create(owner=alice, first_name="Ana", last_name="Reis")
    PostingFactory.create(organization=named(alice, "Kessel"), title="Planner", led_by=contact, applied_on=FRIDAY)
    return contact


@pytest.fixture
def news(alice: User, ana: Contact) -> News:
    return NewsFactory.create(outcome__owner=alice, contact=ana)


def text(response: object) -> str:
    return " ".join(response.content.decode().split())  # type: ignore[attr-defined]


def test_an_interview_is_noted_and_shows_who_is_owed(alices: Client, alice: User, ana: Contact) -> None:
    done = alices.post("/outreach/news/new/", {**SAID, "note": "An hour"})

    outcome = Outcome.for_user(alice).get()
    assert done["Location"] == f"/outreach/news/{outcome.pk}/"
    page = text(alices.get(done["Location"]))
    for said in (
        "A job interview at Kessel",
        "Planner · last Friday",
        "<strong>0 of 1</strong> knows.",
        "Told you of the posting",
        "An hour",
        f"/outreach/write/person/{ana.pk}/?for=news&amp;about={outcome.pk}",
    ):
        assert said in page


def test_the_posting_and_the_organization_fill_the_form(alices: Client, alice: User, ana: Contact) -> None:
    posting = Posting.for_user(alice).get()
    place = text(alices.get(f"/people/organizations/{posting.organization_id}/"))
    assert f"/outreach/news/new/?posting={posting.pk}" in place
    assert f"/outreach/news/new/?organization={posting.organization_id}" in place

    form = text(alices.get(f"/outreach/news/new/?posting={posting.pk}&kind=offer"))
    assert 'value="Kessel"' in form
    assert 'value="Planner"' in form
    alices.post(f"/outreach/news/new/?posting={posting.pk}", {**SAID, "role": "Planner II"})

    outcome = Outcome.for_user(alice).get()
    assert (outcome.posting, outcome.what) == (posting, "Planner II")
    assert "One to tell" in text(alices.get(f"/people/organizations/{posting.organization_id}/"))


def test_a_campaign_that_is_over_asks_for_the_day_alone(alices: Client, alice: User) -> None:
    rail = CampaignFactory.create(owner=alice, name="Rail", closed_on=FRIDAY)
    tom = ContactFactory.create(owner=alice, first_name="Tom", last_name="Bo")
    TargetFactory.create(campaign=rail, contact=tom, attempts_made=1, state="done", next_attempt_on=None)
    InteractionFactory.create(contact=tom, kind="meeting", on=FRIDAY)
    assert f"/outreach/news/new/?campaign={rail.pk}" in text(alices.get(f"/outreach/{rail.pk}/"))
    form = text(alices.get(f"/outreach/news/new/?campaign={rail.pk}"))
    assert ("organization_name" in form, 'value="2026-11-20"' in form) == (False, True)

    page = text(alices.post(f"/outreach/news/new/?campaign={rail.pk}", {"happened_on": "2026-11-20"}, follow=True))

    assert "“Rail” is over" in page
    assert "Tom Bo" in page


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"happened_on": "2026-11-24"}, "still to come"),
        ({"organization_name": "\u0301"}, "A name is enough"),
        ({"kind": "landed"}, "not one of the available choices"),
        ({"kind": ""}, "required"),
    ],
)
def test_what_cannot_be_keeps_what_was_typed(alices: Client, alice: User, wrong: dict[str, str], problem: str) -> None:
    response = alices.post("/outreach/news/new/", {**SAID, "note": "An hour with two of them", **wrong})

    assert (response.status_code, Outcome.for_user(alice).count()) == (422, 0)
    assert "An hour with two of them" in response.text
    assert problem in response.text


@pytest.mark.parametrize(
    "asked", ["posting=9999", "organization=x", "campaign=-1", "campaign=9999", "posting=" + "9" * 30]
)
def test_what_is_not_there_is_not_found(alices: Client, asked: str) -> None:
    assert alices.get(f"/outreach/news/new/?{asked}").status_code == 404


def test_it_is_corrected_removed_and_brought_back(alices: Client, alice: User, ana: Contact) -> None:
    alices.post("/outreach/news/new/", SAID)
    outcome = Outcome.for_user(alice).get()
    assert 'value="Planner"' in text(alices.get(f"/outreach/news/{outcome.pk}/edit/"))
    assert alices.post(f"/outreach/news/{outcome.pk}/edit/", {**SAID, "happened_on": ""}).status_code == 422

    page = text(alices.post(f"/outreach/news/{outcome.pk}/edit/", {**SAID, "kind": "offer"}, follow=True))
    assert "An offer from Kessel" in page

    gone = alices.post(f"/outreach/news/{outcome.pk}/delete/")
    assert (gone["Location"], Outcome.for_user(alice).count()) == ("/outreach/news/", 0)
    [note] = list(get_messages(gone.wsgi_request))
    alices.post(note.extra_tags)
    assert News.for_user(alice).get().outcome_id == outcome.pk


def test_told_need_not_know_and_back_with_and_without_htmx(alices: Client, alice: User, news: News) -> None:
    address = f"/outreach/news/owed/{news.pk}"

    fragment = alices.post(f"{address}/told/", headers=HTMX)
    assert "<strong>1 of 1</strong> knows." in text(fragment)
    assert "Told today" in text(fragment)
    assert "<html" not in fragment.text
    again = alices.post(f"{address}/told/", follow=True)
    assert "was told already" in text(again)

    assert "<strong>0 of 1</strong>" in text(alices.post(f"{address}/reopen/", headers=HTMX))
    waived = text(alices.post(f"{address}/waive/", follow=True))
    assert "<strong>" not in waived.partition('id="owed"')[2].partition("Not yet")[0]
    assert "Need not know" in waived
    assert "is still to hear it" in text(alices.post(f"{address}/reopen/", follow=True))
    assert News.for_user(alice).get().is_open


def test_somebody_else_is_listed_by_name(alices: Client, alice: User, news: News) -> None:
    ContactFactory.create(owner=alice, first_name="Wei", last_name="Chen")
    address = f"/outreach/news/{news.outcome_id}/add/"

    nobody = alices.post(address, {"whom": "", "whom_name": "", "why": "Read my letter"})
    assert (nobody.status_code, "Who was it?" in nobody.text, "Read my letter" in nobody.text) == (422, True, True)
    page = text(alices.post(address, {"whom": "", "whom_name": "Wei Chen", "why": "Read my letter"}, follow=True))

    assert "Read my letter" in page
    assert "<strong>0 of 2</strong> know." in page


def test_a_letter_begins_with_the_news_and_sending_it_tells(alices: Client, alice: User, news: News) -> None:
    address = f"/outreach/write/person/{news.contact_id}"
    query = f"?for=news&about={news.outcome_id}"

    draft = alices.get(f"{address}/{query}").context["draft"]
    assert draft.purpose == "news"
    assert f'<a href="/outreach/news/{news.outcome_id}/">A job interview at Kessel</a>' in text(
        alices.get(f"{address}/{query}")
    )
    assert "I have a job interview at Kessel. You had a part in how far I came" in draft.body
    assert "[in your words, told you of the posting]" in draft.body

    message = {"page": "one", "version": "0", "channel": "email", "subject": "News", "body": "Dear Ana, an interview."}
    kept = alices.post(f"{address}/save/{query}", message)
    assert kept["Location"] == f"{address}/{query}"
    sent = alices.post(f"{address}/sent/{query}", {**message, "version": "1", "made_on": "2026-11-20"})

    assert sent["Location"] == f"/outreach/news/{news.outcome_id}/"
    told = News.for_user(alice).get()
    assert (told.told_on, told.interaction, told.is_line) == (FRIDAY, news.contact.interactions.get(), False)
    [note] = list(get_messages(sent.wsgi_request))[-1:]
    assert "Noted that Ana Reis knows." in note.message
    alices.post(note.extra_tags)
    assert News.for_user(alice).get().is_open


def test_an_update_that_names_the_place_tells_too(alices: Client, alice: User, news: News) -> None:
    other = NewsFactory.create(
        outcome__owner=alice, outcome__organization=named(alice, "Nordlys"), contact=news.contact
    )
    message = {"page": "one", "version": "0", "channel": "email", "subject": "How it goes", "made_on": "2026-11-23"}
    address = f"/outreach/write/person/{news.contact_id}/sent/?for=update"
    alices.get(address.replace("sent/", ""))

    body = "Dear Ana, Kessel invited me to an interview. How are you?"
    sent = alices.post(address, {**message, "body": body, "began": "skeleton-update"})

    assert sent["Location"] == f"/people/{news.contact_id}/"
    assert "Noted that Ana Reis knows." in [note.message for note in get_messages(sent.wsgi_request)][-1]

    told = News.for_user(alice).filter(told_on=date(2026, 11, 23))
    assert [each.pk for each in told] == [news.pk]
    assert News.for_user(alice).get(pk=other.pk).is_open


def test_without_a_key_the_newest_unknown_news_is_written(alices: Client, alice: User, ana: Contact) -> None:
    for place, day in (("Globex", FRIDAY), ("Kessel", date(2026, 11, 2))):
        NewsFactory.create(
            outcome__owner=alice, outcome__organization=named(alice, place), outcome__happened_on=day, contact=ana
        )

    assert "at Globex" in alices.get(f"/outreach/write/person/{ana.pk}/?for=news").context["draft"].body
    nothing = alices.get(f"/outreach/write/person/{ana.pk}/?for=news&about=9999")
    assert "[What came of it, in one sentence.]" in nothing.context["draft"].body


def test_the_empty_list_teaches_and_a_full_one_says_how_many_know(alices: Client, alice: User, ana: Contact) -> None:
    assert "No hit and run" in text(alices.get("/outreach/news/"))
    alices.post("/outreach/news/new/", SAID)
    OutcomeFactory.create(owner=alice, kind="rejection", organization=named(alice, "Globex"))

    page = text(alices.get("/outreach/news/"))

    assert "One to tell" in page
    assert "Nobody to tell" in page


def test_nobody_upstream_says_so_and_a_no_is_kind(alices: Client, alice: User) -> None:
    outcome = OutcomeFactory.create(owner=alice, kind="rejection")

    page = text(alices.get(f"/outreach/news/{outcome.pk}/"))

    assert "Nobody is noted as having told you of it" in page
    assert "it says nothing about what you can do" in page


@pytest.mark.parametrize("path", ["/outreach/news/", "/outreach/news/{}/"])
def test_queries_do_not_grow(alices: Client, alice: User, path: str) -> None:
    outcome = OutcomeFactory.create(owner=alice)
    counts = []
    for rows in (1, 3):
        for number in range(rows):
            NewsFactory.create(outcome=outcome)
            helper = ContactFactory.create(owner=alice)
            PostingFactory.create(organization=outcome.organization, led_by=helper, title=f"Planner {rows} {number}")
            NewsFactory.create(outcome=OutcomeFactory.create(owner=alice))
        with CaptureQueriesContext(connection) as queries:
            assert alices.get(path.format(outcome.pk)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15
