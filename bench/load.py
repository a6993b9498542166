"""Measures how fast readings are written: `python -m bench.load [CLAIMS]`, on the embedded store and on Neo4j.

Beside `Store.write`, which reads what is there, compares, and derives relations, the same nodes and edges are written
with nothing but `UNWIND … CREATE` over the driver, in batches of the same size: the ratio is what the care costs.
A row is a node or an edge. Neo4j is the server of the tests, or the one that TOUCHLINE_TEST_NEO4J names.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from neo4j import ManagedTransaction

from bench.generate import readings
from graph.ontology import PREDICATES
from graph.records import Reading
from graph.relations import derive
from graph.settings import Settings
from graph.store import Store, connect, rows
from graph.store.loading import BATCH_ROWS
from graph.store.schema import labels
from graph.store.writing import Batch
from tests.stores import SERVERS, STORES, versions

_EDGE: Final = "UNWIND $rows AS row MATCH (a:{0}) MATCH (b:{1}) CREATE (a)-[e:{2}]->(b) SET e = row.props"
_CLAIM: Final = (
    "UNWIND $rows AS row MATCH (a:Article {id: row.article}) MATCH (s:Entity {id: row.subject}) "
    "MATCH (o:Entity {id: row.object}) CREATE (c:Claim) SET c = row.props "
    "CREATE (a)-[:STATES]->(c) CREATE (c)-[:SUBJECT]->(s) CREATE (c)-[:OBJECT]->(o)"
)
_ENTITY, _CLAIM_END, _TO = "Entity {id: row.a}", "Claim {id: row.a}", "Entity {id: row.b}"


def plain(given: Sequence[Reading]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Statements and the rows that they take, which make the graph that `Store.write` makes of these readings."""
    batch = Batch()
    for reading in given:
        batch.add(reading)
    for kind, some in rows.by_key(batch.entities.values(), "kind").items():
        yield f"UNWIND $rows AS row CREATE (e{labels(kind)}) SET e = row", some
    names = [name for entity in batch.entities.values() for name in rows.name_rows(entity)]
    keys = {name["key"]: {"key": name["key"], "text": name["text"]} for name in reversed(names)}
    yield "UNWIND $rows AS row CREATE (n:Name) SET n = row", list(keys.values())
    named = [{"a": n["key"], "b": n["entity"], "props": {"whole": n["whole"]}} for n in names]
    yield _EDGE.format("Name {key: row.a}", _TO, "NAMES"), named
    yield "UNWIND $rows AS row CREATE (a:Article) SET a = row", list(batch.articles.values())
    outlets = {row["name"]: row["id"] for row in batch.entities.values() if row["kind"] == "outlet"}
    published = [{"a": outlets[row["outlet"]], "b": row["id"], "props": {}} for row in batch.articles.values()]
    yield _EDGE.format(_ENTITY, "Article {id: row.b}", "PUBLISHED"), published
    claims = list(batch.claims.values())
    yield _CLAIM, claims
    at = [{"a": row["id"], "b": row["team"], "props": {}} for row in claims if row["team"]]
    yield _EDGE.format(_CLAIM_END, _TO, "AT"), at
    by = [{"a": row["id"], "b": end, "props": {}} for row in claims for end in row["by"]]
    yield _EDGE.format(_CLAIM_END, _TO, "ATTRIBUTED_TO"), by
    yield from _relations(given, {row["id"]: row["name"] for row in batch.entities.values()})


def _relations(given: Iterable[Reading], names: dict[str, str]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    dates = {reading.article.id: reading.article.published for reading in given}
    found = [rows.relation_row(each, names) for each in derive((c for r in given for c in r.claims), dates)]
    for row in found:
        row |= {"a": row["subject"], "b": row["object"], "type": PREDICATES[row["props"]["predicate"]].relation}
    for relation, some in rows.by_key(found, "type").items():
        yield _EDGE.format(_ENTITY, _TO, relation), some


def unwound(store: Store, work: Sequence[tuple[str, list[dict[str, Any]]]]) -> None:
    """Write the rows in batches, one transaction each."""
    with store._line.writer.session() as session:
        for statement, some in work:
            for start in range(0, len(some), BATCH_ROWS):
                part = some[start : start + BATCH_ROWS]
                session.execute_write(partial(_run, statement=statement, part=part))


def _run(tx: ManagedTransaction, statement: str, part: list[dict[str, Any]]) -> None:
    tx.run(statement, rows=part).consume()


def measure(name: str, settings: Settings, given: Sequence[Reading]) -> None:
    """Load both ways into the emptied store, and print a line of figures for each."""
    work = list(plain(given))
    with connect(settings) as store:
        seconds = {}
        for way, run in (("plain UNWIND", lambda: unwound(store, work)), ("Store.write", lambda: store.write(given))):
            store.clear()
            store.prepare()
            began = time.perf_counter()
            run()
            seconds[way] = time.perf_counter() - began
            counts = store.counts()
            size = _size(store)
            print(f"{name:9} {way:13} {seconds[way]:7.1f} s {size / seconds[way]:9.0f} rows/s {counts}", flush=True)
    print(f"{name:9} {'ratio':13} {seconds['plain UNWIND'] / seconds['Store.write']:7.2f}", flush=True)


def _size(store: Store) -> int:
    nodes = store.read("MATCH (n) WHERE NOT n:Schema RETURN count(n) AS n", timeout_s=600).rows[0]["n"]
    return int(nodes + store.read("MATCH ()-[r]->() RETURN count(r) AS n", timeout_s=600).rows[0]["n"])


def main() -> None:
    """Loads generated claims into every store of the tests."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=int, nargs="?", default=200_000)
    parser.add_argument("--store", choices=STORES, action="append")
    wanted = parser.parse_args()
    given = list(readings(wanted.claims))
    with tempfile.TemporaryDirectory() as folder, SERVERS:
        for name in wanted.store or STORES:
            with STORES[name](Path(folder) / name) as settings:
                measure(versions().get(name, name), settings, given)


if __name__ == "__main__":
    main()
