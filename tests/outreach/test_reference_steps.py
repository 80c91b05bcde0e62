"""References step by step: what may follow what, what it writes down, and how it is taken back (P51)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from contacts.models import Contact, Interaction
from contacts.timeline import NotYetHappenedError
from outreach import reference_steps, references
from outreach.models import Reference, ReferenceStep, ReferenceStepKind, ReferenceUse, Standing
from outreach.moves import NothingToUndoError, PursuitError
from outreach.reference_steps import AlreadyDoneError, Next, StepNotAllowedError, next_of, next_of_use, record, undo
from tests.conftest import MONDAY
from tests.factories import ContactFactory, ReferenceFactory, ReferenceUseFactory, UserFactory

K = ReferenceStepKind
FRIDAY = date(2026, 11, 27)


@pytest.fixture
def wei(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Wei", last_name="Zhang")


def do(subject: Reference | ReferenceUse, kind: K, day: date = MONDAY, **more: Any) -> ReferenceStep:
    return record(subject, kind, done_on=day, on=MONDAY, **more)


def columns(row: Reference | ReferenceUse) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.fields}


def test_a_reference_goes_from_the_list_to_knowing_how_it_goes(wei: Contact) -> None:
    """P51: affirm, describe goals, keep informed."""
    reference, is_new = references.add(wei, knows=" Two depots ", on=date(2026, 11, 2))
    stood = [(reference.standing, is_new, reference.knows)]
    for kind, day in ((K.ASKED, 3), (K.AGREED, 5), (K.GOALS, 6), (K.INFORMED, 20)):
        do(reference, kind, date(2026, 11, day))
        stood.append((reference.standing, False, "Two depots"))

    reference.refresh_from_db()
    assert [standing for standing, _, _ in stood] == [S.NEW, S.ASKED, S.AGREED, S.AGREED, S.AGREED]
    assert stood[0][1:] == (True, "Two depots")
    assert (reference.asked_on, reference.affirmed_on, reference.goals_on, reference.informed_on) == (
        date(2026, 11, 3),
        date(2026, 11, 5),
        date(2026, 11, 6),
        date(2026, 11, 20),
    )
    assert list(Interaction.for_user(wei.owner).order_by("on").values_list("on", "direction", "summary")) == [
        (date(2026, 11, 3), "outgoing", "Asked to be a reference."),
        (date(2026, 11, 5), "incoming", "Said yes to being a reference."),
        (date(2026, 11, 6), "outgoing", "Told what I am aiming for."),
        (date(2026, 11, 20), "outgoing", "Told how the search goes."),
    ]


S = Standing


def test_who_is_on_the_list_stays_as_they_are(wei: Contact) -> None:
    first, _ = references.add(wei, knows="Two depots", on=MONDAY)

    again, is_new = references.add(wei, knows="Something else", on=FRIDAY)

    assert (again, again.knows, again.added_on, is_new) == (first, "Two depots", MONDAY, False)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("is_archived", "Wei Zhang cannot be a reference. They are archived."),
        ("do_not_contact", "Wei Zhang cannot be a reference. You marked them do-not-contact."),
    ],
)
def test_who_may_not_be_contacted_is_no_reference(wei: Contact, field: str, said: str) -> None:
    setattr(wei, field, True)

    with pytest.raises(references.NotReachableError, match=said):
        references.add(wei, knows="", on=MONDAY)
    assert not Reference.unscoped.exists()


@pytest.mark.parametrize(
    ("stands", "kind", "said"),
    [
        (
            {"asked_on": None, "affirmed_on": None, "goals_on": None},
            K.GOALS,
            "Wei has not been asked yet, so you cannot tell them your goals now. "
            "From here you can ask them, note that they said yes or let them rest.",
        ),
        (
            {},
            K.ASKED,
            "Wei speaks for you, so you cannot ask them now. From here you can note that they said no, "
            "tell them your goals, bring them up to date or let them rest.",
        ),
        ({"goals_on": None}, K.INFORMED, "Tell Wei your goals first; news means little without them."),
        (
            {"retired_on": MONDAY},
            K.INFORMED,
            "Wei rests, so you cannot bring them up to date now. From here you can take them up again.",
        ),
        ({}, K.THANKED, "That belongs to one call: open the use of this reference that it is about."),
    ],
)
def test_a_step_that_does_not_follow_says_what_does(wei: Contact, stands: dict[str, Any], kind: K, said: str) -> None:
    reference = ReferenceFactory.create(contact=wei, **stands)

    with pytest.raises(StepNotAllowedError) as refused:
        do(reference, kind)

    assert str(refused.value) == said
    assert (ReferenceStep.unscoped.count(), Interaction.unscoped.count()) == (0, 0)


@pytest.mark.parametrize(
    ("stands", "kind", "said"),
    [
        ({}, K.TOLD, "Note how it went first; then Wei can be told."),
        ({}, K.THANKED, "The call is still ahead, on 27 November. Until then you can prepare Wei."),
        (
            {"outcome": "no", "outcome_on": MONDAY},
            K.BRIEFED,
            "It is over: there is nothing left to prepare. You can thank them, and tell them how it went.",
        ),
        (
            {"outcome": "no", "outcome_on": MONDAY, "told_on": MONDAY},
            K.OUTCOME,
            "Wei was told how it went on 23 November 2026. Take that back first to change it.",
        ),
        ({}, K.GOALS, "That belongs to Wei as a reference, not to this call."),
    ],
)
def test_a_step_of_a_call_that_does_not_follow_says_why(
    wei: Contact, stands: dict[str, Any], kind: K, said: str
) -> None:
    use = ReferenceUseFactory.create(reference=ReferenceFactory.create(contact=wei), **stands)

    with pytest.raises(StepNotAllowedError) as refused:
        do(use, kind, outcome="offer")

    assert str(refused.value) == said


def test_the_same_step_from_two_tabs_is_recorded_once(wei: Contact) -> None:
    use = ReferenceUseFactory.create(reference=ReferenceFactory.create(contact=wei))
    other_tab = ReferenceUse.unscoped.get(pk=use.pk)
    do(use, K.BRIEFED)

    with pytest.raises(AlreadyDoneError, match="That is done: you noted it for 23 November 2026"):
        do(other_tab, K.BRIEFED)
    assert ReferenceStep.unscoped.count() == 1


def test_nothing_has_happened_on_a_day_to_come_nor_an_answer_before_the_question(wei: Contact) -> None:
    reference = ReferenceFactory.create(contact=wei, affirmed_on=None, goals_on=None, asked_on=date(2026, 11, 10))

    with pytest.raises(NotYetHappenedError):
        do(reference, K.AGREED, FRIDAY)
    with pytest.raises(StepNotAllowedError, match="You asked on 10 November 2026; the answer cannot be earlier"):
        do(reference, K.AGREED, date(2026, 11, 9))
    assert Interaction.unscoped.count() == 0


def test_a_call_goes_from_the_brief_to_thanks_and_the_outcome(wei: Contact) -> None:
    use = ReferenceUseFactory.create(
        reference=ReferenceFactory.create(contact=wei), expected_on=date(2026, 11, 16), noted_on=date(2026, 11, 9)
    )
    for kind, day in ((K.BRIEFED, 10), (K.THANKED, 17), (K.OUTCOME, 20), (K.TOLD, 21)):
        do(use, kind, date(2026, 11, day), outcome="next_round")

    use.refresh_from_db()
    assert (use.briefed_on, use.thanked_on, use.outcome, use.outcome_on, use.told_on) == (
        date(2026, 11, 10),
        date(2026, 11, 17),
        "next_round",
        date(2026, 11, 20),
        date(2026, 11, 21),
    )
    assert list(Interaction.unscoped.order_by("on").values_list("summary", flat=True)) == [
        "Prepared for the call from Globex.",
        "Thanked for speaking with Globex.",
        "Told how it went with Globex.",
    ]
    assert next_of_use(use, MONDAY) is None


@pytest.mark.parametrize(
    ("stands", "follows"),
    [
        ({"asked_on": None, "affirmed_on": None, "goals_on": None}, (K.ASKED, date(2026, 11, 2))),
        # 3 November is a Tuesday; the fifth business day after it is the next one.
        ({"affirmed_on": None, "goals_on": None}, (K.AGREED, date(2026, 11, 10))),
        ({"goals_on": None}, (K.GOALS, date(2026, 11, 5))),
        ({}, (K.INFORMED, date(2026, 12, 6))),
        ({"informed_on": date(2026, 11, 20)}, (K.INFORMED, date(2026, 12, 20))),
        ({"snoozed_until": date(2027, 1, 1)}, (K.INFORMED, date(2027, 1, 1))),
        ({"snoozed_until": date(2026, 11, 1)}, (K.INFORMED, date(2026, 12, 6))),
        ({"retired_on": MONDAY}, None),
        ({"affirmed_on": None, "goals_on": None, "declined_on": MONDAY}, None),
    ],
)
def test_what_is_next_with_a_reference_and_when(
    wei: Contact, stands: dict[str, Any], follows: tuple[K, date] | None
) -> None:
    found = next_of(ReferenceFactory.create(contact=wei, **stands), country="PT", is_searching=True)

    assert found == (None if follows is None else Next(kind=follows[0], due_on=follows[1]))


@pytest.mark.parametrize("stands", [{}, {"goals_on": None}, {"affirmed_on": None, "goals_on": None}])
def test_who_does_not_search_asks_nobody_and_owes_no_news(wei: Contact, stands: dict[str, Any]) -> None:
    assert next_of(ReferenceFactory.create(contact=wei, **stands), country="PT", is_searching=False) is None


@pytest.mark.parametrize(
    ("stands", "follows"),
    [
        # A call in a week or less is prepared at once, a later one a week before.
        ({}, (K.BRIEFED, date(2026, 11, 20))),
        ({"expected_on": date(2026, 12, 20)}, (K.BRIEFED, date(2026, 12, 13))),
        ({"expected_on": None}, (K.BRIEFED, date(2026, 11, 20))),
        ({"briefed_on": MONDAY}, (K.THANKED, date(2026, 11, 28))),
        ({"briefed_on": MONDAY, "expected_on": None}, (K.OUTCOME, date(2026, 12, 7))),
        ({"expected_on": date(2026, 11, 22)}, (K.THANKED, MONDAY)),
        ({"expected_on": date(2026, 11, 22), "thanked_on": MONDAY}, (K.OUTCOME, date(2026, 11, 29))),
        ({"outcome": "offer", "outcome_on": MONDAY}, (K.TOLD, MONDAY)),
        ({"outcome": "offer", "outcome_on": MONDAY, "told_on": MONDAY}, (K.THANKED, date(2026, 11, 28))),
        ({"outcome": "not_called", "outcome_on": MONDAY, "told_on": MONDAY}, None),
        ({"outcome": "no", "outcome_on": MONDAY, "told_on": MONDAY, "thanked_on": MONDAY}, None),
    ],
)
def test_what_is_next_with_a_call_and_when(
    wei: Contact, stands: dict[str, Any], follows: tuple[K, date] | None
) -> None:
    use = ReferenceUseFactory.create(reference=ReferenceFactory.create(contact=wei), **stands)

    assert next_of_use(use, MONDAY) == (None if follows is None else Next(kind=follows[0], due_on=follows[1]))


def test_a_step_is_taken_back_with_its_line_in_the_timeline(wei: Contact) -> None:
    reference = ReferenceFactory.create(contact=wei, snoozed_until=FRIDAY)
    step = do(reference, K.DECLINED)

    undo(ReferenceStep.unscoped.get(pk=step.pk), on=MONDAY)

    reference.refresh_from_db()
    assert (reference.affirmed_on, reference.goals_on, reference.declined_on, reference.snoozed_until) == (
        date(2026, 11, 5),
        date(2026, 11, 6),
        None,
        FRIDAY,
    )
    assert (ReferenceStep.unscoped.count(), Interaction.unscoped.count()) == (0, 0)


def test_only_the_last_step_is_taken_back_and_calls_go_their_own_way(wei: Contact) -> None:
    reference = ReferenceFactory.create(contact=wei)
    use = ReferenceUseFactory.create(reference=reference)
    first, brief, last = do(reference, K.INFORMED), do(use, K.BRIEFED), do(reference, K.RETIRED)

    with pytest.raises(NothingToUndoError, match="Something else has happened since"):
        undo(first, on=MONDAY)
    assert undo(brief, on=MONDAY) == use
    assert undo(last, on=MONDAY) == reference


@pytest.mark.parametrize(
    "wrong",
    [
        {"affirmed_on": MONDAY, "declined_on": MONDAY},
        {"affirmed_on": None, "goals_on": MONDAY},
        {"affirmed_on": None, "goals_on": None, "informed_on": MONDAY},
    ],
)
def test_the_database_refuses_a_reference_that_cannot_be(wei: Contact, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferenceFactory.create(contact=wei, **wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": ""},
        {"outcome": "perhaps", "outcome_on": MONDAY},
        {"outcome": "offer"},
        {"outcome_on": MONDAY},
        {"told_on": MONDAY},
    ],
)
def test_the_database_refuses_a_call_that_cannot_be(wei: Contact, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferenceUseFactory.create(reference=ReferenceFactory.create(contact=wei), **wrong)


class TestAnyOrder(TestCase):
    """Whatever is pressed in whatever order: it is recorded or refused, and undoing puts back what was."""

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from(K), st.booleans()), max_size=10))
    def test_steps_and_their_undoing_agree(self, pressed: list[tuple[K, bool]]) -> None:
        reference, _ = references.add(ContactFactory.create(owner=UserFactory.create()), knows="", on=MONDAY)
        use = ReferenceUseFactory.create(reference=reference, expected_on=MONDAY - timedelta(days=2))
        for kind, of_use in pressed:
            subject: Reference | ReferenceUse = use if of_use else reference
            before = columns(type(subject)._base_manager.get(pk=subject.pk))
            try:
                step = do(subject, kind, outcome="no")
            except PursuitError:
                assert columns(type(subject)._base_manager.get(pk=subject.pk)) == before
                continue
            undo(ReferenceStep.unscoped.get(pk=step.pk), on=MONDAY)
            assert columns(type(subject)._base_manager.get(pk=subject.pk)) == before
            subject.refresh_from_db()
            do(subject, kind, outcome="no")
        assert Interaction.unscoped.count() == ReferenceStep.unscoped.exclude(interaction=None).count()


def test_every_kind_of_step_has_its_place() -> None:
    assert {*reference_steps.OF_REFERENCE, *reference_steps.OF_USE} == set(K)
