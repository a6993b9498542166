"""The graph store: whatever speaks Bolt and Neo4j 5's Cypher. `connect` opens it, `Store` writes and reads."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from graph.errors import StoreError
from graph.records import Reading
from graph.settings import Settings
from graph.store import bolt, embedded, guard, loading, migrations, schema, values
from graph.store.errors import StoreRefused, StoreTimeout, StoreUnavailable
from graph.store.loading import BATCH_BYTES, BATCH_ROWS
from graph.store.migrations import SchemaStatus
from graph.store.writing import Written

if TYPE_CHECKING:
    from neo4j import ManagedTransaction
    from neo4j.api import BookmarkManager

T = TypeVar("T")
N = TypeVar("N", int, float)
_PAGE: Final = 1_000
_SOME: Final = 2_000
_OWN_S: Final = 60.0
_OWN_ROWS: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer. `rows` hold plain JSON values by column; without rows, `columns` may be empty too.

    `truncated` says that there were more rows than the limit; `took_ms` is the time from sending to the last row.
    """

    columns: tuple[str, ...]
    rows: list[dict[str, Any]]
    truncated: bool
    took_ms: float

    def as_dict(self) -> dict[str, object]:
        """The success shape of HTTP and `--json`."""
        shape: dict[str, object] = {"ok": True, "columns": list(self.columns), "rows": self.rows}
        return {**shape, "truncated": self.truncated, "took_ms": round(self.took_ms, 1)}


@dataclass(frozen=True, slots=True)
class _Lines:
    """The ways to a server, to read and to write, and the lease on it if it is the embedded one."""

    reader: bolt.Line
    writer: bolt.Line
    lease: embedded.Lease | None = None

    def alive(self) -> bool:
        return self.lease is None or self.lease.alive()

    def close(self) -> None:
        self.reader.driver.close()
        self.writer.driver.close()
        if self.lease is not None:
            self.lease.close()


def _open(settings: Settings) -> _Lines:
    if not settings.uri:
        lease = embedded.lease(settings)
        open_one = partial(_line, settings, lease.uri, lease.database, None)
        return _Lines(
            open_one(lease.reader, bolt.READ_PATIENCE_S), open_one(lease.writer, bolt.WRITE_PATIENCE_S), lease
        )
    open_one = partial(_line, settings, settings.uri, settings.database or None, bolt.bookmarks())
    writer = (settings.user, settings.password)
    return _Lines(open_one(settings.reader_auth, bolt.READ_PATIENCE_S), open_one(writer, bolt.WRITE_PATIENCE_S))


def _line(
    settings: Settings,
    uri: str,
    database: str | None,
    bookmarks: BookmarkManager | None,
    auth: tuple[str, str],
    patience: float,
) -> bolt.Line:
    driver = bolt.driver(uri, auth, patience, pool=settings.pool_size, ca_file=settings.ca_file)
    return bolt.Line(driver, database, bookmarks)


class Store:
    """An open store. Close it, or use it in a `with`; safe to use from several threads.

    If the embedded server went away (killed, out of memory), the next use starts it again.
    """

    def __init__(self, settings: Settings, *, readonly: bool) -> None:
        self.settings, self._readonly = settings, readonly
        self.where = settings.uri or str(settings.data)
        self._prepared = self._checked = self._closed = False
        self._lock = threading.Lock()
        self._line = _open(settings)

    def prepare(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Create constraints and indexes, and migrate a graph of an older schema; harmless when all is there.

        `progress` gets the version and how many records a transaction of a migration changed. Raises StoreError for a
        newer schema.
        """
        found = migrations.version(self.own)
        migrations.check(found, self.where, writing=True)
        if found < schema.SCHEMA_VERSION:
            for step, changed in migrations.migrate(found, self.run):
                if progress is not None:
                    progress(step, changed)
        self._prepared = self._checked = True

    def ready(self) -> None:
        """Raise StoreError if this touchline cannot read the graph: its schema is another one, or a part is missing."""
        if not self._checked:
            migrations.check(migrations.version(self.own), self.where, writing=False)
            self._checked = True

    def schema(self) -> SchemaStatus:
        """The version of the graph's schema, and which constraints and indexes it has and lacks."""
        return migrations.status(self.own)

    def write(
        self, readings: Iterable[Reading], *, batch_rows: int = BATCH_ROWS, batch_bytes: int = BATCH_BYTES
    ) -> Written:
        """Store readings, in batches of about that many rows or bytes of text, each in one transaction.

        Writing the same again changes nothing. A new reading of an article replaces the claims of its old one.
        Relations are derived anew where claims changed. Raises StoreError: the batches before it stay written, and
        relations that were not derived any more are by the next write.
        """
        if not self._prepared:
            self.prepare()
        sessions = self.settings.sessions if self.settings.uri else 1  # the embedded server undoes writers that meet
        return loading.load(self.transact, readings, batch_rows, batch_bytes, sessions)

    def read(
        self,
        cypher: str,
        params: Mapping[str, Any] | None = None,
        *,
        timeout_s: float | None = None,
        max_rows: int | None = None,
    ) -> Rows:
        """Ask in Cypher, with nothing but the right to read. Limits default to the settings' and cannot exceed them.

        Raises StoreTimeout, StoreUnavailable, StoreRefused, StoreSyntax or another StoreError: a graph of an older
        schema is not read, but has to be migrated first.
        """
        self.ready()
        seconds = _capped(timeout_s, self.settings.query_timeout)
        return self._read(cypher, params or {}, seconds, _capped(max_rows, self.settings.max_rows))

    def own(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """All rows of a statement of touchline's own: whatever the version of the schema, beyond the users' limits."""
        return self._read(cypher, params or {}, max(_OWN_S, self.settings.query_timeout), _OWN_ROWS).rows

    def _read(self, cypher: str, params: Mapping[str, Any], seconds: float, limit: int) -> Rows:
        refused = guard.refusal(cypher)
        if refused is not None:
            raise StoreRefused(f"{refused} is not for readers.", where=self.where, fix="Only reading is allowed here.")
        sent = {str(key): values.parameter(value) for key, value in params.items()}
        work = bolt.timed(lambda tx: _collect(tx, cypher, sent, limit), seconds)
        return self._on_line(
            lambda line: self._within(seconds, lambda: bolt.read(line.reader, work, min(limit + 1, _PAGE)))
        )

    def counts(self) -> dict[str, int]:
        """How many there are: `entities`, `articles`, `claims`, `names`, and `relations` (the derived edges)."""
        counted = {}
        for label in ("Entity", "Article", "Claim", "Name"):
            found = self.read(f"MATCH (n:{label}) RETURN count(n) AS n")
            plural = {"Entity": "entities"}.get(label, f"{label.lower()}s")
            counted[plural] = int(found.rows[0]["n"])
        types = "|".join(schema.RELATIONS)
        found = self.read(f"MATCH (:Entity)-[r:{types}]->(:Entity) RETURN count(r) AS n")
        return {**counted, "relations": int(found.rows[0]["n"])}

    def clear(self) -> None:
        """Forget everything in the graph; the schema stays. Raises StoreError."""
        # Those with few edges first: an outlet with all that it ever published would be too much for one transaction.
        for label in ("Claim", "Article", "Name", "Entity", None):
            which = f"MATCH (n:{label})" if label else "MATCH (n) WHERE NOT n:Schema"
            some = True
            while some:
                self.run(f"{which} WITH n LIMIT $some DETACH DELETE n", {"some": _SOME})
                some = bool(self.own(f"{which} RETURN 1 AS one LIMIT 1"))

    def close(self) -> None:
        """Give everything back; the embedded server ends with its last user. May be called twice."""
        self._closed = True
        self._line.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, statement: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Run a statement that writes and does no harm when it is repeated; its rows."""
        return self.transact(lambda tx: tx.run(statement, dict(params)).data(), harmless=True)

    def transact(self, work: Callable[[ManagedTransaction], T], *, harmless: bool = False) -> T:
        """What work gives, run in a write transaction of its own; see `bolt.write`. Raises StoreError."""
        if self._readonly:
            raise StoreRefused("the store is open for reading only.", where=self.where)
        return self._on_line(lambda line: bolt.write(line.writer, work, self.where, harmless=harmless))

    def _on_line(self, work: Callable[[_Lines], T]) -> T:
        """Run work on the open line; again on a new one if the embedded server turns out to be gone."""
        line = self._current()
        try:
            return work(line)
        except StoreUnavailable:
            if line.alive():
                raise
        return work(self._current())

    def _current(self) -> _Lines:
        """The open line, opened anew if the embedded server went away."""
        if self._closed:
            raise StoreUnavailable("the store is closed.", where=self.where, fix="Open another with connect().")
        with self._lock:
            if not self._line.alive():
                self._line.close()
                self._line = _open(self.settings)
            return self._line

    def _within(self, seconds: float, work: Callable[[], Rows]) -> Rows:
        """Run work in a thread of its own and wait no longer than the limit: not every server keeps it."""
        outcome: list[Rows | Exception] = []

        def run() -> None:
            try:
                outcome.append(work())
            except Exception as error:
                outcome.append(error)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join(seconds)
        if not outcome and not self._line.alive():
            raise StoreUnavailable("the embedded server went away.", where=self.where, fix="Ask again.")
        if not outcome:
            raise StoreTimeout(bolt.TOO_LONG, where=self.where, fix=bolt.MORE_TIME)
        if isinstance(outcome[0], Exception):
            raise bolt.translate(outcome[0], self.where) from outcome[0]
        return outcome[0]


def _collect(tx: ManagedTransaction, cypher: str, params: dict[str, Any], limit: int) -> Rows:
    """The first `limit` rows; the rest is never fetched."""
    began = time.perf_counter()
    result = tx.run(cypher, params)
    columns = tuple(result.keys())
    rows: list[dict[str, Any]] = []
    truncated = False
    for record in result:
        truncated = len(rows) == limit
        if truncated:
            break
        rows.append(dict(zip(columns, map(values.plain, record.values()), strict=True)))
    return Rows(columns, rows, truncated, round((time.perf_counter() - began) * 1000, 3))


def _capped(asked: N | None, most: N) -> N:
    return most if asked is None else min(asked, most)


def connect(settings: Settings | None = None, *, readonly: bool = False) -> Store:
    """Open the store that the settings name (default: the environment's); starts the embedded server if need be.

    With `readonly`, nothing can be written through it. Raises StoreUnavailable, StoreRefused, SettingError.
    """
    settings = settings or Settings.from_env()
    store = Store(settings, readonly=readonly)
    if settings.uri:
        try:
            bolt.reach(store._line.reader.driver, settings.uri)
        except StoreError:
            store.close()
            raise
    return store
