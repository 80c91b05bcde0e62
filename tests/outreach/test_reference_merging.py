"""Two people who turn out to be one, both references: the further-along entry stays with the calls of both (P51)."""

from datetime import date

import pytest

from accounts.models import User
from contacts import cadence, undoing
from contacts.merging import merge_people
from contacts.models import Contact
from outreach import reference_steps
from outreach.models import Draft, Reference, ReferenceStep, ReferenceStepKind, ReferenceUse
from outreach.moves import NothingToUndoError
from tests.conftest import MONDAY, MORNING
from tests.contacts.every_row import every_row
from tests.factories import ContactFactory, DraftFactory, ReferenceFactory, ReferenceUseFactory


@pytest.fixture
def two(alice: User) -> tuple[Contact, Contact]:
    stays, goes = ContactFactory.create_batch(2, owner=alice)
    cadence.refresh([stays, goes], on=MONDAY)
    return stays, goes


@pytest.mark.parametrize("further", [0, 1])
def test_the_further_along_entry_takes_over_the_calls_and_the_history(
    alice: User, two: tuple[Contact, Contact], further: int
) -> None:
    asked = {"affirmed_on": None, "goals_on": None, "asked_on": date(2026, 11, 10), "knows": "The Leeds depot"}
    one = ReferenceFactory.create(contact=two[further])
    other = ReferenceFactory.create(contact=two[1 - further], **asked)
    uses = [ReferenceUseFactory.create(reference=each) for each in (one, other)]
    step = reference_steps.record(one, ReferenceStepKind.INFORMED, done_on=MONDAY, on=MONDAY)
    DraftFactory.create(owner=alice, reference=one, body="First")
    DraftFactory.create(owner=alice, reference=other, body="Second")
    before = every_row()

    change = merge_people(*two, on=MONDAY, now=MORNING)

    reference = Reference.unscoped.get()
    assert (reference.pk, reference.contact, reference.standing, reference.asked_on, reference.knows) == (
        one.pk,
        two[0],
        "agreed",
        date(2026, 11, 3),
        "Two depots opened on time\nThe Leeds depot",
    )
    assert set(reference.uses.all()) == set(uses)
    assert "Second" in Draft.unscoped.get().body
    # What either was before is no step back from here.
    with pytest.raises(NothingToUndoError, match="Two entries became one since"):
        reference_steps.undo(ReferenceStep.unscoped.get(pk=step.pk), on=MONDAY)
    undoing.undo(change, now=MORNING, on=MONDAY)
    assert every_row() == before


def test_a_reference_moves_to_who_was_none(two: tuple[Contact, Contact]) -> None:
    reference = ReferenceFactory.create(contact=two[1])
    use = ReferenceUseFactory.create(reference=reference)

    merge_people(*two, on=MONDAY, now=MORNING)

    assert (Reference.unscoped.get().contact, ReferenceUse.unscoped.get()) == (two[0], use)
