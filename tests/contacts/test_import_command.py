"""``manage.py import_contacts``: what people and scripts can rely on."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from accounts.models import User
from contacts.importing import reading
from contacts.models import Contact, ImportBatch
from tests.contacts.importing.samples import LINKEDIN_HEADER, card, linkedin

FILE = linkedin(
    "Marisol,Ibáñez,https://www.linkedin.com/in/marisol,,Northwind,Head of Logistics,08 Feb 2026",
    ",,,,,,07 Jun 2026",
    "Hana,Sato",
)
ERRORS = [{"line": 7, "reason": "This row has 2 cells where the header names 7."}]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "Connections.csv"
    path.write_bytes(FILE)
    return path


def run(path: Path, *options: str, owner: str = "alice@example.com") -> str:
    out = StringIO()
    call_command("import_contacts", str(path), "--owner", owner, *options, stdout=out)
    return out.getvalue()


def test_the_json_counts_every_row(alice: User, file: Path) -> None:
    """P02."""
    first, second = (json.loads(run(file, "--json")) for _ in range(2))

    new = {"created": 1, "updated": 0, "unchanged": 0, "skipped": 1, "organizations": 0, "errors": ERRORS}
    assert (first, second) == (new, {**new, "created": 0, "unchanged": 1})
    assert Contact.for_user(alice).count() == 1
    assert ImportBatch.for_user(alice).count() == 2


def test_a_dry_run_says_the_same_and_changes_nothing(alice: User, file: Path) -> None:
    dry = json.loads(run(file, "--dry-run", "--json", owner="ALICE@example.com"))

    assert dry == {"created": 1, "updated": 0, "unchanged": 0, "skipped": 1, "organizations": 0, "errors": ERRORS}
    assert not Contact.for_user(alice).exists()
    assert not ImportBatch.for_user(alice).exists()


def test_words_say_what_each_column_of_a_table_was_taken_for(alice: User, tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("Name,Mail,Shoe size\nAna Silva,ana@example.com,38\n")

    said = [run(table, "--dry-run"), run(table)]

    columns = ["Column “Name”: Full name", "Column “Mail”: E-mail", "Column “Shoe size”: Keep in the notes"]
    assert [text.splitlines()[1:] for text in said] == [columns, columns]


def test_words_are_for_people(alice: User, file: Path) -> None:
    said = [run(file, "--dry-run"), run(file)]

    line = "Line 7: This row has 2 cells where the header names 7.\n"
    assert said == [
        f"1 person is new, 1 row is skipped, 1 row cannot be read. (Dry run: nothing was changed.)\n{line}",
        f"1 person was new, 1 row was skipped, 1 row could not be read.\n{line}",
    ]


def test_organizations_are_counted_apart(alice: User, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(card("ORG:Acme", "TEL:912345678") + card("FN:Ana Silva") + card("KIND:group", "FN:Club"))

    assert json.loads(run(path, "--json")) == {
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "skipped": 1,
        "organizations": 1,
        "errors": [],
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "“x.csv” could not be read. This file is empty."),
        (b"No table, no cards.", "“x.csv” could not be read. This is none of the files Rapport can read"),
        (LINKEDIN_HEADER.encode(), "No person could be read from “x.csv”. It has a header and no rows."),
    ],
)
def test_a_file_of_no_use_is_one_line_and_exit_code_2(alice: User, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)

    for options in ((), ("--dry-run",)):
        with pytest.raises(CommandError) as caught:
            run(path, *options)
        assert str(caught.value).startswith(said)
        assert ("\n" in str(caught.value), caught.value.returncode) == (False, 2)
    assert not ImportBatch.for_user(alice).exists()


def test_no_file_a_folder_and_an_unknown_owner_are_one_line_and_exit_code_2(
    alice: User, tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, owner in ((tmp_path / "none.csv", "alice@example.com"), (tmp_path, "alice@example.com"), (file, "x@y.z")):
        with pytest.raises(CommandError) as caught:
            run(path, owner=owner)
        assert ("\n" in str(caught.value), caught.value.returncode) == (False, 2)
    monkeypatch.setattr(reading, "MAX_BYTES", 10)
    with pytest.raises(CommandError, match="is larger than"):
        run(file)


def test_the_real_command_refuses_in_one_line_on_standard_error(tmp_path: Path) -> None:
    command = [sys.executable, "manage.py", "import_contacts", str(tmp_path / "none.csv"), "--owner", "a@b.c", "--json"]
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": "sqlite://:memory:"}

    answer = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)

    assert (answer.returncode, answer.stdout, len(answer.stderr.strip().splitlines())) == (2, "", 1)
    assert "none.csv cannot be opened: No such file or directory." in answer.stderr
