import fcntl
import sys
from pathlib import Path

import pytest

from tests.workshop.processes import ROOT, clean_environment, run


@pytest.fixture(scope="session")
def collected_static_files(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Static files as ``make setup`` leaves them; made here for whoever calls pytest by hand."""
    manifest = ROOT / "var" / "static" / "staticfiles.json"
    manifest.parent.mkdir(parents=True, exist_ok=True)
    with (ROOT / "var" / "collecting.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        newest = max(path.stat().st_mtime for path in (ROOT / "static").rglob("*"))
        if not manifest.exists() or manifest.stat().st_mtime < newest:
            environment = clean_environment(DATA_DIR=str(tmp_path_factory.mktemp("collecting")))
            done = run([sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"], environment)
            assert done.returncode == 0, done.stderr


@pytest.fixture
def environment(collected_static_files: None, tmp_path: Path) -> dict[str, str]:
    """An installation of its own on the embedded default: nothing but where its data is."""
    return clean_environment(DATA_DIR=str(tmp_path / "data"), PYTHONUNBUFFERED="1")
