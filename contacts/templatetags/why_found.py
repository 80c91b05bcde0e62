"""Why someone was found, as lists and the search box say it below a name."""

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from common.templatetags.look import day
from contacts.finding.excerpts import Excerpt

register = template.Library()


@register.simple_tag(takes_context=True)
def why_found(context: dict[str, Any], excerpts: Sequence[Excerpt]) -> SafeString:
    """``excerpts`` with what was looked for marked; drawn here, as a template each would cost as much as its row."""
    on = context["request"].on
    return mark_safe(" ".join(_drawn(each, on) for each in excerpts))  # noqa: S308 - every text is escaped in _drawn


def _drawn(excerpt: Excerpt, on: date) -> str:
    where = day(excerpt.on, on) if excerpt.on else excerpt.where
    text = "".join(f"<mark>{escape(part)}</mark>" if is_hit else escape(part) for part, is_hit in excerpt.parts)
    return f'<span class="excerpt">{escape(where)}{": " if where else ""}{text}</span>'
