"""One embedded server for the whole run, and an empty graph for each test.

The contract suite asks for `store`. To run it on a second store, add its settings to `STORES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import Store, connect, embedded

STORES: dict[str, Callable[[Path], Settings]] = {
    "embedded": lambda folder: Settings(data=folder, linger=0.2, query_timeout=10, max_rows=1_000),
}


@pytest.fixture(scope="session", params=sorted(STORES))
def settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return STORES[request.param](tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="session")
def opened(settings: Settings) -> Iterator[Store]:
    with connect(settings) as store:
        store.prepare()
        yield store
    if not settings.uri:
        embedded.stop(settings, force=True)


@pytest.fixture
def store(opened: Store) -> Store:
    opened.clear()
    return opened
