"""Every store for the whole run, and an empty graph for each test.

The contract suite asks for `store`, and runs on each of `STORES`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import Store, connect, embedded
from tests.neo4j.server import running

LIMITS = {"query_timeout": 10.0, "max_rows": 1_000}


@contextmanager
def _embedded(folder: Path) -> Iterator[Settings]:
    settings = Settings(data=folder, linger=0.2, **LIMITS)
    try:
        yield settings
    finally:
        embedded.stop(settings, force=True)


@contextmanager
def _neo4j(folder: Path) -> Iterator[Settings]:
    with running(folder / "home") as server:
        RAN.append(server.version)
        yield Settings(uri=server.uri, user=server.user, password=server.password, **LIMITS)


STORES: dict[str, Callable[[Path], AbstractContextManager[Settings]]] = {"embedded": _embedded, "neo4j": _neo4j}
RAN: list[str] = []
if os.environ.get("TOUCHLINE_TEST_EMBEDDED") == "only":  # `make test-embedded`
    del STORES["neo4j"]


@pytest.fixture(scope="session", params=sorted(STORES))
def settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    with STORES[request.param](tmp_path_factory.mktemp("store")) as found:
        yield found


@pytest.fixture(scope="session")
def opened(settings: Settings) -> Iterator[Store]:
    with connect(settings) as store:
        store.prepare()
        yield store


@pytest.fixture
def store(opened: Store) -> Store:
    opened.clear()
    return opened
