"""The invented world in a real embedded store, one server for all tests of a folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.settings import Settings
from graph.store import Store, connect
from tests.queries.invented import readings


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(data=tmp_path_factory.mktemp("graph"), linger=0.2)


@pytest.fixture(scope="session")
def store(settings: Settings) -> Iterator[Store]:
    with connect(settings) as opened:
        opened.write(readings())
        yield opened
