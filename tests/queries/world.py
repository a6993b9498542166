"""The invented world in a real embedded store: one server for the tests of all folders, the world anew a module."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import Store, connect
from tests.queries.invented import readings


@functools.cache
def _open(base: Path) -> tuple[Settings, Store]:
    """The one server of a run. The end of the process closes the store, and its server ends with it."""
    settings = Settings(data=base / "world", linger=0.2)
    return settings, connect(settings)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return _open(tmp_path_factory.getbasetemp())[0]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    opened = _open(tmp_path_factory.getbasetemp())[1]
    opened.clear()
    opened.write(readings())
    return opened
