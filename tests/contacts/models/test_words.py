from datetime import date

from contacts.models import ContactPoint
from tests.factories import FollowUpFactory, InteractionFactory, OrganizationFactory, TagFactory


def test_rows_say_what_they_are() -> None:
    rows = (
        FollowUpFactory.build(what="Send it", contact=None),
        InteractionFactory.build(kind="call", on=date(2026, 9, 1), contact=None),
        OrganizationFactory.build(name="Acme", owner=None),
        TagFactory.build(name="rail", owner=None),
        ContactPoint(value="ana@example.com"),
    )

    assert [str(row) for row in rows] == ["Send it", "call on 2026-09-01", "Acme", "rail", "ana@example.com"]
