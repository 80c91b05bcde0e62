from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import User
from contacts.models import Contact
from interviews import proposing
from interviews.models import Interview, Proposal
from outreach.models import Target
from tests.conftest import MONDAY, MORNING
from tests.factories import CampaignFactory, ContactFactory, ProposalFactory, TargetFactory

TIMES = [datetime(2026, 12, day, 10, tzinfo=UTC) for day in (1, 2, 3)]


@pytest.fixture
def hana(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato")


def test_propose_keeps_the_times_and_agrees_on_nothing(alice: User, hana: Contact) -> None:
    proposal = proposing.propose(contact=hana, times=TIMES[:2], timezone="Asia/Tokyo", now=MORNING)

    proposal.refresh_from_db()
    assert (proposal.times, proposal.timezone, proposal.interview) == (TIMES[:2], "Asia/Tokyo", None)
    assert Interview.for_user(alice).count() == 0
    assert list(Proposal.for_user(alice).open()) == [proposal]


@pytest.mark.parametrize("times", [[], [*TIMES, MORNING]])
def test_propose_takes_one_to_three(hana: Contact, times: list[datetime]) -> None:
    with pytest.raises(ValueError, match="one to three"):
        proposing.propose(contact=hana, times=times, now=MORNING)


def test_accept_schedules_the_one_they_took_with_all_that_was_planned(alice: User, hana: Contact) -> None:
    target = TargetFactory.create(campaign=CampaignFactory.create(owner=alice), contact=hana, state="replied")
    proposal = proposing.propose(
        contact=hana,
        target=target,
        times=TIMES,
        minutes=45,
        why_long="A tour",
        medium="phone",
        place="+351 210",
        timezone="Asia/Tokyo",
        now=MORNING,
    )

    interview = proposing.accept(proposal, number=2, on=MONDAY)

    interview.refresh_from_db()
    assert (interview.starts_at, interview.minutes, interview.why_long) == (TIMES[1], 45, "A tour")
    assert (interview.medium, interview.place, interview.timezone) == ("phone", "+351 210", "Asia/Tokyo")
    assert (interview.target, interview.agreed_on) == (target, MONDAY)
    assert Target.for_user(alice).get().state == "meeting"
    assert list(Proposal.for_user(alice).open()) == []


def test_accept_twice_gives_the_first(alice: User, hana: Contact) -> None:
    proposal = ProposalFactory.create(contact=hana)
    first = proposing.accept(proposal, number=1, on=MONDAY)

    assert proposing.accept(Proposal.for_user(alice).get(), number=2, on=MONDAY) == first
    assert Interview.for_user(alice).count() == 1


def test_accept_of_a_time_that_was_not_proposed_changes_nothing(alice: User, hana: Contact) -> None:
    proposal = proposing.propose(contact=hana, times=TIMES[:1], now=MORNING)

    for number in (0, 2, 3):
        with pytest.raises(proposing.NoSuchTimeError):
            proposing.accept(proposal, number=number, on=MONDAY)

    assert Interview.for_user(alice).count() == 0


def test_deleting_what_came_of_it_opens_it_again(alice: User, hana: Contact) -> None:
    proposing.accept(ProposalFactory.create(contact=hana), number=1, on=MONDAY).delete()

    assert Proposal.for_user(alice).open().count() == 1


def test_letter_says_their_clock_first(alice: User, hana: Contact) -> None:
    alice.timezone = "Europe/Berlin"
    proposal = ProposalFactory.create(contact=hana, timezone="Europe/Lisbon", place="https://meet.example.com/hana")

    letter = proposing.letter_for(proposal, zone=alice.zone, on=MONDAY)

    assert letter.subject == "Our talk: 3 times to choose from"
    assert letter.body == (
        "Dear Hana,\n\n"
        "Thank you for making time. Would one of these suit you?\n\n"
        "- Tuesday 1 December, 10:00 in Lisbon (11:00 in Berlin)\n"
        "- Wednesday 2 December, 14:00 in Lisbon (15:00 in Berlin)\n"
        "- Thursday 3 December, 16:00 in Lisbon (17:00 in Berlin)\n\n"
        "20 minutes by video are enough. https://meet.example.com/hana\n\n"
        "If none of them does, tell me what would, and I will make it fit.\n\n"
        "Kind regards\nAlice Almeida"
    )


def test_letter_with_one_time_and_no_known_zone(alice: User, hana: Contact) -> None:
    proposal = proposing.propose(contact=hana, times=TIMES[:1], now=MORNING)

    letter = proposing.letter_for(proposal, zone=alice.zone, on=MONDAY)

    assert letter.subject == "Our talk"
    assert "Would this suit you?\n\n- Tuesday 1 December, 10:00 in Lisbon\n" in letter.body


def test_a_proposal_has_passed_with_its_last_time(hana: Contact) -> None:
    proposal = ProposalFactory.create(contact=hana)

    assert not proposal.has_passed(proposal.times[-1] - timedelta(minutes=1))
    assert proposal.has_passed(proposal.times[-1] + timedelta(minutes=1))
