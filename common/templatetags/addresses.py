"""``{% url %}`` as Django has it, but quick: what a page links to is looked up once a process, not once a link."""

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as as_django_reads_it

from common.routes import address_of, addresses_of

register = template.Library()


class _Address(URLNode):
    """The common cases: a route without arguments, or with one primary key."""

    def render(self, context: Context) -> str:
        if self.kwargs or self.asvar or len(self.args) > 1:
            return super().render(context)
        route = self.view_name.resolve(context)
        if not self.args:
            return address_of(route)
        pk: Any = self.args[0].resolve(context)
        # Anything else may not be what the route takes, or may have to be quoted.
        return addresses_of(route)(pk) if type(pk) is int and pk >= 0 else super().render(context)


@register.tag
def url(parser: Parser, token: Token) -> URLNode:
    """The address of a route, as Django's own tag gives it."""
    node = as_django_reads_it(parser, token)
    return _Address(node.view_name, node.args, node.kwargs, node.asvar)
