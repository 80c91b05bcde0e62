"""Chains of introductions."""

import pytest

from accounts.models import User
from contacts.introducing import CircularIntroductionError, require_no_circle
from contacts.models import Contact
from tests.factories import ContactFactory


@pytest.fixture
def chain(alice: User) -> list[Contact]:
    """Ana led to Ben, who led to Chris."""
    people: list[Contact] = []
    for name in ("Ana", "Ben", "Chris"):
        people.append(ContactFactory.create(owner=alice, first_name=name, introduced_by=people[-1] if people else None))
    return people


def test_nobody_leads_to_themselves_however_far_back(chain: list[Contact]) -> None:
    ana, ben, chris = chain

    with pytest.raises(CircularIntroductionError) as error:
        require_no_circle(ana, chris)
    assert str(error.value) == "That would go in a circle: Ana led to Ben, who led to Chris, who led to Ana."
    with pytest.raises(CircularIntroductionError, match="Ben led to Chris, who led to Ben"):
        require_no_circle(ben, chris)


def test_who_led_to_someone_may_be_another(alice: User, chain: list[Contact]) -> None:
    ana, _, chris = chain
    dora = ContactFactory.create(owner=alice, first_name="Dora")

    require_no_circle(chris, ana)
    require_no_circle(ana, dora)
    require_no_circle(dora, chris)
    assert dora.introduced_by is None


def test_a_circle_from_a_file_does_not_hang(alice: User, chain: list[Contact]) -> None:
    ana, _, chris = chain
    Contact.unscoped.filter(pk=ana.pk).update(introduced_by=chris)
    dora = ContactFactory.create(owner=alice)

    require_no_circle(dora, Contact.unscoped.get(pk=chris.pk))
    assert dora.introduced_by is None
