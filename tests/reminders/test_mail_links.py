"""The links of a digest: shown to anyone who opens them, acted on only by a button."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.signing import Signer
from django.test import Client

from accounts.models import User
from contacts.models import FollowUp, MutedKind
from reminders.digests import send_due, timetable
from reminders.digests.trying import ask_for_test, letter_now
from reminders.links import LIFETIME, Action, Errand, act_url, unsubscribe_url
from reminders.models import DigestKind
from tests.conftest import MONDAY, MORNING
from tests.factories import FollowUpFactory, InterviewFactory, OccasionFactory, TargetFactory
from tests.reminders.items import Clock
from tests.reminders.snapshot import database_hash

NOON = MORNING + timedelta(hours=4)


@pytest.fixture
def follow_up(alice: User) -> FollowUp:
    row: FollowUp = FollowUpFactory.create(contact__owner=alice, what="Send Sam the names")
    return row


def path(follow_up: FollowUp, action: Action, **changes: object) -> str:
    values = {"owner_id": follow_up.contact.owner_id, "kind": "follow_up", "key": str(follow_up.pk), "action": action}
    return act_url(Errand(**{**values, **changes}), now=MORNING)  # type: ignore[arg-type]


@pytest.fixture
def anyone() -> Client:
    """A browser nobody is signed in to, which also checks CSRF tokens."""
    return Client(enforce_csrf_checks=True)


def text_of(page: bytes) -> str:
    main = re.search(r"<h1.*</main>", page.decode(), re.DOTALL)
    assert main is not None
    return " ".join(re.sub(r"<[^>]+>", " ", main[0]).split())


@time_machine.travel(NOON, tick=False)
def test_done_link_shows_what_it_would_do_and_changes_nothing(anyone: Client, follow_up: FollowUp) -> None:
    before = database_hash()

    response = anyone.get(path(follow_up, Action.DONE))

    assert response.status_code == 200
    assert text_of(response.content) == (
        "Done? Nothing is changed until you press the button. Send Sam the names today Done Or open Today ."
    )
    assert database_hash() == before


@time_machine.travel(NOON, tick=False)
def test_done_button_does_it_once_and_then_says_so_kindly(anyone: Client, follow_up: FollowUp) -> None:
    url = path(follow_up, Action.DONE)

    first, second = anyone.post(url), anyone.post(url)

    follow_up.refresh_from_db()
    assert (first.status_code, second.status_code, follow_up.done_on) == (200, 200, MONDAY)
    assert text_of(first.content) == "Noted Done: Send Sam the names Open Today"
    assert text_of(second.content).startswith("Already taken care of")


@time_machine.travel(NOON, tick=False)
def test_done_page_says_kindly_when_it_is_done_already(anyone: Client, follow_up: FollowUp) -> None:
    FollowUp.for_user(follow_up.contact.owner).update(done_on=MONDAY)

    response = anyone.get(path(follow_up, Action.DONE))

    assert text_of(response.content).startswith("Already taken care of")


@time_machine.travel(NOON, tick=False)
def test_not_now_link_asks_until_when_moves_the_date_and_back(anyone: Client, follow_up: FollowUp) -> None:
    url, rest = path(follow_up, Action.SNOOZE), {"until": "2026-11-30"}

    asked, did, again = anyone.get(url), anyone.post(url, rest), anyone.post(url, rest)

    follow_up.refresh_from_db()
    assert follow_up.due_on == date(2026, 11, 30)
    assert "Until tomorrow For a week For a month Until a day of your choice Until then" in text_of(asked.content)
    assert text_of(did.content) == "Noted Moved to 30 November: Send Sam the names Open Today Undo"
    assert text_of(again.content).startswith("Already taken care of")
    assert did.context["undo"] == {"do": "wake", "rests_until": "2026-11-30", "former": "2026-11-23"}
    assert text_of(anyone.post(url, did.context["undo"]).content) == "Noted Back on today’s list. Open Today"
    follow_up.refresh_from_db()
    assert follow_up.due_on == MONDAY


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize("typed", [{}, {"until": "2026-11-23"}, {"until": "2028-01-01"}, {"until": "soon"}])
def test_a_day_that_cannot_be_is_said_and_nothing_changes(
    anyone: Client, follow_up: FollowUp, typed: dict[str, str]
) -> None:
    before = database_hash()

    response = anyone.post(path(follow_up, Action.SNOOZE), typed)

    assert (response.status_code, database_hash()) == (422, before)
    assert response.context["problem"]


@time_machine.travel(NOON, tick=False)
def test_not_now_link_mutes_the_kind_for_the_person_and_back(anyone: Client, follow_up: FollowUp) -> None:
    url = path(follow_up, Action.SNOOZE)
    name = follow_up.contact.name
    assert f"Mute follow-ups for {name}" in text_of(anyone.get(url).content)

    did = anyone.post(url, {"do": "mute"})

    assert text_of(did.content) == f"Noted Muted for {name}: follow-ups. Open Today Undo"
    assert MutedKind.unscoped.count() == 1
    assert "comes up again: follow-ups" in text_of(anyone.post(url, did.context["undo"]).content)
    assert MutedKind.unscoped.count() == 0


@time_machine.travel(NOON, tick=False)
def test_not_now_link_lets_a_birthday_pass_and_back(anyone: Client, alice: User) -> None:
    day = OccasionFactory.create(contact__owner=alice, month=11, day=25)
    errand = Errand(owner_id=alice.pk, kind="occasion", key=f"{day.pk}-2026", action=Action.SNOOZE)
    url = act_url(errand, now=MORNING)
    assert "Not this year" in text_of(anyone.get(url).content)

    did = anyone.post(url, {"do": "pass"})

    day.refresh_from_db()
    assert day.settled_for == date(2026, 11, 25)
    anyone.post(url, did.context["undo"])
    day.refresh_from_db()
    assert day.settled_for is None


@time_machine.travel(MORNING + LIFETIME, tick=False)
@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_old_link_is_gone_and_says_so(anyone: Client, follow_up: FollowUp, method: str) -> None:
    before = database_hash()

    response = getattr(anyone, method)(path(follow_up, Action.DONE))

    assert response.status_code == 410
    assert database_hash() == before


@pytest.mark.parametrize("token", ["x", "eyJhIjoxfQ:abc", "%00", "a:b:c"])
@pytest.mark.parametrize("start", ["/d/", "/unsubscribe/"])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.django_db
def test_garbled_link_is_not_found_and_says_what_to_do(anyone: Client, start: str, token: str, method: str) -> None:
    response = getattr(anyone, method)(start + token)

    assert response.status_code == 404
    assert "This link leads nowhere" in text_of(response.content)


@time_machine.travel(NOON, tick=False)
def test_link_of_a_deactivated_account_leads_nowhere(anyone: Client, follow_up: FollowUp) -> None:
    User.objects.update(is_active=False)

    assert anyone.post(path(follow_up, Action.DONE)).status_code == 404


@time_machine.travel(NOON, tick=False)
def test_link_never_reaches_another_owners_item(anyone: Client, follow_up: FollowUp, mallory: User) -> None:
    before = database_hash()
    url = path(follow_up, Action.DONE, owner_id=mallory.pk)

    pages = [anyone.get(url), anyone.post(url)]

    assert [text_of(page.content).startswith("Already taken care of") for page in pages] == [True, True]
    assert database_hash() == before


@time_machine.travel(NOON, tick=False)
def test_pages_behind_links_are_kept_by_nobody(anyone: Client, follow_up: FollowUp) -> None:
    for url in (path(follow_up, Action.DONE), unsubscribe_url(follow_up.contact.owner_id, DigestKind.DAILY)):
        response = anyone.get(url)
        assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store, private", "noindex")


@time_machine.travel(NOON, tick=False)
def test_scanners_opening_every_link_a_hundred_times_change_nothing(anyone: Client, alice: User) -> None:
    """Of a digest, a weekly review and a brief."""
    FollowUpFactory.create(contact__owner=alice)
    target = TargetFactory.create(campaign__owner=alice)
    InterviewFactory.create(contact=target.contact, starts_at=NOON + timedelta(hours=22))
    for kind in DigestKind:
        ask_for_test(alice, kind, now=MORNING)
    send_due(clock=Clock())
    urls = set()
    for letter in mail.outbox:
        urls |= set(re.findall(r"http://localhost:8000(/(?:d|unsubscribe)/\S+)", str(letter.body)))
        urls.add(letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000"))
    before = database_hash()

    statuses = {getattr(anyone, method)(url).status_code for url in urls for method in ("get", "head") * 50}

    assert (len(mail.outbox), len(urls), statuses) == (3, 11, {200})
    assert database_hash() == before


@time_machine.travel(NOON, tick=False)
def test_i_am_prepared_in_a_brief_asks_and_then_says_so(anyone: Client, alice: User) -> None:
    talk = InterviewFactory.create(contact__owner=alice, starts_at=NOON + timedelta(hours=22))
    letter, _ = letter_now(alice, DigestKind.BRIEF, now=MORNING)
    [url] = re.findall(r"I am prepared: http://localhost:8000(\S+)", letter.text)

    asked, did = anyone.get(url), anyone.post(url)

    talk.refresh_from_db()
    assert "I am prepared" in text_of(asked.content)
    assert text_of(did.content).startswith("Noted You are prepared for your talk with")
    assert talk.prepared_at == NOON


@pytest.mark.parametrize("kind", list(DigestKind))
def test_each_kind_is_ended_by_itself(kind: DigestKind, anyone: Client, alice: User) -> None:
    User.objects.update(review_day="5", next_review_at=NOON)

    asked = anyone.get(unsubscribe_url(alice.pk, kind))
    ended = anyone.post(unsubscribe_url(alice.pk, kind))

    user = User.objects.get(pk=alice.pk)
    comes = {other: timetable.comes(user, other) for other in DigestKind}
    assert "?" in text_of(asked.content)[:40]
    assert "any more" in text_of(ended.content)
    assert comes == {other: other != kind for other in DigestKind}


def test_all_kinds_can_be_ended_at_once(anyone: Client, alice: User) -> None:
    User.objects.update(review_day="5", next_review_at=NOON)

    anyone.post(unsubscribe_url(alice.pk, DigestKind.BRIEF), {"do": "all"})

    user = User.objects.get(pk=alice.pk)
    assert [timetable.comes(user, kind) for kind in DigestKind] == [False] * 3
    assert (user.next_digest_at, user.next_review_at) == (None, None)


def test_a_link_from_before_there_were_kinds_ends_the_daily_digest(anyone: Client, alice: User) -> None:
    token = Signer(salt="reminders.links.unsubscribe").sign_object(alice.pk)

    anyone.post(f"/unsubscribe/{token}")

    user = User.objects.get(pk=alice.pk)
    assert (user.digest_days, user.wants_briefs) == ("", True)


def test_one_click_unsubscribes_a_bare_client(alice: User) -> None:
    """RFC 8058: no cookie, no login, no redirect; twice is as good as once."""
    answers = [
        Client(enforce_csrf_checks=True).post(
            unsubscribe_url(alice.pk, DigestKind.DAILY),
            "List-Unsubscribe=One-Click",
            content_type="application/x-www-form-urlencoded",
        )
        for _ in range(2)
    ]

    alice.refresh_from_db()
    assert [answer.status_code for answer in answers] == [200, 200]
    assert (alice.digest_days, alice.next_digest_at) == ("", None)


def test_unsubscribe_page_asks_first(anyone: Client, alice: User) -> None:
    page = anyone.get(unsubscribe_url(alice.pk, DigestKind.DAILY))

    alice.refresh_from_db()
    assert alice.digest_days == "1234567"
    assert text_of(page.content).startswith("No more digests?")
    assert "Stop the digests" in text_of(page.content)


def test_unsubscribe_page_says_when_there_are_none_already(anyone: Client, alice: User) -> None:
    User.objects.update(digest_days="")

    assert text_of(anyone.get(unsubscribe_url(alice.pk, DigestKind.DAILY)).content).startswith("You get none of these")


def test_unsubscribe_link_of_a_deleted_account_leads_nowhere(anyone: Client, alice: User) -> None:
    url = unsubscribe_url(alice.pk, DigestKind.DAILY)
    User.objects.all().delete()

    assert anyone.post(url).status_code == 404


def test_a_whole_letter_unsubscribes_by_its_header(alice: User) -> None:
    FollowUpFactory.create(contact__owner=alice)
    User.objects.update(next_digest_at=MORNING)
    send_due(clock=Clock())

    Client().post(mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>"))

    User.objects.update(next_digest_at=MORNING)
    assert send_due(clock=Clock()).as_dict()["sent"] == 0
