"""A real Neo4j 5 for the tests: its jars by Maven, a home of its own, free loopback ports, a random password.

`TOUCHLINE_TEST_NEO4J` may name a running server instead, as `bolt://user:password@host:port`: its graph is emptied.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

POM = Path(__file__).with_name("pom.xml")
CACHE = Path(__file__).parents[2] / ".cache" / "neo4j"
PACKAGES = ("openjdk-17-jre-headless", "maven")
START_S = 120.0
STOP_S = 30.0
# The server ends with its starter, however that ends: its end closes the pipe that `cat` reads.
BOUND = '"$@" </dev/null & cat >/dev/null; kill "$!"; wait "$!"'
CONF = """
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{bolt}
server.bolt.advertised_address=127.0.0.1:{bolt}
server.http.listen_address=127.0.0.1:{http}
server.https.enabled=false
server.memory.heap.initial_size=256m
server.memory.heap.max_size=512m
server.memory.pagecache.size=64m
dbms.usage_report.enabled=false
client.allow_telemetry=false
db.tx_log.rotation.retention_policy=keep_none
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers. The password stays out of its repr."""

    uri: str
    user: str
    password: str = field(repr=False)
    version: str


@contextmanager
def running(home: Path) -> Iterator[Server]:
    """A server while the block runs. Raises RuntimeError with the reason if none can be had."""
    given = os.environ.get("TOUCHLINE_TEST_NEO4J")
    if given:
        parts = urlsplit(given)
        uri = f"{parts.scheme}://{parts.hostname}:{parts.port or 7687}"
        user, password = parts.username or "neo4j", parts.password or ""
        yield Server(uri, user, password, _version(uri, user, password))
        return
    own = Home(home)
    try:
        yield own.start()
    finally:
        own.stop()


class Home:
    """A Neo4j home in a folder of its own, whose server can be started and stopped again and again."""

    def __init__(self, folder: Path, more: str = "") -> None:
        self.folder, self.lib = folder, jars()
        self.bolt, self.http = _free_ports(2)
        self._password = ""
        self._process: subprocess.Popen[bytes] | None = None
        for name in ("conf", "data", "logs", "plugins", "import", "run"):
            (folder / name).mkdir(parents=True)
        (folder / "conf" / "neo4j.conf").write_text(CONF.format(bolt=self.bolt, http=self.http) + more, "utf-8")

    def command(self, main: str, *args: str) -> list[str]:
        """The command line of one of Neo4j's own tools, such as `Neo4jAdminCommand`."""
        return [tool("java"), "-Xmx512m", "-cp", f"{self.lib}/*", f"org.neo4j.server.startup.{main}", *args]

    @property
    def environment(self) -> dict[str, str]:
        """What tells those tools where this home is."""
        return {**os.environ, "NEO4J_HOME": str(self.folder), "NEO4J_CONF": str(self.folder / "conf")}

    def start(self) -> Server:
        """Start the server and wait until it answers."""
        log = self.folder / "logs" / "console.log"
        with log.open("wb") as out:
            self._process = subprocess.Popen(
                ["sh", "-c", BOUND, "sh", *self.command("Neo4jCommand", "console")], env=self.environment,
                stdin=subprocess.PIPE, stdout=out, stderr=subprocess.STDOUT,
            )  # fmt: skip
        try:
            return self._welcomed(log)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server in order; harmless if none runs."""
        process, self._process = self._process, None
        if process is None or process.stdin is None:
            return
        process.stdin.close()
        try:
            process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _welcomed(self, log: Path) -> Server:
        """The server once it answers, its first password changed over Bolt: a command line would show it."""
        uri = f"bolt://127.0.0.1:{self.bolt}"
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline and self._process is not None and self._process.poll() is None:
            try:
                if not self._password:
                    self._password = _changed_password(uri)
                return Server(uri, "neo4j", self._password, _version(uri, "neo4j", self._password))
            except (DriverError, Neo4jError, OSError):
                time.sleep(0.2)
        raise RuntimeError(f"Neo4j did not start within {START_S:g} s: {log.read_text('utf-8', 'replace')[-2000:]}")


def _changed_password(uri: str) -> str:
    password = secrets.token_urlsafe(24)
    with neo4j.GraphDatabase.driver(uri, auth=("neo4j", "neo4j"), max_transaction_retry_time=0) as driver:
        change = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new"
        driver.execute_query(change, new=password, database_="system")
    return password


def _version(uri: str, user: str, password: str) -> str:
    with neo4j.GraphDatabase.driver(uri, auth=(user, password)) as driver:
        rows = driver.execute_query("CALL dbms.components() YIELD name, versions, edition RETURN *").records
    return " ".join((rows[0]["name"], rows[0]["versions"][0], rows[0]["edition"]))


def jars() -> Path:
    """The folder of the server's jars, fetched once for each version that the POM names."""
    version = re.findall(r"<version>([\d.]+)</version>", POM.read_text("utf-8"))[1]
    lib: Path = CACHE / version / "lib"
    if lib.is_dir():
        return lib
    fresh: Path = CACHE / f"{version}.{os.getpid()}"
    shutil.rmtree(fresh, ignore_errors=True)
    command = [
        tool("mvn"), "-q", "-B", "-f", str(POM), "dependency:copy-dependencies", f"-DoutputDirectory={fresh}/lib",
        "-DincludeScope=runtime",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not any((fresh / "lib").glob("neo4j-server-*.jar")):
        shutil.rmtree(fresh, ignore_errors=True)
        raise RuntimeError(f"Maven could not fetch Neo4j {version}: {(done.stdout + done.stderr)[-2000:]}")
    lib.parent.parent.mkdir(parents=True, exist_ok=True)
    if not lib.is_dir():
        fresh.rename(lib.parent)
    return lib


def tool(name: str) -> str:
    """The path of `java` or `mvn`, installed if that is possible."""
    found: str | None = shutil.which(name)
    if found is None and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)  # type: ignore[call-overload]
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES]
        subprocess.run(install, check=False, **quiet)  # type: ignore[call-overload]
        found = shutil.which(name)
    if found is None:
        raise RuntimeError(
            f"no {name} here: the tests run a real Neo4j 5. Install Java 17 and Maven ({' '.join(PACKAGES)}), let "
            "TOUCHLINE_TEST_NEO4J name a running server, or run `make test-embedded`."
        )
    return found


def _free_ports(count: int) -> list[int]:
    held = [socket.socket() for _ in range(count)]
    try:
        for each in held:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in held]
    finally:
        for each in held:
            each.close()
