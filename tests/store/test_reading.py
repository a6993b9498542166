"""What a store must do with questions; every store runs these."""

from __future__ import annotations

import datetime as dt
import threading

import pytest

from graph.errors import StoreError
from graph.settings import Settings
from graph.store import StoreRefused, StoreSyntax, StoreTimeout, StoreUnavailable, connect
from tests.store.world import ANA, CLUB, STORY


@pytest.mark.parametrize(
    ("cypher", "value"),
    [
        ("null", None),
        ("true", True),
        ("7", 7),
        ("2.5", 2.5),
        ("'Grüber'", "Grüber"),
        ("[1, [2, null]]", [1, [2, None]]),
        ("{a: 1, b: {c: 'x'}}", {"a": 1, "b": {"c": "x"}}),
        ("date('2024-06-30')", "2024-06-30"),
        ("duration('P1Y2M')", "P1Y2M"),
        ("0.0 / 0.0", None),
        ("1.0 / 0.0", None),
    ],
)
def test_values_are_plain(store, cypher, value):
    assert store.read(f"RETURN {cypher} AS value").rows == [{"value": value}]


def test_nodes_relationships_and_paths_are_plain(store):
    store.write(STORY)
    row = store.read("MATCH p = (a {id: $id})-[r:COACHES]->(b) RETURN a, r, p, b.id AS b", {"id": ANA}).rows[0]
    assert row["a"]["labels"] == ["Entity", "Person"]
    assert row["r"]["type"] == "COACHES"
    assert row["r"]["properties"]["status"] == "confirmed"
    assert [node["properties"]["id"] for node in row["p"]["nodes"]] == [ANA, CLUB]
    assert row["p"]["relationships"] == [row["r"]]


@pytest.mark.parametrize(
    ("sent", "back"),
    [
        ("x", "x"),
        (None, None),
        ([1, 2], [1, 2]),
        ((1, 2), [1, 2]),
        ({"a": [None]}, {"a": [None]}),
        (dt.date(2024, 2, 29), "2024-02-29"),
        (dt.datetime(2024, 2, 29, 12, tzinfo=dt.timezone(dt.timedelta(hours=2))), "2024-02-29T12:00:00+02:00"),
        ("'; DROP", "'; DROP"),
    ],
)
def test_parameters_arrive_as_they_are(store, sent, back):
    assert store.read("RETURN $sent AS back", {"sent": sent}).rows == [{"back": back}]


def test_a_timestamp_with_an_offset_compares_rightly(store):
    late = dt.datetime(2024, 1, 1, 1, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    asked = "RETURN datetime($late) < datetime('2024-01-01T00:00:00Z') AS before"
    assert store.read(asked, {"late": late}).rows == [{"before": True}]


def test_an_answer_may_be_empty(store):
    answer = store.read("MATCH (n:Entity) RETURN n.id AS id, n.name AS name")
    assert (answer.rows, answer.truncated) == ([], False)
    assert store.read("RETURN 1 AS id, 2 AS name").columns == ("id", "name")


@pytest.mark.parametrize(
    ("asked", "limit", "rows", "truncated"),
    [(5, 5, 5, False), (6, 5, 5, True), (0, 5, 0, False), (3, None, 3, False), (1_001, None, 1_000, True)],
)
def test_rows_are_limited(store, asked, limit, rows, truncated):
    answer = store.read("UNWIND range(1, $asked) AS n RETURN n", {"asked": asked}, max_rows=limit)
    assert [row["n"] for row in answer.rows] == list(range(1, rows + 1))
    assert answer.truncated is truncated


def test_the_setting_bounds_a_larger_wish_for_rows(store):
    assert len(store.read("UNWIND range(1, 5000) AS n RETURN n", max_rows=4_000).rows) == 1_000


ENDLESS = "UNWIND range(1, 2000000) AS x UNWIND range(1, 2000000) AS y WITH x, y WHERE x + y = -1 RETURN count(*) AS n"


def test_a_question_that_takes_too_long_is_given_up(store):
    with pytest.raises(StoreTimeout) as caught:
        store.read(ENDLESS, timeout_s=0.2)
    assert caught.value.code == "timeout"
    assert store.read("RETURN 1 AS one").rows == [{"one": 1}]


@pytest.mark.parametrize(
    ("cypher", "kind"),
    [
        ("MATCH (n RETURN n", StoreSyntax),
        ("RETURN $missing AS x", StoreSyntax),
        ("RETURN nosuchfunction(1) AS x", StoreSyntax),
        ("RETURN 1 / 0 AS x", StoreSyntax),
        ("CALL no.such.procedure()", StoreError),
        ("", StoreError),
    ],
)
def test_errors_say_what_and_where(store, cypher, kind):
    with pytest.raises(kind) as caught:
        store.read(cypher)
    assert caught.value.where
    assert caught.value.what
    assert "Traceback" not in str(caught.value)


ATTACKS = (
    "CREATE (:Entity {id: 'evil'})",
    "CREATE (:Evil)",
    "MERGE (n:Entity {id: 'evil'}) RETURN n",
    "MATCH (n:Entity) SET n.name = 'evil' RETURN n",
    "MATCH (n:Entity) SET n += {name: 'evil'}",
    "MATCH (n:Entity) SET n:Evil",
    "MATCH (n:Entity) REMOVE n.name",
    "MATCH (n:Entity) REMOVE n:Person",
    "MATCH (n) DETACH DELETE n",
    "MATCH ()-[r:COACHES]->() DELETE r",
    "MATCH (a:Entity), (b:Entity) MERGE (a)-[:EVIL]->(b)",
    "MATCH (a:Entity), (b:Entity) CREATE (a)-[:COACHES {id: 'evil'}]->(b)",
    "FOREACH (x IN [1] | CREATE (:Evil))",
    "CALL { CREATE (:Evil) } RETURN 1 AS x",
    "MATCH (n:Entity) CALL (n) { SET n.evil = 1 } RETURN n",
    "UNWIND [1] AS x CREATE (n:Entity {id: 'evil'}) RETURN n",
    "LOAD CSV FROM 'file:///etc/hosts' AS line RETURN line",
    "LOAD CSV FROM 'http://127.0.0.1:1/x.csv' AS line RETURN line",
    "load /* there */ csv FROM 'file:///etc/hosts' AS line RETURN line",
    "MATCH (n) CALL (n) { LO\\u0041D CSV FROM 'file:///etc/hosts' AS line RETURN line } RETURN line",
    "RETURN '//' AS text UNION LOAD CSV FROM 'file:///etc/hosts' AS text RETURN text",
    "CALL dbms.listConfig() YIELD name, value RETURN name, value",
    "CALL `dbms`.`listConfig`",
    "MATCH (n) OPTIONAL CALL dbms.listConfig() YIELD value RETURN value",
    "EXPLAIN CALL tx.setMetaData({evil: 1})",
    "SHOW TRANSACTIONS",
    "SHOW SETTINGS YIELD name, value RETURN name, value",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "CYPHER 5 TERMINATE TRANSACTION 'neo4j-transaction-1'",
    "EXPLAIN CYPHER runtime = slotted planner=cost SHOW SETTINGS YIELD name RETURN name",
    "cypher /* 5 */ 5 profile SHOW TRANSACTIONS",
    "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO 'evil'",
    "CREATE INDEX evil FOR (n:Entity) ON (n.evil)",
    "CREATE CONSTRAINT evil FOR (n:Entity) REQUIRE n.evil IS UNIQUE",
    "DROP INDEX entity_key_index",
    "DROP CONSTRAINT entity_id",
    "CREATE USER evil SET PASSWORD 'evilevilevil'",
)


@pytest.mark.parametrize("cypher", ATTACKS)
def test_a_reader_cannot_change_anything(store, cypher):
    store.write(STORY)

    def state() -> list:
        nodes = store.read("MATCH (n) RETURN labels(n) AS l, properties(n) AS p").rows
        edges = store.read("MATCH (a)-[r]->(b) RETURN type(r) AS t, properties(r) AS p").rows
        return sorted(map(str, nodes + edges)) + sorted(
            map(str, store.read("SHOW INDEXES YIELD name RETURN name").rows)
        )

    before = state()
    with pytest.raises(StoreRefused) as caught:
        store.read(cypher)
    assert caught.value.code == "refused"
    assert state() == before


@pytest.mark.parametrize(
    ("cypher", "answer"),
    [
        ("RETURN 'LOAD CSV' AS x // CALL dbms.listConfig()", "LOAD CSV"),
        ('RETURN "it\'s CALL dbms.listConfig()" AS x', "it's CALL dbms.listConfig()"),
        ("WITH 1 AS call RETURN call AS x", 1),
        ("UNWIND [1] AS load CALL (load) { RETURN load + 1 AS x } RETURN x", 2),
    ],
)
def test_words_that_only_look_like_an_attack_are_no_attack(store, cypher, answer):
    assert store.read(cypher).rows == [{"x": answer}]


def test_a_store_open_for_reading_does_not_write(store, settings):
    with connect(settings, readonly=True) as reader:
        assert reader.read("RETURN 1 AS one").rows == [{"one": 1}]
        with pytest.raises(StoreRefused):
            reader.write(STORY)
        with pytest.raises(StoreRefused):
            reader.clear()
    assert store.counts()["articles"] == 0


def test_a_closed_store_says_so(settings, opened):
    store = connect(settings)
    store.close()
    store.close()
    with pytest.raises(StoreUnavailable, match="closed"):
        store.read("RETURN 1 AS one")


def test_many_threads_may_ask_at_once(store):
    store.write(STORY)
    answers: list[int] = []

    def ask() -> None:
        for _ in range(10):
            answers.append(store.read("MATCH (c:Claim) RETURN count(c) AS n").rows[0]["n"])

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [4] * 80


def test_a_server_that_is_not_there_is_named():
    with pytest.raises(StoreUnavailable) as caught:
        connect(Settings(uri="bolt://127.0.0.1:1", query_timeout=0.5))
    assert caught.value.where == "bolt://127.0.0.1:1"
