"""The invented world in the embedded store: that the command finds and starts it is part of what is tested."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.settings import Settings
from tests.queries.world import store
from tests.stores import STORES

__all__ = ["settings", "store"]


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    with STORES["embedded"](tmp_path_factory.mktemp("world")) as found:
        yield found
