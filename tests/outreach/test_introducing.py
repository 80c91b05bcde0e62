"""Introductions: every state against every step, what each writes elsewhere, and taking each back (P27, P42)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import SearchBrief, User
from common.agenda import Kind, NothingToDoError
from contacts import people
from contacts.merging import merge_people
from contacts.models import Contact, Interaction
from interviews import scheduling
from interviews.models import Interview
from outreach.introducing import beginning, making, steps, talks, words
from outreach.introducing.agenda import IntroductionSource, IntroductionSources, ReportBackSource
from outreach.introducing.making import Newcomer
from outreach.introducing.steps import StepRefusedError, Words
from outreach.models import Campaign, Introduction, IntroductionState, StepKind, Target
from tests.agenda import due
from tests.conftest import MONDAY, MORNING
from tests.factories import (
    CampaignFactory,
    ContactFactory,
    InterviewFactory,
    IntroductionFactory,
    OrganizationFactory,
    UserFactory,
)

S, K = IntroductionState, StepKind
FRIDAY = MONDAY - timedelta(days=3)
WEEK_AGO = MONDAY - timedelta(days=7)


@pytest.fixture
def ana(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Ana", last_name="Ferreira", tie="strong")


@pytest.fixture
def tobias(alice: User) -> Contact:
    kessel = OrganizationFactory.create(owner=alice, name="Kessel")
    return ContactFactory.create(
        owner=alice, first_name="Tobias", last_name="Krüger", title="Rail lead", organization=kessel
    )


@pytest.fixture
def idea(ana: Contact, tobias: Contact) -> Introduction:
    return beginning.note(connector=ana, whom=tobias, why="Left spreadsheets behind", on=WEEK_AGO)


def said(day: date = MONDAY, text: str = "", channel: str = "email") -> Words:
    return Words(said_on=day, text=text, channel=channel)


def make(introduction: Introduction, on: date = MONDAY, **kwargs: Any) -> Any:
    return making.make(introduction, words=said(on), on=on, **kwargs)


def at(introduction: Introduction, state: str) -> Introduction:
    """``introduction`` brought to ``state`` by steps of Monday."""
    ways: dict[str, tuple[StepKind, ...]] = {
        S.IDEA: (),
        S.ASKED: (K.ASKED,),
        S.AGREED: (K.ASKED, K.AGREED),
        S.MADE: (K.ASKED, K.AGREED, K.MADE),
        S.MET: (K.MADE, K.MET),
        S.TOLD: (K.MADE, K.MET, K.TOLD),
        S.DECLINED: (K.ASKED, K.DECLINED),
        S.RESTED: (K.ASKED, K.RESTED),
    }
    for kind in ways[state]:
        do(introduction, kind)
    return introduction


def do(introduction: Introduction, kind: StepKind) -> Any:
    return make(introduction) if kind == K.MADE else steps.take(introduction, kind, on=MONDAY)


LEADS: dict[tuple[str, str], str] = {
    (S.IDEA, K.ASKED): S.ASKED,
    **{(state, K.NUDGED): state for state in (S.ASKED, S.AGREED)},
    **{(state, K.AGREED): S.AGREED for state in (S.ASKED, S.DECLINED, S.RESTED)},
    **{(state, K.OPTED_IN): state for state in (S.IDEA, S.ASKED, S.AGREED)},
    **{(state, K.MADE): S.MADE for state in (S.IDEA, S.ASKED, S.AGREED, S.DECLINED, S.RESTED)},
    **{(state, K.THANKED): state for state in (S.MADE, S.MET, S.TOLD)},
    (S.MADE, K.MET): S.MET,
    (S.MET, K.TOLD): S.TOLD,
    **{(state, K.DECLINED): S.DECLINED for state in (S.ASKED, S.AGREED)},
    **{(state, K.RESTED): S.RESTED for state in (S.IDEA, S.ASKED, S.AGREED, S.MADE, S.MET)},
}
"""Where each step leads from where; all others are refused."""


def columns(introduction: Introduction) -> dict[str, Any]:
    return dict(Introduction.unscoped.filter(pk=introduction.pk).values().get())


@pytest.mark.parametrize("kind", StepKind)
@pytest.mark.parametrize("state", IntroductionState)
def test_every_step_from_every_state_is_taken_and_taken_back_or_says_what_is_possible(
    idea: Introduction, state: IntroductionState, kind: StepKind
) -> None:
    at(idea, state)
    before, logged = columns(idea), Interaction.unscoped.count()

    if (state, kind) not in LEADS:
        with pytest.raises(StepRefusedError, match=r"From here you can [a-z ,]+\."):
            do(idea, kind)
        assert (columns(idea), Interaction.unscoped.count()) == (before, logged)
        return

    step = do(idea, kind)
    assert columns(idea)["state"] == LEADS[state, kind]

    steps.undo(step, on=MONDAY)
    assert (columns(idea), Interaction.unscoped.count()) == (before, logged)


def test_asking_is_a_touch_with_the_connector(idea: Introduction, ana: Contact) -> None:
    steps.take(idea, K.ASKED, words=said(FRIDAY, "Would you?", "call"), on=MONDAY)

    ana.refresh_from_db()
    touch = Interaction.unscoped.get()
    assert (touch.contact, touch.kind, touch.direction, touch.on, touch.summary, ana.last_interaction_on) == (
        ana, "call", "outgoing", FRIDAY, "Would you?", FRIDAY,
    )  # fmt: skip


def test_steps_without_words_say_in_the_timeline_what_they_were(idea: Introduction) -> None:
    for kind in (K.ASKED, K.NUDGED, K.AGREED, K.MADE, K.THANKED, K.MET, K.TOLD):
        do(idea, kind)

    told = Interaction.unscoped.order_by("pk").values_list("direction", "summary", "received")
    assert list(told) == [
        ("outgoing", "Asked for an introduction to Tobias Krüger.", ""),
        ("outgoing", "Asked again about the introduction to Tobias Krüger.", ""),
        ("incoming", "Will introduce me to Tobias Krüger.", ""),
        ("incoming", "Introduced me to Tobias Krüger.", "an introduction to Tobias Krüger"),
        ("outgoing", "Thanked them for the introduction to Tobias Krüger.", ""),
        ("outgoing", "Told them how it went with Tobias Krüger.", ""),
    ]


def test_a_step_cannot_be_earlier_than_the_one_before_nor_ahead(idea: Introduction) -> None:
    steps.take(idea, K.ASKED, words=said(FRIDAY), on=MONDAY)

    with pytest.raises(StepRefusedError, match="The step before was on 20 November"):
        steps.take(idea, K.AGREED, words=said(WEEK_AGO), on=MONDAY)
    with pytest.raises(ValueError, match="still to come"):
        steps.take(idea, K.AGREED, words=said(MONDAY + timedelta(days=1)), on=MONDAY)

    idea.refresh_from_db()
    assert (idea.state, idea.steps.count()) == (S.ASKED, 1)


def test_two_tabs_take_one_step(idea: Introduction) -> None:
    at(idea, S.ASKED)
    steps.take(idea, K.NUDGED, on=MONDAY, expected=1)

    with pytest.raises(steps.AlreadyTakenError, match="noted already, on 23 November"):
        steps.take(idea, K.NUDGED, on=MONDAY, expected=1)
    with pytest.raises(StepRefusedError, match="Something else has happened since"):
        steps.take(idea, K.AGREED, on=MONDAY, expected=1)

    assert (idea.nudge_count, idea.steps.count()) == (1, 2)


def test_nobody_is_nudged_a_third_time(idea: Introduction) -> None:
    at(idea, S.ASKED)
    for _ in range(2):
        steps.take(idea, K.NUDGED, on=MONDAY)

    with pytest.raises(StepRefusedError, match="You nudged Ana twice"):
        steps.take(idea, K.NUDGED, on=MONDAY)


def test_only_the_last_step_is_taken_back(idea: Introduction) -> None:
    asked = steps.take(idea, K.ASKED, on=MONDAY)
    steps.take(idea, K.AGREED, on=MONDAY)

    with pytest.raises(StepRefusedError, match="Something else has happened since"):
        steps.undo(asked, on=MONDAY)


@pytest.mark.parametrize("column", ["do_not_contact", "is_archived"])
@pytest.mark.parametrize("who", ["connector", "whom"])
def test_nothing_is_written_once_either_is_not_to_be_reached(idea: Introduction, who: str, column: str) -> None:
    at(idea, S.ASKED)
    Contact.unscoped.filter(pk=getattr(idea, who).pk).update(**{column: True})

    with pytest.raises(StepRefusedError, match=r"(do-not-contact|is archived)"):
        steps.take(idea, K.NUDGED, on=MONDAY)


# Thinking of one


def test_the_lines_to_pass_on_come_from_the_brief_and_the_reason(alice: User, ana: Contact, tobias: Contact) -> None:
    """P27, P16, P17: what is known, and gaps for what only the user knows."""
    SearchBrief.unscoped.create(owner=alice, news="I planned freight\nat Acme.", asks="How your team [really] plans.")

    idea = beginning.note(connector=ana, whom=tobias, why="Left spreadsheets behind.", on=MONDAY)

    assert idea.lines == (
        "I planned freight at Acme. I would like to hear from Tobias about "
        "[the topic, and why them: Left spreadsheets behind]. [What you would ask: How your team (really) plans.] "
        "Twenty minutes by phone are enough, and a no is quite all right."
    )


def test_the_same_twice_is_one_while_it_is_open(ana: Contact, tobias: Contact, idea: Introduction) -> None:
    again = beginning.note(connector=ana, whom=tobias, why="Again", on=MONDAY)
    wish = beginning.note(connector=ana, wish="Someone at Acme", on=MONDAY)
    same_wish = beginning.note(connector=ana, wish=" someone at acme ", on=MONDAY)
    steps.take(idea, K.RESTED, on=MONDAY)
    anew = beginning.note(connector=ana, whom=tobias, why="Anew", on=MONDAY)

    assert (again, same_wish) == (idea, wish)
    assert anew != idea


def test_what_cannot_be_an_introduction_says_why(ana: Contact, alice: User) -> None:
    silent = ContactFactory.create(owner=alice, first_name="Sam", do_not_contact=True)

    for kwargs, why in (
        ({"connector": ana, "whom": ana}, "Ana cannot introduce you to themselves."),
        ({"connector": ana, "wish": " "}, "Say whom you would like to meet"),
        ({"connector": silent, "wish": "Ben"}, "Sam: You marked them do-not-contact."),
        ({"connector": ana, "whom": silent}, "Sam: You marked them do-not-contact."),
    ):
        with pytest.raises(StepRefusedError, match=why):
            beginning.note(**kwargs, on=MONDAY)

    assert not Introduction.unscoped.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "asked"},
        {"state": "told"},
        {"state": "gone"},
        {"wish": ""},
        {"state": "rested"},
    ],
)
def test_the_database_refuses_what_cannot_be(ana: Contact, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        IntroductionFactory.create(connector=ana, **wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        IntroductionFactory.create(connector=ana, whom=ana)


# Made


def test_whom_they_led_to_carries_them(idea: Introduction, ana: Contact, tobias: Contact) -> None:
    make(idea)

    tobias.refresh_from_db()
    assert tobias.introduced_by == ana


def test_a_wish_becomes_a_person(ana: Contact, alice: User) -> None:
    idea = beginning.note(connector=ana, wish="Someone in data at Acme", on=WEEK_AGO)
    newcomer = Newcomer(
        first_name="Ines", last_name="Lima", title="Data lead", organization_name="Acme", email="i@acme.example"
    )

    step = make(idea, whom=newcomer)

    ines = Contact.for_user(alice).get(first_name="Ines")
    point = ines.points.get()
    assert (ines.organization and ines.organization.name, ines.how_known, ines.introduced_by, point.value) == (
        "Acme", "Ana Ferreira introduced us", ana, "i@acme.example",
    )  # fmt: skip
    assert (idea.whom, idea.wish) == (ines, "Someone in data at Acme")

    steps.undo(step, on=MONDAY)
    idea.refresh_from_db()
    ines.refresh_from_db()
    assert (idea.whom, ines.introduced_by) == (None, None)


def test_a_wish_needs_somebody(ana: Contact) -> None:
    idea = beginning.note(connector=ana, wish="Someone in data at Acme", on=WEEK_AGO)

    for nobody in (None, Newcomer(first_name=" ")):
        with pytest.raises(StepRefusedError, match="a first name is enough"):
            make(idea, whom=nobody)
    with pytest.raises(StepRefusedError, match="themselves"):
        make(idea, whom=ana)


def test_who_led_there_is_not_changed_unasked(idea: Introduction, ana: Contact, tobias: Contact, alice: User) -> None:
    ben = ContactFactory.create(owner=alice, first_name="Ben")
    tobias.introduced_by = ben
    tobias.save()

    with pytest.raises(making.OtherIntroducerError, match="So far Ben stands there as who led you to Tobias"):
        make(idea)
    step = make(idea, replace_introducer=False)
    tobias.refresh_from_db()
    assert tobias.introduced_by == ben
    steps.undo(step, on=MONDAY)

    idea.refresh_from_db()
    step = make(idea, replace_introducer=True)
    tobias.refresh_from_db()
    assert tobias.introduced_by == ana

    steps.undo(step, on=MONDAY)
    tobias.refresh_from_db()
    assert tobias.introduced_by == ben


def test_a_circle_of_people_leading_on_is_left_alone(idea: Introduction, ana: Contact, tobias: Contact) -> None:
    ana.introduced_by = tobias
    ana.save()

    make(idea)

    tobias.refresh_from_db()
    assert (idea.state, tobias.introduced_by) == (S.MADE, None)


def test_in_a_campaign_they_are_a_target_with_a_reason(idea: Introduction, alice: User, tobias: Contact) -> None:
    campaign = CampaignFactory.create(owner=alice)

    step = make(idea, campaign=campaign)

    target = Target.for_user(alice).get()
    tobias.refresh_from_db()
    assert (target.contact, target.state, target.reason, tobias.how_known, idea.target) == (
        tobias, "ready", "Ana introduced us. Left spreadsheets behind", "Ana Ferreira introduced us", target,
    )  # fmt: skip

    steps.undo(step, on=MONDAY)
    assert not Target.for_user(alice).exists()


def test_a_target_of_before_stays(idea: Introduction, alice: User, tobias: Contact) -> None:
    campaign = CampaignFactory.create(owner=alice)
    target = Target.unscoped.create(campaign=campaign, contact=tobias, attempts_made=1, moved_on=MONDAY)

    steps.undo(make(idea, campaign=campaign), on=MONDAY)

    assert Target.for_user(alice).get() == target


# Nothing is lost


def test_deleting_people_and_campaigns_keeps_what_happened(idea: Introduction, ana: Contact, tobias: Contact) -> None:
    campaign = CampaignFactory.create(owner=ana.owner)
    make(idea, campaign=campaign)

    Campaign.unscoped.filter(pk=campaign.pk).delete()
    for contact in (ana, tobias):
        people.delete(contact)

    kept = Introduction.unscoped.get()
    assert (kept.connector_name, kept.wish, kept.connector, kept.whom, kept.campaign, kept.target) == (
        "Ana Ferreira", "Tobias Krüger", None, None, None, None,
    )  # fmt: skip
    assert [words.happened(kept, step) for step in kept.steps.all()] == ["Ana Ferreira introduced you to Tobias Krüger"]
    with pytest.raises(StepRefusedError, match="not among your people any more"):
        steps.take(kept, K.MET, on=MONDAY)


def test_merging_moves_introductions_and_ends_those_to_oneself(
    idea: Introduction, ana: Contact, tobias: Contact, alice: User
) -> None:
    anna = ContactFactory.create(owner=alice, first_name="Anna", last_name="Ferreira")
    other = beginning.note(connector=anna, whom=ana, on=MONDAY)
    third = beginning.note(connector=tobias, whom=anna, on=MONDAY)

    merge_people(ana, anna, on=MONDAY, now=MORNING)

    for each in (idea, other, third):
        each.refresh_from_db()
    assert [(each.connector, each.whom, each.wish) for each in (idea, other, third)] == [
        (ana, tobias, "Tobias Krüger"),
        (ana, None, "Ana Ferreira"),
        (tobias, ana, "Anna Ferreira"),
    ]


# Talks


def held(contact: Contact, starts_days_ago: int = 0) -> Interview:
    starts_at = MORNING - timedelta(days=starts_days_ago)
    interview = InterviewFactory.create(contact=contact, starts_at=starts_at)
    scheduling.hold(interview, now=MORNING, on=MONDAY)
    return interview


def test_a_talk_meets_the_introduction_and_undoing_it_takes_that_back(idea: Introduction, tobias: Contact) -> None:
    """P42: it comes by itself."""
    make(idea)

    interview = held(tobias)

    idea.refresh_from_db()
    assert (idea.state, idea.met_on, idea.steps.count()) == (S.MET, MONDAY, 2)
    with pytest.raises(StepRefusedError, match="Take the talk back on its own page"):
        steps.undo(idea.steps.last(), on=MONDAY)  # type: ignore[arg-type]

    scheduling.reopen(interview, now=MORNING, on=MONDAY)
    idea.refresh_from_db()
    assert (idea.state, idea.met_on, idea.steps.count()) == (S.MADE, None, 1)


def test_a_talk_with_somebody_led_to_makes_an_introduction_to_tell_of(ana: Contact, tobias: Contact) -> None:
    """P42: whoever was never asked, but led there, hears how it went, too."""
    tobias.introduced_by = ana
    tobias.save()

    interview = held(tobias)

    inferred = Introduction.unscoped.get()
    assert (inferred.connector, inferred.whom, inferred.state, inferred.is_inferred) == (ana, tobias, S.MET, True)
    assert Interaction.unscoped.filter(contact=ana).count() == 0

    scheduling.reopen(interview, now=MORNING, on=MONDAY)
    assert not Introduction.unscoped.exists()


def test_a_talk_meets_what_was_only_thought_of_where_they_led_there(
    idea: Introduction, ana: Contact, tobias: Contact
) -> None:
    """P42: never asked for, and yet they led there: as their card says, or nobody did."""
    held(tobias, starts_days_ago=1)
    idea.refresh_from_db()
    assert idea.state == S.IDEA

    tobias.introduced_by = ana
    tobias.save()
    held(tobias)

    idea.refresh_from_db()
    assert (idea.state, Introduction.unscoped.count()) == (S.MET, 1)


def test_a_talk_without_anybody_who_led_there_owes_nothing(tobias: Contact) -> None:
    held(tobias)

    assert not Introduction.unscoped.exists()


def test_a_second_talk_owes_no_second_word(idea: Introduction, tobias: Contact) -> None:
    make(idea)
    held(tobias)
    steps.take(idea, K.TOLD, on=MONDAY)

    held(tobias, starts_days_ago=1)

    assert [each.state for each in Introduction.unscoped.all()] == [S.TOLD]


def test_what_was_told_of_stays_when_the_talk_is_taken_back(idea: Introduction, tobias: Contact) -> None:
    make(idea)
    interview = held(tobias)
    steps.take(idea, K.TOLD, on=MONDAY)

    scheduling.reopen(interview, now=MORNING, on=MONDAY)

    idea.refresh_from_db()
    assert (idea.state, idea.steps.count()) == (S.TOLD, 3)


def test_a_talk_before_it_was_made_is_another_one(idea: Introduction, tobias: Contact) -> None:
    make(idea)

    assert talks.met(tobias, met_on=WEEK_AGO, interaction=None, on=MONDAY) is None


def test_someone_who_was_asked_and_led_there_is_taken_to_have_done_it(
    idea: Introduction, ana: Contact, tobias: Contact
) -> None:
    steps.take(idea, K.ASKED, words=said(WEEK_AGO), on=MONDAY)
    tobias.introduced_by = ana
    tobias.save()

    held(tobias)

    idea.refresh_from_db()
    assert (idea.state, idea.made_on, idea.met_on) == (S.MET, MONDAY, MONDAY)


# The agenda


def lines(alice: User, on: date) -> list[tuple[str, str, str]]:
    items = IntroductionSources().items([alice], on, {Kind.INTRODUCTION: on, Kind.REPORT_BACK: on})
    return [(item.kind.value, item.title, item.why) for item in items]


TO_IDEA: tuple[tuple[Callable[[Introduction], Any], int, tuple[str, str, str]], ...] = (
    (
        lambda i: i,
        -6,
        ("introduction", "Ask Ana to introduce you to Tobias", "Noted yesterday, not asked yet"),
    ),
    (
        lambda i: steps.take(i, K.ASKED, words=said(WEEK_AGO), on=WEEK_AGO),
        0,
        ("introduction", "Nudge Ana about Tobias", "Asked last Monday; five business days of silence"),
    ),
    (
        lambda i: at(i, S.AGREED),
        7,
        ("introduction", "Nudge Ana about Tobias", "Said yes last Monday; five business days of silence"),
    ),
    (
        lambda i: at(i, S.MADE),
        0,
        ("introduction", "Thank Ana for the introduction to Tobias", "Introduced you today"),
    ),
    (lambda i: at(i, S.MET), 1, ("report_back", "Tell Ana how it went with Tobias", "You met yesterday")),
)


@pytest.mark.parametrize("search_state", ["paused", "landed"])
def test_asking_rests_while_nobody_searches_and_thanks_do_not(alice: User, search_state: str) -> None:
    alice.search_state = search_state
    for fields in (
        {},
        {"state": S.ASKED, "asked_on": date(2026, 11, 2)},
        {"state": S.MADE, "made_on": MONDAY},
        {"state": S.MET, "met_on": date(2026, 11, 18)},
    ):
        IntroductionFactory.create(connector=ContactFactory.create(owner=alice, first_name="Ana"), **fields)

    until = {Kind.INTRODUCTION: MONDAY, Kind.REPORT_BACK: MONDAY}
    titles = {item.title.split()[0] for item in IntroductionSources().items([alice], MONDAY, until)}

    assert titles == {"Thank", "Tell"}


@pytest.mark.parametrize(("prepare", "days", "line"), TO_IDEA)
def test_each_is_due_on_its_day_and_not_before(
    alice: User, idea: Introduction, prepare: Callable[[Introduction], Any], days: int, line: tuple[str, str, str]
) -> None:
    """P27, P42: five business days in Lisbon from a Monday are the next Monday."""
    prepare(idea)
    day = MONDAY + timedelta(days=days)

    assert lines(alice, day) == [line]
    assert lines(alice, day - timedelta(days=1)) == []


def test_a_holiday_is_no_business_day(alice: User, idea: Introduction) -> None:
    """1 and 8 December are holidays in Portugal."""
    steps.take(idea, K.ASKED, words=said(date(2026, 11, 30)), on=date(2026, 11, 30))

    silent_until = words.silence_ends_on(idea, "PT")

    assert silent_until == date(2026, 12, 9)
    assert (len(lines(alice, date(2026, 12, 8))), len(lines(alice, date(2026, 12, 9)))) == (0, 1)


def test_after_two_nudges_there_is_only_to_decide(alice: User, idea: Introduction) -> None:
    at(idea, S.ASKED)
    for _ in range(2):
        steps.take(idea, K.NUDGED, on=MONDAY)
    on = MONDAY + timedelta(days=10)

    [item] = due(IntroductionSource(), [alice], on)

    assert (item.title, item.action, item.url, item.can_complete) == (
        "Let it rest with Ana, or ask someone else about Tobias",
        "Decide",
        f"/outreach/introductions/{idea.pk}/", False,
    )  # fmt: skip
    with pytest.raises(NothingToDoError, match="Let it rest now"):
        IntroductionSource().complete(alice, item.key, now=MORNING, on=on)


@pytest.mark.parametrize("who", ["connector", "whom"])
@pytest.mark.parametrize("column", ["do_not_contact", "is_archived"])
def test_reminders_stop_with_either(alice: User, idea: Introduction, who: str, column: str) -> None:
    at(idea, S.MADE)
    Contact.unscoped.filter(pk=getattr(idea, who).pk).update(**{column: True})

    assert lines(alice, MONDAY) == []


def test_completing_takes_the_step_once(alice: User, idea: Introduction) -> None:
    at(idea, S.MADE)
    [item] = due(IntroductionSource(), [alice], MONDAY)

    assert IntroductionSource().complete(alice, item.key, now=MORNING, on=MONDAY) == "You thanked Ana."
    with pytest.raises(NothingToDoError, match="not open any more"):
        IntroductionSource().complete(alice, item.key, now=MORNING, on=MONDAY)

    idea.refresh_from_db()
    assert (idea.thanked_on, lines(alice, MONDAY)) == (MONDAY, [])


def test_report_is_told_and_closes_it(alice: User, idea: Introduction) -> None:
    at(idea, S.MET)
    tuesday = MONDAY + timedelta(days=1)
    [item] = due(ReportBackSource(), [alice], tuesday)

    with pytest.raises(NothingToDoError):
        IntroductionSource().complete(alice, item.key, now=MORNING, on=tuesday)
    told = ReportBackSource().complete(alice, item.key, now=MORNING, on=tuesday)

    idea.refresh_from_db()
    assert (told, idea.state) == ("Ana knows how it went. That is what makes people do it again.", S.TOLD)


def test_a_snooze_holds_until_its_day_or_the_next_step(alice: User, idea: Introduction) -> None:
    at(idea, S.MADE)
    [item] = due(IntroductionSource(), [alice], MONDAY)
    friday = MONDAY + timedelta(days=4)

    rests = IntroductionSource().snooze(alice, item.key, on=MONDAY, until=friday)

    assert (rests, lines(alice, friday - timedelta(days=1)), len(lines(alice, friday))) == (
        "This comes back on Friday 27 November.", [], 1,
    )  # fmt: skip
    steps.take(idea, K.MET, on=MONDAY)
    assert len(lines(alice, MONDAY + timedelta(days=1))) == 1


@pytest.mark.parametrize("key", ["", "x", "1", "1-1-1", f"{10**18}-1", "0-0"])
def test_strange_keys_point_to_nothing(alice: User, key: str) -> None:
    with pytest.raises(NothingToDoError):
        IntroductionSource().complete(alice, key, now=MORNING, on=MONDAY)


@pytest.mark.parametrize("count", [1, 3])
def test_both_sources_together_are_one_query_for_many(alice: User, count: int) -> None:
    owners = [alice, *UserFactory.create_batch(count)]
    for owner in owners:
        for state in (S.MADE, S.MET):
            connector = ContactFactory.create(owner=owner, organization=OrganizationFactory.create(owner=owner))
            IntroductionFactory.create(
                connector=connector,
                whom=ContactFactory.create(owner=owner),
                state=state,
                made_on=WEEK_AGO,
                met_on=WEEK_AGO,
            )

    with CaptureQueriesContext(
        connection,
    ) as queries:
        until = {Kind.INTRODUCTION: MONDAY, Kind.REPORT_BACK: MONDAY}
        found = list(IntroductionSources().items(owners, MONDAY, until))

    assert (len(queries), len(found)) == (1, 2 * len(owners))
