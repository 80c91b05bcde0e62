"""``make bench``: fill an account, run pages and floors under the production server, write docs/performance.md."""

import argparse
import os
import signal
import sys
from pathlib import Path

from bench.installation import ROOT, installed

parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
parser.add_argument("--people", type=int, default=10_000)
parser.add_argument("--interactions", type=int, default=100_000)
parser.add_argument("--organizations", type=int, default=1_000)
parser.add_argument("--rounds", type=int, default=5, help="how often each page has its turn")
parser.add_argument("--requests", type=int, default=20, help="how often it is asked for in a turn")
parser.add_argument("--cards", type=int, default=10_000, help="people in the file that is brought in")
parser.add_argument("--largest", type=int, default=50_000, help="people in the largest file; 0 leaves it out")
parser.add_argument("--map", type=int, default=2_000, help="people on the map that is dragged; 0 leaves it out")
parser.add_argument("--only", default="", help="pages alone whose name has this in it, and their floors; no import")
parser.add_argument("--report", type=Path, default=ROOT / "docs" / "performance.md", help="the file to write into")
options = parser.parse_args()
# Whoever ends this early leaves no database behind either.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))

with installed(os.environ.get("DATABASE_URL", "")) as folder:
    from bench.run import run  # wants the settings of what was installed

    run(options, folder)
