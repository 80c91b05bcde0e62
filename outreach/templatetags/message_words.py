"""How pages show a message."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from outreach.writing.gaps import Stretch

register = template.Library()


@register.simple_tag
def said(stretches: Iterable[Stretch]) -> SafeString:
    """``stretches`` as one text, what stands out in it marked; no white space of ours comes in between."""
    return format_html_join("", "{}", ((_shown(each),) for each in stretches))


def _shown(stretch: Stretch) -> SafeString | str:
    return format_html('<mark class="in-{}">{}</mark>', stretch.mark, stretch.text) if stretch.mark else stretch.text
