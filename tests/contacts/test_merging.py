"""Two people become one with everything that hangs on either, and can be told apart again."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from contacts import cadence, merging, newcomers, organizations, side_by_side, undoing
from contacts.merging import CannotMergeError, fuller_first, merge_organizations, merge_people
from contacts.models import (
    Affiliation,
    Change,
    Contact,
    DifferentOrganizations,
    DifferentPeople,
    Interaction,
    Match,
    Organization,
    OrganizationAlias,
    Photo,
    Tag,
    Tier,
)
from contacts.moving import GOES, STAYS
from contacts.side_by_side import BOTH
from contacts.undoing import CannotUndoError
from tests.conftest import MONDAY, MORNING
from tests.contacts.every_row import every_row
from tests.factories import (
    ContactFactory,
    ContactPointFactory,
    DetailFactory,
    EventFactory,
    FollowUpFactory,
    InteractionFactory,
    OccasionFactory,
    OrganizationFactory,
    PostingFactory,
    SavedLinkFactory,
    TagFactory,
    UserFactory,
)

LATER = MORNING + timedelta(hours=1)


def merge(stays: Contact, goes: Contact, **choices: str) -> Change:
    return merge_people(stays, goes, choices=choices, on=MONDAY, now=MORNING)


def undo(change: Change) -> undoing.Undone:
    return undoing.undo(change, on=MONDAY, now=LATER)


@pytest.fixture
def marisol(alice: User) -> Contact:
    """Known for long: typed in, spoken to."""
    contact = ContactFactory.create(
        owner=alice,
        first_name="Marisol",
        last_name="Ibáñez",
        title="Head of Logistics",
        how_known="Worked together",
        notes="Likes tea.\nHas a dog.",
        added_on=date(2026, 3, 2),
    )
    cadence.refresh([contact], on=MONDAY)
    return contact


@pytest.fixture
def double(alice: User) -> Contact:
    """The same person as a file brought her."""
    contact = ContactFactory.create(
        owner=alice,
        first_name="M.",
        last_name="Ibanez",
        title="COO",
        organization=OrganizationFactory.create(owner=alice, name="Northwind"),
        notes="Has a dog.\nMoved to Lyon.",
        walk_of_life="work",
        tier="light",
        added_on=date(2026, 8, 3),
        spread_permille=400,
    )
    cadence.refresh([contact], on=MONDAY)
    return contact


# --- Fields -----------------------------------------------------------------------------------------------------------


def test_where_they_differ_is_said_with_what_counts_by_default(marisol: Contact, double: Contact) -> None:
    found = side_by_side.between_people(marisol, double)

    assert [(each.name, each.stays, each.goes, each.default) for each in found] == [
        ("name", "Marisol Ibáñez", "M. Ibanez", STAYS),
        ("title", "Head of Logistics", "COO", STAYS),
        ("organization", "", "Northwind", GOES),
        ("how_known", "Worked together", "", STAYS),
        ("walk_of_life", "", "Work", GOES),
        ("rhythm", "Regular", "Light", STAYS),
        ("notes", "Likes tea.\nHas a dog.", "Has a dog.\nMoved to Lyon.", BOTH),
    ]


def test_blanks_are_filled_notes_joined_and_the_rest_stays(marisol: Contact, double: Contact) -> None:
    change = merge(marisol, double)

    one = Contact.for_user(marisol.owner).get()
    assert (one.pk, one.name, one.title, one.tier) == (marisol.pk, "Marisol Ibáñez", "Head of Logistics", "regular")
    assert (str(one.organization), one.walk_of_life, one.how_known) == ("Northwind", "work", "Worked together")
    assert one.notes == "Likes tea.\nHas a dog.\nMoved to Lyon."
    assert (one.added_on, one.spread_permille, one.next_touch_on) == (date(2026, 3, 2), None, date(2026, 9, 2))
    assert change.sentence == "Merged M. Ibanez into Marisol Ibáñez"


def test_each_field_goes_by_its_choice(marisol: Contact, double: Contact) -> None:
    merge(marisol, double, name=GOES, title=GOES, organization=STAYS, rhythm=GOES, notes=STAYS, how_known=GOES)

    one = Contact.for_user(marisol.owner).get()
    assert (one.name, one.title, one.organization, one.tier) == ("M. Ibanez", "COO", None, "light")
    assert (one.notes, one.how_known) == ("Likes tea.\nHas a dog.", "")
    assert one.search_key == one.search_key_of()


@pytest.mark.parametrize(
    ("stays", "goes", "became"),
    [
        ({"do_not_contact": False}, {"do_not_contact": True}, {"do_not_contact": True}),
        ({"do_not_contact": True}, {"do_not_contact": False}, {"do_not_contact": True}),
        ({"is_archived": True}, {"is_archived": False}, {"is_archived": False}),
        ({"tie": "weak"}, {"tie": "strong"}, {"tie": "strong"}),
        ({"tie": "none"}, {"tie": "weak"}, {"tie": "none"}),
        ({"tier": "light"}, {"tier": "key"}, {"tier": "key"}),
        ({"snoozed_until": None}, {"snoozed_until": date(2027, 1, 1)}, {"snoozed_until": date(2027, 1, 1)}),
        ({"last_name": ""}, {"last_name": "Silva"}, {"last_name": "Silva"}),
    ],
)
def test_what_counts_by_default_is_the_careful_side(
    alice: User, stays: dict[str, object], goes: dict[str, object], became: dict[str, object]
) -> None:
    one, other = ContactFactory.create(owner=alice, **stays), ContactFactory.create(owner=alice, **goes)

    merge(one, other)

    assert Contact.for_user(alice).values(*became).get() == became


# --- What hangs on them -----------------------------------------------------------------------------------------------


def furnish(contact: Contact, mark: str) -> None:
    """One of everything on this floor, and what both share."""
    owner = contact.owner
    ContactPointFactory.create(contact=contact, value=f"{mark}@example.com", label=mark)
    ContactPointFactory.create(
        contact=contact, kind="phone", value="+351 912 345 678", label="" if mark == "a" else mark
    )
    DetailFactory.create(contact=contact, text=f"{mark} plays the cello")
    DetailFactory.create(contact=contact, text="Two boys")
    OccasionFactory.create(contact=contact, year=None if mark == "a" else 1980)
    OccasionFactory.create(contact=contact, kind="other", name=f"{mark} day")
    InteractionFactory.create(contact=contact, on=date(2026, 9, 1) if mark == "a" else date(2026, 10, 1))
    InteractionFactory.create(contact=contact, source_key="li-1", summary="Hello")
    InteractionFactory.create(contact=contact, source_key="li-2", summary=f"Edited by {mark}")
    FollowUpFactory.create(contact=contact, what=f"Call {mark}")
    FollowUpFactory.create(contact=contact, what="Send it")
    SavedLinkFactory.create(owner=owner, contact=contact, url=f"https://example.org/{mark}")
    event = EventFactory.create(owner=owner, name=f"{mark} evening")
    event.people.add(contact)
    contact.tags.add(TagFactory.create(owner=owner, name=f"{mark} tag"))
    ContactFactory.create(owner=owner, first_name=f"Led by {mark}", introduced_by=contact)
    Photo.unscoped.create(contact=contact, image=mark.encode(), digest=mark)


def test_everything_attached_moves_and_what_is_there_twice_collapses(marisol: Contact, double: Contact) -> None:
    owner = marisol.owner
    shared_event, shared_tag = (
        EventFactory.create(owner=owner, name="Fair"),
        TagFactory.create(owner=owner, name="rail"),
    )
    for contact, mark in ((marisol, "a"), (double, "b")):
        furnish(contact, mark)
        shared_event.people.add(contact)
        shared_tag.contacts.add(contact)

    merge(marisol, double)

    one = Contact.for_user(owner).get(pk=marisol.pk)
    assert sorted(one.points.values_list("value", "label")) == [
        ("+351 912 345 678", "b"),
        ("a@example.com", "a"),
        ("b@example.com", "b"),
    ]
    assert sorted(str(each) for each in one.details.all()) == ["Two boys", "a plays the cello", "b plays the cello"]
    assert sorted((str(each), each.year) for each in one.occasions.exclude(kind="other")) == [("birthday", 1980)]
    assert sorted(str(each) for each in one.occasions.filter(kind="other")) == ["a day", "b day"]
    assert sorted(one.interactions.values_list("summary", "source_key")) == [
        ("Coffee, talked about Lyon.", ""),
        ("Coffee, talked about Lyon.", ""),
        ("Edited by a", "li-2"),
        ("Edited by b", ""),
        ("Hello", "li-1"),
    ]
    assert sorted(str(each) for each in one.follow_ups.all()) == ["Call a", "Call b", "Send it"]
    assert sorted(one.saved_links.values_list("url", flat=True)) == ["https://example.org/a", "https://example.org/b"]
    assert sorted(str(each) for each in one.events.all()) == ["Fair", "a evening", "b evening"]
    assert sorted(str(each) for each in one.tags.all()) == ["a tag", "b tag", "rail"]
    assert sorted(each.first_name for each in one.introduced.all()) == ["Led by a", "Led by b"]
    assert Photo.for_user(owner).get().digest == "a"
    assert (one.last_interaction_on, one.next_touch_on) == (date(2026, 10, 1), date(2027, 4, 1))
    assert not Contact.for_user(owner).filter(pk=double.pk).exists()


def test_the_other_photo_and_the_other_day_can_be_chosen(marisol: Contact, double: Contact) -> None:
    for contact, mark in ((marisol, "a"), (double, "b")):
        furnish(contact, mark)
        OccasionFactory.create(contact=contact, kind="anniversary", day=3 if mark == "a" else 4, year=2010)

    found = side_by_side.between_people(marisol, double)
    merge(marisol, double, photo=GOES, **{"occasion-anniversary-": GOES})

    assert [(each.name, each.label, each.stays, each.goes) for each in found[-2:]] == [
        ("occasion-anniversary-", "Anniversary", "3 April 2010", "4 April 2010"),
        ("photo", "Photo", "", ""),
    ]
    one = Contact.for_user(marisol.owner).get(pk=marisol.pk)
    assert (one.photo.digest, one.occasions.get(kind="anniversary").day) == ("b", 4)


def test_a_photo_that_only_the_other_has_comes_along(marisol: Contact, double: Contact) -> None:
    Photo.unscoped.create(contact=double, image=b"b", digest="b")

    merge(marisol, double)

    assert Photo.for_user(marisol.owner).get().contact_id == marisol.pk


def test_what_something_hangs_on_is_never_collapsed(alice: User, marisol: Contact, double: Contact) -> None:
    offer = DetailFactory.create(contact=ContactFactory.create(owner=alice), kind="offer", text="Knows Lyon")
    needs = [DetailFactory.create(contact=contact, kind="need", text="Lyon") for contact in (marisol, double)]
    match = Match.unscoped.create(need=needs[1], offer=offer, verdict="introduced", made_on=MONDAY)

    merge(marisol, double)

    assert set(marisol.details.all()) == set(needs)
    assert Match.for_user(alice).get() == match


def test_affiliations_and_offers_come_along(alice: User, marisol: Contact, double: Contact) -> None:
    school, rail = OrganizationFactory.create_batch(2, owner=alice)
    Affiliation.unscoped.create(contact=marisol, organization=school, kind="school")
    Affiliation.unscoped.create(contact=double, organization=school, kind="school", until_year=2009)
    Affiliation.unscoped.create(contact=double, organization=rail, kind="work")
    led = PostingFactory.create(organization=rail, led_by=double)
    before = every_row()

    change = merge(marisol, double)

    assert set(marisol.affiliations.values_list("organization", "until_year")) == {(school.pk, 2009), (rail.pk, None)}
    led.refresh_from_db()
    assert led.led_by == marisol
    undo(change)
    assert every_row() == before


def test_who_was_told_apart_from_one_is_from_both(alice: User) -> None:
    third, goes, fourth, stays = ContactFactory.create_batch(4, owner=alice)
    for one, other in ((third, goes), (goes, fourth), (goes, stays), (third, stays)):
        DifferentPeople.unscoped.create(owner=alice, one=one, other=other)

    merge(stays, goes)

    assert set(DifferentPeople.for_user(alice).values_list("one", "other")) == {
        (third.pk, stays.pk),
        (fourth.pk, stays.pk),
    }


def test_an_introduction_never_leads_in_a_circle(alice: User) -> None:
    stays, goes, between, root = ContactFactory.create_batch(4, owner=alice)
    for led, leader in ((between, stays), (goes, between), (stays, root)):
        led.introduced_by = leader
        led.save()

    merge(stays, goes, introduced_by=GOES)

    stays.refresh_from_db()
    between.refresh_from_db()
    assert (stays.introduced_by, between.introduced_by) == (root, stays)


@pytest.mark.parametrize("leader", ["stays", "goes"])
def test_nobody_introduces_themselves(alice: User, leader: str) -> None:
    stays, goes = ContactFactory.create_batch(2, owner=alice)
    led, by = (goes, stays) if leader == "stays" else (stays, goes)
    led.introduced_by = by
    led.save()

    assert "introduced_by" not in {each.name for each in side_by_side.between_people(stays, goes)}
    merge(stays, goes)

    assert Contact.for_user(alice).get().introduced_by is None


def test_a_circle_of_others_is_none_of_ours(alice: User) -> None:
    stays, goes, one, other = ContactFactory.create_batch(4, owner=alice)
    Contact.for_user(alice).filter(pk=one.pk).update(introduced_by=other)
    Contact.for_user(alice).filter(pk=other.pk).update(introduced_by=one)
    Contact.for_user(alice).filter(pk=goes.pk).update(introduced_by=one)

    merge(stays, Contact.for_user(alice).get(pk=goes.pk))

    stays.refresh_from_db()
    assert stays.introduced_by == one


# --- Which one, and refusals ------------------------------------------------------------------------------------------


def test_the_fuller_record_stays_by_default(marisol: Contact, double: Contact, alice: User) -> None:
    bare, older = ContactFactory.create(owner=alice), ContactFactory.create(owner=alice)
    for _ in range(5):
        InteractionFactory.create(contact=double)

    assert fuller_first(marisol, double) == (double, marisol)
    assert fuller_first(older, bare) == (bare, older)


def test_two_of_different_owners_are_not_merged(alice: User, mallory: User) -> None:
    hers, theirs = ContactFactory.create(owner=alice), ContactFactory.create(owner=mallory)

    for stays, goes in ((hers, theirs), (theirs, hers), (hers, hers)):
        with pytest.raises(CannotMergeError):
            merge(stays, goes)

    assert Contact.unscoped.count() == 2


def test_merging_twice_is_refused(marisol: Contact, double: Contact) -> None:
    merge(marisol, double)

    with pytest.raises(CannotMergeError, match="merged already"):
        merge(marisol, double)


# --- Undo -------------------------------------------------------------------------------------------------------------


def test_a_merge_is_taken_back_exactly(marisol: Contact, double: Contact) -> None:
    for contact, mark in ((marisol, "a"), (double, "b")):
        furnish(contact, mark)
    DifferentPeople.unscoped.create(owner=marisol.owner, one=marisol, other=double)
    cadence.refresh(Contact.for_user(marisol.owner).select_related("owner"), on=MONDAY)
    before = every_row()

    undone = undo(merge(marisol, double, name=GOES, notes=GOES, photo=GOES))

    assert undone.kept == []
    assert every_row() == before


def test_what_came_since_stays_with_the_one_who_stayed(marisol: Contact, double: Contact) -> None:
    moved = FollowUpFactory.create(contact=double)
    change = merge(marisol, double)
    one = Contact.for_user(marisol.owner).get()
    new = FollowUpFactory.create(contact=one, what="New")
    Contact.for_user(marisol.owner).filter(pk=one.pk).update(notes="Rewritten.")

    undone = undo(change)

    assert undone.kept == ["Marisol Ibáñez was changed since and stays: notes."]
    marisol.refresh_from_db()
    assert (marisol.notes, marisol.organization, list(marisol.follow_ups.all())) == ("Rewritten.", None, [new])
    assert list(Contact.for_user(marisol.owner).get(pk=double.pk).follow_ups.all()) == [moved]


def test_merges_are_taken_back_in_reverse(alice: User) -> None:
    first, second, third = ContactFactory.create_batch(3, owner=alice, tier="none")
    for contact, mark in ((first, "a"), (second, "b"), (third, "c")):
        furnish(contact, mark)
    cadence.refresh(Contact.for_user(alice).select_related("owner"), on=MONDAY)
    before = every_row()
    one = merge(second, first)
    two = merge(third, second)

    with pytest.raises(CannotUndoError, match="take that one back first"):
        undo(one)
    undo(two)
    undo(one)

    assert every_row() == before


attached = st.sets(st.integers(0, 9))
choices = st.fixed_dictionaries(
    {}, optional={part.name: st.sampled_from([STAYS, GOES, BOTH]) for part in side_by_side.PERSON}
)


def a_person(owner: User, has: set[int], number: int) -> Contact:
    contact = ContactFactory.create(
        owner=owner,
        last_name="Ibáñez" if 0 in has else "",
        notes="One.\nTwo." if 1 in has else "Two.\nThree.",
        tier=Tier.values[number % 4],
        cadence_months=4 if 2 in has else None,
        added_on=date(2026, 1 + number, 3),
        spread_permille=100 if 3 in has else None,
    )
    makers = {
        4: lambda: ContactPointFactory.create(contact=contact, value="shared@example.com"),
        5: lambda: InteractionFactory.create(contact=contact, source_key="k", summary=f"{number % 2}"),
        6: lambda: OccasionFactory.create(contact=contact, day=1 + number % 2),
        7: lambda: Photo.unscoped.create(contact=contact, image=b"\x00\xff", digest=str(number)),
        8: lambda: contact.tags.add(*Tag.for_user(owner), TagFactory.create(owner=owner)),
        9: lambda: DetailFactory.create(contact=contact, text="The same"),
    }
    for key in has & set(makers):
        makers[key]()
    return contact


class Properties(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(attached, attached, attached, choices, choices)
    def test_two_merges_and_back(
        self, first: set[int], second: set[int], third: set[int], how: dict[str, str], then: dict[str, str]
    ) -> None:
        owner = UserFactory.create()
        people = [a_person(owner, has, number) for number, has in enumerate((first, second, third))]
        people[2].introduced_by = people[0]
        people[2].save()
        cadence.refresh(people, on=MONDAY)
        before = every_row()

        one = merging.merge_people(people[1], people[0], choices=how, on=MONDAY, now=MORNING)
        left = Contact.for_user(owner).get(pk=people[1].pk)
        assert left.next_touch_on == _due(left)
        two = merging.merge_people(left, people[2], choices=then, on=MONDAY, now=MORNING)
        left.refresh_from_db()
        assert (Contact.for_user(owner).count(), left.introduced_by) == (1, None)
        assert left.next_touch_on == _due(left)
        assert left.search_key == left.search_key_of()
        assert undo(two).kept == []
        assert undo(one).kept == []

        assert every_row() == before


def _due(contact: Contact) -> date | None:
    last = max(Interaction.for_user(contact.owner).filter(contact=contact).values_list("on", flat=True), default=None)
    return cadence.next_touch(
        last_interaction_on=last,
        added_on=contact.added_on,
        months=cadence.interval_months(tier=contact.tier, override=contact.cadence_months, user=contact.owner),
        spread_permille=contact.spread_permille,
    )


def test_more_that_hangs_on_them_costs_no_more_queries(alice: User) -> None:
    def queries(count: int) -> tuple[int, int]:
        stays, goes = ContactFactory.create_batch(2, owner=alice)
        for contact in (stays, goes):
            for number in range(count):
                InteractionFactory.create(contact=contact, source_key=f"{number}-{contact.pk}", on=date(2026, 9, 1))
                DetailFactory.create(contact=contact, text=f"{number} {contact.pk}")
                FollowUpFactory.create(contact=contact, what=f"{number} {contact.pk}")
        with CaptureQueriesContext(connection) as merged:
            change = merge(stays, goes)
        with CaptureQueriesContext(connection) as undone:
            undo(change)
        return len(merged), len(undone)

    assert queries(1) == queries(9)


# --- Organizations ----------------------------------------------------------------------------------------------------


def merge_two(stays: Organization, goes: Organization, **choices: str) -> Change:
    return merge_organizations(stays, goes, choices=choices, on=MONDAY, now=MORNING)


@pytest.fixture
def acme(alice: User) -> Organization:
    return OrganizationFactory.create(owner=alice, name="Acme", interest=1, notes="In Cork.", website="https://acme.ie")


@pytest.fixture
def acme_europe(alice: User) -> Organization:
    organization = OrganizationFactory.create(
        owner=alice, name="ACME Corporation Europe", interest=3, notes="In Cork.\nHiring.", website="https://acme.eu"
    )
    ContactFactory.create(owner=alice, organization=organization)
    return organization


def test_an_organization_takes_over_people_postings_and_the_higher_interest(
    alice: User, acme: Organization, acme_europe: Organization
) -> None:
    PostingFactory.create(organization=acme, title="Lead", notes="Old.", applied_on=date(2026, 10, 2))
    PostingFactory.create(organization=acme_europe, title="Lead", notes="New.", applied_on=date(2026, 9, 1))
    PostingFactory.create(organization=acme_europe, title="Clerk")

    change = merge_two(acme, acme_europe)

    one = Organization.for_user(alice).get()
    assert (one.name, one.name_key, one.interest) == ("Acme", "acme", 3)
    assert (one.website, one.notes) == ("https://acme.ie", "In Cork.\nHiring.")
    assert Contact.for_user(alice).get().organization == one
    assert sorted(one.postings.values_list("title", "notes", "applied_on")) == [
        ("Clerk", "", None),
        ("Lead", "Old.\nNew.", date(2026, 9, 1)),
    ]
    assert change.sentence == "Merged ACME Corporation Europe into Acme"


def test_an_organization_can_take_the_other_name_and_give_it_back(
    alice: User, acme: Organization, acme_europe: Organization
) -> None:
    PostingFactory.create(organization=acme, title="Lead")
    PostingFactory.create(organization=acme_europe, title="Lead", notes="New.")
    third = OrganizationFactory.create(owner=alice)
    DifferentOrganizations.unscoped.create(owner=alice, one=acme_europe, other=third)
    before = every_row()

    change = merge_two(acme, acme_europe, name=GOES, website=GOES, notes=STAYS)

    one = Organization.for_user(alice).exclude(pk=third.pk).get()
    assert (one.pk, one.name, one.name_key) == (acme.pk, "ACME Corporation Europe", "acme corporation europe")
    assert DifferentOrganizations.for_user(alice).values_list("one", "other").get() == (acme.pk, third.pk)
    assert undo(change).kept == []
    assert every_row() == before


def test_the_name_that_went_finds_the_one_that_stayed(alice: User, acme: Organization) -> None:
    globex = OrganizationFactory.create(owner=alice, name="Globex Ltd")
    first = merge_two(acme, globex)
    wonka = OrganizationFactory.create(owner=alice, name="Wonka", interest=1)

    merge_two(wonka, acme)
    found = [organizations.named(alice, name) for name in ("GLOBEX", "acme inc.", "Wonka")]

    assert found == [wonka, wonka, wonka]
    assert list(OrganizationAlias.for_user(alice).values_list("name", flat=True)) == ["Acme", "Globex Ltd"]
    assert newcomers.known_organizations(alice) == {"acme", "globex", "wonka"}
    assert organizations.suggested(alice, "glob") == ["Wonka"]
    with pytest.raises(CannotUndoError):
        undo(first)


def test_taking_a_merge_back_gives_the_name_back(alice: User, acme: Organization, acme_europe: Organization) -> None:
    undo(merge_two(acme, acme_europe, name=GOES))

    assert organizations.named(alice, "Acme") == acme
    assert organizations.named(alice, "ACME Corporation Europe") == acme_europe
    assert not OrganizationAlias.for_user(alice).exists()


def test_where_organizations_differ_is_said(acme: Organization, acme_europe: Organization) -> None:
    found = side_by_side.between_organizations(acme, acme_europe)

    assert [(each.name, each.stays, each.goes, each.default) for each in found] == [
        ("name", "Acme", "ACME Corporation Europe", STAYS),
        ("website", "acme.ie", "acme.eu", STAYS),
        ("notes", "In Cork.", "In Cork.\nHiring.", BOTH),
    ]
