"""What README.md shows runs: its Python, and the commands that need no graph."""

from __future__ import annotations

import json
import re
import runpy
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.project.tree import ROOT
from touchline.cli.main import root

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the repository, with a data folder of the test's own."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("TOUCHLINE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TOUCHLINE_LINGER", "0.1")
    monkeypatch.delenv("TOUCHLINE_URI", raising=False)


def test_its_python_runs_and_prints_rows(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), names)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(names["frame"]) > 0  # type: ignore[arg-type]


def test_its_extract_gives_claims_of_the_article() -> None:
    (line,) = re.findall(r"^touchline (extract .*)$", TEXT, re.MULTILINE)
    done = CliRunner().invoke(root, shlex.split(line))
    assert done.exit_code == 0, done.output
    names = {claim["subject"]["name"] for claim in json.loads(done.stdout)["claims"]}
    assert "Thomas Tuchel" in names


def test_its_explain_names_the_sentences() -> None:
    (line,) = re.findall(r"^touchline (explain .*)$", TEXT, re.MULTILINE)
    done = CliRunner().invoke(root, shlex.split(line))
    assert done.exit_code == 0, done.output
    assert "Thomas Tuchel" in done.stdout


def test_its_made_parts_are_filled_in_place() -> None:
    made = runpy.run_path(str(ROOT / "bench" / "readme.py"))
    page = TEXT
    for name in ("figures", "transcript"):
        page = made["placed"](page, name, f"NEW {name}\n")
        assert page.count(f"<!-- made: {name} -->\n\nNEW {name}\n\n<!-- end -->") == 1
    assert made["placed"](page, "nothing", "NEW") == page
    assert made["figures"]([]).splitlines()[-1] == "| all | 0 | 0 | – | – | 0.00 |"


def test_its_answer_can_be_asked_anew() -> None:
    text = runpy.run_path(str(ROOT / "bench" / "readme.py"))["transcript"]()
    assert text.startswith("```text\n$ touchline ask ")
    assert "Owen Carrick" in text
    assert "\x1b" not in text
