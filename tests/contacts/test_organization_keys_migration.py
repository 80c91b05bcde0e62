"""Organizations whose names compare better now become one, and nothing they held is lost."""

from importlib import import_module

from django.apps import apps

from accounts.models import User
from contacts.models import Contact, Organization, Posting
from tests.factories import ContactFactory, OrganizationFactory, PostingFactory

migration = import_module("contacts.migrations.0005_organization_keys")


def test_keys_are_worked_out_anew_and_what_is_one_becomes_one(alice: User, mallory: User) -> None:
    kept = OrganizationFactory.create(owner=alice, name="Acme", interest=1, notes="In Cork.", website="https://acme.ie")
    wanted = OrganizationFactory.create(
        owner=alice, name="Acme Two", interest=3, website="https://acme.de", notes="Hm."
    )
    renamed = OrganizationFactory.create(owner=alice, name="The Harbour")
    hers = OrganizationFactory.create(owner=mallory, name="Acme", interest=2)
    # As an earlier Rapport left them.
    Organization.unscoped.filter(pk=wanted.pk).update(name="Acme GmbH & Co. KG", name_key="acme gmbh & co kg")
    Organization.unscoped.filter(pk=renamed.pk).update(name_key="the harbour")
    ContactFactory.create(owner=alice, organization=kept)
    PostingFactory.create(organization=kept, title="Lead", notes="Old.", applied_on="2026-09-01")
    PostingFactory.create(organization=kept, title="Clerk")
    PostingFactory.create(organization=wanted, title="Lead", notes="New.")

    migration.work_out_anew(apps, None)

    one = Organization.for_user(alice).get(name_key="acme")
    assert (one.pk, one.name, one.interest, one.website) == (wanted.pk, "Acme GmbH & Co. KG", 3, "https://acme.de")
    assert one.notes == "Hm.\nAlso called Acme.\nAlso at https://acme.ie\nIn Cork."
    assert Contact.for_user(alice).get().organization == one
    assert list(Posting.for_user(alice).order_by("title").values_list("title", "notes", "applied_on__month")) == [
        ("Clerk", "", None),
        ("Lead", "New.\nOld.", 9),
    ]
    assert set(Organization.for_user(alice).values_list("name_key", flat=True)) == {"acme", "harbour"}
    assert Organization.for_user(mallory).get() == hers


def test_keys_that_change_places_do_not_meet_halfway(alice: User) -> None:
    one, other = (
        OrganizationFactory.create(owner=alice, name="One"),
        OrganizationFactory.create(owner=alice, name="Two"),
    )
    Organization.unscoped.filter(pk=one.pk).update(name_key="x")
    Organization.unscoped.filter(pk=other.pk).update(name_key="one")
    Organization.unscoped.filter(pk=one.pk).update(name_key="two")

    migration.work_out_anew(apps, None)

    assert dict(Organization.for_user(alice).values_list("name", "name_key")) == {"One": "one", "Two": "two"}
