"""The Today page: what it says, what can be done on it, what it costs."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Contact, FollowUp, Interaction
from reminders.models import DeliveryState, DigestDelivery, Heartbeat
from tests.conftest import MONDAY, MORNING
from tests.factories import (
    AttemptFactory,
    ContactFactory,
    FollowUpFactory,
    InterviewFactory,
    OccasionFactory,
    TargetFactory,
)
from tests.reminders.snapshot import database_hash

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _monday_morning(db: None) -> object:
    with time_machine.travel(MORNING, tick=False):
        Heartbeat.record(now=MORNING)
        yield


def words(page: bytes, within: str = "main") -> str:
    found = re.search(rf"<{within}.*</{within}>", page.decode(), re.DOTALL)
    text = re.sub(r"<svg.*?</svg>|<summary.*?</details>", " ", found[0] if found else page.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


NO_NEW_NAMES = (
    "The whole month New names No new name since 3 August . "
    "You know more people than come to mind: go through your life ."
)


def a_day(owner: User, people: int = 1) -> None:
    """Every kind of thing, ``people`` times."""
    for _ in range(people):
        FollowUpFactory.create(contact__owner=owner)
        TargetFactory.create(campaign__owner=owner)
        TargetFactory.create(campaign__owner=owner, next_attempt_on=date(2026, 11, 25))
        InterviewFactory.create(contact__owner=owner)
        InterviewFactory.create(contact__owner=owner, starts_at=MORNING - timedelta(days=2))
        InterviewFactory.create(
            contact__owner=owner, starts_at=MORNING - timedelta(days=3), state="held", held_on=date(2026, 11, 20)
        )
        ContactFactory.create(owner=owner, added_on=date(2026, 1, 5), next_touch_on=date(2026, 11, 20))
        OccasionFactory.create(contact__owner=owner, month=11, day=25)
        TargetFactory.create(campaign__owner=owner, state="replied", next_attempt_on=None, moved_on=date(2026, 11, 9))


def follow_up_of(owner: User, **fields: object) -> FollowUp:
    values = {"contact__first_name": "Sam", "contact__last_name": "Taylor", "what": "Send Sam the names"}
    row: FollowUp = FollowUpFactory.create(contact__owner=owner, **{**values, **fields})
    return row


def test_today_says_who_why_and_what_helps(alice: User, alices: Client) -> None:
    follow_up_of(alice, due_on=date(2026, 11, 21), contact__how_known="Flatmate at university")

    page = alices.get("/")

    assert words(page.content) == (
        "Good morning, Alice Monday 23 November · one person, about 10 minutes Find anyone / "
        "Now ST Sam Taylor · Head of Logistics Send Sam the names due since Saturday "
        "You planned it for last Saturday. Flatmate at university. Go to Sam "
        f"This week 0 of 10 reached out Coming up Nothing has a date in the next seven days. {NO_NEW_NAMES}"
    )


def test_today_separates_what_presses_from_keeping_in_touch(alice: User, alices: Client) -> None:
    a_day(alice)

    page = words(alices.get("/").content)

    assert page.index("Now") < page.index("Thank ") < page.index("Keep in touch") < page.index("Check in with")


def test_today_shows_several_reasons_about_one_person_on_one_card(alice: User, alices: Client) -> None:
    first = follow_up_of(alice)
    FollowUpFactory.create(contact=first.contact, what="Ask about the night train")

    page = alices.get("/").content.decode()

    assert page.count("data-card") == 1
    assert page.count('class="item-also"') == 1
    assert "Ask about the night train" in page


def test_today_keeps_what_does_not_fit_behind_a_link(alice: User, alices: Client) -> None:
    for number in range(13):
        FollowUpFactory.create(contact__owner=alice, what=f"Promise {number}")

    short, whole = alices.get("/"), alices.get("/?all=1")

    assert [page.content.decode().count("data-card") for page in (short, whole)] == [10, 13]
    assert "And 3 more who can wait" in words(short.content)
    assert "Show only what fits into a day" in words(whole.content)


def test_today_foresees_the_week(alice: User, alices: Client) -> None:
    follow_up_of(alice, due_on=date(2026, 11, 25))
    follow_up_of(alice, due_on=date(2026, 11, 25), what="Ask about the depot")

    aside = words(alices.get("/").content, within="aside")

    assert aside == (
        f"This week 0 of 10 reached out Coming up Wed Send Sam the names Wed Ask about the depot {NO_NEW_NAMES}"
    )


def test_today_counts_the_week(alice: User, alices: Client) -> None:
    """P52: effort before replies."""
    target = TargetFactory.create(
        campaign__owner=alice, next_attempt_on=date(2026, 12, 4), state="waiting", attempts_made=1
    )
    AttemptFactory.create(target=target, made_on=MONDAY)

    assert "1 of 10 reached out" in words(alices.get("/").content, within="aside")


def test_an_empty_day_says_so_and_offers_one_good_thing(alice: User, alices: Client) -> None:
    ContactFactory.create(owner=alice, tier="none")

    page = words(alices.get("/").content)

    assert "nobody is waiting for you" in page
    assert "Think of a person you have not spoken with in years" in page


def test_a_new_user_sees_the_first_steps(alices: Client) -> None:
    page = alices.get("/").content.decode()

    assert "Start with the people you know" in page
    assert "Three first steps" not in page
    assert "This week" not in page


def test_a_new_user_who_skipped_the_welcome_finds_it_again(alice: User, alices: Client) -> None:
    User.objects.update(welcomed_at=None)

    response = alices.get("/")

    assert response.status_code == 200
    assert "Three first steps" in response.content.decode()


def delivered(owner: User, state: str, **fields: object) -> None:
    DigestDelivery.unscoped.create(
        owner=owner, local_date=MONDAY, state=state, claim=uuid4(), **{"created_at": MORNING, **fields}
    )


def test_whoever_left_the_welcome_for_an_import_is_asked_for_the_hour(alice: User, alices: Client) -> None:
    ContactFactory.create(owner=alice)
    settled = words(alices.get("/").content)
    alice.welcomed_at = None
    alice.save()

    open_end = words(alices.get("/").content)

    assert ("One thing is left" in settled, "One thing is left" in open_end) == (False, True)


@pytest.mark.parametrize(("days", "told"), [(20, False), (21, True)])
def test_three_weeks_without_a_new_name_are_worth_a_kind_word(
    alice: User, alices: Client, days: int, told: bool
) -> None:
    """P47."""
    ContactFactory.create(owner=alice, added_on=MONDAY - timedelta(days=days))
    ContactFactory.create(owner=alice, added_on=date(2026, 1, 5))

    page = alices.get("/").content.decode()

    assert ("No new name since 2 November . You know more people than come to mind" in words(page.encode())) is told
    assert ("/people/network/growth/" in page[page.index('id="this-week"') :]) is told


def test_a_digest_that_failed_shows_what_the_server_said_and_what_to_do(alice: User, alices: Client) -> None:
    delivered(alice, DeliveryState.FAILED, problem="550 No such user")

    page = words(alices.get("/").content)

    assert "The daily digest of Monday 23 November did not reach you. The mail server said: “550 No such user”" in page


def test_a_digest_that_arrived_since_takes_the_note_away(alice: User, alices: Client) -> None:
    delivered(alice, DeliveryState.SENT)
    DigestDelivery.unscoped.create(
        owner=alice,
        local_date=date(2026, 11, 22),
        state=DeliveryState.FAILED,
        problem="550",
        claim=uuid4(),
        created_at=MORNING - timedelta(days=1),
    )

    assert "did not reach you" not in words(alices.get("/").content)


@pytest.mark.parametrize(("minutes", "told"), [(59, False), (60, True)])
def test_a_digest_that_waits_for_an_hour_is_worth_a_word(alice: User, alices: Client, minutes: int, told: bool) -> None:
    delivered(alice, DeliveryState.WAITING, problem="451 Later", created_at=MORNING - timedelta(minutes=minutes))

    assert ("is delayed. The mail server said: “451 Later”" in words(alices.get("/").content)) is told


@pytest.mark.parametrize(("minutes", "told"), [(14, False), (15, True)])
def test_reminders_that_stand_still_are_told(alices: Client, minutes: int, told: bool) -> None:
    Heartbeat.record(now=MORNING - timedelta(minutes=minutes))

    assert ("Reminders are not running." in words(alices.get("/").content)) is told


def test_today_costs_the_same_for_one_person_and_for_three(alice: User, alices: Client) -> None:
    counts = []
    for people in (1, 2):
        a_day(alice, people)
        with CaptureQueriesContext(connection) as queries:
            assert alices.get("/").status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 25


def test_today_asks_no_more_after_a_while_away(alice: User, alices: Client) -> None:
    a_day(alice, 3)
    for _ in range(30):
        follow_up_of(alice, due_on=date(2026, 10, 26))
    alices.get("/")

    with CaptureQueriesContext(connection) as queries:
        page = alices.get("/")

    assert "tart with these" in words(page.content)
    assert len(queries) <= 25


def test_done_in_place_answers_with_what_is_left_and_a_note(alice: User, alices: Client) -> None:
    done, left = follow_up_of(alice), follow_up_of(alice, what="Ask about the depot")

    response = alices.post(f"/agenda/follow_up/{done.pk}/complete/", headers=HTMX)

    page = response.content.decode()
    done.refresh_from_db()
    assert (response.status_code, done.done_on, left.done_on) == (200, MONDAY, None)
    assert "<html" not in page
    assert (page.count("data-card"), page.count('hx-swap-oob="true"')) == (1, 4)
    assert "one person, about 10 minutes" in page
    assert f'<p>Done: Send Sam the names <a href="/people/{done.contact_id}/">Look</a></p>' in page


def test_done_without_javascript_comes_back_to_today(alice: User, alices: Client) -> None:
    row = follow_up_of(alice)

    response = alices.post(f"/agenda/follow_up/{row.pk}/complete/", {"all": "1"}, follow=True)

    assert response.redirect_chain == [("/?all=1", 302)]
    assert "Done: Send Sam the names" in response.content.decode()


def test_done_twice_is_said_kindly_and_changes_nothing(alice: User, alices: Client) -> None:
    row = follow_up_of(alice)
    alices.post(f"/agenda/follow_up/{row.pk}/complete/")
    before = FollowUp.for_user(alice).values().get()

    response = alices.post(f"/agenda/follow_up/{row.pk}/complete/")

    assert response.status_code == 404
    assert "That was already taken care of. Nothing was changed." in response.content.decode()
    assert FollowUp.for_user(alice).values().get() == before


def test_snooze_moves_it_and_undo_brings_it_back(alice: User, alices: Client) -> None:
    row = follow_up_of(alice, due_on=date(2026, 11, 21))

    away = alices.post(f"/agenda/follow_up/{row.pk}/snooze/", {"until": "2026-11-30"}, follow=True)
    row.refresh_from_db()
    moved = row.due_on
    [undo] = re.findall(r'action="(/agenda/[^"]+wake[^"]+)"', away.content.decode())
    back = alices.post(undo.replace("&amp;", "&"), follow=True)

    row.refresh_from_db()
    assert (moved, row.due_on) == (date(2026, 11, 30), date(2026, 11, 21))
    assert "Back on today’s list." in back.content.decode()
    assert back.content.decode().count("data-card") == 1


def test_snooze_offers_days_with_a_form_each(alice: User, alices: Client) -> None:
    follow_up_of(alice)

    page = alices.get("/").content.decode()

    assert re.findall(r'name="until" value="([^"]+)"', page) == ["2026-11-24", "2026-11-30", "2026-12-23"]


@pytest.mark.parametrize("until", ["", "tomorrow", "2026-11-23", "2026-11-22", "2030-01-01"])
def test_snooze_to_a_day_that_makes_no_sense_changes_nothing(alice: User, alices: Client, until: str) -> None:
    row = follow_up_of(alice)
    before = database_hash()

    response = alices.post(f"/agenda/follow_up/{row.pk}/snooze/", {"until": until}, headers=HTMX)

    assert response.status_code == 422
    assert response.content.decode().count("data-card") == 1
    assert database_hash() == before


@pytest.mark.parametrize("query", ["", "rests_until=x&former=y", "rests_until=2026-11-30&former=2026-11-20"])
def test_wake_of_nothing_changes_nothing(alices: Client, query: str) -> None:
    response = alices.post(f"/agenda/follow_up/1/wake/?{query}")

    assert response.status_code == 404


@pytest.mark.parametrize("verb", ["complete", "snooze", "wake"])
def test_strangers_find_nothing(alice: User, mallorys: Client, verb: str) -> None:
    row = follow_up_of(alice)
    before = FollowUp.for_user(alice).values().get()
    url = f"/agenda/follow_up/{row.pk}/{verb}/?rests_until=2026-11-30&former=2026-11-20"

    response = mallorys.post(url, {"until": "2026-11-30"})

    assert response.status_code == 404
    assert "Sam" not in response.content.decode()
    assert FollowUp.for_user(alice).values().get() == before


@pytest.mark.parametrize("verb", ["complete", "snooze", "wake"])
def test_actions_are_posts(alices: Client, verb: str) -> None:
    assert alices.get(f"/agenda/follow_up/1/{verb}/").status_code == 405


def test_anonymous_visitors_are_asked_to_sign_in(client: Client) -> None:
    response = client.get("/")

    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/")


def test_htmx_gets_the_agenda_alone(alice: User, alices: Client) -> None:
    follow_up_of(alice)

    page = alices.get("/", headers=HTMX).content.decode()

    assert page.lstrip().startswith('<div id="agenda"')


def test_names_are_escaped_wherever_they_are_said(alice: User, alices: Client) -> None:
    row = follow_up_of(alice, what="<script>alert(1)</script>", contact__first_name="<b>Sam</b>")

    page = alices.get("/").content.decode()
    note = alices.post(f"/agenda/follow_up/{row.pk}/complete/", headers=HTMX).content.decode()

    assert "<script>alert" not in page + note
    assert "<b>Sam" not in page + note


def test_cadence_done_is_an_interaction(alice: User, alices: Client) -> None:
    contact: Contact = ContactFactory.create(owner=alice, added_on=date(2026, 1, 5), next_touch_on=date(2026, 11, 20))

    alices.post(f"/agenda/keep_in_touch/{contact.pk}/complete/")

    contact.refresh_from_db()
    assert (contact.last_interaction_on, contact.next_touch_on) == (MONDAY, date(2027, 5, 23))


def test_a_birthday_is_greeted_or_let_pass_in_place_each_with_a_way_back(alices: Client, alice: User) -> None:
    day = OccasionFactory.create(contact__owner=alice, contact__first_name="Ana", month=11, day=26, year=1986)
    at = f"/agenda/occasion/{day.pk}-2026"
    page = alices.get("/")
    assert "Wish Ana a happy birthday Birthday on Thursday; Ana turns 40." in words(page.content)
    assert "Not this year" in page.content.decode()

    for act, logged in (("complete", 1), ("pass", 0)):
        done = alices.post(f"{at}/{act}/", headers=HTMX).content.decode()
        assert (f"{at}/take-back/" in done, "data-card" in done, Interaction.unscoped.count()) == (True, False, logged)
        assert alices.post(f"{at}/{act}/").status_code == 404
        assert alices.post(f"{at}/take-back/", headers=HTMX).content.decode().count("data-card") == 1
        assert Interaction.unscoped.count() == 0
    assert alices.post(f"{at}/take-back/").status_code == 404
    assert alices.post(f"/agenda/follow_up/{day.pk}/pass/").status_code == 404
