"""`touchline train`: weights from annotated articles, the same whatever the order of the files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from loaders.reading.naming import KINDS
from touchline.cli import exits
from touchline.cli.main import root

BUNDLED = Path(__file__).parents[2] / "loaders" / "bundled" / "gold.jsonl"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Ten of the bundled articles in two files."""
    folder = tmp_path_factory.mktemp("gold")
    lines = BUNDLED.read_text("utf-8").splitlines()
    paths = [folder / "one.jsonl", folder / "two.jsonl"]
    for path, some in zip(paths, (lines[:20:4], lines[1:20:4]), strict=True):
        path.write_text("\n".join(some) + "\n", "utf-8")
    return paths


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command in this process: exit code, output, errors."""

    def call(*args: object) -> tuple[int, str, str]:
        words = ["train", *map(str, args)]
        code = exits.guarded(lambda: root.main(args=words, prog_name="touchline", standalone_mode=False))
        return code, *capsys.readouterr()

    return call


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_files_in_any_order_give_the_same_bytes_and_the_changes_are_told(
    run: Run, gold: Sequence[Path], tmp_path: Path
) -> None:
    code, out, err = run(*gold, "--out", tmp_path / "a")
    assert (code, err) == (0, "")
    assert "10 articles" in out and "naming.json" in out and " → " in out
    assert run(*reversed(gold), "--out", tmp_path / "b")[0] == 0
    written = contents(tmp_path / "a")
    assert written == contents(tmp_path / "b") and set(written) == {"naming.json", "weights.json"}
    assert set(json.loads(written["naming.json"])) == set(KINDS)
    assert 0 < json.loads(written["weights.json"])["threshold"] < 1
    code, out, _ = run(*gold, "--out", tmp_path / "a")
    assert code == 0 and "0 new, 0 gone, 0 changed\n" in out and " → " not in out
    assert contents(tmp_path / "a") == written


def test_cross_prints_figures_and_writes_nothing(run: Run, gold: Sequence[Path], tmp_path: Path) -> None:
    code, out, _ = run(*gold, "--cross", "--out", tmp_path / "none")
    assert code == 0 and not (tmp_path / "none").exists()
    heads = [line.split()[0] for line in out.splitlines()]
    assert heads == ["person", "club", "10", "best", "default", "recall", "recall"]


def spoiled(folder: Path, text: str) -> Path:
    path = folder / "spoiled.jsonl"
    path.write_text(text, "utf-8")
    return path


def test_a_missing_file_is_told(run: Run, tmp_path: Path) -> None:
    code, _, err = run(tmp_path / "absent.jsonl")
    assert code == exits.USAGE.code and "absent.jsonl" in err


def test_every_broken_line_is_named_and_nothing_is_learned(run: Run, gold: Sequence[Path], tmp_path: Path) -> None:
    good = gold[0].read_text("utf-8")
    path = spoiled(tmp_path, f'{{"id": "x"\n{good}[]\n')
    code, out, err = run(path, "--out", tmp_path / "out")
    assert code == exits.ERROR.code and out == ""
    assert f"{path}:1: " in err and f"{path}:7: " in err and "nothing is learned" in err
    assert not (tmp_path / "out").exists()


def test_articles_without_claims_are_refused(run: Run, tmp_path: Path) -> None:
    line = {"id": "dry", "lang": "en", "text": "It rained.", "entities": [], "claims": []}
    code, _, err = run(spoiled(tmp_path, json.dumps(line)))
    assert code == exits.NOTHING_USABLE.code and "no article has a claim" in err


def test_too_few_articles_are_refused(run: Run, tmp_path: Path) -> None:
    claim = {"subject": "Ida Falk", "predicate": "coaches", "object": "FC Nordstern", "status": "confirmed"}
    line = {"id": "one", "lang": "en", "text": "It rained on Ida Falk.", "entities": [], "claims": [claim]}
    code, _, err = run(spoiled(tmp_path, json.dumps(line)), "--out", tmp_path / "out")
    assert code == exits.NOTHING_USABLE.code and "too few" in err
    assert contents(tmp_path / "out") == {}


def test_an_unwritable_folder_is_told_before_the_work(run: Run, gold: Sequence[Path], tmp_path: Path) -> None:
    place = spoiled(tmp_path, "no folder") / "below"
    code, out, err = run(*gold, "--out", place)
    assert (code, out) == (exits.ERROR.code, "")
    assert str(place) in err and "cannot be written" in err


def test_weights_there_that_are_none_are_not_overwritten(run: Run, gold: Sequence[Path], tmp_path: Path) -> None:
    (tmp_path / "naming.json").write_text("{}", "utf-8")
    code, _, err = run(*gold, "--out", tmp_path)
    assert code == exits.ERROR.code and "is no file of weights" in err
    assert contents(tmp_path) == {"naming.json": b"{}"}


def test_without_numpy_it_says_what_to_install(gold: Sequence[Path]) -> None:
    hide = "import sys; sys.modules['numpy'] = None; from touchline.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", hide, "train", *map(str, gold)],
        capture_output=True, encoding="utf-8", env=dict(os.environ), timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == exits.ERROR.code
    assert "pip install numpy" in done.stderr and "Traceback" not in done.stderr
