"""An update holds what changed since this person's last word, in lines that pretend nothing (P43, P44)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import SearchBrief, User
from contacts import timeline
from contacts.models import Contact
from contacts.organizations import named
from outreach import searching
from outreach.models import Campaign, Draft
from outreach.writing.updates import News, news_for
from tests.conftest import MONDAY, MORNING
from tests.factories import (
    AttemptFactory,
    CampaignFactory,
    ContactFactory,
    FollowUpFactory,
    InteractionFactory,
    OutcomeFactory,
    PostingFactory,
    TargetFactory,
)

LAST = date(2026, 10, 5)
BEFORE, AFTER, LATER = LAST - timedelta(days=9), LAST + timedelta(days=9), LAST + timedelta(days=19)


@pytest.fixture(autouse=True)
def monday_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def ana(alice: User) -> Contact:
    """Ana, with whom the last word was on 5 October."""
    contact = ContactFactory.create(owner=alice, first_name="Ana", last_name="Reis", tie="strong")
    timeline.log(contact=contact, kind="call", direction="mutual", happened_on=LAST, summary="A call", on=MONDAY)
    return contact


def person(owner: User, name: str, **fields: object) -> Contact:
    first, _, last = name.partition(" ")
    return ContactFactory.create(owner=owner, first_name=first, last_name=last, **fields)


def news(user: User, contact: Contact) -> News:
    return news_for(Contact.for_user(user).get(pk=contact.pk), SearchBrief.of(user), user, on=MONDAY)


def lines(user: User, contact: Contact) -> list[str]:
    return list(news(user, contact).lines)


def met(contact: Contact, on: date = AFTER) -> None:
    InteractionFactory.create(contact=contact, kind="meeting", direction="mutual", on=on)


def test_people_met_are_named_with_where_they_work_and_past_three_counted(alice: User, ana: Contact) -> None:
    met(person(alice, "Wei Chen", organization=named(alice, "Kessel")))
    assert lines(alice, ana) == ["I have talked with Wei Chen (Kessel)."]
    for name in ("Tom Bo", "Ida Lund", "Gil Pires", "Rosa Maier"):
        met(person(alice, name), on=LATER)
    assert lines(alice, ana) == ["I have talked with Wei Chen (Kessel), Tom Bo, Ida Lund and two others."]


def test_whom_they_led_to_comes_first_and_says_so(alice: User, ana: Contact) -> None:
    met(person(alice, "Tom Bo"))
    met(person(alice, "Wei Chen", introduced_by=ana), on=LATER)
    assert lines(alice, ana) == [
        "I have talked with Wei Chen, to whom you led me.",
        "I have also talked with Tom Bo.",
    ]


def test_what_was_before_is_ahead_or_has_nothing_to_do_with_the_search_is_left_out(alice: User, ana: Contact) -> None:
    tom = person(alice, "Tom Bo")
    met(tom, on=BEFORE)
    met(tom, on=LAST)
    met(tom, on=MONDAY + timedelta(days=1))
    met(person(alice, "Old Friend", tie="strong"))
    InteractionFactory.create(contact=tom, kind="email", on=AFTER)
    assert lines(alice, ana) == []


def test_a_close_friend_in_a_campaign_is_of_the_search_and_named_once(alice: User, ana: Contact) -> None:
    friend = person(alice, "Close Cleo", tie="strong")
    for _ in range(2):
        TargetFactory.create(campaign=CampaignFactory.create(owner=alice), contact=friend)
    met(friend)
    assert lines(alice, ana) == ["I have talked with Close Cleo."]


def test_what_was_promised_to_them_and_is_done(alice: User, ana: Contact) -> None:
    FollowUpFactory.create(contact=ana, what="Ask the alumni office.", due_on=AFTER, done_on=AFTER)
    FollowUpFactory.create(contact=ana, what="Done long ago", due_on=BEFORE, done_on=BEFORE)
    FollowUpFactory.create(contact=ana, what="Still open", due_on=AFTER)
    FollowUpFactory.create(contact=person(alice, "Tom Bo"), what="Not hers", due_on=AFTER, done_on=AFTER)
    assert lines(alice, ana) == ["Done since we talked: Ask the alumni office."]


def test_applications_and_offers(alice: User, ana: Contact) -> None:
    kessel, globex = named(alice, "Kessel"), named(alice, "Globex")
    PostingFactory.create(organization=kessel, title="Planner", applied_on=AFTER)
    buyer = PostingFactory.create(organization=globex, title="Buyer", applied_on=AFTER)
    OutcomeFactory.create(owner=alice, kind="offer", organization=globex, posting=buyer, happened_on=LATER)
    OutcomeFactory.create(owner=alice, kind="interview", organization=kessel, happened_on=BEFORE)
    PostingFactory.create(organization=globex, title="Clerk", applied_on=BEFORE)
    assert lines(alice, ana) == ["I have an offer from Globex (Buyer).", "I have applied at Kessel (Planner)."]


def test_organizations_that_are_new_to_the_search(alice: User, ana: Contact) -> None:
    campaign: Campaign = CampaignFactory.create(owner=alice)

    def tried(place: str, *days: date) -> None:
        contact = ContactFactory.create(owner=alice, organization=named(alice, place))
        target = TargetFactory.create(campaign=campaign, contact=contact)
        for number, day in enumerate(days, 1):
            AttemptFactory.create(target=target, number=number, made_on=day)

    tried("Kessel", AFTER)
    tried("Globex", BEFORE, AFTER)
    Contact.for_user(alice).filter(pk=ana.pk).update(organization=named(alice, "Nordlys"))
    tried("Nordlys", AFTER)
    assert lines(alice, ana) == ["New on my list: Kessel."]


def test_when_nothing_changed_the_two_lines_stand_there(alice: User, ana: Contact) -> None:
    assert news(alice, ana) == News(since=LAST, lines=(), about_me="")
    assert news(alice, ana).text == ""
    SearchBrief.unscoped.create(owner=alice, news="I planned freight.\nI learn.")
    assert news(alice, ana).text == "I planned freight. I learn."


def test_nobody_is_told_news_since_never(alice: User) -> None:
    tom = person(alice, "Tom Bo")
    met(person(alice, "Wei Chen"))
    assert news(alice, tom) == News(since=None, lines=(), about_me="")


def test_others_searches_are_not_told(alice: User, mallory: User, ana: Contact) -> None:
    met(person(mallory, "Her Own"))
    PostingFactory.create(organization=named(mallory, "Elsewhere"), applied_on=AFTER)
    assert lines(alice, ana) == []


# --- pages


def url(contact: Contact, path: str = "") -> str:
    return f"/outreach/write/person/{contact.pk}/{path}?for=update"


def test_the_composer_begins_with_what_changed_and_says_since_when(alices: Client, alice: User, ana: Contact) -> None:
    met(person(alice, "Wei Chen"))

    page = alices.get(url(ana))

    draft = page.context["draft"]
    assert (draft.purpose, draft.skeleton) == ("update", "update")
    assert "A short word on my search since then.\n\nI have talked with Wei Chen." in draft.body
    assert "What is new since 5 October" in page.text


def test_when_nothing_changed_it_says_so(alices: Client, alice: User, ana: Contact) -> None:
    page = alices.get(url(ana))
    assert "Nothing of the search is on record since you last were in touch." in page.text
    assert "Write two lines on yourself" in page.text
    assert "[What happened: whom you met" in page.context["draft"].body

    SearchBrief.unscoped.create(owner=alice, news="I planned freight until June.")

    page = alices.get(url(ana))
    assert "The two lines on yourself stand there instead." in page.text
    assert "I planned freight until June." in page.context["draft"].body


def test_it_is_kept_and_logged_as_an_update_with_the_text_as_sent(alices: Client, alice: User, ana: Contact) -> None:
    body = "Dear Ana,\r\n\r\nI met Wei, who says hello. How are you?"
    message = {"page": "one", "version": "0", "channel": "email", "subject": "News", "body": body}

    kept = alices.post(url(ana, "save/"), message)
    assert kept["Location"] == url(ana)
    assert Draft.for_user(alice).get().purpose == "update"

    done = alices.post(url(ana, "sent/"), {**message, "version": "1", "made_on": "2026-11-23"})

    assert done["Location"] == ana.get_absolute_url()
    last = ana.interactions.newest_first()[0]
    assert (last.on, last.direction) == (MONDAY, "outgoing")
    assert last.summary == "Subject: News\n\nDear Ana,\n\nI met Wei, who says hello. How are you?"
    assert not Draft.for_user(alice).exists()
    # From now on only what comes after it is news.
    assert lines(alice, ana) == []


def test_another_message_begun_is_not_thrown_away(alices: Client, alice: User, ana: Contact) -> None:
    message = {"page": "one", "version": "0", "channel": "email", "subject": "Tea", "body": "Shall we have tea?"}
    alices.post(f"/outreach/write/person/{ana.pk}/save/", message)

    page = alices.get(url(ana))
    assert "You had begun another message to Ana" in page.text
    assert page.context["draft"].body == "Shall we have tea?"

    alices.post(url(ana, "save/"), {**message, "version": "1", "begin": "skeleton-update"})

    draft = Draft.for_user(alice).get()
    assert (draft.purpose, draft.former_body) == ("update", "Shall we have tea?")


def test_the_update_can_be_begun_from_any_message_to_them(alices: Client, alice: User, ana: Contact) -> None:
    met(person(alice, "Wei Chen"))
    message = {"page": "one", "version": "0", "channel": "email", "subject": "", "body": "", "begin": "skeleton-update"}
    alices.post(f"/outreach/write/person/{ana.pk}/save/", message)
    assert "I have talked with Wei Chen." in Draft.for_user(alice).get().body


def test_a_purpose_nobody_knows_is_none(alices: Client, ana: Contact) -> None:
    page = alices.get(f"/outreach/write/person/{ana.pk}/?for=world-peace")
    assert (page.status_code, page.context["draft"].purpose) == (200, "check_in")


def test_the_person_and_their_card_offer_it_while_searching(alices: Client, alice: User, ana: Contact) -> None:
    Contact.for_user(alice).filter(pk=ana.pk).update(next_touch_on=MONDAY)
    for path in (ana.get_absolute_url(), "/"):
        assert url(ana) in alices.get(path).text

    searching.pause(alice, on=MONDAY)

    for path in (ana.get_absolute_url(), "/"):
        assert url(ana) not in alices.get(path).text


def test_queries_do_not_grow_with_what_happened(alices: Client, alice: User, ana: Contact) -> None:
    counts = []
    for rows in (1, 2):
        for each in range(rows):
            contact = person(alice, f"Met {rows}{each}", organization=named(alice, f"Place {rows}{each}"))
            met(contact)
            target = TargetFactory.create(campaign=CampaignFactory.create(owner=alice), contact=contact)
            AttemptFactory.create(target=target, made_on=AFTER)
            FollowUpFactory.create(contact=ana, what=f"Thing {rows}{each}", due_on=AFTER, done_on=AFTER)
        with CaptureQueriesContext(connection) as queries:
            alices.get(url(ana))
        counts.append(len(queries))
    assert counts[0] == counts[1]
