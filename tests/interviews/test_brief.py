"""The sheet for a talk: filled from what is known, for many at once in constant queries (P32–P35, P50)."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import SearchBrief, User
from contacts.models import Contact
from interviews import framing
from interviews.brief import Brief, gather
from interviews.models import Interview
from tests.conftest import MONDAY
from tests.factories import (
    CampaignFactory,
    ContactFactory,
    ContactPointFactory,
    DetailFactory,
    InteractionFactory,
    InterviewFactory,
    InterviewQuestionFactory,
    IntroductionFactory,
    OrganizationFactory,
    TargetFactory,
    UserFactory,
)


@pytest.fixture
def hana(alice: User) -> Contact:
    return ContactFactory.create(
        owner=alice,
        first_name="Hana",
        last_name="Sato",
        organization=OrganizationFactory.create(owner=alice, name="Globex"),
        how_known="Same master’s programme",
    )


@pytest.fixture
def interview(hana: Contact) -> Interview:
    return InterviewFactory.create(contact=hana)


def brief_of(interview: Interview) -> Brief:
    [brief] = gather([interview], on=MONDAY)
    return brief


def test_framing_is_filled_from_what_is_known(interview: Interview, hana: Contact, alice: User) -> None:
    """P34: search brief, introduction, target's reason, goals."""
    SearchBrief.unscoped.create(owner=alice, brings="Seven years of freight", roles="Planner", asks="Twenty minutes")
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="Silva")
    IntroductionFactory.create(connector=ana, whom=hana, wish=hana.name, state="made", made_on=MONDAY)
    TargetFactory.create(campaign=CampaignFactory.create(owner=alice), contact=hana, reason="Plans what I planned")

    assert brief_of(interview).framing == [
        ("Who I am", "Seven years of freight\nI am looking at: Planner"),
        ("Who led me to you", "Ana Silva introduced us."),
        ("Why you", "Plans what I planned"),
        ("What I hope to learn", "Twenty minutes"),
    ]

    Interview.unscoped.update(goals="How they buy", is_framed=True, who_i_am="I plan trains.")

    assert brief_of(interview).framing == [("Who I am", "I plan trains."), ("What I hope to learn", "How they buy")]


def test_framing_takes_the_reason_of_its_own_target_and_whoever_led_there(
    interview: Interview, hana: Contact, alice: User
) -> None:
    reasons = [
        TargetFactory.create(campaign=CampaignFactory.create(owner=alice), contact=hana, reason=reason, moved_on=day)
        for reason, day in (("Her talk", date(2026, 11, 2)), ("Her depot", date(2026, 11, 9)))
    ]
    hana.introduced_by = ContactFactory.create(owner=alice, first_name="Ben", last_name="Low")
    hana.save()
    interview.target = reasons[0]
    interview.save()
    found = Interview.for_user(alice).for_preparing()

    known = framing.known_of(found)[interview.pk]

    assert (known.who_i_am, known.who_referred_me, known.why_you) == ("", "Ben Low led me to you.", "Her talk")


def test_brief_holds_what_helps_in_the_talk(interview: Interview, hana: Contact) -> None:
    DetailFactory.create(contact=hana, kind="need", text="A planner")
    DetailFactory.create(contact=hana, kind="family", text="Two boys")
    DetailFactory.create(contact=hana, kind="family", text="A dog")
    InteractionFactory.create(contact=hana, on=date(2026, 11, 2), summary="Coffee")
    InteractionFactory.create(contact=hana, on=date(2026, 11, 9), kind="touch", summary="Liked a post")
    InteractionFactory.create(contact=hana, on=date(2026, 12, 2), summary="Still to come")
    phone = ContactPointFactory.create(contact=hana, kind="phone", value="+351912345678")
    ContactPointFactory.create(contact=hana, kind="profile", value="https://example.org/hana")
    for text, looked_up in (("Why rail?", False), ("Where?", True), ("Whom else?", False)):
        InterviewQuestionFactory.create(interview=interview, text=text, looked_up=looked_up)
    Interview.unscoped.update(organization_homework="Merged in spring", agenda="Me, then her")

    brief = brief_of(interview)

    assert brief.how_known == ["Same master’s programme"]
    assert brief.last is not None
    assert brief.last.summary == "Coffee"
    assert brief.details == [("Family", ["Two boys", "A dog"]), ("Need", ["A planner"])]
    assert brief.reach == [phone]
    assert brief.homework == [("About Globex", "Merged in spring")]
    assert brief.agenda == "Me, then her"
    assert [row.text for row in brief.questions] == ["Why rail?", "Whom else?"]
    assert not brief.is_bare
    assert brief_of(InterviewFactory.create(contact=hana)).is_bare


@pytest.mark.parametrize("count", [1, 3])
def test_briefs_of_any_number_of_owners_cost_the_same(
    count: int, alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    talks = []
    for owner in [alice, *UserFactory.create_batch(count - 1)]:
        contact = ContactFactory.create(owner=owner, organization=OrganizationFactory.create(owner=owner))
        contact.introduced_by = ContactFactory.create(owner=owner)
        contact.save()
        DetailFactory.create(contact=contact)
        InteractionFactory.create(contact=contact)
        ContactPointFactory.create(contact=contact)
        SearchBrief.unscoped.create(owner=owner, brings="Freight")
        TargetFactory.create(campaign=CampaignFactory.create(owner=owner), contact=contact)
        talks.append(InterviewFactory.create(contact=contact))
        InterviewQuestionFactory.create(interview=talks[-1])
    without_anything = list(Interview.unscoped.only("pk").order_by("-pk"))

    with django_assert_num_queries(8):
        briefs = gather(without_anything, on=MONDAY)
        said = [
            (brief.framing, brief.interview.contact.headline, brief.interview.contact.owner.name) for brief in briefs
        ]

    assert [brief.interview for brief in briefs] == talks[::-1]
    assert len(said) == count


def test_no_interviews_give_no_briefs(db: None) -> None:
    assert gather([], on=MONDAY) == []
