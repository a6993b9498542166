"""Readings into the graph, at any number: batches of claims, and after some of them the relations that are due."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from graph.records import Reading
from graph.store import settling, writing
from graph.store.rows import Row
from graph.store.writing import Batch, Pair, Written

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

T = TypeVar("T")
BATCH_ROWS: Final = 2_000
BATCH_BYTES: Final = 1_000_000
# Claims that may be written before their relations are derived, and how many pairs one transaction takes.
WAITING: Final = 20_000
_PAIRS: Final = 1_000

Work = Callable[["ManagedTransaction"], T]


class Transact(Protocol):
    """Runs work in a write transaction of its own, again if that failed; from several threads at once."""

    def __call__(self, work: Work[T]) -> T:
        """What the work gives."""


def load(
    transact: Transact, readings: Iterable[Reading], batch_rows: int, batch_bytes: int, sessions: int = 1
) -> Written:
    """Write all readings, as many batches at a time as there are sessions, and derive their relations.

    While batches are written, the next ones are made.
    """
    total, due = Written(), _Due(transact(settling.due), {})
    groups = _groups(batches(readings, batch_rows, batch_bytes), sessions)
    with ThreadPoolExecutor(sessions, "touchline-load") as pool:
        group = next(groups, [])
        while group:
            running = [pool.submit(_write, transact, batch, due) for batch in group]
            group = next(groups, [])
            total = sum((each.result() for each in running), total)
            if not group or len(due.written) >= WAITING:
                total += _settle(transact, pool, due)
                due = _Due({}, {})
        return total + _settle(transact, pool, due)


@dataclass(frozen=True, slots=True)
class _Due:
    """What is written and not settled: pairs by the id of their note, and claims by theirs."""

    pairs: dict[str, set[Pair]]
    written: dict[str, Row]


def _write(transact: Transact, batch: Batch, due: _Due) -> Written:
    note = uuid.uuid4().hex
    written, pairs = transact(lambda tx: writing.write(tx, batch, note))
    if pairs:
        due.pairs[note] = pairs
        due.written.update(batch.claims)
    return written


def _groups(every: Iterable[Batch], most: int) -> Iterator[list[Batch]]:
    """Batches that may be written at once: no two of them hold the same article, so that the later one wins."""
    group: list[Batch] = []
    for batch in every:
        if len(group) == most or any(batch.articles.keys() & other.articles.keys() for other in group):
            yield group
            group = []
        group.append(batch)
    if group:
        yield group


def batches(readings: Iterable[Reading], most_rows: int, most_bytes: int) -> Iterator[Batch]:
    """The readings in batches of about that many rows or bytes of text."""
    batch, rows, size = Batch(), 0, 0
    for reading in readings:
        batch.add(reading)
        rows += 1 + len(reading.claims) + len(reading.entities)
        size += len(reading.article.text.encode()) + sum(len(claim.evidence.encode()) for claim in reading.claims)
        if rows >= most_rows or size >= most_bytes:
            yield batch
            batch, rows, size = Batch(), 0, 0
    if batch.articles or batch.dropped:
        yield batch


def _settle(transact: Transact, pool: ThreadPoolExecutor, due: _Due) -> Written:
    pairs = sorted(set().union(*due.pairs.values()))
    parts = [pairs[start : start + _PAIRS] for start in range(0, len(pairs), _PAIRS)]
    counts = pool.map(lambda part: transact(partial(settling.settle, pairs=part, written=due.written)), parts)
    total = sum((Written(relations=count) for count in counts), Written())
    if due.pairs:
        transact(partial(settling.done, notes=list(due.pairs)))
    return total
