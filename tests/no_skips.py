"""Pytest plugin: what did not run is named loudly, and fails the run where ``RAPPORT_REQUIRE_SERVICES=1`` says so."""

import os
from collections import Counter

import pytest


def _reasons(reporter: pytest.TerminalReporter) -> Counter[str]:
    return Counter(
        report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else str(report.longrepr)
        for report in reporter.stats.get("skipped", [])
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end how many tests did not run, and why."""
    reasons = _reasons(terminalreporter)
    if not reasons:
        return
    terminalreporter.section("not run on this machine", yellow=True, bold=True)
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"{count} {'test' if count == 1 else 'tests'}: {reason}", yellow=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turn a passed run with skips into a failed one, where everything is required to run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    required = os.environ.get("RAPPORT_REQUIRE_SERVICES") == "1"
    if required and reporter is not None and _reasons(reporter) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
