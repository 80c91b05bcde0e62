import pytest

from accounts.models import User
from contacts.models import ContactPoint
from tests.factories import ContactFactory, ContactPointFactory


@pytest.mark.parametrize(
    ("kind", "value", "href", "shown"),
    [
        ("email", "ana@example.com", "mailto:ana@example.com", "ana@example.com"),
        ("phone", "912 345 678", "tel:+351912345678", "912 345 678"),
        ("profile", "https://www.linkedin.com/in/ana/", "https://www.linkedin.com/in/ana/", "linkedin.com/in/ana"),
        ("profile", "example.com/ana", "https://example.com/ana", "example.com/ana"),
        ("profile", "javascript:alert(1)", "https://javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_a_point_opens_what_it_is(alice: User, kind: str, value: str, href: str, shown: str) -> None:
    point = ContactPointFactory.create(contact=ContactFactory.create(owner=alice), kind=kind, value=value)

    assert (point.href, point.shown, str(point)) == (href, shown, value)


def test_addresses_shared_by_two_people_are_found(alice: User, mallory: User) -> None:
    ana, other, stranger = (ContactFactory.create(owner=owner) for owner in (alice, alice, mallory))
    for contact in (ana, other, stranger):
        ContactPointFactory.create(contact=contact, kind="email", value="ana@example.com")
        ContactPointFactory.create(contact=contact, kind="phone", value="912 345 678")

    shared = ContactPoint.for_user(alice).shared_with(ana)

    assert [(point.contact, point.kind) for point in shared] == [(other, "email")]
