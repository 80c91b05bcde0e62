"""The index says what the rows say, whatever wrote them."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from contacts import tagging
from contacts.apps import come_back, step_aside
from contacts.finding import index
from contacts.models import (
    Contact,
    ContactPoint,
    Detail,
    Event,
    FollowUp,
    Interaction,
    Organization,
    PointKind,
    Tag,
)
from tests.conftest import MONDAY
from tests.contacts.finding.truth import indexed, wanted
from tests.factories import (
    ContactFactory,
    ContactPointFactory,
    DetailFactory,
    EventFactory,
    FollowUpFactory,
    InteractionFactory,
    OrganizationFactory,
    TagFactory,
)

TEXTS = st.sampled_from(
    [
        "Łódź depot",
        "straße, ÆGIR & Œuvre",
        "O’Brien-D'Arcy",
        "Ελλάδα Ёлкин",
        "e\u0301te\u0301 1e5 5abc -7",
        "AT&T a@b.example",
        "한국 山田",
        "Rail\n\nrail RAIL",
        "don't (yet)",
    ]
)
BLANK = st.one_of(TEXTS, st.just(""), st.just("—!"))
Write = Callable[[User, st.DataObject], None]


def _any(data: st.DataObject, model: type[models.Model]) -> Any:
    """One of the rows there are, or ``None``."""
    rows = list(model._default_manager.order_by("pk"))
    return data.draw(st.sampled_from(rows)) if rows else None


def _people_come_at_once(owner: User, data: st.DataObject) -> None:
    made = [
        Contact(owner=owner, first_name=name, last_name=data.draw(BLANK), notes=data.draw(BLANK), added_on=MONDAY)
        for name in data.draw(st.lists(TEXTS, max_size=3))
    ]
    Contact.unscoped.bulk_create(made)


def _something_happens(owner: User, data: st.DataObject) -> None:
    if contact := _any(data, Contact):
        texts = data.draw(st.lists(BLANK, max_size=3))
        Interaction.unscoped.bulk_create(Interaction(contact=contact, on=MONDAY, summary=text) for text in texts)
        FollowUp.unscoped.create(contact=contact, what=data.draw(TEXTS), due_on=MONDAY)
        Detail.unscoped.create(contact=contact, text=data.draw(TEXTS))


def _someone_gets_an_address(owner: User, data: st.DataObject) -> None:
    if contact := _any(data, Contact):
        for kind, value in (("email", "a.b-c@d.example"), ("phone", "+351 912 345 678"), ("profile", "x.com/Ana")):
            # Updating many at once may have made several of a kind, and one of them this very address.
            there = ContactPoint.unscoped.filter(contact=contact, kind=kind).first()
            point = there or ContactPoint(contact=contact, kind=kind)
            point.value = value
            with suppress(IntegrityError), transaction.atomic():
                point.save()


def _someone_is_saved(owner: User, data: st.DataObject) -> None:
    if contact := _any(data, Contact):
        contact.first_name, contact.title, contact.how_known = data.draw(TEXTS), data.draw(BLANK), data.draw(BLANK)
        contact.save()


def _many_are_updated(owner: User, data: st.DataObject) -> None:
    Contact.unscoped.update(notes=data.draw(BLANK))
    Interaction.unscoped.filter(pk__gt=0).update(summary=data.draw(BLANK), on=date(2026, 1, 1))
    ContactPoint.unscoped.filter(kind=PointKind.PHONE).update(normalised="+4917655", kind=PointKind.PROFILE)


def _two_become_one(owner: User, data: st.DataObject) -> None:
    one, other = _any(data, Contact), _any(data, Contact)
    if one and one != other:
        Interaction.unscoped.filter(contact=other).update(contact=one)
        FollowUp.unscoped.filter(contact=other).update(contact=one)
        other.delete()


def _groups_are_named(owner: User, data: st.DataObject) -> None:
    name = data.draw(TEXTS)
    if organization := _any(data, Organization):
        Organization.unscoped.filter(pk=organization.pk).update(name=name, notes=data.draw(BLANK))
    OrganizationFactory.create(owner=owner, name=f"{name} {Organization.unscoped.count()}", notes=data.draw(BLANK))
    if tag := _any(data, Tag):
        tagging.rename(tag, name[:60])
    tagging.add_tag(Contact.for_user(owner), data.draw(TEXTS)[:60])
    event = Event.unscoped.create(owner=owner, name=f"{name} {Event.unscoped.count()}", on=MONDAY)
    Event.unscoped.filter(pk=event.pk).update(name=f"Fair {event.pk}")


def _things_go(owner: User, data: st.DataObject) -> None:
    for model in (Contact, Interaction, Detail, ContactPoint, FollowUp, Organization, Tag, Event):
        if data.draw(st.booleans()) and (row := _any(data, model)):
            row.delete()


def _everything_goes(owner: User, data: st.DataObject) -> None:
    Contact.for_user(owner).delete()


def _someone_writes_sql(owner: User, data: st.DataObject) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE contacts_contact SET title = %s WHERE id %% 2 = 0", ["Köchin"])
        cursor.execute("DELETE FROM contacts_interaction WHERE summary = %s", [""])


def _what_was_begun_is_given_up(owner: User, data: st.DataObject) -> None:
    with transaction.atomic():
        _people_come_at_once(owner, data)
        _many_are_updated(owner, data)
        transaction.set_rollback(True)


WRITES: list[Write] = [
    _people_come_at_once,
    _people_come_at_once,
    _something_happens,
    _something_happens,
    _someone_gets_an_address,
    _someone_is_saved,
    _many_are_updated,
    _two_become_one,
    _groups_are_named,
    _things_go,
    _everything_goes,
    _someone_writes_sql,
    _what_was_begun_is_given_up,
]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(writes=st.lists(st.sampled_from(WRITES), min_size=1, max_size=8), data=st.data())
def test_the_index_says_what_the_rows_say(alice: User, writes: list[Write], data: st.DataObject) -> None:
    with transaction.atomic():
        for write in writes:
            write(alice, data)
        held, true = indexed(), wanted()
        transaction.set_rollback(True)

    assert held == true


@pytest.fixture
def one_of_each(alice: User) -> Contact:
    contact = ContactFactory.create(owner=alice, how_known="University", notes="Knows the Lyon depot")
    contact.tags.add(TagFactory.create(owner=alice))
    contact.organization = OrganizationFactory.create(owner=alice, notes="Moving to Porto")
    contact.save()
    for factory in (ContactPointFactory, DetailFactory, FollowUpFactory, InteractionFactory):
        factory.create(contact=contact)
    EventFactory.create(owner=alice)
    return contact


def test_the_index_made_anew_says_the_same(one_of_each: Contact) -> None:
    before = indexed()
    out = StringIO()

    call_command("rebuild_search", stdout=out)

    assert indexed() == before == wanted()
    assert {entry.source for entry in before} == set(range(12))
    assert out.getvalue() == "The search index is made anew.\n"


def test_an_index_in_place_is_left_alone(one_of_each: Contact) -> None:
    assert index.is_in_place()

    index.ensure()

    assert indexed() == wanted()


def test_a_lost_trigger_is_noticed_and_made_good(one_of_each: Contact) -> None:
    lost = "contacts_find_interaction_insert"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {lost}{'' if connection.vendor == 'sqlite' else ' ON contacts_interaction'}")
    InteractionFactory.create(contact=one_of_each, summary="Unheard")
    assert not index.is_in_place()
    assert indexed() != wanted()

    index.ensure()

    assert index.is_in_place()
    assert indexed() == wanted()


def test_an_index_of_another_version_is_made_anew(one_of_each: Contact) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER contacts_find_notes_delete")
            cursor.execute(
                "CREATE TRIGGER contacts_find_notes_delete AFTER DELETE ON contacts_contact BEGIN SELECT 1; END"
            )
            cursor.execute("CREATE TRIGGER contacts_find_old AFTER DELETE ON contacts_contact BEGIN SELECT 1; END")
        else:
            cursor.execute("COMMENT ON TABLE contacts_find_texts IS 'another'")

    index.ensure()

    assert index.is_in_place()
    assert indexed() == wanted()


class _Migration:
    app_label = "contacts"


def test_the_index_steps_aside_while_tables_change(one_of_each: Contact) -> None:
    step_aside(using="default", plan=[])
    assert index.is_in_place()
    step_aside(using="default", plan=[(_Migration, False)])
    assert not index.is_in_place()
    InteractionFactory.create(contact=one_of_each, summary="Written meanwhile")
    come_back(using="default")

    assert index.is_in_place()
    assert indexed() == wanted()


@pytest.mark.django_db(transaction=True)
def test_emptying_all_tables_empties_the_index(one_of_each: Contact) -> None:
    assert indexed() == wanted() != set()

    call_command("flush", interactive=False, verbosity=0)

    assert indexed() == set()
    assert index.is_in_place()


@pytest.mark.long
def test_migrations_go_both_ways(tmp_path: Path) -> None:
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path / 'r.sqlite3'}"}
    ask = "from contacts.finding import index; print(index.is_in_place())"

    def manage(*arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments, "--verbosity", "0"]
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.strip()

    said = []
    for arguments in (("migrate",), ("migrate", "contacts", "zero"), ("migrate",)):
        manage(*arguments)
        said.append(manage("shell", "--command", ask))

    assert said == ["True", "False", "True"]


def test_a_removed_index_leaves_nothing_behind(one_of_each: Contact) -> None:
    index.remove()

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE 'contacts_find_%'")
        else:
            cursor.execute(
                "SELECT proname FROM pg_proc WHERE proname LIKE 'contacts_find_%' UNION ALL "
                "SELECT relname FROM pg_class WHERE relname LIKE 'contacts_find_%' UNION ALL "
                "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'contacts_find_%'"
            )
        assert cursor.fetchall() == []


@pytest.mark.parametrize("text", ["x" * 100_000, "ab " * 60_000, "\U0001f998" * 50_000, "é" * 3000])
def test_a_text_may_be_as_long_as_it_likes(one_of_each: Contact, text: str) -> None:
    one_of_each.notes = text
    one_of_each.save()

    one_of_each.notes = "short"
    one_of_each.save()

    assert indexed() == wanted()
