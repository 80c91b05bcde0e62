from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from interviews.models import Interview
from interviews.notes import SavedText, save_text
from tests.factories import InterviewFactory


@pytest.fixture
def interview(alice: User) -> Interview:
    return InterviewFactory.create(contact__owner=alice)


def kept(interview: Interview) -> tuple[int, str]:
    interview.refresh_from_db()
    return interview.notes_version, interview.notes


def test_save_on_top_of_what_is_there(interview: Interview) -> None:
    saved = save_text(interview, "notes", text="Hana\r\nrail", base_version=0)

    assert saved == SavedText(version=1, text="Hana\nrail", merged=False)
    assert kept(interview) == (1, "Hana\nrail")


def test_save_of_the_same_text_again_changes_nothing(interview: Interview) -> None:
    save_text(interview, "notes", text="Hana", base_version=0)

    assert save_text(interview, "notes", text="Hana", base_version=0) == SavedText(version=1, text="Hana", merged=False)
    assert kept(interview) == (1, "Hana")


def test_save_on_an_old_version_keeps_both_texts(interview: Interview) -> None:
    save_text(interview, "notes", text="Hana\nfrom the laptop", base_version=0, editor="laptop", edit=1)

    saved = save_text(interview, "notes", text="Hana\nfrom the phone", base_version=0, editor="phone", edit=1)

    assert saved == SavedText(version=2, text="Hana\nfrom the laptop\nfrom the phone", merged=True)
    assert kept(interview) == (2, saved.text)


def test_save_by_the_same_page_may_replace_its_own_text_when_the_answer_was_lost(interview: Interview) -> None:
    save_text(interview, "notes", text="She sayd", base_version=0, editor="laptop", edit=1)
    save_text(interview, "notes", text="She said: rai", base_version=0, editor="laptop", edit=2)

    saved = save_text(interview, "notes", text="She said: rail", base_version=0, editor="laptop", edit=3)

    assert saved == SavedText(version=3, text="She said: rail", merged=False)


def test_save_arriving_after_a_later_one_of_the_same_page_changes_nothing(interview: Interview) -> None:
    save_text(interview, "notes", text="She said: rail", base_version=0, editor="laptop", edit=2)

    saved = save_text(interview, "notes", text="She", base_version=0, editor="laptop", edit=1)

    assert saved == SavedText(version=1, text="She said: rail", merged=False)


def test_save_by_the_same_page_merges_once_someone_else_wrote(interview: Interview) -> None:
    save_text(interview, "notes", text="laptop", base_version=0, editor="laptop", edit=1)
    save_text(interview, "notes", text="phone", base_version=1, editor="phone", edit=1)

    saved = save_text(interview, "notes", text="laptop again", base_version=0, editor="laptop", edit=2)

    assert saved == SavedText(version=3, text="phone\nlaptop again", merged=True)
    # It has not seen the merge, so what came in by it stays, whatever it sends next.
    again = save_text(interview, "notes", text="laptop again and again", base_version=0, editor="laptop", edit=3)
    assert again == SavedText(version=4, text="phone\nlaptop again and again", merged=True)


def test_save_goes_round_again_when_someone_saves_in_between(interview: Interview) -> None:
    def overtaken(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if sql.startswith("UPDATE") and not overtaking:
            overtaking.append(sql)
            save_text(interview, "notes", text="phone", base_version=0)
        return execute(sql, *rest)

    overtaking: list[str] = []
    with connection.execute_wrapper(overtaken):
        saved = save_text(interview, "notes", text="laptop", base_version=0)

    assert saved == SavedText(version=2, text="phone\nlaptop", merged=True)
    assert kept(interview) == (2, "phone\nlaptop")


def test_save_keeps_half_a_megabyte(interview: Interview) -> None:
    text = "Ein Satz über Güterzüge.\n" * 20_000

    save_text(interview, "notes", text=text, base_version=0)

    assert kept(interview) == (1, text)


def test_save_drops_what_no_database_can_hold(interview: Interview) -> None:
    assert save_text(interview, "notes", text="a\x00b\rc", base_version=0).text == "ab\nc"


@dataclass
class Page:
    """An open note page, as its script sees itself."""

    text: str = ""
    version: int = 0
    edit: int = 0


STROKES = st.tuples(
    st.sampled_from(["laptop", "phone"]), st.text(alphabet="abc ", min_size=1, max_size=4), st.booleans()
)


class Pages(TestCase):
    """Two pages type, lose answers and go on, in any order."""

    @settings(max_examples=40, deadline=None)
    @given(st.lists(STROKES, max_size=10))
    def test_nothing_typed_is_lost(self, strokes: list[tuple[str, str, bool]]) -> None:
        """Each stroke types a line and saves; the answer may get lost. Afterwards every line is there, once."""
        interview = InterviewFactory.create()
        pages = {"laptop": Page(), "phone": Page()}
        typed: list[str] = []
        for number, (name, words, arrives) in enumerate(strokes):
            page, line = pages[name], f"{number}: {words}"
            typed.append(line)
            page.text = f"{page.text}\n{line}" if page.text else line
            page.edit += 1
            saved = save_text(
                interview, "notes", text=page.text, base_version=page.version, editor=name, edit=page.edit
            )
            if arrives:
                page.text, page.version = saved.text, saved.version

        interview.refresh_from_db()

        assert sorted(line for line in interview.notes.split("\n") if line) == sorted(typed)
