"""Two empty graphs, and one full: generated claims in the embedded store."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from bench.generate import readings
from bench.questions import Names
from graph.moving import dump
from graph.settings import Settings
from graph.store import Store, connect
from queries import load
from tests.moving.worlds import odd
from tests.parity.test_parity import answer, typed
from tests.stores import STORES

CLAIMS = 1_200


@pytest.fixture(scope="session")
def opener(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Settings]]:
    """The settings of a store by its name, started when first asked for."""
    found: dict[str, Settings] = {}
    with ExitStack() as stack:

        def get(name: str) -> Settings:
            if name not in found:
                kind = name.partition(" ")[0]
                found[name] = stack.enter_context(STORES[kind](tmp_path_factory.mktemp("moving")))
            return found[name]

        yield get


@pytest.fixture(scope="session")
def full(opener: Callable[[str], Settings]) -> Iterator[Store]:
    """A graph with generated claims, and with texts that formats like to trip over."""
    with connect(opener("embedded full")) as store:
        store.write([*readings(CLAIMS), *odd()])
        yield store


@pytest.fixture(scope="session")
def dumped(full: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dump of the full graph."""
    path = tmp_path_factory.mktemp("dumped") / "graph.gz"
    path.write_bytes(bytes_of(full))
    return path


@pytest.fixture(params=["embedded", *(name for name in STORES if name != "embedded")])
def empty(request: pytest.FixtureRequest, opener: Callable[[str], Settings]) -> Iterator[Store]:
    """An empty graph on each store."""
    with connect(opener(request.param)) as store:
        store.clear()
        store.run("MATCH (s:Schema) DELETE s", {})
        yield store


@pytest.fixture
def opened_again() -> Callable[[Store, Callable[[Store], object]], object]:
    """Uses a store's graph through another connection."""

    def use(store: Store, work: Callable[[Store], object]) -> object:
        with connect(store.settings) as other:
            return work(other)

    return use


def bytes_of(store: Store) -> bytes:
    """The dump of a graph."""
    out = BytesIO()
    dump(store, out)
    return out.getvalue()


def lines(path: Path) -> list[bytes]:
    """The lines of a dump."""
    return gzip.decompress(path.read_bytes()).splitlines(keepends=True)


def assert_alike(full: Store, other: Store) -> None:
    """Every question has the same answers in both."""
    names, rows = Names(list(readings(CLAIMS)), Random(3)), 0
    for question in load().questions.values():
        for _ in range(4):
            given = names.parameters(question)
            wanted = answer(full, question, given, 100, 0)
            assert typed(answer(other, question, given, 100, 0)) == typed(wanted), f"{question.name} {given}"
            rows += len(wanted["rows"]) if isinstance(wanted, dict) else 0
    assert rows > 100
