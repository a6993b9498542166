"""The API as a process of its own: `touchline serve` on a free port."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

from graph.settings import Settings
from graph.store import Store
from touchline.cli import exits

ARTICLE = {
    "id": "served",
    "language": "en",
    "text": "Marco Feld has been sacked as head coach of FC Nordstern, the club announced on Monday morning.",
}


def start(settings: Settings, *args: str) -> subprocess.Popen[str]:
    given = {**os.environ, "TOUCHLINE_DATA": str(settings.data)}
    line = [sys.executable, "-m", "touchline", "serve", *args]
    return subprocess.Popen(line, stderr=subprocess.PIPE, env=given, text=True)


@pytest.fixture
def address(settings: Settings, store: Store) -> Iterator[str]:
    process = start(settings, "--port", "0")
    assert process.stderr is not None
    try:
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stderr.readline())
        assert found
        yield found[0]
    finally:
        process.send_signal(signal.SIGINT)
        log = process.stderr.read()
        assert process.wait(30) == 0, log
        assert "Traceback" not in log


def test_a_real_server_answers_and_takes_articles(address: str, store: Store) -> None:
    with urlopen(f"{address}/v1/hotseat?team={quote('nördstern')}") as response:
        assert response.headers["content-type"] == "application/json"
        assert {row["person"] for row in json.load(response)["rows"]} >= {"Marco Feld", "Ida Sørensen"}
    with pytest.raises(HTTPError) as failed:
        urlopen(f"{address}/v1/hotseat?team=Nordsten")
    assert failed.value.code == 404
    assert json.load(failed.value)["error"]["suggestions"] == ["FC Nordstern"]
    before = store.counts()["articles"]
    posted = Request(f"{address}/v1/articles", json.dumps(ARTICLE).encode(), {"Content-Type": "application/json"})
    with urlopen(posted) as response:
        assert json.load(response)["accepted"] == 1
    assert store.counts()["articles"] == before + 1


@pytest.mark.parametrize(("args", "code", "says"), [
    (("--host", "nowhere.invalid"), exits.USAGE, "cannot listen at nowhere.invalid:8000"),
    (("--port", "65536"), exits.USAGE, "65536"),
])  # fmt: skip
def test_an_address_that_cannot_be_had(settings: Settings, args: tuple[str, ...], code: exits.Exit, says: str) -> None:
    process = start(settings, *args)
    _, told = process.communicate(timeout=60)
    assert process.returncode == code.code and says in told and "Traceback" not in told


def test_a_port_in_use_and_a_store_that_is_away(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = start(settings, "--port", str(taken.getsockname()[1]))
        _, told = process.communicate(timeout=60)
    assert process.returncode == exits.USAGE.code and "in use" in told
    given = {**os.environ, "TOUCHLINE_URI": "bolt://127.0.0.1:1"}
    line = [sys.executable, "-m", "touchline", "serve", "--port", "0"]
    away = subprocess.run(line, env=given, capture_output=True, text=True, check=False, timeout=60)
    assert away.returncode == exits.STORE.code
    assert away.stderr.startswith("touchline: ") and away.stderr.count("\n") == 1
