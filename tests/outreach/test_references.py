"""Who speaks for the user: whom else to ask, how much is asked of whom, and how many are wanted (P06, P51)."""

from datetime import date, timedelta

import pytest

from accounts.models import User
from contacts.models import Contact, Organization
from outreach import pursuit, reference_words, references
from outreach.models import Reference, ReferenceStep, ReferenceUse, Target
from outreach.moves import MoveNotAllowedError
from outreach.reference_steps import StepNotAllowedError, undo
from outreach.references import Tired
from tests.conftest import MONDAY
from tests.factories import (
    AttemptFactory,
    CampaignFactory,
    ContactFactory,
    ReferenceFactory,
    ReferenceUseFactory,
    TargetFactory,
)


def uses(reference: Reference, *days_ago: int) -> list[ReferenceUse]:
    return [
        ReferenceUseFactory.create(reference=reference, expected_on=MONDAY - timedelta(days=days)) for days in days_ago
    ]


@pytest.fixture
def wei(alice: User) -> Reference:
    return ReferenceFactory.create(contact=ContactFactory.create(owner=alice, first_name="Wei", last_name="Zhang"))


def test_a_call_is_noted_at_an_organization_typed_as_everywhere(wei: Reference, alice: User) -> None:
    known = Organization.unscoped.create(owner=alice, name="Globex GmbH")

    use = references.add_use(
        wei, organization_name="globex", role=" Planner ", caller="Ms Okada", expected_on=None, on=MONDAY
    )

    assert (use.organization, use.role, use.caller, use.expected_on, use.noted_on, use.day) == (
        known,
        "Planner",
        "Ms Okada",
        None,
        MONDAY,
        MONDAY,
    )


def test_nobody_is_called_who_has_not_said_yes(wei: Reference) -> None:
    wei.affirmed_on = wei.goals_on = None

    with pytest.raises(StepNotAllowedError, match="Wei has not said yes so far"):
        references.add_use(wei, organization_name="Globex", role="Planner", caller="", expected_on=None, on=MONDAY)


@pytest.mark.parametrize(
    ("days_ago", "found"),
    [
        ((), None),
        ((1, 20, 40), None),
        ((1, 20, 40, 59), Tired(uses=4, since=MONDAY - timedelta(days=59), until=MONDAY - timedelta(days=1))),
        ((0, 20, 40, 60), None),
        # A call to come counts as well.
        ((-10, 0, 20, 40), Tired(uses=4, since=MONDAY - timedelta(days=40), until=MONDAY + timedelta(days=10))),
        # What is long over does not tire any more.
        ((80, 90, 100, 110), None),
    ],
)
def test_more_than_three_calls_in_sixty_days_tire(
    wei: Reference, days_ago: tuple[int, ...], found: Tired | None
) -> None:
    assert references.tired(uses(wei, *days_ago), on=MONDAY) == found


def test_a_fourth_call_would_be_said_and_not_forbidden(wei: Reference) -> None:
    uses(wei, 1, 20, 40)

    tired = references.would_tire(wei, MONDAY, on=MONDAY)

    assert tired is not None
    assert reference_words.would_tire(wei, tired) == (
        "This would be the fourth call for Wei in 60 days. More than three wear a reference out; "
        "you may go on all the same."
    )


def test_who_spoke_least_lately_is_named_instead(wei: Reference, alice: User) -> None:
    uses(wei, 1)
    ana, ben = (ReferenceFactory.create(contact=ContactFactory.create(owner=alice)) for _ in range(2))
    uses(ana, 5)
    uses(ben, 90)

    roster = references.roster(alice)

    assert references.least_asked(roster, wei) == ben
    assert references.least_asked(roster, ben) == ana
    assert references.least_asked([wei], wei) is None


@pytest.mark.parametrize(
    ("speaking", "listed", "said"),
    [
        (
            0,
            1,
            "Nobody has said yes yet. Three to five are wanted: most applications name three, and somebody is always "
            "on holiday.",
        ),
        (2, 3, "Two people speak for you. Once one more has said yes, you are ready for any call."),
        (1, 4, "One person speaks for you. Once two more have said yes, you are ready for any call."),
        (3, 3, "Three people speak for you: as many as it takes."),
        (5, 6, "Five people speak for you: as many as it takes."),
        (
            6,
            6,
            "Six people speak for you. Three to five are enough: with fewer, each is asked with more care.",
        ),
    ],
)
def test_three_to_five_are_wanted_and_that_is_said_kindly(speaking: int, listed: int, said: str) -> None:
    assert reference_words.how_many(speaking, listed) == said


def test_who_knows_the_users_work_is_proposed_with_the_reason(alice: User, wei: Reference) -> None:
    manager = ContactFactory.create(
        owner=alice, first_name="Ana", tie="strong", walk_of_life="work", how_known="My manager at Acme"
    )
    colleague = ContactFactory.create(owner=alice, first_name="Ben", tie="weak", walk_of_life="work")
    teacher = ContactFactory.create(owner=alice, first_name="Cas", tie="strong", walk_of_life="school")
    ContactFactory.create(owner=alice, tie="strong", walk_of_life="family")
    ContactFactory.create(owner=alice, tie="none", walk_of_life="work")
    ContactFactory.create(owner=alice, tie="strong", walk_of_life="work", is_archived=True)
    asked = ContactFactory.create(owner=alice, tie="strong", walk_of_life="work")
    AttemptFactory.create(
        target=TargetFactory.create(campaign=CampaignFactory.create(owner=alice), contact=asked), made_on=MONDAY
    )
    Contact.unscoped.filter(pk=wei.contact_id).update(tie="strong", walk_of_life="work")

    found = references.suggested(alice, on=MONDAY, limit=5)

    assert [each.contact for each in found] == [manager, colleague, teacher]
    assert (found[0].whys, found[0].reason) == (
        ["Knows your work", "Strong tie", "Nothing between you is written down yet", "Not asked for anything lately"],
        "My manager at Acme",
    )


def test_a_target_who_says_yes_becomes_a_reference_and_is_done(alice: User) -> None:
    campaign = CampaignFactory.create(owner=alice, kind="references", ask_kind="reference")
    target = TargetFactory.create(campaign=campaign, reason="Saw two depots open", ask_kind="reference")
    pursuit.log_attempt(target, channel="email", made_on=date(2026, 11, 20), on=MONDAY, expected_number=1)

    reference, step = references.agreed(target, on=MONDAY)

    target.refresh_from_db()
    assert (reference.contact, reference.knows, reference.asked_on, reference.affirmed_on, target.state) == (
        target.contact,
        "Saw two depots open",
        date(2026, 11, 20),
        MONDAY,
        "done",
    )
    undo(ReferenceStep.unscoped.get(pk=step.pk), on=MONDAY)
    target.refresh_from_db()
    reference.refresh_from_db()
    assert (target.state, reference.affirmed_on, reference.standing) == ("waiting", None, "asked")


def test_a_target_who_cannot_finish_becomes_nothing(alice: User) -> None:
    target = TargetFactory.create(campaign=CampaignFactory.create(owner=alice), state="declined", next_attempt_on=None)

    with pytest.raises(MoveNotAllowedError):
        references.agreed(Target.unscoped.get(pk=target.pk), on=MONDAY)
    assert not Reference.unscoped.exists()
