"""Forms over owned rows."""

from typing import ClassVar

from django import forms
from django.db.models import Model

from accounts.models import User
from common.forms import OwnedForm, OwnedModelForm
from contacts.models import Contact, Interaction, Organization, Tag
from tests.factories import ContactFactory, InteractionFactory, OrganizationFactory, TagFactory


class OrganizationNameForm(OwnedModelForm[Organization]):
    class Meta:
        model = Organization
        fields: ClassVar[list[str]] = ["name"]


class TagNameForm(OwnedModelForm[Tag]):
    class Meta:
        model = Tag
        fields: ClassVar[list[str]] = ["name"]


class WhereTheyWorkForm(OwnedModelForm[Contact]):
    class Meta:
        model = Contact
        fields: ClassVar[list[str]] = ["organization", "tags", "introduced_by"]


class WhatHappenedForm(OwnedModelForm[Interaction]):
    class Meta:
        model = Interaction
        fields: ClassVar[list[str]] = ["summary"]


class WhoForm(OwnedForm):
    who = forms.ModelChoiceField(Contact.unscoped.all())
    owner = forms.ModelChoiceField(User.objects.all(), required=False)


def offers(form: forms.BaseForm, name: str) -> list[Model]:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    return list(field.queryset or [])


def test_a_new_row_gets_the_user_as_its_owner(alice: User) -> None:
    form = OrganizationNameForm({"name": "Northwind"}, user=alice)

    saved = form.save()

    assert saved.owner == alice
    assert list(Organization.for_user(alice)) == [saved]


def test_a_rule_with_the_owner_in_it_is_said_at_the_form(alice: User) -> None:
    """The key that compares is derived in ``clean()``: "Acme, Inc." is "acme" again."""
    OrganizationFactory.create(owner=alice, name="ACME")

    form = OrganizationNameForm({"name": "Acme, Inc."}, user=alice)

    assert form.errors == {"__all__": ["You already have an organization with this name."]}


def test_a_rule_over_an_expression_is_said_at_the_form(alice: User) -> None:
    TagFactory.create(owner=alice, name="Lyon")

    form = TagNameForm({"name": "lyon"}, user=alice)

    assert form.errors == {"__all__": ["You already have this tag."]}


def test_what_another_user_has_does_not_get_in_the_way(alice: User, mallory: User) -> None:
    OrganizationFactory.create(owner=mallory, name="Acme")
    TagFactory.create(owner=mallory, name="Lyon")

    assert OrganizationNameForm({"name": "Acme"}, user=alice).is_valid()
    assert TagNameForm({"name": "Lyon"}, user=alice).is_valid()


def test_a_row_may_keep_its_own_name(alice: User) -> None:
    acme = OrganizationFactory.create(owner=alice, name="Acme")

    assert OrganizationNameForm({"name": "ACME"}, instance=acme, user=alice).is_valid()


def test_an_existing_row_keeps_its_owner(alice: User, mallory: User) -> None:
    """A view that fetched the wrong row would at least not give it away."""
    acme = OrganizationFactory.create(owner=mallory, name="Acme")

    OrganizationNameForm({"name": "Acme AG"}, instance=acme, user=alice).save()

    acme.refresh_from_db()
    assert acme.owner == mallory


def test_a_child_gets_no_owner_of_its_own(alice: User) -> None:
    interaction = InteractionFactory.create(contact__owner=alice)

    form = WhatHappenedForm({"summary": "Coffee"}, instance=interaction, user=alice)

    assert form.is_valid()
    assert form.save().summary == "Coffee"


def test_choices_are_the_users_own(alice: User, mallory: User) -> None:
    hers = (OrganizationFactory.create(owner=alice), TagFactory.create(owner=alice), ContactFactory.create(owner=alice))
    OrganizationFactory.create(owner=mallory)
    TagFactory.create(owner=mallory)
    ContactFactory.create(owner=mallory)

    form = WhereTheyWorkForm(user=alice)

    offered = [offers(form, name) for name in ("organization", "tags", "introduced_by")]
    assert offered == [[row] for row in hers]


def test_a_strangers_id_is_no_choice(alice: User, mallory: User) -> None:
    contact = ContactFactory.create(owner=mallory)
    hers = ContactFactory.create(owner=alice)

    form = WhereTheyWorkForm({"introduced_by": hers.pk}, instance=contact, user=mallory)

    assert form.errors == {"introduced_by": ["Select a valid choice. That choice is not one of the available choices."]}


def test_a_plain_form_is_narrowed_too_and_leaves_others_models_alone(alice: User, mallory: User) -> None:
    hers = ContactFactory.create(owner=alice)
    ContactFactory.create(owner=mallory)

    form = WhoForm(user=alice)

    assert offers(form, "who") == [hers]
    assert set(offers(form, "owner")) == {alice, mallory}
    assert form.helper.form_tag is False
