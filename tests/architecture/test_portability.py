"""Nothing that a user puts in can be forgotten by the export of their account."""

import pytest
from django.apps import apps
from django.db import models

from accounts.models import User
from common.ownership import OwnedModel
from common.portability.belongings import belongings, preferences
from common.portability.values import decoder, encoder
from tests.architecture.source import FLOORS
from tests.rich_account import fill

OWNED = [model for model in apps.get_models() if issubclass(model, OwnedModel)]


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model.__name__)
def test_every_column_travels_or_says_why_not(model: type[OwnedModel]) -> None:
    """A new model or column travels by itself; one that must not says why on the model."""
    travelling = {each.model: each for each in belongings()}
    if model.stays_behind:
        assert model not in travelling
        return

    belonging = travelling[model]
    fields = {field.name for field in (*belonging.columns, *belonging.references, *belonging.links, *belonging.files)}
    others = {field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)} - fields
    assert others - {"id", model.owner_path.partition("__")[0]} == set(model.columns_left_behind)
    assert all(model.columns_left_behind.values())
    for column in belonging.columns:
        assert callable(encoder(column))
        assert callable(decoder(column))


def test_every_preference_travels_or_says_why_not() -> None:
    names = {field.name for field in User._meta.concrete_fields}

    assert names == {field.name for field in preferences()} | set(User.columns_left_behind)
    assert not {field.name for field in preferences()} & set(User.columns_left_behind)


def test_no_model_is_named_before_those_it_names() -> None:
    seen: set[type[models.Model]] = set()
    for belonging in belongings():
        ahead = {each.related_model for each in (*belonging.references, *belonging.links)} - seen - {belonging.model}
        assert not ahead, belonging.label
        seen.add(belonging.model)


def test_every_model_of_ours_that_is_owned_is_looked_at() -> None:
    assert {model._meta.app_label for model in OWNED} <= set(FLOORS)
    assert len({each.title for each in belongings()}) == len(belongings()) > 15


def test_the_rich_account_has_something_in_every_column(alice: User) -> None:
    """Tests compare it before and after; a column that is always empty there could be lost unseen.

    A new model or column fails here: say something in it in ``tests/rich_account.py``.
    """
    fill(alice)

    silent = []
    for belonging in belongings():
        rows = list(belonging.rows(alice))
        for field in (*belonging.columns, *belonging.references, *belonging.files):
            blank = [None, "", b"", field.get_default() if field.has_default() and not field.choices else None]
            if all(
                bytes(value) in blank if isinstance(value, memoryview) else value in blank
                for value in (getattr(row, field.attname) for row in rows)
            ):
                silent.append(f"{belonging.label}.{field.name}")
        silent += [
            f"{belonging.label}.{link.name}"
            for link in belonging.links
            if not any(getattr(row, link.name).exists() for row in rows)
        ]
    assert not silent, f"Say something in {', '.join(silent)} in tests/rich_account.py"
    defaults = User()
    assert [field.name for field in preferences() if getattr(alice, field.name) == getattr(defaults, field.name)] == []
