"""News that is owed: somebody helped, something came of it, and they do not know yet (P43)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db import transaction

from common.agenda import AgendaItem, Kind, NothingToDoError, Owner, Priority
from outreach import words as said
from outreach.models import News
from outreach.news import owed, words

SLACK_DAYS = 3
"""Days late that weigh as much as one interval does for keeping in touch."""


class NewsOwedSource:
    """One item for each person and outcome; of several at one organization the newest says it all. A key is the row."""

    kind = Kind.NEWS_OWED
    done_label = "I told them"

    def items(self, owners: Sequence[Owner], on: date, until: date) -> Iterator[AgendaItem]:
        """News due by ``until``; one query."""
        mine = News.unscoped.owned_by_any([owner.pk for owner in owners]).due()
        heartened: set[int] = set()
        for news in mine.filter(due_on__lte=until).for_rows().order_by("due_on", "pk"):
            # Once a morning is enough.
            context = words.context(news.outcome) if news.outcome.owner_id not in heartened else ""
            heartened.add(news.outcome.owner_id)
            yield self._item(news, on, context)

    @transaction.atomic
    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:  # noqa: ARG002 - the date suffices
        """Note that they were told on ``on``. Raises ``NothingToDoError`` when it is not open any more."""
        news = self._open(owner, key)
        owed.tell(news, told_on=on, on=on)
        return words.told(news)

    def snooze(self, owner: Owner, key: str, *, on: date, until: date) -> str:
        """Come back to it on ``until``. Raises ``NothingToDoError`` when it is not open any more."""
        news = self._open(owner, key)
        news.due_on = until
        news.save(update_fields=["due_on"])
        return f"This comes back on {said.full_day(until, on)}."

    @transaction.atomic
    def let_pass(self, owner: Owner, key: str, *, on: date) -> str:
        """They need not know. Raises ``NothingToDoError`` when it is not open any more."""
        news = self._open(owner, key)
        owed.waive(news, on=on)
        return words.waived(news)

    @transaction.atomic
    def take_back(self, owner: Owner, key: str, *, on: date) -> str:
        """They are to hear it after all, or were not told. Raises ``NothingToDoError`` when it is open."""
        news = self._found(owner, key)
        if news.is_open:
            raise NothingToDoError(key)
        owed.reopen(news, on=on)
        return words.reopened(news)

    def _open(self, owner: Owner, key: str) -> News:
        news = self._found(owner, key)
        if not news.is_open:
            raise NothingToDoError("They know already, or need not.")
        return news

    def _found(self, owner: Owner, key: str) -> News:
        mine = News.unscoped.owned_by_any([owner.pk]).reachable().for_rows()
        is_number = key.isascii() and key.isdigit() and len(key) < 19
        news: News | None = mine.filter(pk=int(key)).first() if is_number else None
        if news is None:
            raise NothingToDoError("This points to nothing that is open.")
        return news

    def _item(self, news: News, on: date, context: str) -> AgendaItem:
        whys = news.whys
        return AgendaItem(
            owner_id=news.outcome.owner_id,
            kind=self.kind,
            key=str(news.pk),
            due_on=news.due_on,
            person=news.contact.as_person,
            title=words.to_do(news),
            why=whys[0] if whys else words.since(news.outcome, on),
            context=context,
            url=words.write_url(news),
            action="Write",
            priority=Priority.PROMISE,
            slack_days=SLACK_DAYS,
            drop_label="They need not know",
        )
