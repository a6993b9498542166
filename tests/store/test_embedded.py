"""The life of the embedded server: found, shared, ended with its last user, and never in the way after a crash."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import StoreUnavailable, connect, embedded
from tests.store.world import STORY

ROOT = Path(__file__).parents[2]


class Actor:
    """A process that uses the store."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.store.actor", str(folder)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip
        self.server = 0

    def ready(self) -> int:
        """Wait until it has opened the store; the pid of its server."""
        self.server = self.server or int(self.hear())
        return self.server

    def hear(self) -> str:
        return self.process.stdout.readline().strip()

    def ask(self, what: str) -> str:
        self.process.stdin.write(what + "\n")
        self.process.stdin.flush()
        return self.hear()

    def leave(self) -> None:
        self.process.stdin.close()
        assert self.process.wait(60) == 0

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def actors(folder: Path, how_many: int) -> Iterator[list[Actor]]:
    with ExitStack() as stack:
        started = [Actor(folder) for _ in range(how_many)]
        for actor in started:
            stack.callback(actor.process.stdout.close)
            stack.callback(actor.kill)
        yield started
    until(lambda: not embedded.status(Settings(data=folder)).running)


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something to become true; the limit is only there to end a failed run."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def lives(pid: int) -> bool:
    shown = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(shown.strip()) and not shown.startswith("Z")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", linger=0.2)


def runtime(settings: Settings) -> dict:
    return json.loads((settings.data / "server.json").read_text())


def test_starters_at_the_same_time_share_one_server_that_dies_with_the_last(settings):
    with actors(settings.data, 3) as (first, second, third):
        pids = {actor.ready() for actor in (first, second, third)}
        assert len(pids) == 1
        assert first.ask("write") == "2"
        assert second.ask("count") == "2"
        assert set(embedded.status(settings).users) == {actor.process.pid for actor in (first, second, third)}
        first.kill()
        second.leave()
        assert third.ask("count") == "2"
        third.kill()
        server = pids.pop()
        until(lambda: not lives(server))
    assert not (settings.data / "server.json").exists()


def test_a_starter_killed_while_it_starts_leaves_nothing_that_blocks_the_next(settings):
    with actors(settings.data, 1) as (first,):
        lock = settings.data / "server.lock"
        until(lock.exists)
        first.kill()
        with connect(settings) as store:
            assert store.read("RETURN 1 AS one").rows == [{"one": 1}]


def test_what_was_written_survives_the_servers_violent_end_and_the_store_comes_back(settings):
    with connect(settings) as store:
        store.write(STORY)
        first = embedded.status(settings).pid
        os.kill(first, signal.SIGKILL)
        until(lambda: not lives(first))
        assert (settings.data / "server.json").exists()
        assert store.counts()["articles"] == 2
        assert embedded.status(settings).pid != first


def test_start_keeps_it_stop_ends_it_and_data_and_secrets_are_safe(settings):
    assert not embedded.status(settings).running
    assert not embedded.stop(settings).running
    began = embedded.start(settings)
    assert (began.running, began.pinned, began.data) == (True, True, settings.data)
    time.sleep(3 * settings.linger)
    assert lives(began.pid)
    with connect(settings) as store:
        assert embedded.start(settings).pid == began.pid
        store.write(STORY)

    old = runtime(settings)
    assert stat.S_IMODE((settings.data / "server.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.data.stat().st_mode) == 0o700
    shown = subprocess.run(
        ["ps", "-ww", "-o", "args=", "-p", str(began.pid)], capture_output=True, text=True, check=True
    )
    with embedded.lease(settings) as lease:
        for secret in (old["root"], old["reader"], old["token"]):
            assert secret not in shown.stdout
            assert secret not in repr(lease)

    assert not embedded.stop(settings).running
    until(lambda: not lives(began.pid))
    with connect(settings) as store:
        assert store.counts()["articles"] == 2
        new = runtime(settings)
    assert not {old[name] for name in ("root", "reader", "token")} & {new[name] for name in ("root", "reader", "token")}
    until(lambda: not embedded.status(settings).running)


def test_stop_waits_for_the_users_and_force_does_not(settings):
    with connect(settings) as store, connect(settings):
        pid = embedded.start(settings).pid
        left = embedded.stop(settings)
        assert (left.running, left.users, left.pinned) == (True, (os.getpid(),), False)
        assert store.read("RETURN 1 AS one").rows == [{"one": 1}]
        assert not embedded.stop(settings, force=True).running
        until(lambda: not lives(pid))


def test_a_polite_signal_ends_the_server_in_order(settings):
    pid = embedded.start(settings).pid
    os.kill(pid, signal.SIGTERM)
    until(lambda: not lives(pid))
    assert not (settings.data / "server.json").exists()


def test_looking_does_not_keep_it_alive(settings):
    with connect(settings):
        pid = embedded.status(settings).pid
    until(lambda: not embedded.status(settings).running)
    until(lambda: not lives(pid))


@contextmanager
def stranger(answer: bytes) -> Iterator[int]:
    """A program that listens where a keeper once did."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        over = threading.Event()

        def answering() -> None:
            while not over.is_set():
                with suppress(TimeoutError):
                    visitor, _ = listener.accept()
                    with visitor:
                        visitor.recv(4096)
                        visitor.sendall(answer)

        thread = threading.Thread(target=answering)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            over.set()
            thread.join()


KEYS = {"pid": os.getpid(), "bolt": 1, "token": "t", "root": "r", "reader": "q", "database": "touchline"}


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '"x"', "{}", json.dumps(KEYS | {"control": 1}), json.dumps(KEYS | {"control": "no port"}),
     json.dumps(KEYS | {"control": 99_999_999}), "\x00\xff"],
)  # fmt: skip
def test_a_stale_runtime_file_is_no_server(settings, text):
    settings.data.mkdir()
    (settings.data / "server.json").write_text(text, encoding="latin-1")
    assert not embedded.status(settings).running
    assert not embedded.stop(settings, force=True).running


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n", b'{"ok": true}\n', b'{"ok": true, "pid": -5}\n', b"[1]\n"]
)
def test_a_stranger_on_the_old_port_is_no_server(settings, answer):
    settings.data.mkdir()
    with stranger(answer) as port:
        (settings.data / "server.json").write_text(json.dumps(KEYS | {"control": port}))
        assert not embedded.status(settings).running


def test_a_new_server_replaces_a_stale_runtime_file(settings):
    settings.data.mkdir()
    with stranger(b"hello\n") as port:
        (settings.data / "server.json").write_text(json.dumps(KEYS | {"control": port}))
        with connect(settings) as store:
            assert store.read("RETURN 1 AS one").rows == [{"one": 1}]


def test_a_wrong_token_gets_no_answer(settings):
    with embedded.lease(settings):
        known = runtime(settings)
        for token in ("", "x", None, known["token"] + "x"):
            with socket.create_connection(("127.0.0.1", known["control"])) as line:
                line.sendall(json.dumps({"token": token, "do": "kill", "pid": 1}).encode() + b"\n")
                assert line.recv(100) == b""
        assert embedded.status(settings).running


def test_the_server_itself_ends_a_question_that_takes_too_long(settings, monkeypatch):
    from graph.store import bolt

    monkeypatch.setattr(embedded, "WRITE_S", 0.5)
    endless = "UNWIND range(1, 2000000) AS x UNWIND range(1, 2000000) AS y WITH x, y WHERE x = -y RETURN count(*) AS n"
    with embedded.lease(Settings(data=settings.data, linger=0.2, query_timeout=0.5)) as lease:
        driver = bolt.driver(lease.uri, lease.reader, 0, pool=1)
        with driver, pytest.raises(Exception, match="TransactionTimedOut"):
            driver.execute_query(endless, database_=lease.database)


def test_a_data_folder_that_cannot_be_one_is_named(tmp_path):
    file = tmp_path / "file"
    file.touch()
    for data in (file, file / "below"):
        with pytest.raises(StoreUnavailable) as caught:
            connect(Settings(data=data))
        assert caught.value.where == str(data)
        assert "TOUCHLINE_DATA" in caught.value.fix


def test_a_server_that_does_not_start_says_why(settings):
    folder = settings.data / "databases" / "touchline"
    folder.mkdir(parents=True)
    (folder / "schema.json").write_text("no schema")
    (folder / "configuration.json").write_text("nothing")
    with pytest.raises(StoreUnavailable, match="did not start") as caught:
        connect(settings)
    assert "server.log" in caught.value.fix
    assert not embedded.status(settings).running
