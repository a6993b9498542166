"""A real Neo4j with its Browser, the files that this fetches, and Chromium; without Neo4j only the files are tested."""

from __future__ import annotations

import os
from collections.abc import Iterator
from threading import Thread

import pytest

from graph.settings import Settings
from graph.store import Store, connect
from tests.browser.chromium import Window, window
from tests.browser.files import SERVE
from tests.stores import STORES

collect_ignore = [] if "neo4j" in STORES else ["test_saved.py", "test_in_chromium.py"]
SCREENSHOTS = os.environ.get("TOUCHLINE_SCREENSHOTS") == "1"  # write the pictures of docs/ anew


@pytest.fixture(scope="session", params=["neo4j"])
def settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    with STORES[request.param](tmp_path_factory.mktemp("browser")) as found:
        yield found


@pytest.fixture(scope="module")
def store(settings: Settings) -> Iterator[Store]:
    with connect(settings) as opened:
        yield opened


@pytest.fixture(scope="module")
def pages() -> Iterator[str]:
    """Where the guide and the style sheet are served; in pictures, at the address that the docs name."""
    with SERVE["server"](SERVE["PORT"] if SCREENSHOTS else 0) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def connected(settings: Settings) -> Iterator[Window]:
    with window() as opened:
        opened.connect(settings)
        yield opened
