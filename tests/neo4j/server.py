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
    lib = _jars()
    bolt, http = _free_ports(2)
    for name in ("conf", "data", "logs", "plugins", "import", "run"):
        (home / name).mkdir(parents=True)
    (home / "conf" / "neo4j.conf").write_text(CONF.format(bolt=bolt, http=http), "utf-8")
    log = home / "logs" / "console.log"
    java = [_tool("java"), "-Xmx512m", "-cp", f"{lib}/*", "org.neo4j.server.startup.Neo4jCommand", "console"]
    place = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    with log.open("wb") as out:
        process = subprocess.Popen(
            ["sh", "-c", BOUND, "sh", *java], env={**os.environ, **place}, stdin=subprocess.PIPE, stdout=out,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        yield _welcomed(process, f"bolt://127.0.0.1:{bolt}", log)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _welcomed(process: subprocess.Popen[bytes], uri: str, log: Path) -> Server:
    """The server once it answers, its first password changed over Bolt: a command line would show it."""
    password = secrets.token_urlsafe(24)
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with neo4j.GraphDatabase.driver(uri, auth=("neo4j", "neo4j"), max_transaction_retry_time=0) as driver:
                change = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new"
                driver.execute_query(change, new=password, database_="system")
            return Server(uri, "neo4j", password, _version(uri, "neo4j", password))
        except (DriverError, Neo4jError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"Neo4j did not start within {START_S:g} s: {log.read_text('utf-8', 'replace')[-2000:]}")


def _version(uri: str, user: str, password: str) -> str:
    with neo4j.GraphDatabase.driver(uri, auth=(user, password)) as driver:
        rows = driver.execute_query("CALL dbms.components() YIELD name, versions, edition RETURN *").records
    return " ".join((rows[0]["name"], rows[0]["versions"][0], rows[0]["edition"]))


def _jars() -> Path:
    """The folder of the server's jars, fetched once for each version that the POM names."""
    version = re.findall(r"<version>([\d.]+)</version>", POM.read_text("utf-8"))[1]
    lib = CACHE / version / "lib"
    if lib.is_dir():
        return lib
    fresh = CACHE / f"{version}.{os.getpid()}"
    shutil.rmtree(fresh, ignore_errors=True)
    command = [
        _tool("mvn"), "-q", "-B", "-f", str(POM), "dependency:copy-dependencies", f"-DoutputDirectory={fresh}/lib",
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


def _tool(name: str) -> str:
    """The path of `java` or `mvn`, installed if that is possible."""
    found = shutil.which(name)
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
