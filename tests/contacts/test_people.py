from datetime import date

from accounts.models import User
from contacts import people
from contacts.models import Contact, Organization, Tier
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, OrganizationFactory


def test_keeping_someone_new_keeps_all_that_belongs_to_them(alice: User) -> None:
    contact = people.keep(
        Contact(owner=alice, first_name="Marisol"),
        organization_name="Northwind",
        tag_names=["rail"],
        points={"email": "Marisol@Example.com", "phone": "", "profile": "linkedin.com/in/marisol"},
        on=MONDAY,
    )

    contact.refresh_from_db()
    assert contact.added_on == MONDAY
    assert contact.next_touch_on == date(2027, 5, 23)
    assert contact.organization == Organization.for_user(alice).get()
    assert list(contact.tags.values_list("name", flat=True)) == ["rail"]
    assert list(contact.points.values_list("kind", "normalised")) == [
        ("email", "marisol@example.com"),
        ("profile", "linkedin.com/in/marisol"),
    ]


def test_an_organization_is_found_by_its_name_without_its_legal_form(alice: User, mallory: User) -> None:
    OrganizationFactory.create(owner=mallory, name="Acme")
    acme = OrganizationFactory.create(owner=alice, name="Acme, Inc.")

    contact = people.keep(Contact(owner=alice, first_name="Marisol"), organization_name="ACME", tag_names=[], on=MONDAY)

    assert contact.organization == acme


def test_no_organization_name_means_none(alice: User) -> None:
    contact = ContactFactory.create(owner=alice, organization=OrganizationFactory.create(owner=alice))

    people.keep(contact, organization_name="  ", tag_names=[], on=MONDAY)

    contact.refresh_from_db()
    assert contact.organization is None


def test_changing_someone_keeps_the_day_they_were_added(alice: User) -> None:
    contact = ContactFactory.create(owner=alice, added_on=date(2026, 8, 3))
    contact.tier = Tier.LIGHT

    people.keep(contact, organization_name="", tag_names=[], on=MONDAY)

    contact.refresh_from_db()
    assert (contact.added_on, contact.next_touch_on) == (date(2026, 8, 3), date(2027, 8, 3))


def test_a_tier_for_several_moves_their_cadence(alice: User) -> None:
    contacts = ContactFactory.create_batch(2, owner=alice, added_on=date(2026, 8, 3))

    people.set_tier(contacts, Tier.KEY, on=MONDAY)

    assert list(Contact.for_user(alice).values_list("tier", "next_touch_on")) == [("key", date(2026, 11, 3))] * 2


def test_ties_are_rated_in_one_go(alice: User) -> None:
    """P06: whoever is ticked is a strong tie; a strong one left out becomes weak; key people hear sooner."""
    ana, ben, eva, rui = (
        ContactFactory.create(owner=alice, first_name=name, tie=tie, tier="light", added_on=MONDAY)
        for name, tie in [("Ana", "weak"), ("Ben", "strong"), ("Eva", "strong"), ("Rui", "none")]
    )

    everyone = [ana, ben, eva, rui]
    change = people.rate_ties(everyone, strong={ana.pk, eva.pk}, key=True, on=MONDAY, now=MORNING)

    rows = Contact.for_user(alice).order_by("first_name").values_list("first_name", "tie", "tier", "next_touch_on")
    assert str(change) == "Ties of 2 people, by who knows your work"
    assert (
        people.rate_ties(list(Contact.for_user(alice)), strong={ana.pk, eva.pk}, key=True, on=MONDAY, now=MORNING)
        is None
    )
    assert list(rows) == [
        ("Ana", "strong", "key", date(2027, 2, 23)),
        ("Ben", "weak", "light", None),
        ("Eva", "strong", "light", None),
        ("Rui", "none", "light", None),
    ]
