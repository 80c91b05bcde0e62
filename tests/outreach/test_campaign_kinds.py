"""What a campaign's kind changes: telling wants no reason, reconnecting begins with a hello (P09, P21, P51)."""

from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from outreach import board, campaigns, effort, first_words, placing, pursuit, targeting, words
from outreach.agenda import AttemptSource
from outreach.models import Campaign, Move, Purpose, Target
from outreach.pursuit import Answer
from outreach.targeting import Pick
from outreach.writing.addressee import addressee
from outreach.writing.beginnings import Need
from tests.agenda import due
from tests.conftest import MONDAY
from tests.factories import CampaignFactory, ContactFactory, TargetFactory

SATURDAY = date(2026, 11, 21)


@pytest.fixture
def news(alice: User) -> Campaign:
    return CampaignFactory.create(owner=alice, name="News", kind="announcement", follows="once")


@pytest.fixture
def again(alice: User) -> Campaign:
    return CampaignFactory.create(owner=alice, name="Again", kind="reconnect")


@pytest.fixture
def julia(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Julia", last_name="Brandt", how_known="Study group")


def joined(campaign: Campaign, contact: Contact, on: date = MONDAY, **pick: Any) -> Target:
    targeting.add_targets(campaign=campaign, picks=[Pick(contact=contact, **pick)], on=on)
    return Target.for_user(campaign.owner).for_board().get(contact=contact, campaign=campaign)


def reach_out(target: Target) -> Move:
    return pursuit.log_attempt(
        target, channel="email", made_on=MONDAY, on=MONDAY, expected_number=target.attempts_made + 1
    )


def need(target: Target) -> Need:
    found = (
        Target.for_user(target.campaign.owner).for_board().select_related("contact__introduced_by").get(pk=target.pk)
    )
    return addressee(target.campaign.owner, found.contact, found, on=MONDAY).need


def test_whom_an_announcement_tells_needs_no_reason(news: Campaign, julia: Contact) -> None:
    julia.how_known = ""
    julia.save()

    target = joined(news, julia, on=SATURDAY)

    assert (target.state, target.reason, target.wants_reason, target.next_attempt_on) == ("ready", "", False, MONDAY)
    assert [item.title for item in due(AttemptSource(), [news.owner], MONDAY)] == ["Tell Julia that you are looking"]
    reach_out(target)
    assert (target.state, campaigns.told(news.owner)) == ("done", campaigns.Told(told=1, known=1))


def test_a_reason_said_all_the_same_is_kept(news: Campaign, julia: Contact) -> None:
    assert joined(news, julia, reason=" She asked ").reason == "She asked"


def test_many_are_told_at_once_and_the_cap_spreads_them(alice: User, news: Campaign) -> None:
    people = ContactFactory.create_batch(13, owner=alice)

    assert targeting.add_ideas(campaign=news, people=[each.pk for each in people], on=MONDAY) == 13

    assert set(Target.unscoped.values_list("state", "wants_reason")) == {("ready", False)}
    assert len(due(AttemptSource(), [alice], MONDAY)) == 10


def test_everywhere_else_a_reason_is_wanted_by_the_database_too(alice: User, julia: Contact) -> None:
    """P08."""
    campaign = CampaignFactory.create(owner=alice)

    assert joined(campaign, julia).state == "idea"
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.unscoped.update(state="ready", next_attempt_on=MONDAY)


def test_another_kind_makes_people_suit_it(alices: Client, alice: User, julia: Contact) -> None:
    campaign = CampaignFactory.create(owner=alice)
    joined(campaign, julia)
    ana = joined(campaign, ContactFactory.create(owner=alice, how_known="school"), reason="Built it")
    fields = {"name": "N", "goal": "G", "started_on": MONDAY, "ask_kind": "advice"}

    def stand() -> list[tuple[str, bool]]:
        return list(Target.unscoped.order_by("pk").values_list("state", "wants_reason"))

    alices.post(f"/outreach/{campaign.pk}/edit/", {**fields, "kind": "announcement"})
    as_announcement = stand()
    told = Target.for_user(alice).for_board().get(contact=julia)
    reach_out(told)
    ben = joined(told.campaign, ContactFactory.create(owner=alice))
    alices.post(f"/outreach/{campaign.pk}/edit/", {**fields, "kind": "conversations"})

    assert as_announcement == [("ready", False), ("ready", False)]
    # Who was told stays told; who was not waits for a reason again.
    assert stand() == [("done", False), ("ready", True), ("idea", True)]
    assert Target.unscoped.get(pk=ben.pk).next_attempt_on is None
    assert ana.reason == "Built it"


def test_the_board_of_an_announcement_has_no_reasons_and_no_waiting(news: Campaign, julia: Contact) -> None:
    target = joined(news, julia)

    shown = board.columns([board.card(target, on=MONDAY)], news.kind)
    card = shown[0].cards[0]

    assert [column.place.title for column in shown] == ["To tell", "Told", "Talking", "Meeting agreed", "Not now"]
    assert (card.status, card.action.label, card.dots) == ("To be told", "Tell", [])
    assert [(option.place, option.label) for option in placing.options(target, MONDAY)] == [
        ("replied", "They replied today"),
        ("meeting", "They agreed to meet…"),
        ("not_now", "Put it off to a date…"),
        ("closed", "I told them today"),
    ]
    placing.put(target, "closed", on=MONDAY)
    told = board.card(Target.for_user(news.owner).for_board().get(), on=MONDAY)
    assert (told.target.state, told.target.attempts_made, told.status, told.tag) == ("done", 1, "Told today", "")


def test_who_is_told_is_not_counted_as_asked(alices: Client, news: Campaign, julia: Contact) -> None:
    """P15: a record of asks that stays true beside a round of news."""
    reach_out(joined(news, julia))

    assert effort.record_of(news.owner).asked == 0
    assert alices.get("/outreach/what-works/").context["asked"] == 0
    assert alices.get(f"/outreach/what-works/?campaign={news.pk}").context["asked"] == 1


def test_adding_to_an_announcement_asks_for_nothing(
    alices: Client, alice: User, news: Campaign, julia: Contact
) -> None:
    url = f"/outreach/add/?campaign={news.pk}&contact={julia.pk}"
    page = alices.get(url).content.decode()

    alices.post(url, {"campaign": news.pk, "contact": julia.pk})

    assert "Nobody needs a reason to be told" in page
    assert f'name="contact-{julia.pk}-reason"' not in page
    assert Target.unscoped.get().state == "ready"
    person = alices.get(Target.unscoped.get().get_absolute_url()).content.decode()
    assert "Tell Julia that you are looking" in person
    assert "You ask for" not in person


def test_the_queue_of_an_announcement_adds_without_a_reason(alices: Client, news: Campaign, julia: Contact) -> None:
    Contact.unscoped.update(how_known="")
    url = f"/outreach/{news.pk}/next/"

    page = alices.get(url).content.decode()
    alices.post(f"{url}add/", {"contact": julia.pk})

    assert ("Add Julia Brandt" in page, "Say why" in page, "Your reason would be" in page) == (True, False, False)
    assert Target.unscoped.get().state == "ready"


def test_the_board_says_and_draws_the_share_that_is_told(alices: Client, alice: User, news: Campaign) -> None:
    people = ContactFactory.create_batch(3, owner=alice)
    reach_out(joined(news, people[0]))

    page = " ".join(alices.get(news.get_absolute_url()).content.decode().split())

    assert "<b>1</b> of the 3 people you know are told that you are looking." in page
    assert 'width="33"' in page
    # Who is archived is not counted, told or not.
    Contact.unscoped.filter(pk=people[0].pk).update(is_archived=True)
    assert campaigns.told(alice) == campaigns.Told(told=0, known=2)
    assert campaigns.Told(told=0, known=0).share == 0


def test_the_composer_suits_telling(alices: Client, news: Campaign, julia: Contact) -> None:
    target = joined(news, julia)

    shown = alices.get(f"/outreach/write/target/{target.pk}/")

    assert [each.key for each, _ in shown.context["fits"]] == ["skeleton-announcement"]
    assert "You tell Julia that you are looking" in shown.content.decode()
    assert "You ask for" not in shown.content.decode()


def test_reconnecting_begins_with_a_hello_and_the_request_after_it_is_an_opening(
    again: Campaign, julia: Contact
) -> None:
    """P21."""
    target = joined(again, julia, reason="Runs planning now")

    first = need(target)
    title = due(AttemptSource(), [again.owner], MONDAY)[0].title
    status = board.card(target, on=MONDAY).status
    reach_out(target)
    second = need(target)

    assert (first, title, status) == (
        Need(channel="email", purpose="catch_up"),
        "Catch up with Julia: attempt 1 of 5",
        "Catch up first · e-mail",
    )
    assert target.attempts.get().ask_kind == ""
    assert second == Need(channel="call", ask_kind="advice", step=1)


def test_once_they_answered_the_hello_the_page_leads_on_to_asking(
    alices: Client, again: Campaign, julia: Contact
) -> None:
    on = again.owner.local_date(timezone.now())
    target = joined(again, julia, reason="Runs planning now")
    reach_out(target)
    pursuit.log_reply(target, answer=Answer(heard_on=MONDAY, channel="email", text="How nice."), on=MONDAY)

    page = alices.get(target.get_absolute_url()).content.decode()
    alices.post(f"/outreach/targets/{target.pk}/reopen/")

    assert "You have caught up" in page
    assert "Go on to asking" in page
    target.refresh_from_db()
    assert target.state == "ready"
    assert need(target) == Need(channel="email", ask_kind="advice", step=1)
    reach_out(target)
    asked = Target.for_user(again.owner).for_board().get()
    assert (first_words.has_caught_up(asked), first_words.next_purpose(asked, on)) == (False, Purpose.ASK)


def test_an_old_friend_is_caught_up_with_in_any_campaign(alice: User, julia: Contact) -> None:
    Contact.unscoped.update(tie="strong", last_interaction_on=date(2022, 1, 1))
    julia.refresh_from_db()
    target = joined(CampaignFactory.create(owner=alice), julia, reason="Runs planning now")

    assert words.attempt_title(target, "email", MONDAY) == "Catch up with Julia: attempt 1 of 5"
    assert need(target) == Need(channel="email", purpose="catch_up")


def test_a_campaign_for_references_asks_for_one_and_leads_there(alices: Client, alice: User) -> None:
    """P51."""
    fields = {"name": "R", "goal": "Three", "started_on": MONDAY, "kind": "references", "ask_kind": "advice"}

    alices.post("/outreach/new/", fields)

    campaign = Campaign.for_user(alice).get()
    page = " ".join(alices.get(campaign.get_absolute_url()).content.decode().split())
    assert campaign.ask_kind == "reference"
    assert "<b>0</b> of three to five speak for you." in page
    assert 'href="/outreach/references/"' in page
    # Whoever chooses another ask there later keeps it.
    alices.post(f"/outreach/{campaign.pk}/edit/", fields)
    assert Campaign.for_user(alice).get().ask_kind == "advice"


def test_who_waited_for_a_reason_in_an_announcement_is_ready_after_the_upgrade(news: Campaign) -> None:
    waiting = TargetFactory.create(campaign=news, state="idea", reason="", next_attempt_on=None)
    elsewhere = TargetFactory.create(
        campaign=CampaignFactory.create(owner=news.owner), state="idea", reason="", next_attempt_on=None
    )

    import_module("outreach.migrations.0012_reasons_wanted").whom_announcements_tell(apps, None)

    for target in (waiting, elsewhere):
        target.refresh_from_db()
    assert (waiting.state, waiting.wants_reason, waiting.next_attempt_on) == ("ready", False, waiting.moved_on)
    assert (elsewhere.state, elsewhere.wants_reason) == ("idea", True)
