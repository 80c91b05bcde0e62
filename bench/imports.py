"""Bringing people in from a file, beside the least it could take; and from the largest file there may be."""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from accounts.models import User
from bench import words
from contacts.importing import reading

_owners = count(1)


@dataclass(frozen=True, slots=True)
class Step:
    """What one step of an import cost: the middle of its repetitions, and the most memory."""

    name: str
    people: int
    cpu: float
    seconds: float
    peak_mb: float

    @property
    def ms_each(self) -> float:
        """Milliseconds of the processor for each person."""
        return self.cpu / self.people * 1000


PARSE = "Floor: parse"
WRITE = "Floor: `bulk_create`"
PREVIEW = "Read, match and show"
COMMIT = "Bring in"
AGAIN = "The same file once more: read, match and show"


def measure(folder: Path, *, people: int, rounds: int) -> list[Step]:
    """The floors and an import of ``people`` cards into an empty account; then of the same file once more."""
    file = folder / "address-book.vcf"
    file.write_bytes(words.cards(people, domain="import.example.org").encode())
    repeated: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for _ in range(rounds):
        owner = _owner()
        for name, spent in zip(
            (PARSE, WRITE, PREVIEW, COMMIT, AGAIN),
            (*_run("floors", file, _owner()), *_run("whole", file, owner), *_run("whole", file, owner)),
            strict=False,  # bringing in once more what is there already is of no interest
        ):
            repeated[name].append(spent)
    return [_middle(name, repetitions) for name, repetitions in repeated.items()]


def measure_largest(folder: Path, *, people: int) -> list[Step]:
    """The import of ``people`` cards as large as they may be where a file is full: with as many, the largest taken."""
    size = reading.MAX_BYTES * people // reading.MAX_ROWS
    file = folder / "largest.vcf"
    cards = words.cards(people, domain="largest.example.org").encode()
    room = (size - len(cards)) // people - len("NOTE:\r\n")
    note = b"NOTE:" + (b"We talked about rail. " * (room // 22 + 1))[:room] + b"\r\nEND:VCARD"
    file.write_bytes(cards.replace(b"END:VCARD", note) if room > 0 else cards)
    names = (f"The largest file there may be: {PREVIEW.lower()}", f"The largest file there may be: {COMMIT.lower()}")
    return [_middle(name, [spent]) for name, spent in zip(names, _run("whole", file, _owner()), strict=True)]


def _owner() -> str:
    return User.objects.create_user(f"import-{next(_owners)}@example.org", country="PT").email


def _run(step: str, file: Path, owner: str) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "bench.bringing_in", step, str(file), owner]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    spent: list[dict[str, Any]] = json.loads(done.stdout)
    return spent


def _middle(name: str, repetitions: Sequence[dict[str, Any]]) -> Step:
    return Step(
        name=name,
        people=repetitions[0]["people"],
        cpu=median(each["cpu"] for each in repetitions),
        seconds=median(each["seconds"] for each in repetitions),
        peak_mb=max(each["peak_mb"] for each in repetitions),
    )
