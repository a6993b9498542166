"""Language files are checked when they are read: an error names file, line and field."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graph.errors import InvalidData
from loaders.languages.file import FOLDER
from loaders.languages.load import available, language

BROKEN = [
    ("triggers", 'frame = "join"', 'frame = "joyn"', "frame"),
    ("triggers", 'pos = "noun"', 'pos = "adverb"', "pos"),
    ("roles", 'role = "head_coach"', 'role = "head_cook"', "role"),
    ("qualify", 'status = "reported"', 'status = "rumoured"', "status"),
    ("describe", 'by = "age"', 'by = "size"', "by"),
    ("grammar", 'name = "', 'nome = "', "unknown field"),
    ("time", 'field = "until"', 'field = "unless"', "field"),
]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER / "en", tmp_path / "en")
    return tmp_path


@pytest.mark.parametrize(("name", "good", "bad", "said"), BROKEN)
def test_an_unknown_word_is_refused_with_its_place(files: Path, name: str, good: str, bad: str, said: str) -> None:
    path = files / "en" / f"{name}.toml"
    text = path.read_text("utf-8")
    assert good in text
    path.write_text(text.replace(good, bad, 1), "utf-8")
    with pytest.raises(InvalidData) as caught:
        language("en", files)
    assert f"en/{name}.toml" in str(caught.value)
    assert said in str(caught.value)


def test_a_missing_file_is_named(files: Path) -> None:
    (files / "en" / "roles.toml").unlink()
    with pytest.raises(InvalidData, match=r"en/roles\.toml"):
        language("en", files)


def test_broken_toml_is_named(files: Path) -> None:
    path = files / "en" / "time.toml"
    path.write_text(path.read_text("utf-8") + "\n[[time\n", "utf-8")
    with pytest.raises(InvalidData, match=r"en/time\.toml"):
        language("en", files)


@pytest.mark.parametrize("code", available())
def test_every_language_loads(code: str) -> None:
    assert language(code).code == code
