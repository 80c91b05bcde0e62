"""Views kept, put in order, and right when what they name is renamed, merged, deleted or brought back."""

import pytest

from accounts.models import User
from contacts import events, saved_views, tagging, undoing
from contacts.merging import merge_organizations
from contacts.models import SavedView
from contacts.models.saved_view import MOST_VIEWS
from contacts.removal import take_away
from contacts.saved_views import TooManyViewsError
from tests.conftest import MONDAY, MORNING
from tests.factories import EventFactory, OrganizationFactory, SavedViewFactory, TagFactory


def _row(owner: User) -> list[str]:
    return list(SavedView.for_user(owner).in_order().values_list("name", flat=True))


def test_views_are_kept_in_a_row_and_moved_in_it(alice: User) -> None:
    kept = [saved_views.keep(alice, name, {"tier": "key", "sort": "last"}) for name in ("A", "B", "C")]

    saved_views.move(kept[2], by=-1)
    saved_views.move(kept[0], by=-1)

    assert _row(alice) == ["A", "C", "B"]
    saved_views.move(kept[0], by=1)
    assert _row(alice) == ["C", "A", "B"]
    assert kept[0].asked == {"tier": "key", "sort": "last"}


def test_there_is_room_for_so_many_views(alice: User, mallory: User) -> None:
    SavedViewFactory.create_batch(MOST_VIEWS, owner=alice)

    with pytest.raises(TooManyViewsError):
        saved_views.keep(alice, "One more", {"tier": "key"})
    saved_views.keep(mallory, "One more", {"tier": "key"})

    assert len(_row(alice)) == MOST_VIEWS


def test_a_view_follows_its_tag(alice: User) -> None:
    rail, trains = TagFactory.create(owner=alice, name="rail"), TagFactory.create(owner=alice, name="trains")
    view = saved_views.keep(alice, "Rail people", {"tag": str(rail.pk)})

    tagging.rename(rail, "railway")
    view.refresh_from_db()
    assert (view.asked, view.tag_name) == ({"tag": str(rail.pk)}, "railway")

    tagging.rename(rail, "Trains")
    view.refresh_from_db()
    assert (view.asked, view.tag_name, view.gone) == ({"tag": str(trains.pk)}, "trains", [])

    tag = str(trains.pk)
    change = take_away(trains, owner=alice, sentence="Deleted", now=MORNING)
    view.refresh_from_db()
    assert (view.asked, view.gone) == ({}, ["the tag “trains”"])

    undoing.undo(change, on=MONDAY, now=MORNING)
    view.refresh_from_db()
    assert (view.asked, view.gone) == ({"tag": tag}, [])


def test_a_view_follows_its_event(alice: User) -> None:
    event = EventFactory.create(owner=alice, name="Fair")
    view = saved_views.keep(alice, "The fair", {"event": str(event.pk), "tie": "weak"})
    event.name = "Rail fair"
    events.keep(event, moved_from=None, on=MONDAY)

    fair = str(event.pk)
    change = events.delete(event, now=MORNING)
    view.refresh_from_db()
    assert (view.asked, view.gone) == ({"tie": "weak"}, ["the event “Rail fair”"])

    assert change is not None
    undoing.undo(change, on=MONDAY, now=MORNING)
    view.refresh_from_db()
    assert (view.asked, view.gone) == ({"tie": "weak", "event": fair}, [])


def test_merging_organizations_keeps_views_right_and_so_does_taking_it_back(alice: User) -> None:
    stays, goes = (OrganizationFactory.create(owner=alice, name=name) for name in ("Initech", "Globex Rail"))
    OrganizationFactory.create(owner=alice, name="Acme Rail")
    by_name = saved_views.keep(alice, "Globex", {"organization": "globex", "tie": "weak"})
    by_a_word = saved_views.keep(alice, "Rail", {"organization": "rail"})

    change = merge_organizations(stays, goes, on=MONDAY, now=MORNING)
    for view in (by_name, by_a_word):
        view.refresh_from_db()
    assert by_name.asked == {"organization": "Initech", "tie": "weak"}
    assert by_a_word.asked == {"organization": "rail"}

    undoing.undo(change, on=MONDAY, now=MORNING)
    by_name.refresh_from_db()
    assert by_name.asked == {"organization": "globex", "tie": "weak"}
