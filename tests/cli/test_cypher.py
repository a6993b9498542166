"""`touchline cypher` and `touchline schema`, as processes of their own, on every store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import SCHEMA_VERSION, Store
from graph.store.schema import SCHEMA_NODE, rules
from tests.cli.test_command import Run, command
from tests.queries.world import settings, store
from touchline.cli import exits

__all__ = ["settings", "store"]
NAMES = "MATCH (o:Outlet) RETURN o.name AS name, o.aliases AS aliases ORDER BY name"


@pytest.fixture
def run(settings: Settings, store: Store) -> Run:
    return lambda *args, **kwargs: command(settings, *args, **kwargs)


def test_rows_as_a_table(run: Run) -> None:
    done = run("cypher", NAMES)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split("  ")[0] for line in done.stdout.splitlines()] == ["name", "Abendpost", "La Gaceta Verde"]


def test_rows_as_json_with_parameters_of_every_type(run: Run) -> None:
    given = ["--param", "n=2", "--param", "text=2x", "--param", 'list=["a"]', "--param", "none=null"]
    done = run("cypher", "RETURN $n + 1 AS n, $text AS text, $list AS list, $none AS none", *given, "--json")
    answer = json.loads(done.stdout)
    assert answer["ok"] is True
    assert answer["rows"] == [{"n": 3, "text": "2x", "list": ["a"], "none": None}]


def test_rows_as_csv_from_a_file_and_from_standard_input(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "query.cypher"
    path.write_text("RETURN ['a', 'b'] AS list, {k: 1} AS map", encoding="utf-8")
    wanted = 'list,map\na; b,"{""k"": 1}"\n'
    assert run("cypher", "--file", str(path), "--csv").stdout == wanted
    assert run("cypher", "--csv", stdin=path.read_text(encoding="utf-8")).stdout == wanted


def test_rows_beyond_the_limit_are_told(run: Run) -> None:
    done = run("cypher", "UNWIND range(1, 5) AS n RETURN n", "--limit", "2")
    assert done.stdout.split() == ["n", "1", "2"]
    assert "only the first 2 rows" in done.stderr


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (["CREATE (n:Person {id: 'x'}) RETURN n"], exits.STORE, "Only reading is allowed here"),
        (["MATCH (n) DETACH DELETE n"], exits.STORE, "Only reading is allowed here"),
        (["LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l"], exits.STORE, "LOAD CSV"),
        (["RETURN"], exits.STORE, ""),
        (["  "], exits.USAGE, "there is no statement"),
        (["RETURN 1 AS n", "--file", "setup.cfg"], exits.USAGE, "not both"),
        (["RETURN $a AS a", "--param", "a"], exits.USAGE, "no NAME=VALUE"),
        (["RETURN 1 AS n", "--json", "--csv"], exits.USAGE, "exclude each other"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(run: Run, args: list[str], code: exits.Exit, says: str) -> None:
    done = run("cypher", *args)
    assert done.returncode == code.code
    assert says in done.stderr and "Traceback" not in done.stderr
    assert done.stdout == ""


def test_the_schema_is_shown(run: Run) -> None:
    done = run("schema")
    assert done.returncode == 0
    first, *lines = done.stdout.splitlines()
    assert first == f"The graph has version {SCHEMA_VERSION}; this touchline needs version {SCHEMA_VERSION}."
    assert {line.split()[2] for line in lines} == {rule.name for rule in rules()}
    assert {line.split()[0] for line in lines} == {"present"}


def test_an_older_graph_is_refused_until_it_is_migrated(run: Run, store: Store) -> None:
    def version(number: int) -> str:
        return f"MATCH (s:Schema {{name: '{SCHEMA_NODE}'}}) SET s.version = {number}"

    store.transact(lambda tx: tx.run(version(1)).consume())
    asked = run("ask", "outlets")
    assert (asked.returncode, asked.stdout) == (exits.STORE.code, "")
    assert "touchline schema --migrate" in asked.stderr
    assert run("schema").returncode == exits.STORE.code
    done = run("schema", "--migrate", "--json")
    assert (done.returncode, json.loads(done.stdout)["version"]) == (0, SCHEMA_VERSION)
    assert run("ask", "outlets").returncode == 0
