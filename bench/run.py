"""One run of the bench, from an empty database to the report."""

import time
from argparse import Namespace
from datetime import datetime
from pathlib import Path

from django.db import connection
from django.utils import timezone

from bench import imports, machine, panning, reporting, rounds
from bench.filling import Size, fill, settle
from bench.pages import PAGES, Page
from bench.panning import Frames
from bench.serving import serving
from tests.browser.chromium import MISSING, find_chromium

SMALL = Size(people=100, interactions=1_000, organizations=50)


def run(options: Namespace, folder: Path) -> None:
    """Measure what ``options`` ask for, its data in ``folder``, and write the report; with ``only``, print it."""
    load, now = machine.load(), timezone.now()
    # Better to miss the place for the figures now than once there are some.
    reporting.around(options.report, section=connection.vendor)
    pages = [page for page in PAGES if _is_asked(page, options.only)]
    large = Size(people=options.people, interactions=options.interactions, organizations=options.organizations)
    _say(f"Filling an account with {large.people:,} people on {machine.database()}")
    accounts = {"large": fill("large@example.org", large, now=now), "small": fill("small@example.org", SMALL, now=now)}
    settle()
    _say(f"Asking for {len(pages)} pages, {options.rounds} × {options.requests} times each")
    with serving(folder) as server:
        costs = rounds.measure(pages, server, accounts, rounds=options.rounds, requests=options.requests)
        frames = _panned(options, server.port, now=now)
    lines = list(reporting.table_of_pages(pages, costs))
    promises = [(page.name, promise) for page in pages for promise in reporting.promises_of(page, costs)]
    if frames:
        lines += ["", *reporting.table_of_frames(frames, people=options.map)]
        promises += [("The map", promise) for promise in reporting.promises_of_frames(frames)]
    if not options.only:
        _say(f"Bringing in {options.cards:,} people")
        steps = imports.measure(folder, people=options.cards, rounds=min(options.rounds, 3))
        if options.largest:
            _say(f"Bringing in the largest file there may be, {options.largest:,} people")
            steps += imports.measure_largest(folder, people=options.largest)
        lines += ["", *reporting.table_of_imports(steps)]
        promises += [("Import", promise) for promise in reporting.promises_of_imports(steps)]
    lines += ["", *(reporting.sentence(about, promise) for about, promise in promises)]
    if options.only:
        print("\n".join(lines))
        return
    heading = f"{now:%-d %B %Y}, load {load:.1f}: {machine.described()}."
    reporting.write(options.report, section=connection.vendor, lines=[heading, "", *lines])
    broken = [reporting.sentence(about, promise) for about, promise in promises if not promise.is_kept]
    print("\n".join([f"Written to {options.report}.", *(broken or ["Every promise is kept."])]))


def _panned(options: Namespace, port: int, *, now: datetime) -> list[Frames]:
    """The frames of a map of ``options.map`` people; none where no Chromium is installed, or other things are asked."""
    executable = find_chromium()
    if not options.map or (options.only and options.only.lower() not in "moving the map"):
        return []
    if executable is None:
        _say(f"The map's frames are left out. {MISSING}")
        return []
    _say(f"Moving the map of {options.map:,} people")
    drawn = fill("map@example.org", Size(people=options.map, interactions=10 * options.map, organizations=200), now=now)
    return panning.measure(executable, port, drawn.cookie)


def _is_asked(page: Page, only: str) -> bool:
    return not page.floor or only.lower() in page.name.lower()


def _say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}…", flush=True)
