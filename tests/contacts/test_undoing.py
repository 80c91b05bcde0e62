"""Do, undo: the database is what it was, but for what was edited since."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from contacts import cadence, changes, organizations, people, several, tasks, timeline, undoing
from contacts.models import (
    Affiliation,
    Change,
    ChangedRow,
    ChangeKind,
    Contact,
    FollowUp,
    Organization,
    Photo,
    Posting,
    Tag,
    Tie,
    Tier,
    WalkOfLife,
)
from contacts.several import Alterations
from contacts.undoing import CannotUndoError
from tests.conftest import MONDAY, MORNING
from tests.contacts.every_row import every_row
from tests.factories import (
    AffiliationFactory,
    ContactFactory,
    FollowUpFactory,
    InteractionFactory,
    OrganizationFactory,
    PostingFactory,
    TagFactory,
    UserFactory,
)

LATER = MORNING + timedelta(hours=1)

names = st.lists(st.sampled_from(["rail", "Lyon", "old", "Réseau"]), unique=True, max_size=2)
alterations = st.builds(
    Alterations,
    tier=st.none() | st.sampled_from(Tier.values),
    cadence_months=st.none() | st.integers(0, 60),
    tie=st.none() | st.sampled_from(Tie.values),
    walk_of_life=st.none() | st.just("") | st.sampled_from(WalkOfLife.values),
    organization=st.none() | st.sampled_from(["", "Acme Inc.", "Northwind"]),
    is_archived=st.none() | st.booleans(),
    do_not_contact=st.none() | st.booleans(),
    snoozed_until=st.none() | st.dates(date(2026, 11, 24), date(2027, 12, 31)),
    wake=st.booleans(),
    add_tags=names,
    remove_tags=names,
).filter(bool)


def people_of(owner: User) -> list[Contact]:
    """Five who differ in everything that can be changed for several."""
    acme = OrganizationFactory.create(owner=owner, name="ACME")
    old = TagFactory.create(owner=owner, name="old")
    people = [
        ContactFactory.create(owner=owner, tier="key", walk_of_life="work", organization=acme),
        ContactFactory.create(owner=owner, tie="strong", cadence_months=2, is_archived=True),
        ContactFactory.create(owner=owner, do_not_contact=True, spread_permille=400),
        ContactFactory.create(owner=owner, tier="none", snoozed_until=date(2027, 1, 1)),
        ContactFactory.create(owner=owner),
    ]
    people[0].tags.add(old)
    people[1].tags.add(old, TagFactory.create(owner=owner, name="rail"))
    InteractionFactory.create(contact=people[0], on=date(2026, 10, 1))
    cadence.refresh(people, on=MONDAY)
    return people


class Properties(TestCase):
    """What holds whatever was done."""

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.tuples(alterations, st.sets(st.integers(0, 4), min_size=1)), min_size=1, max_size=3))
    def test_undone_in_reverse_the_database_is_what_it_was(self, steps: list[tuple[Alterations, set[int]]]) -> None:
        owner = UserFactory.create()
        people = people_of(owner)
        before = every_row()

        made = [
            several.alter(owner, [people[place].pk for place in places], what, on=MONDAY, now=MORNING)
            for what, places in steps
        ]
        undone = [undoing.undo(change, on=MONDAY, now=LATER) for change in reversed(made) if change is not None]

        assert [each.kept for each in undone] == [[]] * len(undone)
        assert every_row() == before

    @settings(max_examples=30, deadline=None)
    @given(alterations, st.integers(0, 4), st.sampled_from(Tier.values), st.sampled_from(Tie.values))
    def test_what_was_edited_since_stays_and_all_else_goes_back(
        self, what: Alterations, place: int, tier: str, tie: str
    ) -> None:
        owner = UserFactory.create()
        people = people_of(owner)
        before = {contact.pk: (contact.tier, contact.tie) for contact in Contact.for_user(owner)}
        change = several.alter(owner, [contact.pk for contact in people], what, on=MONDAY, now=MORNING)
        edited = Contact.for_user(owner).filter(pk=people[place].pk)
        was = edited.get()
        edited.update(tier=tier, tie=tie)
        cadence.refresh(edited.select_related("owner"), on=MONDAY)

        if change is not None:
            undoing.undo(change, on=MONDAY, now=LATER)

        for contact in Contact.for_user(owner).exclude(pk=was.pk):
            assert (contact.tier, contact.tie) == before[contact.pk]
        now = edited.get()
        assert now.tier == (before[was.pk][0] if (tier == was.tier and change is not None) else tier)
        assert now.tie == (before[was.pk][1] if (tie == was.tie and change is not None) else tie)
        assert now.next_touch_on == _due(now, owner)


def _due(contact: Contact, owner: User) -> date | None:
    return cadence.next_touch(
        last_interaction_on=contact.last_interaction_on,
        added_on=contact.added_on,
        months=cadence.interval_months(tier=contact.tier, override=contact.cadence_months, user=owner),
        spread_permille=contact.spread_permille,
    )


def alter(owner: User, people: list[Contact], **what: Any) -> Change:
    change = several.alter(owner, [each.pk for each in people], Alterations(**what), on=MONDAY, now=MORNING)
    assert change is not None
    return change


def test_a_second_undo_changes_nothing_and_says_so(alice: User) -> None:
    people = ContactFactory.create_batch(2, owner=alice)
    change = alter(alice, people, tie="strong")

    first = undoing.undo(change, on=MONDAY, now=LATER)
    Contact.for_user(alice).update(tie="none")
    second = undoing.undo(change, on=MONDAY, now=LATER)

    assert (first.was_undone_before, first.rows, second.was_undone_before, second.rows) == (False, 2, True, 0)
    assert set(Contact.for_user(alice).values_list("tie", flat=True)) == {"none"}
    change.refresh_from_db()
    assert change.undone_at == LATER


def test_what_was_edited_since_is_named(alice: User) -> None:
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="Silva")
    wei = ContactFactory.create(owner=alice, first_name="Wei", last_name="Zhang")
    gone = ContactFactory.create(owner=alice)
    change = alter(alice, [ana, wei, gone], tie="strong", tier="key", walk_of_life="work")
    Contact.for_user(alice).filter(pk=ana.pk).update(tie="none")
    gone.delete()

    undone = undoing.undo(change, on=MONDAY, now=LATER)

    assert undone.kept == [
        "Ana Silva was changed since and stays: tie.",
        "A contact was deleted since and stays so.",
    ]
    assert list(Contact.for_user(alice).order_by("pk").values_list("tie", "tier", "walk_of_life")) == [
        ("none", "regular", ""),
        ("weak", "regular", ""),
    ]
    change.refresh_from_db()
    assert (change.kept, change.kept_count) == (undone.kept, 2)


def test_a_tag_that_others_wear_by_now_stays(alice: User) -> None:
    one, other = ContactFactory.create_batch(2, owner=alice)
    change = alter(alice, [one], add_tags=["rail"])
    other.tags.add(Tag.for_user(alice).get())

    undone = undoing.undo(change, on=MONDAY, now=LATER)

    assert undone.kept == ["The tag “rail” is in use since and stays."]
    assert (one.tags.count(), other.tags.count()) == (0, 1)


def test_an_organization_made_for_several_goes_with_them(alice: User) -> None:
    people = ContactFactory.create_batch(2, owner=alice)
    change = alter(alice, people, organization="Acme")

    undoing.undo(change, on=MONDAY, now=LATER)

    assert Organization.for_user(alice).count() == 0
    assert set(Contact.for_user(alice).values_list("organization", flat=True)) == {None}


def test_an_organization_deleted_since_is_left_blank(alice: User) -> None:
    acme = OrganizationFactory.create(owner=alice)
    contact = ContactFactory.create(owner=alice, organization=acme)
    change = alter(alice, [contact], organization="Northwind")
    acme.delete()

    undone = undoing.undo(change, on=MONDAY, now=LATER)

    contact.refresh_from_db()
    assert (contact.organization, undone.kept) == (None, [])


def test_a_tag_taken_off_and_deleted_since_does_not_come_back(alice: User) -> None:
    contact, tag = ContactFactory.create(owner=alice), TagFactory.create(owner=alice, name="rail")
    contact.tags.add(tag)
    change = alter(alice, [contact], remove_tags=["rail"])
    tag.delete()

    undone = undoing.undo(change, on=MONDAY, now=LATER)

    assert undone.kept == ["A link between two things belonged to something that was deleted since."]
    assert contact.tags.count() == 0


def test_cadence_follows_what_happened_since(alice: User) -> None:
    contact = ContactFactory.create(owner=alice, tier="regular", added_on=date(2026, 8, 3))
    change = alter(alice, [contact], tier="key")
    timeline.log(contact=contact, kind="call", direction="mutual", happened_on=date(2026, 11, 20), on=MONDAY)

    undone = undoing.undo(change, on=MONDAY, now=LATER)

    contact.refresh_from_db()
    assert undone.kept == []
    assert (contact.last_interaction_on, contact.next_touch_on) == (date(2026, 11, 20), date(2027, 5, 20))


def recorded(owner: User, contact: Contact) -> Change:
    """A person with all that hangs on them, deleted by a change."""
    with changes.recording(owner=owner, kind=ChangeKind.SEVERAL, now=MORNING) as ledger:
        ledger.watch(Contact, [contact.pk])
        for model in (FollowUp, Photo):
            ledger.watch(model, [contact.pk], by="contact_id")
        ledger.watch(Contact.tags.through, [contact.pk], by="contact_id")
        contact.delete()
        ledger.sentence = "One gone"
    assert ledger.change is not None
    return ledger.change


def test_deleted_rows_come_back_exactly(alice: User) -> None:
    contact = ContactFactory.create(owner=alice, notes="“Ñ”\n\x7f")
    contact.tags.add(TagFactory.create(owner=alice))
    FollowUpFactory.create(contact=contact, done_on=date(2026, 10, 1))
    Photo.unscoped.create(contact=contact, image=bytes(range(256)), digest="d")
    cadence.refresh([contact], on=MONDAY)
    before = every_row()

    change = recorded(alice, contact)
    gone = every_row()
    undoing.undo(change, on=MONDAY, now=LATER)

    assert len(gone) == len(before) - 4
    assert every_row() == before


def test_a_place_taken_since_is_not_taken_back(alice: User) -> None:
    tag = TagFactory.create(owner=alice, name="rail")
    with changes.recording(owner=alice, kind=ChangeKind.SEVERAL, now=MORNING) as ledger:
        ledger.watch(Tag, [tag.pk])
        tag.delete()
    TagFactory.create(owner=alice, name="Rail")
    assert ledger.change is not None

    undone = undoing.undo(ledger.change, on=MONDAY, now=LATER)

    assert undone.kept == ["A tag has its place taken by something else since."]
    assert [str(each) for each in Tag.for_user(alice)] == ["Rail"]


def test_without_its_foundation_a_change_stays(alice: User) -> None:
    contact, base = ContactFactory.create_batch(2, owner=alice)
    with changes.recording(owner=alice, kind=ChangeKind.PEOPLE_MERGED, now=MORNING) as ledger:
        ledger.watch(Contact, [contact.pk])
        ledger.rests_on = base
        Contact.for_user(alice).filter(pk=contact.pk).update(tie="strong")
    base.delete()
    assert ledger.change is not None

    with pytest.raises(CannotUndoError, match="take that one back first"):
        undoing.undo(ledger.change, on=MONDAY, now=LATER)

    contact.refresh_from_db()
    assert contact.tie == "strong"


def test_changes_are_forgotten_after_thirty_days_and_past_a_hundred(alice: User, mallory: User) -> None:
    def make(owner: User, days_ago: int) -> Change:
        return Change.for_user(owner).create(
            owner=owner, kind=ChangeKind.SEVERAL, sentence="…", made_at=MORNING - timedelta(days=days_ago)
        )

    old, young, hers = make(alice, 31), make(alice, 29), make(mallory, 31)
    more = [make(alice, 0) for _ in range(99)]

    alter(alice, [ContactFactory.create(owner=alice)], tie="strong")

    left = set(Change.for_user(alice).values_list("pk", flat=True))
    assert len(left) == 100
    assert (old.pk in left, young.pk in left, {each.pk for each in more} < left) == (False, False, True)
    assert Change.for_user(mallory).get() == hers


@pytest.mark.django_db
def test_the_sweep_forgets_for_everyone() -> None:
    for user in (UserFactory.create(), UserFactory.create()):
        Change.for_user(user).create(owner=user, kind="several", sentence="…", made_at=date_long_ago())

    tasks.forget_changes()

    assert Change.unscoped.count() == 0


def date_long_ago() -> Any:
    return MORNING - timedelta(days=3650)


def test_who_is_deleted_is_forgotten(alice: User) -> None:
    ana, wei = ContactFactory.create_batch(2, owner=alice)
    both = alter(alice, [ana, wei], tie="strong")
    only = alter(alice, [ana], tie="none")

    people.delete(ana)

    assert list(ChangedRow.for_user(alice).values_list("change", "key")) == [(both.pk, wei.pk)]
    assert not Change.for_user(alice).filter(pk=only.pk).exists()


def test_an_organization_that_is_deleted_comes_back_with_its_people_and_postings(alice: User) -> None:
    acme = OrganizationFactory.create(owner=alice, name="Acme", interest=2)
    ana, ben = ContactFactory.create_batch(2, owner=alice, organization=acme)
    posting = PostingFactory.create(organization=acme, title="Planner")
    affiliation = AffiliationFactory.create(contact=ben, organization=acme)
    key = acme.pk

    change = organizations.delete(acme, now=MORNING)
    working_nowhere = list(Contact.for_user(alice).filter(organization=None).order_by("pk"))
    undone = undoing.undo(change, on=MONDAY, now=LATER)

    assert working_nowhere == [ana, ben]
    assert undone.kept == []
    assert list(Organization.for_user(alice).values_list("pk", "name", "interest")) == [(key, "Acme", 2)]
    assert set(Contact.for_user(alice).values_list("pk", "organization")) == {(ana.pk, key), (ben.pk, key)}
    assert (Posting.for_user(alice).get(), Affiliation.for_user(alice).get()) == (posting, affiliation)


def test_undoing_costs_the_same_for_one_and_for_many(alice: User) -> None:
    def queries(count: int) -> int:
        people = ContactFactory.create_batch(count, owner=alice)
        change = alter(alice, people, tier="key", tie="strong", add_tags=[f"tag {count}"])
        with CaptureQueriesContext(connection) as asked:
            undoing.undo(change, on=MONDAY, now=LATER)
        return len(asked)

    assert queries(2) == queries(30)
