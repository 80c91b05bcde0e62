"""What people wrote, as they meant it to look: ``{{ interview.notes|markdown }}``."""

from django import template
from django.utils.safestring import SafeString

from common.markdown import rendered

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """``text`` as safe HTML; see ``common.markdown``. Put it into an element of the class ``written``."""
    return rendered(text)
