"""The value of a column as JSON has it, and back: nothing is taken on trust that comes out of a file."""

import json
import math
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models

Json = Any

Coder = Callable[[Any], Any]

_SCHEMES = tuple(f"{scheme}://" for scheme in URLValidator.schemes)


class BadValueError(ValueError):
    """A value that its column cannot hold; the message completes "“title” …"."""


class NoJsonError(TypeError):
    """A kind of column nobody has said the JSON of."""


def encoder(field: models.Field[Any, Any]) -> Coder:
    """What turns a value of ``field``, never ``None``, into JSON. Raises ``NoJsonError`` for an unknown kind."""
    return _kind(field)[0]


def decoder(field: models.Field[Any, Any]) -> Coder:
    """What turns JSON back into a value of ``field``; it raises ``BadValueError`` for anything the column cannot hold.

    What only the database can tell (unique and check constraints) is left to it.
    """
    read = _kind(field)[1]
    nullable = field.null
    choices = {value for value, _ in field.flatchoices} if field.choices else None
    address = isinstance(field, models.URLField)
    validators = [each for each in field.validators if not (address and isinstance(each, URLValidator))]

    def decode(value: Json) -> Any:
        if value is None:
            if nullable:
                return None
            raise BadValueError("may not be empty")
        found = read(value)
        if choices is not None and found not in choices and not (found == "" and field.blank):
            raise BadValueError(f"cannot be {found!r}")
        if address and found and not found.casefold().startswith(_SCHEMES):
            # Old imports keep addresses that no form would take; what a browser must not follow comes in no way.
            raise BadValueError("is no web address")
        for validate in validators:
            try:
                validate(found)
            except ValidationError as error:
                raise BadValueError(f"is not acceptable: {' '.join(error.messages).rstrip('.')}") from error
        return found

    return decode


def _same(value: Any) -> Any:
    return value


def _moment_out(value: datetime) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _is(kind: type | tuple[type, ...], what: str) -> Coder:
    def check(value: Json) -> Any:
        # JSON's true is no number, though Python's is.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise BadValueError(f"is not {what}")
        return value

    return check


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise BadValueError("is not text")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise BadValueError("has half a letter in it") from error
    # PostgreSQL has no such character, and no person ever typed one.
    return value.replace("\x00", "")


def _parsed(parse: Callable[[str], Any], what: str) -> Coder:
    def read(value: Json) -> Any:
        if not isinstance(value, str):
            raise BadValueError(f"is not {what}")
        try:
            return parse(value)
        except (ValueError, OverflowError) as error:
            raise BadValueError(f"is not {what}") from error

    return read


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment.astimezone(UTC)


def _number(value: Json) -> float:
    found = float(_is((int, float), "a number")(value))
    if not math.isfinite(found):
        raise BadValueError("is not a number")
    return found


def _json(value: Json) -> Json:
    _text(json.dumps(value, ensure_ascii=False))
    if "\\u0000" in json.dumps(value):
        raise BadValueError("has a NUL in it")
    return value


# A column is the first of these that it is.
_KINDS: tuple[tuple[type[models.Field[Any, Any]], Coder, Coder], ...] = (
    (models.BooleanField, _same, _is(bool, "true or false")),
    (models.IntegerField, _same, _is(int, "a whole number")),
    (models.FloatField, _same, _number),
    (models.CharField, _same, _text),
    (models.TextField, _same, _text),
    (models.DateTimeField, _moment_out, _parsed(_moment, "a moment")),
    (models.DateField, date.isoformat, _parsed(date.fromisoformat, "a date")),
    (models.UUIDField, str, _parsed(UUID, "an identifier")),
    (models.JSONField, _same, _json),
)


def _kind(field: models.Field[Any, Any]) -> tuple[Coder, Coder]:
    for kind, write, read in _KINDS:
        if isinstance(field, kind):
            return write, read
    raise NoJsonError(f"{field} is a {type(field).__name__}, which common.portability.values knows no JSON for")
