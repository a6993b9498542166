"""Starts ArcadeDB's server inside the keeper's process, with the settings that make it safe to leave alone.

Only the keeper imports this file. Nothing secret is on a command line: the JVM lives in this process and takes its
arguments from memory. Every start makes new passwords and writes the users and groups anew.
"""

from __future__ import annotations

import importlib.util
import json
import secrets
from pathlib import Path
from typing import Any, Final

from graph.store.keeper import DATABASE, READER, free_port

TRIES: Final = 3
_ALL: Final = ("createRecord", "readRecord", "updateRecord", "deleteRecord")


def start(config: dict[str, Any], data: Path) -> dict[str, Any]:
    """Start the server; `public` holds its port, `private` its passwords, `stop` ends it. Raises on any failure."""
    import jpype  # type: ignore[import-untyped]

    package = _package()
    library = next(path for pattern in ("**/libjvm.*", "**/jvm.dll") for path in (package / "jre").glob(pattern))
    jars = sorted(str(jar) for jar in (package / "jars").glob("*.jar"))
    jpype.startJVM(str(library), *_arguments(config, data), classpath=jars, interrupt=False)
    _write_groups(data / "config")
    for attempt in range(TRIES):
        try:
            return _launch(jpype, data)
        except Exception as error:
            if attempt == TRIES - 1 or "in use" not in str(error).lower():
                raise
    raise AssertionError("unreachable")


def _package() -> Path:
    """The folder of the wheel that brings the Java runtime; found, not imported, since importing it costs time."""
    spec = importlib.util.find_spec("arcadedb_embedded")
    if spec is None or spec.origin is None or not (Path(spec.origin).parent / "jre").is_dir():
        raise RuntimeError("the package arcadedb-embedded is not installed for this platform")
    return Path(spec.origin).parent


def _arguments(config: dict[str, Any], data: Path) -> list[str]:
    here = Path(__file__).parent
    return [
        f"-Xmx{config['heap']}m",
        "-Xrs",  # signals stay with Python, which ends the server in order
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",  # without memory it would stay and not answer; gone, it is started again
        f"-XX:ErrorFile={data / 'log' / 'crash-%p.log'}",
        "--enable-native-access=ALL-UNNAMED",
        f"-Djava.util.logging.config.file={here / 'logging.properties'}",
        "-Djava.awt.headless=true",
        f"-Darcadedb.command.timeout={config['timeout_ms']}",
        "-Darcadedb.txWalFlush=2",
        "-Darcadedb.serverMetrics=false",
        "-Darcadedb.server.saltIterations=1000",  # the passwords are 256 random bits: slow hashing protects nothing
    ]


def _write_groups(folder: Path) -> None:
    """The groups `admin` (everything) and `reader` (reads records, no more); old users and passwords are forgotten."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "server-users.jsonl").unlink(missing_ok=True)

    def group(access: tuple[str, ...], records: tuple[str, ...]) -> dict[str, Any]:
        types = {"*": {"access": list(records)}}
        return {"resultSetLimit": -1, "readTimeout": -1, "access": list(access), "types": types}

    groups = {
        "admin": group(("updateSecurity", "updateSchema", "updateDatabaseSettings"), _ALL),
        READER: group((), ("readRecord",)),
        "*": group((), ()),
    }
    text = json.dumps({"databases": {"*": {"groups": groups}}, "version": 2})
    (folder / "server-groups.json").write_text(text, encoding="utf-8")


def _launch(jpype: Any, data: Path) -> dict[str, Any]:
    port, root, reader = free_port(), secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    settings = {
        "rootPath": str(data), "rootPassword": root, "mode": "development",
        "logsDirectory": str(data / "log"), "httpIncomingHost": "127.0.0.1", "httpIncomingPort": free_port(),
        "httpWorkerThreads": 4, "plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
    }  # fmt: skip
    context = jpype.JClass("com.arcadedb.ContextConfiguration")()
    for name, value in settings.items():
        context.setValue(f"arcadedb.server.{name}", value)
    context.setValue("arcadedb.bolt.host", "127.0.0.1")
    context.setValue("arcadedb.bolt.port", port)
    context.setValue("arcadedb.bolt.defaultDatabase", DATABASE)
    server = jpype.JClass("com.arcadedb.server.ArcadeDBServer")(context)
    try:
        server.start()
        server.getDatabase(DATABASE, True, True)
        _add_reader(jpype, server.getSecurity(), reader)
    except BaseException:
        server.stop()
        raise
    public, private = {"bolt": port, "database": DATABASE}, {"root": root, "reader": reader}
    return {"public": public, "private": private, "stop": server.stop}


def _add_reader(jpype: Any, security: Any, password: str) -> None:
    user = {"name": READER, "password": str(security.encodePassword(password)), "databases": {DATABASE: [READER]}}
    security.createUser(jpype.JClass("com.arcadedb.serializer.json.JSONObject")(json.dumps(user)))
