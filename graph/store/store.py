"""The graph store: whatever speaks Bolt and Neo4j 5's Cypher. `connect` opens it, `Store` writes and reads."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

from graph.errors import StoreError
from graph.records import Reading
from graph.settings import Settings
from graph.store import bolt, embedded, schema, values, writing
from graph.store.errors import StoreRefused, StoreTimeout
from graph.store.writing import Batch, Written

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction

BATCH_ROWS: Final = 2_000
BATCH_BYTES: Final = 1_000_000
_SLACK_S: Final = 0.5
_PAGE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer. `rows` hold plain JSON values by column; `truncated` says that there were more than the row limit;
    `took_ms` is the time from sending to the last row.
    """

    columns: tuple[str, ...]
    rows: list[dict[str, Any]]
    truncated: bool
    took_ms: float


class Store:
    """An open store. Close it, or use it in a `with`; safe to use from several threads."""

    def __init__(
        self, settings: Settings, where: str, reader: Driver, writer: Driver | None, lease: embedded.Lease | None
    ) -> None:
        self._settings, self._where = settings, where
        self._reader, self._writer, self._lease = reader, writer, lease
        self._database = lease.database if lease else settings.database or None
        self._prepared = False

    def prepare(self) -> None:
        """Create constraints and indexes; harmless when they are there. Raises StoreError for a newer schema."""
        found = self.read("MATCH (s:Schema {name: $name}) RETURN s.version AS version", {"name": schema.SCHEMA_NODE})
        version = found.rows[0]["version"] if found.rows else 0
        if version > schema.SCHEMA_VERSION:
            raise StoreError(
                f"the graph has schema {version}, this touchline knows {schema.SCHEMA_VERSION}.",
                where=self._where, fix="Update touchline.",
            )  # fmt: skip
        if version < schema.SCHEMA_VERSION:
            for statement in schema.statements():
                self._write(lambda tx, statement=statement: tx.run(statement).consume())
            made = "MERGE (s:Schema {name: $name}) SET s.version = $version"
            self._write(lambda tx: tx.run(made, name=schema.SCHEMA_NODE, version=schema.SCHEMA_VERSION).consume())
        self._prepared = True

    def write(
        self, readings: Iterable[Reading], *, batch_rows: int = BATCH_ROWS, batch_bytes: int = BATCH_BYTES
    ) -> Written:
        """Store readings, in batches of about that many rows or bytes of text, each in one transaction.

        Writing the same again changes nothing. A new reading of an article replaces the claims of its old one. Relations
        are derived anew where claims changed. Raises StoreError; the batches before it stay written.
        """
        if not self._prepared:
            self.prepare()
        done, batch, rows, size = Written(), Batch(), 0, 0
        for reading in readings:
            batch.add(reading)
            rows += 1 + len(reading.claims) + len(reading.entities)
            size += len(reading.article.text.encode()) + sum(len(claim.evidence.encode()) for claim in reading.claims)
            if rows >= batch_rows or size >= batch_bytes:
                done += self._flush(batch)
                batch, rows, size = Batch(), 0, 0
        return done + self._flush(batch)

    def read(
        self, cypher: str, params: Mapping[str, Any] | None = None, *,
        timeout_s: float | None = None, max_rows: int | None = None,
    ) -> Rows:  # fmt: skip
        """Ask in Cypher, with nothing but the right to read. Limits default to the settings' and cannot exceed them.

        Raises StoreTimeout, StoreUnavailable, StoreRefused, StoreSyntax or another StoreError.
        """
        limit = min(max_rows if max_rows is not None else self._settings.max_rows, self._settings.max_rows)
        seconds = min(timeout_s if timeout_s is not None else self._settings.query_timeout, self._settings.query_timeout)
        sent = {str(key): values.parameter(value) for key, value in (params or {}).items()}

        def work(tx: ManagedTransaction) -> Rows:
            began = time.perf_counter()
            result = tx.run(cypher, sent)
            rows: list[dict[str, Any]] = []
            truncated = False
            for record in result:
                if len(rows) == limit:
                    truncated = True
                    break
                rows.append({key: values.plain(value) for key, value in record.items()})
            return Rows(tuple(result.keys()), rows, truncated, round((time.perf_counter() - began) * 1000, 3))

        return self._within(seconds, lambda: bolt.read(
            self._reader, self._database, bolt.timed(work, seconds), min(limit + 1, _PAGE)
        ))  # fmt: skip

    def counts(self) -> dict[str, int]:
        """How many nodes of each sort there are, and derived relations: `entities, articles, claims, relations, names`."""
        counted = {}
        for label in ("Entity", "Article", "Claim", "Name"):
            found = self.read(f"MATCH (n:{label}) RETURN count(n) AS n")
            plural = {"Entity": "entities"}.get(label, f"{label.lower()}s")
            counted[plural] = int(found.rows[0]["n"])
        types = "|".join(schema.RELATIONS)
        found = self.read(f"MATCH (:Entity)-[r:{types}]->(:Entity) RETURN count(r) AS n")
        return {**counted, "relations": int(found.rows[0]["n"])}

    def close(self) -> None:
        """Give everything back; the embedded server ends with its last user. May be called twice."""
        self._reader.close()
        if self._writer is not None:
            self._writer.close()
        if self._lease is not None:
            self._lease.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _flush(self, batch: Batch) -> Written:
        if not (batch.articles or batch.dropped):
            return Written()
        return self._write(lambda tx: writing.write(tx, batch))

    def _write(self, work: Any) -> Any:
        if self._writer is None:
            raise StoreRefused("the store is open for reading only.", where=self._where)
        return bolt.write(self._writer, self._database, work, self._where)

    def _within(self, seconds: float, work: Any) -> Rows:
        """Run work in a thread of its own and wait no longer than the limit: not every server keeps it."""
        outcome: list[Rows | Exception] = []

        def run() -> None:
            try:
                outcome.append(work())
            except Exception as error:
                outcome.append(error)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join(seconds + _SLACK_S)
        if not outcome:
            raise StoreTimeout(f"it took longer than {seconds:g} s.", where=self._where, fix="Ask for less.")
        if isinstance(outcome[0], Exception):
            raise bolt.translate(outcome[0], self._where) from outcome[0]
        return outcome[0]


def connect(settings: Settings | None = None, *, readonly: bool = False) -> Store:
    """Open the store that the settings name (default: the environment's), starting the embedded server if it is that one.

    With `readonly`, nothing can be written through it. Raises StoreUnavailable, StoreRefused, SettingError.
    """
    settings = settings or Settings.from_env()
    if not settings.uri:
        lease = embedded.lease(settings)
        reader = bolt.driver(lease.uri, lease.reader)
        writer = None if readonly else bolt.driver(lease.uri, lease.writer)
        return Store(settings, str(settings.data), reader, writer, lease)
    driver = bolt.driver(settings.uri, (settings.user, settings.password))
    store = Store(settings, settings.uri, driver, None if readonly else driver, None)
    try:
        store.read("RETURN 1 AS one")
    except StoreError:
        store.close()
        raise
    return store
