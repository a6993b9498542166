"""Relations out of claims, within one transaction: the edges of some pairs come to say what all their claims come to.

Claims are written first, many batches of them, and a pair that several batches touch is settled once. Until then a note
in the graph, written with the claims, names the pair: whoever writes next settles what a writer that died left over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from graph.ontology import PREDICATES
from graph.relations import derive
from graph.store import rows
from graph.store.rows import Row
from graph.store.schema import RELATIONS
from graph.store.writing import Count, Pair

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

_CLAIMS: Final = """
UNWIND $rows AS row
MATCH (:Entity {id: row.subject})<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o:Entity)
WHERE o.id IN row.objects
RETURN c.id AS id, c.hash AS hash
"""
_WHOLE: Final = """
UNWIND $ids AS id
MATCH (c:Claim {id: id})
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:OBJECT]->(o:Entity)
OPTIONAL MATCH (c)-[:AT]->(team:Entity)
OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(source:Entity)
RETURN s.id AS subject, o.id AS object, properties(c) AS props, team.id AS team, collect(source.id) AS by
"""
_NAMES: Final = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, e.name AS name"
_EDGES: Final = f"""
UNWIND $rows AS row
MATCH (:Entity {{id: row.subject}})-[r:{"|".join(RELATIONS)}]->(o:Entity)
WHERE o.id IN row.objects
RETURN r.id AS id, properties(r) AS props
"""


def due(tx: ManagedTransaction) -> dict[str, set[Pair]]:
    """The pairs that wait in the graph, by the id of their note."""
    found = tx.run("MATCH (p:Pending) RETURN p.id AS id, p.subjects AS subjects, p.objects AS objects")
    return {each["id"]: set(zip(each["subjects"], each["objects"], strict=True)) for each in found}


def done(tx: ManagedTransaction, notes: Sequence[str]) -> None:
    """Forget these notes: their pairs are settled."""
    tx.run("UNWIND $ids AS id MATCH (p:Pending {id: id}) DELETE p", ids=list(notes)).consume()


def settle(tx: ManagedTransaction, pairs: Sequence[Pair], written: Mapping[str, Row]) -> Count:
    """Derive the relations of these pairs from all of their claims, and make their edges say so.

    `written` are rows of claims by id: those that the graph still has as they are need not be fetched from it.
    """
    objects: dict[str, list[str]] = defaultdict(list)
    for subject, end in pairs:
        objects[subject].append(end)
    listed = [{"subject": subject, "objects": ends} for subject, ends in objects.items()]
    # A write lock on the subjects: of two writers the second one reads the claims of the first.
    tx.run("UNWIND $ids AS id MATCH (s:Entity {id: id}) SET s.kind = s.kind", ids=list(objects)).consume()
    found = _claims(tx, listed, written)
    claims = [rows.claim_back(row) for row in found]
    published = {row["props"]["article"]: rows.date_back(row["props"].get("reported")) for row in found}
    sources = sorted({source for row in found for source in row["by"]})
    names = dict(record.values() for record in tx.run(_NAMES, ids=sources))
    wanted = {each.id: rows.relation_row(each, names) for each in derive(claims, published)}
    stored = dict(record.values() for record in tx.run(_EDGES, rows=listed))
    gone = [key for key in stored if key not in wanted]
    changed = [row for key, row in wanted.items() if key in stored and not rows.same(stored[key], row["props"])]
    new = [row for key, row in wanted.items() if key not in stored]
    _replace_edges(tx, listed, gone, changed, new)
    return Count(len(new), len(changed), len(wanted) - len(new) - len(changed), len(gone))


def _claims(tx: ManagedTransaction, listed: list[Row], written: Mapping[str, Row]) -> list[Row]:
    """All claims of the pairs, as the graph has them."""
    hashes = dict(record.values() for record in tx.run(_CLAIMS, rows=listed))
    at_hand = {key for key, row in hashes.items() if key in written and written[key]["props"]["hash"] == row}
    found = tx.run(_WHOLE, ids=sorted(hashes.keys() - at_hand)) if len(at_hand) < len(hashes) else ()
    return [written[key] for key in at_hand] + [record.data() for record in found]


def _replace_edges(
    tx: ManagedTransaction, listed: list[Row], gone: list[str], changed: list[Row], new: list[Row]
) -> None:
    if gone:
        tx.run(
            f"UNWIND $rows AS row MATCH (:Entity {{id: row.subject}})-[r:{'|'.join(RELATIONS)}]->(o:Entity) "
            "WHERE o.id IN row.objects AND r.id IN $ids DELETE r",
            rows=listed, ids=gone,
        ).consume()  # fmt: skip
    for verb, group in (("MATCH (s)-[r:{} {{id: row.id}}]->(o)", changed), ("CREATE (s)-[r:{}]->(o)", new)):
        for row in group:
            row["relation"] = PREDICATES[row["props"]["predicate"]].relation
        for relation, some in sorted(rows.by_key(group, "relation").items()):
            tx.run(
                "UNWIND $rows AS row MATCH (s:Entity {id: row.subject}) MATCH (o:Entity {id: row.object}) "
                f"{verb.format(relation)} SET r = row.props",
                rows=some,
            ).consume()
