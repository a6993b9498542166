"""Articles from every form and kind of path, as a user gives them."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from graph.errors import TouchlineError
from graph.records import Article
from loaders.sources import Rejected, read_sources

TEXT = "Der FC Hafenstadt hat sich von seinem Trainer getrennt. Ein Nachfolger wird noch gesucht, sagte der Präsident."
OTHER = "The club have parted company with their manager. A successor is expected to be named before the weekend."
PAGE = Path(__file__).with_name("fixtures") / "page.html"


def articles(*paths: Path | str, **options: str) -> list[Article]:
    """What is read, if nothing is rejected."""
    found = list(read_sources([str(path) for path in paths], **options))  # type: ignore[arg-type]
    assert [str(each) for each in found if isinstance(each, Rejected)] == []
    return [each for each in found if isinstance(each, Article)]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


@pytest.mark.parametrize(
    ("name", "content", "published", "title"),
    [
        ("a.txt", TEXT, "None", None),
        ("a.txt", f" date 2023-11 {TEXT}", "2023-11", None),
        ("a.txt", f"date 2023-11-05\n\n{TEXT}\n", "2023-11-05", None),
        ("a.txt", f"date 2023\n{TEXT}\n", "2023", None),
        ("a.txt", f"title: Das Aus\r\ndate: 2023-11-05\r\n\r\n{TEXT}", "2023-11-05", "Das Aus"),
        ("a.txt", f"date 2023-11 Title: Das Aus\n{TEXT}", "2023-11", "Das Aus"),
        ("2024-03-05-news.txt", TEXT, "2024-03-05", None),
        ("2024-03.txt", TEXT, "2024-03", None),
        ("2024-13-05-news.txt", TEXT, "None", None),
        ("2024-03-05-news.txt", f"date 2023-11 {TEXT}", "2023-11", None),
        ("no-suffix", TEXT, "None", None),
        ("notes.md", TEXT, "None", None),
    ],
)
def test_text(tmp_path: Path, name: str, content: str, published: str, title: str | None) -> None:
    (article,) = articles(write(tmp_path / name, content))
    assert (article.text, article.language, str(article.published), article.title) == (TEXT, "de", published, title)


def test_header_of_text_gives_every_field(tmp_path: Path) -> None:
    header = "id: n-1\ntitle: Ende\nurl: https://b.example/1\noutlet: Blatt\nlanguage: de-AT\ndate: 2024-01-02\n"
    (article,) = articles(write(tmp_path / "a.txt", header + "\n" + TEXT))
    assert (article.id, article.title, article.url, article.outlet) == ("n-1", "Ende", "https://b.example/1", "Blatt")
    assert (article.language, str(article.published), article.text) == ("de", "2024-01-02", TEXT)


def test_line_that_is_no_header_stays_in_the_text(tmp_path: Path) -> None:
    text = f"Trainer: Jonas Brandt\ntitle: so nicht\n{TEXT}"
    (article,) = articles(write(tmp_path / "a.txt", text))
    assert (article.text, article.title) == (text, None)


def test_page() -> None:
    (article,) = articles(PAGE)
    assert article.title == "Hafenstadt trennt sich von Trainer Brandt"
    assert (article.outlet, article.language, str(article.published)) == ("Küstenblatt", "de", "2024-03-05")
    assert article.url == "https://www.kuestenblatt.example/sport/hafenstadt-brandt"
    assert "sagte.\nBis zum Ende der Saison" in article.text, "paragraphs stay apart"
    assert "Startseite" not in article.text
    assert "Impressum" not in article.text


@pytest.mark.parametrize("name", ["page.html", "page.HTM", "page.txt", "page"])
def test_page_is_told_by_suffix_or_content(tmp_path: Path, name: str) -> None:
    (article,) = articles(write(tmp_path / name, PAGE.read_bytes()))
    assert article.outlet == "Küstenblatt"


@pytest.mark.parametrize("page", [f"<p>{TEXT}</p>", f"<html lang='de'><body><div><p>{TEXT}", f"<!-- x --><body>{TEXT}"])
def test_page_with_parts_missing(tmp_path: Path, page: str) -> None:
    (article,) = articles(write(tmp_path / "a.html", page))
    assert (article.text, article.language, article.published) == (TEXT, "de", None)


def test_page_that_names_another_language_than_its_own(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert 'lang="en"' in page
    (article,) = articles(write(tmp_path / "a.html", page))
    assert article.language == "de"


def test_page_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8").replace('charset="utf-8"', 'charset="iso-8859-2"')
    (article,) = articles(write(tmp_path / "a.html", page.replace("Ferro", "Červenka").encode("iso-8859-2")))
    assert "Miguel Červenka" in article.text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", '{"id": "x", "text": "%s"}\n'),
        ("a.ndjson", '\n\n{"id": "x", "text": "%s"}\n\n'),
        ("a.jsonl", '\ufeff{"id": "x", "text": "%s"}\r\n'),
        ("a.json", '{"id": "x", "text": "%s"}'),
        ("a.json", '{\n  "id": "x",\n  "text": "%s"\n}\n'),
        ("a.jsonl", '{\n  "id": "x",\n  "text": "%s"\n}\n'),
        ("a.json", '[{"id": "x", "text": "%s"}]'),
        ("a.json", '[\n {"id": "x",\n "text": "%s"}\n]'),
        ("a.jsonl", '[{"id": "x", "text": "%s"}]\n'),
        ("a.txt", '{"id": "x", "text": "%s"}\n'),
        ("a", '[{"id": "x", "text": "%s"}]'),
    ],
)
def test_json_in_every_layout(tmp_path: Path, name: str, content: str) -> None:
    (article,) = articles(write(tmp_path / name, content % TEXT))
    assert (article.id, article.text, article.language) == ("x", TEXT, "de")


@pytest.mark.parametrize("second", [f'{{"id": "y", "text": "{OTHER}"}}', f'{{"id": "y",\n"text": "{OTHER}"}}'])
def test_several_articles_in_json(tmp_path: Path, second: str) -> None:
    first = f'{{"id": "x", "text": "{TEXT}"}}'
    found = articles(write(tmp_path / "a.json", f"[{first},\n{second}]"))
    assert [(each.id, each.language) for each in found] == [("x", "de"), ("y", "en")]


@pytest.mark.parametrize(
    ("fields", "name", "expected"),
    [
        ({"lang": "pt-BR"}, "language", "pt"),
        ({"language": "FR"}, "language", "fr"),
        ({"language": "es", "lang": "fr"}, "language", "es"),
        ({"lang": None}, "language", "de"),
        ({"lang": "German"}, "language", "de"),
        ({"id": 17}, "id", "17"),
        ({"date": 2023}, "published", "2023"),
        ({"date": "2023-11-05T10:00:00Z"}, "published", "2023-11-05"),
        ({"date": ""}, "published", "None"),
        ({"title": " Das \n Aus "}, "title", "Das Aus"),
        ({"url": "https://b.example/1"}, "url", "https://b.example/1"),
        ({"outlet": "Blatt", "source": "Agentur"}, "outlet", "Blatt"),
        ({"source": "Agentur"}, "outlet", "Agentur"),
        ({"unheard": [1, 2]}, "outlet", "None"),
    ],
)
def test_fields_of_json(tmp_path: Path, fields: dict[str, object], name: str, expected: str) -> None:
    (article,) = articles(write(tmp_path / "a.jsonl", json.dumps({"text": TEXT, **fields})))
    assert str(getattr(article, name)) == expected


def test_text_of_json_is_left_as_it_is(tmp_path: Path) -> None:
    text = f"  {TEXT}\r\n\u00ad "
    (article,) = articles(write(tmp_path / "a.jsonl", json.dumps({"text": text})))
    assert article.text == text


def test_what_no_store_can_hold_becomes_a_replacement_character(tmp_path: Path) -> None:
    (article,) = articles(write(tmp_path / "a.jsonl", f'{{"text": "\\ud83d \\u0000 {TEXT}", "title": "\\udc00!"}}'))
    assert article.text == f"\ufffd \ufffd {TEXT}"
    assert article.title == "\ufffd!"
    assert len(article.sha256) == 64


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "latin-1", "mac_roman"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.json"])
def test_encodings(tmp_path: Path, encoding: str, name: str) -> None:
    text = TEXT + " Die Fans hören die Gerüchte über Müller schon länger, größer könnte die Enttäuschung kaum sein."
    content = text if name == "a.txt" else json.dumps({"text": text}, ensure_ascii=False) + "\n"
    (article,) = articles(write(tmp_path / name, content.encode(encoding)))
    assert article.text == text


def test_ids_are_the_same_in_every_run_and_differ_by_text_and_address(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.jsonl",
        "\n".join(
            json.dumps(each) for each in ({"text": TEXT}, {"text": OTHER}, {"text": TEXT, "url": "https://b.example"})
        ),
    )
    ids = [each.id for each in articles(path)]
    assert ids == [each.id for each in articles(path)]
    assert len(set(ids)) == 3


def test_folders_are_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for number, name in enumerate(["b/2.txt", "b/1.txt", "a.txt", ".hidden.txt", ".git/c.txt", "b/.d/e.txt"]):
        write(tmp_path / name, f"id: {name}\n{TEXT} {number}")
    assert [each.id for each in articles(tmp_path)] == ["a.txt", "b/1.txt", "b/2.txt"]


def test_globs_and_files_that_are_named_twice(tmp_path: Path) -> None:
    for name in ("a/1.txt", "a/b/2.txt", "3.txt", "4.jsonl"):
        write(tmp_path / name, f"id: {name}\n{TEXT} {name}")
    assert [each.id for each in articles(tmp_path / "**/*.txt")] == ["3.txt", "a/1.txt", "a/b/2.txt"]
    assert [each.id for each in articles(tmp_path / "3.txt", tmp_path / "?.txt", tmp_path / "a")] == [
        "3.txt", "a/1.txt", "a/b/2.txt",
    ]  # fmt: skip


def test_name_with_the_letters_of_a_pattern(tmp_path: Path) -> None:
    assert len(articles(write(tmp_path / "a[1].txt", TEXT))) == 1


@pytest.mark.parametrize("content", [TEXT, json.dumps({"text": TEXT}), "<html><body><p>" + TEXT + "</p></body></html>"])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode("utf-8"))))
    (article,) = articles("-", "-")
    assert article.text == TEXT


def test_defaults(tmp_path: Path) -> None:
    write(tmp_path / "1.txt", "Kurz: Brandt geht.")
    write(tmp_path / "2.txt", f"language: en\noutlet: Herald\n{TEXT}")
    first, second = articles(tmp_path, default_language="de", default_outlet="Blatt")
    assert (first.language, first.outlet) == ("de", "Blatt")
    assert (second.language, second.outlet) == ("en", "Herald")


def test_unknown_default_language_is_refused_at_once() -> None:
    with pytest.raises(TouchlineError, match="xx"):
        read_sources(["."], default_language="xx")
