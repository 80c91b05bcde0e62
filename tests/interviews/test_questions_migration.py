"""Questions typed one a line become rows, and no word is lost, there and back."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.models import User
from tests.factories import ContactFactory

BEFORE = [("interviews", "0006_note_sheet")]
AFTER = [("interviews", "0007_preparation")]
TYPED = "  Why rail?\n\nWhich mistake taught you the most?\nwhy rail\n" + "A speech " * 200


@pytest.mark.django_db(transaction=True)
def test_lines_become_rows_and_lines_again(alice: User) -> None:
    contact = ContactFactory.create(owner=alice)
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        former = _migrate(BEFORE).apps.get_model("interviews", "Interview")
        row = former._base_manager.create(contact_id=contact.pk, starts_at="2026-11-24T10:00Z", questions=TYPED)

        state = _migrate(AFTER)

        rows = state.apps.get_model("interviews", "InterviewQuestion")._base_manager.order_by("position")
        own = state.apps.get_model("interviews", "Question")._base_manager.order_by("pk")
        speech = ("A speech " * 200).strip()
        assert list(rows.values_list("text", "shipped", "purpose", "question__text")) == [
            ("Why rail?", "", "other", "Why rail?"),
            ("Which mistake taught you the most?", "mistake", "back_story", None),
            ("why rail", "", "other", "Why rail?"),
            (speech, "", "other", speech),
        ]
        assert list(own.values_list("owner", flat=True)) == [alice.pk] * 2

        former = _migrate(BEFORE).apps.get_model("interviews", "Interview")

        kept = former._base_manager.get(pk=row.pk).questions
        assert kept == f"Why rail?\nWhich mistake taught you the most?\nwhy rail\n{speech}"
    finally:
        _migrate(leaves)


def _migrate(to: list[tuple[str, str]]):  # type: ignore[no-untyped-def]
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return MigrationExecutor(connection).loader.project_state(to)


def test_it_knows_the_questions_that_pages_offered() -> None:
    migration = import_module("interviews.migrations.0007_preparation")

    assert len(migration._SHIPPED) == 7
