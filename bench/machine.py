"""What the figures were measured on."""

import os
import platform
import re
import sys
from pathlib import Path

import django
from django.db import connection


def database() -> str:
    """The database and its version: "SQLite 3.40.1"."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        version = cursor.fetchone()[0].split()[0]
    return f"{connection.display_name} {version}"


def described() -> str:
    """Processor, system and versions in one line."""
    return (
        f"{os.cpu_count()} × {_processor()}, {platform.system()} {platform.release().split('-')[0]}, "
        f"Python {platform.python_version()}, Django {django.get_version()}, {database()}"
    )


def load() -> float:
    """How many processes wanted to run in the last minute, on average."""
    return os.getloadavg()[0]


def _processor() -> str:
    if sys.platform.startswith("linux"):
        found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
        if found:
            return found[1]
    return platform.processor() or platform.machine()
