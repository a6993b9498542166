"""`touchline dump`, `restore` and `export`, as processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import Store
from tests.cli.test_command import command
from tests.moving.conftest import CLAIMS
from touchline.cli import exits

TOLD = f"{CLAIMS + 1} claims"


def test_one_pipe_moves_a_graph(full: Store, empty: Store, dumped: Path, tmp_path: Path) -> None:
    def environment(settings: Settings) -> dict[str, str]:
        named = {"TOUCHLINE_DATA": str(settings.data), "TOUCHLINE_URI": settings.uri, "TOUCHLINE_USER": settings.user}
        return {**os.environ, **named, "TOUCHLINE_PASSWORD": settings.password}

    touchline = [sys.executable, "-m", "touchline"]
    with subprocess.Popen(
        [*touchline, "dump", "-"], env=environment(full.settings), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as source:
        target = subprocess.run(
            [*touchline, "restore", "-"], env=environment(empty.settings), stdin=source.stdout,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert source.stderr is not None
        said = source.stderr.read().decode()
    assert (target.returncode, target.stderr) == (0, "")
    assert target.stdout.startswith("restored") and TOLD in target.stdout
    assert said.startswith("dumped") and TOLD in said
    path = tmp_path / "again.gz"
    done = command(empty.settings, "dump", str(path))
    assert (done.returncode, done.stderr) == (0, "")
    assert path.read_bytes() == dumped.read_bytes()


def test_a_restore_says_what_is_in_its_way(full: Store, dumped: Path, tmp_path: Path) -> None:
    done = command(full.settings, "restore", str(dumped))
    assert done.returncode == exits.STORE.code
    assert done.stderr.count("\n") == 1 and "--replace" in done.stderr
    half = tmp_path / "half.gz"
    half.write_bytes(dumped.read_bytes()[:5_000])
    done = command(full.settings, "restore", str(half), "--replace")
    assert done.returncode == exits.NOTHING_USABLE.code
    assert done.stderr.count("\n") == 1 and "cut off" in done.stderr


@pytest.mark.parametrize("args", [["dump", "no/such/folder/graph.gz"], ["restore", "no-such-file.gz"]])
def test_a_path_that_is_not_there_is_named(full: Store, args: list[str]) -> None:
    done = command(full.settings, *args)
    assert done.returncode == exits.ERROR.code
    assert done.stderr.count("\n") == 1 and "No such file" in done.stderr and args[1].split("/")[0] in done.stderr


def test_an_export_tells_the_next_step(full: Store, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "export"
    done = command(full.settings, "export", "neo4j-admin", str(folder))
    assert (done.returncode, done.stderr) == (0, "")
    assert TOLD in done.stdout and f"sh {folder}/import.sh" in done.stdout
    again = command(full.settings, "export", "neo4j-admin", str(folder))
    assert again.returncode == exits.USAGE.code
    assert "not empty" in again.stderr
