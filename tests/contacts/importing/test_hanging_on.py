"""What hangs on rows is said of those asked about, and of no others."""

from accounts.models import User
from contacts.importing.hanging_on import attached
from contacts.models import Contact
from tests.factories import ContactFactory, InterviewFactory, TargetFactory


def test_those_between_are_not_spoken_of(alice: User, mallory: User) -> None:
    first = ContactFactory.create(owner=alice)
    between = ContactFactory.create(owner=mallory)
    last = ContactFactory.create(owner=alice)
    far = [ContactFactory.create(owner=alice) for _ in range(5)][-1]
    for contact in (first, between, last, far):
        TargetFactory.create(contact=contact)
    InterviewFactory.create(contact=last)

    near = {first.pk: ["1 target"], last.pk: ["1 interview", "1 target"]}
    assert attached(Contact, [first.pk, last.pk]) == near
    assert attached(Contact, [first.pk, last.pk, far.pk]) == near | {far.pk: ["1 target"]}
