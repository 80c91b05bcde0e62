"""I got the job: what it says beforehand, what it closes, whom it leaves to thank, and how it is taken back (P48)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import SearchState, User
from contacts import undoing
from contacts.merging import merge_people
from contacts.models import Contact, Organization
from contacts.organizations import named
from outreach import campaigns, landing, searching
from outreach.agenda import AttemptSource
from outreach.landing import Ahead, LandingError
from outreach.models import Campaign, Landing, LandingWord, News, Outcome, WordKind
from outreach.news import noting
from outreach.news.agenda import NewsOwedSource
from outreach.who_helped import helpers_of
from tests.agenda import due
from tests.conftest import MONDAY, MORNING
from tests.factories import (
    CampaignFactory,
    ContactFactory,
    ContactPointFactory,
    InteractionFactory,
    IntroductionFactory,
    LandingFactory,
    NewsFactory,
    PostingFactory,
    ReferenceFactory,
    ReferenceUseFactory,
    TargetFactory,
)

FRIDAY = MONDAY - timedelta(days=3)
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def monday_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def person(owner: User, name: str, **fields: object) -> Contact:
    first, _, last = name.partition(" ")
    return ContactFactory.create(owner=owner, first_name=first, last_name=last, **fields)


def land(user: User, *, place: str = "Kessel", role: str = "Planner", landed_on: date = FRIDAY) -> Landing:
    return landing.land(user, organization_name=place, role=role, landed_on=landed_on, on=MONDAY)


def state(user: User) -> tuple[str, date | None]:
    return User.objects.values_list("search_state", "search_state_since").get(pk=user.pk)


def whys(user: User, standing: Landing | None = None) -> dict[str, tuple[str, ...]]:
    place = standing.outcome.organization_id if standing is not None else None
    return {each.contact.name: each.whys for each in helpers_of(user, landing=standing, on=MONDAY, place=place)}


@pytest.fixture
def rail(alice: User) -> Campaign:
    return CampaignFactory.create(owner=alice, name="Rail")


@pytest.fixture
def search(alice: User, rail: Campaign) -> dict[str, Contact]:
    """A search with people in every state, and people who helped."""
    CampaignFactory.create(owner=alice, name="Long over", closed_on=date(2026, 10, 1))
    people = {
        name: person(alice, name) for name in ("Silent Sam", "Talking Tom", "Later Lea", "Ready Rosa", "Done Dan")
    }
    TargetFactory.create(campaign=rail, contact=people["Silent Sam"], state="waiting", attempts_made=2)
    TargetFactory.create(campaign=rail, contact=people["Talking Tom"], state="replied", next_attempt_on=None)
    TargetFactory.create(
        campaign=rail, contact=people["Later Lea"], state="not_now", next_attempt_on=None, revisit_on=MONDAY
    )
    TargetFactory.create(campaign=rail, contact=people["Ready Rosa"], state="ready")
    TargetFactory.create(campaign=rail, contact=people["Done Dan"], state="declined", next_attempt_on=None)
    ana = people["Ana Reis"] = person(alice, "Ana Reis")
    people["Wei Chen"] = person(alice, "Wei Chen", introduced_by=ana)
    return people


def test_before_it_says_in_numbers_what_will_happen(alice: User, search: dict[str, Contact]) -> None:
    Contact.for_user(alice).filter(pk=search["Ana Reis"].pk).update(next_touch_on=MONDAY)

    assert landing.ahead(alice, on=MONDAY) == Ahead(campaigns=1, attempts=2, expecting=3, helpers=1, in_touch=1)


def test_one_step_ends_the_search_and_closes_what_was_open(
    alice: User, rail: Campaign, search: dict[str, Contact]
) -> None:
    standing = land(alice)

    assert state(alice) == ("landed", MONDAY)
    assert (standing.place, standing.landed_on, standing.state_before) == ("Planner at Kessel", FRIDAY, "searching")
    assert list(Campaign.for_user(alice).order_by("name").values_list("name", "closed_on", "closed_by")) == [
        ("Long over", date(2026, 10, 1), None),
        ("Rail", MONDAY, standing.pk),
    ]
    assert due(AttemptSource(), [User.objects.get(pk=alice.pk)], MONDAY) == []
    # People stay as they stand: nothing was sent, nothing was said.
    assert rail.targets.filter(state="waiting").count() == 1


def test_two_tabs_land_once(alice: User, rail: Campaign) -> None:
    other_tab = User.objects.get(pk=alice.pk)

    first, second = land(alice), land(other_tab, place="Elsewhere")

    assert first == second
    assert Landing.for_user(alice).count() == 1
    assert not Organization.for_user(alice).filter(name="Elsewhere").exists()


def test_taking_it_back_reopens_exactly_what_it_closed(alice: User, rail: Campaign) -> None:
    over = CampaignFactory.create(owner=alice, closed_on=date(2026, 10, 1))
    reopened_since = CampaignFactory.create(owner=alice)
    searching.pause(alice, on=FRIDAY)
    land(alice)
    campaigns.reopen(Campaign.for_user(alice).get(pk=reopened_since.pk))
    campaigns.close(Campaign.for_user(alice).get(pk=reopened_since.pk), on=MONDAY)

    assert landing.take_back(alice) == 1

    closed = set(Campaign.for_user(alice).filter(closed_on__isnull=False).values_list("pk", flat=True))
    assert closed == {over.pk, reopened_since.pk}
    assert state(alice) == ("paused", FRIDAY)
    assert not Landing.for_user(alice).exists()
    assert not Outcome.for_user(alice).exists()
    with pytest.raises(LandingError, match="You are searching"):
        landing.take_back(alice)


def test_searching_again_leaves_the_old_campaigns_closed(alice: User, rail: Campaign) -> None:
    land(alice)

    landing.search_again(alice, on=MONDAY)

    assert state(alice) == ("searching", MONDAY)
    assert Campaign.for_user(alice).get().closed_on == MONDAY
    with pytest.raises(LandingError, match="searching already"):
        landing.search_again(alice, on=MONDAY)
    again = land(alice, place="Nordlys")
    assert (again.place, Landing.for_user(alice).count()) == ("Planner at Nordlys", 2)


def test_landed_without_a_landing_can_still_search_again(alice: User) -> None:
    """Such is an account whose organization, or archive, came from elsewhere."""
    searching.put(alice, SearchState.LANDED, since=MONDAY)
    assert landing.current(alice) is None

    landing.search_again(alice, on=MONDAY)

    assert state(alice) == ("searching", MONDAY)


def test_everyone_who_helped_is_listed_with_what_they_did(alice: User, rail: Campaign) -> None:
    kessel = named(alice, "Kessel")
    ana = person(alice, "Ana Reis")
    for name in ("Wei Chen", "Tom Bo", "Ida Lund"):
        person(alice, name, introduced_by=ana)
    gil = person(alice, "Gil Pires")
    PostingFactory.create(organization=kessel, led_by=gil)
    rosa = person(alice, "Rosa Maier")
    reference = ReferenceFactory.create(contact=rosa)
    ReferenceUseFactory.create_batch(2, reference=reference)
    InteractionFactory.create(contact=rosa, kind="call", on=FRIDAY, received="The name of the planner at Globex")
    tobias = person(alice, "Tobias Krüger")
    TargetFactory.create(campaign=rail, contact=tobias)
    InteractionFactory.create(contact=tobias, kind="meeting", on=FRIDAY, direction="mutual")
    InteractionFactory.create(contact=tobias, kind="meeting", on=date(2026, 10, 2), direction="mutual")

    found = whys(alice, land(alice))

    assert found == {
        "Rosa Maier": (
            "Was ready to speak for you, and did two times",
            "Gave you the name of the planner at Globex",
        ),
        "Gil Pires": ("Told you of work at Kessel",),
        "Ana Reis": ("Led you to Ida Lund, Tom Bo and one other",),
        "Tobias Krüger": ("Talked with you two times, last Friday the last",),
    }
    assert next(iter(found)) == "Rosa Maier"


def test_who_led_to_the_very_place_comes_before_who_led_elsewhere(alice: User) -> None:
    there, elsewhere = person(alice, "Zoe There"), person(alice, "Abe Elsewhere")
    person(alice, "Wei Chen", introduced_by=there, organization=named(alice, "Kessel"))
    person(alice, "Tom Bo", introduced_by=elsewhere, organization=named(alice, "Globex"))

    assert list(whys(alice, land(alice))) == ["Zoe There", "Abe Elsewhere"]


def test_friends_met_as_ever_light_touches_and_those_let_be_are_not_listed(alice: User) -> None:
    friend = person(alice, "Old Friend", tie="strong")
    InteractionFactory.create(contact=friend, kind="meeting", on=FRIDAY)
    gone = person(alice, "Gone Gus", do_not_contact=True)
    InteractionFactory.create(contact=gone, kind="call", on=FRIDAY, received="A name")
    touched = person(alice, "Touched Tea", tie="weak")
    InteractionFactory.create(contact=touched, kind="touch", on=FRIDAY)
    ahead = person(alice, "Ahead Ann", tie="weak")
    InteractionFactory.create(contact=ahead, kind="meeting", on=MONDAY + timedelta(days=2))

    assert whys(alice) == {}


def test_help_in_an_earlier_search_was_for_that_one(alice: User) -> None:
    LandingFactory.create(owner=alice, ended_on=date(2026, 10, 1))
    tom = person(alice, "Tom Bo", tie="weak")
    InteractionFactory.create(contact=tom, kind="call", on=date(2026, 9, 1), received="A name")
    ida = person(alice, "Ida Lund", tie="weak")
    InteractionFactory.create(contact=ida, kind="call", on=FRIDAY, received="Advice on ports")

    assert whys(alice, land(alice)) == {"Ida Lund": ("Gave you advice on ports",)}


def test_people_to_tell_are_those_written_to_who_are_not_thanked_anyway(
    alice: User, search: dict[str, Contact]
) -> None:
    InteractionFactory.create(contact=search["Talking Tom"], kind="call", on=FRIDAY, received="Advice")
    standing = land(alice)

    said = landing.words_of(alice, standing, on=MONDAY)

    assert {each.contact.name: each.whys for each in said.closings} == {
        "Later Lea": ("Asked you to come back later, in “Rail”",),
        "Silent Sam": ("You wrote, and no answer came, in “Rail”",),
    }
    assert {each.contact.name for each in said.thanks} == {"Ana Reis", "Talking Tom"}


def test_landing_is_an_outcome_whose_news_come_up_a_few_a_day(alice: User, rail: Campaign) -> None:
    for number in range(7):
        InteractionFactory.create(contact=person(alice, f"Helper {number}"), kind="call", on=FRIDAY, received="Advice")
    connector = person(alice, "Con Nector")
    IntroductionFactory.create(connector=connector, whom=person(alice, "Wei Chen"), state="made", made_on=FRIDAY)

    standing = land(alice)

    rows = News.for_user(alice).filter(outcome=standing.outcome).order_by("pk")
    assert (standing.outcome.kind, rows[0].contact, rows[0].whys) == ("landed", connector, ["Led you to Wei Chen"])
    days = [(news.due_on - MONDAY).days for news in rows]
    assert days == [0, 0, 0, 1, 1, 1, 2, 2]
    [first, *_] = due(NewsOwedSource(), [alice], MONDAY)
    assert (first.title, first.url) == (
        "Thank Con: you found work",
        f"/outreach/write/person/{connector.pk}/?for=thanks",
    )
    assert NewsOwedSource().complete(alice, first.key, now=MORNING, on=MONDAY) == "Noted that you thanked Con Nector."
    assert landing.words_of(alice, standing, on=MONDAY).thanked == 1


def test_older_news_is_overtaken_by_the_job(alice: User, search: dict[str, Contact]) -> None:
    NewsFactory.create(outcome__owner=alice, contact=search["Ana Reis"])

    land(alice)

    assert [item.title for item in due(NewsOwedSource(), [alice], MONDAY)] == ["Thank Ana: you found work"]


def test_help_put_on_record_since_and_who_was_listed_by_hand_are_to_be_thanked(alice: User, rail: Campaign) -> None:
    standing = land(alice)
    later, by_hand = person(alice, "Late Lou"), person(alice, "Hand Hal")
    InteractionFactory.create(contact=later, kind="call", on=FRIDAY, received="Advice")
    noting.add(standing.outcome, by_hand, why="Looked after the children", on=MONDAY)

    thanks = landing.words_of(alice, standing, on=MONDAY).thanks

    assert {each.contact: tuple(each.whys) for each in thanks} == {
        later: ("Gave you advice",),
        by_hand: ("Looked after the children",),
    }


def test_a_tick_is_made_once_and_taken_back(alice: User, search: dict[str, Contact]) -> None:
    standing, ana = land(alice), search["Ana Reis"]
    landing.say(alice, ana, WordKind.THANKS, said_on=FRIDAY, on=MONDAY)
    landing.say(alice, ana, WordKind.THANKS, said_on=MONDAY, on=MONDAY)
    assert list(News.for_user(alice).values_list("contact", "told_on")) == [(ana.pk, FRIDAY)]
    assert ana.interactions.get().summary == "Thanked them: I found work."
    assert landing.words_of(alice, standing, on=MONDAY).thanked == 1

    landing.unsay(alice, ana, WordKind.THANKS, on=MONDAY)

    assert landing.words_of(alice, standing, on=MONDAY).thanked == 0


# --- pages


def test_the_page_says_what_will_happen_and_one_post_does_it(alices: Client, alice: User, search: object) -> None:
    page = alices.get("/outreach/landed/").text
    for said in (
        "1 campaign closes.",
        "Reminders of 2 next attempts end.",
        "3 people to whom you wrote",
        "1 person helped",
    ):
        assert said in " ".join(page.split())

    page = alices.post(
        "/outreach/landed/",
        {"organization_name": "Kessel", "role": "Planner", "landed_on": "2026-11-20"},
        follow=True,
    ).text

    assert "Planner at Kessel" in page
    assert "<strong>0 of 1</strong> thanked." in page
    assert "Led you to Wei Chen" in page
    assert "You wrote, and no answer came" in page
    assert state(alice) == ("landed", MONDAY)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"landed_on": "2026-11-24"}, "still to come"),
        ({"landed_on": ""}, "required"),
        ({"landed_on": "2026-11-20", "organization_name": "\u0301"}, "Write its name"),
    ],
)
def test_what_cannot_be_keeps_what_was_typed(alices: Client, alice: User, said: dict[str, str], problem: str) -> None:
    response = alices.post("/outreach/landed/", {"role": "Planner of ports", **said})

    assert (response.status_code, state(alice)[0]) == (422, "searching")
    assert "Planner of ports" in response.text
    assert problem in response.text


def test_where_and_what_may_stay_unsaid(alices: Client, alice: User) -> None:
    page = alices.post("/outreach/landed/", {"landed_on": "2026-11-23"}, follow=True)

    assert "You found work" in page.text
    assert "Nobody is noted as having led you" in page.text


def test_ticking_with_and_without_htmx(alices: Client, alice: User, search: dict[str, Contact]) -> None:
    land(alice)
    address = f"/outreach/landed/thanks/{search['Ana Reis'].pk}/"

    fragment = alices.post(address, headers=HTMX)
    assert "<strong>1 of 1</strong> thanked." in fragment.text
    assert "<html" not in fragment.text

    page = alices.post(f"{address}undo/", follow=True)
    assert "<strong>0 of 1</strong> thanked." in page.text
    assert alices.post(f"/outreach/landed/shouted/{search['Ana Reis'].pk}/").status_code == 404


def test_before_landing_there_is_nothing_to_tick_or_take_back(alices: Client, search: dict[str, Contact]) -> None:
    for path in (f"thanks/{search['Ana Reis'].pk}/", "undo/"):
        assert "You are searching" in alices.post(f"/outreach/landed/{path}", follow=True).text
    assert "You are searching already." in alices.post("/outreach/landed/again/", follow=True).text


def test_undo_and_searching_again_from_the_page(alices: Client, alice: User, rail: Campaign) -> None:
    land(alice)
    assert "Taken back; one campaign is open again" in alices.post("/outreach/landed/undo/", follow=True).text
    land(alice)
    page = alices.post("/outreach/landed/again/", follow=True).text
    assert "You are searching again." in page
    assert state(alice) == ("searching", MONDAY)


def test_thanks_are_written_with_what_is_known_and_ticked_when_sent(
    alices: Client, alice: User, search: dict[str, Contact]
) -> None:
    ana = search["Ana Reis"]
    ContactPointFactory.create(contact=ana, value="ana@example.com")
    land(alice)
    address = f"/outreach/write/person/{ana.pk}/"

    page = alices.get(f"{address}?for=thanks")

    assert page.context["draft"].purpose == "found_work"
    assert "I found work: Planner at Kessel." in page.context["draft"].body
    assert "[What they did, in one sentence: led you to Wei Chen.]" in page.context["draft"].body

    body = "Dear Ana,\r\n\r\nI found work as a planner at Kessel. You led me to Wei. What can I do for you?"
    message = {"page": "one", "version": "0", "channel": "email", "subject": "Thank you", "body": body}
    done = alices.post(f"{address}sent/?for=thanks", {**message, "made_on": "2026-11-20"})

    assert done["Location"] == "/outreach/landed/"
    letter = ana.interactions.get()
    assert letter.summary.startswith("Subject: Thank you")
    assert list(News.for_user(alice).values_list("contact", "told_on", "interaction")) == [(ana.pk, FRIDAY, letter.pk)]


def test_a_closing_word_is_offered_and_ticked(alices: Client, alice: User, search: dict[str, Contact]) -> None:
    sam = search["Silent Sam"]
    land(alice)
    address = f"/outreach/write/person/{sam.pk}/"
    assert "there is nothing left for you to answer" in alices.get(f"{address}?for=closing").context["draft"].body

    message = {"page": "one", "version": "0", "channel": "email", "subject": "I found work", "body": "Dear Sam, done."}
    alices.post(f"{address}sent/?for=closing", {**message, "made_on": "2026-11-23"})

    assert list(LandingWord.for_user(alice).values_list("contact", "said_on")) == [(sam.pk, MONDAY)]


def test_what_the_work_is_can_be_corrected_and_is_taken_back_here_alone(
    alices: Client, alice: User, search: dict[str, Contact]
) -> None:
    outcome = land(alice).outcome
    assert alices.get(f"/outreach/news/{outcome.pk}/")["Location"] == "/outreach/landed/"
    assert "Planner at Kessel" in alices.get("/outreach/landed/").text
    form = alices.get(f"/outreach/news/{outcome.pk}/edit/").text
    assert ('name="kind"' in form, 'value="Kessel"' in form) == (False, True)

    alices.post(f"/outreach/news/{outcome.pk}/edit/", {"role": "Head of planning", "happened_on": "2026-11-20"})
    assert "Head of planning, last Friday" in alices.get("/outreach/landed/").text
    assert "This ended a search" in alices.post(f"/outreach/news/{outcome.pk}/delete/", follow=True).text

    alices.post("/outreach/landed/again/")
    assert "You found work" in alices.get("/outreach/news/").text
    assert alices.get(f"/outreach/news/{outcome.pk}/").status_code == 200


def test_today_says_it_kindly(alices: Client, alice: User, search: dict[str, Contact]) -> None:
    land(alice)
    landing.say(alice, search["Ana Reis"], WordKind.THANKS, said_on=MONDAY, on=MONDAY)

    page = alices.get("/").text

    assert "You found work: Planner at Kessel. You have thanked one person so far." in page
    assert "reached out" not in page
    assert "no attempt comes up" not in page


def test_a_landed_owner_costs_today_no_more_queries(alices: Client, alice: User, search: object) -> None:
    land(alice)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        alices.get("/")
    assert len(queries) <= 25


@pytest.mark.parametrize("path", ["before", "after"])
def test_queries_do_not_grow_with_people(alices: Client, alice: User, rail: Campaign, path: str) -> None:
    def add(number: int) -> None:
        helper = person(alice, f"Helper {number}")
        person(alice, f"Led {number}", introduced_by=helper)
        PostingFactory.create(organization=named(alice, f"Place {number}"), led_by=helper)
        InteractionFactory.create(contact=helper, kind="meeting", on=FRIDAY, received="Advice")
        TargetFactory.create(campaign=rail, contact=person(alice, f"Silent {number}"), state="waiting", attempts_made=1)

    counts = []
    for rows in (1, 2):
        for each in range(rows):
            add(10 * rows + each)
        if path == "after":
            land(alice)
        with CaptureQueriesContext(connection) as queries:
            assert alices.get("/outreach/landed/").status_code == 200
        counts.append(len(queries))
        if path == "after":
            landing.take_back(alice)
    assert counts[0] == counts[1] <= 16


# --- merging


def test_two_who_are_one_are_thanked_once_and_part_again(alice: User) -> None:
    standing = land(alice)
    stays, goes = person(alice, "Ana Reis"), person(alice, "Anna Reis")
    for contact in (stays, goes):
        landing.say(alice, contact, WordKind.THANKS, said_on=FRIDAY, on=MONDAY)
    landing.say(alice, goes, WordKind.CLOSING, said_on=MONDAY, on=MONDAY)

    change = merge_people(stays, goes, on=MONDAY, now=MORNING)

    told = LandingWord.for_user(alice).filter(landing=standing).values_list("contact", flat=True)
    thanked = News.for_user(alice).filter(outcome=standing.outcome, told_on=FRIDAY).values_list("contact", flat=True)
    assert (list(told), list(thanked)) == ([stays.pk], [stays.pk])

    undoing.undo(change, on=MONDAY, now=MORNING)

    assert (list(told.all()), sorted(thanked.all())) == ([goes.pk], sorted([stays.pk, goes.pk]))


def test_forgetting_somebody_or_the_place_leaves_the_landing(alice: User) -> None:
    standing, ana = land(alice), person(alice, "Ana Reis")
    landing.say(alice, ana, WordKind.THANKS, said_on=FRIDAY, on=MONDAY)

    ana.delete()
    Organization.for_user(alice).get().delete()

    standing = landing.current(User.objects.get(pk=alice.pk))  # type: ignore[assignment]
    assert (standing.place, News.for_user(alice).count()) == ("Planner", 0)
