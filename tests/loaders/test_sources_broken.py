"""Broken input: its reason is given, and the good article beside it is read."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import TouchlineError
from graph.records import Article
from loaders.sources import REASONS, Limits, Rejected, read_sources

GOOD = "Der FC Hafenstadt hat sich von seinem Trainer getrennt. Ein Nachfolger wird noch gesucht, sagte der Präsident."
DUTCH = "De club heeft afscheid genomen van zijn trainer na elf maanden. Een opvolger wordt volgende week voorgesteld."
LINE = json.dumps({"id": "line", "text": GOOD + " Mehr am Abend."})
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06\x00\x00\x00"


def read(*paths: Path | str, limits: Limits | None = None) -> tuple[list[str], list[Rejected]]:
    """Ids of the articles, and what was rejected."""
    found = list(read_sources([str(path) for path in paths], limits=limits))
    ids = [each.id for each in found if isinstance(each, Article)]
    return ids, [each for each in found if isinstance(each, Rejected)]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A good file that stands after the broken one."""
    path = tmp_path / "z-good.txt"
    path.write_text(f"id: good\n{GOOD}", encoding="utf-8")
    return path


FILES: list[tuple[str, bytes, str]] = [
    ("a.txt", b"", "empty"),
    ("a.txt", b" \r\n\t ", "empty"),
    ("a.txt", b"\xef\xbb\xbf", "empty"),
    ("a.txt", b"date 2023-11 ", "empty"),
    ("a.txt", b"---\n***", "empty"),
    ("a.txt", PNG, "binary"),
    ("a.txt", bytes(range(1, 32)) * 20, "binary"),
    ("a.txt", b"\x81\x8d\x8f\x90" * 300, "unknown_encoding"),
    ("a.txt", b"Trainer weg.", "too_short"),
    ("a.txt", DUTCH.encode(), "unknown_language"),
    ("a.txt", f"language: nl\n{GOOD}".encode(), "unknown_language"),
    ("a.html", b"", "empty"),
    ("a.html", b"\n\n", "empty"),
    ("a.html", b"<html><body></body></html>", "no_article_text"),
    ("a.html", b"<html><title>404</title><body><nav><a href='/'>x</a></nav></body></html>", "no_article_text"),
    ("a.html", b"<<<>>><</html", "no_article_text"),
    ("a.html", PNG, "binary"),
    ("a.html", f"<html lang='de'><body><article><p>{DUTCH}</p></article></body></html>".encode(), "unknown_language"),
    ("a.jsonl", b"", "empty"),
    ("a.jsonl", b"\n\n \n", "empty"),
    ("a.json", b"[]", "empty"),
    ("a.json", b"{", "broken_json"),
    ("a.json", b'[{"text": "x"', "broken_json"),
    ("a.json", b"<html>", "broken_json"),
    ("a.json", b'"text"', "not_an_object"),
    ("a.json", b"null", "not_an_object"),
    ("a.json", b"[" * 100_000, "broken_json"),
    ("a.json", b"9" * 5000, "broken_json"),
    ("a.json", PNG, "binary"),
    ("a.xyz", b"\x00\x01\x02", "unsupported_file"),
    ("a.css", b"body { color: red }", "unsupported_file"),
    ("a.png", PNG, "unsupported_file"),
]


@pytest.mark.parametrize(("name", "content", "reason"), FILES)
def test_broken_file(tmp_path: Path, good: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    ids, rejected = read(tmp_path)
    assert ids == ["good"]
    assert [(each.reason, each.lost) for each in rejected] == [(reason, "article")]
    assert rejected[0].where.startswith(str(tmp_path / name))


LINES: list[tuple[bytes, str, str]] = [
    (b'{"text": "cut of', "broken_json", "article"),
    (b'{"id": "x",', "broken_json", "article"),
    (b"{", "broken_json", "article"),
    (b"{]", "broken_json", "article"),
    (b"not json", "broken_json", "article"),
    (b"<html><body>Error 502</body></html>", "broken_json", "article"),
    (b"[1]", "not_an_object", "article"),
    (b"17", "not_an_object", "article"),
    (b"{}", "missing_text", "article"),
    (b'{"text": null}', "missing_text", "article"),
    (b'{"text": ["a", "b"]}', "missing_text", "article"),
    (b'{"text": ""}', "empty", "article"),
    (b'{"text": "1:0"}', "too_short", "article"),
    (b'{"text": "- : -"}', "empty", "article"),
    (b'{"text": "Brandt geht."}', "too_short", "article"),
    (json.dumps({"text": DUTCH}).encode(), "unknown_language", "article"),
    (json.dumps({"text": GOOD, "lang": "nl"}).encode(), "unknown_language", "article"),
    (json.dumps({"text": GOOD + " Mehr am Abend.", "id": "other"}).encode(), "", ""),
    (json.dumps({"text": GOOD, "id": "line"}).encode(), "id_taken", "article"),
    (LINE.encode(), "duplicate", "article"),
    (b"\x00\x01\x02\x03", "binary", "article"),
    (b'{"text": "' + b"\x81\x8d" * 300 + b'"}', "unknown_encoding", "article"),
]


@pytest.mark.parametrize(("line", "reason", "lost"), LINES)
@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_broken_line(tmp_path: Path, good: Path, name: str, line: bytes, reason: str, lost: str) -> None:
    (tmp_path / name).write_bytes(LINE.encode() + b"\n" + line + b"\n\n")
    ids, rejected = read(tmp_path)
    assert [(each.reason, each.lost) for each in rejected] == ([(reason, lost)] if reason else [])
    assert all(each.where.startswith(f"{tmp_path / name}:2") for each in rejected)
    assert ids == ["line", *(["other"] if not reason else []), "good"]


@pytest.mark.parametrize("line", [line for line, reason, _ in LINES if reason not in ("", "duplicate", "id_taken")])
def test_broken_first_line(tmp_path: Path, line: bytes) -> None:
    (tmp_path / "a.jsonl").write_bytes(line + b"\n" + LINE.encode())
    ids, rejected = read(tmp_path)
    assert ids == ["line"]
    assert len(rejected) == 1
    assert rejected[0].where.startswith(f"{tmp_path / 'a.jsonl'}:1")


@pytest.mark.parametrize(
    ("fields", "reason", "lost"),
    [
        ({"date": "yesterday"}, "bad_date", "date"),
        ({"date": "2023-13"}, "bad_date", "date"),
        ({"date": "2023-02-30"}, "bad_date", "date"),
        ({"date": "05.11.2023"}, "bad_date", "date"),
        ({"date": ["2023"]}, "bad_field", "date"),
        ({"date": True}, "bad_field", "date"),
        ({"title": 5}, "bad_field", "title"),
        ({"url": {}}, "bad_field", "url"),
        ({"outlet": ["Blatt"]}, "bad_field", "outlet"),
        ({"lang": 3}, "bad_field", "language"),
    ],
)
def test_bad_field_costs_only_the_field(tmp_path: Path, fields: dict[str, object], reason: str, lost: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "kept", "text": GOOD, **fields}))
    ids, rejected = read(tmp_path)
    assert ids == ["kept"]
    assert [(each.reason, each.lost) for each in rejected] == [(reason, lost)]


@pytest.mark.parametrize("header", ["date 2023-13 ", "date 2023-11-31\n", "date: gestern\n"])
def test_bad_date_of_a_text(tmp_path: Path, header: str) -> None:
    (tmp_path / "2024-01-02.txt").write_text(f"{header}id: kept\n{GOOD}", encoding="utf-8")
    (article,) = [each for each in read_sources([str(tmp_path)]) if isinstance(each, Article)]
    assert (article.text, str(article.published)) == (GOOD, "2024-01-02"), "the name of the file stands in"
    assert [each.reason for each in read(tmp_path)[1]] == ["bad_date"]


def test_a_few_broken_characters_cost_nothing_else(tmp_path: Path) -> None:
    text = (GOOD * 30).encode()
    (tmp_path / "a.txt").write_bytes(b"id: kept\n" + text + "ü".encode()[:1])
    ids, rejected = read(tmp_path)
    assert (ids, [(each.reason, each.lost) for each in rejected]) == (["kept"], [("broken_characters", "characters")])


@pytest.mark.parametrize("content", [f"[{LINE},\n{{", f"[\n{LINE},\n{LINE.replace('line', 'two')[:-5]}"])
def test_list_that_is_cut_off_keeps_what_is_whole(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.json").write_text(content)
    ids, rejected = read(tmp_path)
    assert (ids, [each.reason for each in rejected]) == (["line"], ["broken_json"])


def test_repeated_articles_are_kept_once(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    ids, rejected = read(tmp_path)
    assert len(ids) == 1
    assert [(each.where, each.reason) for each in rejected] == [(str(tmp_path / "b.txt"), "duplicate")]


def test_large_files_are_refused_before_they_are_read(tmp_path: Path, good: Path) -> None:
    for name in ("a.txt", "b.html"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(50_000_000)
    ids, rejected = read(tmp_path)
    assert ids == ["good"]
    assert [each.reason for each in rejected] == ["too_large", "too_large"]
    assert "50.0 MB, limit 10 MB" in rejected[0].message


def test_only_a_line_of_json_lines_is_limited(tmp_path: Path) -> None:
    lines = [json.dumps({"id": str(number), "text": f"{GOOD} {number}"}) for number in range(100)]
    lines.insert(50, json.dumps({"text": GOOD * 100}))
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    ids, rejected = read(tmp_path, limits=Limits(file=1000, line=1000, json=1000))
    assert len(ids) == 100
    assert [(each.where, each.reason) for each in rejected] == [(f"{tmp_path / 'a.jsonl'}:51", "too_large")]


def test_limits_hold_where_no_size_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode() * 1000)))
    ids, rejected = read("-", limits=Limits(file=10_000))
    assert (ids, [(each.where, each.reason) for each in rejected]) == ([], [("standard input", "too_large")])


@pytest.mark.parametrize(
    ("path", "reason"),
    [("nowhere", "missing_file"), ("*.nothing", "no_match"), ("", "missing_file"), ("a\0b", "unreadable"),
     ("empty", "no_articles"), ("emp*", "no_articles"), ("z-good.txt/below", "unreadable"), ("x" * 5000, "unreadable")],
)  # fmt: skip
def test_paths_that_lead_nowhere(
    tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch, path: str, reason: str
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    ids, rejected = read(path, good)
    assert ids == ["good"]
    assert [each.reason for each in rejected] == [reason]
    assert "\0" not in rejected[0].message


def test_links_pipes_and_loops_in_a_folder(tmp_path: Path, good: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "again.txt").symlink_to(good)
    os.mkfifo(tmp_path / "pipe.txt")
    ids, rejected = read(tmp_path)
    assert ids == ["good"]
    assert {(Path(each.where).name, each.reason) for each in rejected} == {
        ("gone.txt", "unreadable"), ("pipe.txt", "unreadable"),
    }  # fmt: skip


def test_files_that_may_not_be_read(tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = tmp_path / "locked.txt"
    locked.write_text(GOOD)
    opened: Callable[..., io.BufferedReader] = Path.open

    def refuse(path: Path, *rest: str) -> io.BufferedReader:
        # Permissions do not hold for root, as whom tests may run.
        if path == locked:
            raise PermissionError(13, "Permission denied")
        return opened(path, *rest)

    monkeypatch.setattr(Path, "open", refuse)
    ids, rejected = read(tmp_path)
    assert ids == ["good"]
    assert [(each.reason, each.detail) for each in rejected] == [("unreadable", "Permission denied")]


def test_closed_standard_input(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    ids, rejected = read("-", good)
    assert (ids, [each.reason for each in rejected]) == (["good"], ["unreadable"])


def test_messages_say_where_what_and_what_to_do(tmp_path: Path) -> None:
    for reason, (what, fix) in REASONS.items():
        message = Rejected("a.txt:3", reason, "detail").message
        assert message == f"a.txt:3: {what} (detail). {fix}"
        assert fix.endswith(".")
    with pytest.raises(TouchlineError, match="unheard"):
        Rejected("a.txt", "unheard")


def test_page_that_the_parser_fails_on(tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    (tmp_path / "a.html").write_text("<html><body><p>Text</p></body></html>")
    ids, rejected = read(tmp_path)
    assert (ids, [(each.reason, each.detail) for each in rejected]) == (["good"], [("broken_html", "RecursionError")])


def test_nothing_is_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    # pytest's own handler would hide that Python prints what no handler takes.
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    for number, (name, content, _) in enumerate(FILES):
        (tmp_path / f"{number}-{name}").write_bytes(content)
    read(tmp_path)
    assert capfd.readouterr() == ("", "")


NAMES = st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.json", "a", "a.xyz"])
PARTS = [b"<html>", b"<p>", b"</", b"<!--", b'{"text":"', b'"}', b"\n", b"[", b"{", b"\xff\xfe", b"date 2", b"\0", b","]
CONTENTS = st.one_of(
    st.binary(max_size=300),
    st.lists(st.one_of(st.sampled_from(PARTS), st.binary(max_size=8), st.just(GOOD.encode()))).map(b"".join),
    st.text(max_size=200).map(lambda text: text.encode("utf-16")),
    st.text(max_size=200).map(lambda text: json.dumps({"text": text, "date": text[:9], "lang": text[:2]}).encode()),
)


@settings(max_examples=150, deadline=None)
@given(NAMES, CONTENTS)
def test_no_bytes_raise_or_harm_the_file_beside_them(name: str, content: bytes) -> None:
    with TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path(name).write_bytes(content)
        Path("z-good.txt").write_text(f"id: the good one\n{GOOD}", encoding="utf-8")
        for paths in (["."], [name, "z-good.txt"]):
            found = list(read_sources(paths))
            good = [each for each in found if isinstance(each, Article) and each.id == "the good one"]
            assert [each.text for each in good] == [GOOD]
            assert len(found) > 1
            for each in found:
                assert str(each).encode("utf-8")
