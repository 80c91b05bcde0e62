"""Things to read, saved for someone (P45): corrected, sent, taken back, removed."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client

from accounts.models import User
from contacts.models import Contact, Interaction, SavedLink
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, InteractionFactory, SavedLinkFactory

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def link(alice: User) -> SavedLink:
    contact = ContactFactory.create(owner=alice, first_name="Marisol", next_touch_on=date(2026, 11, 20))
    return SavedLinkFactory.create(owner=alice, contact=contact, url="https://example.org/robots", title="Robots")


def logged() -> list[tuple[object, ...]]:
    return list(Interaction.unscoped.values_list("kind", "direction", "on", "summary"))


def test_a_link_stands_on_their_page(alices: Client, link: SavedLink) -> None:
    SavedLink.unscoped.filter(pk=link.pk).update(title="", note="For her talk")

    page = alices.get(f"/people/{link.contact_id}/").content.decode()

    link_out = '<a href="https://example.org/robots" rel="noopener noreferrer" target="_blank">'
    assert f"{link_out}example.org/robots</a>" in page
    assert "For her talk" in page


def test_sending_it_is_a_touch_that_asks_for_nothing(alices: Client, link: SavedLink) -> None:
    """P29, P45, P46."""
    response = alices.post(f"/people/links/{link.pk}/sent/")
    again = alices.post(f"/people/links/{link.pk}/sent/")

    link.refresh_from_db()
    contact = Contact.unscoped.get(saved_links=link)
    assert (response["Location"], again["Location"]) == (f"/people/{contact.pk}/", f"/people/{contact.pk}/")
    assert link.sent_on == MONDAY
    assert logged() == [("message", "outgoing", MONDAY, "Sent: Robots\nhttps://example.org/robots")]
    assert contact.last_interaction_on == MONDAY
    assert "sent today" in " ".join(alices.get(f"/people/{contact.pk}/").content.decode().split())


def test_it_is_taken_back_with_what_it_logged(alices: Client, link: SavedLink) -> None:
    response = alices.post(f"/people/links/{link.pk}/sent/")
    (message,) = get_messages(response.wsgi_request)
    alices.post(message.extra_tags)

    link.refresh_from_db()
    contact = Contact.unscoped.get(saved_links=link)
    assert str(message) == "Logged: you sent it to Marisol today."
    assert (link.sent_on, logged(), contact.last_interaction_on) == (None, [], None)


def test_taking_back_touches_nobody_elses_timeline(alices: Client, alice: User, link: SavedLink) -> None:
    other = InteractionFactory.create(contact=ContactFactory.create(owner=alice))

    for log in (str(other.pk), "x", "", "٣"):
        alices.post(f"/people/links/{link.pk}/unsent/?log={log}")

    assert Interaction.unscoped.count() == 1


def test_htmx_gets_the_record_and_the_link_as_they_then_are(alices: Client, link: SavedLink) -> None:
    page = alices.post(f"/people/links/{link.pk}/sent/", headers=HTMX).content.decode()

    assert page.lstrip().startswith('<div class="about" id="about"')
    assert "sent today" in " ".join(page.split())
    assert page.count('hx-swap-oob="true"') == 2
    assert "Sent: Robots" in page


def test_a_link_is_corrected_in_place(alices: Client, link: SavedLink) -> None:
    form = alices.get(f"/people/links/{link.pk}/edit/", headers=HTMX).content.decode()
    alices.post(
        f"/people/links/{link.pk}/edit/",
        {"title": "Robots!", "url": "example.org/r2", "note": "Her talk"},
        headers=HTMX,
    )

    link.refresh_from_db()
    assert form.lstrip().startswith(f'<li class="fact" id="link-{link.pk}">')
    assert (link.title, link.url, link.note, link.saved_on) == (
        "Robots!",
        "https://example.org/r2",
        "Her talk",
        date(2026, 11, 2),
    )


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "no address"])
def test_what_is_no_address_is_refused(alices: Client, link: SavedLink, url: str) -> None:
    response = alices.post(f"/people/links/{link.pk}/edit/", {"title": "Kept title", "url": url}, headers=HTMX)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["url"]
    assert 'value="Kept title"' in response.content.decode()


def test_a_link_is_removed_with_a_way_back(alices: Client, link: SavedLink) -> None:
    response = alices.post(f"/people/links/{link.pk}/delete/", headers=HTMX)
    (message,) = get_messages(response.wsgi_request)
    gone = SavedLink.unscoped.count()
    alices.post(message.extra_tags)

    assert gone == 0
    assert SavedLink.unscoped.get(pk=link.pk).title == "Robots"


def test_links_are_their_owners_alone_and_for_somebody(
    alices: Client, mallorys: Client, alice: User, link: SavedLink
) -> None:
    nobodys = SavedLinkFactory.create(owner=alice)
    data = {"title": "Mine", "url": "https://example.org/"}

    for path in ("edit", "delete", "sent", "unsent"):
        assert mallorys.post(f"/people/links/{link.pk}/{path}/", data).status_code == 404
        assert alices.post(f"/people/links/999999/{path}/", data).status_code == 404
        assert alices.post(f"/people/links/{nobodys.pk}/{path}/", data).status_code == 404
    for path in ("delete", "sent", "unsent"):
        assert alices.get(f"/people/links/{link.pk}/{path}/").status_code == 405
    link.refresh_from_db()
    assert (link.title, link.sent_on, SavedLink.unscoped.count()) == ("Robots", None, 2)
