"""The same questions on both stores, with the same graph in them: the same answers, value by value and type by type."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bench.generate import readings
from bench.questions import Names
from graph.errors import TouchlineError
from graph.records import Reading
from graph.store import Store, connect
from loaders.extract import read_articles
from loaders.sources import read_sources
from queries import ask, load
from queries.question import Question
from tests.stores import STORES

BUNDLED = Path(__file__).parents[2] / "loaders" / "bundled" / "gold.jsonl"
SETS = 12
CLAIMS = 1_500


def bundled() -> list[Reading]:
    articles = [each for each in read_sources([str(BUNDLED)]) if not isinstance(each, Exception)]
    return list(read_articles(articles, workers=1))  # type: ignore[arg-type]


WORLDS = {"bundled": bundled, "generated": lambda: list(readings(CLAIMS))}


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Store]]:
    with ExitStack() as stack:
        found = [stack.enter_context(open_(tmp_path_factory.mktemp(name))) for name, open_ in STORES.items()]
        yield [stack.enter_context(connect(replace(settings, max_rows=500_000))) for settings in found]


@pytest.fixture(scope="module", params=sorted(WORLDS))
def world(request: pytest.FixtureRequest, stores: list[Store]) -> tuple[list[Store], Names]:
    """Both stores with one world in them, and its names."""
    given = WORLDS[request.param]()
    for store in stores:
        store.clear()
        store.write(given)
    return stores, Names(given, random.Random(7))


def answer(store: Store, question: Question, given: dict[str, Any], limit: int, offset: int) -> object:
    """All that a user gets but the time: the answer, or the error."""
    try:
        found = ask(store, question, given, limit=limit, offset=offset)
    except TouchlineError as error:
        return error.code, error.what, error.fix
    said = found.as_dict()
    del said["took_ms"]
    return said


def typed(value: object) -> object:
    """A value with its type all the way down: 1, 1.0 and true are three values."""
    if isinstance(value, dict):
        return {key: typed(each) for key, each in value.items()}
    if isinstance(value, list):
        return [typed(each) for each in value]
    return type(value).__name__, value


def plain(row: dict[str, Any]) -> str:
    """A row with its types, whatever the order of its properties."""
    return json.dumps(typed(row), sort_keys=True)


@pytest.mark.parametrize("name", load().questions)
def test_both_stores_answer_alike(world: tuple[list[Store], Names], name: str) -> None:
    stores, names = world
    question, rows = load()[name], 0
    for number in range(SETS):
        given = names.parameters(question) if number else {
            each.name: names.value(each.type) for each in question.parameters if each.required
        }  # fmt: skip
        limit, offset = ((1_000, 0), (5, 0), (5, 5))[number % 3]
        first, *others = (answer(store, question, given, limit, offset) for store in stores)
        for other in others:
            assert typed(other) == typed(first), f"{name} {given} limit {limit} offset {offset}"
        rows += len(first["rows"]) if isinstance(first, dict) else 0
    assert rows > 0, "no set of parameters found anything: nothing was compared"


@pytest.mark.parametrize("name", ["Nobody Atall", "zzz", "Nordst"])
def test_both_stores_suggest_alike(world: tuple[list[Store], Names], name: str) -> None:
    first, *others = (answer(store, load()["timeline"], {"entity": name}, 10, 0) for store in world[0])
    assert isinstance(first, tuple) and others == [first]


def test_both_stores_hold_the_same(world: tuple[list[Store], Names]) -> None:
    nodes = "MATCH (n) WHERE NOT n:Schema RETURN labels(n) AS labels, properties(n) AS props"
    edges = "MATCH (a)-[r]->(b) RETURN a.id AS a, a.key AS k, type(r) AS t, properties(r) AS r, b.id AS b"
    for query in (nodes, edges):
        first, *others = (store.read(query, timeout_s=60, max_rows=500_000).rows for store in world[0])
        for row in (each for rows in (first, *others) for each in rows):
            row.get("labels", []).sort()
        assert [sorted(map(plain, rows)) for rows in others] == [sorted(map(plain, first))]
