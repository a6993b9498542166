"""Readings into the graph, at any number: batches of claims, and after some of them the relations that are due."""

from __future__ import annotations

import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from graph.records import Reading
from graph.store import settling, writing
from graph.store.writing import Batch, Pair, Written

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

T = TypeVar("T")
BATCH_ROWS: Final = 5_000
BATCH_BYTES: Final = 4_000_000
# Pairs that wait before their relations are derived, and how many of them one transaction takes.
WAITING: Final = 100_000
_PAIRS: Final = 2_000

Done = tuple[Written, dict[str, set[Pair]]]
Work = Callable[["ManagedTransaction"], T]


class Transact(Protocol):
    """Runs work in a write transaction of its own, again if that failed; from several threads at once."""

    def __call__(self, work: Work[T]) -> T:
        """What the work gives."""


def load(
    transact: Transact, readings: Iterable[Reading], batch_rows: int, batch_bytes: int, sessions: int = 1
) -> Written:
    """Write all readings in batches, as many at a time as there are sessions, and derive their relations."""
    with ThreadPoolExecutor(sessions, "touchline-load") as pool:
        work = _Load(transact, pool, sessions)
        for batch in batches(readings, batch_rows, batch_bytes):
            work.write(batch)
        return work.finish()


class _Load:
    """Keeps the sessions busy: while they write, this thread makes the next batch and derives relations ahead."""

    def __init__(self, transact: Transact, pool: ThreadPoolExecutor, sessions: int) -> None:
        self._transact, self._pool, self._sessions = transact, pool, sessions
        self._total = Written()
        self._running: deque[tuple[Future[Done], frozenset[str]]] = deque()
        # Pairs to settle by the id of their note: those written lately, and those whose turn it is.
        self._later: dict[str, set[Pair]] = transact(settling.due)
        # Batches that changed nothing. If the server went away after it had taken one, that was its second time.
        self._unchanged: list[str] = []
        self._notes: list[str] = []
        self._parts: list[list[Pair]] = []

    def write(self, batch: Batch) -> None:
        """Have a batch written. Of two batches with one article the later one comes later."""
        articles = frozenset(batch.articles)
        while any(articles & others for _, others in self._running):
            self._collect()
        self._submit(partial(self._written, batch), articles)
        self._settle_some()

    def finish(self) -> Written:
        """Wait for everything, settle what is left; what was done in all."""
        self._drain()
        if self._unchanged:
            self._later |= self._transact(partial(settling.due, notes=self._unchanged))
        while self._later or self._parts or self._notes:
            self._settle_some(always=True)
        self._drain()
        return self._total

    def _written(self, batch: Batch) -> Done:
        note = uuid.uuid4().hex
        written, pairs = self._transact(lambda tx: writing.write(tx, batch, note))
        return written, {note: pairs}

    def _settled(self, ahead: Mapping[Pair, settling.Prepared]) -> Done:
        return Written(relations=self._transact(partial(settling.settle, prepared=ahead))), {}

    def _settle_some(self, *, always: bool = False) -> None:
        """Settle a part of the pairs whose turn it is; when there are enough, or always, it is all pairs' turn."""
        if not self._parts and self._notes:
            self._drain()  # every part is settled: nothing depends on the notes any more
            self._transact(partial(settling.done, notes=self._notes))
            self._notes = []
        if not self._parts and (always or sum(map(len, self._later.values())) >= WAITING):
            turn, self._later = self._later, {}
            pairs = sorted(set().union(*turn.values()))
            self._notes = list(turn)
            self._parts = [pairs[start : start + _PAIRS] for start in range(0, len(pairs), _PAIRS)]
        if self._parts:
            ahead = self._transact(partial(settling.prepare, pairs=self._parts.pop()))
            self._submit(partial(self._settled, ahead))

    def _submit(self, job: Callable[[], Done], articles: frozenset[str] = frozenset()) -> None:
        while len(self._running) > self._sessions:
            self._collect()
        self._running.append((self._pool.submit(job), articles))

    def _collect(self) -> None:
        written, pairs = self._running.popleft()[0].result()
        self._total += written
        self._later |= {note: some for note, some in pairs.items() if some}
        self._unchanged += [note for note, some in pairs.items() if not some]

    def _drain(self) -> None:
        while self._running:
            self._collect()


def batches(readings: Iterable[Reading], most_rows: int, most_bytes: int) -> Iterator[Batch]:
    """The readings in batches of about that many rows or bytes of text."""
    batch, rows, size = Batch(), 0, 0
    for reading in readings:
        rows += 1 + len(reading.claims) + len(reading.entities.keys() - batch.entities.keys())
        batch.add(reading)
        size += len(reading.article.text.encode()) + sum(len(claim.evidence.encode()) for claim in reading.claims)
        if rows >= most_rows or size >= most_bytes:
            yield batch
            batch, rows, size = Batch(), 0, 0
    if batch.articles or batch.dropped:
        yield batch
