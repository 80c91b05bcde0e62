"""Run a command of the product at another moment: ``python -m tests.at 2026-11-26T07:03:00+00:00 manage.py serve``.

The clock goes on ticking from there, for this process and those it forks. The product has no such switch itself.
"""

import runpy
import sys
from datetime import datetime

import time_machine


def main() -> None:
    """Set the clock, then become the command: a script path, or ``-m module``."""
    moment, *command = sys.argv[1:]
    with time_machine.travel(datetime.fromisoformat(moment), tick=True):
        if command[0] == "-m":
            sys.argv = command[1:]
            runpy.run_module(command[1], run_name="__main__", alter_sys=True)
        else:
            sys.argv = command
            runpy.run_path(command[0], run_name="__main__")


if __name__ == "__main__":
    main()
