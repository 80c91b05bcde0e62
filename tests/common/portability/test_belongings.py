"""The ways in which a model can fail to travel are said when it is made, not when an archive is brought back."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.test.utils import isolate_apps

from accounts.models import User
from common.ownership import OwnedModel
from common.portability import belongings as subject
from contacts.models import Contact, Event, ImportBatch, Tag


def _belonging(model: type[OwnedModel], *others: type[OwnedModel]) -> subject.Belonging:
    return subject._belonging(model, "things", [model, *others])


def _owned(name: str = "Thing", **attributes: Any) -> type[OwnedModel]:
    fields = {"owner": models.ForeignKey(User, models.CASCADE, related_name="+"), "__module__": __name__, **attributes}
    return type(name, (OwnedModel,), {**fields, "Meta": type("Meta", (), {"app_label": "contacts"})})


def test_people_and_events_travel_apart_as_their_fields_are() -> None:
    contact, event = (next(each for each in subject.belongings() if each.model is model) for model in (Contact, Event))

    assert (contact.label, contact.title) == ("contacts.contact", "contacts")
    assert [field.name for field in contact.references] == ["organization", "introduced_by"]
    assert [field.name for field in contact.links] == ["tags"]
    assert [field.name for field in event.columns] == ["name", "on", "place", "notes"]
    assert [field.name for field in event.links] == ["people"]


@isolate_apps("contacts")
def test_a_row_that_no_export_holds_must_not_be_named() -> None:
    def batch() -> Any:
        return models.ForeignKey(ImportBatch, models.SET_NULL, null=True, related_name="+")

    with pytest.raises(ImproperlyConfigured, match="names a row that no export holds"):
        _belonging(_owned("First", batch=batch()))
    assert _belonging(_owned("Second", batch=batch(), columns_left_behind={"batch": "why"})).references == ()


@isolate_apps("contacts")
def test_json_says_that_it_names_no_row() -> None:
    with pytest.raises(ImproperlyConfigured, match="json_without_ids"):
        _belonging(_owned("First", said=models.JSONField()))
    assert len(_belonging(_owned("Second", said=models.JSONField(), json_without_ids=("said",))).columns) == 1


@isolate_apps("contacts")
def test_links_lead_to_what_travels() -> None:
    model = _owned(tags=models.ManyToManyField(Tag, related_name="+"))

    assert len(_belonging(model, Tag).links) == 1
    with pytest.raises(ImproperlyConfigured, match="leads to what no export holds"):
        _belonging(model)


@isolate_apps("contacts")
def test_a_circle_is_broken_where_a_name_may_be_missing() -> None:
    chicken = _owned("Chicken", egg=models.ForeignKey("contacts.Egg", models.CASCADE, related_name="+"))
    egg = _owned("Egg", chicken=models.ForeignKey("contacts.Chicken", models.SET_NULL, null=True, related_name="+"))
    here = [chicken, egg]

    placed = subject._in_order(subject._belonging(model, model.__name__, here) for model in here)

    assert [each.model for each in placed] == [egg, chicken]


@isolate_apps("contacts")
def test_a_circle_without_a_gap_cannot_be_brought_back() -> None:
    chicken = _owned("Chicken", egg=models.ForeignKey("contacts.Egg", models.CASCADE, related_name="+"))
    egg = _owned("Egg", chicken=models.ForeignKey("contacts.Chicken", models.CASCADE, related_name="+"))
    here = [chicken, egg]

    with pytest.raises(ImproperlyConfigured, match="in a circle"):
        subject._in_order(subject._belonging(model, model.__name__, here) for model in here)
