"""The command as its users run it: a process of its own, its output, its exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import Store, connect
from touchline.cli import exits

Run = Callable[..., subprocess.CompletedProcess[str]]
BUNDLED = Path(__file__).parents[2] / "loaders" / "bundled" / "gold.jsonl"
PAGE = "AC Velmora have appointed Ida Sørensen as their new head coach, the club said in a statement on Tuesday. " * 3
STORY = "Marco Feld has been sacked as head coach of FC Nordstern, the club announced on Monday morning."


def command(settings: Settings, *args: str, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    place = {"TOUCHLINE_DATA": str(settings.data), "TOUCHLINE_LINGER": "0.2"}
    if settings.uri:
        place |= {"TOUCHLINE_URI": settings.uri, "TOUCHLINE_USER": settings.user}
        place |= {"TOUCHLINE_PASSWORD": settings.password}
    given = {**os.environ, "NO_COLOR": "1", **place, **env}
    return subprocess.run(
        [sys.executable, "-m", "touchline", *args],
        input=stdin, capture_output=True, encoding="utf-8", env=given, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture
def run(settings: Settings, store: Store) -> Run:
    """The command on the invented world, whose server runs already."""
    return lambda *args, **kwargs: command(settings, *args, **kwargs)


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """An empty graph for commands that write; its server runs until the last of them."""
    settings = Settings(data=tmp_path_factory.mktemp("elsewhere"), linger=0.2)
    with connect(settings):
        yield settings


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
    (), ("load",), ("ask",), ("ask", "hotseat"), ("questions",), ("extract",), ("explain",), ("evaluate",), ("train",),
    ("reference",), ("reference", "import"), ("reference", "check"), ("serve",), ("db",),
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
    assert [line["id"] for line in lines] == ["one", "two", None, "three"]
    assert lines[1] == {"id": "two", "claims": []} and lines[2]["claims"] == []
    for claim in lines[0]["claims"]:
        assert STORY[claim["start"] : claim["end"]] == claim["evidence"]
    told = done.stderr.splitlines()
    assert f"{path}:2: holds no text" in told[0] and f"{path}:3: not valid JSON" in told[1]
    assert told[-1].startswith("2 articles; ") and told[-1].endswith("articles/s")
    assert "2 rejected (broken json 1, empty 1)" in told[-1]
    piped = run("extract", "-", "--workers", "2", stdin=path.read_text(encoding="utf-8"))
    assert [json.loads(line) for line in piped.stdout.splitlines()] == lines


def test_extract_reads_the_same_article_as_often_as_it_comes(run: Run) -> None:
    line = json.dumps({"id": "one", "lang": "en", "text": STORY})
    done = run("extract", "-", stdin=f"{line}\n{line}\n")
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    assert first == second


def test_every_run_reads_the_same(run: Run) -> None:
    first, second = (run("extract", str(BUNDLED), "--min-confidence", "0", PYTHONHASHSEED=seed) for seed in "12")
    assert first.stdout == second.stdout and first.stdout.count("\n") > 20


# What standard input holds, the exit code, the ids of the lines that come out, words of standard error.
EXTRACTED: dict[str, tuple[str, exits.Exit, list[str | None], str]] = {
    "a date that is none": (
        json.dumps({"id": 1, "lang": "en", "date": "soon", "text": STORY}), exits.OK, ["1"], "1 lost (bad date 1)"),
    "another language": (json.dumps({"id": "x", "lang": "sv", "text": STORY}), exits.NOTHING_USABLE, ["x"], "(sv)"),
    "no object": ("{}\n[]\nnull\n", exits.NOTHING_USABLE, [None, None, None], "3 rejected"),
    "no text": ('{"id": "x"}\n', exits.NOTHING_USABLE, ["x"], "an article without text"),
    "nothing": ("", exits.NOTHING_USABLE, [], "standard input"),
}  # fmt: skip


@pytest.mark.parametrize("case", EXTRACTED)
def test_extract_from_broken_input(run: Run, case: str) -> None:
    stdin, code, ids, says = EXTRACTED[case]
    done = run("extract", "-", stdin=stdin)
    assert done.returncode == code.code, done.stderr
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ids
    assert says in done.stderr and "Traceback" not in done.stderr


def test_load_is_idempotent(elsewhere: Settings, tmp_path: Path) -> None:
    path = articles(tmp_path)
    first = command(elsewhere, "load", str(path), "--json")
    assert first.returncode == exits.SOME_REJECTED.code, first.stderr
    report = json.loads(first.stdout)
    assert (report["articles"], report["new"], len(report["rejected"])) == (2, 2, 2)
    with connect(elsewhere) as store:
        before = store.counts()
        again = command(elsewhere, "load", str(path))
        assert store.counts() == before
    assert (before["articles"], before["claims"]) == (2, report["claims"])
    assert again.returncode == exits.SOME_REJECTED.code
    assert again.stdout.startswith("2 articles (0 new); ")
    assert "2 rejected (broken json 1, empty 1)" in again.stdout


def test_load_a_folder_of_good_and_broken_files(elsewhere: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    (folder / "deep").mkdir(parents=True)
    (folder / "2024-07-02-good.txt").write_text(f"date 2024-07 {STORY}", encoding="utf-8")
    (folder / "copy.txt").write_text(f"date 2024-07 {STORY}", encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / "deep" / "page.html").write_text(f"<html lang='en'><body><article><p>{PAGE}</p></article></body></html>")
    (folder / "deep" / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (folder / "deep" / "list.json").write_text('[{"text": "cut off')
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    done = command(elsewhere, "load", str(folder), "--json")
    assert done.returncode == exits.SOME_REJECTED.code, done.stderr
    report = json.loads(done.stdout)
    assert report["articles"] == 2
    assert {Path(each["where"]).name: each["reason"] for each in report["rejected"]} == {
        "copy.txt": "duplicate", "empty.txt": "empty", "binary.txt": "binary", "list.json": "broken_json",
        "picture.png": "unsupported_file",
    }  # fmt: skip
    told = done.stderr.splitlines()
    assert len(told) == 5 and all(line.startswith(f"touchline: {folder}") for line in told)


def test_an_article_that_comes_twice_is_no_fault(elsewhere: Settings, tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    done = command(elsewhere, "load", str(tmp_path / "*.txt"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 article (") and "1 rejected (duplicate 1)" in done.stdout


def test_explain_shows_what_each_sentence_gave(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(f"language: en\ndate: 2024-07-02\n{STORY} It rained all day.", encoding="utf-8")
    done = run("explain", str(path), "--min-confidence", "0")
    assert done.returncode == 0, done.stderr
    assert " 1. Marco Feld has been sacked as head coach" in done.stdout and " 2. It rained all day." in done.stdout
    for label in ("names ", "triggers ", "✓ claim: ", "Claims: ", "Dropped: "):
        assert label in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100
    none = run("explain", str(path), "--min-confidence", "1")
    assert "Claims: 0" in none.stdout and "✗ below 1.00" in none.stdout
    missing = run("explain", str(articles(tmp_path)), "--id", "nine")
    assert missing.returncode == exits.NOTHING_USABLE.code and "'nine'" in missing.stderr


def test_evaluate_scores_annotated_articles(run: Run, tmp_path: Path) -> None:
    entities = [
        {"id": "Marco Feld", "type": "person", "mentions": ["Marco Feld"]},
        {"id": "FC Nordstern", "type": "club", "mentions": ["FC Nordstern"]},
    ]
    claim = {"subject": "Marco Feld", "predicate": "leaves", "object": "FC Nordstern", "status": "confirmed",
             "evidence": STORY}  # fmt: skip
    gold = {"id": "g1", "lang": "en", "date": "2024-07", "text": STORY, "entities": entities, "claims": [claim]}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(gold) + "\n", encoding="utf-8")
    done = run("evaluate", str(path))
    assert done.returncode == 0, done.stderr
    assert "precision" in done.stdout.lower()
    path.write_text(json.dumps(gold) + "\n{broken\n", encoding="utf-8")
    broken = run("evaluate", str(path), "--json", "--ledger")
    assert broken.returncode == exits.SOME_REJECTED.code and f"{path}:2" in broken.stderr
    assert "ledger" in json.loads(broken.stdout)


def test_db_by_hand(tmp_path: Path) -> None:
    elsewhere = Settings(data=tmp_path)
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


_SLOW = ("fastapi", "uvicorn", "pydantic", "starlette", "pandas", "numpy", "networkx", "rich", "cattrs", "loaders")


@pytest.mark.parametrize(("args", "also"), [
    (["--help"], ("neo4j", "queries")),
    (["ask", "hotseat", "--help"], ("neo4j",)),
    (["ask", "hotseat", "--team", "nordstern"], ()),
])  # fmt: skip
def test_the_command_imports_lazily(settings: Settings, store: Store, args: list[str], also: tuple[str, ...]) -> None:
    """What makes the start slow is not loaded to ask a question: no reading, no reference tables, no HTTP."""
    code = (
        "import sys; from touchline.cli.main import root\n"
        f"root.main({args!r}, standalone_mode=False)\n"
        f"print([name for name in {(*_SLOW, *also)!r} if name in sys.modules])"
    )
    env = {**os.environ, "TOUCHLINE_DATA": str(settings.data)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    assert done.stdout.splitlines()[-1] == "[]"
