"""Every store for the whole run, and an empty graph for each test: the contract suite asks for `store`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from graph.settings import Settings
from graph.store import Store, connect
from tests.stores import STORES


@pytest.fixture(scope="session", params=sorted(STORES))
def settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    with STORES[request.param](tmp_path_factory.mktemp("store")) as found:
        yield replace(found, query_timeout=10, max_rows=1_000)


@pytest.fixture(scope="session")
def opened(settings: Settings) -> Iterator[Store]:
    with connect(settings) as store:
        store.prepare()
        yield store


@pytest.fixture
def store(opened: Store) -> Store:
    opened.clear()
    return opened
