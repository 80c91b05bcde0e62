"""Two people who turn out to be one, in campaigns: the further-along entry stays, and no try is lost (P22-P24)."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from contacts import cadence, undoing
from contacts.merging import merge_people
from contacts.models import Change, Contact
from interviews.models import Interview
from outreach import moves, policy, pursuit
from outreach.merging import PROGRESS
from outreach.models import Attempt, Campaign, Draft, Move, MoveKind, Target, TargetState
from outreach.pursuit import Answer
from tests.conftest import MONDAY, MORNING
from tests.contacts.every_row import every_row
from tests.factories import (
    AttemptFactory,
    CampaignFactory,
    ContactFactory,
    DraftFactory,
    InterviewFactory,
    TargetFactory,
    UserFactory,
)

S = TargetState
ANSWER = Answer(heard_on=MONDAY, channel="email", text="Yes.")


@pytest.fixture
def two(alice: User) -> tuple[Contact, Contact]:
    stays, goes = ContactFactory.create_batch(2, owner=alice, how_known="school")
    cadence.refresh([stays, goes], on=MONDAY)
    return stays, goes


@pytest.fixture
def campaign(alice: User) -> Campaign:
    return CampaignFactory.create(owner=alice)


def merge(two: tuple[Contact, Contact]) -> Change:
    return merge_people(*two, on=MONDAY, now=MORNING)


def entry(campaign: Campaign, contact: Contact, made: list[date], **fields: object) -> Target:
    """A target reached out to on these days, for real."""
    target = Target.unscoped.create(campaign=campaign, contact=contact, moved_on=made[0])
    pursuit.give_reason(target, reason=f"{contact} built it", on=made[0])
    for number, day in enumerate(made, 1):
        pursuit.log_attempt(target, channel="email", made_on=day, text=f"{day}", on=MONDAY, expected_number=number)
    return target


def test_messages_begun_to_both_stand_in_one_and_part_again(
    alice: User, campaign: Campaign, two: tuple[Contact, Contact]
) -> None:
    """No word of either is lost, neither of those to a person nor of those to a target."""
    entries = [entry(campaign, contact, [MONDAY]) for contact in two]
    for number, (contact, target) in enumerate(zip(two, entries, strict=True), 1):
        DraftFactory.create(owner=alice, contact=contact, subject=f"Subject {number}", body=f"Person {number}")
        DraftFactory.create(owner=alice, target=target, subject="", body=f"Target {number}", voicemail=f"V{number}")
    before = every_row()

    change = merge(two)
    bodies = set(Draft.for_user(alice).values_list("subject", "body", "voicemail"))
    undoing.undo(change, on=MONDAY, now=MORNING)

    assert bodies == {("Subject 1", "Person 1\n\nSubject 2\n\nPerson 2", ""), ("", "Target 1\n\nTarget 2", "V1\n\nV2")}
    assert every_row() == before


def test_every_state_has_its_place() -> None:
    assert sorted(PROGRESS) == sorted(S)


def test_entries_of_different_campaigns_only_change_hands(two: tuple[Contact, Contact], alice: User) -> None:
    one, other = (
        TargetFactory.create(campaign=CampaignFactory.create(owner=alice), contact=contact) for contact in two
    )
    before = every_row()

    change = merge(two)

    assert set(Target.for_user(alice).values_list("pk", "contact")) == {(one.pk, two[0].pk), (other.pk, two[0].pk)}
    assert Move.for_user(alice).count() == 0
    undoing.undo(change, on=MONDAY, now=MORNING)
    assert every_row() == before


@pytest.mark.parametrize("further_is_stays", [True, False])
def test_the_further_along_entry_takes_over(
    two: tuple[Contact, Contact], campaign: Campaign, further_is_stays: bool
) -> None:
    ahead, behind = two if further_is_stays else two[::-1]
    further = entry(campaign, ahead, [date(2026, 11, 3), date(2026, 11, 9)])
    other = entry(campaign, behind, [date(2026, 11, 5)])
    pursuit.log_reply(further, answer=ANSWER, on=MONDAY)
    interview = InterviewFactory.create(contact=behind, target=other)
    moves_before = Move.unscoped.count()
    before = every_row()

    change = merge(two)

    left = Target.unscoped.get()
    assert (left.pk, left.contact_id, left.state) == (further.pk, two[0].pk, S.REPLIED)
    assert list(left.attempts.values_list("number", "text")) == [
        (1, "2026-11-03"),
        (2, "2026-11-05"),
        (3, "2026-11-09"),
    ]
    assert (left.attempts_made, left.attempts_before) == (3, 0)
    assert Interview.unscoped.values_list("target", "contact").get(pk=interview.pk) == (left.pk, two[0].pk)
    assert Move.unscoped.count() == moves_before + 1
    assert two[0].interactions.count() == 4
    undone = undoing.undo(change, on=MONDAY, now=MORNING)
    assert (undone.kept, every_row() == before) == ([], True)


def test_two_that_wait_count_together(two: tuple[Contact, Contact], campaign: Campaign) -> None:
    """P22: three e-mails came to the same person, so two of the five attempts are left."""
    stays = entry(campaign, two[0], [date(2026, 11, 3), date(2026, 11, 9)])
    entry(campaign, two[1], [date(2026, 11, 16)])

    merge(two)

    left = Target.unscoped.get()
    assert (left.pk, left.state, left.attempts_this_round) == (stays.pk, S.WAITING, 3)
    assert left.next_attempt_on == policy.next_attempt_on(policy.FIVE_ATTEMPTS, 3, date(2026, 11, 16), "PT")
    assert left.close_out_on is None
    after = pursuit.log_attempt(left, channel="call", made_on=MONDAY, on=MONDAY, expected_number=4)
    assert moves.undo(after, on=MONDAY).attempts_made == 3


def test_more_tries_than_the_policy_has_are_all_kept(two: tuple[Contact, Contact], campaign: Campaign) -> None:
    days = [date(2026, 11, day) for day in (2, 3, 4, 5)]
    for contact in two:
        entry(campaign, contact, days)

    merge(two)

    left = Target.unscoped.get()
    assert (left.attempts_made, left.attempts.count(), left.next_attempt_on) == (8, 8, None)
    assert left.close_out_on == policy.close_out_on(policy.FIVE_ATTEMPTS, 5, date(2026, 11, 5), "PT")
    assert pursuit.close_no_reply(left, on=date(2026, 12, 1)).state == S.NO_REPLY


def test_rounds_gone_by_come_first(two: tuple[Contact, Contact], campaign: Campaign) -> None:
    further = entry(campaign, two[0], [date(2026, 10, 1), date(2026, 10, 8)])
    pursuit.log_reply(further, answer=ANSWER, on=MONDAY)
    pursuit.reopen(further, on=MONDAY)
    pursuit.log_attempt(further, channel="email", made_on=MONDAY, on=MONDAY, text="again", expected_number=3)
    entry(campaign, two[1], [date(2026, 11, 20)])

    merge(two)

    left = Target.unscoped.get()
    assert list(left.attempts.values_list("text", flat=True)) == ["2026-10-01", "2026-10-08", "2026-11-20", "again"]
    assert (left.attempts_before, left.attempts_this_round) == (2, 2)


def test_neither_reason_is_lost(two: tuple[Contact, Contact], campaign: Campaign) -> None:
    stays, goes = (TargetFactory.create(campaign=campaign, contact=contact, reason=str(contact)) for contact in two)

    merge(two)

    marker = Move.unscoped.get()
    assert Target.unscoped.get().reason == stays.reason
    assert (marker.kind, marker.note) == (MoveKind.MERGED, f"The other one’s reason was: {goes.reason}")


def test_an_idea_gets_the_reason_of_a_ready_one(two: tuple[Contact, Contact], campaign: Campaign) -> None:
    TargetFactory.create(campaign=campaign, contact=two[0], state=S.IDEA, reason="", next_attempt_on=None)
    TargetFactory.create(campaign=campaign, contact=two[1], reason="She built it")

    merge(two)

    left = Target.unscoped.get()
    assert (left.contact_id, left.state, left.reason, Move.unscoped.get().note) == (
        two[0].pk,
        S.READY,
        "She built it",
        "",
    )


def test_what_happened_before_the_merge_is_taken_back_with_the_merge(
    two: tuple[Contact, Contact], campaign: Campaign
) -> None:
    first = entry(campaign, two[0], [date(2026, 11, 3)])
    entry(campaign, two[1], [date(2026, 11, 5)])
    merge(two)
    first.refresh_from_db()

    assert moves.last_undoable(first) is None
    with pytest.raises(moves.NothingToUndoError, match="Recent changes"):
        moves.undo(Move.unscoped.newest_first()[0], on=MONDAY)


def test_attempts_stopped_halfway_go_on_after_a_merge(two: tuple[Contact, Contact], campaign: Campaign) -> None:
    stays = entry(campaign, two[0], [date(2026, 11, 3)])
    pursuit.finish(stays, on=MONDAY)
    TargetFactory.create(campaign=campaign, contact=two[1])

    merge(two)

    assert pursuit.reopen(Target.unscoped.get(), on=MONDAY).state == S.WAITING


states = st.sampled_from(S)
days = st.lists(st.integers(1, 20), max_size=5).map(
    lambda some: [date(2026, 11, 1) + timedelta(day) for day in sorted(some)]
)


def any_entry(campaign: Campaign, contact: Contact, state: TargetState, made: list[date], before: int) -> Target:
    waits = state in (S.READY, S.WAITING)
    target = TargetFactory.create(
        campaign=campaign,
        contact=contact,
        state=state,
        reason="" if state == S.IDEA else f"{contact}",
        attempts_made=len(made),
        attempts_before=min(before, len(made)),
        next_attempt_on=MONDAY if waits else None,
        revisit_on=date(2027, 3, 1) if state == S.NOT_NOW else None,
    )
    for number, day in enumerate(made, 1):
        AttemptFactory.create(target=target, number=number, made_on=day, text=f"{contact} {number}")
    return target


class Properties(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(states, states, days, days, st.integers(0, 5), st.integers(0, 5))
    def test_no_try_is_lost_and_all_can_be_taken_back(
        self, one: TargetState, other: TargetState, mine: list[date], theirs: list[date], first: int, second: int
    ) -> None:
        owner = UserFactory.create(country="PT")
        campaign = CampaignFactory.create(owner=owner)
        stays, goes = ContactFactory.create_batch(2, owner=owner)
        cadence.refresh([stays, goes], on=MONDAY)
        any_entry(campaign, stays, one, mine, first)
        any_entry(campaign, goes, other, theirs, second)
        texts = set(Attempt.for_user(owner).values_list("text", flat=True))
        before = every_row()

        change = merge((stays, goes))

        left = Target.for_user(owner).get()
        assert left.state == max(one, other, key=PROGRESS.index)
        assert set(left.attempts.values_list("text", flat=True)) == texts
        assert list(left.attempts.values_list("number", flat=True)) == list(range(1, left.attempts_made + 1))
        under_way = len(mine[first:]) + len(theirs[second:])
        assert left.attempts_this_round == under_way
        assert undoing.undo(change, on=MONDAY, now=MORNING).kept == []
        assert every_row() == before
