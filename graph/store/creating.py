"""Nodes and edges that are not there yet, written from finished rows (`rows`), many in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from graph.ontology import PREDICATES
from graph.store.rows import Row, by_key
from graph.store.schema import labels

if TYPE_CHECKING:
    from neo4j import ManagedTransaction


def _create(tx: ManagedTransaction, statement: str, given: Iterable[Row]) -> None:
    some = list(given)
    if some:
        tx.run(f"UNWIND $rows AS row {statement}", rows=some).consume()


def entities(tx: ManagedTransaction, given: Iterable[Row]) -> None:
    """Nodes with the labels of their kinds; a row is its properties."""
    for kind, group in sorted(by_key(given, "kind").items()):
        _create(tx, f"CREATE (e{labels(kind)}) SET e = row", group)


def names(tx: ManagedTransaction, given: Iterable[Row]) -> None:
    """Nodes of names {key, text}; one that is there stays as it is."""
    _create(tx, "MERGE (n:Name {key: row.key}) ON CREATE SET n.text = row.text", given)


def named(tx: ManagedTransaction, given: Iterable[Row]) -> None:
    """Edges {key, entity, whole} from names to entities."""
    to = "MATCH (n:Name {key: row.key}) MATCH (e:Entity {id: row.entity})"
    _create(tx, f"{to} CREATE (n)-[:NAMES {{whole: row.whole}}]->(e)", given)


def articles(tx: ManagedTransaction, given: Iterable[Row]) -> None:
    """Nodes of articles; a row is its properties."""
    _create(tx, "CREATE (a:Article) SET a = row", given)


def published(tx: ManagedTransaction, given: Iterable[Row]) -> None:
    """Edges {outlet, id} from outlets to articles."""
    to = "MATCH (o:Entity {id: row.outlet}) MATCH (a:Article {id: row.id})"
    _create(tx, f"{to} CREATE (o)-[:PUBLISHED]->(a)", given)


def claims(tx: ManagedTransaction, given: Sequence[Row]) -> None:
    """Nodes of claims {id, props} with their edges to the ids {article, subject, object, team, by}."""
    _create(
        tx,
        "MATCH (a:Article {id: row.article}) MATCH (s:Entity {id: row.subject}) "
        "MATCH (o:Entity {id: row.object}) CREATE (c:Claim) SET c = row.props "
        "CREATE (a)-[:STATES]->(c) CREATE (c)-[:SUBJECT]->(s) CREATE (c)-[:OBJECT]->(o)",
        given,
    )
    further = "MATCH (c:Claim {id: row.id}) MATCH (e:Entity {id: row.end}) CREATE (c)-[:%s]->(e)"
    _create(tx, further % "AT", ({"id": row["id"], "end": row["team"]} for row in given if row["team"]))
    _create(tx, further % "ATTRIBUTED_TO", ({"id": row["id"], "end": end} for row in given for end in row["by"]))


def relations(tx: ManagedTransaction, given: Iterable[Row]) -> None:
    """Edges {subject, object, props} between entities, of the type of their predicate."""
    typed = ({**row, "type": PREDICATES[row["props"]["predicate"]].relation} for row in given)
    for kind, group in sorted(by_key(typed, "type").items()):
        to = "MATCH (s:Entity {id: row.subject}) MATCH (o:Entity {id: row.object})"
        _create(tx, f"{to} CREATE (s)-[r:{kind}]->(o) SET r = row.props", group)


def pending(tx: ManagedTransaction, given: Iterable[Row]) -> None:
    """Notes {id, subjects, objects} of pairs whose relations are due; one that is there is written over."""
    _create(tx, "MERGE (p:Pending {id: row.id}) SET p = row", given)
