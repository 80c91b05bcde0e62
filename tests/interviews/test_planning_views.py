"""Two clocks in the forms, times proposed and taken, confirming, and files for calendars."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from contacts.models import Contact
from interviews import scheduling
from interviews.models import Interview, Proposal
from outreach.introducing import making, steps
from outreach.models import Introduction
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, ContactPointFactory, InterviewFactory, IntroductionFactory, ProposalFactory

WHEN = {"day": "2026-11-26", "time": "10:00"}
PLAN = {**WHEN, "minutes": "20", "medium": "video", "place": "https://meet.example.com/hana"}
TIMES = {"day_1": "2026-11-26", "time_1": "10:00", "day_2": "2026-11-27", "time_2": "15:00"}
WHERE = {"minutes": "20", "medium": "video", "place": ""}


@pytest.fixture(autouse=True)
def _monday_morning() -> object:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def hana(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato")


@pytest.fixture
def interview(hana: Contact) -> Interview:
    return InterviewFactory.create(contact=hana, timezone="Europe/Berlin")


def schedule_url(contact: Contact) -> str:
    return f"{reverse('interviews:create')}?contact={contact.pk}"


def propose_url(contact: Contact) -> str:
    return f"{reverse('interviews:propose')}?contact={contact.pk}"


def asked(response: Any) -> list[str]:
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    return [field.name for field in response.context["form"].asked]


@pytest.mark.parametrize(
    ("zone", "clock", "moment"),
    [
        ("Asia/Kolkata", "mine", datetime(2026, 11, 26, 10, tzinfo=UTC)),
        ("America/New_York", "theirs", datetime(2026, 11, 26, 15, tzinfo=UTC)),
        ("Europe/Berlin", "theirs", datetime(2026, 11, 26, 9, tzinfo=UTC)),
        ("", "", datetime(2026, 11, 26, 10, tzinfo=UTC)),
    ],
)
def test_a_time_is_read_by_the_clock_that_was_chosen(
    alices: Client, alice: User, hana: Contact, zone: str, clock: str, moment: datetime
) -> None:
    response = alices.post(schedule_url(hana), {**PLAN, "timezone": zone, "clock": clock})

    assert response.status_code == HTTPStatus.FOUND
    interview = Interview.for_user(alice).get()
    assert (interview.starts_at, interview.timezone) == (moment, zone)


def test_their_clock_without_their_timezone_is_asked_for(alices: Client, hana: Contact) -> None:
    response = alices.post(schedule_url(hana), {**PLAN, "clock": "theirs"})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Say in which timezone they are" in response.content.decode()
    assert 'value="https://meet.example.com/hana"' in response.content.decode()


@pytest.mark.parametrize("wrong", [{"timezone": "Europe/Nowhere"}, {"clock": "ours"}, {"timezone": "x" * 500}])
def test_a_zone_that_is_none_is_refused(alices: Client, hana: Contact, wrong: dict[str, str]) -> None:
    assert alices.post(schedule_url(hana), {**PLAN, **wrong}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert Interview.unscoped.count() == 0


@pytest.mark.parametrize(
    ("zone", "day", "at", "question", "choices"),
    [
        (
            "Europe/Berlin",
            "2027-03-28",
            "02:30",
            "skip 02:30",
            ["01:30 (CET, UTC+1), 00:30 in Lisbon", "03:30 (CEST, UTC+2), 02:30 in Lisbon"],
        ),
        (
            "America/New_York",
            "2027-11-07",
            "01:30",
            "comes twice",
            ["the first 01:30 (EDT, UTC-4), 05:30 in Lisbon", "the second 01:30 (EST, UTC-5), 06:30 in Lisbon"],
        ),
        (
            "America/Nuuk",
            "2027-03-27",
            "23:30",
            "skip 23:30",
            [
                "22:30 (UTC-2), Sunday 28 March, 00:30 in Lisbon",
                "Sunday 28 March, 00:30 (UTC-1), 02:30 in Lisbon",
            ],
        ),
    ],
)
def test_a_time_that_their_clocks_skip_or_show_twice_is_asked_about(
    alices: Client, alice: User, hana: Contact, zone: str, day: str, at: str, question: str, choices: list[str]
) -> None:
    night = {**PLAN, "day": day, "time": at, "timezone": zone, "clock": "theirs"}

    response = alices.post(schedule_url(hana), night)
    alices.post(schedule_url(hana), {**night, "which": "later", "fit_confirmed": "on"})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert question in response.content.decode()
    assert [label for _, label in response.context["form"].fields["which"].widget.choices][1:] == choices
    assert Interview.for_user(alice).count() == 1


def test_the_zone_is_remembered_for_the_person(alices: Client, hana: Contact, interview: Interview) -> None:
    page = alices.get(schedule_url(hana))

    assert page.context["form"]["timezone"].value() == "Europe/Berlin"


def test_a_clash_and_their_night_are_asked_about(alices: Client, alice: User, hana: Contact) -> None:
    ben = ContactFactory.create(owner=alice, first_name="Ben", last_name="Ito")
    InterviewFactory.create(contact=ben, starts_at=datetime(2026, 11, 26, 10, 10, tzinfo=UTC))
    plan = {**PLAN, "timezone": "America/New_York"}

    response = alices.post(schedule_url(hana), plan)
    alices.post(schedule_url(hana), {**plan, "fit_confirmed": "on"})

    assert asked(response) == ["fit_confirmed"]
    assert "You talk with Ben Ito at that time. That is 05:00 in New York." in response.content.decode()
    assert Interview.for_user(alice).filter(contact=hana).count() == 1


def test_a_talk_is_not_in_its_own_way_when_it_moves(alices: Client, interview: Interview) -> None:
    response = alices.post(
        reverse("interviews:move", args=[interview.pk]),
        {"day": "2026-11-24", "time": "10:10", "timezone": "Asia/Tokyo", "clock": "mine"},
    )

    interview.refresh_from_db()
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert asked(response) == ["fit_confirmed"]
    assert "That is 19:10 in Tokyo." in response.content.decode()

    alices.post(
        reverse("interviews:move", args=[interview.pk]),
        {"day": "2026-11-24", "time": "09:30", "timezone": "Asia/Tokyo"},
    )

    interview.refresh_from_db()
    assert (interview.starts_at, interview.timezone) == (datetime(2026, 11, 24, 9, 30, tzinfo=UTC), "Asia/Tokyo")


def test_the_history_says_a_new_time_by_both_clocks(alices: Client, interview: Interview) -> None:
    scheduling.move(interview, to=datetime(2026, 11, 26, 10, tzinfo=UTC), now=MORNING)

    page = alices.get(interview.get_absolute_url()).content.decode()

    assert "from 24 November, 10:00 to 26 November, 10:00 (11:00 in Berlin)" in page


def test_both_clocks_stand_where_the_time_does(alices: Client, hana: Contact, interview: Interview) -> None:
    pages = {
        name: alices.get(address).content.decode()
        for name, address in {
            "detail": interview.get_absolute_url(),
            "list": reverse("interviews:list"),
            "move": reverse("interviews:move", args=[interview.pk]),
            "person": hana.get_absolute_url(),
        }.items()
    }

    assert [name for name, page in pages.items() if "11:00 in Berlin" not in page] == []


# --- From an introduction ---------------------------------------------------------------------------------------------


def introduced(alice: User, hana: Contact, first_name: str) -> Introduction:
    ana = ContactFactory.create(owner=alice, first_name=first_name, last_name="Reis")
    introduction = IntroductionFactory.create(connector=ana, connector_name=ana.name, whom=hana, wish=hana.name)
    words = steps.Words(said_on=MONDAY, text="Meet")
    making.make(introduction, words=words, replace_introducer=False, on=MONDAY)
    return introduction


def test_a_talk_from_an_introduction_sets_that_one_to_met(alices: Client, alice: User, hana: Contact) -> None:
    named, newer = introduced(alice, hana, "Ana"), introduced(alice, hana, "Ben")
    url = f"{reverse('interviews:create')}?introduction={named.pk}"

    shown = alices.get(url).content.decode()
    alices.post(url, {**PLAN, "day": "2026-11-23", "time": "07:00", "past_confirmed": "on"})
    interview = Interview.for_user(alice).get()
    scheduling.hold(interview, now=MORNING, on=MONDAY)

    states = {each.pk: each.state for each in Introduction.for_user(alice)}
    assert "Ana Reis introduced you." in shown
    assert interview.introduction == named
    assert states == {named.pk: "met", newer.pk: "made"}
    assert "Ana Reis</a>, who introduced you" in alices.get(interview.get_absolute_url()).content.decode()


def test_an_introduction_that_was_not_made_plans_a_talk_without_it(alices: Client, alice: User, hana: Contact) -> None:
    idea = IntroductionFactory.create(connector=ContactFactory.create(owner=alice), whom=hana)

    alices.post(f"{reverse('interviews:create')}?introduction={idea.pk}", PLAN)

    assert Interview.for_user(alice).get().introduction is None


def test_somebody_elses_introduction_is_not_found(mallorys: Client, alice: User, hana: Contact) -> None:
    introduction = introduced(alice, hana, "Ana")

    for name in ("create", "propose"):
        url = f"{reverse(f'interviews:{name}')}?introduction={introduction.pk}"
        assert mallorys.get(url).status_code == HTTPStatus.NOT_FOUND


# --- Three times ------------------------------------------------------------------------------------------------------


def test_propose_begins_with_times_that_suit_and_suggests_again(alices: Client, hana: Contact) -> None:
    first = alices.get(propose_url(hana)).context["form"]
    again = alices.post(
        propose_url(hana), {**TIMES, **WHERE, "suggest": "1", "timezone": "Asia/Tokyo", "clock": "theirs"}
    )

    assert [str(first[f"time{slot}"].value()) for slot in first.slots] == ["10:00:00", "15:00:00", "11:00:00"]
    form = again.context["form"]
    assert again.status_code == HTTPStatus.OK
    assert [str(form[f"time{slot}"].value()) for slot in form.slots] == ["18:00:00"] * 3
    assert form["timezone"].value() == "Asia/Tokyo"
    assert "09:00 in Lisbon" in again.content.decode()
    assert Proposal.unscoped.count() == 0


def test_propose_without_anybody_asks_with_whom(alices: Client) -> None:
    assert alices.get(reverse("interviews:propose")).headers["Location"] == reverse("interviews:create")


def test_proposed_times_are_sent_and_one_is_taken(alices: Client, alice: User, hana: Contact) -> None:
    ContactPointFactory.create(contact=hana, value="hana@example.com")

    response = alices.post(propose_url(hana), {**TIMES, **WHERE, "timezone": "Europe/Berlin"}, follow=True)
    page = response.content.decode()
    proposal = Proposal.for_user(alice).get()
    listed = alices.get(reverse("interviews:list")).content.decode()
    taken = alices.post(reverse("interviews:proposal_accept", args=[proposal.pk]), {"number": "2"})

    assert "- Thursday 26 November, 11:00 in Berlin (10:00 in Lisbon)" in page
    assert "Friday 27 November, 15:00 in Lisbon (16:00 in Berlin)" in page
    assert 'href="mailto:hana@example.com?subject=Our%20talk' in page
    assert "Times proposed" in listed
    interview = Interview.for_user(alice).get()
    assert interview.starts_at == datetime(2026, 11, 27, 15, tzinfo=UTC)
    assert taken.headers["Location"] == interview.get_absolute_url()
    assert "Times proposed" not in alices.get(reverse("interviews:list")).content.decode()


@pytest.mark.parametrize("number", ["", "0", "3", "4", "x"])
def test_a_time_that_was_not_proposed_is_refused(alices: Client, hana: Contact, number: str) -> None:
    proposal = ProposalFactory.create(contact=hana, third_at=None)

    response = alices.post(reverse("interviews:proposal_accept", args=[proposal.pk]), {"number": number})

    assert response.headers["Location"] == proposal.get_absolute_url()
    assert Interview.unscoped.count() == 0


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"time_2": ""}, "Say both, the day and the time."),
        ({"day_2": ""}, "Say both, the day and the time."),
        ({"day_1": "2026-11-20"}, "That moment has passed."),
        ({"day_1": ""}, "This field is required."),
    ],
)
def test_propose_says_what_is_wrong_and_keeps_the_rest(
    alices: Client, hana: Contact, wrong: dict[str, str], words: str
) -> None:
    response = alices.post(propose_url(hana), {**TIMES, **WHERE, "place": "Café", **wrong})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in response.content.decode()
    assert 'value="Café"' in response.content.decode()


@pytest.mark.parametrize(
    ("day", "words"),
    [("2026-11-28", "closed on Saturday 28 November"), ("2026-12-01", "closed on Tuesday 1 December")],
)
def test_closed_days_are_asked_about(alices: Client, hana: Contact, day: str, words: str) -> None:
    times = {**TIMES, **WHERE, "day_1": day}

    response = alices.post(propose_url(hana), times)
    told = alices.post(propose_url(hana), {**times, "fit_confirmed": "on"})

    assert asked(response) == ["fit_confirmed"]
    assert words in response.content.decode()
    assert told.status_code == HTTPStatus.FOUND


def test_propose_asks_about_someone_set_aside_and_why_it_takes_long(alices: Client, hana: Contact) -> None:
    hana.is_archived = True
    hana.save()

    response = alices.post(propose_url(hana), {**TIMES, **WHERE, "minutes": "45"})

    assert asked(response) == ["why_long", "contact_confirmed"]


def test_a_proposal_is_put_away(alices: Client, hana: Contact) -> None:
    proposal = ProposalFactory.create(contact=hana)

    alices.post(reverse("interviews:proposal_withdraw", args=[proposal.pk]))

    assert Proposal.unscoped.count() == 0


def test_lists_ask_the_same_number_of_queries_for_one_and_three_proposals(alices: Client, alice: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            alices.get(reverse("interviews:list"))
        return len(captured)

    ProposalFactory.create(contact=ContactFactory.create(owner=alice))
    one = queries()
    for _ in range(2):
        ProposalFactory.create(contact=ContactFactory.create(owner=alice))

    assert queries() == one


# --- Confirming, and calendars ----------------------------------------------------------------------------------------


def test_confirm_shows_what_to_write_and_is_taken_back(alices: Client, interview: Interview) -> None:
    url = reverse("interviews:confirm", args=[interview.pk])

    shown = alices.get(url).content.decode()
    done = alices.post(url, follow=True).content.decode()

    assert "Tuesday 24 November, 11:00 in Berlin (10:00 in Lisbon), 20 minutes by video." in shown
    assert "Confirmed: tomorrow at 10:00 (11:00 in Berlin)." in done
    assert f'action="{reverse("interviews:unconfirm", args=[interview.pk])}"' in done
    alices.post(reverse("interviews:unconfirm", args=[interview.pk]))
    interview.refresh_from_db()
    assert not interview.is_confirmed


def test_confirm_of_what_was_cancelled_leads_back(alices: Client, interview: Interview) -> None:
    scheduling.cancel(interview, now=MORNING, on=MONDAY)
    url = reverse("interviews:confirm", args=[interview.pk])

    assert alices.get(url).headers["Location"] == interview.get_absolute_url()
    assert "nothing to confirm" in alices.post(url, follow=True).content.decode()


def test_calendar_files_have_their_type_and_name(alices: Client, hana: Contact, interview: Interview) -> None:
    ContactPointFactory.create(contact=hana, value="hana@example.com")

    mine = alices.get(reverse("interviews:my_entry", args=[interview.pk]))
    theirs = alices.get(reverse("interviews:invitation", args=[interview.pk]))
    scheduling.cancel(interview, now=MORNING + timedelta(minutes=1), on=MONDAY)
    cancelled = alices.get(reverse("interviews:invitation", args=[interview.pk]))

    assert [response.headers["Content-Type"] for response in (mine, theirs, cancelled)] == [
        f"text/calendar; charset=utf-8; method={method}; component=VEVENT"
        for method in ("PUBLISH", "REQUEST", "CANCEL")
    ]
    assert [response.headers["Content-Disposition"] for response in (mine, theirs)] == [
        'attachment; filename="talk-with-hana-sato.ics"',
        'attachment; filename="invitation-for-hana-sato.ics"',
    ]
    page = alices.get(interview.get_absolute_url()).content.decode()
    assert "The cancellation for Hana" in page


def test_an_invitation_needs_an_address(alices: Client, interview: Interview) -> None:
    response = alices.get(reverse("interviews:invitation", args=[interview.pk]), follow=True)

    assert "add Hana’s e-mail address first" in response.content.decode()


PAGES = ("confirm", "my_entry", "invitation")


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_nobody_elses(mallorys: Client, interview: Interview, name: str) -> None:
    assert mallorys.get(reverse(f"interviews:{name}", args=[interview.pk])).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("name", ["proposal", "proposal_accept", "proposal_withdraw"])
def test_proposals_are_nobody_elses(mallorys: Client, hana: Contact, name: str) -> None:
    url = reverse(f"interviews:{name}", args=[ProposalFactory.create(contact=hana).pk])

    assert {mallorys.get(url).status_code, mallorys.post(url).status_code} <= {404, 405}
    assert Proposal.unscoped.count() == 1
