"""The version of a graph's schema: shown, checked, migrated. Every store runs these."""

from __future__ import annotations

import pytest

from graph.errors import StoreError
from graph.store import SCHEMA_VERSION, Store, connect
from graph.store.schema import SCHEMA_NODE, rules
from tests.store.test_writing import dump
from tests.store.world import CONTRACT, RUMOUR, STORY, SUCCESSION, reading

NOW = f"MERGE (s:Schema {{name: '{SCHEMA_NODE}'}}) SET s.version = "


def run(store: Store, statement: str) -> None:
    store.transact(lambda tx: tx.run(statement).consume())


@pytest.fixture
def versioned(store):
    """A store whose version a test may change."""
    yield store
    store._checked = store._prepared = False
    run(store, f"{NOW}{SCHEMA_VERSION}")


def test_a_prepared_graph_lacks_nothing(store):
    found = store.schema()
    assert (found.version, found.needed, found.missing, found.pending) == (SCHEMA_VERSION, SCHEMA_VERSION, (), 0)
    assert found.present == tuple(rules())


def test_constraints_bear_their_names(store):
    names = {row["name"] for row in store.read("SHOW CONSTRAINTS YIELD name RETURN name").rows}
    assert {rule.name for rule in rules() if rule.unique} <= names


def test_what_is_missing_is_named(store):
    run(store, "DROP CONSTRAINT coaches_id")
    try:
        assert [rule.name for rule in store.schema().missing] == ["coaches_id"]
    finally:
        for rule in rules():
            run(store, rule.statement)
    assert store.schema().missing == ()


def older(store: Store, *, some_done: bool = False) -> None:
    """Make the graph what version 1 wrote; with `some_done`, what a migration leaves that was interrupted."""
    spared = " AND c.predicate <> 'contract_until'" if some_done else ""
    run(store, f"MATCH (c:Claim) WHERE true{spared} REMOVE c.subject, c.object, c.team, c.by")
    run(store, f"{NOW}1")


@pytest.mark.parametrize("some_done", [False, True])
def test_an_older_graph_is_migrated_before_it_is_written(versioned, settings, some_done):
    versioned.write(STORY)
    before = dump(versioned)
    older(versioned, some_done=some_done)
    steps = []
    with connect(settings) as other:
        other.prepare(lambda *step: steps.append(step))
        assert dump(other) == before
        assert steps == [(2, 3 if some_done else 4)]
        assert other.write(STORY).claims.same == 4
        assert other.schema().version == SCHEMA_VERSION


def test_an_older_graph_is_not_read_but_says_what_to_do(versioned, settings):
    versioned.write(STORY)
    older(versioned)
    with connect(settings, readonly=True) as other:
        with pytest.raises(StoreError, match=r"has schema 1, this touchline reads 2.*touchline schema --migrate"):
            other.read("MATCH (c:Claim) RETURN c.id AS id")
        with pytest.raises(StoreError, match="has schema 1"):
            other.counts()
        assert other.schema().version == 1


@pytest.mark.parametrize("deed", [lambda s: s.read("RETURN 1 AS one"), lambda s: s.write(STORY), lambda s: s.prepare()])
def test_a_newer_graph_is_left_alone(versioned, settings, deed):
    run(versioned, f"{NOW}{SCHEMA_VERSION + 1}")
    with connect(settings) as other, pytest.raises(StoreError, match=f"has schema {SCHEMA_VERSION + 1}.*Update it"):
        deed(other)


def test_relations_that_a_dead_writer_left_over_are_derived_by_the_next(store):
    story = [reading("one", CONTRACT, RUMOUR), reading("two", SUCCESSION)]
    store.write(story)
    before = dump(store)
    store.clear()
    # What is in the graph when a writer dies between its last batch and its first relation.
    store.write(story)
    run(store, "MATCH (:Entity)-[r]->(:Entity) DELETE r")
    run(
        store,
        "MATCH (c:Claim) WITH collect(c.subject) AS subjects, collect(c.object) AS objects "
        "CREATE (p:Pending {id: 'left over', subjects: subjects, objects: objects})",
    )
    assert store.schema().pending == 1
    assert store.write([]).relations.new == 3
    assert dump(store) == before
    assert store.schema().pending == 0
