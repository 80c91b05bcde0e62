"""What came of the search: noted once, corrected, told, let be, taken back, and asked for by the agenda (P43)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from common.agenda import Kind, NothingToDoError
from contacts import undoing
from contacts.merging import merge_organizations, merge_people
from contacts.models import Contact
from contacts.organizations import named
from contacts.timeline import NotYetHappenedError
from outreach.models import News, Outcome, OutcomeKind
from outreach.news import noting, owed, words
from outreach.news.agenda import NewsOwedSource
from outreach.news.noting import Said
from outreach.news.owed import NewsError
from tests.agenda import due
from tests.conftest import MONDAY, MORNING
from tests.factories import (
    CampaignFactory,
    ContactFactory,
    InteractionFactory,
    NewsFactory,
    OutcomeFactory,
    PostingFactory,
    UserFactory,
)

FRIDAY = MONDAY - timedelta(days=3)
TUESDAY = MONDAY + timedelta(days=1)
SOURCE = NewsOwedSource()


@pytest.fixture(autouse=True)
def monday_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def ana(alice: User) -> Contact:
    """Ana told of the posting at Kessel."""
    contact = ContactFactory.create(owner=alice, first_name="Ana", last_name="Reis")
    PostingFactory.create(organization=named(alice, "Kessel"), title="Planner", led_by=contact)
    return contact


def said(kind: str = "interview", **more: object) -> Said:
    told = {"happened_on": FRIDAY, "organization_name": "Kessel", "role": "Planner", **more}
    return Said(kind=OutcomeKind(kind), **told)  # type: ignore[arg-type]


def listed(outcome: Outcome) -> list[tuple[str, bool]]:
    rows = News.unscoped.filter(outcome=outcome).open_first().select_related("contact")
    return [(news.contact.first_name, news.is_open) for news in rows]


# --- noting


def test_it_is_noted_with_its_posting_and_everyone_upstream(alice: User, ana: Contact) -> None:
    outcome = noting.note(alice, said(role=" planner "), on=MONDAY)

    assert (outcome.place, outcome.what, outcome.posting) == ("Kessel", "planner", ana.postings_led_to.get())
    [news] = outcome.news.all()
    assert (news.contact, news.whys, news.due_on, news.is_added) == (ana, ["Told you of the posting"], MONDAY, False)


def test_what_the_posting_says_is_not_kept_twice(alice: User, ana: Contact) -> None:
    outcome = noting.note(alice, said(), on=MONDAY)

    assert (outcome.role, outcome.what) == ("", "Planner")


def test_two_tabs_note_it_once(alice: User, ana: Contact) -> None:
    assert noting.note(alice, said(), on=MONDAY) == noting.note(alice, said(), on=MONDAY)
    assert (Outcome.for_user(alice).count(), News.for_user(alice).count()) == (1, 1)


def test_a_no_is_slept_over_first(alice: User, ana: Contact) -> None:
    assert noting.note(alice, said("rejection"), on=MONDAY).news.get().due_on == TUESDAY


def test_a_day_to_come_is_refused(alice: User, ana: Contact) -> None:
    with pytest.raises(NotYetHappenedError):
        noting.note(alice, said(happened_on=TUESDAY), on=MONDAY)
    assert not Outcome.for_user(alice).exists()


def test_a_posting_of_another_place_is_not_its_posting(alice: User, ana: Contact) -> None:
    posting = ana.postings_led_to.get()
    outcome = noting.note(alice, said(organization_name="Globex"), posting=posting, on=MONDAY)

    assert (outcome.posting, outcome.place, outcome.what) == (None, "Globex", "Planner")


def test_correcting_it_lists_who_is_upstream_now_and_drops_who_was_told_nothing(alice: User, ana: Contact) -> None:
    for name in ("Told Tea", "Added Ada"):
        first, _, last = name.partition(" ")
        PostingFactory.create(
            organization=named(alice, "Kessel"),
            title=name,
            led_by=ContactFactory.create(owner=alice, first_name=first, last_name=last),
        )
    outcome = noting.note(alice, said(role=""), on=MONDAY)
    owed.tell(outcome.news.get(contact__first_name="Told"), told_on=MONDAY, on=MONDAY)
    added = ContactFactory.create(owner=alice, first_name="Hand")
    noting.add(outcome, added, why="Read my letter", on=MONDAY)
    wei = ContactFactory.create(owner=alice, first_name="Wei")
    PostingFactory.create(organization=named(alice, "Globex"), led_by=wei)

    noting.change(outcome, said("offer", organization_name="Globex", role=""), on=MONDAY)

    assert sorted(listed(outcome)) == [("Hand", True), ("Told", False), ("Wei", True)]


def test_who_helped_as_is_known_only_later_is_named(alice: User, ana: Contact) -> None:
    outcome = noting.note(alice, said(), on=MONDAY)
    tom = ContactFactory.create(owner=alice, first_name="Tom", organization=outcome.organization)
    InteractionFactory.create(contact=tom, kind="meeting", on=FRIDAY)

    assert [each.contact for each in noting.forgotten(outcome, on=MONDAY)] == [tom]
    noting.add(outcome, tom, why=" Talked\nwith me ", on=MONDAY)
    noting.add(outcome, tom, why="Twice is once", on=MONDAY)

    assert noting.forgotten(outcome, on=MONDAY) == []
    assert outcome.news.get(contact=tom).whys == ["Talked with me"]


def test_removing_it_can_be_taken_back_with_who_was_told(alice: User, ana: Contact) -> None:
    outcome = noting.note(alice, said(), on=MONDAY)
    owed.tell(outcome.news.get(), told_on=MONDAY, on=MONDAY)

    change = noting.discard(outcome, now=MORNING)
    assert not News.for_user(alice).exists()
    assert ana.interactions.get().summary == "Told them of the interview at Kessel."

    undoing.undo(change, on=MONDAY, now=MORNING)
    assert News.for_user(alice).get().told_on == MONDAY


# --- telling


def test_telling_writes_a_line_and_taking_it_back_takes_it_out(alice: User, ana: Contact) -> None:
    news = noting.note(alice, said("offer"), on=MONDAY).news.get()

    owed.tell(news, told_on=FRIDAY, on=MONDAY)

    ana.refresh_from_db()
    assert (news.told_on, ana.last_interaction_on) == (FRIDAY, FRIDAY)
    assert ana.interactions.get().summary == "Told them of the offer from Kessel."
    with pytest.raises(NewsError, match="was told already, on 20 November"):
        owed.tell(News.for_user(alice).get(), told_on=MONDAY, on=MONDAY)
    with pytest.raises(NewsError, match="was told already"):
        owed.waive(news, on=MONDAY)

    owed.reopen(news, on=MONDAY)
    owed.reopen(news, on=MONDAY)

    assert (News.for_user(alice).get().is_open, ana.interactions.count()) == (True, 0)


def test_a_letter_stays_when_telling_is_taken_back(alice: User, ana: Contact) -> None:
    news = noting.note(alice, said(), on=MONDAY).news.get()
    letter = InteractionFactory.create(contact=ana, on=MONDAY, summary="Dear Ana, an interview!")

    assert owed.told_by(letter, ana, about=news) == [news]
    assert News.for_user(alice).get().interaction == letter
    owed.reopen(News.for_user(alice).get(), on=MONDAY)

    assert (News.for_user(alice).get().is_open, ana.interactions.count()) == (True, 1)


def test_a_letter_tells_what_came_of_every_place_it_names(alice: User, ana: Contact) -> None:
    kessel, globex, nordlys = (
        NewsFactory.create(outcome__owner=alice, outcome__organization=named(alice, place), contact=ana)
        for place in ("Kessel", "Globex", "Nordlys")
    )
    letter = InteractionFactory.create(contact=ana, on=FRIDAY, summary="KESSEL and Globex invited me.")

    assert owed.told_by(letter, ana, about=globex) == [globex, kessel]
    told = News.for_user(alice).filter(told_on=FRIDAY).order_by("pk")
    assert list(told.values_list("pk", "interaction")) == [(kessel.pk, None), (globex.pk, letter.pk)]
    assert News.for_user(alice).get(pk=nordlys.pk).is_open


def test_who_need_not_know_may_be_told_after_all(alice: User, ana: Contact) -> None:
    news = noting.note(alice, said(), on=MONDAY).news.get()
    owed.waive(news, on=MONDAY)
    owed.tell(news, told_on=MONDAY, on=MONDAY)

    assert News.for_user(alice).values_list("told_on", "waived_on").get() == (MONDAY, None)


def test_the_database_holds_what_it_must(alice: User, ana: Contact) -> None:
    outcome = noting.note(alice, said(), on=MONDAY)
    for wrong in (
        lambda: OutcomeFactory.create(owner=alice, campaign=CampaignFactory.create(owner=alice)),
        lambda: OutcomeFactory.create(owner=alice, kind="lottery"),
        lambda: NewsFactory.create(outcome=outcome, contact=ana),
        lambda: NewsFactory.create(outcome=outcome, told_on=MONDAY, waived_on=MONDAY),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


# --- the agenda


def test_the_agenda_asks_for_it_with_words(alice: User, ana: Contact) -> None:
    news = noting.note(alice, said(), on=MONDAY).news.get()

    [item] = due(SOURCE, [alice], MONDAY)

    assert (item.kind, item.key, item.due_on, item.person) == (Kind.NEWS_OWED, str(news.pk), MONDAY, ana.as_person)
    assert (item.title, item.why) == ("Tell Ana that you got an interview at Kessel", "Told you of the posting")
    assert item.url == f"/outreach/write/person/{ana.pk}/?for=news&about={news.outcome_id}"


@pytest.mark.parametrize(
    ("kind", "title", "says"),
    [
        ("offer", "Tell Ana of the offer from Kessel", "I have an offer from Kessel (Planner)."),
        ("rejection", "Tell Ana how it ended with Kessel", "Kessel chose somebody else (Planner)."),
    ],
)
def test_each_kind_has_its_words(alice: User, ana: Contact, kind: str, title: str, says: str) -> None:
    news = noting.note(alice, said(kind), on=MONDAY).news.get()

    assert (words.to_do(news), words.as_i_say_it(news.outcome)) == (title, says)


def test_a_campaign_that_is_over_has_words_also_once_it_is_deleted(alice: User, ana: Contact) -> None:
    rail = CampaignFactory.create(owner=alice, name="Rail", goal="Learn how rail plans.")
    over = noting.note(alice, Said(kind=OutcomeKind.CLOSED, happened_on=MONDAY), campaign=rail, on=MONDAY)
    news = noting.add(over, ana, why="", on=MONDAY)
    assert (words.title(over), words.to_do(news)) == ("“Rail” is over", "Tell Ana that “Rail” is over")
    assert words.as_i_say_it(over) == "I have finished one part of my search: learn how rail plans."

    rail.delete()

    news = News.for_user(alice).for_rows().get()
    assert words.title(news.outcome) == "A campaign since deleted is over"
    assert words.to_do(news) == "Tell Ana how it ended"
    assert due(SOURCE, [alice], MONDAY)[0].why == "Today"


def test_of_several_at_one_place_the_newest_says_it_all(alice: User, ana: Contact) -> None:
    first = noting.note(alice, said(), on=MONDAY)
    offer = noting.note(alice, said("offer"), on=MONDAY)
    noting.add(noting.note(alice, said(organization_name="Globex"), on=MONDAY), ana, why="", on=MONDAY)

    titles = [item.title for item in due(SOURCE, [alice], MONDAY)]
    assert titles == ["Tell Ana of the offer from Kessel", "Tell Ana that you got an interview at Globex"]

    # Once they know the newest, the older is no news; without it the older comes up again.
    owed.tell(offer.news.get(), told_on=MONDAY, on=MONDAY)
    assert [item.title for item in due(SOURCE, [alice], MONDAY)] == titles[1:]
    noting.discard(offer, now=MORNING)
    assert due(SOURCE, [alice], MONDAY)[0].key == str(first.news.get().pk)


def test_done_later_dropped_and_taken_back(alice: User, ana: Contact) -> None:
    key = str(noting.note(alice, said(), on=MONDAY).news.get().pk)

    assert SOURCE.snooze(alice, key, on=MONDAY, until=TUESDAY) == "This comes back on Tuesday 24 November."
    assert due(SOURCE, [alice], MONDAY) == []
    assert [item.due_on for item in due(SOURCE, [alice], TUESDAY)] == [TUESDAY]
    assert SOURCE.complete(alice, key, now=MORNING, on=MONDAY) == "Noted that Ana Reis knows."
    for again in (
        lambda: SOURCE.complete(alice, key, now=MORNING, on=MONDAY),
        lambda: SOURCE.let_pass(alice, key, on=MONDAY),
        lambda: SOURCE.snooze(alice, "nonsense", on=MONDAY, until=TUESDAY),
    ):
        with pytest.raises(NothingToDoError):
            again()
    assert SOURCE.take_back(alice, key, on=MONDAY) == "Ana Reis is still to hear it."
    with pytest.raises(NothingToDoError):
        SOURCE.take_back(alice, key, on=MONDAY)
    assert SOURCE.let_pass(alice, key, on=MONDAY) == "Ana Reis need not know."
    assert due(SOURCE, [alice], TUESDAY) == []


@pytest.mark.parametrize("column", ["is_archived", "do_not_contact"])
def test_who_is_let_be_is_not_asked_for(alice: User, ana: Contact, column: str) -> None:
    noting.note(alice, said(), on=MONDAY)
    Contact.for_user(alice).filter(pk=ana.pk).update(**{column: True})

    assert due(SOURCE, [alice], MONDAY) == []


def test_many_owners_cost_one_query(alice: User) -> None:
    others = UserFactory.create_batch(3)
    for owner in (alice, *others):
        for _ in range(2):
            NewsFactory.create(outcome__owner=owner)

    with CaptureQueriesContext(connection) as queries:
        items = due(SOURCE, [alice, *others], MONDAY)

    assert (len(queries), len(items), {item.owner_id for item in items}) == (
        1,
        8,
        {owner.pk for owner in (alice, *others)},
    )


# --- merging


@pytest.mark.parametrize("goes_knows", [False, True])
def test_two_who_are_one_are_told_once_and_part_again(alice: User, ana: Contact, *, goes_knows: bool) -> None:
    outcome = noting.note(alice, said(), on=MONDAY)
    anna = ContactFactory.create(owner=alice, first_name="Anna", last_name="Reis")
    noting.add(outcome, anna, why="Read my letter", on=MONDAY)
    owed.tell(outcome.news.get(contact=anna if goes_knows else ana), told_on=MONDAY, on=MONDAY)
    before = sorted(News.for_user(alice).values_list("contact", "told_on", "why"), key=str)

    change = merge_people(ana, anna, on=MONDAY, now=MORNING)

    news = News.for_user(alice).get()
    assert (news.contact, news.told_on, sorted(news.whys)) == (
        ana,
        MONDAY,
        ["Read my letter", "Told you of the posting"],
    )

    undoing.undo(change, on=MONDAY, now=MORNING)

    assert sorted(News.for_user(alice).values_list("contact", "told_on", "why"), key=str) == before


def test_two_places_that_are_one_keep_what_their_posting_says_and_part_again(alice: User, ana: Contact) -> None:
    twin = PostingFactory.create(organization=named(alice, "Kessel AG Hamburg"), title="Planner")
    outcome = noting.note(alice, said(organization_name=twin.organization.name), on=MONDAY)
    stays, goes = named(alice, "Kessel"), twin.organization

    change = merge_organizations(stays, goes, on=MONDAY, now=MORNING)  # type: ignore[arg-type]

    outcome.refresh_from_db()
    assert (outcome.organization, outcome.posting, outcome.what) == (stays, ana.postings_led_to.get(), "Planner")

    undoing.undo(change, on=MONDAY, now=MORNING)

    outcome.refresh_from_db()
    assert (outcome.organization, outcome.posting) == (goes, twin)


def test_forgetting_somebody_or_the_place_leaves_the_outcome(alice: User, ana: Contact) -> None:
    outcome = noting.note(alice, said(role="Planner of ports"), on=MONDAY)
    ana.delete()
    named(alice, "Kessel").delete()  # type: ignore[union-attr]

    outcome = Outcome.for_user(alice).for_rows().get()
    assert (words.title(outcome), outcome.what, outcome.news.count()) == (
        "A job interview at an organization since deleted",
        "Planner of ports",
        0,
    )
    assert date(2026, 11, 20) == outcome.happened_on
