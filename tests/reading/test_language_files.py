"""Language files: examples that the words can give, and errors that name file, line and field."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graph.errors import InvalidData
from loaders.languages import check
from loaders.languages.file import FOLDER
from loaders.languages.load import FILES, available, language
from loaders.reading.reader import Reader

CODE = "en"

# file, what stands there, what stands there instead, the field that the error names
BROKEN = [
    ("triggers", 'frame = "join"', 'frame = "joyn"', "frame"),
    ("triggers", 'pos = "noun"', 'pos = "adverb"', "pos"),
    ("triggers", 'manner = "resigned"', 'manner = "sulking"', "manner"),
    ("triggers", 'role = "head_coach"', 'role = "head_cook"', "role"),
    ("triggers", 'status = "denied"', 'status = "refuted"', "status"),
    ("triggers", 'tense = "former"', 'tense = "past"', "tense"),
    ("triggers", "weak = true", "feeble = true", "feeble"),
    ("roles", 'role = "head_coach"', 'role = "head_cook"', "role"),
    ("roles", 'team = "national_team"', 'team = "country"', "team"),
    ("roles", 'role = "ceo"', 'role = "ceo"\nrank = "top"', "rank"),
    ("qualify", 'status = "reported"', 'status = "rumoured"', "status"),
    ("qualify", 'scope = "sentence"', 'scope = "page"', "scope"),
    ("describe", 'by = "age"', 'by = "size"', "by"),
    ("describe", "alone = true", "single = true", "single"),
    ("describe", 'part = "Women"', "part = 4", "part"),
    ("describe", "endings = [", "ends = [", "ends"),
    ("time", 'field = "until"', 'field = "unless"', "field"),
    ("time", 'value = "season_end"', 'worth = "season_end"', "worth"),
    ("grammar", 'name = "', 'nome = "', "nome"),
    ("grammar", '["of"]', '["off"]', "marks"),
]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A copy of the files of one language."""
    shutil.copytree(FOLDER / CODE, tmp_path / CODE)
    return tmp_path


def change(files: Path, name: str, old: str, new: str) -> int:
    """Changes the first `old` of a file; the line on which it stood."""
    path = files / CODE / f"{name}.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def refusal(files: Path) -> str:
    with pytest.raises(InvalidData) as caught:
        language(CODE, files)
    return str(caught.value)


@pytest.mark.parametrize(("name", "old", "new", "field"), BROKEN)
def test_what_no_language_has_is_refused(files: Path, name: str, old: str, new: str, field: str) -> None:
    change(files, name, old, new)
    said = refusal(files)
    assert f"{CODE}/{name}.toml:" in said
    assert field in said


# the fields by which an error finds its entry
@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        row[:3]
        for row in BROKEN
        if (row[0], row[3]) in {("triggers", "frame"), ("roles", "role"), ("qualify", "status")}
    ],
)
def test_the_line_of_an_unknown_value_is_named(files: Path, name: str, old: str, new: str) -> None:
    line = change(files, name, old, new)
    assert f"{CODE}/{name}.toml:{line}:" in refusal(files)


@pytest.mark.parametrize(
    ("name", "entry", "what"),
    [
        ("triggers", '[[trigger]]\nframe = "join"\nforms = [""]', "forms"),
        ("triggers", '[[trigger]]\nframe = "join"\nforms = [" .. "]', "has no word"),
        ("triggers", '[[trigger]]\nframe = "join"\nforms = "joins"', "forms"),
        ("triggers", '[[trigger]]\nframe = "join"', "forms"),
        ("roles", '[[role]]\nrole = "scout"\nforms = [7]', "forms"),
    ],
)
def test_forms_that_match_nothing_are_refused(files: Path, name: str, entry: str, what: str) -> None:
    path = files / CODE / f"{name}.toml"
    text = path.read_text("utf-8")
    head, mark, tail = text.rpartition("[modifiers]") if name == "roles" else (text, "", "")
    path.write_text(f"{head}\n{entry}\n\n{mark}{tail}", "utf-8")
    said = refusal(files)
    assert f"{CODE}/{name}.toml:" in said
    assert what in said


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(files: Path, name: str) -> None:
    (files / CODE / f"{name}.toml").unlink()
    said = refusal(files)
    assert f"{CODE}/{name}.toml" in said
    assert "missing" in said


@pytest.mark.parametrize("name", FILES)
def test_broken_toml_is_named_with_its_line(files: Path, name: str) -> None:
    path = files / CODE / f"{name}.toml"
    text = path.read_text("utf-8")
    path.write_text(text + "\n[[time\n", "utf-8")
    said = refusal(files)
    assert f"{CODE}/{name}.toml" in said
    assert f"line {text.count(chr(10)) + 2}" in said


@pytest.mark.parametrize(
    "row",
    [
        "Tom Hadley has joined Ashby Rovers. => Tom Hadley | hugs | Ashby Rovers",
        "Tom Hadley has joined Ashby Rovers. => Tom Hadley | joins",
        "Tom Hadley has joined Ashby Rovers. => Tom Hadley | joins | Ashby Rovers | mood=good",
        "Tom Hadley has joined Ashby Rovers.",
    ],
)
def test_an_example_that_is_no_example_is_an_error(files: Path, row: str) -> None:
    old = "Tom Hadley quit Ashby Rovers. => Tom Hadley | leaves | Ashby Rovers | manner=resigned"
    line = change(files, "triggers", old, row)
    count, errors, notes = check.check(CODE, Reader(), files)
    assert (count, notes) == (0, [])
    assert len(errors) == 1
    assert f"{CODE}/triggers.toml:{line}" in errors[0]


@pytest.mark.parametrize("code", available())
def test_the_words_of_a_language_can_give_its_examples(code: str) -> None:
    count, errors, _ = check.check(code, Reader())
    assert errors == []
    assert count >= 50


def test_an_example_that_the_words_cannot_give_is_an_error(files: Path) -> None:
    old = "Tom Hadley quit Ashby Rovers. => Tom Hadley | leaves | Ashby Rovers | manner=resigned"
    line = change(files, "triggers", old, old.replace("resigned", "sacked"))
    _, errors, _ = check.check(CODE, Reader(), files)
    assert len(errors) == 1
    assert errors[0].startswith(f"{CODE}/triggers.toml:{line}: Tom Hadley quit")
    assert "Tom Hadley | leaves | Ashby Rovers | manner=sacked" in errors[0]


@pytest.mark.parametrize(("wrong", "code"), [([], 0), (["en/roles.toml:1: a sentence"], 1)])
def test_the_exit_code_says_whether_an_error_was_found(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], wrong: list[str], code: int
) -> None:
    monkeypatch.setattr(check, "check", lambda *_: (3, wrong, ["en/time.toml:2: another sentence"]))
    assert check.main([CODE]) == code
    said = capsys.readouterr().out
    assert "note: en/time.toml:2" in said
    assert said.endswith(f"3 examples, {len(wrong)} errors, 1 notes\n")
