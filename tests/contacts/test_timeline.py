from datetime import date

import pytest

from accounts.models import User
from contacts import timeline
from contacts.models import Contact, Interaction
from tests.conftest import MONDAY
from tests.factories import ContactFactory


@pytest.fixture
def logged(alice: User) -> Interaction:
    contact = ContactFactory.create(owner=alice)
    return timeline.log(
        contact=contact, kind="call", direction="mutual", happened_on=MONDAY, summary="About Lyon", on=MONDAY
    )


def test_correcting_an_interaction_moves_the_cadence_with_it(logged: Interaction) -> None:
    timeline.correct(
        logged, kind="email", direction="incoming", happened_on=date(2026, 9, 1), summary="About rail", on=MONDAY
    )

    stored = Interaction.unscoped.select_related("contact").get()
    assert (stored.kind, stored.direction, stored.on, stored.summary) == (
        "email",
        "incoming",
        date(2026, 9, 1),
        "About rail",
    )
    assert stored.contact.last_interaction_on == date(2026, 9, 1)


def test_correcting_to_a_day_to_come_is_refused(logged: Interaction) -> None:
    with pytest.raises(timeline.NotYetHappenedError):
        timeline.correct(
            logged, kind="email", direction="incoming", happened_on=date(2026, 11, 24), summary="", on=MONDAY
        )

    assert Contact.unscoped.get().last_interaction_on == MONDAY
