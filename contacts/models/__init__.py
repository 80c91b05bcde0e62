"""Tables of this floor."""

from contacts.models.contact import Contact, ContactQuerySet, Tie, Tier, WalkOfLife
from contacts.models.contact_point import ContactPoint, ContactPointQuerySet, PointKind
from contacts.models.follow_up import FollowUp, FollowUpQuerySet
from contacts.models.import_batch import (
    ImportBatch,
    ImportBatchQuerySet,
    ImportRow,
    ImportState,
    ImportVerdict,
)
from contacts.models.interaction import Direction, Interaction, InteractionKind, InteractionQuerySet
from contacts.models.organization import Interest, Organization, OrganizationQuerySet
from contacts.models.tag import Tag, TagQuerySet

__all__ = [
    "Contact",
    "ContactPoint",
    "ContactPointQuerySet",
    "ContactQuerySet",
    "Direction",
    "FollowUp",
    "FollowUpQuerySet",
    "ImportBatch",
    "ImportBatchQuerySet",
    "ImportRow",
    "ImportState",
    "ImportVerdict",
    "Interaction",
    "InteractionKind",
    "InteractionQuerySet",
    "Interest",
    "Organization",
    "OrganizationQuerySet",
    "PointKind",
    "Tag",
    "TagQuerySet",
    "Tie",
    "Tier",
    "WalkOfLife",
]
