from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client
from django.utils.html import strip_tags

from accounts.models import User
from contacts.models import Contact, FollowUp, Interaction
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, InteractionFactory

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def marisol(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, next_touch_on=date(2026, 11, 20))


def logged() -> list[tuple[str, str, date, str]]:
    return list(Interaction.unscoped.values_list("kind", "direction", "on", "summary"))


@pytest.mark.parametrize(
    ("quick", "kind", "direction"),
    [
        ("emailed", "email", "outgoing"),
        ("called", "call", "mutual"),
        ("met", "meeting", "mutual"),
        ("wrote", "email", "incoming"),
    ],
)
def test_one_press_logs_today(alices: Client, marisol: Contact, quick: str, kind: str, direction: str) -> None:
    """P29, P46: the second of two clicks; the cadence follows."""
    response = alices.post(f"/people/{marisol.pk}/log/", {"quick": quick, "summary": "About Lyon"})

    marisol.refresh_from_db()
    assert response["Location"] == f"/people/{marisol.pk}/"
    assert logged() == [(kind, direction, MONDAY, "About Lyon")]
    assert (marisol.last_interaction_on, marisol.next_touch_on) == (MONDAY, date(2027, 5, 23))


def test_logging_by_htmx_swaps_the_record_with_a_way_back(alices: Client, marisol: Contact) -> None:
    response = alices.post(f"/people/{marisol.pk}/log/", {"quick": "met", "summary": "Coffee"}, headers=HTMX)

    page = response.content.decode()
    assert page.lstrip().startswith('<div id="record">')
    assert "Logged: meeting, today." in page
    assert f'action="/people/interactions/{Interaction.unscoped.get().pk}/delete/"' in page
    assert "You met" in page
    assert "Next touch in May" in page


def test_the_whole_form_logs_another_day_and_kind(alices: Client, marisol: Contact) -> None:
    alices.post(
        f"/people/{marisol.pk}/log/",
        {"kind": "letter", "direction": "incoming", "happened_on": "2026-09-01", "summary": ""},
    )

    assert logged() == [("letter", "incoming", date(2026, 9, 1), "")]


def test_nothing_said_means_that_you_were_in_touch(alices: Client, marisol: Contact) -> None:
    alices.post(f"/people/{marisol.pk}/log/")

    assert logged() == [("other", "mutual", MONDAY, "")]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_day_to_come_is_refused_and_the_text_kept(alices: Client, marisol: Contact, headers: dict[str, str]) -> None:
    response = alices.post(
        f"/people/{marisol.pk}/log/",
        {"quick": "met", "happened_on": "2026-11-24", "summary": "Coffee with her"},
        headers=headers,
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert response.context["log"].errors == {
        "happened_on": ["That day is still to come. Log it once it has happened, or plan a follow-up."]
    }
    assert "Coffee with her" in page
    assert logged() == []


def test_one_line_says_how_and_when(alices: Client, marisol: Contact) -> None:
    """P29, P46."""
    alices.post(f"/people/{marisol.pk}/log/", {"summary": "coffee last Friday, talked about Lyon"})

    marisol.refresh_from_db()
    assert logged() == [("meeting", "mutual", date(2026, 11, 20), "talked about Lyon")]
    assert marisol.last_interaction_on == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("better", "row"),
    [
        ({"quick": "called"}, ("call", "mutual", date(2026, 11, 22), "coffee yesterday, talked about Lyon")),
        ({"quick": "met"}, ("meeting", "mutual", date(2026, 11, 22), "talked about Lyon")),
        ({"kind": "email"}, ("email", "outgoing", date(2026, 11, 22), "coffee yesterday, talked about Lyon")),
        ({"direction": "incoming"}, ("meeting", "incoming", date(2026, 11, 22), "talked about Lyon")),
        (
            {"happened_on": "2026-11-20"},
            ("meeting", "mutual", date(2026, 11, 20), "coffee yesterday, talked about Lyon"),
        ),
    ],
)
def test_what_is_pressed_or_filled_in_counts_more_than_the_line(
    alices: Client, marisol: Contact, better: dict[str, str], row: tuple[object, ...]
) -> None:
    alices.post(f"/people/{marisol.pk}/log/", {"summary": "coffee yesterday, talked about Lyon", **better})

    assert logged() == [row]


def test_a_country_writes_dates_its_own_way(alices: Client, alice: User, marisol: Contact) -> None:
    for country in ("PT", "US"):
        User.objects.filter(pk=alice.pk).update(country=country)
        alices.post(f"/people/{marisol.pk}/log/", {"summary": "called 9/8"})

    assert [row[2] for row in logged()] == [date(2026, 8, 9), date(2026, 9, 8)]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_is_still_to_come_is_asked_about_and_kept(
    alices: Client, marisol: Contact, headers: dict[str, str]
) -> None:
    response = alices.post(f"/people/{marisol.pk}/log/", {"summary": "coffee tomorrow, bring CV"}, headers=headers)

    page = " ".join(response.content.decode().split())
    assert response.status_code == 422
    assert "That is still to come: tomorrow, Tuesday 24 November. Make it a follow-up?" in page
    assert ">coffee tomorrow, bring CV</textarea>" in page
    assert '<button type="submit" class="btn btn-primary" name="as" value="plan">' in page
    assert (logged(), FollowUp.unscoped.count()) == ([], 0)


def test_a_plan_becomes_a_follow_up_with_a_way_back(alices: Client, marisol: Contact) -> None:
    response = alices.post(f"/people/{marisol.pk}/log/", {"summary": "coffee tomorrow, bring CV", "as": "plan"})

    follow_up = FollowUp.unscoped.get()
    assert (follow_up.contact, follow_up.what, follow_up.due_on) == (marisol, "Coffee, bring CV", date(2026, 11, 24))
    (message,) = get_messages(response.wsgi_request)
    assert str(message) == "Planned: Rapport reminds you tomorrow."
    assert alices.post(message.extra_tags).status_code == 302
    assert (logged(), FollowUp.unscoped.count()) == ([], 0)


def test_a_plan_can_be_logged_all_the_same(alices: Client, marisol: Contact) -> None:
    alices.post(f"/people/{marisol.pk}/log/", {"summary": "coffee tomorrow, bring CV", "as": "log"})

    assert logged() == [("meeting", "mutual", MONDAY, "coffee tomorrow, bring CV")]


def test_a_reminder_needs_no_question(alices: Client, marisol: Contact) -> None:
    alices.post(f"/people/{marisol.pk}/log/", {"summary": "remind me to send the slides in two weeks"})

    assert list(FollowUp.unscoped.values_list("what", "due_on")) == [("Send the slides", date(2026, 12, 7))]
    assert logged() == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (f"remind me to {'x' * 301}", "A follow-up is one line of at most 300 letters. Shorten it; nothing was saved."),
        ("", "Say what you will do."),
    ],
)
def test_a_plan_that_cannot_be_kept_says_why(alices: Client, marisol: Contact, line: str, message: str) -> None:
    response = alices.post(f"/people/{marisol.pk}/log/", {"summary": line, "as": "plan"})

    assert response.status_code == 422
    assert response.context["log"].errors == {"summary": [message]}
    assert line in response.content.decode()
    assert FollowUp.unscoped.count() == 0


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"summary": "coffee yesterday, about Lyon"}, "You met · yesterday, Sunday 22 November · about Lyon"),
        ({"summary": "coffee", "kind": "call"}, "You talked on the phone · today · coffee"),
        ({"summary": "she wrote 3 weeks ago"}, "They e-mailed · Monday 2 November"),
        ({"summary": "met on Friday"}, "You met · last Friday, 20 November"),
        ({"summary": "met 5 May"}, "You met · 5 May"),
        ({"summary": "remind me on Monday to call"}, "Follow-up · Monday 30 November · Call"),
        ({"summary": "lunch next Friday"}, "That is still to come: Friday, 27 November. Make it a follow-up?"),
        ({"summary": "  "}, "As you would tell a friend"),
        ({"summary": "coffee", "happened_on": "soon"}, "As you would tell a friend"),
    ],
)
def test_the_line_is_read_back_while_one_types(
    alices: Client, marisol: Contact, data: dict[str, str], words: str
) -> None:
    response = alices.post(f"/people/{marisol.pk}/log/reading/", data, headers=HTMX)

    page = " ".join(strip_tags(response.content.decode()).split())
    assert page.startswith(words)
    assert (response.status_code, logged(), FollowUp.unscoped.count()) == (200, [], 0)


def test_a_reading_is_for_the_owner_and_leaves_no_trace_in_addresses(
    alices: Client, mallorys: Client, marisol: Contact
) -> None:
    assert mallorys.post(f"/people/{marisol.pk}/log/reading/", {"summary": "coffee"}).status_code == 404
    assert alices.post("/people/999999/log/reading/", {"summary": "coffee"}).status_code == 404
    assert alices.get(f"/people/{marisol.pk}/log/reading/").status_code == 405


def test_today_is_the_users_own_day(alices: Client, alice: User, marisol: Contact) -> None:
    alice.timezone = "Pacific/Kiritimati"
    alice.save()

    with time_machine.travel("2026-11-23T12:00:00+00:00", tick=False):
        alices.post(f"/people/{marisol.pk}/log/", {"quick": "met", "happened_on": "2026-11-24"})

    assert [row[2] for row in logged()] == [date(2026, 11, 24)]


def test_an_entry_can_be_corrected(alices: Client, marisol: Contact) -> None:
    interaction = InteractionFactory.create(contact=marisol, kind="call", summary="About Lyon")

    page = alices.get(f"/people/interactions/{interaction.pk}/edit/").content.decode()
    response = alices.post(
        f"/people/interactions/{interaction.pk}/edit/",
        {"kind": "email", "direction": "incoming", "happened_on": "2026-10-02", "summary": "About rail"},
    )

    marisol.refresh_from_db()
    assert "About Lyon" in page
    assert 'value="2026-09-01"' in page
    assert response["Location"] == f"/people/{marisol.pk}/"
    assert logged() == [("email", "incoming", date(2026, 10, 2), "About rail")]
    assert marisol.last_interaction_on == date(2026, 10, 2)


def test_correcting_to_a_day_to_come_keeps_the_text(alices: Client, marisol: Contact) -> None:
    interaction = InteractionFactory.create(contact=marisol)

    response = alices.post(
        f"/people/interactions/{interaction.pk}/edit/", {"happened_on": "2026-12-01", "summary": "Quite new"}
    )

    assert response.status_code == 422
    assert "Quite new" in response.content.decode()
    assert [row[2] for row in logged()] == [date(2026, 9, 1)]


def test_undo_takes_a_log_back(alices: Client, marisol: Contact) -> None:
    alices.post(f"/people/{marisol.pk}/log/", {"quick": "met"})
    interaction = Interaction.unscoped.get()

    page = alices.get(f"/people/interactions/{interaction.pk}/delete/")
    assert (page.status_code, len(logged())) == (200, 1)
    response = alices.post(f"/people/interactions/{interaction.pk}/delete/")

    marisol.refresh_from_db()
    assert response["Location"] == f"/people/{marisol.pk}/"
    assert [str(message) for message in get_messages(response.wsgi_request)][-1] == "Taken out of the timeline."
    assert (logged(), marisol.last_interaction_on, marisol.next_touch_on) == ([], None, date(2027, 2, 3))


def test_the_timeline_is_the_owners_alone(alices: Client, mallorys: Client, marisol: Contact) -> None:
    interaction = InteractionFactory.create(contact=marisol)
    before = logged()

    assert alices.get(f"/people/{marisol.pk}/log/").status_code == 405
    assert mallorys.post(f"/people/{marisol.pk}/log/", {"quick": "met"}).status_code == 404
    for verb in ("edit", "delete"):
        assert mallorys.get(f"/people/interactions/{interaction.pk}/{verb}/").status_code == 404
        assert mallorys.post(f"/people/interactions/{interaction.pk}/{verb}/").status_code == 404
        assert alices.put(f"/people/interactions/{interaction.pk}/{verb}/").status_code == 405
    assert logged() == before


def test_what_went_each_way_is_noted_and_can_be_corrected(alices: Client, alice: User) -> None:
    """P28: it may be said in a word with every interaction."""
    contact = ContactFactory.create(owner=alice)

    alices.post(f"/people/{contact.pk}/log/", {"summary": "coffee", "gave": "an article", "received": ""})
    logged = Interaction.for_user(alice).get()
    first = (logged.gave, logged.received)
    said = {"kind": "call", "direction": "mutual", "gave": "", "received": "a name at Nordlys"}
    alices.post(f"/people/interactions/{logged.pk}/edit/", said)

    logged.refresh_from_db()
    assert (first, logged.gave, logged.received) == (("an article", ""), "", "a name at Nordlys")
    assert "You got: a name at Nordlys" in alices.get(f"/people/{contact.pk}/").content.decode()
