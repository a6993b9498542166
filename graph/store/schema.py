"""The shape of the graph, and the statements that prepare a store for it.

Nodes
    (:Entity:Person|Team:Club|Team:NationalTeam|Federation|Competition|Outlet
        {id, name, kind, aliases [text], country, known, key})      key = graph.ids.fold(name)
    (:Name {key, text})                                              one for each folded name, alias or ending of one
    (:Article {id, url, title, language, published, published_on, outlet, retrieved, sha256, text, hash})
    (:Claim {id, predicate, status, tense, role, since, until, when, manner, year, since_on, until_on, when_on,
        evidence, start, end, confidence, extractor, reported, reported_on, article, subject, object, team,
        by [ids], hash})
    (:Pending {id, subjects, objects})                               pairs of ids whose relations are yet to be derived
    (:Schema {name, version})                                        one node
Edges
    (:Name)-[:NAMES {whole}]->(:Entity)         whole: a full name or alias; else its last words (a surname)
    (:Outlet)-[:PUBLISHED]->(:Article)          when exactly one outlet bears the article's outlet name
    (:Article)-[:STATES]->(:Claim)
    (:Claim)-[:SUBJECT|OBJECT|AT|ATTRIBUTED_TO]->(:Entity)           AT: the team of a succession or title
    (:Entity)-[:COACHES|…]->(:Entity)           one type a predicate (its `relation`), derived from the claims:
        {id, predicate, status, tense, role, since, until, when, manner, year, team, first_reported, last_reported,
         claims, articles, sources [names], claim, confidence}       team, claim: ids; claims, articles: how many

Dates without `_on` are texts as exact as the source (`2024`, `2024-06`, `2024-06-30`); those with it are dates: the
first day that the text can mean (`published_on`, `reported_on`, `since_on`, `when_on`), or the last (`until_on`).
`reported` is the article's `published`. The ids `article`, `subject`, `object`, `team` and `by` of a claim say where
its edges lead; relations are derived from them. A property without a value is absent, which Cypher reads as null.
`hash` tells a changed record from the same one. The statements are valid on Neo4j 5 and on ArcadeDB.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from graph.ontology import KINDS, PREDICATES

SCHEMA_VERSION: Final = 2

KEYS: Final = {"Entity": "id", "Name": "key", "Article": "id", "Claim": "id", "Pending": "id", "Schema": "name"}
INDEXES: Final = (
    ("Entity", "key"),
    ("Article", "published_on"),
    ("Claim", "predicate"),
    ("Claim", "reported_on"),
    ("Claim", "until_on"),
)
CLAIM_EDGES: Final = ("SUBJECT", "OBJECT", "AT", "ATTRIBUTED_TO")
RELATIONS: Final = tuple(predicate.relation for predicate in PREDICATES.values())
SCHEMA_NODE: Final = "touchline"


def labels(kind: str) -> str:
    """The labels of an entity of that kind, as Cypher writes them: `:Entity:Team:Club`."""
    return ":" + ":".join(("Entity", *KINDS[kind].labels))


class Rule(NamedTuple):
    """A constraint (`unique`) or an index, by the name that it has on Neo4j; `owner` is a label or a type of edge."""

    name: str
    owner: str
    property: str
    unique: bool
    statement: str


def rules() -> Iterator[Rule]:
    """Every constraint and index, each statement harmless when repeated."""
    for label, key in KEYS.items():
        name = f"{label}_{key}".lower()
        made = f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE"
        yield Rule(name, label, key, True, made)
    for label, key in INDEXES:
        name = f"{label}_{key}_index".lower()
        yield Rule(name, label, key, False, f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.{key})")
    for relation in RELATIONS:
        name = f"{relation.lower()}_id"
        made = f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR ()-[r:{relation}]-() REQUIRE r.id IS UNIQUE"
        yield Rule(name, relation, "id", True, made)


def statements() -> Iterator[str]:
    """Everything that has to exist before the first write, each statement harmless when repeated."""
    yield from (rule.statement for rule in rules())
    yield _sample()


def _sample() -> str:
    """Creates and deletes one node of each sort with its edges.

    ArcadeDB makes a type at the first use of its labels; two first writers would get in each other's way.
    """
    made = [f"CREATE (e{place}{labels(kind)} {{id: 'sample:{kind}'}})" for place, kind in enumerate(KINDS)]
    made += [
        f"CREATE ({label.lower()}:{label} {{{KEYS[label]}: 'sample'}})"
        for label in ("Name", "Article", "Claim", "Pending")
    ]
    ends = {"NAMES": ("name", "e0"), "PUBLISHED": ("e0", "article"), "STATES": ("article", "claim")}
    ends |= dict.fromkeys(CLAIM_EDGES, ("claim", "e0"))
    made += [f"CREATE ({start})-[:{edge}]->({end})" for edge, (start, end) in ends.items()]
    nodes = [f"e{place}" for place in range(len(KINDS))] + ["name", "article", "claim", "pending"]
    return " ".join((*made, f"WITH [{', '.join(nodes)}] AS samples UNWIND samples AS sample DETACH DELETE sample"))
