"""A dump into an empty graph, on any store. Until it is whole the graph is marked: nobody reads a part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graph.errors import StoreError
from graph.moving import dumps
from graph.moving.walk import SECTIONS, Row, census
from graph.store import creating, migrations
from graph.store.loading import BATCH_BYTES, BATCH_ROWS
from graph.store.store import Store

if TYPE_CHECKING:
    from collections import Counter

    from neo4j import ManagedTransaction


def restore(
    store: Store, path: Path, *, replace: bool = False, on_rows: Callable[[int, int], object] = lambda *_: None
) -> Counter[str]:
    """Write a dump into the store; gives how many nodes and edges there are. `on_rows` is told how many rows come, of
    how many in all.

    The file is read to its end before anything is written. Raises InvalidDump, and StoreError if the graph is not
    empty (unless `replace`: then all that it holds is forgotten first) or somebody else writes meanwhile.
    """
    schema, wanted = dumps.check(path)
    total = sum(wanted[section] for section in SECTIONS)
    there = census(store)
    if there and not replace:
        fix = "Restore into another one, or with --replace to forget what it holds."
        raise StoreError(f"the graph is not empty ({there['claims']} claims).", where=store.where, fix=fix)
    migrations.create(store.run)
    migrations.mark(store.run, migrations.RESTORING)
    store.clear()
    for section, rows in _batches(dumps.rows(path)):
        store.transact(partial(_WRITE[section], given=rows))
        on_rows(len(rows), total)
    found = census(store)
    if found != wanted:
        said = ", ".join(f"{name} {found[name]} of {wanted[name]}" for name in sorted(found | wanted))
        raise StoreError(f"the graph is not what the dump says: {said}.", where=store.where, fix="Run it again.")
    migrations.mark(store.run, schema)
    store.prepare()
    return found


def _batches(rows: Iterable[tuple[str, Row]]) -> Iterator[tuple[str, list[Row]]]:
    """Rows of one section, about as many, or as many bytes of text, as one transaction takes."""
    section, some, size = "", list[Row](), 0
    for name, row in rows:
        if some and (name != section or len(some) >= BATCH_ROWS or size >= BATCH_BYTES):
            yield section, some
            some, size = [], 0
        row["props"] = _typed(row["props"])
        section, size = name, size + len(row["props"].get("text") or "")
        some.append(row)
    if some:
        yield section, some


def _typed(props: Mapping[str, Any]) -> Row:
    """Properties as they were stored: those called `…_on` are dates."""
    return {key: dt.date.fromisoformat(value) if key.endswith("_on") else value for key, value in props.items()}


def _props(rows: Iterable[Row]) -> list[Row]:
    return [row["props"] for row in rows]


def _entities(tx: ManagedTransaction, given: list[Row]) -> None:
    creating.entities(tx, _props(given))


def _names(tx: ManagedTransaction, given: list[Row]) -> None:
    creating.names(tx, _props(given))
    creating.named(tx, ({"key": row["props"]["key"], **each} for row in given for each in row["of"]))


def _articles(tx: ManagedTransaction, given: list[Row]) -> None:
    creating.articles(tx, _props(given))
    outlets = ((row["outlet"], row["props"]["id"]) for row in given)
    creating.published(tx, ({"outlet": outlet, "id": key} for outlet, key in outlets if outlet is not None))


def _claims(tx: ManagedTransaction, given: list[Row]) -> None:
    ends: Row = {"team": None, "by": ()}
    creating.claims(tx, [{**ends, **row["props"], "props": row["props"]} for row in given])


def _pending(tx: ManagedTransaction, given: list[Row]) -> None:
    creating.pending(tx, _props(given))


_WRITE: Final = {
    "entities": _entities, "names": _names, "articles": _articles, "claims": _claims,
    "relations": creating.relations, "pending": _pending,
}  # fmt: skip
