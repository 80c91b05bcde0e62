"""``make bench`` on a small account: that it still measures everything, whatever the figures."""

import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from bench import pages
from tests.browser.chromium import find_chromium
from tests.workshop.processes import ROOT, clean_environment, run

SMALL = {
    "people": 60,
    "interactions": 300,
    "organizations": 10,
    "rounds": 1,
    "requests": 2,
    "cards": 20,
    "largest": 30,
    "map": 30,
}
SETTINGS = {"DATABASE_URL": os.environ.get("DATABASE_URL", "")}
SECTION = "postgresql" if SETTINGS["DATABASE_URL"].startswith("postgres") else "sqlite"


@pytest.mark.long
def test_the_bench_measures_every_page_and_import(collected_static_files: None, tmp_path: Path) -> None:
    report = Path(shutil.copy(ROOT / "docs" / "performance.md", tmp_path))
    options = [f"--{name}={value}" for name, value in {**SMALL, "report": report}.items()]

    done = run([sys.executable, "-m", "bench", *options], clean_environment(**SETTINGS))

    assert done.returncode == 0, done.stderr
    written = report.read_text(encoding="utf-8").partition(f"<!-- measured: {SECTION} -->")[2]
    figures = re.findall(r"^\| ([^|]+) \| [\d.,]+ \| [\d. ]+\|", written.partition("<!-- end")[0], re.MULTILINE)
    assert figures[: len(pages.PAGES)] == [page.name for page in pages.PAGES]
    assert len(figures[len(pages.PAGES) :]) == 7 + (2 if find_chromium() else 0)
    assert list((ROOT / "var").glob("bench-*")) == []
