"""Relations out of claims, within one transaction: the edges of some pairs come to say what all their claims come to.

Claims are written first, many batches of them, and a pair that several batches touch is settled once. Until then a note
in the graph, written with the claims, names the pair: whoever writes next settles what a writer that died left over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graph.dates import PartialDate
from graph.ontology import PREDICATES
from graph.records import Claim
from graph.relations import Relation, derive
from graph.store import creating, rows
from graph.store.rows import Row
from graph.store.schema import RELATIONS
from graph.store.writing import Count, Pair

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

_CLAIMS: Final = """
UNWIND $rows AS row
MATCH (:Entity {id: row.subject})<-[:SUBJECT]-(c:Claim)
WHERE c.object IN row.objects
RETURN """
_HASHES: Final = f"{_CLAIMS} c.subject, c.object, c.id, c.hash"
_WHOLE: Final = f"{_CLAIMS} c.id, c.hash, {', '.join(f'c.{name}' for name in rows.CLAIM_BACK)}"
_NAMES: Final = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, e.name AS name"
_EDGES: Final = f"""
UNWIND $rows AS row
MATCH (:Entity {{id: row.subject}})-[r:{"|".join(RELATIONS)}]->(o:Entity)
WHERE o.id IN row.objects
RETURN r.id AS id, properties(r) AS props
"""


def due(tx: ManagedTransaction, notes: Sequence[str] | None = None) -> dict[str, set[Pair]]:
    """The pairs that wait in the graph by the id of their note: of these notes, or of all."""
    found = tx.run(
        "MATCH (p:Pending) WHERE $notes IS NULL OR p.id IN $notes "
        "RETURN p.id AS id, p.subjects AS subjects, p.objects AS objects",
        notes=notes,
    )
    return {each["id"]: set(zip(each["subjects"], each["objects"], strict=True)) for each in found}


def done(tx: ManagedTransaction, notes: Sequence[str]) -> None:
    """Forget these notes: their pairs are settled."""
    tx.run("UNWIND $ids AS id MATCH (p:Pending {id: id}) DELETE p", ids=list(notes)).consume()


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the claims of a pair come to, and which claims these are, as (id, hash)."""

    claims: frozenset[tuple[str, str]]
    relations: tuple[Relation, ...]


def prepare(tx: ManagedTransaction, pairs: Iterable[Pair]) -> dict[Pair, Prepared]:
    """Derive the relations of these pairs ahead, without a lock, so that the server can do other work meanwhile."""
    hashes: dict[Pair, set[tuple[str, str]]] = {pair: set() for pair in pairs}
    claims: list[Claim] = []
    published: dict[str, PartialDate | None] = {}
    for key, value, *values in tx.run(_WHOLE, rows=_by_subject(hashes)) if hashes else ():
        claim, reported = rows.claim_back(values)
        published[claim.article] = reported
        claims.append(claim)
        hashes[claim.subject, claim.object].add((key, value))
    relations: dict[Pair, list[Relation]] = {pair: [] for pair in hashes}
    for each in derive(claims, published):
        relations[each.subject, each.object].append(each)
    return {pair: Prepared(frozenset(hashes[pair]), tuple(each)) for pair, each in relations.items()}


def settle(tx: ManagedTransaction, prepared: Mapping[Pair, Prepared]) -> Count:
    """Make the edges of these pairs say what all their claims come to, also those that were written meanwhile."""
    subjects = sorted({subject for subject, _ in prepared})
    # A write lock on the subjects: of two writers the second one reads the claims of the first.
    tx.run("UNWIND $ids AS id MATCH (s:Entity {id: id}) SET s.kind = s.kind", ids=subjects).consume()
    now: dict[Pair, set[tuple[str, str]]] = {pair: set() for pair in prepared}
    listed = _by_subject(prepared)
    for subject, end, key, value in tx.run(_HASHES, rows=listed):
        now[subject, end].add((key, value))
    stale = prepare(tx, [pair for pair, claims in now.items() if prepared[pair].claims != claims])
    relations = [each for one in {**prepared, **stale}.values() for each in one.relations]
    sources = sorted({source for each in relations for source in each.sources})
    names = dict(record.values() for record in tx.run(_NAMES, ids=sources))
    wanted = {each.id: rows.relation_row(each, names) for each in relations}
    stored = dict(record.values() for record in tx.run(_EDGES, rows=listed))
    gone = [key for key in stored if key not in wanted]
    changed = [row for key, row in wanted.items() if key in stored and not rows.same(stored[key], row["props"])]
    new = [row for key, row in wanted.items() if key not in stored]
    _replace_edges(tx, listed, gone, changed, new)
    return Count(len(new), len(changed), len(wanted) - len(new) - len(changed), len(gone))


def _by_subject(pairs: Iterable[Pair]) -> list[Row]:
    objects: dict[str, list[str]] = defaultdict(list)
    for subject, end in pairs:
        objects[subject].append(end)
    return [{"subject": subject, "objects": ends} for subject, ends in objects.items()]


def _replace_edges(
    tx: ManagedTransaction, listed: list[Row], gone: list[str], changed: list[Row], new: list[Row]
) -> None:
    if gone:
        tx.run(
            f"UNWIND $rows AS row MATCH (:Entity {{id: row.subject}})-[r:{'|'.join(RELATIONS)}]->(o:Entity) "
            "WHERE o.id IN row.objects AND r.id IN $ids DELETE r",
            rows=listed, ids=gone,
        ).consume()  # fmt: skip
    creating.relations(tx, new)
    for row in changed:
        row["type"] = PREDICATES[row["props"]["predicate"]].relation
    for kind, some in sorted(rows.by_key(changed, "type").items()):
        tx.run(
            "UNWIND $rows AS row MATCH (s:Entity {id: row.subject}) MATCH (o:Entity {id: row.object}) "
            f"MATCH (s)-[r:{kind} {{id: row.id}}]->(o) SET r = row.props",
            rows=some,
        ).consume()
