"""The version of a graph's schema: found, checked, shown, and brought up to this program's.

A graph of an older version is migrated by whoever may write to it and refused to those who only read, so that nobody
reads one half: its version is set when everything else is done. A newer one is refused to all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph.errors import StoreError
from graph.store import schema

# What leads to a version from the one before it. Each statement changes some records at a time, answers with their
# number, and is repeated until that is zero; one that is interrupted goes on where it was.
_ENDS: Final = """
MATCH (c:Claim) WHERE c.subject IS NULL
WITH c LIMIT 5000
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:OBJECT]->(o:Entity)
OPTIONAL MATCH (c)-[:AT]->(t:Entity)
OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(x:Entity)
WITH c, s, o, t, x ORDER BY x.id
WITH c, s, o, t, collect(x.id) AS by
SET c.subject = s.id, c.object = o.id, c.team = t.id, c.by = by
RETURN count(c) AS changed
"""
STEPS: Final[Mapping[int, tuple[str, ...]]] = {2: (_ENDS,)}

# Stands in place of a version while a dump is restored: what is there is a part.
RESTORING: Final = -1

VERSION: Final = "MATCH (s:Schema {name: $name}) RETURN s.version AS version"
_MARK: Final = "MERGE (s:Schema {name: $name}) SET s.version = $version RETURN s.version AS changed"

Read = Callable[..., list[dict[str, Any]]]
Run = Callable[..., list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class SchemaStatus:
    """What a graph has: its schema's version (0: none), the one that this program needs, constraints and indexes that
    are `present` and those that are `missing`, and how many batches of claims are `pending`: written, but their
    relations not yet derived.
    """

    version: int
    needed: int
    present: tuple[schema.Rule, ...]
    missing: tuple[schema.Rule, ...]
    pending: int


def version(read: Read) -> int:
    """The version of the graph's schema, 0 where it has none."""
    found = read(VERSION, {"name": schema.SCHEMA_NODE})
    return int(found[0]["version"]) if found else 0


def check(found: int, where: str, *, writing: bool) -> None:
    """Raise StoreError if a graph of that version must not be read, or written."""
    now = schema.SCHEMA_VERSION
    if found == RESTORING:
        fix = "Run it again: `touchline restore FILE --replace`."
        raise StoreError("a restore of this graph did not come to its end.", where=where, fix=fix)
    if found > now:
        raise StoreError(f"the graph has schema {found}, this touchline knows {now}.", where=where, fix="Update it.")
    if 0 < found < now and not writing:
        fix = "Run `touchline schema --migrate` as a user who may write; `touchline load` does it too."
        raise StoreError(f"the graph has schema {found}, this touchline reads {now}.", where=where, fix=fix)


def migrate(found: int, run: Run) -> Iterator[tuple[int, int]]:
    """Bring a graph of that version to this program's; gives (version, records changed) after each transaction."""
    create(run)
    for step in range(max(found, 1) + 1, schema.SCHEMA_VERSION + 1) if found else ():
        for statement in STEPS[step]:
            while changed := int(run(statement, {})[0]["changed"]):
                yield step, changed
    mark(run, schema.SCHEMA_VERSION)


def create(run: Run) -> None:
    """Create constraints and indexes, as far as they are missing."""
    for statement in schema.statements():
        run(statement, {})


def mark(run: Run, version: int) -> None:
    """Say which version of the schema the graph has, or that it is RESTORING."""
    run(_MARK, {"name": schema.SCHEMA_NODE, "version": version})


def status(read: Read) -> SchemaStatus:
    """What the graph has and lacks."""
    rows = [*_shown(read, "CONSTRAINTS"), *_shown(read, "INDEXES")]
    there = {(row["owners"][0], row["properties"][0]) for row in rows if len(row["properties"] or ()) == 1}
    rules = tuple(schema.rules())
    pending = read("MATCH (p:Pending) RETURN count(p) AS n", {})[0]["n"]
    present = tuple(rule for rule in rules if (rule.owner, rule.property) in there)
    missing = tuple(rule for rule in rules if rule not in present)
    return SchemaStatus(version(read), schema.SCHEMA_VERSION, present, missing, int(pending))


def _shown(read: Read, what: str) -> list[dict[str, Any]]:
    # Neo4j lists its indexes of all labels too, which have no properties.
    return read(f"SHOW {what} YIELD labelsOrTypes AS owners, properties RETURN owners, properties", {})
