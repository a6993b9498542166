"""The files of an export, through Neo4j's own `neo4j-admin`, into a server that then answers."""

from __future__ import annotations

import json
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest

from graph.moving.admin import CYPHER, ExportError, export
from graph.settings import Settings
from graph.store import SCHEMA_VERSION, Store, connect
from tests.moving.conftest import assert_alike, bytes_of, lines
from tests.neo4j.server import Home


def imported(home: Home, folder: Path) -> None:
    """Run the script of the export with the real tool in the place of `neo4j-admin`."""
    tool = home.folder / "neo4j-admin"
    tool.write_text(f'#!/bin/sh\nexec {shlex.join(home.command("Neo4jAdminCommand"))} "$@"\n', "utf-8")
    tool.chmod(0o700)
    done = subprocess.run(
        ["sh", str(folder / "import.sh"), "neo4j"], env={**home.environment, "NEO4J_ADMIN": str(tool)},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def without_empty(line: bytes) -> dict[str, Any]:
    """A row of a dump. The tool knows no empty lists: it leaves the property out, and questions see no difference."""
    row = json.loads(line)
    row["props"] = {key: value for key, value in row.get("props", {}).items() if value != []}
    return row


def test_the_import_of_an_export_is_the_same_graph(full: Store, dumped: Path, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    export(full, folder)
    home = Home(tmp_path / "neo4j")
    imported(home, folder)
    try:
        server = home.start()
        with connect(Settings(uri=server.uri, user=server.user, password=server.password)) as store:
            assert store.schema().version == 0
            store.prepare()
            found = store.schema()
            assert (found.version, found.missing) == (SCHEMA_VERSION, ())
            (tmp_path / "imported.gz").write_bytes(bytes_of(store))
            rows, wanted = (list(map(without_empty, lines(path)[:-1])) for path in (tmp_path / "imported.gz", dumped))
            assert rows == wanted
            assert_alike(full, store)
            store.run("MATCH (s:Schema) DELETE s", {})
            for statement in (folder / CYPHER).read_text("utf-8").split(";\n")[:-1]:
                store.run(statement, {})
            assert store.schema() == found
    finally:
        home.stop()


def test_a_folder_that_holds_something_is_left_alone(full: Store, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("x", "utf-8")
    with pytest.raises(ExportError, match="not empty"):
        export(full, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.csv"]
