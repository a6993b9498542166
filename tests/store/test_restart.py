"""A server that goes away in the middle of a load and comes back: nothing is lost, nothing is there twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.generate import readings
from graph.records import Reading
from graph.settings import Settings
from graph.store import Store, connect
from tests.neo4j.server import Home
from tests.store.test_writing import dump

CLAIMS = 1_500


def interrupted(home: Home, story: list[Reading]) -> Iterator[Reading]:
    """The readings; the server is stopped and started again while others are on their way to it."""
    for number, each in enumerate(story):
        if number == len(story) // 2:
            home.stop()
            home.start()
        yield each


def settled(store: Store, story: list[Reading]) -> tuple[list[dict], list[dict]]:
    store.write(story)
    return dump(store)


def test_a_load_survives_a_restart_of_the_server(tmp_path: Path) -> None:
    story = list(readings(CLAIMS))
    home = Home(tmp_path / "neo4j")
    try:
        server = home.start()
        settings = Settings(uri=server.uri, user=server.user, password=server.password)
        with connect(settings) as store:
            done = store.write(interrupted(home, story), batch_rows=100)
            counts, found = store.counts(), dump(store)
            assert (counts["claims"], counts["articles"]) == (CLAIMS, len(story))
            assert done.claims.new + done.claims.same == CLAIMS
            assert store.schema().pending == 0
            store.clear()
            assert found == settled(store, story)
    finally:
        home.stop()
