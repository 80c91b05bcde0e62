"""What templates need to look like Rapport: icons, faces, days said the way people say them."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import cast
from zlib import crc32

from django import forms, template
from django.conf import settings
from django.forms import BoundField
from django.utils.dateformat import format as format_date
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

register = template.Library()

HUES = 8
_FRAME = '<path stroke="none" d="M0 0h24v24H0z" fill="none" />'  # an empty box in every Tabler icon


@lru_cache(maxsize=128)
def _svg(name: str) -> SafeString:
    text = (settings.ICONS_DIR / f"{name}.svg").read_text(encoding="utf-8")
    drawing = text[text.index(">", text.index("<svg")) + 1 : text.rindex("</svg>")].replace(_FRAME, "")
    return mark_safe(  # noqa: S308 - our own files, never a user's
        f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{drawing.strip()}</svg>'
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """The Tabler icon ``name`` inline, hidden from screen readers: put words or an ``aria-label`` beside it."""
    return _svg(name)


@register.simple_tag
def control(field: BoundField, *, described: bool = False) -> SafeString:
    """The input of ``field`` alone, as Bootstrap draws it, without a placeholder that repeats the label.

    ``described`` says that a help text with the id ``<id>_helptext`` stands beside it.
    """
    attrs: dict[str, str | bool] = {"class": "form-control", "placeholder": False}
    about = [f"{field.auto_id}_helptext"] if described else []
    if field.errors:
        attrs["class"] = "form-control is-invalid"
        about.insert(0, f"{field.auto_id}_error")
    attrs["aria-describedby"] = " ".join(about) or False
    return field.as_widget(attrs=attrs)


@register.simple_tag
def options(field: BoundField) -> SafeString:
    """The options of a choice ``field``, what was asked for chosen: a template a choice would cost as much as a row."""
    chosen = field.value()
    choices = cast("Iterable[tuple[object, object]]", cast(forms.ChoiceField, field.field).choices)
    pairs = tuple((str(value), capfirst(str(label))) for value, label in choices)
    return _options(pairs, "" if chosen is None else str(chosen))


@register.simple_tag
def choices(pairs: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    """The options of a choice that the page writes by hand: ``pairs`` of value and label, ``chosen`` among them."""
    return _options(tuple((str(value), str(label)) for value, label in pairs), str(chosen))


@lru_cache(maxsize=64)
def _options(pairs: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    drawn = (
        (value, mark_safe(" selected" if value == chosen else ""), label)  # noqa: S308 - nobody's text
        for value, label in pairs
    )
    return format_html_join("\n", '<option value="{}"{}>{}</option>', drawn)


@register.simple_tag
def face(name: str, photo: str = "") -> SafeString:
    """A person's photo where ``photo`` is its address, else their initials on the hue of their name.

    As ``_face.html`` draws them, for lists: no template a row.
    """
    if photo:
        image = '<img class="face" src="{}" alt="" width="64" height="64" loading="lazy" decoding="async">'
        return format_html(image, photo)
    return format_html('<span class="face face-{}" aria-hidden="true">{}</span>', hue(name), initials(name))


@register.filter
def initials(name: str) -> str:
    """First letters of the first and last word of a name: "Marisol Ibáñez" → "MI"."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.filter
def hue(name: str) -> int:
    """A number from 0 to 7 that stays with a name; the sheet has a face colour for each."""
    return crc32(name.encode()) % HUES


@register.filter
def day(when: date | None, on: date) -> str:
    """``when`` as said on local date ``on``: weekdays within a week, dates past it (LOOK.md, *Words*)."""
    if when is None:
        return ""
    away = (when - on).days
    if away in (-1, 0, 1):
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}[away]
    if -7 < away < 0:
        return f"last {when:%A}"
    if 0 < away < 7:
        return f"{when:%A}"
    return format_date(when, "j F" if when.year == on.year else "j F Y")
