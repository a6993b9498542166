"""Every saved query answers a reader on a real Neo4j: in the invented world, and with the names of the guide."""

from __future__ import annotations

from typing import Any

import pytest

import touchline
from graph.settings import Settings
from graph.store import Store
from tests.browser.files import INVENTED, NAMES, QUERIES
from tests.project.tree import ROOT
from tests.queries.invented import readings

BUNDLED = sorted((ROOT / "loaders" / "bundled" / "en").glob("ravensmoor-*"))
each_query = pytest.mark.parametrize("query", QUERIES, ids=[query.name.split()[0] for query in QUERIES])


@pytest.fixture(scope="class")
def invented(store: Store) -> Store:
    store.clear()
    store.write(readings())
    return store


class TestInTheInventedWorld:
    @each_query
    def test_it_answers(self, invented: Store, query: Any) -> None:
        assert invented.read(query.code, INVENTED).rows

    def test_what_is_denied_does_not_connect(self, invented: Store) -> None:
        code = QUERIES[8].code.replace("RETURN chain", "RETURN [each IN nodes(chain) | each.name] AS names")
        chains = [row["names"] for row in invented.read(code, INVENTED).rows]
        assert chains
        assert {tuple(chain) for chain in chains} == {
            ("Álvaro Núñez", "AC Velmora", "Leo Marek", "FC Nordstern", "Tom Feld")
        }


@pytest.fixture(scope="class")
def bundled(settings: Settings, store: Store) -> Store:
    store.clear()
    with touchline.connect(uri=settings.uri, user=settings.user, password=settings.password) as graph:
        graph.load(BUNDLED)
    return store


class TestWithTheNamesOfTheGuide:
    """Question 10 asks for no name, and not everybody denies something."""

    @each_query
    def test_it_answers_about_bundled_articles(self, bundled: Store, query: Any) -> None:
        names = bundled.read(f"RETURN {NAMES.code.removeprefix(':param')} AS names").rows[0]["names"]
        answer = bundled.read(query.code, names)
        assert answer.rows or query is QUERIES[9]
