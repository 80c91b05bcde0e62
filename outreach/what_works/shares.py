"""How often attempts are answered, by how they went out, what they asked and whom: shares with their intervals."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from common.charts import Interval, interval
from common.ownership import OwnedQuerySet
from contacts.models import Tie
from outreach.models import AskKind, Attempt, Channel
from outreach.models.answers import with_answers

MOST_TEMPLATES = 12
"""So many rows are read; the rest is said in one."""

_NO_TEMPLATE = (None, "", "")
_TIES = {Tie.STRONG: "Strong tie", Tie.WEAK: "Weak tie", Tie.NONE: "No tie yet", "": "Not noted then"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """All attempts, parted in one way; every part is a share of answered attempts."""

    title: str
    definition: str
    """What is counted, in one sentence; the page shows it."""
    rows: Sequence[Interval]

    @property
    def says(self) -> str:
        """What the rows show, as far as they show anything; empty while fewer than two of them have ten attempts.

        Two rows whose 95 % Wilson intervals do not meet are told apart; that is stricter than a test at 5 %.
        """
        telling = sorted((row for row in self.rows if row.is_telling), key=lambda row: row.estimate)
        if len(telling) < 2:
            return ""
        worst, best = telling[0], telling[-1]
        if best.low > worst.high:
            return f"“{best.label}” was answered more often than “{worst.label}”; chance alone hardly explains that."
        return "The intervals meet, so the difference may be chance."


def splits(attempts: OwnedQuerySet[Attempt]) -> list[Split]:
    """``attempts`` parted by channel, number, template, ask and tie; one query.

    Every attempt counts, also those that may still be answered: quick answers come first, so that leaving out who is
    silent yet would flatter. Ask, tie and template are as they were on the day of the attempt.
    """
    rows = list(
        with_answers(attempts)
        .order_by()
        .values_list("channel", "in_round", "template", "template__name", "skeleton", "began_with", "ask_kind", "tie")
        .annotate(answered=Count("pk", filter=Q(answered_on__isnull=False)), made=Count("pk"))
    )
    channels, numbers, templates, asks, ties = (_Tally() for _ in range(5))
    for channel, number, template, name, skeleton, began_with, ask, tie, answered, made in rows:
        channels.add(channel, answered, made)
        numbers.add(number, answered, made)
        templates.add((template, skeleton, name or began_with), answered, made)
        asks.add(ask, answered, made)
        ties.add(tie, answered, made)
    return [
        Split(
            title="By channel",
            definition="Of the attempts by each channel, how many were answered before the next one.",
            rows=channels.rows({channel.value: channel.label.capitalize() for channel in Channel}),
        ),
        Split(
            title="By attempt",
            definition="Of all first attempts, of all second ones and so on, how many were answered before the next.",
            rows=numbers.rows({number: f"Attempt {number}" for number in sorted(numbers.made)}),
        ),
        Split(
            title="By template",
            definition="Of the attempts that began with each template or skeleton, how many were answered before the "
            "next one.",
            rows=_by_use(templates),
        ),
        Split(
            title="By what you asked for",
            definition="Of the attempts with each kind of ask, how many were answered; the ask as it was that day.",
            rows=asks.rows({**{kind.value: kind.label.capitalize() for kind in AskKind}, "": "Asked for nothing"}),
        ),
        Split(
            title="By tie",
            definition="Of the attempts to people of each tie, how many were answered; the tie as it was that day.",
            rows=ties.rows(_TIES),
        ),
    ]


class _Tally:
    """Answered and made attempts, by whatever parts them."""

    def __init__(self) -> None:
        self.answered: Counter[Any] = Counter()
        self.made: Counter[Any] = Counter()

    def add(self, key: Any, answered: int, made: int) -> None:
        self.answered[key] += answered
        self.made[key] += made

    def rows(self, labels: Mapping[Any, str]) -> list[Interval]:
        """A share for each of ``labels`` of which there is an attempt, in their order."""
        return [interval(label, self.answered[key], self.made[key]) for key, label in labels.items() if self.made[key]]


def _by_use(templates: _Tally) -> list[Interval]:
    """The templates used most, the others together, and last what began with none."""
    used = sorted((key for key in templates.made if any(key)), key=lambda key: (-templates.made[key], key[2]))
    shown, rest = used[:MOST_TEMPLATES], used[MOST_TEMPLATES:]
    rows = templates.rows({key: _name(*key) for key in shown})
    for label, keys in ((f"{len(rest)} others", rest), ("Without a template", [_NO_TEMPLATE])):
        made = sum(templates.made[key] for key in keys)
        if made:
            rows.append(interval(label, sum(templates.answered[key] for key in keys), made))
    return rows


def _name(template: int | None, skeleton: str, name: str) -> str:
    """A template that is gone keeps the name it had."""
    return name if template is not None or skeleton else f"{name} (deleted)"
