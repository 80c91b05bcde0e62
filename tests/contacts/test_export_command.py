"""``manage.py export_data``: what people and scripts can rely on."""

import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from contacts.exporting import everything
from tests.factories import ContactFactory


def run(path: Path, *options: str, owner: str = "alice@example.com") -> str:
    out = StringIO()
    call_command("export_data", str(path), "--owner", owner, *options, stdout=out)
    return out.getvalue()


def test_everything_lands_in_the_file(alice: User, tmp_path: Path) -> None:
    ContactFactory.create(owner=alice)
    path = tmp_path / "x.zip"

    said = run(path, owner="ALICE@example.com")

    size = path.stat().st_size // 1024
    assert said == f"Everything in the account of alice@example.com is in {path} ({size} KB).\n"
    assert "data/contacts.contact.jsonl" in zipfile.ZipFile(path).namelist()
    assert [each.name for each in tmp_path.iterdir()] == ["x.zip"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_stays_unless_forced(alice: User, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_text("mine")

    with pytest.raises(CommandError, match="is there already") as caught:
        run(path)

    assert (caught.value.returncode, path.read_text()) == (2, "mine")
    run(path, "--force")
    assert zipfile.is_zipfile(path)


def test_bad_input_is_one_line_and_exit_code_2(alice: User, tmp_path: Path) -> None:
    for path, owner in (
        (tmp_path, "alice@example.com"),
        (tmp_path / "no" / "x.zip", "alice@example.com"),
        (tmp_path / "x.zip", "nobody@example.com"),
    ):
        with pytest.raises(CommandError) as caught:
            run(path, owner=owner)
        assert ("\n" in str(caught.value), caught.value.returncode) == (False, 2)
    assert list(tmp_path.iterdir()) == []


def test_an_export_that_fails_leaves_what_was_there(
    alice: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.zip"
    run(path)
    whole = path.read_bytes()

    def fail(*_args: object, **_kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(everything, "pack", fail)
    with pytest.raises(KeyboardInterrupt):
        run(path, "--force")

    assert path.read_bytes() == whole
    assert [each.name for each in tmp_path.iterdir()] == ["x.zip"]
