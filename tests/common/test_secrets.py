"""The secret key that is made once."""

import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config.secrets import kept_secret_key


def test_the_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "secret_key"

    first, second = kept_secret_key(path), kept_secret_key(path)

    assert len(first) >= 50
    assert second == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_key_that_is_there_is_read(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    path.write_text("kept since last year\n")

    assert kept_secret_key(path) == "kept since last year"


def test_processes_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    code = f"import pathlib, config.secrets as s; print(s.kept_secret_key(pathlib.Path({str(path)!r})), end='')"

    def start(_: int) -> str:
        return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    with ThreadPoolExecutor(6) as pool:
        keys = set(pool.map(start, range(6)))

    assert keys == {path.read_text()}
    assert list(tmp_path.iterdir()) == [path]


def test_threads_of_one_process_agree_too(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"

    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(kept_secret_key, [path] * 8))

    assert keys == {path.read_text()}


def test_the_loser_of_the_race_takes_the_winners_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret_key"

    def somebody_else_was_first() -> str:
        path.write_text("the winner's")
        return "the loser's"

    monkeypatch.setattr("config.secrets.get_random_secret_key", somebody_else_was_first)

    assert kept_secret_key(path) == "the winner's"
    assert list(tmp_path.iterdir()) == [path]
