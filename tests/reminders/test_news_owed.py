"""News that is owed, from noting it to the digest, its links, and Today (P43)."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail
from django.test import Client

from accounts.models import User
from contacts.models import MutedKind
from outreach.models import News
from reminders.digests import send_due
from reminders.links import Action, Errand, act_url
from tests.conftest import MORNING
from tests.factories import NewsFactory
from tests.reminders.items import Clock

NOON = MORNING + timedelta(hours=4)


@pytest.fixture
def news(alice: User) -> News:
    return NewsFactory.create(outcome__owner=alice, contact__first_name="Ana", contact__last_name="Reis")


def link(alice: User, news: News, action: Action) -> str:
    errand = Errand(owner_id=alice.pk, kind="news_owed", key=str(news.pk), action=action)
    return urlsplit(act_url(errand, now=MORNING)).path


@time_machine.travel(NOON, tick=False)
def test_the_digest_asks_and_its_link_notes_it_once(alice: User, news: News, client: Client) -> None:
    User.objects.filter(pk=alice.pk).update(next_digest_at=MORNING)

    send_due(clock=Clock(MORNING))

    [letter] = mail.outbox
    assert letter.subject == "Tell Ana what came of it"
    assert "Tell Ana that you got an interview at Kessel" in str(letter.body)
    done = client.post(link(alice, news, Action.DONE))
    assert "Noted that Ana Reis knows." in done.text
    assert "taken care of" in client.post(link(alice, news, Action.DONE)).text
    assert News.for_user(alice).get().told_on == NOON.date()


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize("do", ["pass", "mute"])
def test_not_now_offers_to_drop_it_or_keep_quiet_and_takes_it_back(
    alice: User, news: News, client: Client, do: str
) -> None:
    address = link(alice, news, Action.SNOOZE)
    assert "They need not know" in client.get(address).text

    client.post(address, {"do": do})
    assert (News.for_user(alice).get().is_open, MutedKind.for_user(alice).exists()) == (do == "mute", do == "mute")
    client.post(address, {"do": {"pass": "take_back", "mute": "unmute"}[do]})

    assert (News.for_user(alice).get().is_open, MutedKind.for_user(alice).exists()) == (True, False)


@time_machine.travel(NOON, tick=False)
def test_today_takes_it_back_once_it_is_done(alices: Client, alice: User, news: News) -> None:
    assert "Tell Ana that you got an interview at Kessel" in alices.get("/").text

    page = alices.post(f"/agenda/news_owed/{news.pk}/complete/", follow=True)
    assert "Noted that Ana Reis knows." in page.text
    assert "Tell Ana" not in page.text.partition('id="toasts"')[0]
    alices.post(f"/agenda/news_owed/{news.pk}/take-back/")

    assert "Tell Ana that you got an interview at Kessel" in alices.get("/").text
