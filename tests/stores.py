"""The stores on which tests run: the embedded one, and a real Neo4j 5."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from graph.settings import Settings
from graph.store import embedded
from tests.neo4j.server import Server, running


@contextmanager
def _embedded(folder: Path) -> Iterator[Settings]:
    settings = Settings(data=folder / "graph", linger=0.2)
    try:
        yield settings
    finally:
        embedded.stop(settings, force=True)


@contextmanager
def _neo4j(folder: Path) -> Iterator[Settings]:
    server = _server(folder)
    yield Settings(uri=server.uri, user=server.user, password=server.password)


STORES: dict[str, Callable[[Path], AbstractContextManager[Settings]]] = {"embedded": _embedded, "neo4j": _neo4j}
if os.environ.get("TOUCHLINE_TEST_EMBEDDED") == "only":  # `make test-embedded`
    del STORES["neo4j"]

SERVERS = ExitStack()  # closed at the end of the run: one Neo4j serves it all
_RUNNING: list[Server] = []


def _server(folder: Path) -> Server:
    if not _RUNNING:
        _RUNNING.append(SERVERS.enter_context(running(folder / "neo4j")))
    return _RUNNING[0]


def versions() -> dict[str, str]:
    """What runs behind the name of a store, as far as it was started."""
    return {"neo4j": _RUNNING[0].version} if _RUNNING else {}
