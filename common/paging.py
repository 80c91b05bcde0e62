"""Pages of what was searched for."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property


class LeanPaginator(Paginator[Any]):
    """Pages of rows that show more than they are found by: what is only shown is not joined to be counted."""

    def __init__(self, found: "QuerySet[Any]", per_page: int, *, shown: "QuerySet[Any]") -> None:
        """``shown`` are the same rows as ``found``, in the same order, with what a page shows of each."""
        super().__init__(shown, per_page)
        self._found = found

    @cached_property
    def count(self) -> int:
        """How many rows there are on all pages; one query."""
        return self._found.count()


class FoundPaginator(Paginator[Any]):
    """Pages of rows that are costly to find: all ids are fetched once, as counting and slicing would search twice."""

    def __init__(
        self, found: "QuerySet[Any]", per_page: int, *, shown: Callable[[Sequence[int]], Mapping[int, Any]]
    ) -> None:
        """``found`` in its order, ``per_page`` of it a page; ``shown`` is how a page fetches its own, by id."""
        super().__init__(list(found.values_list("pk", flat=True)), per_page)
        self.shown = shown

    def page(self, number: int | str) -> Page[Any]:
        """One page, its ids made rows. Raises ``InvalidPage``."""
        page = super().page(number)
        rows = self.shown(cast("Sequence[int]", page.object_list))
        page.object_list = [rows[pk] for pk in page.object_list if pk in rows]
        return page
