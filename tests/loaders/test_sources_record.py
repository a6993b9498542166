"""One record to an article: the way in for requests, by the rules of JSON Lines files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.records import Article
from loaders.sources import Rejected, article_from, read_sources

TEXT = "Marco Feld has been sacked as head coach of FC Nordstern, the club announced on Monday morning."

# A record, then what comes of it: fields of the article, or reason and id; then the fields that were lost.
RECORDS: list[tuple[Any, dict[str, object] | tuple[str, str], list[str]]] = [
    ({"text": TEXT, "id": 7, "lang": "en-GB", "date": 2024}, {"id": "7", "language": "en", "published": "2024"}, []),
    ({"text": TEXT, "published": "2024-07-01", "source": "Abendpost"}, {"outlet": "Abendpost", "language": "en"}, []),
    ({"text": TEXT, "date": "soon", "title": 1}, {"published": None, "title": None}, ["title", "date"]),
    ({"text": " ", "id": "a"}, ("empty", "a"), []),
    ({"id": "a"}, ("missing_text", "a"), []),
    ({"text": TEXT, "id": "a", "lang": "sv"}, ("unknown_language", "a"), []),
    ({"text": "Ja."}, ("too_short", ""), []),
    ([{"text": TEXT}], ("not_an_object", ""), []),
    (None, ("not_an_object", ""), []),
    (b'{"text": "cut', ("broken_json", ""), []),
    (b"\x00\x01", ("binary", ""), []),
]


@pytest.mark.parametrize(("record", "expected", "lost"), RECORDS, ids=[str(row[0])[:40] for row in RECORDS])
def test_a_record(record: Any, expected: dict[str, object] | tuple[str, str], lost: list[str]) -> None:
    losses: list[Rejected] = []
    found = article_from(record, "here", on_loss=losses.append)
    if isinstance(expected, tuple):
        assert isinstance(found, Rejected) and found.where == "here" and found.lost == "article"
        assert (found.reason, found.id) == expected
    else:
        assert isinstance(found, Article)
        shown = {name: getattr(found, name) for name in expected}
        assert {name: None if value is None else str(value) for name, value in shown.items()} == expected
    assert [each.lost for each in losses] == lost


@pytest.mark.parametrize("record", [row[0] for row in RECORDS if isinstance(row[0], dict)], ids=str)
def test_a_record_is_what_its_line_in_a_file_is(record: dict[str, object], tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    losses: list[Rejected] = []
    outcome = article_from(json.dumps(record).encode(), f"{path}:1", on_loss=losses.append)
    assert list(read_sources([str(path)])) == [*losses, outcome]


def test_repeats_may_pass(tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    path.write_text((json.dumps({"id": "a", "text": TEXT}) + "\n") * 2)
    assert [type(each) for each in read_sources([str(path)], repeats=True)] == [Article, Article]
    assert [type(each) for each in read_sources([str(path)])] == [Article, Rejected]
