from contacts.exporting.wording import held


def test_what_is_held_is_said_people_first_and_then_by_how_much() -> None:
    counts = {
        "contacts.contact": 1,
        "contacts.interaction": 1204,
        "contacts.contactpoint": 1700,
        "contacts.organization": 7,
        "outreach.campaign": 1,
        "outreach.move": 90,
    }

    assert held(counts) == [
        (1, "person"), (1204, "interactions"), (7, "organizations"), (1700, "ways to reach them"), (1, "campaign"),
    ]  # fmt: skip


def test_an_empty_account_holds_nothing() -> None:
    assert held({}) == []
