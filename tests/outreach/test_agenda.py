"""What outreach puts on the agenda, and what doing or putting it off changes."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from common.agenda import AgendaItem, AgendaSource, Kind, NothingToDoError, Priority
from contacts.models import Contact
from outreach import pursuit
from outreach.agenda import AttemptSource, CloseOutSource, RevisitSource, targets_in_hand
from outreach.models import Attempt, Campaign, Target
from tests.agenda import ahead, due
from tests.conftest import MONDAY, MORNING
from tests.factories import AttemptFactory, CampaignFactory, ContactFactory, TargetFactory, UserFactory

TUESDAY = MONDAY + timedelta(days=1)
LAST_TUESDAY = MONDAY - timedelta(days=6)
SATURDAY = MONDAY + timedelta(days=5)


@pytest.fixture
def campaign(alice: User) -> Campaign:
    return CampaignFactory.create(owner=alice)


@pytest.fixture
def tobias(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Tobias", last_name="Krüger", title="Dispatch lead")


@pytest.fixture
def tried_once(campaign: Campaign, tobias: Contact) -> Target:
    target = TargetFactory.create(
        campaign=campaign,
        contact=tobias,
        state="waiting",
        attempts_made=1,
        reason="He left spreadsheets behind",
        next_attempt_on=MONDAY,
    )
    AttemptFactory.create(target=target, number=1, made_on=LAST_TUESDAY)
    return target


@pytest.fixture
def silent(campaign: Campaign, tobias: Contact) -> Target:
    target = TargetFactory.create(
        campaign=campaign, contact=tobias, state="waiting", attempts_made=5, next_attempt_on=None, close_out_on=MONDAY
    )
    for number in range(1, 6):
        AttemptFactory.create(target=target, number=number, made_on=date(2026, 11, 9))
    return target


@pytest.fixture
def put_off(campaign: Campaign, tobias: Contact) -> Target:
    return TargetFactory.create(
        campaign=campaign,
        contact=tobias,
        state="not_now",
        next_attempt_on=None,
        revisit_on=MONDAY,
        moved_on=date(2026, 9, 1),
    )


def test_a_second_attempt_says_what_to_do_and_why_now(alice: User, tried_once: Target) -> None:
    """P22, P23: the whole item."""
    items = due(AttemptSource(), [alice], MONDAY)

    assert items == [
        AgendaItem(
            owner_id=alice.pk,
            kind=Kind.ATTEMPT,
            key=f"{tried_once.pk}-2",
            due_on=MONDAY,
            person=tried_once.contact.as_person,
            title="Call Tobias: attempt 2 of 5",
            why="E-mailed last Tuesday; four business days of silence",
            context="He left spreadsheets behind. Silence is not a no.",
            url=f"/outreach/write/target/{tried_once.pk}/",
            action="Call",
            priority=Priority.OUTREACH,
            slack_days=3,
        )
    ]


def test_a_first_attempt_names_the_campaign(alice: User, campaign: Campaign, tobias: Contact) -> None:
    TargetFactory.create(campaign=campaign, contact=tobias, reason="He left spreadsheets behind")

    item = next(iter(due(AttemptSource(), [alice], MONDAY)))

    assert (item.title, item.why, item.context, item.action) == (
        "Write to Tobias: attempt 1 of 5",
        "First contact, for “Rail freight”",
        "He left spreadsheets behind",
        "Write",
    )


def test_silence_is_named_once_a_morning(alice: User, campaign: Campaign) -> None:
    """P23: said five times it would be noise."""
    for _ in range(3):
        target = TargetFactory.create(campaign=campaign, state="waiting", attempts_made=1, reason="Why")
        AttemptFactory.create(target=target, number=1, made_on=LAST_TUESDAY)

    contexts = [item.context for item in due(AttemptSource(), [alice], MONDAY)]

    assert contexts == ["Why. Silence is not a no.", "Why", "Why"]


def test_completing_an_attempt_logs_it_by_the_policys_channel(alice: User, tried_once: Target) -> None:
    said = AttemptSource().complete(alice, f"{tried_once.pk}-2", now=MORNING, on=MONDAY)

    attempt = Attempt.unscoped.get(target=tried_once, number=2)
    assert said == "You called Tobias: attempt 2 of 5. Next: an e-mail on Monday 30 November."
    assert (attempt.channel, attempt.made_on) == ("call", MONDAY)


def test_completing_an_attempt_twice_does_it_once(alice: User, tried_once: Target) -> None:
    """An old letter's link names attempt 2, and never logs attempt 3."""
    source = AttemptSource()
    source.complete(alice, f"{tried_once.pk}-2", now=MORNING, on=MONDAY)

    with pytest.raises(NothingToDoError, match="already behind you"):
        source.complete(alice, f"{tried_once.pk}-2", now=MORNING, on=MONDAY)
    with pytest.raises(NothingToDoError, match="already behind you"):
        source.snooze(alice, f"{tried_once.pk}-2", on=MONDAY, until=SATURDAY)

    assert Attempt.unscoped.filter(target=tried_once).count() == 2


def test_completing_an_attempt_before_the_one_it_follows_is_refused(alice: User, tried_once: Target) -> None:
    """A clock set back, say: the domain's refusal is nothing to do, in its own words."""
    with pytest.raises(NothingToDoError, match="The attempt before was on 17 November"):
        AttemptSource().complete(alice, f"{tried_once.pk}-2", now=MORNING, on=date(2026, 11, 16))


def test_snoozing_an_attempt_moves_it_to_a_business_day(alice: User, tried_once: Target) -> None:
    said = AttemptSource().snooze(alice, f"{tried_once.pk}-2", on=MONDAY, until=SATURDAY)

    assert said == "Tobias Krüger comes back on Monday 30 November."
    assert Target.unscoped.get(pk=tried_once.pk).next_attempt_on == date(2026, 11, 30)
    assert due(AttemptSource(), [alice], SATURDAY) == []


def test_a_target_past_its_policy_is_no_attempt_and_breaks_nothing(alice: User, tried_once: Target) -> None:
    """As when a shorter policy was chosen since: one odd row must not cost everybody their digest."""
    Target.unscoped.filter(pk=tried_once.pk).update(attempts_made=5)

    assert due(AttemptSource(), [alice], MONDAY) == []
    with pytest.raises(NothingToDoError, match="All attempts with Tobias are made"):
        AttemptSource().complete(alice, f"{tried_once.pk}-6", now=MORNING, on=MONDAY)


def test_close_out_is_due_after_the_last_attempts_gap(alice: User, silent: Target) -> None:
    """P22, P23."""
    items = due(CloseOutSource(), [alice], TUESDAY)

    assert items == [
        AgendaItem(
            owner_id=alice.pk,
            kind=Kind.CLOSE_OUT,
            key=f"{silent.pk}-5",
            due_on=MONDAY,
            person=silent.contact.as_person,
            title="Call it a day with Tobias",
            why="Five attempts and no answer",
            context="You did what there was to do. Silence is not a no. In half a year you may try again.",
            url=f"/outreach/targets/{silent.pk}/",
            action="Close it",
            priority=Priority.TIDY,
            slack_days=14,
        )
    ]


def test_completing_a_close_out_closes_it_once(alice: User, silent: Target) -> None:
    source = CloseOutSource()

    said = source.complete(alice, f"{silent.pk}-5", now=MORNING, on=MONDAY)

    assert said == "Tobias Krüger is closed as “no reply”. If they answer after all, log it as ever."
    assert Target.unscoped.get(pk=silent.pk).state == "no_reply"
    with pytest.raises(NothingToDoError):
        source.complete(alice, f"{silent.pk}-5", now=MORNING, on=MONDAY)


def test_snoozing_a_close_out_gives_them_longer(alice: User, silent: Target) -> None:
    said = CloseOutSource().snooze(alice, f"{silent.pk}-5", on=MONDAY, until=SATURDAY)

    assert said == "You give Tobias Krüger until Saturday 28 November."
    assert Target.unscoped.get(pk=silent.pk).close_out_on == SATURDAY


def test_an_old_close_out_key_is_dead_once_tried_again(alice: User, silent: Target) -> None:
    with pytest.raises(NothingToDoError, match="tried Tobias again"):
        CloseOutSource().complete(alice, f"{silent.pk}-4", now=MORNING, on=MONDAY)


def test_revisit_is_due_on_the_date_given(alice: User, put_off: Target) -> None:
    """P24."""
    items = due(RevisitSource(), [alice], MONDAY)

    assert items == [
        AgendaItem(
            owner_id=alice.pk,
            kind=Kind.REVISIT,
            key=f"{put_off.pk}-{date(2026, 9, 1).toordinal()}",
            due_on=MONDAY,
            person=put_off.contact.as_person,
            title="Come back to Tobias",
            why="“Not now” on 1 September",
            context="She built the Lyon depot",
            url=f"/outreach/targets/{put_off.pk}/",
            action="Come back",
            priority=Priority.OUTREACH,
            slack_days=30,
        )
    ]


def test_revisit_after_silence_says_so(alice: User, campaign: Campaign) -> None:
    TargetFactory.create(
        campaign=campaign, state="no_reply", next_attempt_on=None, revisit_on=MONDAY, moved_on=date(2026, 5, 4)
    )

    item = next(iter(due(RevisitSource(), [alice], MONDAY)))

    assert item.why == "Closed on 4 May without a reply"


def test_completing_a_revisit_reopens_it_once(alice: User, put_off: Target) -> None:
    source, key = RevisitSource(), f"{put_off.pk}-{put_off.moved_on.toordinal()}"

    said = source.complete(alice, key, now=MORNING, on=MONDAY)

    assert said == "Tobias Krüger is taken up again. Next: an e-mail on Monday 23 November."
    assert Target.unscoped.get(pk=put_off.pk).state == "ready"
    with pytest.raises(NothingToDoError):
        source.complete(alice, key, now=MORNING, on=MONDAY)


def test_snoozing_a_revisit_keeps_its_key(alice: User, put_off: Target) -> None:
    source, key = RevisitSource(), f"{put_off.pk}-{put_off.moved_on.toordinal()}"

    said = source.snooze(alice, key, on=MONDAY, until=SATURDAY)

    assert said == "You come back to Tobias on Saturday 28 November."
    assert [item.key for item in due(source, [alice], SATURDAY)] == [key]
    assert due(source, [alice], MONDAY) == []


def test_an_old_revisit_key_is_dead_once_put_off_anew(alice: User, put_off: Target) -> None:
    key = f"{put_off.pk}-{put_off.moved_on.toordinal()}"
    pursuit.not_now(put_off, revisit_on=SATURDAY, on=MONDAY)

    with pytest.raises(NothingToDoError, match="has happened with Tobias since"):
        RevisitSource().complete(alice, key, now=MORNING, on=MONDAY)


def test_a_close_out_the_domain_refuses_is_nothing_to_do(alice: User, put_off: Target) -> None:
    """A revisit in a campaign that closed between reading and acting."""
    key = f"{put_off.pk}-{put_off.moved_on.toordinal()}"
    Campaign.unscoped.filter(pk=put_off.campaign_id).update(closed_on=MONDAY)

    with pytest.raises(NothingToDoError, match="not open any more"):
        RevisitSource().complete(alice, key, now=MORNING, on=MONDAY)


@pytest.mark.parametrize("source", [AttemptSource(), CloseOutSource(), RevisitSource()])
@pytest.mark.parametrize("key", ["", "x", "1", "1-", "-1", "1-1-1", "²-1", "9" * 30 + "-1", "1-x"])
def test_keys_that_name_nothing_are_nothing_to_do(alice: User, source: AgendaSource, key: str) -> None:
    with pytest.raises(NothingToDoError):
        source.complete(alice, key, now=MORNING, on=MONDAY)
    with pytest.raises(NothingToDoError):
        source.snooze(alice, key, on=MONDAY, until=SATURDAY)


def test_strangers_can_neither_complete_nor_snooze(mallory: User, tried_once: Target) -> None:
    with pytest.raises(NothingToDoError):
        AttemptSource().complete(mallory, f"{tried_once.pk}-2", now=MORNING, on=MONDAY)
    with pytest.raises(NothingToDoError):
        AttemptSource().snooze(mallory, f"{tried_once.pk}-2", on=MONDAY, until=SATURDAY)

    assert Target.unscoped.get(pk=tried_once.pk).next_attempt_on == MONDAY


Arrange = Callable[[Campaign], Target]
DATED: list[tuple[AgendaSource, dict[str, object]]] = [
    (AttemptSource(), {"state": "ready", "next_attempt_on": MONDAY}),
    (
        CloseOutSource(),
        {"state": "waiting", "attempts_made": 5, "next_attempt_on": None, "close_out_on": MONDAY},
    ),
    (RevisitSource(), {"state": "not_now", "next_attempt_on": None, "revisit_on": MONDAY}),
]


@pytest.mark.parametrize(("source", "fields"), DATED)
def test_due_means_on_its_day_or_after_and_ahead_means_after_today(
    alice: User, source: AgendaSource, fields: dict[str, object]
) -> None:
    TargetFactory.create(campaign=CampaignFactory.create(owner=alice), **fields)
    sunday = MONDAY - timedelta(days=1)

    counts = [
        len(list(found))
        for found in (
            due(source, [alice], sunday),
            due(source, [alice], MONDAY),
            due(source, [alice], MONDAY + timedelta(days=400)),
            ahead(source, [alice], sunday, MONDAY),
            ahead(source, [alice], sunday - timedelta(days=1), sunday),
            ahead(source, [alice], MONDAY, SATURDAY),
        )
    ]

    assert counts == [0, 1, 1, 1, 0, 0]


@pytest.mark.parametrize(("source", "fields"), DATED)
@pytest.mark.parametrize("gone", ["closed", "archived", "do_not_contact"])
def test_closed_campaigns_and_people_set_aside_are_not_due(
    alice: User, source: AgendaSource, fields: dict[str, object], gone: str
) -> None:
    target = TargetFactory.create(campaign=CampaignFactory.create(owner=alice), **fields)
    if gone == "closed":
        Campaign.unscoped.update(closed_on=MONDAY)
    else:
        Contact.unscoped.update(**{"is_archived" if gone == "archived" else gone: True})

    assert due(source, [alice], MONDAY) == []
    assert not targets_in_hand([alice.pk])
    assert Target.unscoped.get(pk=target.pk).state == fields["state"]


@pytest.mark.parametrize(("source", "fields"), DATED)
def test_many_owners_cost_one_query(
    db: None,
    django_assert_num_queries: DjangoAssertNumQueries,
    source: AgendaSource,
    fields: dict[str, object],
) -> None:
    owners = [UserFactory.create() for _ in range(5)]
    for owner in owners:
        campaign = CampaignFactory.create(owner=owner)
        for _ in range(3):
            TargetFactory.create(campaign=campaign, **fields)

    with django_assert_num_queries(1):
        one = due(source, owners[:1], MONDAY)
    with django_assert_num_queries(1):
        all_of_them = due(source, owners, MONDAY)
    with django_assert_num_queries(1):
        ahead(source, owners, MONDAY - timedelta(days=1), MONDAY)

    assert {item.owner_id for item in one} == {owners[0].pk}
    assert sorted(item.owner_id for item in all_of_them) == sorted(owner.pk for owner in owners for _ in range(3))


def test_in_hand_is_whom_something_is_going_on_with(alice: User, mallory: User, campaign: Campaign) -> None:
    """P46: cadence leaves them alone."""
    live = [
        TargetFactory.create(campaign=campaign, state=state).contact_id
        for state in ("ready", "waiting", "replied", "meeting")
    ]
    for state in ("idea", "declined", "wrong_person", "no_reply", "done"):
        TargetFactory.create(campaign=campaign, state=state)
    TargetFactory.create(campaign=campaign, state="not_now", revisit_on=MONDAY)
    theirs = TargetFactory.create(campaign=CampaignFactory.create(owner=mallory)).contact_id

    assert {target.contact_id for target in targets_in_hand([alice.pk])} == set(live)
    assert {target.contact_id for target in targets_in_hand([alice.pk, mallory.pk])} == {*live, theirs}


def test_the_moment_is_not_read_by_outreach(alice: User, tried_once: Target) -> None:
    """The user's date decides, whatever the clock says."""
    said = AttemptSource().complete(alice, f"{tried_once.pk}-2", now=datetime(2031, 1, 1, tzinfo=UTC), on=TUESDAY)

    assert said.startswith("You called Tobias")
    assert Attempt.unscoped.get(target=tried_once, number=2).made_on == TUESDAY
