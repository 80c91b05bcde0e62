"""Each page: works for its owner, is nobody else's, refuses the wrong method, keeps what was typed."""

import re
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from contacts.models import Contact
from interviews import scheduling, thanks
from interviews.models import Interview
from outreach.models import Target
from tests.conftest import MONDAY, MORNING
from tests.factories import (
    CampaignFactory,
    ContactFactory,
    ContactPointFactory,
    InterviewFactory,
    InterviewQuestionFactory,
    OrganizationFactory,
    TargetFactory,
)

HOUR_AGO = MORNING - timedelta(hours=1)
WHEN = {"day": "2026-11-26", "time": "10:00"}
PLAN = {**WHEN, "minutes": "20", "medium": "video", "place": "https://meet.example.com/hana"}
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def _monday_morning() -> object:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def hana(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato", title="Dispatcher")


@pytest.fixture
def interview(hana: Contact) -> Interview:
    interview = InterviewFactory.create(contact=hana)
    for text in ("Why rail?", "Whom else?"):
        InterviewQuestionFactory.create(interview=interview, text=text)
    return interview


@pytest.fixture
def over(hana: Contact) -> Interview:
    return InterviewFactory.create(contact=hana, starts_at=HOUR_AGO)


@pytest.fixture
def held(over: Interview) -> Interview:
    scheduling.hold(over, now=MORNING, on=MONDAY)
    return over


def at(name: str, interview: Interview) -> str:
    return reverse(f"interviews:{name}", args=[interview.pk])


def toasts(response: Any) -> list[str]:
    """What the notes at the foot of a page say."""
    return re.findall(r"data-note>\s*(?:<svg.*?</svg>\s*)?<p>(.*?)</p>", response.content.decode(), re.DOTALL)


PAGES = ("detail", "update", "delete", "move", "notes", "notes_current", "thanks")
VERBS = (
    "update",
    "delete",
    "move",
    "hold",
    "cancel",
    "no_show",
    "reopen",
    "prepare",
    "unprepare",
    "notes_save",
    "thanks",
    "thanks_undo",
)


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_nobody_elses(mallorys: Client, interview: Interview, name: str) -> None:
    assert mallorys.get(at(name, interview)).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("name", VERBS)
def test_verbs_are_nobody_elses_and_change_nothing(mallorys: Client, over: Interview, name: str) -> None:
    body = {**PLAN, "text": "x", "base_version": "0", "way": "email"}

    response = mallorys.post(at(name, over), body)

    assert response.status_code == HTTPStatus.NOT_FOUND
    fresh = Interview.unscoped.get(pk=over.pk)
    assert (fresh.state, fresh.starts_at, fresh.notes, fresh.changes.count()) == ("scheduled", HOUR_AGO, "", 0)


@pytest.mark.parametrize("name", ["hold", "cancel", "no_show", "reopen", "prepare", "unprepare", "notes_save"])
def test_verbs_are_post_only(alices: Client, interview: Interview, name: str) -> None:
    assert alices.get(at(name, interview)).status_code == HTTPStatus.METHOD_NOT_ALLOWED


@pytest.mark.parametrize("name", ["detail", "notes", "notes_current"])
def test_pages_take_no_post(alices: Client, interview: Interview, name: str) -> None:
    assert alices.post(at(name, interview)).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_list_teaches_when_it_is_empty(alices: Client) -> None:
    page = alices.get(reverse("interviews:list")).content.decode()

    assert "Ask for twenty minutes, not for a job" in page


def test_list_groups_by_what_comes_next(alices: Client, interview: Interview, over: Interview, hana: Contact) -> None:
    InterviewFactory.create(
        contact=hana, starts_at=MORNING - timedelta(days=3), state="held", held_on=date(2026, 11, 20)
    )
    InterviewFactory.create(contact=hana, state="cancelled")

    response = alices.get(reverse("interviews:list"))

    groups = {name: response.context[name] for name in ("waiting", "ahead", "owed", "past")}
    assert {name: [row.interview.state for row in rows] for name, rows in groups.items()} == {
        "waiting": ["scheduled"],
        "ahead": ["scheduled"],
        "owed": ["held"],
        "past": ["cancelled"],
    }
    assert groups["waiting"][0].when == "today at 07:00"
    assert groups["ahead"][0].when == "tomorrow at 10:00"
    assert groups["owed"][0].thanks_since == date(2026, 11, 21)
    assert "Say how it went" in response.content.decode()


@pytest.mark.parametrize("path", ["", "new/?q=hana"])
def test_lists_ask_the_same_number_of_queries_for_one_and_three(alices: Client, alice: User, path: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            alices.get(reverse("interviews:list") + path)
        return len(captured)

    def add(number: int) -> None:
        contact = ContactFactory.create(
            owner=alice, first_name=f"Hana{number}", organization=OrganizationFactory.create(owner=alice)
        )
        for state, starts in (
            ("scheduled", HOUR_AGO),
            ("scheduled", MORNING + timedelta(days=1)),
            ("cancelled", MORNING),
        ):
            InterviewFactory.create(contact=contact, state=state, starts_at=starts)
        InterviewFactory.create(contact=contact, state="held", held_on=MONDAY)

    add(1)
    one = queries()
    add(2)
    add(3)

    assert queries() == one


def test_create_asks_with_whom_those_who_answered_first(alices: Client, alice: User, hana: Contact) -> None:
    target = TargetFactory.create(campaign=CampaignFactory.create(owner=alice), contact=hana, state="replied")

    page = alices.get(reverse("interviews:create")).content.decode()

    assert f"?target={target.pk}" in page


def test_create_finds_people_by_name_also_as_a_fragment(alices: Client, hana: Contact) -> None:
    fragment = alices.get(reverse("interviews:create"), {"q": "sato"}, headers={"HX-Request": "true"})
    nobody = alices.get(reverse("interviews:create"), {"q": "nobody"}).content.decode()

    assert f"?contact={hana.pk}" in fragment.content.decode()
    assert "<html" not in fragment.content.decode()
    assert "Nobody here goes by “nobody”" in nobody


@pytest.mark.parametrize("query", ["contact=0", "contact=x", "target=x", "target=0"])
def test_create_with_someone_unknown_is_not_found(alices: Client, query: str) -> None:
    assert alices.get(f"{reverse('interviews:create')}?{query}").status_code == HTTPStatus.NOT_FOUND


def test_create_with_somebody_elses_contact_is_not_found(mallorys: Client, hana: Contact) -> None:
    response = mallorys.post(f"{reverse('interviews:create')}?contact={hana.pk}", PLAN)

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert Interview.unscoped.count() == 0


def test_create_from_a_contact(alices: Client, alice: User, hana: Contact) -> None:
    response = alices.post(f"{reverse('interviews:create')}?contact={hana.pk}", PLAN, follow=True)

    interview = Interview.for_user(alice).get()
    assert (interview.contact, interview.minutes, interview.medium) == (hana, 20, "video")
    assert interview.starts_at == datetime(2026, 11, 26, 10, tzinfo=UTC)
    assert response.redirect_chain == [(interview.get_absolute_url(), 302)]
    assert toasts(response) == ["Scheduled: Hana Sato, Thursday at 10:00."]


def test_create_reads_the_time_by_the_users_clock(alices: Client, alice: User, hana: Contact) -> None:
    alice.timezone = "America/New_York"
    alice.save()

    alices.post(f"{reverse('interviews:create')}?contact={hana.pk}", PLAN)

    assert Interview.for_user(alice).get().starts_at == datetime(2026, 11, 26, 15, tzinfo=UTC)


def test_create_from_a_target_agrees_the_meeting(alices: Client, alice: User, hana: Contact) -> None:
    target = TargetFactory.create(campaign=CampaignFactory.create(owner=alice), contact=hana, state="replied")

    alices.post(f"{reverse('interviews:create')}?target={target.pk}", PLAN)

    assert Target.for_user(alice).get().state == "meeting"
    assert Interview.for_user(alice).get().target == target


def test_create_says_why_a_target_does_not_allow_it(alices: Client, alice: User, hana: Contact) -> None:
    target = TargetFactory.create(
        campaign=CampaignFactory.create(owner=alice), contact=hana, state="idea", reason="", next_attempt_on=None
    )

    response = alices.post(f"{reverse('interviews:create')}?target={target.pk}", PLAN)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Say why Hana first" in response.content.decode()


def test_create_asks_about_more_than_half_an_hour_and_goes_on_when_told(
    alices: Client, alice: User, hana: Contact
) -> None:
    """P16."""
    url = f"{reverse('interviews:create')}?contact={hana.pk}"

    asked = alices.post(url, {**PLAN, "minutes": "45"})
    alices.post(url, {**PLAN, "minutes": "45", "why_long": "She shows me the depot"})

    assert asked.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert [field.name for field in asked.context["form"].asked] == ["why_long"]
    assert 'value="https://meet.example.com/hana"' in asked.content.decode()
    interview = Interview.for_user(alice).get()
    assert (interview.minutes, interview.why_long) == (45, "She shows me the depot")


@pytest.mark.parametrize(
    ("standing", "words"), [("is_archived", "Hana Sato is archived."), ("do_not_contact", "do-not-contact")]
)
def test_create_asks_about_someone_set_aside(
    alices: Client, alice: User, hana: Contact, standing: str, words: str
) -> None:
    setattr(hana, standing, True)
    hana.save()
    url = f"{reverse('interviews:create')}?contact={hana.pk}"

    asked = alices.post(url, PLAN)
    alices.post(url, {**PLAN, "contact_confirmed": "on"})

    assert asked.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in asked.content.decode()
    assert Interview.for_user(alice).count() == 1


def test_create_in_the_past_asks_and_leads_to_how_it_went(alices: Client, alice: User, hana: Contact) -> None:
    url = f"{reverse('interviews:create')}?contact={hana.pk}"
    friday = {**PLAN, "day": "2026-11-20"}

    asked = alices.post(url, friday)
    response = alices.post(url, {**friday, "past_confirmed": "on"})

    interview = Interview.for_user(alice).get()
    assert [field.name for field in asked.context["form"].asked] == ["past_confirmed"]
    assert response.headers["Location"] == f"{interview.get_absolute_url()}#how-it-went"
    assert "How did it go?" in alices.get(interview.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("day", "question", "which", "moment"),
    [
        ("2027-10-31", "comes twice", "earlier", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        ("2027-10-31", "comes twice", "later", datetime(2027, 10, 31, 1, 30, tzinfo=UTC)),
        ("2027-03-28", "skip 01:30", "earlier", datetime(2027, 3, 28, 0, 30, tzinfo=UTC)),
        ("2027-03-28", "skip 01:30", "later", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
    ],
)
def test_create_asks_which_moment_is_meant_when_the_clocks_change(
    alices: Client, alice: User, hana: Contact, day: str, question: str, which: str, moment: datetime
) -> None:
    url = f"{reverse('interviews:create')}?contact={hana.pk}"
    night = {**PLAN, "day": day, "time": "01:30"}

    asked = alices.post(url, night)
    nonsense = alices.post(url, {**night, "which": "neither"})
    alices.post(url, {**night, "which": which})

    assert asked.status_code == nonsense.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert question in asked.content.decode()
    assert 'name="which"' in asked.content.decode()
    expected = {"2027-03-28": {"earlier": moment, "later": moment}}.get(day, {which: moment})[which]
    assert Interview.for_user(alice).get().starts_at == expected


@pytest.mark.parametrize(
    "wrong",
    [{"day": "", "time": "10:00"}, {"day": "2026-11-26", "time": "25:00"}, {"minutes": "4"}, {"minutes": "241"}],
)
def test_create_keeps_what_was_typed_when_something_is_wrong(
    alices: Client, hana: Contact, wrong: dict[str, str]
) -> None:
    response = alices.post(f"{reverse('interviews:create')}?contact={hana.pk}", {**PLAN, **wrong})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'value="https://meet.example.com/hana"' in response.content.decode()
    assert Interview.unscoped.count() == 0


def test_detail_shows_when_where_and_what_to_prepare(alices: Client, interview: Interview) -> None:
    """P32, P33, P35."""
    interview.place = "https://meet.example.com/hana"
    interview.save()

    page = alices.get(interview.get_absolute_url()).content.decode()

    assert "Tuesday 24 November 2026, 10:00 to 10:20" in re.sub(r"\s+", " ", page)
    assert '<a href="https://meet.example.com/hana"' in page
    assert "What made you choose this path" in page
    assert "I am prepared" in page


@pytest.mark.parametrize(
    "place", ["javascript:alert(1)", "Café A Brasileira", "https://", "http://[broken", "data:text/html,x"]
)
def test_detail_makes_only_web_addresses_clickable(alices: Client, interview: Interview, place: str) -> None:
    interview.place = place
    interview.save()

    page = alices.get(interview.get_absolute_url()).content.decode()

    assert f'href="{place}' not in page
    assert interview.place_link == ""


@pytest.mark.parametrize("state", ["held", "cancelled", "no_show"])
def test_detail_after_the_end_keeps_what_was_prepared(alices: Client, interview: Interview, state: str) -> None:
    interview.state, interview.held_on = state, MONDAY
    interview.homework, interview.goals, interview.notes = "Her talk", "Who decides", "Lyon hires"
    interview.save()

    page = alices.get(interview.get_absolute_url()).content.decode()

    assert [word in page for word in ("Her talk", "Who decides", "Why rail?", "Lyon hires")] == [True] * 4
    assert "I am prepared" not in page


def test_update_changes_how_long_and_where(alices: Client, interview: Interview) -> None:
    shown = alices.get(at("update", interview)).content.decode()
    asked = alices.post(at("update", interview), {**PLAN, "minutes": "50"})
    alices.post(at("update", interview), {**PLAN, "minutes": "15", "medium": "phone", "place": "+351"})

    interview.refresh_from_db()
    assert 'value="20"' in shown
    assert asked.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert (interview.minutes, interview.medium, interview.place) == (15, "phone", "+351")


def test_update_after_the_end_says_why_not(alices: Client, held: Interview) -> None:
    response = alices.post(at("update", held), PLAN, follow=True)

    assert toasts(response) == [
        "It took place, so you cannot change it now. You can take that back, or schedule another one."
    ]


def test_delete_asks_and_leaves_the_timeline(alices: Client, held: Interview, hana: Contact) -> None:
    asked = alices.get(at("delete", held)).content.decode()
    response = alices.post(at("delete", held), follow=True)

    assert "That you talked stays in Hana’s timeline." in asked
    assert toasts(response) == ["The talk with Hana Sato is deleted."]
    assert (Interview.unscoped.count(), hana.interactions.count()) == (0, 1)


def test_move_gives_another_time_with_a_way_back(alices: Client, interview: Interview) -> None:
    shown = alices.get(at("move", interview)).content.decode()
    response = alices.post(at("move", interview), WHEN, follow=True)

    interview.refresh_from_db()
    assert 'value="2026-11-24"' in shown
    assert interview.starts_at == datetime(2026, 11, 26, 10, tzinfo=UTC)
    assert toasts(response) == ["Moved: Thursday at 10:00."]
    assert f'action="{at("reopen", interview)}"' in response.content.decode()
    assert "from 24 November, 10:00 to 26 November, 10:00" in re.sub(r"\s+", " ", response.content.decode())


def test_move_with_a_wrong_day_or_after_the_end_is_refused(alices: Client, held: Interview) -> None:
    wrong = alices.post(at("move", held), {"day": "", "time": "10:00"})
    refused = alices.post(at("move", held), WHEN, follow=True)

    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert toasts(refused)[0].startswith("It took place, so you cannot move it now.")


def test_hold_leads_to_wrapping_up_with_a_way_back(alices: Client, over: Interview) -> None:
    response = alices.post(at("hold", over), follow=True)

    over.refresh_from_db()
    assert (over.state, response.redirect_chain) == ("held", [(at("wrap_up", over), 302)])
    assert toasts(response) == ["Logged your talk with Hana Sato."]

    alices.post(at("reopen", over))

    over.refresh_from_db()
    assert over.state == "scheduled"


@pytest.mark.parametrize(
    ("verb", "state", "words"),
    [
        ("cancel", "cancelled", "Cancelled. It does not count as a conversation."),
        ("no_show", "no_show", "Noted that Hana Sato did not come. It happens; a kind word often helps."),
    ],
)
def test_ends_without_a_conversation(alices: Client, over: Interview, verb: str, state: str, words: str) -> None:
    response = alices.post(at(verb, over), follow=True)

    over.refresh_from_db()
    assert (over.state, toasts(response)) == (state, [words])


def test_steps_that_do_not_follow_say_why(alices: Client, interview: Interview) -> None:
    too_early = alices.post(at("hold", interview), follow=True)
    nothing = alices.post(at("reopen", interview), follow=True)

    assert toasts(too_early)[0].startswith("It is still to come.")
    assert toasts(nothing) == ["There is nothing to take back: it is scheduled as you planned it."]


def test_prepare_keeps_the_words_as_typed(alices: Client, interview: Interview) -> None:
    body = {"homework": "  two\r\n\r\nlines ", "goals": "", "agenda": "Two minutes on me"}

    response = alices.post(at("prepare", interview), body, follow=True)

    interview.refresh_from_db()
    assert (interview.homework, interview.agenda) == ("  two\n\nlines ", "Two minutes on me")
    assert toasts(response) == ["Saved."]


def test_prepare_answers_htmx_with_what_stands_there_now(alices: Client, interview: Interview) -> None:
    body = {"goals": "Who decides"}

    response = alices.post(at("prepare", interview), body, headers={"HX-Request": "true"})

    page = response.content.decode()
    assert "Saved 08:00." in page
    assert '<input type="hidden" name="goals_was" value="Who decides"' in page
    assert "<textarea" not in page


def test_prepare_shows_both_texts_when_another_device_wrote(alices: Client, interview: Interview) -> None:
    interview.goals = "laptop"
    interview.save()
    body = {"goals": "phone"}

    response = alices.post(at("prepare", interview), body, headers={"HX-Request": "true"})
    plain = alices.post(at("prepare", interview), {**body, "goals": "tablet"}, follow=True)

    interview.refresh_from_db()
    assert response.headers["HX-Retarget"] == "#written"
    assert "laptop\nphone</textarea>" in response.content.decode()
    assert toasts(plain) == ["Saved. Another device had written here too; both texts are kept."]
    assert interview.goals == "laptop\nphone\ntablet"


def test_prepared_saves_along_and_can_be_taken_back(alices: Client, interview: Interview) -> None:
    body = {"goals": "Who decides", "prepared": "1"}

    response = alices.post(at("prepare", interview), body, follow=True)

    interview.refresh_from_db()
    assert (interview.goals, interview.prepared_at) == ("Who decides", MORNING)
    assert f'action="{at("unprepare", interview)}"' in response.content.decode()

    alices.post(at("unprepare", interview))

    interview.refresh_from_db()
    assert interview.prepared_at is None


def test_notes_page_shows_the_questions_and_the_clock(alices: Client, interview: Interview) -> None:
    InterviewQuestionFactory.create(interview=interview, text="Why rail?")
    ahead = re.sub(r"\s+", " ", alices.get(at("notes", interview)).content.decode())
    Interview.unscoped.filter(pk=interview.pk).update(starts_at=MORNING - timedelta(minutes=6), notes="\nfirst")
    now = alices.get(at("notes", interview)).content.decode()

    assert "data-question-words>Why rail?</label>" in ahead
    assert "20 minutes, 24 November, 10:00" in ahead
    assert "6 of 20 minutes" in now
    # A browser drops the first line break of a textarea.
    assert ">\n\nfirst</textarea>" in now


def test_notes_save_answers_a_script_in_json(alices: Client, interview: Interview) -> None:
    body = {"notes": "Lyon\r\nhires", "notes_version": "0", "editor": "laptop", "edit": "1"}

    first = alices.post(at("notes_save", interview), body, headers=JSON)
    phone = {"notes": "Ben", "notes_version": "0", "editor": "phone", "edit": "1"}
    second = alices.post(at("notes_save", interview), phone, headers=JSON)

    assert first.json() == {"fields": {"notes": {"version": 1, "text": None, "merged": False}}}
    assert second.json() == {"fields": {"notes": {"version": 2, "text": "Lyon\nhires\nBen", "merged": True}}}
    current = alices.get(at("notes_current", interview), headers=JSON).json()
    assert current["fields"]["notes"] == {"version": 2, "text": "Lyon\nhires\nBen", "merged": False}
    assert current["token"]


def test_notes_save_without_a_script_goes_back_to_the_page(alices: Client, interview: Interview) -> None:
    saved = alices.post(at("notes_save", interview), {"notes": "Lyon", "notes_version": "0"}, follow=True)
    merged = alices.post(at("notes_save", interview), {"notes": "Ben", "notes_version": "0"}, follow=True)

    assert saved.redirect_chain == [(at("notes", interview), 302)]
    assert toasts(saved) == ["Saved."]
    assert toasts(merged) == ["Saved. Another device had written here too; both texts are kept."]
    assert "Lyon\nBen</textarea>" in merged.content.decode()


def test_notes_save_takes_half_a_megabyte(alices: Client, interview: Interview) -> None:
    text = "Ein Satz über Güterzüge.\n" * 20_000

    alices.post(at("notes_save", interview), {"notes": text, "notes_version": "0"}, headers=JSON)

    interview.refresh_from_db()
    assert interview.notes == text


def test_thanks_page_gives_a_skeleton_and_a_mail_link(alices: Client, held: Interview) -> None:
    """P39."""
    ContactPointFactory.create(contact=held.contact, value="hana@example.com")

    page = alices.get(at("thanks", held)).content.decode()

    mailto = re.search(r'href="(mailto:[^"]+)"', page)
    assert mailto is not None
    assert unquote(mailto[1]).startswith(
        "mailto:hana@example.com?subject=Thank you for your time today&amp;body=Dear Hana,"
    )
    assert "[one thing they said, in your own words]" in page


def test_thanks_page_asks_again_when_nobody_was_named(alices: Client, held: Interview) -> None:
    """P38."""
    nobody = alices.get(at("thanks", held), {"named": "no"}).content.decode()
    ContactFactory.create(
        owner=held.contact.owner, first_name="Ana", last_name="Reis", introduced_by=held.contact, added_on=MONDAY
    )
    someone = alices.get(at("thanks", held)).content.decode()

    assert "\n\nIf someone comes to mind whom I should talk to" in nobody
    assert "If someone comes to mind" not in someone
    assert "Thank you also for naming Ana Reis." in someone


def test_thanks_are_recorded_once_with_a_way_back(alices: Client, held: Interview, hana: Contact) -> None:
    response = alices.post(at("thanks", held), {"way": "letter"}, follow=True)
    again = alices.post(at("thanks", held), {"way": "letter"}, follow=True)

    held.refresh_from_db()
    assert held.thanked_at == MORNING
    assert sorted(each.kind for each in hana.interactions.all()) == ["letter", "meeting"]
    assert toasts(response) == ["Thanked Hana Sato."]
    assert toasts(again) == ["You thanked them already."]
    assert "You thanked Hana on Monday 23 November" in alices.get(at("thanks", held)).content.decode()

    alices.post(at("thanks_undo", held))
    nothing = alices.post(at("thanks_undo", held), follow=True)

    held.refresh_from_db()
    assert held.thanked_at is None
    assert toasts(nothing)[-1] == "There are no thanks to take back."


def test_thanks_with_a_wrong_way_or_before_it_was_held(alices: Client, held: Interview, interview: Interview) -> None:
    wrong = alices.post(at("thanks", held), {"way": "pigeon"})
    too_early = alices.get(at("thanks", interview))

    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert too_early.headers["Location"] == f"{interview.get_absolute_url()}#how-it-went"


def test_detail_offers_the_thanks_until_they_went_out(alices: Client, held: Interview) -> None:
    owed = alices.get(held.get_absolute_url()).content.decode()
    thanks.thank(held, now=MORNING, on=MONDAY)
    done = alices.get(held.get_absolute_url()).content.decode()

    assert ("Thank Hana" in owed, "Hana is thanked" in owed) == (True, False)
    assert ("Thank Hana" in done, "Hana is thanked" in done) == (False, True)
