"""Ownership cannot be forgotten (DESIGN)."""

import pytest
from django.apps import apps
from django.db.models import Model

from accounts.models import User
from common.ownership import OwnedModel, OwnedQuerySet
from tests.architecture.source import FLOORS

OURS = [model for model in apps.get_models() if model._meta.app_label in FLOORS]
OWNED = [model for model in OURS if issubclass(model, OwnedModel)]
NOBODYS = {
    "accounts.User": "the owner themselves",
    "reminders.Heartbeat": "the scheduler's own",
}


def test_every_model_is_owned_or_says_why_not() -> None:
    assert {model._meta.label for model in OURS if model not in OWNED} == set(NOBODYS)


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model.__name__)
def test_owned_models_have_no_open_door(model: type[Model]) -> None:
    assert not hasattr(model, "objects")
    assert isinstance(model._default_manager.all(), OwnedQuerySet)
    assert isinstance(model._base_manager.all(), OwnedQuerySet)


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model.__name__)
def test_every_owned_model_knows_a_way_to_its_owner(model: type[OwnedModel], alice: User) -> None:
    """The path resolves, ends at the user, and is mandatory all along: no row can lose its owner."""
    step: type[Model] = model
    for name in model.owner_path.split("__"):
        field = step._meta.get_field(name)
        assert not field.null, f"{step.__name__}.{name} may be empty"
        assert isinstance(field.related_model, type)
        step = field.related_model

    assert step is User
    assert list(model.for_user(alice)) == []


def test_a_model_with_a_way_that_may_be_empty_would_be_found() -> None:
    """The rule bites: a target's interview may be none, so it is no way to an owner."""
    field = apps.get_model("interviews", "Interview")._meta.get_field("target")

    assert field.null
