"""The invented world in every store: one server each for the run, the world anew a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.settings import Settings
from graph.store import Store, connect
from tests.queries.invented import readings
from tests.stores import STORES


@pytest.fixture(scope="session", params=sorted(STORES))
def settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    with STORES[request.param](tmp_path_factory.mktemp("world")) as found:
        yield found


@pytest.fixture(scope="module")
def store(settings: Settings) -> Iterator[Store]:
    with connect(settings) as opened:
        opened.clear()
        opened.write(readings())
        yield opened
