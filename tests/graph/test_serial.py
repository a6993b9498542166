"""Every record comes back from its line as it was, and a faulty line is told by file, line and field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.dates import PartialDate
from graph.errors import InvalidRecord, UnusableInput
from graph.records import Article, Claim, Dropped, Entity, Mention, Reading
from graph.relations import Relation, derive
from graph.serial import claims_line, dump, line_of, load, read_lines, write_lines
from tests.graph.strategies import articles, claims, dropped, entities, mentions, readings

TEXT = "Ada Berg coaches Testville."
READING = Reading(
    article=Article("article:1", TEXT, "en", PartialDate(2023, 11)),
    entities={
        "person:ada": Entity("person:ada", "Ada Berg", "person", ("Berg",)),
        "club:testville": Entity("club:testville", "Testville FC", "club"),
        "outlet:post": Entity("outlet:post", "Testville Post", "outlet", ("the Post",)),
    },
    mentions=(Mention(0, 8, "Ada Berg", "person:ada", "person"),),
    claims=(
        Claim("article:1", "person:ada", "coaches", "club:testville", "reported", TEXT, 0, len(TEXT), tense="current",
              role="head_coach", since=PartialDate(2021), attributed_to=("outlet:post",), confidence=0.75),
    ),
    dropped=(Dropped("link", "ambiguous", "Testville", 17, 26),),
)  # fmt: skip


@settings(max_examples=60)
@given(st.one_of(articles(), claims(), dropped(), entities(), mentions(), readings()))
def test_every_record_comes_back(record: object) -> None:
    line = line_of(record)
    assert "\n" not in line
    assert load(type(record), json.loads(line)) == record


def test_relations_come_back() -> None:
    for relation in derive(READING.claims, {}):
        assert load(Relation, dump(relation)) == relation


@settings(max_examples=20)
@given(st.lists(readings(), max_size=3))
def test_files_come_back(tmp_path_factory: pytest.TempPathFactory, records: list[Reading]) -> None:
    path = tmp_path_factory.mktemp("lines") / "readings.jsonl"
    assert write_lines(path, records) == len(records)
    assert list(read_lines(path, Reading)) == records


def changed(path: str, value: object) -> dict:
    """The reading as data with one field replaced; `path` is dotted."""
    data = dump(READING)
    place = data
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    for step in steps:
        place = place[step]
    place[last] = value
    return data


FAULTS = [
    ("article.text", 3, "expected str, not int @ $.article.text"),
    ("article.text", None, "expected str, not NoneType @ $.article.text"),
    ("article.text", "\ud800", "half of a surrogate pair @ $.article.text"),
    ("article.published", 2023, "expected a date as YYYY, YYYY-MM or YYYY-MM-DD, not int @ $.article.published"),
    ("article.published", "November", "not a date"),
    ("article.headline", "x", "unknown field 'headline' @ $.article"),
    ("article", "x", "expected an object, not str @ $.article"),
    ("claims", "x", "expected a list, not str @ $.claims"),
    ("claims", None, "expected a list, not NoneType @ $.claims"),
    ("claims.0", [], "expected an object, not list @ $.claims[0]"),
    ("claims.0.start", "0", "expected int, not str @ $.claims[0].start"),
    ("claims.0.start", True, "expected int, not bool @ $.claims[0].start"),
    ("claims.0.since", "2023-02-30", "@ $.claims[0].since"),
    ("claims.0.tense", "future", "tense 'future' does not fit coaches @ $.claims[0]"),
    ("claims.0.attributed_to", "outlet:post", "expected a list, not str @ $.claims[0].attributed_to"),
    ("claims.0.confidence", "1", "expected float, not str @ $.claims[0].confidence"),
    ("mentions.0.weight", None, "expected float, not NoneType @ $.mentions[0].weight"),
    ("entities", [], "expected an object, not list @ $.entities"),
    ("entities.person:ada.kind", "dog", "unknown kind 'dog'"),
    ("entities.person:ada.known", 1, "expected bool, not int"),
]


@pytest.mark.parametrize(("path", "value", "says"), FAULTS, ids=[f"{path}={value!r}" for path, value, _ in FAULTS])
def test_a_fault_is_told_with_its_place(path: str, value: object, says: str) -> None:
    with pytest.raises(InvalidRecord) as caught:
        load(Reading, changed(path, value), where="file.jsonl:3")
    assert str(caught.value).startswith("file.jsonl:3: not a valid reading: ")
    assert says in str(caught.value)


def test_all_missing_fields_are_told_at_once() -> None:
    with pytest.raises(InvalidRecord, match=r"missing field 'text' @ \$\.text; missing field 'language'"):
        load(Article, {"id": "a"})


BAD_LINES = [
    (b'{"id": "b", "text"', "not JSON"),
    (b"[1, 2]", "not a JSON object"),
    (b'{"id": "\xff"}', "not UTF-8 at byte 9"),
    (b'{"id": NaN}', "NaN is no number"),
    (b"[" * 100_000, "not JSON"),
    (b'{"id": "b"}', "missing field 'text'"),
]


@pytest.mark.parametrize(("bad", "says"), BAD_LINES, ids=[says for _, says in BAD_LINES])
def test_a_bad_line_loses_no_good_one(tmp_path: Path, bad: bytes, says: str) -> None:
    path = tmp_path / "articles.jsonl"
    good = [line_of(Article(name, "x", "de")).encode() for name in "ac"]
    path.write_bytes(b"\xef\xbb\xbf" + good[0] + b"\r\n\n" + bad + b"\n" + good[1])
    errors: list[InvalidRecord] = []
    assert [article.id for article in read_lines(path, Article, on_error=errors.append)] == ["a", "c"]
    assert len(errors) == 1
    assert str(errors[0]).startswith(f"{path}:3: ")
    assert says in str(errors[0])
    with pytest.raises(InvalidRecord):
        list(read_lines(path, Article))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="No such file"):
        list(read_lines(tmp_path / "none.jsonl", Article))


def test_the_public_form_has_names_in_place_of_ids() -> None:
    ada = {"id": "person:ada", "name": "Ada Berg", "kind": "person", "aliases": ["Berg"]}
    post = {"id": "outlet:post", "name": "Testville Post", "kind": "outlet", "aliases": ["the Post"]}
    club = {"id": "club:testville", "name": "Testville FC", "kind": "club", "aliases": []}
    claim = {
        "subject": ada, "predicate": "coaches", "object": club, "tense": "current", "status": "reported",
        "role": "head_coach", "since": "2021", "until": None, "when": None, "manner": None, "year": None, "team": None,
        "attributed_to": [post], "confidence": 0.75, "evidence": TEXT, "start": 0, "end": len(TEXT),
    }  # fmt: skip
    assert claims_line(READING) == {"id": "article:1", "claims": [claim]}


def test_the_public_form_names_the_team() -> None:
    won = Claim("article:1", "person:ada", "won", "competition:cup", "confirmed", "x", 0, 1, team="club:testville")
    cup = {"competition:cup": Entity("competition:cup", "Test Cup", "competition")}
    (claim,) = claims_line(Reading(READING.article, READING.entities | cup, claims=(won,)))["claims"]
    assert claim["team"] == "Testville FC"


def test_a_claim_on_an_entity_that_the_reading_lacks() -> None:
    with pytest.raises(InvalidRecord, match="person:ada"):
        claims_line(Reading(READING.article, {}, claims=READING.claims))
