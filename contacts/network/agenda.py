"""What the network puts on the agenda: it is worth rating again a quarter after the last time (P10)."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from common.agenda import AgendaItem, Kind, NothingToDoError, Owner, Priority
from common.dates import add_months
from contacts.models import NetworkRating
from contacts.network.rating import QUARTER
from contacts.standing import named, said

SLACK_DAYS = 30
KEY = re.compile(r"[0-9]{1,18}")


class NetworkReviewSource:
    """A quarter has gone by since the last rating; who never rated, or found work (P48), is not reminded."""

    kind = Kind.NETWORK_REVIEW
    done_label = "Rated"

    def items(self, owners: Sequence[Owner], on: date, until: date) -> Iterator[AgendaItem]:
        """Reviews due by ``until``; one query."""
        return (item for item in self._items(owners, on) if item.due_on <= until)

    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:  # noqa: ARG002 - the contract's
        """Only answering completes it. Raises ``NothingToDoError``."""
        raise NothingToDoError("Answer the five questions, and it is done.")

    def snooze(self, owner: Owner, key: str, *, on: date, until: date) -> str:
        """Ask again on ``until``. Raises ``NothingToDoError`` when it is not due."""
        mine = NetworkRating.unscoped.owned_by_any([owner.pk]).latest_of_each()
        rating: NetworkRating | None = mine.filter(pk=key).first() if KEY.fullmatch(key) else None
        if rating is None or self._due_on(rating) > on:
            raise NothingToDoError("Your network is not up for rating.")
        rating.snoozed_until = until
        rating.save(update_fields=["snoozed_until"])
        return f"Your network can wait until {named(until, on)}."

    def _due_on(self, rating: NetworkRating) -> date:
        return max(add_months(rating.rated_on, QUARTER), rating.snoozed_until or rating.rated_on)

    def _items(self, owners: Sequence[Owner], on: date) -> Iterator[AgendaItem]:
        asked = [owner.pk for owner in owners if not owner.has_landed]
        for rating in NetworkRating.unscoped.owned_by_any(asked).latest_of_each():
            yield AgendaItem(
                owner_id=rating.owner_id,
                kind=self.kind,
                key=str(rating.pk),
                due_on=self._due_on(rating),
                person=None,
                title="Rate your network again",
                why=f"You last did {said(rating.rated_on, on)}",
                context=f"It was {rating.score} of 5 then. Five questions, two minutes.",
                url=rating.get_absolute_url(),
                action="Rate it",
                priority=Priority.TIDY,
                slack_days=SLACK_DAYS,
                can_complete=False,
            )
