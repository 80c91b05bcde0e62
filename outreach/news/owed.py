"""Somebody is told what came of their help, or need not know; each can be taken back (P43)."""

from datetime import date

from django.db import transaction

from contacts import timeline
from contacts.models import Contact, Direction, Interaction, InteractionKind
from outreach.models import News
from outreach.moves import PursuitError
from outreach.news import words


class NewsError(PursuitError):
    """A step that does not follow from where the news stands; the message says why, and nothing was changed."""


@transaction.atomic
def tell(news: News, *, told_on: date, on: date, interaction: Interaction | None = None) -> None:
    """Note that they were told on local date ``told_on``, the user's today being ``on``; after a waiver, too.

    Without the ``interaction`` of a letter the timeline gets a line. Raises ``NewsError`` for who was told already, and
    ``contacts.timeline.NotYetHappenedError``.
    """
    _lock(news)
    if news.told_on is not None:
        raise NewsError(f"{news.contact.name} was told already, on {news.told_on:%-d %B}. Nothing was doubled.")
    news.is_line = interaction is None
    news.interaction = interaction or timeline.log(
        contact=news.contact,
        kind=InteractionKind.MESSAGE,
        direction=Direction.OUTGOING,
        happened_on=told_on,
        summary=words.told_line(news.outcome),
        on=on,
    )
    news.told_on, news.waived_on = told_on, None
    news.save()


@transaction.atomic
def waive(news: News, *, on: date) -> None:
    """They need not know. Raises ``NewsError`` for who was told."""
    _lock(news)
    if news.told_on is not None:
        raise NewsError(f"{news.contact.name} was told already, on {news.told_on:%-d %B}.")
    news.waived_on = on
    news.save(update_fields=["waived_on"])


@transaction.atomic
def reopen(news: News, *, on: date) -> None:
    """They are to be told after all, or were not; a letter that went out stays in the timeline. Twice is once."""
    _lock(news)
    line = news.interaction if news.is_line else None
    news.told_on = news.waived_on = news.interaction = None
    news.is_line = False
    news.save()
    if line is not None:
        timeline.delete(line, on=on)


def told_by(letter: Interaction, contact: Contact, *, about: News | None) -> list[News]:
    """A letter went out to ``contact``: they know what it was ``about``, and what came of every place it names.

    Returns the news told by it, what it was about first.
    """
    said = letter.summary.casefold()
    heard = [
        news
        for news in News.unscoped.filter(contact=contact).open().for_rows().order_by("-outcome__happened_on", "-pk")
        if (about is not None and news.pk == about.pk) or (news.outcome.place and news.outcome.place.casefold() in said)
    ]
    heard.sort(key=lambda news: about is None or news.pk != about.pk)
    for place, news in enumerate(heard):
        _lock(news)
        news.told_on, news.is_line = letter.on, False
        news.interaction = letter if place == 0 else None
        news.save()
    return heard


def _lock(news: News) -> None:
    news.refresh_from_db(
        fields=["told_on", "waived_on", "interaction", "is_line"],
        from_queryset=News.unscoped.select_for_update(of=("self",)),
    )
