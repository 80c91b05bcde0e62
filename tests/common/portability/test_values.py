import json
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.core.validators import RegexValidator
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from common.portability.values import BadValueError, NoJsonError, decoder, encoder

MOMENT = datetime(2026, 3, 29, 1, 30, 0, 5, tzinfo=UTC)
CHOICES = [("a", "A"), ("b", "B")]


@pytest.mark.parametrize(
    ("field", "value", "written"),
    [
        (models.BooleanField(), True, True),
        (models.IntegerField(), -7, -7),
        (models.FloatField(), 0.25, 0.25),
        (models.CharField(max_length=5), "=1\n é", "=1\n é"),
        (models.CharField(max_length=1, choices=CHOICES), "b", "b"),
        (models.CharField(max_length=1, choices=CHOICES, blank=True), "", ""),
        (models.TextField(), "", ""),
        (models.URLField(), "HTTPS://no form would take this", "HTTPS://no form would take this"),
        (models.DateField(), date(1, 2, 3), "0001-02-03"),
        (models.DateTimeField(), MOMENT, "2026-03-29T01:30:00.000005Z"),
        (models.UUIDField(), UUID(int=7), "00000000-0000-0000-0000-000000000007"),
        (models.JSONField(), {"a": [1, None]}, {"a": [1, None]}),
    ],
)
def test_a_value_goes_through_json_and_back(field: models.Field[Any, Any], value: Any, written: Any) -> None:
    out = encoder(field)(value)

    assert out == written
    assert decoder(field)(json.loads(json.dumps(out))) == value


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        (models.BooleanField(), 1, "is not true or false"),
        (models.IntegerField(), True, "is not a whole number"),
        (models.IntegerField(), "1", "is not a whole number"),
        (models.IntegerField(), 1.0, "is not a whole number"),
        (models.PositiveSmallIntegerField(), -1, "is not acceptable"),
        (models.PositiveSmallIntegerField(), 10**30, "is not acceptable"),
        (models.FloatField(), float("inf"), "is not a number"),
        (models.CharField(max_length=3), "abcd", "is not acceptable"),
        (models.CharField(max_length=9), ["a"], "is not text"),
        (models.CharField(max_length=9, choices=CHOICES), "c", "cannot be 'c'"),
        (models.CharField(max_length=9, choices=CHOICES), "", "cannot be ''"),
        (models.CharField(max_length=9, validators=[RegexValidator("^1*$")]), "2", "is not acceptable"),
        (models.TextField(), "\ud800", "has half a letter in it"),
        (models.TextField(), None, "may not be empty"),
        (models.URLField(), "javascript:alert(1)", "is no web address"),
        (models.DateField(), "2026-02-30", "is not a date"),
        (models.DateField(), 20260230, "is not a date"),
        (models.DateTimeField(), "2026-03-29T01:30:00", "is not a moment"),
        (models.DateTimeField(), "0001-01-01T00:00:00+14:00", "is not a moment"),
        (models.UUIDField(), "7", "is not an identifier"),
        (models.JSONField(), {"a": "\x00"}, "has a NUL in it"),
        (models.JSONField(), ["\ud800"], "has half a letter in it"),
    ],
)
def test_what_a_column_cannot_hold_is_refused(field: models.Field[Any, Any], value: Any, reason: str) -> None:
    with pytest.raises(BadValueError, match=reason):
        decoder(field)(value)


def test_nothing_is_a_value_where_a_column_may_be_empty() -> None:
    assert decoder(models.DateField(null=True))(None) is None


def test_a_nul_which_postgresql_cannot_keep_is_dropped() -> None:
    assert decoder(models.TextField())("a\x00b") == "ab"


def test_an_unknown_kind_of_column_is_said() -> None:
    with pytest.raises(NoJsonError, match="DurationField"):
        encoder(models.DurationField())


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
FIELDS = [
    models.BooleanField(),
    models.SmallIntegerField(),
    models.FloatField(),
    models.CharField(max_length=5, choices=CHOICES),
    models.CharField(max_length=5),
    models.URLField(),
    models.DateField(),
    models.DateTimeField(),
    models.UUIDField(),
    models.JSONField(),
]


@given(st.sampled_from(FIELDS), ANYTHING)
def test_any_json_is_a_value_or_a_reason(field: models.Field[Any, Any], value: Any) -> None:
    with suppress(BadValueError):
        encoder(field)(decoder(field)(value))
