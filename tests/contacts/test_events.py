"""P13: people met at events, each noted in one go, and each of it taken back."""

from datetime import date, timedelta

import pytest

from accounts.models import User
from contacts import events, undoing
from contacts.events import Met
from contacts.models import Change, Contact, Event, FollowUp, Interaction
from tests.conftest import MONDAY, MORNING
from tests.contacts.every_row import every_row
from tests.factories import ContactFactory, EventFactory, FollowUpFactory, InteractionFactory

THURSDAY = date(2026, 11, 19)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def rail(alice: User) -> Event:
    return EventFactory.create(owner=alice, name="Rail evening", on=THURSDAY)


@pytest.fixture
def fair(alice: User) -> Event:
    return EventFactory.create(owner=alice, name="Port fair", on=date(2026, 12, 3))


def meet(event: Event, text: str, line: str = "", **more: object) -> list[Met]:
    given: dict[str, object] = {"due_on": TUESDAY, "on": MONDAY, **more}
    return events.meet(event, text, line=line, **given)  # type: ignore[arg-type]


def noted(event: Event) -> list[tuple[str, date, str]]:
    rows = Interaction.unscoped.filter(event=event).select_related("contact").order_by("pk")
    return [(row.contact.name, row.on, row.summary) for row in rows]


def planned() -> list[tuple[str, date, date | None]]:
    return list(FollowUp.unscoped.order_by("pk").values_list("what", "due_on", "done_on"))


def test_someone_met_is_a_contact_an_interaction_and_a_follow_up(alice: User, rail: Event) -> None:
    [met] = meet(rail, "Mara Lindt, planner at Northwind", "wagons that stand still")

    mara = Contact.for_user(alice).get()
    assert met == Met(contact=mara, was_known=False)
    assert (mara.name, mara.headline, mara.how_known) == ("Mara Lindt", "planner, Northwind", "Met at Rail evening")
    assert (mara.walk_of_life, mara.tie, mara.tier) == ("events", "weak", "light")
    assert (mara.last_interaction_on, mara.next_touch_on) == (THURSDAY, date(2027, 11, 19))
    interaction = mara.interactions.get()
    assert (interaction.kind, interaction.direction) == ("meeting", "mutual")
    assert noted(rail) == [("Mara Lindt", THURSDAY, "wagons that stand still")]
    assert planned() == [("Write to Mara after Rail evening", TUESDAY, None)]
    assert list(rail.people.all()) == [mara]


def test_what_is_not_sure_is_kept_beside_how_one_knows_them(alice: User, rail: Event) -> None:
    meet(rail, "Tiago – his sister works in Lyon", due_on=None)

    assert Contact.for_user(alice).get().how_known == "Met at Rail evening; his sister works in Lyon"
    assert planned() == []


def test_several_come_in_at_once(rail: Event) -> None:
    meet(rail, "Mara Lindt, Tiago Prado", "the new timetable")

    assert noted(rail) == [(name, THURSDAY, "the new timetable") for name in ("Mara Lindt", "Tiago Prado")]
    assert len(planned()) == 2


def test_someone_picked_is_not_made_twice(alice: User, rail: Event) -> None:
    hana = ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato", how_known="", tie="none")

    met = meet(rail, "hana s., from Lyon", "the timetable", contact=hana)

    assert met == [Met(contact=hana, was_known=False)]
    hana.refresh_from_db()
    assert (hana.how_known, hana.tie, hana.walk_of_life) == ("from Lyon", "weak", "")
    assert noted(rail) == [("Hana Sato", THURSDAY, "the timetable")]


def test_a_name_that_is_here_is_taken_for_the_one_spoken_to_last(alice: User, mallory: User, rail: Event) -> None:
    ContactFactory.create(owner=mallory, first_name="Ana", last_name="Silva")
    ContactFactory.create(owner=alice, first_name="Ana", last_name="Silva", how_known="school")
    last = ContactFactory.create(
        owner=alice, first_name="ANA", last_name="Silva", last_interaction_on=MONDAY, is_archived=True, how_known="gym"
    )
    ContactFactory.create(owner=alice, first_name="Ana", last_name="Silva", how_known="choir")

    met = meet(rail, "Ana Silva")

    assert met == [Met(contact=last, was_known=True)]
    last.refresh_from_db()
    assert (last.is_archived, last.how_known) == (False, "gym")


def test_a_note_sent_twice_over_a_bad_connection_comes_in_once(rail: Event) -> None:
    once, twice = meet(rail, "Mara, Tiago", "wagons", key="k1"), meet(rail, "Mara, Tiago", "wagons", key="k1")

    assert once == twice
    assert len(noted(rail)) == len(planned()) == 2


def test_more_about_someone_joins_what_was_noted(rail: Event) -> None:
    meet(rail, "Mara", "wagons")
    meet(rail, "Mara", "and her two boys", due_on=MONDAY + timedelta(days=3))
    meet(rail, "Mara", due_on=None)

    assert noted(rail) == [("Mara", THURSDAY, "wagons\nand her two boys")]
    assert planned() == [("Write to Mara after Rail evening", MONDAY + timedelta(days=3), None)]


# --- Before the event -------------------------------------------------------------------------------------------------


def test_before_the_event_one_hopes_and_nothing_has_happened(alice: User, fair: Event) -> None:
    meet(fair, "Marisol", "how she came to ports", key="k")
    meet(fair, "Marisol", "how she came to ports", key="k")

    marisol = Contact.for_user(alice).get()
    assert (marisol.tie, marisol.how_known) == ("none", "I hope to meet them at Port fair")
    assert noted(fair) == []
    assert planned() == [("At Port fair, ask Marisol: how she came to ports", fair.on, None)]


def test_a_hope_that_comes_true_is_a_meeting(alice: User, fair: Event) -> None:
    meet(fair, "Marisol – runs the depot", "how she came to ports")
    marisol = Contact.for_user(alice).get()

    meet(fair, "Marisol", "by accident", contact=marisol, on=fair.on, due_on=fair.on + timedelta(days=1))

    marisol.refresh_from_db()
    assert (marisol.tie, marisol.how_known) == ("weak", "Met at Port fair; runs the depot")
    assert noted(fair) == [("Marisol", fair.on, "by accident")]
    assert planned() == [
        ("At Port fair, ask Marisol: how she came to ports", fair.on, fair.on),
        ("Write to Marisol after Port fair", fair.on + timedelta(days=1), None),
    ]


# --- Correcting -------------------------------------------------------------------------------------------------------


def test_it_was_somebody_else_of_that_name(alice: User, rail: Event) -> None:
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="Silva", added_on=MONDAY)
    meet(rail, "Ana Silva", "wagons")

    other = events.it_was(rail, ana, None, on=MONDAY)

    ana.refresh_from_db()
    assert (other.name, other.how_known, other.pk != ana.pk) == ("Ana Silva", "Met at Rail evening", True)
    assert list(rail.people.all()) == [other]
    assert ana.interactions.count() == ana.follow_ups.count() == 0
    assert (other.interactions.count(), other.follow_ups.count()) == (1, 1)
    assert ana.last_interaction_on is None
    assert Contact.for_user(alice).get(pk=other.pk).last_interaction_on == THURSDAY


def test_what_was_noted_can_be_put_otherwise(alice: User, rail: Event) -> None:
    mara = meet(rail, "Mara", "wagons", due_on=None)[0].contact

    events.describe(rail, mara, "trains", due_on=TUESDAY, on=MONDAY)

    assert noted(rail) == [("Mara", THURSDAY, "trains")]
    assert planned() == [("Write to Mara after Rail evening", TUESDAY, None)]


def test_someone_hoped_for_is_met_by_a_line(alice: User, rail: Event) -> None:
    rail.people.add(mara := ContactFactory.create(owner=alice, first_name="Mara"))

    events.describe(rail, mara, "trains", due_on=None, on=MONDAY)

    assert noted(rail) == [(mara.name, THURSDAY, "trains")]


def test_the_day_of_an_event_moves_what_happened_there(alice: User, rail: Event) -> None:
    mara = meet(rail, "Mara", "wagons")[0].contact
    own_day = InteractionFactory.create(contact=ContactFactory.create(owner=alice), event=rail, on=date(2026, 11, 2))
    rail.on = date(2026, 11, 20)

    events.keep(rail, moved_from=THURSDAY, on=MONDAY)

    own_day.refresh_from_db()
    mara.refresh_from_db()
    assert noted(rail)[0] == ("Mara", date(2026, 11, 20), "wagons")
    assert mara.last_interaction_on == date(2026, 11, 20)
    assert own_day.on == date(2026, 11, 2)


def test_events_count_people_and_what_came_of_them(alice: User, rail: Event, fair: Event) -> None:
    for name in ("Mara", "Tiago", "Eva"):
        meet(rail, name, "wagons")
    FollowUp.unscoped.filter(what__startswith="Write to Eva").update(done_on=MONDAY)
    meet(fair, "Marisol")

    counts = [
        (event.name, event.people_count, event.met_count, event.open_count, event.done_count)
        for event in Event.for_user(alice).with_counts().order_by("on")
    ]

    assert counts == [("Rail evening", 3, 3, 2, 1), ("Port fair", 1, 0, 0, 0)]


# --- Taking out, and putting back -------------------------------------------------------------------------------------


def undo(change: Change | None) -> None:
    assert change is not None
    undone = undoing.undo(Change.unscoped.select_related("owner").get(pk=change.pk), on=MONDAY, now=MORNING)
    assert undone.kept == []


@pytest.mark.parametrize("line", ["wagons", ""])
def test_someone_new_leaves_with_the_note_and_comes_back_as_they_were(alice: User, rail: Event, line: str) -> None:
    meet(rail, "Mara, planner at Northwind", line, key="k1")
    before = every_row()

    change = events.take_out(rail, Contact.for_user(alice).get(), on=MONDAY, now=MORNING)
    assert [rows.exists() for rows in (Contact.unscoped, Interaction.unscoped, FollowUp.unscoped)] == [False] * 3
    undo(change)

    assert every_row() == before


def test_someone_known_stays_and_only_the_note_leaves(alice: User, rail: Event) -> None:
    hana = ContactFactory.create(owner=alice, first_name="Hana", how_known="school", added_on=MONDAY)
    meet(rail, "Hana", "wagons", contact=hana)
    FollowUpFactory.create(contact=hana, what="Something else")
    before = every_row()
    hana.refresh_from_db()

    change = events.take_out(rail, hana, on=MONDAY, now=MORNING)
    hana.refresh_from_db()
    assert hana.last_interaction_on is None
    assert planned() == [("Something else", MONDAY, None)]
    assert list(rail.people.all()) == []
    undo(change)

    assert every_row() == before


def test_someone_written_down_on_another_day_stays_in_the_list(alice: User, rail: Event) -> None:
    mara = meet(rail, "Mara", on=THURSDAY)[0].contact

    events.take_out(rail, Contact.for_user(alice).get(), on=MONDAY, now=MORNING)

    assert list(Contact.for_user(alice)) == [mara]


def test_a_deleted_event_leaves_what_was_noted_and_comes_back(alice: User, rail: Event) -> None:
    meet(rail, "Mara, Tiago", "wagons")
    before = every_row()

    change = events.delete(Event.for_user(alice).select_related("owner").get(), now=MORNING)
    assert [(row.summary, row.event) for row in Interaction.unscoped.all()] == [("wagons", None)] * 2
    assert len(planned()) == 2
    undo(change)

    assert every_row() == before


def test_follow_up_days_are_the_next_ones() -> None:
    assert list(events.follow_up_days(MONDAY).values()) == [
        ("Write tomorrow", TUESDAY),
        ("In 3 days", date(2026, 11, 26)),
        ("Next week", date(2026, 11, 30)),
        ("No follow-up", None),
    ]
