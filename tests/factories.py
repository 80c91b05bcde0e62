"""One way to make each row; anything not said is plausible and fixed."""

from datetime import UTC, date, datetime
from typing import TypeVar

from django.db import models
from factory.declarations import LazyAttribute, RelatedFactory, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from accounts.models import User
from contacts import organizations
from contacts.models import (
    Affiliation,
    Contact,
    ContactPoint,
    Detail,
    Event,
    FollowUp,
    Interaction,
    NetworkRating,
    Occasion,
    Organization,
    Posting,
    SavedLink,
    SavedView,
    Tag,
)
from interviews.models import Insight, Interview, InterviewQuestion, Proposal, Question
from outreach.models import (
    Attempt,
    Campaign,
    Draft,
    Introduction,
    Landing,
    MessageTemplate,
    News,
    Outcome,
    OwnPolicy,
    Reference,
    ReferenceUse,
    Target,
)

ADDED_ON = date(2026, 8, 3)

M = TypeVar("M", bound=models.Model)


class _Factory(DjangoModelFactory[M]):
    class Meta:
        abstract = True

    @classmethod
    def _get_manager(cls, model_class: type[M]) -> models.Manager[M]:
        return model_class._default_manager


class UserFactory(_Factory[User]):
    class Meta:
        model = User

    email = Sequence(lambda n: f"user{n}@example.com")
    name = "Robin Reyes"
    timezone = "UTC"
    country = "US"
    welcomed_at = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)
    password = "!"  # unusable, and saved with the row: a session is bound to it


class OrganizationFactory(_Factory[Organization]):
    class Meta:
        model = Organization

    owner = SubFactory(UserFactory)
    name = Sequence(lambda n: f"Northwind {n}")


class TagFactory(_Factory[Tag]):
    class Meta:
        model = Tag

    owner = SubFactory(UserFactory)
    name = Sequence(lambda n: f"tag {n}")


class ContactFactory(_Factory[Contact]):
    """A contact; with ``organization=...`` give one of the same owner."""

    class Meta:
        model = Contact

    owner = SubFactory(UserFactory)
    first_name = Sequence(lambda n: f"Marisol{n}")
    last_name = "Ibáñez"
    title = "Head of Logistics"
    added_on = ADDED_ON


class ContactPointFactory(_Factory[ContactPoint]):
    class Meta:
        model = ContactPoint

    contact = SubFactory(ContactFactory)
    kind = "email"
    value = Sequence(lambda n: f"marisol{n}@example.com")


class InteractionFactory(_Factory[Interaction]):
    """A row alone; ``contacts.timeline.log`` also moves the cadence."""

    class Meta:
        model = Interaction

    contact = SubFactory(ContactFactory)
    on = date(2026, 9, 1)
    summary = "Coffee, talked about Lyon."


class FollowUpFactory(_Factory[FollowUp]):
    class Meta:
        model = FollowUp

    contact = SubFactory(ContactFactory)
    what = "Send her the article on warehouse robots"
    due_on = date(2026, 11, 23)


class DetailFactory(_Factory[Detail]):
    class Meta:
        model = Detail

    contact = SubFactory(ContactFactory)
    kind = "family"
    text = "Two boys, the elder plays the cello"


class OccasionFactory(_Factory[Occasion]):
    class Meta:
        model = Occasion

    contact = SubFactory(ContactFactory)
    month = 4
    day = 12


class SavedViewFactory(_Factory[SavedView]):
    """A view; with ``tag=...`` or ``event=...`` give one of the same owner."""

    class Meta:
        model = SavedView

    owner = SubFactory(UserFactory)
    name = Sequence(lambda n: f"View {n}")
    query = "tier=key"


class SavedLinkFactory(_Factory[SavedLink]):
    """A link; with ``contact=...`` give one of the same owner."""

    class Meta:
        model = SavedLink

    owner = SubFactory(UserFactory)
    url = Sequence(lambda n: f"https://example.org/robots-{n}")
    title = "Robots in the warehouse"
    saved_on = date(2026, 11, 2)


class EventFactory(_Factory[Event]):
    class Meta:
        model = Event

    owner = SubFactory(UserFactory)
    name = Sequence(lambda n: f"Rail evening {n}")
    on = date(2026, 11, 19)


class PostingFactory(_Factory[Posting]):
    class Meta:
        model = Posting

    organization = SubFactory(OrganizationFactory)
    title = "Operations lead"
    added_on = ADDED_ON


class NetworkRatingFactory(_Factory[NetworkRating]):
    class Meta:
        model = NetworkRating

    owner = SubFactory(UserFactory)
    rated_on = date(2026, 8, 3)
    is_honest = True
    is_demanding = True
    is_alive = False
    is_ahead = False
    is_connected = False


class AffiliationFactory(_Factory[Affiliation]):
    """A former employer; both sides of the same owner."""

    class Meta:
        model = Affiliation

    contact = SubFactory(ContactFactory)
    organization = SubFactory(OrganizationFactory, owner=SelfAttribute("..contact.owner"))


class CampaignFactory(_Factory[Campaign]):
    class Meta:
        model = Campaign

    owner = SubFactory(UserFactory)
    name = "Rail freight"
    goal = "Learn how rail freight buys software"
    started_on = date(2026, 11, 2)


class TargetFactory(_Factory[Target]):
    """A target whose contact belongs to the campaign's owner."""

    class Meta:
        model = Target

    campaign = SubFactory(CampaignFactory)
    contact = SubFactory(ContactFactory, owner=SelfAttribute("..campaign.owner"))
    reason = "She built the Lyon depot"
    state = "ready"
    next_attempt_on = date(2026, 11, 23)
    moved_on = date(2026, 11, 20)


class AttemptFactory(_Factory[Attempt]):
    class Meta:
        model = Attempt

    target = SubFactory(TargetFactory)
    number = 1
    channel = "email"
    made_on = date(2026, 11, 16)


class InterviewFactory(_Factory[Interview]):
    class Meta:
        model = Interview

    contact = SubFactory(ContactFactory)
    starts_at = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


class InsightFactory(_Factory[Insight]):
    class Meta:
        model = Insight

    interview = SubFactory(InterviewFactory)
    text = "Planners who can talk to drivers are rare"


class QuestionFactory(_Factory[Question]):
    """A question of the owner's own."""

    class Meta:
        model = Question

    owner = SubFactory(UserFactory)
    text = Sequence(lambda n: f"What would you ask at depot {n}?")
    purpose = "field"


class InterviewQuestionFactory(_Factory[InterviewQuestion]):
    """A picked question; with ``question=...`` give one of the same owner."""

    class Meta:
        model = InterviewQuestion

    interview = SubFactory(InterviewFactory)
    text = "Why rail?"
    purpose = "back_story"
    position = Sequence(lambda n: n)


class OutcomeFactory(_Factory[Outcome]):
    """An interview got; nobody is listed as owed the news: ``outreach.news.noting`` does that."""

    class Meta:
        model = Outcome

    owner = SubFactory(UserFactory)
    kind = "interview"
    organization = LazyAttribute(lambda outcome: organizations.named(outcome.owner, "Kessel"))
    happened_on = date(2026, 11, 20)


class ProposalFactory(_Factory[Proposal]):
    """Three times in the first days of December, sent on the tests' Monday."""

    class Meta:
        model = Proposal

    contact = SubFactory(ContactFactory)
    first_at = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
    second_at = datetime(2026, 12, 2, 14, 0, tzinfo=UTC)
    third_at = datetime(2026, 12, 3, 16, 0, tzinfo=UTC)
    made_at = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class LandingFactory(_Factory[Landing]):
    """The end of a search; the owner's state is not its business."""

    class Meta:
        model = Landing
        skip_postgeneration_save = True

    owner = SubFactory(UserFactory)
    outcome = RelatedFactory(
        OutcomeFactory, factory_related_name="landing", kind="landed", owner=SelfAttribute("..owner")
    )


class NewsFactory(_Factory[News]):
    """Somebody of the outcome's owner, who is owed the news on the tests' Monday."""

    class Meta:
        model = News

    outcome = SubFactory(OutcomeFactory)
    contact = SubFactory(ContactFactory, owner=SelfAttribute("..outcome.owner"))
    why = "Told you of the posting"
    due_on = date(2026, 11, 23)


class ReferenceFactory(_Factory[Reference]):
    """Somebody who said yes and knows the user's goals."""

    class Meta:
        model = Reference

    contact = SubFactory(ContactFactory)
    knows = "Two depots opened on time"
    added_on = date(2026, 11, 2)
    asked_on = date(2026, 11, 3)
    affirmed_on = date(2026, 11, 5)
    goals_on = date(2026, 11, 6)


class ReferenceUseFactory(_Factory[ReferenceUse]):
    """Somebody will call a reference on the Friday after the tests' Monday."""

    class Meta:
        model = ReferenceUse

    reference = SubFactory(ReferenceFactory)
    organization = LazyAttribute(lambda use: organizations.named(use.reference.contact.owner, "Globex"))
    role = "Planning manager"
    caller = "Hana Sato"
    expected_on = date(2026, 11, 27)
    noted_on = date(2026, 11, 20)


class IntroductionFactory(_Factory[Introduction]):
    """One not asked for yet; with ``connector=...`` and ``whom=...`` give people of the same owner."""

    class Meta:
        model = Introduction

    owner = SelfAttribute("connector.owner")
    connector = SubFactory(ContactFactory)
    connector_name = SelfAttribute("connector.name")
    wish = "Someone in data at Acme"
    why = "Builds what I would like to plan with"
    lines = "I planned freight at Acme until the summer. Twenty minutes are enough, and a no is quite all right."
    noted_on = date(2026, 11, 2)
    moved_on = date(2026, 11, 2)


class MessageTemplateFactory(_Factory[MessageTemplate]):
    class Meta:
        model = MessageTemplate

    owner = SubFactory(UserFactory)
    name = Sequence(lambda n: f"First e-mail {n}")
    subject = "A question about rail"
    body = "Dear {{ first_name }},\n\nMay I ask you something?"


class DraftFactory(_Factory[Draft]):
    """A message begun; give a ``target`` or a ``contact`` of the same owner."""

    class Meta:
        model = Draft

    owner = SubFactory(UserFactory)
    subject = "Rail freight"
    body = "Dear Tobias, may I ask you something?"
    saved_at = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


class OwnPolicyFactory(_Factory[OwnPolicy]):
    class Meta:
        model = OwnPolicy

    owner = SubFactory(UserFactory)
    name = Sequence(lambda n: f"Two and a card {n}")
    steps = [{"channel": "call", "gap": 0}, {"channel": "letter", "gap": 4}]
    close_out_gap = 6
