"""The process of the embedded server: it starts the server, counts who uses it, and ends it after the last of them.

Run as a module with one JSON line on standard input (`embedded.py` writes it). A user of the server holds a lease: an
open connection to the control port, or, for the process that started it, standard input. The operating system closes
both however their owner ends, so no server outlives its users, and no pid has to be trusted.

Control protocol: one JSON line `{"token", "do", "pid"}` each way; `do` is one of `DEEDS`.
"""

from __future__ import annotations

import contextlib
import hmac
import json
import os
import secrets
import signal
import socketserver
import sys
import threading
import time
from pathlib import Path
from typing import Any, Final

RUNTIME: Final = "server.json"
LOCK: Final = "server.lock"
DATABASE: Final = "touchline"
READER: Final = "reader"
DEEDS: Final = ("lease", "status", "pin", "stop", "kill")
HANDSHAKE_S: Final = 5.0
STOP_S: Final = 20.0


class Keeper:
    """Who uses the server, and whether it should go on."""

    def __init__(self, linger: float, public: dict[str, Any]) -> None:
        self.token = secrets.token_urlsafe(32)
        self._linger, self._public = linger, public
        self._users: list[int] = []
        self._pinned = self._ending = False
        self._idle_since = time.monotonic()
        self._changed = threading.Condition()

    def enter(self, pid: int) -> bool:
        """Count one more user; False if the server is already ending."""
        with self._changed:
            if self._ending:
                return False
            self._users.append(pid)
            self._changed.notify_all()
            return True

    def leave(self, pid: int) -> None:
        """A user is gone."""
        with self._changed:
            self._users.remove(pid)
            self._idle_since = time.monotonic()
            self._changed.notify_all()

    def order(self, deed: str) -> dict[str, Any]:
        """Carry out `pin`, `stop` (end when unused), `kill` (end now) or `status`; the state after it."""
        with self._changed:
            if deed in ("pin", "stop"):
                self._pinned = deed == "pin"
                self._idle_since = time.monotonic()
            if deed == "kill" or (deed == "stop" and not self._users):
                self._ending = True
            self._changed.notify_all()
            return {
                "ok": True, "pid": os.getpid(), "users": sorted(set(self._users)), "pinned": self._pinned,
                "ending": self._ending, **self._public,
            }  # fmt: skip

    def watch(self) -> None:
        """Return when the server should end: told to, or unused for the linger time."""
        with self._changed:
            while not self._ending:
                left = self._idle_since + self._linger - time.monotonic()
                if self._users or self._pinned:
                    self._changed.wait()
                elif left > 0:
                    self._changed.wait(left)
                else:
                    self._ending = True


class _Control(socketserver.ThreadingTCPServer):
    """Listens on a free loopback port."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, keeper: Keeper) -> None:
        self.keeper = keeper
        super().__init__(("127.0.0.1", 0), _Visit)


class _Visit(socketserver.StreamRequestHandler):
    """One connection: one order, or a lease for as long as it is open."""

    server: _Control

    def handle(self) -> None:
        keeper = self.server.keeper
        self.connection.settimeout(HANDSHAKE_S)
        try:
            asked = json.loads(self.rfile.readline(4096))
            known = hmac.compare_digest(str(asked["token"]).encode(), keeper.token.encode())
            deed, pid = str(asked["do"]), int(asked["pid"])
        except (OSError, ValueError, TypeError, KeyError):
            return
        if not known or deed not in DEEDS:
            return
        if deed != "lease":
            self._say(keeper.order(deed))
        elif not keeper.enter(pid):
            self._say({"ok": False, "ending": True})
        else:
            try:
                self._say(keeper.order("status"))
                self.connection.settimeout(None)
                self.rfile.read(1)
            except OSError:
                pass
            finally:
                keeper.leave(pid)

    def _say(self, answer: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):
            self.wfile.write(json.dumps(answer).encode() + b"\n")


def free_port() -> int:
    """A loopback port that was free a moment ago."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)


def main() -> int:
    """Keep one server for one data folder until nobody needs it; 0 if it ended in order, else an error is printed."""
    from filelock import FileLock, Timeout

    os.umask(0o077)
    config = json.loads(sys.stdin.readline())
    data = Path(config["data"])
    lock = FileLock(data / LOCK, mode=0o600)
    try:
        lock.acquire(timeout=config["wait"], poll_interval=0.05)
    except Timeout:
        _tell({"error": f"another server holds {data / LOCK} and does not answer"})
        return 1
    alarm = threading.Timer(config["wait"], os._exit, (1,))
    alarm.daemon = True
    alarm.start()
    try:
        server = _start(config, data)
    except Exception as error:
        _tell({"error": " ".join(str(error).split()) or type(error).__name__})
        return 1
    alarm.cancel()
    try:
        _serve(config, data, server["public"], server["private"])
    finally:
        (data / RUNTIME).unlink(missing_ok=True)
        threading.Thread(target=_give_up, daemon=True).start()
        server["stop"]()
        lock.release()
    return 0


def _start(config: dict[str, Any], data: Path) -> dict[str, Any]:
    from graph.store import jvm

    (data / RUNTIME).unlink(missing_ok=True)
    return jvm.start(config, data)


def _serve(config: dict[str, Any], data: Path, public: dict[str, Any], private: dict[str, str]) -> None:
    keeper = Keeper(config["linger"], public)
    control = _Control(keeper)
    threading.Thread(target=control.serve_forever, daemon=True).start()
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: keeper.order("kill"))
    keeper.enter(config["pid"])
    threading.Thread(target=_hold_for_starter, args=(keeper, config["pid"]), daemon=True).start()
    runtime = {"pid": os.getpid(), "control": control.server_address[1], "token": keeper.token, **public, **private}
    write_private(data / RUNTIME, json.dumps(runtime))
    _tell({"ready": True})
    keeper.watch()


def _hold_for_starter(keeper: Keeper, pid: int) -> None:
    """Standard input is the starter's lease: it ends when the starter closes it, exits or is killed."""
    while sys.stdin.buffer.read(4096):
        pass
    keeper.leave(pid)


def _tell(message: dict[str, Any]) -> None:
    with contextlib.suppress(OSError):
        print(json.dumps(message), flush=True)


def _give_up() -> None:
    """End a server that cannot close itself in time: its write-ahead log makes the files whole at the next start."""
    time.sleep(STOP_S)
    os._exit(1)


if __name__ == "__main__":
    code = main()
    with contextlib.suppress(OSError):  # the starter may be gone
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)  # threads of the Java side would keep the process alive
