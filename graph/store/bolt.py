"""The official driver, as this project uses it: managed transactions, retries, and errors that say what to do."""

from __future__ import annotations

import logging
import random
import ssl
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from graph.errors import StoreError
from graph.settings import SettingError
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
WRITER: Final = "Check TOUCHLINE_USER and TOUCHLINE_PASSWORD."
READER: Final = f"{WRITER[:-1]}; where TOUCHLINE_READER_USER is set, that and its password."
MORE_CONNECTIONS: Final = "Ask less at once, or raise TOUCHLINE_POOL_SIZE."
CERTIFICATES: Final = "Let TOUCHLINE_CA_FILE name the certificates (PEM) that vouch for it."
# OpenSSL's numbers of what is wrong with a certificate: its dates; it names another host or another IP address.
_DATES: Final = (9, 10)
_HOST: Final = (62, 64)
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

# Python prints what a library logs where nobody listens; the errors raised here say it.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

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

    With `ca_file`, its certificates are trusted and no others. Raises StoreUnavailable for an address that is none,
    and SettingError for a file without certificates.
    """
    secure: dict[str, Any] = {}
    if ca_file is not None:  # the driver takes certificates for the plain schemes only
        uri = uri.replace("+s://", "://", 1)
        secure = {"encrypted": True, "trusted_certificates": neo4j.TrustCustomCAs(_readable(ca_file))}
    try:
        return neo4j.GraphDatabase.driver(
            uri, auth=auth, max_transaction_retry_time=patience, initial_retry_delay=0.05,
            connection_acquisition_timeout=CONNECT_S, connection_timeout=CONNECT_S, max_connection_pool_size=pool,
            notifications_min_severity="OFF", telemetry_disabled=True, **secure,
        )  # fmt: skip
    except (exceptions.DriverError, ValueError, OSError) as error:
        raise StoreUnavailable(f"not an address that the driver knows ({error}).", where=uri) from None


def _readable(file: Path) -> str:
    """The name of a file of certificates. The driver reads it when it connects, and then says not which file."""
    try:
        ssl.create_default_context(cafile=file)
    except OSError as error:
        reason = "it holds no certificate" if isinstance(error, ssl.SSLError) else error.strerror
        fix = "Name a file of certificates in the form PEM."
        raise SettingError(f"cannot use {file} ({reason}).", where="TOUCHLINE_CA_FILE", fix=fix) from None
    return str(file)


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
                raise translate(error, where, login=WRITER) from error
            time.sleep(random.uniform(0.01, 0.05) * attempt)
        except exceptions.DriverError as error:
            raise translate(error, where, login=WRITER) from error
    raise AssertionError("unreachable")


def translate(error: Exception, where: str, *, login: str = READER) -> StoreError:
    """The driver's error as ours; `login` says what to do if the server does not let us in."""
    code = str(getattr(error, "code", "") or "")
    says = _sentence(str(getattr(error, "message", "") or error))
    if "TransactionTimedOut" in code:
        return StoreTimeout(TOO_LONG, where=where, fix=MORE_TIME)
    if isinstance(error, exceptions.AuthError) or code.endswith(("AuthenticationRateLimit", "CredentialsExpired")):
        return StoreRefused(says, where=where, fix=login)
    if ".Security." in code or "AccessMode" in code:
        return StoreRefused(says, where=where, fix="Only reading is allowed here.")
    if ".Statement." in code:
        return StoreSyntax(says, where=where)
    if isinstance(error, exceptions.DriverError):
        says, fix = _outage(error)
        return StoreUnavailable(says, where=where, fix=fix)
    if "TransientError" in code:
        return StoreUnavailable(f"no answer ({says})", where=where, fix="Is the server running? Try again.")
    return StoreError(says, where=where, fix="Check TOUCHLINE_DATABASE." if "DatabaseNotFound" in code else "")


def _outage(error: Exception) -> tuple[str, str]:
    """Why there was no answer, and what to do."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _distrusted(cause)
        if isinstance(cause, ssl.SSLError):
            fix = "Is the server running, and does it encrypt? If it does not, write bolt:// or neo4j://."
            return f"no encrypted connection ({cause.reason or 'it was closed'}).", fix
        if "incomplete handshake" in str(cause):
            fix = "If it takes encrypted connections only, write bolt+s:// or neo4j+s://."
            return "the server ended the connection before it said anything.", fix
        if isinstance(cause, exceptions.ConnectionAcquisitionTimeoutError):
            return "all connections are in use.", MORE_CONNECTIONS
    if any(
        "[SSLCertVerificationError]" in str(each) for each in causes
    ):  # one address of several; only its name is kept
        return "the server's certificate is not trusted.", CERTIFICATES
    # A driver that routes says of every failure that there is no routing information; its causes say why.
    told = [str(each) for each in causes if isinstance(each, exceptions.DriverError)]
    why = next((each for each in told if "routing information" not in each), told[0])
    return f"no answer ({_sentence(why)})", "Is the server running? Try again."


def _distrusted(error: ssl.SSLCertVerificationError) -> tuple[str, str]:
    """What is wrong with the server's certificate, and what to do."""
    fix = CERTIFICATES
    if error.verify_code in _HOST:
        fix = "Write the host that the certificate names into TOUCHLINE_URI; TOUCHLINE_CA_FILE does not change that."
    elif error.verify_code in _DATES:
        fix = "Renew it on the server, or set this machine's clock."
    return f"the server's certificate is not trusted ({_sentence(error.verify_message)[:-1]}).", fix


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error, and all that led to it."""
    if error is not None:
        yield error
        for each in getattr(error, "exceptions", ()):
            yield from _causes(each)
        yield from _causes(error.__cause__ or error.__context__)


def _sentence(text: str) -> str:
    return " ".join(text.split()).rstrip(".") + "."


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
