"""Charts in a page: ``{% column_chart chart %}``; the shapes come from ``common.charts``."""

from typing import Any

from django import template

from common.charts import ColumnChart, Funnel, Interval, LineChart

register = template.Library()


@register.inclusion_tag("_charts/columns.html")
def column_chart(chart: ColumnChart) -> dict[str, Any]:
    """Stacked columns with their legend, definition and table."""
    return {"chart": chart}


@register.inclusion_tag("_charts/lines.html")
def line_chart(chart: LineChart) -> dict[str, Any]:
    """Lines with their legend, definition and table."""
    return {"chart": chart}


@register.inclusion_tag("_charts/intervals.html")
def interval_chart(rows: list[Interval], title: str, definition: str) -> dict[str, Any]:
    """Shares with their intervals: a table, as each row says its own figures."""
    return {"rows": rows, "title": title, "definition": definition}


@register.inclusion_tag("_charts/funnel.html")
def funnel_chart(funnel: Funnel) -> dict[str, Any]:
    """Bars that grow shorter, in a table: each step with its count and its share of the one before."""
    return {"funnel": funnel}
