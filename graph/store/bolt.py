"""The official driver, as this project uses it: managed transactions, retries, and errors that say what to do."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from graph.errors import StoreError
from graph.store.errors import StoreRefused, StoreSyntax, StoreTimeout, StoreUnavailable

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Session
    from neo4j.api import BookmarkManager

T = TypeVar("T")
ATTEMPTS: Final = 8
CONNECT_S: Final = 10.0
WRITE_PATIENCE_S: Final = 30.0
READ_PATIENCE_S: Final = 2.0
TOO_LONG: Final = "it took longer than the time limit."
MORE_TIME: Final = "Ask for less, or raise TOUCHLINE_QUERY_TIMEOUT."
# The loser of a race on one key gets this error, which the driver does not retry.
RACE: Final = "Neo.ClientError.Schema.ConstraintValidationFailed"


@contextmanager
def _without(*names: str) -> Iterator[None]:
    """Hide packages that are not loaded yet: the driver loads NumPy and pandas if it can, most of a second."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            if sys.modules.get(name, name) is None:
                del sys.modules[name]


with _without("numpy", "pandas", "pyarrow"):
    import neo4j
    from neo4j import exceptions
    from neo4j.graph import Node, Relationship
    from neo4j.graph import Path as Route

__all__ = [
    "Line",
    "Node",
    "Relationship",
    "Route",
    "bookmarks",
    "driver",
    "reach",
    "read",
    "timed",
    "translate",
    "write",
]


@dataclass(frozen=True, slots=True)
class Line:
    """A driver for a server, and the database on it; `bookmarks` make its readers see what its writers wrote."""

    driver: Driver
    database: str | None
    bookmarks: BookmarkManager | None

    def session(self, **options: Any) -> Session:
        """A session on the database."""
        return self.driver.session(database=self.database, bookmark_manager=self.bookmarks, **options)


def bookmarks() -> BookmarkManager:
    """Bookmarks that several drivers of one server share: a cluster's follower then waits for what was written."""
    return neo4j.GraphDatabase.bookmark_manager()


def driver(uri: str, auth: tuple[str, str], patience: float, *, pool: int, ca_file: Path | None = None) -> Driver:
    """A driver; it connects when first used, and tries a transaction again for `patience` seconds.

    With `ca_file`, its certificates are trusted and no others. Raises StoreUnavailable for an address that is none.
    """
    secure: dict[str, Any] = {}
    if ca_file is not None:  # the driver takes certificates for the plain schemes only
        uri = uri.replace("+s://", "://", 1)
        secure = {"encrypted": True, "trusted_certificates": neo4j.TrustCustomCAs(str(ca_file))}
    try:
        return neo4j.GraphDatabase.driver(
            uri, auth=auth, max_transaction_retry_time=patience, initial_retry_delay=0.05,
            connection_acquisition_timeout=CONNECT_S, connection_timeout=CONNECT_S, max_connection_pool_size=pool,
            notifications_min_severity="OFF", telemetry_disabled=True, **secure,
        )  # fmt: skip
    except (exceptions.DriverError, ValueError, OSError) as error:
        raise StoreUnavailable(f"not an address that the driver knows ({error}).", where=uri) from None


def write(line: Line, work: Callable[[ManagedTransaction], T], where: str, *, harmless: bool = False) -> T:
    """Run work in one write transaction, again after a deadlock, a lost race or a short outage. Raises StoreError.

    With `harmless`, after any other refusal too: two who create the same schema at once get all sorts of errors.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with line.session() as session:
                return session.execute_write(work)
        except exceptions.Neo4jError as error:
            if attempt == ATTEMPTS or not (harmless or error.code == RACE):
                raise translate(error, where) from error
            time.sleep(random.uniform(0.01, 0.05) * attempt)
        except exceptions.DriverError as error:
            raise translate(error, where) from error
    raise AssertionError("unreachable")


def translate(error: Exception, where: str) -> StoreError:
    """The driver's error as ours."""
    code = str(getattr(error, "code", "") or "")
    says = str(getattr(error, "message", "") or error).strip().rstrip(".") + "."
    if "TransactionTimedOut" in code:
        return StoreTimeout(TOO_LONG, where=where, fix=MORE_TIME)
    if ".Security." in code or "AccessMode" in code:
        return StoreRefused(says, where=where, fix="" if "Unauthorized" in code else "Only reading is allowed here.")
    if isinstance(error, exceptions.AuthError):
        return StoreRefused(says, where=where, fix="Check TOUCHLINE_USER and TOUCHLINE_PASSWORD.")
    if ".Statement." in code:
        return StoreSyntax(says, where=where)
    if isinstance(error, exceptions.DriverError) or "TransientError" in code:
        return StoreUnavailable(f"no answer ({says})", where=where, fix="Is the server running? Try again.")
    return StoreError(says, where=where)


def reach(driver: Driver, where: str) -> None:
    """Make sure that the server answers and lets us in. Raises StoreError."""
    try:
        driver.verify_connectivity()
    except (exceptions.Neo4jError, exceptions.DriverError) as error:
        raise translate(error, where) from None


def timed(work: Callable[[ManagedTransaction], T], seconds: float) -> Callable[[ManagedTransaction], T]:
    """The same work with a time limit that Neo4j keeps (ArcadeDB ignores it and keeps its own)."""
    return neo4j.unit_of_work(timeout=seconds)(work)


def read(line: Line, work: Callable[[ManagedTransaction], T], fetch: int) -> T:
    """Run work in one read transaction. Raises the driver's errors."""
    with line.session(default_access_mode=neo4j.READ_ACCESS, fetch_size=fetch) as session:
        return session.execute_read(work)
