"""Tables of this floor."""

from contacts.models.affiliation import Affiliation, AffiliationKind, AffiliationQuerySet
from contacts.models.brainstorm import Brainstorm
from contacts.models.change import Change, ChangedRow, ChangeKind, ChangeQuerySet
from contacts.models.contact import Contact
from contacts.models.contact_point import ContactPoint, ContactPointQuerySet, PointKind
from contacts.models.contact_query import ContactQuerySet
from contacts.models.detail import Detail, DetailKind, Occasion, OccasionKind, OccasionQuerySet
from contacts.models.difference import DifferentOrganizations, DifferentPeople
from contacts.models.event import Event, EventQuerySet
from contacts.models.follow_up import FollowUp, FollowUpQuerySet, RepeatFrom, RepeatUnit
from contacts.models.import_batch import (
    ColumnMapping,
    ImportBatch,
    ImportBatchQuerySet,
    ImportPart,
    ImportState,
    RestoredRows,
)
from contacts.models.import_row import ImportChoice, ImportRow, ImportRowQuerySet, ImportVerdict
from contacts.models.interaction import Direction, Interaction, InteractionKind, InteractionQuerySet
from contacts.models.match import Match, MatchVerdict
from contacts.models.muted_kind import MutedKind, MutedKindQuerySet
from contacts.models.network_rating import NetworkRating, NetworkRatingQuerySet
from contacts.models.organization import Interest, Organization, OrganizationQuerySet
from contacts.models.organization_alias import OrganizationAlias
from contacts.models.photo import Photo
from contacts.models.posting import Posting
from contacts.models.relation import Tie, Tier, WalkOfLife
from contacts.models.saved_link import SavedLink, SavedLinkQuerySet
from contacts.models.saved_view import SavedView, SavedViewQuerySet
from contacts.models.tag import Tag, TagQuerySet

__all__ = [
    "Affiliation",
    "AffiliationKind",
    "AffiliationQuerySet",
    "Brainstorm",
    "Change",
    "ChangeKind",
    "ChangeQuerySet",
    "ChangedRow",
    "ColumnMapping",
    "Contact",
    "ContactPoint",
    "ContactPointQuerySet",
    "ContactQuerySet",
    "Detail",
    "DetailKind",
    "DifferentOrganizations",
    "DifferentPeople",
    "Direction",
    "Event",
    "EventQuerySet",
    "FollowUp",
    "FollowUpQuerySet",
    "ImportBatch",
    "ImportBatchQuerySet",
    "ImportChoice",
    "ImportPart",
    "ImportRow",
    "ImportRowQuerySet",
    "ImportState",
    "ImportVerdict",
    "Interaction",
    "InteractionKind",
    "InteractionQuerySet",
    "Interest",
    "Match",
    "MatchVerdict",
    "MutedKind",
    "MutedKindQuerySet",
    "NetworkRating",
    "NetworkRatingQuerySet",
    "Occasion",
    "OccasionKind",
    "OccasionQuerySet",
    "Organization",
    "OrganizationAlias",
    "OrganizationQuerySet",
    "Photo",
    "PointKind",
    "Posting",
    "RepeatFrom",
    "RepeatUnit",
    "RestoredRows",
    "SavedLink",
    "SavedLinkQuerySet",
    "SavedView",
    "SavedViewQuerySet",
    "Tag",
    "TagQuerySet",
    "Tie",
    "Tier",
    "WalkOfLife",
]
