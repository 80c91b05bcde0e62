"""Whom a plan is about, from the address of its page: a target, an introduction that was made, or a contact."""

from dataclasses import dataclass
from typing import TypedDict
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404

from common.requests import AuthedRequest
from contacts.models import Contact
from outreach.models import Introduction, IntroductionState, Target


class Parts(TypedDict):
    """As domain functions take them."""

    contact: Contact
    target: Target | None
    introduction: Introduction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A contact, with what led to the conversation."""

    contact: Contact
    target: Target | None = None
    introduction: Introduction | None = None

    @property
    def parts(self) -> Parts:
        """As domain functions take them."""
        return Parts(contact=self.contact, target=self.target, introduction=self.introduction)

    @property
    def query(self) -> str:
        """What names them in an address: "target=7"."""
        if self.introduction is not None:
            return urlencode({"introduction": self.introduction.pk})
        if self.target is not None:
            return urlencode({"target": self.target.pk})
        return urlencode({"contact": self.contact.pk})

    def their_timezone(self) -> str:
        """The zone of the last plan with them, blank where none was said; two queries at most."""
        for plans in (self.contact.interviews.order_by("-created_at"), self.contact.proposals.order_by("-made_at")):
            zone = plans.exclude(timezone="").values_list("timezone", flat=True).first()
            if zone:
                return str(zone)
        return ""


def subject_of(request: AuthedRequest) -> Subject | None:
    """The subject that the address names; ``None`` when it names none. Raises ``Http404`` for someone unknown."""
    finders = {"introduction": _of_introduction, "target": _of_target, "contact": _of_contact}
    for name, find in finders.items():
        if key := request.GET.get(name, ""):
            if not (key.isascii() and key.isdigit() and len(key) < 19):
                raise Http404
            return find(request, int(key))
    return None


def _of_introduction(request: AuthedRequest, pk: int) -> Subject:
    found = Introduction.for_user(request.user).exclude(whom=None)
    whom = ("whom__organization", "whom__owner", "connector", "target__campaign")
    introduction = get_object_or_404(found.select_related(*whom), pk=pk)
    if introduction.whom is None:
        raise Http404
    made = introduction.state == IntroductionState.MADE
    target = introduction.target
    if target is not None and target.contact_id != introduction.whom_id:
        target = None
    return Subject(contact=introduction.whom, target=target, introduction=introduction if made else None)


def _of_target(request: AuthedRequest, pk: int) -> Subject:
    found = Target.for_user(request.user).select_related("contact__organization", "contact__owner", "campaign")
    target = get_object_or_404(found, pk=pk)
    return Subject(contact=target.contact, target=target)


def _of_contact(request: AuthedRequest, pk: int) -> Subject:
    found = Contact.for_user(request.user).select_related("organization", "owner")
    return Subject(contact=get_object_or_404(found, pk=pk))
