"""One batch of readings into the graph, within one transaction.

What is there is read first and compared, so that only differences are written: loading the same again changes nothing,
and the counts say what was new. The (subject, object) pairs that a changed claim touches are noted in the graph, in the
same transaction, until `settling` has derived their relations anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from graph.ids import fold
from graph.records import Dropped, Reading
from graph.store import creating, rows
from graph.store.rows import Row

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Count:
    """How many records of one sort were new, changed, the same as before, or removed because they no longer hold."""

    new: int = 0
    changed: int = 0
    same: int = 0
    removed: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did. An entity that several batches name counts in each of them."""

    articles: Count = Count()
    claims: Count = Count()
    entities: Count = Count()
    relations: Count = Count()
    dropped: tuple[Dropped, ...] = ()

    def __add__(self, other: Written) -> Written:
        return Written(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


@dataclass(slots=True)
class Batch:
    """The rows of some readings, each id once."""

    entities: dict[str, Row] = field(default_factory=dict)
    articles: dict[str, Row] = field(default_factory=dict)
    claims: dict[str, Row] = field(default_factory=dict)
    dropped: list[Dropped] = field(default_factory=list)

    def add(self, reading: Reading) -> None:
        """Take a reading in; of two readings of one article the later one counts."""
        article = reading.article
        if not article.id:
            self.dropped.append(Dropped("store", "article without id", article.title or article.url or ""))
            return
        for entity in reading.entities.values():
            new = rows.entity_row(entity)
            self.entities[entity.id] = rows.joined(self.entities[entity.id], new) if entity.id in self.entities else new
        if article.id in self.articles:
            self.claims = {key: row for key, row in self.claims.items() if row["article"] != article.id}
        self.articles[article.id] = rows.article_row(article)
        for claim in reading.claims:
            if claim.article == article.id:
                self.claims[claim.id] = rows.claim_row(claim, article.published)
            else:
                self.dropped.append(Dropped("store", "claim of another article", claim.id, claim.start, claim.end))


def write(tx: ManagedTransaction, batch: Batch, note: str) -> tuple[Written, set[Pair]]:
    """Make the graph hold the batch, and nothing else of the batch's articles. May be run again if it failed.

    Gives what it did, without relations, and the pairs whose relations are due; `note` is the id of the node that
    keeps them.
    """
    known, dropped = _entities_there(tx, batch)
    claims = {key: row for key, row in batch.claims.items() if key not in dropped}
    entities = _write_entities(tx, batch.entities, known)
    articles = _write_articles(tx, batch.articles)
    counted, pairs = _write_claims(tx, batch.articles, claims)
    if pairs:
        subjects, objects = zip(*sorted(pairs), strict=True)
        creating.pending(tx, [{"id": note, "subjects": list(subjects), "objects": list(objects)}])
    return Written(articles, counted, entities, dropped=(*batch.dropped, *dropped.values())), pairs


def _entities_there(tx: ManagedTransaction, batch: Batch) -> tuple[dict[str, Row], dict[str, Dropped]]:
    """The stored rows of all entities that the batch names, and the claims that name one that is nowhere."""
    ends = {key: _ends(row) for key, row in batch.claims.items()}
    ids = sorted(set(batch.entities).union(*ends.values()))
    found = tx.run("UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN properties(e) AS props", ids=ids)
    known = {record["props"]["id"]: _entity_back(record["props"]) for record in found}
    there = known.keys() | batch.entities.keys()
    dropped = {
        key: Dropped("store", "claim about an entity that is not given", key)
        for key in sorted(ends)
        if not ends[key] <= there
    }
    return known, dropped


def _ends(claim: Row) -> set[str]:
    return {end for end in (claim["subject"], claim["object"], claim["team"], *claim["by"]) if end is not None}


def _entity_back(props: Mapping[str, Any]) -> Row:
    return {"country": None, **props, "aliases": sorted(props.get("aliases") or ())}


def _write_entities(tx: ManagedTransaction, wanted: Mapping[str, Row], known: Mapping[str, Row]) -> Count:
    new = [row for key, row in wanted.items() if key not in known]
    merged = [rows.joined(known[key], row) for key, row in wanted.items() if key in known]
    changed = [row for row in merged if not rows.same(known[row["id"]], row)]
    creating.entities(tx, new)
    if changed:
        tx.run("UNWIND $rows AS row MATCH (e:Entity {id: row.id}) SET e = row", rows=changed).consume()
        tx.run(
            "UNWIND $rows AS row MATCH (:Entity {id: row.id})<-[link:NAMES]-(:Name) DELETE link", rows=changed
        ).consume()
    _write_names(tx, [name for row in (*new, *changed) for name in rows.name_rows(row)])
    return Count(len(new), len(changed), len(merged) - len(changed))


def _write_names(tx: ManagedTransaction, names: Sequence[Row]) -> None:
    keys = sorted({name["key"]: name for name in reversed(names)}.values(), key=lambda name: str(name["key"]))
    creating.names(tx, keys)
    creating.named(tx, names)


def _write_articles(tx: ManagedTransaction, wanted: Mapping[str, Row]) -> Count:
    found = tx.run("UNWIND $ids AS id MATCH (a:Article {id: id}) RETURN a.id AS id, a.hash AS hash", ids=list(wanted))
    known = {record["id"]: record["hash"] for record in found}
    new = [row for key, row in wanted.items() if key not in known]
    changed = [row for key, row in wanted.items() if key in known and known[key] != row["hash"]]
    creating.articles(tx, new)
    if changed:
        # A pattern begins where the index leads: from its other end the embedded store deletes what it still reads.
        tx.run("UNWIND $rows AS row MATCH (a:Article {id: row.id}) SET a = row", rows=changed).consume()
        tx.run(
            "UNWIND $ids AS id MATCH (:Article {id: id})<-[link:PUBLISHED]-(:Outlet) DELETE link",
            ids=[row["id"] for row in changed],
        ).consume()
    _link_outlets(tx, [*new, *changed])
    return Count(len(new), len(changed), len(known) - len(changed))


def _link_outlets(tx: ManagedTransaction, articles: Iterable[Row]) -> None:
    links = [{"id": row["id"], "key": fold(row["outlet"])} for row in articles if row["outlet"]]
    if not links:
        return
    found = tx.run(
        "UNWIND $keys AS key MATCH (:Name {key: key})-[:NAMES {whole: true}]->(o:Outlet) "
        "RETURN key, collect(DISTINCT o.id) AS ids",
        keys=sorted({link["key"] for link in links}),
    )
    outlets = {record["key"]: record["ids"][0] for record in found if len(record["ids"]) == 1}
    creating.published(tx, ({**link, "outlet": outlets[link["key"]]} for link in links if link["key"] in outlets))


def _write_claims(
    tx: ManagedTransaction, articles: Mapping[str, Row], wanted: Mapping[str, Row]
) -> tuple[Count, set[Pair]]:
    """The counts, and the pairs whose relations may differ now."""
    found = tx.run(
        "UNWIND $ids AS id MATCH (:Article {id: id})-[:STATES]->(c:Claim) "
        "MATCH (c)-[:SUBJECT]->(s:Entity) MATCH (c)-[:OBJECT]->(o:Entity) "
        "RETURN c.id AS id, c.hash AS hash, s.id AS subject, o.id AS object",
        ids=list(articles),
    )
    stored = {record["id"]: record for record in found}
    gone = [key for key in stored if key not in wanted]
    changed = [key for key in stored if key in wanted and stored[key]["hash"] != wanted[key]["props"]["hash"]]
    new = [key for key in wanted if key not in stored]
    if gone or changed:
        tx.run("UNWIND $ids AS id MATCH (c:Claim {id: id}) DETACH DELETE c", ids=[*gone, *changed]).consume()
    fresh = [wanted[key] for key in (*new, *changed)]
    creating.claims(tx, fresh)
    pairs = {(stored[key]["subject"], stored[key]["object"]) for key in (*gone, *changed)}
    pairs |= {(row["subject"], row["object"]) for row in fresh}
    return Count(len(new), len(changed), len(stored) - len(gone) - len(changed), len(gone)), pairs
