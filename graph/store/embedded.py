"""The embedded server, seen from its users: find the one of a data folder, or start it, and hold a lease on it.

`keeper.py` is the other side. The runtime file in the data folder says where the server listens and with which
passwords. It is believed only if the keeper behind it answers to its token, so a stale file (a killed server, a reused
pid or port) is no danger. The keeper's lock makes sure that there is at most one server a folder.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import platform
import queue
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from graph.settings import Settings
from graph.store import keeper
from graph.store.errors import StoreUnavailable

# The server knows one time limit for reading and writing; a shorter one for reading is kept by the reader.
WRITE_S: Final = 10.0
_POLL_S: Final = 0.05
_ANSWER_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class Status:
    """What runs on a data folder; `users` are the pids of the processes that hold a lease now."""

    running: bool
    data: Path
    pid: int | None = None
    port: int | None = None
    users: tuple[int, ...] = ()
    pinned: bool = False


class Lease:
    """The right to use the server: while it is open, the server runs. Secrets stay out of its repr."""

    def __init__(self, runtime: dict[str, Any], line: socket.socket) -> None:
        self.uri = f"bolt://127.0.0.1:{runtime['bolt']}"
        self.database: str = runtime["database"]
        self.pid: int = runtime["pid"]
        self.writer = ("root", str(runtime["root"]))
        self.reader = (keeper.READER, str(runtime["reader"]))
        self._line = line

    def close(self) -> None:
        """Give the lease back; the last one out lets the server end. May be called twice."""
        self._line.close()

    def alive(self) -> bool:
        """Whether the server still runs: its keeper holds the other end."""
        try:
            self._line.setblocking(False)
            return bool(self._line.recv(1, socket.MSG_PEEK))
        except BlockingIOError:
            return True
        except OSError:
            return False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Lease({self.uri}, pid={self.pid})"


def lease(settings: Settings) -> Lease:
    """A lease on the server of `settings.data`, started if none runs.

    Raises StoreUnavailable if it cannot be started, with the reason and its log.
    """
    found = _take(settings.data)
    return found or _begin(settings)


def start(settings: Settings) -> Status:
    """Have a server run until `stop`, whoever uses it (`touchline db start`)."""
    with lease(settings):
        _order(settings.data, "pin")
        return status(settings)


def stop(settings: Settings, *, force: bool = False) -> Status:
    """Let the server end as soon as nobody uses it, or at once with `force`; waits for an end that is due.

    The answer is what runs then: `users` names those that keep it.
    """
    deadline, due = time.monotonic() + keeper.STOP_S + _ANSWER_S, False
    while (answer := _order(settings.data, "kill" if force else "stop")) is not None and time.monotonic() < deadline:
        if not answer["ending"] and (found := status(settings)).users:
            return found
        due = True
        time.sleep(_POLL_S)  # it ends; or its last user went away this moment, and it will when it is told again
    while due and (settings.data / keeper.RUNTIME).exists() and time.monotonic() < deadline:
        time.sleep(_POLL_S)
    return status(settings)


def status(settings: Settings) -> Status:
    """What runs on the data folder now; starts nothing."""
    answer = _order(settings.data, "status")
    if answer is None or answer["ending"]:
        return Status(False, settings.data)
    return Status(True, settings.data, answer["pid"], answer["bolt"], tuple(answer["users"]), answer["pinned"])


def _begin(settings: Settings) -> Lease:
    """Start a keeper and take the lease; if another starter is faster, use its server."""
    _check_platform()
    _make_folder(settings.data)
    deadline = time.monotonic() + settings.start_timeout
    while time.monotonic() < deadline:
        child = _spawn(settings)
        try:
            found = _await(child, settings.data, deadline)
            if found is not None:
                return found
        finally:
            child.done()
    raise StoreUnavailable(
        f"the embedded server did not start within {settings.start_timeout:g} s.",
        where=str(settings.data), fix=f"See {_log(settings.data)}, or raise TOUCHLINE_START_TIMEOUT.",
    )  # fmt: skip


class _Child:
    """A keeper that this process started. Its standard input is open until `done`: the starter's own lease."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.pid = process.pid
        self.words: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                self.words.put(line)
        self.words.put(b"")
        self._process.wait()  # so that it does not stay as a zombie

    def done(self) -> None:
        """Close standard input."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()

    def give_up(self) -> None:
        """End a keeper that only waits for the lock: it has done nothing yet."""
        self._process.kill()


def _spawn(settings: Settings) -> _Child:
    config = {
        "data": str(settings.data.resolve()), "heap": settings.heap, "linger": settings.linger, "pid": os.getpid(),
        "wait": settings.start_timeout, "timeout_ms": round(1000 * max(settings.query_timeout, WRITE_S)),
    }  # fmt: skip
    apart: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        apart = {"creationflags": subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP}
    home = str(Path(keeper.__file__).resolve().parents[2])
    path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
    with _log(settings.data).open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", keeper.__name__], env={**os.environ, "PYTHONPATH": path},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, cwd=settings.data, **apart,
        )  # fmt: skip
    assert process.stdin is not None
    with contextlib.suppress(OSError):
        process.stdin.write(json.dumps(config).encode() + b"\n")
        process.stdin.flush()
    return _Child(process)


def _await(child: _Child, data: Path, deadline: float) -> Lease | None:
    """The lease, once the child is ready or another server turns up; None if the time is over."""
    while time.monotonic() < deadline:
        try:
            word = json.loads(child.words.get(timeout=_POLL_S) or "{}")
        except queue.Empty:
            word = None
        found = _take(data)
        if found is not None:
            if word is None and found.pid != child.pid:  # another's; ours may have started and not said so yet
                child.give_up()
            return found
        if word is not None and not word.get("ready"):
            raise StoreUnavailable(
                f"the embedded server did not start: {word.get('error', 'it ended at once')}.",
                where=str(data), fix=f"See {_log(data)}.",
            )  # fmt: skip
    child.give_up()
    return None


def _take(data: Path) -> Lease | None:
    """A lease on the running server, or None if there is none that answers."""
    runtime = _runtime(data)
    if runtime is None:
        return None
    called = _call(runtime, "lease")
    if called is None:
        return None
    line, answer = called
    if answer.get("ok"):
        line.settimeout(None)
        return Lease(runtime, line)
    line.close()
    return None


def _order(data: Path, deed: str) -> dict[str, Any] | None:
    """The keeper's answer to an order, or None if none runs."""
    runtime = _runtime(data)
    called = _call(runtime, deed) if runtime else None
    if called is None:
        return None
    called[0].close()
    return called[1]


def _runtime(data: Path) -> dict[str, Any] | None:
    try:
        runtime = json.loads((data / keeper.RUNTIME).read_text(encoding="utf-8"))
        return runtime if {"control", "token", "bolt", "root", "reader", "pid", "database"} <= runtime.keys() else None
    except (OSError, ValueError, AttributeError):
        return None


def _call(runtime: dict[str, Any], deed: str) -> tuple[socket.socket, dict[str, Any]] | None:
    """Speak to the keeper: the open line and its answer, or None if it is not the one that wrote the runtime file."""
    asked = json.dumps({"token": runtime["token"], "do": deed, "pid": os.getpid()}).encode() + b"\n"
    line = socket.socket()
    try:
        line.settimeout(_ANSWER_S)
        line.connect(("127.0.0.1", int(runtime["control"])))
        line.sendall(asked)
        with line.makefile("rb") as lines:
            answer = json.loads(lines.readline(65_536))
        if isinstance(answer, dict) and (answer.get("pid") == runtime["pid"] or answer.get("ending")):
            return line, answer
    except (OSError, ValueError, OverflowError, TypeError):
        pass
    line.close()
    return None


def _make_folder(data: Path) -> None:
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        _log(data).parent.mkdir(mode=0o700, exist_ok=True)
        _log(data).touch(mode=0o600)
    except OSError as error:
        raise StoreUnavailable(
            f"cannot write the data folder ({error.strerror}).", where=str(data), fix="Set TOUCHLINE_DATA to another."
        ) from None


def _log(data: Path) -> Path:
    return data / "log" / "server.log"


def _check_platform() -> None:
    if importlib.util.find_spec("arcadedb_embedded") is None:
        raise StoreUnavailable(
            "the embedded server is not installed.", where=f"{platform.system()} {platform.machine()}",
            fix="Its package arcadedb-embedded is for Linux (glibc 2.34 or newer, x64 and arm64), macOS on arm64 and "
            "Windows x64; elsewhere run a Neo4j 5 server and set TOUCHLINE_URI.",
        )  # fmt: skip
