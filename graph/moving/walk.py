"""A whole graph as plain rows, section by section in the order of keys: what dumps and exports are made of.

Rows by section; a date is its ISO text, and what has no value is absent:
    entities   {props}
    names      {props, of: [{entity, whole}]}
    articles   {props, outlet}                      outlet: the id of who published it, or null
    claims     {props}                              its edges lead to the ids that its properties name
    relations  {subject, object, type, props}
    pending    {props}
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from graph.errors import StoreError
from graph.store.schema import CLAIM_EDGES, KEYS, RELATIONS
from graph.store.store import Store

Row = dict[str, Any]


class Section(NamedTuple):
    """The label whose nodes are gone through, how many at once, and what is read of each node `n`."""

    label: str
    page: int
    reads: str


_PROPS: Final = "RETURN properties(n) AS props"
SECTIONS: Final[Mapping[str, Section]] = {
    "entities": Section("Entity", 1_000, _PROPS),
    "names": Section(
        "Name", 1_000,
        "OPTIONAL MATCH (n)-[r:NAMES]->(e:Entity) "
        "RETURN properties(n) AS props, collect({entity: e.id, whole: r.whole}) AS of",
    ),
    "articles": Section(
        "Article", 100,
        "OPTIONAL MATCH (o:Outlet)-[:PUBLISHED]->(n) RETURN properties(n) AS props, min(o.id) AS outlet",
    ),
    "claims": Section("Claim", 1_000, _PROPS),
    "relations": Section(
        "Entity", 500,
        f"MATCH (n)-[r:{'|'.join(RELATIONS)}]->(o:Entity) "
        "RETURN n.id AS subject, o.id AS object, type(r) AS type, properties(r) AS props",
    ),
    "pending": Section("Pending", 10, _PROPS),
}  # fmt: skip
_EDGES: Final = ("NAMES", "PUBLISHED", "STATES", *CLAIM_EDGES)


def walk(store: Store) -> Iterator[tuple[str, list[Row]]]:
    """Every section's name and some of its rows, in order; the same graph gives the same, whatever store holds it.

    Raises StoreError if somebody writes meanwhile, as far as that shows in the numbers of nodes and edges.
    """
    before, seen = census(store), Counter[str]()
    for name, section in SECTIONS.items():
        for rows in _pages(store, section):
            for row in rows:
                seen.update(tally(name, row))
            yield name, rows
    if not before == census(store) == seen:
        fix = "Try again when no `touchline load` runs."
        raise StoreError("the graph changed while it was read.", where=store.where, fix=fix)


def census(store: Store) -> Counter[str]:
    """How many nodes of each section, and edges of each sort, the graph has."""
    counts = Counter[str]()
    for name, section in SECTIONS.items():
        if name != "relations":
            counts[name] = store.own(f"MATCH (n:{section.label}) RETURN count(n) AS n")[0]["n"]
    for name, types in (*((edge, edge) for edge in _EDGES), ("relations", "|".join(RELATIONS))):
        counts[name] = store.own(f"MATCH ()-[r:{types}]->() RETURN count(r) AS n")[0]["n"]
    return +counts


def tally(section: str, row: Row) -> Mapping[str, int]:
    """What a row adds to the census."""
    counts = {section: 1}
    if section == "names":
        counts["NAMES"] = len(row["of"])
    elif section == "articles":
        counts["PUBLISHED"] = int(row["outlet"] is not None)
    elif section == "claims":
        counts |= dict.fromkeys(("STATES", "SUBJECT", "OBJECT"), 1)
        counts |= {"AT": int("team" in row["props"]), "ATTRIBUTED_TO": len(row["props"].get("by", ()))}
    return counts


def _pages(store: Store, section: Section) -> Iterator[list[Row]]:
    # Sorting what comes after a key would read the whole rest for each page on the embedded store. Any upper end will
    # do that some nodes have; with the index, these are the next ones.
    key, after = KEYS[section.label], ""
    begins = f"MATCH (n:{section.label}) WHERE n.{key} > $after"
    ends = f"{begins} WITH n.{key} AS key LIMIT {section.page} RETURN max(key) AS last"
    while (last := store.own(ends, {"after": after})[0]["last"]) is not None:
        between = {"after": after, "last": last}
        rows = map(_kept, store.own(f"{begins} AND n.{key} <= $last {section.reads}", between))
        yield sorted(rows, key=lambda row: (row.get("subject", ""), row["props"][key]))
        after = last


def _kept(row: Row) -> Row:
    """The row with its lists in order and without properties that have no value."""
    row["props"] = {key: value for key, value in row["props"].items() if value is not None}
    if "of" in row:
        named = (each for each in row["of"] if each["entity"] is not None)
        row["of"] = sorted(named, key=lambda each: (each["entity"], not each["whole"]))
    return row
