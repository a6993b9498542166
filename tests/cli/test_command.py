"""The command as its users run it: a process of its own, its output, its exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import Store
from touchline.cli import exits

Run = Callable[..., subprocess.CompletedProcess[str]]
STORY = "Marco Feld has been sacked as head coach of FC Nordstern, the club announced on Monday morning."


def command(settings: Settings, *args: str, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    given = {**os.environ, "TOUCHLINE_DATA": str(settings.data), "TOUCHLINE_LINGER": "0.2", "NO_COLOR": "1", **env}
    return subprocess.run(
        [sys.executable, "-m", "touchline", *args],
        input=stdin, capture_output=True, encoding="utf-8", env=given, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture
def run(settings: Settings, store: Store) -> Run:
    """The command on the invented world, whose server runs already."""
    return lambda *args, **kwargs: command(settings, *args, **kwargs)


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An empty graph, for commands that write."""
    return Settings(data=tmp_path_factory.mktemp("elsewhere"))


def test_ask_in_a_pipe_is_aligned_plain_text(run: Run) -> None:
    done = run("ask", "hotseat", "--team", "nordstern", "--status", "confirmed")
    assert (done.returncode, done.stderr) == (0, "")
    head, *lines = done.stdout.splitlines()
    assert head.split()[:3] == ["section", "person", "status"]
    place = head.index("sentence")
    assert lines[0][place:] == "His contract there ends in June 2025."
    assert not any("\x1b" in line for line in lines)


def test_ask_as_json(run: Run) -> None:
    done = run("ask", "contracts", "--before", "2025", "--json")
    answer = json.loads(done.stdout)
    assert answer["ok"] is True
    assert [row["person"] for row in answer["rows"]] == ["Leo Marek"]
    assert answer["parameters"]["before"] == "2025-01-01"


def test_ask_as_csv(run: Run) -> None:
    done = run("ask", "person", "--person", "Núñez", "--csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout, newline="")))
    assert [row["status"] for row in rows] == ["confirmed", "denied", "reported", "confirmed"]
    assert rows[1]["said_by"] == "Álvaro Núñez"


def test_ask_pages_and_flags(run: Run) -> None:
    done = run("ask", "timeline", "--entity", "Marco Feld", "--newest-first", "--limit", "1", "--json")
    answer = json.loads(done.stdout)
    assert (answer["rows"][0]["predicate"], answer["page"]["more"]) == ("relative_of", True)


def test_an_ambiguous_name_is_told(run: Run) -> None:
    done = run("ask", "person", "--person", "feld")
    assert done.returncode == 0
    assert "Tom Feld" in done.stderr and done.stderr.startswith("note: ")


# Arguments, exit code, what standard error says.
WRONG = [
    (("ask", "hotseat", "--team", "Nordsten"), exits.UNKNOWN_NAME, "Did you mean FC Nordstern?"),
    (("ask", "hotseat"), exits.USAGE, "--team"),
    (("ask", "hotseat", "--team", "nordstern", "--since", "soon"), exits.USAGE, "hotseat.since: 'soon' is not a date"),
    (("ask", "hotseat", "--team", "nordstern", "--status", "sure"), exits.USAGE, "confirmed, reported"),
    (("ask", "hotseat", "--tame", "nordstern"), exits.USAGE, "--tame"),
    (("ask", "hotseats"), exits.USAGE, "Did you mean hotseat?"),
    (("ask", "claims", "--json", "--csv"), exits.USAGE, "exclude each other"),
    (("aks",), exits.USAGE, "aks"),
    (("--uri", "nonsense", "ask", "claims"), exits.USAGE, "TOUCHLINE_URI"),
    (("--uri", "bolt://127.0.0.1:1", "ask", "claims"), exits.STORE, "no answer"),
    (("load", "no-such-file.txt"), exits.NOTHING_USABLE, "no-such-file.txt"),
    (("extract", "no-such-file.jsonl"), exits.NOTHING_USABLE, "no-such-file.jsonl"),
    (("extract", "-", "--out", "/no/such/folder/x"), exits.ERROR, "/no/such/folder/x"),
    (("evaluate", "no-such-file.jsonl"), exits.USAGE, "no-such-file.jsonl"),
]  # fmt: skip


@pytest.mark.parametrize(("args", "code", "says"), WRONG, ids=[" ".join(args) for args, _, _ in WRONG])
def test_an_error_is_one_clear_line_and_a_code(run: Run, args: tuple[str, ...], code: exits.Exit, says: str) -> None:
    done = run(*args)
    assert done.returncode == code.code, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    if code is not exits.USAGE:
        assert done.stderr.startswith("touchline: ")


def test_a_wrong_setting_is_named(run: Run) -> None:
    done = run("ask", "claims", TOUCHLINE_MAX_ROWS="many")
    assert done.returncode == exits.USAGE.code
    assert "TOUCHLINE_MAX_ROWS" in done.stderr and done.stderr.count("\n") == 1


def test_exit_codes_are_distinct_and_in_the_help(run: Run) -> None:
    codes = [each.code for each in exits.EXITS]
    assert len(set(codes)) == len(codes)
    text = run("--help").stdout
    for each in exits.EXITS:
        assert f"{each.code:>3}  {each.says}" in text


@pytest.mark.parametrize("args", [
    (), ("load",), ("ask",), ("ask", "hotseat"), ("questions",), ("extract",), ("explain",), ("evaluate",), ("serve",),
    ("db",),
])  # fmt: skip
def test_every_help_shows_an_example(run: Run, args: tuple[str, ...]) -> None:
    done = run(*args, "--help")
    assert done.returncode == 0
    assert "Example" in done.stdout and "touchline " in done.stdout.split("Example", 1)[1]


def test_questions_are_listed(run: Run) -> None:
    done = run("questions")
    assert "hotseat" in done.stdout and "--team TEAM" in done.stdout
    listed = [json.loads(line) for line in run("questions", "--json").stdout.splitlines()]
    assert "hotseat" in [each["question"] for each in listed]


def test_version(run: Run) -> None:
    done = run("--version")
    assert done.returncode == 0 and done.stdout.startswith("touchline ")


def articles(folder: Path) -> Path:
    path = folder / "articles.jsonl"
    lines = [
        json.dumps({"id": "one", "lang": "en", "date": "2024-07", "text": STORY}),
        json.dumps({"id": "two", "lang": "en", "date": "2024-07", "text": "   "}),
        "{broken",
        json.dumps(
            {"id": "three", "lang": "en", "date": "2024-07", "text": "It rained on the training ground all day."}
        ),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_extract_gives_a_line_an_article_in_order(run: Run, tmp_path: Path) -> None:
    path, out = articles(tmp_path), tmp_path / "claims.jsonl"
    done = run("extract", str(path), "--out", str(out))
    assert done.returncode == exits.SOME_REJECTED.code, done.stderr
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["one", "two", "three"]
    assert lines[1]["claims"] == []
    for claim in lines[0]["claims"]:
        assert STORY[claim["start"] : claim["end"]] == claim["evidence"]
    told = done.stderr.splitlines()
    assert f"{path}:2" in done.stderr and f"{path}:3" in done.stderr
    assert told[-1].startswith("2 articles; ") and told[-1].endswith("articles/s")
    piped = run("extract", "-", "--workers", "2", stdin=path.read_text(encoding="utf-8"))
    assert [json.loads(line) for line in piped.stdout.splitlines()] == lines


def test_load_reports_what_it_left_out_and_is_idempotent(elsewhere: Settings, tmp_path: Path) -> None:
    path = articles(tmp_path)
    first = command(elsewhere, "load", str(path), "--json")
    assert first.returncode == exits.SOME_REJECTED.code, first.stderr
    report = json.loads(first.stdout)
    assert (report["articles"], len(report["rejected"])) == (2, 2)
    again = command(elsewhere, "load", str(path))
    assert again.returncode == exits.SOME_REJECTED.code
    assert again.stdout.startswith("2 articles; ") and "rejected: " in again.stdout
    found = json.loads(command(elsewhere, "ask", "claims", "--json").stdout)
    assert len(found["rows"]) == report["claims"]


def test_db_by_hand(elsewhere: Settings) -> None:
    assert "No server runs" in command(elsewhere, "db", "status").stdout
    try:
        started = command(elsewhere, "db", "start")
        assert started.returncode == 0 and "until it is stopped" in started.stdout
        status = json.loads(command(elsewhere, "db", "status", "--json").stdout)
        assert (status["running"], status["pinned"], status["data"]) == (True, True, str(elsewhere.data))
        assert command(elsewhere, "ask", "claims").returncode == 0
    finally:
        stopped = command(elsewhere, "db", "stop")
    assert stopped.returncode == 0 and "No server runs" in stopped.stdout


def test_db_is_not_for_another_server(run: Run) -> None:
    done = run("--uri", "bolt://127.0.0.1:1", "db", "status")
    assert done.returncode == exits.USAGE.code and "not the embedded server" in done.stderr


def test_a_closed_pipe_is_no_error(settings: Settings, store: Store) -> None:
    env = {**os.environ, "TOUCHLINE_DATA": str(settings.data)}
    line = f"{sys.executable} -m touchline ask claims --json | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", line], capture_output=True, text=True, env=env, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_command_imports_lazily() -> None:
    """What makes the start slow is not loaded for the help of a question."""
    slow = ("fastapi", "uvicorn", "pandas", "numpy", "networkx", "rich", "neo4j", "loaders", "pydantic", "cattrs")
    code = (
        "import sys; from touchline.cli.main import root\n"
        "root.main(['ask', 'hotseat', '--help'], standalone_mode=False)\n"
        f"print([name for name in {slow!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
