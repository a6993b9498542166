"""No test knows names that someone imported on this machine; the end of a run tells what ran on which store."""

import os
from collections import Counter

import pytest

from tests.stores import SERVERS, STORES, versions

os.environ["TOUCHLINE_REFERENCE"] = "-"
CHECKS: Counter[str] = Counter()


def pytest_collection_finish(session: pytest.Session) -> None:
    for item in session.items:
        name = getattr(item, "callspec", None) and item.callspec.params.get("settings")
        CHECKS.update([name] if name in STORES else [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for name, count in sorted(CHECKS.items()):
        terminalreporter.write_line(f"{count} checks on {versions().get(name, name)}")


def pytest_unconfigure() -> None:
    SERVERS.close()
