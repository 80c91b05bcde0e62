"""Merging loses nothing: every relation to what can be merged has a rule, and every column is decided."""

import pytest
from django.db import models

from accounts.models import User
from contacts import moving, snapshots
from contacts.merging import merge_people
from contacts.models import Contact, FollowUp, Organization
from contacts.moving import UndeclaredRelationError
from contacts.side_by_side import BY_ITSELF, ORGANIZATION, PERSON
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory


@pytest.mark.parametrize("model", moving.merged_models(), ids=lambda model: model.__name__)
def test_every_relation_to_what_can_be_merged_has_a_rule(model: type[models.Model]) -> None:
    """A new one is declared beside the others: contacts/merge_rules.py, or the AppConfig of its own floor."""
    assert moving.undeclared(model) == []


def test_people_organizations_postings_references_and_targets_can_be_merged() -> None:
    assert sorted(map(snapshots.label, moving.merged_models())) == [
        "contacts.contact",
        "contacts.organization",
        "contacts.posting",
        "outreach.reference",
        "outreach.target",
    ]


def test_every_rule_is_for_a_relation_that_is_there() -> None:
    there = {
        (other, pointer.attname) for model in moving.merged_models() for other, pointer in snapshots.pointing_at(model)
    }

    assert set(moving._RULES) == there


@pytest.mark.parametrize(("model", "parts"), [(Contact, PERSON), (Organization, ORGANIZATION)])
def test_every_column_is_chosen_or_decided_by_itself(model: type[models.Model], parts: tuple) -> None:  # type: ignore[type-arg]
    """A new column is either a ``Part`` that the user chooses, or stands in ``BY_ITSELF`` and merging works it out."""
    chosen = [column for part in parts for column in part.columns]

    assert len(chosen) == len(set(chosen))
    assert {*chosen, *BY_ITSELF[snapshots.label(model)]} == set(snapshots.columns(model))


def test_a_relation_that_nobody_declared_would_be_found(monkeypatch: pytest.MonkeyPatch, alice: User) -> None:
    """Merging refuses rather than losing what hangs on it."""
    followed: tuple[type[models.Model], str] = (FollowUp, "contact_id")
    monkeypatch.delitem(moving._RULES, followed)
    stays, goes = ContactFactory.create_batch(2, owner=alice)

    assert moving.undeclared(Contact) == ["contacts.followup.contact_id"]
    with pytest.raises(UndeclaredRelationError, match=r"Nobody said what becomes of contacts\.followup\.contact_id"):
        merge_people(stays, goes, on=MONDAY, now=MORNING)
    assert Contact.for_user(alice).count() == 2
