"""From a name to the entity that is meant; for a name that nobody has, to the names that may be meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, Protocol

from graph.errors import UnknownName
from graph.ids import fold
from queries.answer import Resolved

# Who bears the name in full comes before who only ends with it, unless nothing is said of them.
_FOUND: Final = """
OPTIONAL MATCH (e)<-[:SUBJECT|OBJECT|AT|ATTRIBUTED_TO]-(c:Claim)
WITH e, whole, count(DISTINCT c) AS claims
RETURN e.id AS id, e.name AS name, e.kind AS kind, coalesce(e.aliases, []) AS aliases, e.country AS country, claims
ORDER BY CASE WHEN whole = 1 AND claims > 0 THEN 0 ELSE 1 END, claims DESC, whole DESC, id
LIMIT 20
"""
_BY_NAME: Final = (
    """
MATCH (:Name {key: $key})-[names:NAMES]->(e:Entity)
WHERE e.kind IN $kinds
WITH e, max(CASE WHEN names.whole THEN 1 ELSE 0 END) AS whole
"""
    + _FOUND
)
_BY_ID: Final = "MATCH (e:Entity {id: $id}) WHERE e.kind IN $kinds WITH e, 1 AS whole" + _FOUND
_BY_PREFIX: Final = """
MATCH (n:Name)-[:NAMES]->(e:Entity)
WHERE n.key STARTS WITH $key AND e.kind IN $kinds
RETURN DISTINCT e.name AS name, n.key AS key
ORDER BY key, name
LIMIT 5000
"""
_ANY: Final = """
MATCH (n:Name)-[:NAMES]->(e:Entity)
WHERE e.kind IN $kinds
RETURN DISTINCT e.name AS name, n.key AS key
LIMIT 50000
"""
_SUGGESTED: Final = 5
# Of 100; below it, names only share letters.
_LIKENESS: Final = 75.0


class Rows(Protocol):
    """What a store's read gives: rows in the order of `columns`; `took_ms` in milliseconds."""

    @property
    def columns(self) -> Any:
        """Names of the columns."""

    @property
    def rows(self) -> Any:
        """The rows."""

    @property
    def truncated(self) -> bool:
        """Whether there were more rows than allowed."""

    @property
    def took_ms(self) -> float:
        """How long the store took."""


class Reader(Protocol):
    """The part of a store that questions need."""

    def read(
        self,
        cypher: str,
        params: Mapping[str, Any] | None = None,
        *,
        timeout_s: float | None = None,
        max_rows: int | None = None,
    ) -> Rows:
        """Rows of a Cypher statement; seconds and rows are limits."""


def resolve(store: Reader, name: str, kinds: Iterable[str], where: str) -> Resolved:
    """The entity of that name (or id) among the kinds, without regard to case and accents.

    Of several that share the name, the one with the most claims; the others are noted. UnknownName suggests names.
    """
    wanted = sorted(kinds)
    key = fold(name)
    rows = _rows(store, _BY_ID, id=name, kinds=wanted) if ":" in name else []
    rows = rows or (_rows(store, _BY_NAME, key=key, kinds=wanted) if key else [])
    if not rows:
        near = suggest(store, key, wanted)
        fix = f"Did you mean {' or '.join(near[:3])}?" if near else "Try the question search, or load more articles."
        what = f"nobody and nothing in the graph is called {name!r}."
        raise UnknownName(what, suggestions=near, where=where, fix=fix)
    first, *rest = rows
    others = tuple(f"{row['name']} ({row['kind']}, {row['id']}, {row['claims']} claims)" for row in rest)
    return Resolved(
        first["id"],
        first["name"],
        first["kind"],
        tuple(first["aliases"]),
        first["country"],
        first["claims"],
        others,
    )


def suggest(store: Reader, key: str, kinds: list[str]) -> tuple[str, ...]:
    """Up to five names of these kinds near the folded key: by beginning, then by word, then by likeness."""
    found: dict[str, None] = {}
    for part in [key, *sorted((word for word in key.split() if len(word) > 2), key=len, reverse=True)]:
        if len(part) > 1 and len(found) < _SUGGESTED:
            rows = _rows(store, _BY_PREFIX, key=part, kinds=kinds)
            found.update(dict.fromkeys(_alike(key, rows, 0.0)))
    if len(found) < _SUGGESTED:
        found.update(dict.fromkeys(_alike(key, _rows(store, _ANY, kinds=kinds), _LIKENESS)))
    return tuple(found)[:_SUGGESTED]


def _alike(key: str, rows: list[dict[str, Any]], at_least: float) -> list[str]:
    """Names by their likeness to the key, the most alike first."""
    from rapidfuzz import fuzz

    scored = ((fuzz.ratio(key, row["key"]), row["name"]) for row in rows)
    return [name for score, name in sorted(scored, key=lambda pair: (-pair[0], pair[1])) if score >= at_least]


def _rows(store: Reader, cypher: str, **params: Any) -> list[dict[str, Any]]:
    return as_dicts(store.read(cypher, params, max_rows=50_000))


def as_dicts(rows: Rows) -> list[dict[str, Any]]:
    """The rows of a store as mappings of column to value."""
    return [dict(row) if hasattr(row, "keys") else dict(zip(rows.columns, row, strict=True)) for row in rows.rows]
