"""Too much at once: the same person in two campaigns, or two people of one small organization (P14, P25, 3B7)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Q

from contacts.models import Contact
from outreach.models import PURSUED, Campaign, Follows, Target

SMALL = 10
"""Where the user knows fewer people than this, two letters a week are talked about; nobody says how large it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """Someone with whom something is going on already: the same person elsewhere, or a colleague of theirs."""

    other: Target
    is_same_person: bool

    @property
    def says(self) -> str:
        """What is the matter: "Also in “Ports”, where they are at “reached out”."."""
        state = self.other.get_state_display()
        if self.is_same_person:
            return f"Also in “{self.other.campaign}”, where they are at “{state}”."
        return f"{self.other.contact.name}, also at {self.other.contact.organization}, is at “{state}”."

    @property
    def advice(self) -> str:
        """What to do about it."""
        if self.is_same_person:
            return "Two requests at once can feel like a crowd: finish one, or put it off to a date."
        return "In a small place people talk: wait for one answer before you ask the next."


def crowds(people: Collection[Contact], *, user: AbstractBaseUser, campaign: Campaign | None) -> dict[int, list[Crowd]]:
    """By contact: what is going on already, apart from themselves in ``campaign``. Two queries, however many people.

    Colleagues count where the organization is small. Where ``campaign`` takes turns (3B7), those still to be asked or
    waiting for an answer have their turn by date, and only those talking already count.
    """
    places = {contact.organization_id for contact in people} - {None}
    live = Target.for_user(user).live().for_rows()
    found = list(live.filter(Q(contact__in=people) | Q(contact__organization__in=places)).order_by("pk"))
    known = Contact.for_user(user).active().filter(organization__in=places).order_by()
    small = {place for place, count in known.values_list("organization").annotate(count=Count("pk")) if count < SMALL}
    takes_turns = campaign is not None and campaign.follows == Follows.THREE_B_SEVEN
    crowded: dict[int, list[Crowd]] = defaultdict(list)
    for contact in people:
        for other in found:
            if other.contact_id == contact.pk:
                if campaign is None or other.campaign_id != campaign.pk:
                    crowded[contact.pk].append(Crowd(other=other, is_same_person=True))
            elif contact.organization_id in small and other.contact.organization_id == contact.organization_id:
                has_its_turn = takes_turns and campaign is not None and other.campaign_id == campaign.pk
                if not (has_its_turn and other.state in PURSUED):
                    crowded[contact.pk].append(Crowd(other=other, is_same_person=False))
    return dict(crowded)
