"""How far the people of one's campaigns came: chosen, asked, answered, a meeting agreed, held."""

from django.db.models import Count, Q

from common.charts import Funnel, funnel
from common.ownership import OwnedQuerySet
from outreach.models import Target
from outreach.models.answers import with_outcomes

CHOSEN, ASKED, ANSWERED, MET, HELD = "Chosen", "Asked", "Answered", "Meeting agreed", "Meeting held"


def funnel_of(targets: OwnedQuerySet[Target]) -> Funnel:
    """``targets`` by how far they came at any time, each step a part of the one before it; one query.

    Somebody in two campaigns counts in each. ``with_outcomes`` says what each step means; a meeting is agreed by
    whoever was heard from, so that nobody met was not answered.
    """
    counts = (
        with_outcomes(targets)
        .order_by()
        .aggregate(
            chosen=Count("pk"),
            asked=Count("pk", filter=Q(was_asked=True)),
            answered=Count("pk", filter=Q(was_answered=True)),
            met=Count("pk", filter=Q(was_met=True)),
            held=Count("pk", filter=Q(was_held=True)),
        )
    )
    return funnel(
        title="From a name to a talk",
        definition="Everyone you chose, whom of them you asked, who answered, who agreed to meet, and whom you met.",
        steps=[
            (CHOSEN, counts["chosen"]),
            (ASKED, counts["asked"]),
            (ANSWERED, counts["answered"]),
            (MET, counts["met"]),
            (HELD, counts["held"]),
        ],
    )
