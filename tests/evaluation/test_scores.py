"""The numbers of the guidelines, on small files whose right answers can be counted by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.errors import InvalidRecord
from graph.serial import claims_line
from loaders.evaluation import Report, evaluate, read_articles, read_gold, read_predicted
from tests.evaluation.stories import CLAIMS, RIGHT, TEXT, gold_claim, gold_line, reading, said, write


def scored(tmp_path: Path, *claims: dict[str, Any], gold: list[dict[str, Any]] | None = None) -> Report:
    path = write(tmp_path / "gold.jsonl", gold_line(claims=CLAIMS if gold is None else gold))
    return evaluate([path], [{"id": "t-1", "claims": list(claims)}])


def counts(report: Report) -> tuple[int, int, int]:
    tally = report.all.claims
    return tally.tp, tally.fp, tally.fn


COACHES = gold_claim("Ada Berg", "coaches", "FC Testville", tense="current")

MATCHES = [
    ("the usual name", {}, True),
    ("a mention", {"subject": "Berg"}, True),
    ("blind to case and accents", {"subject": "ÁDA BERG"}, True),
    ("a filler less", {"object": "Testville"}, True),
    ("another filler", {"object": "Testville SC"}, True),
    ("an alias", {"object": {"name": "The Villagers", "aliases": ["Testville"]}}, True),
    ("the usual name before the alias", {"object": {"name": "Exampleton", "aliases": ["Testville"]}}, False),
    ("another name", {"object": "Otherham"}, False),
    ("another predicate", {"predicate": "plays_for"}, False),
    ("another tense", {"tense": "former"}, False),
    ("no tense", {"tense": None}, False),
    ("another status of the same polarity", {"status": "reported"}, True),
    ("denied", {"status": "denied"}, False),
]


@pytest.mark.parametrize(("story", "change", "matches"), MATCHES, ids=[case[0] for case in MATCHES])
def test_what_matches(tmp_path: Path, story: str, change: dict[str, Any], matches: bool) -> None:
    report = scored(tmp_path, {**COACHES, **change}, gold=[COACHES])
    assert counts(report) == ((1, 0, 0) if matches else (0, 1, 1))


def test_tense_counts_only_where_it_makes_a_difference(tmp_path: Path) -> None:
    joins = gold_claim("Ada Berg", "joins", "FC Testville")
    assert counts(scored(tmp_path, {**joins, "tense": "former"}, gold=[joins])) == (1, 0, 0)


def test_a_claim_said_twice_counts_once(tmp_path: Path) -> None:
    assert counts(scored(tmp_path, COACHES, {**COACHES, "subject": "Berg"}, COACHES, gold=[COACHES])) == (1, 0, 0)


def test_the_last_of_two_predictions_counts(tmp_path: Path) -> None:
    path = write(tmp_path / "gold.jsonl", gold_line(claims=[COACHES]))
    report = evaluate([path], [{"id": "t-1", "claims": []}, {"id": "t-1", "claims": [COACHES]}])
    assert counts(report) == (1, 0, 0)


def test_ratios(tmp_path: Path) -> None:
    wrong = gold_claim("Elsa Falk", "leaves", "Exampleton")
    tally = scored(tmp_path, CLAIMS[0], CLAIMS[1], wrong).all.claims
    assert (tally.precision, tally.recall, tally.f1) == (2 / 3, 2 / 4, pytest.approx(4 / 7))
    assert counts(scored(tmp_path)) == (0, 0, 4)


FIELDS = [
    ("status", {"status": "reported"}, (0, 1)),
    ("role", {"role": "assistant_coach"}, (0, 1)),
    ("role", {"role": None}, (0, 1)),
    ("since", {"since": "2021"}, (1, 1)),
    ("since", {"since": "2021-07-15"}, (1, 1)),
    ("since", {"since": "2021-08"}, (0, 1)),
    ("since", {"since": None}, (0, 1)),
    ("until", {"until": "2024"}, (0, 0)),
]


@pytest.mark.parametrize(("field", "change", "right"), FIELDS)
def test_qualifiers(tmp_path: Path, field: str, change: dict[str, Any], right: tuple[int, int]) -> None:
    report = scored(tmp_path, {**CLAIMS[0], **change}, gold=[CLAIMS[0]])
    assert report.all.fields[field] == right


@pytest.mark.parametrize(("sources", "tally"), [
    # "The Post" counts with and without its filler word.
    (["The Post"], (2, 0, 0)), (["Post"], (1, 0, 1)), ([], (0, 0, 2)), (["The Post", "Otherpaper"], (2, 1, 0)),
    ([{"name": "Otherpaper", "aliases": ["The Post"]}], (0, 1, 2)),
])  # fmt: skip
def test_attribution(tmp_path: Path, sources: list[Any], tally: tuple[int, int, int]) -> None:
    found = scored(tmp_path, {**CLAIMS[1], "attributed_to": sources}).all.attributed_to
    assert (found.tp, found.fp, found.fn) == tally


def test_groups(tmp_path: Path) -> None:
    real = write(tmp_path / "xx.jsonl", gold_line(), gold_line(id="t-2", lang="de", claims=[COACHES]))
    composed = write(tmp_path / "xx-composed2.jsonl", gold_line(id="t-3", claims=[CLAIMS[2]]))
    report = evaluate([real, composed], [{"id": "t-2", "claims": [COACHES]}, {"id": "t-9", "claims": []}])
    assert (report.all.articles, report.real.articles, report.composed.articles) == (3, 2, 1)
    assert (report.real.claims.tp, report.composed.claims.tp) == (1, 0)
    assert report.all.by["language"]["de"].recall == 1.0
    assert report.all.by["predicate"]["coaches"].fn == 1
    assert report.all.by["status"]["speculated"].fn == 2
    assert (report.without_prediction, report.without_gold) == (2, 1)


def test_intervals_hold_the_score_and_come_out_the_same(tmp_path: Path) -> None:
    lines = [gold_line(id=f"t-{n}") for n in range(20)]
    predicted = [{"id": f"t-{n}", "claims": CLAIMS[: n % 5]} for n in range(20)]
    path = write(tmp_path / "gold.jsonl", *lines)
    report = evaluate([path], predicted)
    low, high = report.all.intervals["recall"]
    assert low < report.all.claims.recall < high
    assert report.all.intervals["precision"] == (1.0, 1.0)
    assert evaluate([path], predicted).to_dict() == report.to_dict()


def test_linked_pairs_are_blind_to_the_predicate(tmp_path: Path) -> None:
    report = scored(tmp_path, {**COACHES, "predicate": "joins"}, gold=[COACHES])
    assert (report.all.pairs.tp, report.all.pairs.fp, report.all.pairs.fn) == (1, 0, 0)


def test_a_reading_and_its_line_score_the_same(tmp_path: Path) -> None:
    path = write(tmp_path / "gold.jsonl", gold_line())
    found = reading(claims=(*RIGHT[:3], said("person:elsa", "joins", "club:stranger")))
    line = write(tmp_path / "predicted.jsonl", claims_line(found))
    report = evaluate([path], [found])
    assert counts(report) == (3, 1, 1)
    assert evaluate([path], read_predicted(line)).to_dict() == report.to_dict()


def test_a_report_reads_well_and_is_json(tmp_path: Path) -> None:
    report = scored(tmp_path, *CLAIMS[:2])
    lines = report.to_text().split("\n")
    assert lines[0].split() == ["articles", "precision", "recall", "F1", "tp", "fp", "fn"]
    assert lines[2].split()[:3] == ["all", "1", "1.000"]
    assert not any(line.startswith("composed") for line in lines)
    data = json.loads(json.dumps(report.to_dict(), allow_nan=False))
    assert data["all"]["claims"]["recall"] == 0.5
    assert data["composed"]["claims"]["precision"] is None


def test_real_and_composed_articles_are_told_apart_where_there_are_both(tmp_path: Path) -> None:
    real, composed = (write(tmp_path / name, gold_line(id=name)) for name in ("a.jsonl", "a-composed.jsonl"))
    heads = [
        {line.split(" ")[0] for line in evaluate(paths, []).to_text().split("\n")}
        for paths in ([real], [composed, real])
    ]
    assert [{"all", "real", "composed"} & head for head in heads] == [{"all"}, {"all", "real", "composed"}]


def test_no_gold_at_all(tmp_path: Path) -> None:
    report = evaluate([write(tmp_path / "gold.jsonl")], [])
    assert counts(report) == (0, 0, 0)
    assert "articles" in report.to_text()


FAULTY = [
    ({"text": None}, "missing field 'text'"),
    ({"date": "yesterday"}, "not a date"),
    ({"claims": "x"}, "'claims' is not a list of objects"),
    ({"entities": ["x"]}, "'entities' is not a list of objects"),
    ({"claims": [CLAIMS[0], {**CLAIMS[1], "predicate": "likes"}]}, "claim 2: unknown predicate 'likes'"),
    ({"claims": [{**CLAIMS[1], "status": "sure"}]}, "claim 1: unknown status 'sure'"),
    ({"claims": [{**CLAIMS[1], "subject": 3}]}, "expected str, not int @ $.subject"),
]


@pytest.mark.parametrize(("change", "says"), FAULTY, ids=[says for _, says in FAULTY])
def test_a_faulty_gold_line_is_told_and_the_rest_is_scored(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    path = write(tmp_path / "gold.jsonl", gold_line(**change), gold_line(id="t-2"))
    with pytest.raises(InvalidRecord) as caught:
        list(read_gold([path]))
    assert str(caught.value).startswith(f"{path}:1")
    assert says in str(caught.value)
    errors: list[InvalidRecord] = []
    assert evaluate([path], [], on_error=errors.append).all.articles == 1
    assert len(errors) == 1


@pytest.mark.parametrize("claim", [
    "x", {"subject": "a", "predicate": "joins"}, {"subject": 3, "predicate": "joins", "object": "b"},
    {"subject": {"aliases": []}, "predicate": "joins", "object": "b"},
])  # fmt: skip
def test_a_faulty_prediction_is_told(tmp_path: Path, claim: Any) -> None:
    with pytest.raises(InvalidRecord, match="t-1: a predicted claim is faulty"):
        scored(tmp_path, claim)


def test_articles_alone(tmp_path: Path) -> None:
    bare = {key: value for key, value in gold_line(id="t-2", title=None).items() if key not in ("entities", "claims")}
    one, two = read_articles([write(tmp_path / "gold.jsonl", gold_line(), bare)])
    assert (one.id, one.language, str(one.published), one.title, one.text) == ("t-1", "en", "2023-11", "A title", TEXT)
    assert two.title is None
