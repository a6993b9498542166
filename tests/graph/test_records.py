"""Each way to break the ontology is refused with a message that says what and where."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given

from graph.dates import PartialDate
from graph.errors import InvalidRecord, TouchlineError
from graph.ontology import KINDS, PREDICATES, QUALIFIERS
from graph.records import Article, Claim, Entity
from tests.graph.strategies import claims


def claim(**fields: object) -> Claim:
    base = {
        "article": "article:1", "subject": "person:s", "predicate": "coaches", "object": "club:x",
        "status": "confirmed", "evidence": "words", "start": 3, "end": 8, "tense": "current",
    }  # fmt: skip
    return Claim(**(base | fields))  # type: ignore[arg-type]


REFUSED = [
    ({"predicate": "likes"}, "unknown predicate 'likes': one of coaches, "),
    ({"status": "sure"}, "unknown status 'sure': one of confirmed, "),
    ({"tense": None}, "tense None does not fit coaches"),
    ({"tense": "future"}, "tense 'future' does not fit coaches"),
    ({"predicate": "joins"}, "tense 'current' does not fit joins"),
    ({"predicate": "leaves", "tense": None, "manner": "ran"}, "unknown manner 'ran': one of sacked, "),
    ({"role": "president"}, "role 'president' does not fit coaches"),
    ({"predicate": "plays_for", "role": "player"}, "role 'player' does not fit plays_for"),
    ({"when": PartialDate(2020)}, "coaches takes no when"),
    ({"manner": "sacked"}, "coaches takes no manner"),
    ({"year": PartialDate(2020)}, "coaches takes no year"),
    ({"team": "club:y"}, "coaches takes no team"),
    ({"predicate": "won", "tense": None, "since": PartialDate(2020)}, "won takes no since"),
    ({"predicate": "represents", "tense": None, "until": PartialDate(2020)}, "represents takes no until"),
    ({"evidence": "", "end": 3}, "evidence is empty or does not fit its offsets"),
    ({"end": 9}, "evidence is empty or does not fit its offsets"),
    ({"start": 8, "end": 3}, "evidence is empty or does not fit its offsets"),
    ({"confidence": 1.01}, "confidence 1.01 is outside [0, 1]"),
    ({"confidence": -0.1}, "confidence -0.1 is outside [0, 1]"),
    ({"confidence": float("nan")}, "confidence nan is outside [0, 1]"),
]


@pytest.mark.parametrize(("fields", "says"), REFUSED, ids=[says for _, says in REFUSED])
def test_what_breaks_the_ontology_is_refused(fields: dict, says: str) -> None:
    with pytest.raises(InvalidRecord) as caught:
        claim(**fields)
    assert says in str(caught.value)
    assert str(caught.value).startswith("article:1: person:s ")
    assert isinstance(caught.value, TouchlineError)


@pytest.mark.parametrize("name", sorted(PREDICATES))
def test_every_predicate_takes_its_own_qualifiers_and_no_other(name: str) -> None:
    predicate = PREDICATES[name]
    date = PartialDate(2020)
    values: dict[str, object] = {
        "since": date, "until": date, "when": date, "year": date, "team": "club:y", "manner": "sacked",
        "tense": "current", "role": min(predicate.roles, default="head_coach"),
    }  # fmt: skip
    mine = {key: value for key, value in values.items() if key in predicate.qualifiers}
    base = {"tense": None, "predicate": name}
    assert claim(**(base | mine)).predicate == name
    for foreign in QUALIFIERS.keys() - predicate.qualifiers:
        with pytest.raises(InvalidRecord):
            claim(**(base | mine | {foreign: values[foreign]}))


def test_the_ontology_refers_only_to_itself() -> None:
    for predicate in PREDICATES.values():
        assert predicate.subjects | predicate.objects <= KINDS.keys()
        assert predicate.qualifiers <= QUALIFIERS.keys()
        assert predicate.default_role is None or predicate.default_role in predicate.roles
        assert bool(predicate.roles) == ("role" in predicate.qualifiers)
        assert predicate.relation.isupper()
    assert len({predicate.relation for predicate in PREDICATES.values()}) == len(PREDICATES)


@pytest.mark.parametrize(("fields", "says"), [
    ({"kind": "dog"}, "unknown kind 'dog'"), ({"name": ""}, "needs an id and a name"),
    ({"id": ""}, "needs an id and a name"),
])  # fmt: skip
def test_entities_are_checked(fields: dict, says: str) -> None:
    with pytest.raises(InvalidRecord) as caught:
        Entity(**({"id": "person:a", "name": "A", "kind": "person"} | fields))
    assert says in str(caught.value)


@given(claims())
def test_qualifiers_never_rename_a_claim(one: Claim) -> None:
    bare = dataclasses.replace(one, status="reported", confidence=0.5, role=None, team=None, attributed_to=())
    assert bare.id == one.id
    assert dataclasses.replace(one, article="article:other").id != one.id
    assert dataclasses.replace(one, object="club:other").id != one.id


def test_tenses_are_two_claims() -> None:
    assert claim(tense="current").id != claim(tense="former").id


def test_records_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        claim().status = "denied"  # type: ignore[misc]


def test_an_articles_digest_follows_its_text() -> None:
    digests = {Article("a", text, "de").sha256 for text in ("", "x", "ß")}
    assert len(digests) == 3
    assert Article("a", "x", "de").sha256 == Article("b", "x", "en").sha256
