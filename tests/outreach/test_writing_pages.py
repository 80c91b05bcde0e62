"""Writing to somebody: begun, kept, checked, waved off, sent; as a target and outside all campaigns."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Contact, Interaction
from outreach import moves, pursuit
from outreach.models import Attempt, Draft, Move, Target
from tests.conftest import MONDAY, MORNING
from tests.factories import (
    CampaignFactory,
    ContactFactory,
    ContactPointFactory,
    DraftFactory,
    InteractionFactory,
    MessageTemplateFactory,
    TargetFactory,
)

BODY = (
    "Dear Tobias,\r\n\r\nYou left spreadsheets behind at Kessel, and I am learning rail freight.\r\n\r\n"
    "Could you spare 20 minutes & a word next week?\r\n\r\nAlice Almeida"
)
MESSAGE = {"number": "1", "page": "one", "version": "0", "channel": "email", "subject": "Rail", "body": BODY}
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def monday_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def tobias(alice: User) -> Contact:
    contact = ContactFactory.create(owner=alice, first_name="Tobias", last_name="Krüger", how_known="Met in Berlin")
    ContactPointFactory.create(contact=contact, value="tobias+rail@example.com")
    return contact


@pytest.fixture
def ready(alice: User, tobias: Contact) -> Target:
    campaign = CampaignFactory.create(owner=alice, goal="Learn how rail freight plans")
    return TargetFactory.create(campaign=campaign, contact=tobias, reason="Left spreadsheets behind")


def url(to: Target | Contact, path: str = "") -> str:
    return f"/outreach/write/{'target' if isinstance(to, Target) else 'person'}/{to.pk}/{path}"


def draft(user: User) -> Draft:
    return Draft.for_user(user).get()


def findings(response: Any) -> list[str]:
    return [finding.check for finding in response.context["reading"].findings]


def mail_link(page: str) -> str:
    found = re.search(r'href="(mailto:[^"]*)"', page)
    assert found is not None
    return unescape(found[1])


def test_the_page_begins_with_what_suits_and_writes_nothing(alices: Client, alice: User, ready: Target) -> None:
    """P17, P20, P22: a skeleton with what is known in it, which cannot go out yet."""
    response = alices.get(url(ready))

    body = response.context["form"]["body"].value()
    assert body.startswith("Dear Tobias,\n\n[What connects you: Met in Berlin.] [Why them: Left spreadsheets behind.]")
    assert findings(response) == ["leaves_no_gap"]
    assert response.context["fits"][0][0].key == "skeleton-ask-advice"
    assert "mailto:" not in response.content.decode()
    assert not Draft.for_user(alice).exists()


def test_the_second_attempt_is_a_call_with_its_script(alices: Client, ready: Target, tobias: Contact) -> None:
    ContactPointFactory.create(contact=tobias, kind="phone", value="+351 912 345 678")
    pursuit.log_attempt(ready, channel="email", made_on=MONDAY, on=MONDAY, expected_number=1)

    page = alices.get(url(ready)).content.decode()

    assert "Attempt 2 of 5" in page
    assert 'href="tel:+351912345678"' in page
    assert "Good morning, Tobias, this is Alice Almeida." in page
    assert "I left a voicemail" in page


def test_where_nothing_is_meant_for_the_step_what_comes_nearest_has_to_do(alices: Client, ready: Target) -> None:
    """A fourth attempt is a call in the usual policy; by e-mail it begins like another that follows up."""
    DraftFactory.create(owner=ready.campaign.owner, target=ready, channel="email")
    for number in (1, 2, 3):
        pursuit.log_attempt(ready, channel="email", made_on=MONDAY, on=MONDAY, expected_number=number)

    fits = alices.get(url(ready)).context["fits"]

    assert [each.key for each, _ in fits] == ["skeleton-second-mail"]


def test_what_is_typed_is_kept_and_read_back(alices: Client, alice: User, ready: Target) -> None:
    piece = alices.post(url(ready, "save/"), MESSAGE, headers=HTMX)
    again = alices.get(url(ready))

    page = piece.content.decode()
    assert "<form" not in page.partition("toasts")[0]
    assert "Rapport has nothing to add." in page
    assert mail_link(page) == (
        "mailto:tobias%2Brail@example.com?subject=Rail&body=Dear%20Tobias%2C%0D%0A%0D%0AYou%20left%20spreadsheets%20"
        "behind%20at%20Kessel%2C%20and%20I%20am%20learning%20rail%20freight.%0D%0A%0D%0ACould%20you%20spare%2020%20"
        "minutes%20%26%20a%20word%20next%20week%3F%0D%0A%0D%0AAlice%20Almeida"
    )
    kept = draft(alice)
    assert (kept.target, kept.contact, kept.number, kept.channel, kept.subject) == (ready, None, 1, "email", "Rail")
    assert kept.body == BODY.replace("\r\n", "\n")
    assert again.context["form"]["body"].value() == kept.body


def test_a_message_too_long_for_a_link_is_copied_instead(alices: Client, ready: Target) -> None:
    response = alices.post(url(ready, "save/"), {**MESSAGE, "body": "é " * 400})

    assert response.status_code == 302
    page = alices.get(url(ready)).content.decode()
    assert parse_qs(urlsplit(mail_link(page)).query) == {"subject": ["Rail"]}
    assert "copy the text and paste it" in page


def test_too_much_to_keep_is_refused_and_stays_on_the_page(alices: Client, alice: User, ready: Target) -> None:
    body = {**MESSAGE, "body": "x" * 10_001}

    piece, page = alices.post(url(ready, "save/"), body, headers=HTMX), alices.post(url(ready, "save/"), body)

    assert (piece.status_code, page.status_code) == (422, 422)
    assert "Ensure this value has at most 10000 characters" in unescape(piece.content.decode())
    assert f"{'x' * 10_001}</textarea>" in page.content.decode()
    assert not Draft.for_user(alice).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"body": "a\x00b"},
        {"unlock": "1", "unlocked_because": "a\x00b"},
        {"channel": "pigeon"},
        {"number": "many"},
        {"version": "-1"},
        {"page": "x" * 33},
    ],
)
def test_what_no_page_sends_is_refused(alices: Client, alice: User, ready: Target, wrong: dict[str, str]) -> None:
    for path in ("save/", "sent/"):
        assert alices.post(url(ready, path), {**MESSAGE, "made_on": "2026-11-23", **wrong}).status_code == 422

    assert not Draft.for_user(alice).exists()
    assert not Attempt.for_user(alice).exists()


def test_a_missing_field_holds_it_back_and_says_which_and_where(alices: Client, alice: User, ready: Target) -> None:
    """P17."""
    body = {**MESSAGE, "body": f"{BODY} {{{{ my_news }}}} {{{{ fist_name }}}}", "made_on": "2026-11-23"}

    page = alices.post(url(ready, "sent/"), body)

    shown = page.content.decode()
    assert page.status_code == 422
    assert "Not known yet: your two lines on yourself." in shown
    assert 'href="/settings/search/"' in shown
    assert "Line 7: there is no field “fist_name”. Did you mean “first_name”?" in shown
    assert "mailto:" not in shown
    assert not Attempt.for_user(alice).exists()
    assert draft(alice).body.endswith("{{ my_news }} {{ fist_name }}")


def test_another_template_takes_the_place_and_the_words_come_back(alices: Client, alice: User, ready: Target) -> None:
    own = MessageTemplateFactory.create(owner=alice, body="Dear {{ first_name }}, {{ my_roles }}", subject="Hi")

    chosen = alices.post(url(ready, "save/"), {**MESSAGE, "begin": f"own-{own.pk}"})
    begun = draft(alice)
    back = alices.post(url(ready, "save/"), {**MESSAGE, "subject": "Hi", "body": begun.body, "back": "1"})
    returned = draft(alice)

    assert (chosen.status_code, chosen["Location"]) == (302, url(ready))
    assert (begun.subject, begun.body) == ("Hi", "Dear Tobias, {{ my_roles }}")
    assert (begun.former_subject, begun.former_body) == ("Rail", BODY.replace("\r\n", "\n"))
    assert back.status_code == 302
    assert (returned.subject, returned.body) == ("Rail", BODY.replace("\r\n", "\n"))
    assert returned.former_body == begun.body


def test_a_template_that_is_gone_or_somebody_elses_changes_nothing(
    alices: Client, alice: User, mallory: User, ready: Target
) -> None:
    hers = MessageTemplateFactory.create(owner=mallory)

    alices.post(url(ready, "save/"), {**MESSAGE, "begin": f"own-{hers.pk}"})

    assert draft(alice).body == BODY.replace("\r\n", "\n")


def test_a_check_waved_off_is_not_heard_again_in_this_message(alices: Client, alice: User, ready: Target) -> None:
    body = {**MESSAGE, "subject": ""}
    alices.post(url(ready, "save/"), body)
    before = findings(alices.get(url(ready)))

    piece = alices.post(url(ready, "save/"), {**body, "wave": "has_a_subject"}, headers=HTMX).content.decode()
    alices.post(url(ready, "save/"), {**body, "wave": "no_such_check"})
    after = alices.get(url(ready))

    assert before == ["has_a_subject"]
    assert "It has no subject." not in piece
    assert "1 left as it is" in piece
    assert findings(after) == []
    assert draft(alice).waved == ["has_a_subject"]


def test_a_few_things_are_said_at_once_and_what_holds_it_back_comes_first(alices: Client, ready: Target) -> None:
    Target.unscoped.update(ask_kind="referral")
    body = "I hope this finds you well. Are you hiring? Any help is welcome."

    alices.post(url(ready, "save/"), {**MESSAGE, "subject": "", "body": body})
    response = alices.get(url(ready))

    reading = response.context["reading"]
    assert [finding.check for finding in reading.first_findings] == [
        "has_exchange_before_referral",
        "says_why_them",
        "names_a_topic",
    ]
    assert [finding.check for finding in reading.other_findings] == [
        "asks_for_no_job",
        "asks_one_thing",
        "avoids_stock_phrases",
        "has_a_subject",
        "ends_in_a_question",
        "gave_before_asking",
    ]
    assert "And 6 more" in response.content.decode()


def test_the_targets_page_leads_back_to_a_message_begun_and_says_what_would_go_with_it(
    alices: Client, alice: User, ready: Target
) -> None:
    fresh = alices.get(f"/outreach/targets/{ready.pk}/").content.decode()
    DraftFactory.create(owner=alice, target=ready)

    begun = alices.get(f"/outreach/targets/{ready.pk}/").content.decode()
    pages = [
        " ".join(alices.get(path).content.decode().split())
        for path in (f"/outreach/targets/{ready.pk}/delete/", f"/outreach/{ready.campaign_id}/delete/")
    ]

    assert "Write to Tobias" in fresh
    assert "Go on with your message" in begun
    assert "Also the message you have begun and not sent." in pages[0]
    assert "Also 1 message you have begun and not sent." in pages[1]


@pytest.mark.parametrize("way", ["exchange", "advice", "reason"])
def test_a_referral_is_locked_until_there_was_an_exchange(
    alices: Client, alice: User, ready: Target, tobias: Contact, way: str
) -> None:
    """P26: also when posted at once; an exchange opens it, a reason does, and advice may be asked for instead."""
    Target.for_user(alice).update(ask_kind="referral")
    body = {**MESSAGE, "made_on": "2026-11-23"}
    locked = alices.post(url(ready, "sent/"), {**body, "wave": "has_exchange_before_referral"})
    alices.post(url(ready, "save/"), {**body, "wave": "has_exchange_before_referral"})
    alices.post(url(ready, "save/"), {**body, "unlock": "1", "unlocked_because": "  "})
    still = alices.post(url(ready, "sent/"), body)

    if way == "exchange":
        InteractionFactory.create(contact=tobias, direction="mutual", gave="a name")
    elif way == "advice":
        alices.post(url(ready, "save/"), {**body, "advice": "1"})
    else:
        alices.post(url(ready, "save/"), {**body, "unlock": "1", "unlocked_because": "He taught me for years"})
    opened = alices.post(url(ready, "sent/"), body)

    assert (locked.status_code, still.status_code, opened.status_code) == (422, 422, 302)
    assert "A referral from Tobias is too early to ask for." in still.content.decode()
    note = "A referral asked for early: He taught me for years" if way == "reason" else ""
    assert [move.note for move in Move.for_user(alice).filter(kind="attempt")] == [note]
    assert Target.for_user(alice).get().ask_kind == ("advice" if way == "advice" else "referral")


def test_sent_logs_the_attempt_with_the_text_as_sent(alices: Client, alice: User, ready: Target) -> None:
    alices.post(url(ready, "save/"), {**MESSAGE, "body": "Something else"}, headers=HTMX)

    response = alices.post(url(ready, "sent/"), {**MESSAGE, "body": BODY + " {{ how_known }}", "made_on": "2026-11-20"})

    text = "Subject: Rail\n\n" + BODY.replace("\r\n", "\n") + " Met in Berlin"
    attempt = Attempt.for_user(alice).get()
    assert (response.status_code, response["Location"]) == (302, f"/outreach/targets/{ready.pk}/")
    assert (attempt.number, attempt.channel, attempt.made_on, attempt.text) == (1, "email", date(2026, 11, 20), text)
    assert attempt.interaction is not None
    assert attempt.interaction.summary == text
    assert Target.for_user(alice).get().next_attempt_on == date(2026, 11, 25)
    assert not Draft.for_user(alice).exists()
    page = alices.get(f"/outreach/targets/{ready.pk}/").content.decode()
    assert f'action="/outreach/moves/{Move.for_user(alice).get().pk}/undo/"' in page


def test_two_tabs_send_once(alices: Client, alice: User, ready: Target) -> None:
    body = {**MESSAGE, "made_on": "2026-11-23"}
    alices.post(url(ready, "sent/"), body)

    again = alices.post(url(ready, "sent/"), {**body, "page": "two"}, follow=True)
    other = alices.post(url(ready, "sent/"), {**body, "page": "two", "body": BODY + " More?"}, follow=True)

    for answer in (again, other):
        assert "Attempt 1 was already logged. Nothing was doubled." in answer.content.decode()
    assert Attempt.for_user(alice).count() == Interaction.for_user(alice).count() == 1
    # The same words are on record; other words are kept.
    assert draft(alice).body.endswith(" More?")
    assert "earlier attempt" in alices.get(url(ready)).content.decode()


@pytest.mark.parametrize(
    ("made_on", "says"),
    [("2026-11-24", "That day is still to come."), ("", "This field is required."), ("soon", "Enter a valid date.")],
)
def test_a_day_to_come_is_refused_and_the_words_are_kept(
    alices: Client, alice: User, ready: Target, made_on: str, says: str
) -> None:
    response = alices.post(url(ready, "sent/"), {**MESSAGE, "made_on": made_on})

    assert response.status_code == 422
    assert says in response.content.decode()
    assert not Attempt.for_user(alice).exists()
    assert draft(alice).body == BODY.replace("\r\n", "\n")


def test_a_voicemail_is_logged_as_one(alices: Client, alice: User, ready: Target) -> None:
    pursuit.log_attempt(ready, channel="email", made_on=MONDAY, on=MONDAY, expected_number=1)
    body = {
        **MESSAGE,
        "number": "2",
        "channel": "call",
        "body": "Is this a good moment? [If yes]",
        "voicemail": "This is {{ my_name }}.",
        "made_on": "2026-11-23",
        "left_voicemail": "on",
    }

    alices.post(url(ready, "sent/"), body)

    attempt = Attempt.for_user(alice).get(number=2)
    assert (attempt.channel, attempt.text) == ("call", "Left a voicemail. This is Alice Almeida.")


def test_words_of_another_page_are_laid_aside_not_lost(alices: Client, alice: User, ready: Target) -> None:
    alices.post(url(ready, "save/"), {**MESSAGE, "body": "From one"}, headers=HTMX)
    alices.post(url(ready, "save/"), {**MESSAGE, "body": "From one, more"}, headers=HTMX)

    answer = alices.post(url(ready, "save/"), {**MESSAGE, "page": "two", "body": "From two"}, headers=HTMX)
    newer = alices.post(
        url(ready, "save/"), {**MESSAGE, "page": "three", "version": "3", "body": "From three"}, headers=HTMX
    )

    assert "Another page of yours wrote here too." in answer.content.decode()
    assert "Another page" not in newer.content.decode()
    assert (draft(alice).body, draft(alice).former_body) == ("From three", "From one, more")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"state": "idea", "reason": "", "next_attempt_on": None}, "Say why Tobias first"),
        ({"state": "replied", "next_attempt_on": None}, "so you cannot log an attempt now"),
        ({"attempts_made": 5, "state": "waiting", "next_attempt_on": None, "close_out_on": MONDAY}, "All attempts are"),
        ({"contact__do_not_contact": True}, "You marked Tobias do-not-contact."),
        ({"campaign__closed_on": MONDAY}, "is closed. Reopen the campaign"),
    ],
)
def test_when_nothing_may_go_out_it_says_why_and_keeps_the_words(
    alices: Client, alice: User, ready: Target, tobias: Contact, change: dict[str, Any], says: str
) -> None:
    for name, value in change.items():
        row: Any = {"contact": tobias, "campaign": ready.campaign}.get(name.partition("__")[0], ready)
        setattr(row, name.rpartition("__")[2], value)
    for row in (tobias, ready.campaign, ready):
        row.save()
    page = alices.get(url(ready)).content.decode()
    number = Target.for_user(alice).get().attempts_made + 1

    refused = alices.post(url(ready, "sent/"), {**MESSAGE, "number": str(number), "made_on": "2026-11-23"})

    assert says in page
    assert refused.status_code == 422
    assert says in refused.content.decode()
    assert not Attempt.for_user(alice).exists()
    assert draft(alice).subject == "Rail"


# --- Outside campaigns ------------------------------------------------------------------------------------------------


def test_a_message_to_anybody_is_logged_in_their_timeline_once(alices: Client, alice: User, tobias: Contact) -> None:
    body = {**MESSAGE, "body": "How is it going with the yard?", "made_on": "2026-11-22"}
    begun = alices.get(url(tobias))
    alices.post(url(tobias, "save/"), body, headers=HTMX)
    kept = draft(alice)

    sent = alices.post(url(tobias, "sent/"), body)
    again = alices.post(url(tobias, "sent/"), {**body, "page": "two"}, follow=True)

    assert begun.context["fits"][0][0].key == "skeleton-check-in"
    assert (kept.target, kept.contact, kept.number) == (None, tobias, None)
    assert (sent.status_code, sent["Location"]) == (302, f"/people/{tobias.pk}/")
    assert "This very message was logged already. Nothing was doubled." in again.content.decode()
    assert list(Interaction.for_user(alice).values_list("kind", "direction", "on", "summary")) == [
        ("email", "outgoing", date(2026, 11, 22), "Subject: Rail\n\nHow is it going with the yard?")
    ]


def test_nobody_who_is_not_to_be_contacted_is_written_to(alices: Client, alice: User, tobias: Contact) -> None:
    Contact.for_user(alice).filter(pk=tobias.pk).update(do_not_contact=True)

    refused = alices.post(url(tobias, "sent/"), {**MESSAGE, "body": "How are you?", "made_on": "2026-11-23"})

    assert refused.status_code == 422
    assert "You marked them do-not-contact." in refused.content.decode()
    assert url(tobias) not in alices.get(f"/people/{tobias.pk}/").content.decode()
    assert not Interaction.for_user(alice).exists()


def test_a_person_with_an_attempt_ahead_leads_to_it(alices: Client, ready: Target, tobias: Contact) -> None:
    page = alices.get(url(tobias)).content.decode()

    assert f'href="{url(ready)}"' in page
    assert url(tobias) in alices.get(f"/people/{tobias.pk}/").content.decode()


def test_a_message_is_its_owners_alone(alices: Client, mallorys: Client, alice: User, tobias: Contact) -> None:
    DraftFactory.create(owner=alice, contact=tobias, body="Secret")

    answers = [
        mallorys.get(url(tobias)),
        mallorys.post(url(tobias, "save/"), MESSAGE),
        mallorys.post(url(tobias, "sent/"), {**MESSAGE, "made_on": "2026-11-23"}),
        alices.get("/outreach/write/nobody/1/"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404, 404]
    assert draft(alice).body == "Secret"


@pytest.mark.parametrize("whom", ["target", "person"])
def test_the_page_costs_the_same_queries_however_much_is_known(
    alices: Client, alice: User, ready: Target, tobias: Contact, whom: str
) -> None:
    address = url(ready if whom == "target" else tobias)
    DraftFactory.create(owner=alice, **({"target": ready} if whom == "target" else {"contact": tobias}))
    InteractionFactory.create(contact=tobias)
    alices.get(address)
    with CaptureQueriesContext(connection) as one:
        alices.get(address)
    for day in range(2):
        InteractionFactory.create(contact=tobias, on=MONDAY - timedelta(days=day))
        ContactPointFactory.create(contact=tobias)
        MessageTemplateFactory.create(owner=alice)
    with CaptureQueriesContext(connection) as three:
        alices.get(address)

    assert len(three) == len(one) <= 16


def test_undoing_a_sent_attempt_takes_its_text_out_of_the_timeline(alices: Client, alice: User, ready: Target) -> None:
    alices.post(url(ready, "sent/"), {**MESSAGE, "made_on": "2026-11-23"})

    moves.undo(Move.for_user(alice).get(), on=MONDAY)

    assert not Interaction.for_user(alice).exists()
    assert alices.get(url(ready)).context["form"]["number"].value() == 1
