"""Each way to lose or to invent a claim has its row."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from graph.records import Claim, Dropped, Mention
from graph.serial import dump, load
from loaders.evaluation import GoldArticle, Row, claim_words, ledger, ledger_text, ledgers, read_gold
from tests.evaluation.stories import MENTIONS, RIGHT, gold_line, reading, said, seen, write

COACHES, JOINS, SUCCEEDS, WON = RIGHT


@pytest.fixture
def gold(tmp_path: Path) -> GoldArticle:
    (article,) = read_gold([write(tmp_path / "gold.jsonl", gold_line())])
    return article


def without(claim: Claim) -> tuple[Claim, ...]:
    return tuple(each for each in RIGHT if each is not claim)


def unseen(*entities: str) -> tuple[Mention, ...]:
    return tuple(mention for mention in MENTIONS if mention.entity not in entities)


def refused(claim: Claim, stage: str, reason: str) -> tuple[Dropped, ...]:
    return (Dropped(stage, reason, claim_words(claim.subject, claim.predicate, claim.object)),)


MISSED = [
    ("no candidate", COACHES, {}, ("claim", "no candidate", "")),
    ("the name is not found", WON, {"mentions": unseen("person:elsa")}, ("mention", "subject not found", "")),
    ("the name of the object is not found", WON, {"mentions": unseen("competition:cup")},
     ("mention", "object not found", "")),
    ("the name is dropped", WON,
     {"mentions": unseen("person:elsa"), "dropped": (Dropped("link", "ambiguous", "Elsa Falk"),)},
     ("link", "subject dropped (ambiguous)", "Elsa Falk")),
    ("the name is of the wrong kind", COACHES,
     {"mentions": (*unseen("club:testville"), seen("Testville", "club:testville", "person"))},
     ("mention", "object of the wrong kind", "person for club")),
    ("the name is linked to another", COACHES,
     {"mentions": (*unseen("club:testville"), seen("Testville", "club:stranger"))},
     ("link", "object linked to another", "club:stranger")),
    ("the pronoun is not resolved", SUCCEEDS, {"mentions": tuple(m for m in MENTIONS if m.text != "He could")},
     ("refer", "subject not resolved in the sentence", "")),
    ("the candidate is refused", COACHES, {"dropped": refused(COACHES, "claim", "below threshold")},
     ("claim", "dropped (below threshold)", "person:ada coaches club:testville")),
    ("the claim is merged away", JOINS, {"dropped": refused(JOINS, "settle", "merged")},
     ("settle", "dropped (merged)", "person:carl joins club:exampleton")),
    ("only another predicate is refused", COACHES,
     {"dropped": refused(said("person:ada", "leaves", "club:testville"), "claim", "weak")},
     ("claim", "only another predicate, dropped", "leaves")),
    ("a drop of something else is no trace", COACHES, {"dropped": (Dropped("claim", "weak", "a b c"),)},
     ("claim", "no candidate", "")),
]  # fmt: skip


@pytest.mark.parametrize(("story", "claim", "fields", "fault"), MISSED, ids=[case[0] for case in MISSED])
def test_the_first_stage_that_lost_a_claim(
    gold: GoldArticle, story: str, claim: Claim, fields: dict, fault: tuple[str, str, str]
) -> None:
    (row,) = ledger(gold, reading(claims=without(claim), **fields))
    assert (row.side, row.stage, row.reason, row.detail) == ("missed", *fault)
    assert (row.article, row.language, row.claim.predicate) == ("t-1", "en", claim.predicate)


REPLACED = [
    ("tense", COACHES, dataclasses.replace(COACHES, tense="former"),
     ("qualify", "tense differs", "former for current"), ("qualify", "wrong tense", "former for current")),
    ("polarity", JOINS, dataclasses.replace(JOINS, status="reported"),
     ("qualify", "polarity differs", "reported for denied"), ("qualify", "wrong polarity", "reported for denied")),
    ("predicate", COACHES, said("person:ada", "leaves", "club:testville"),
     ("claim", "another predicate", "leaves for coaches"),
     ("claim", "right pair, wrong predicate", "leaves for coaches")),
    ("swapped", SUCCEEDS, said("person:ada", "succeeds", "person:carl", "speculated"),
     ("claim", "swapped", ""), ("claim", "swapped", "")),
    ("object", COACHES, said("person:ada", "coaches", "club:exampleton", tense="current"),
     ("claim", "no candidate", ""), ("claim", "wrong object", "Exampleton for FC Testville")),
    ("subject", COACHES, said("person:carl", "coaches", "club:testville", tense="current"),
     ("claim", "no candidate", ""), ("claim", "wrong subject", "Carl Dorn for Ada Berg")),
    ("unrelated", COACHES, said("person:elsa", "represents", "person:carl"),
     ("claim", "no candidate", ""), ("claim", "unrelated pair", "")),
    ("stranger", COACHES, said("person:ada", "coaches", "club:stranger", tense="current"),
     ("claim", "no candidate", ""), ("mention", "object no gold entity", "stranger united")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "lost", "invented"), [case[1:] for case in REPLACED], ids=[case[0] for case in REPLACED]
)
def test_a_wrong_claim_in_place_of_the_right_one(
    gold: GoldArticle, old: Claim, new: Claim, lost: tuple, invented: tuple
) -> None:
    missed, false = ledger(gold, reading(claims=(*without(old), new)))
    assert (missed.side, missed.stage, missed.reason, missed.detail) == ("missed", *lost)
    assert (false.side, false.stage, false.reason, false.detail) == ("false", *invented)


def test_a_surplus_predicate_beside_the_right_one(gold: GoldArticle) -> None:
    (row,) = ledger(gold, reading(claims=(*RIGHT, said("person:ada", "joins", "club:testville"))))
    assert (row.stage, row.reason, row.detail) == ("claim", "right pair, surplus predicate", "joins for coaches")


def test_no_errors_no_rows(gold: GoldArticle) -> None:
    assert ledger(gold, reading()) == ()
    assert ledger_text(()) == "no errors\n"


def test_an_article_that_was_not_read(gold: GoldArticle) -> None:
    rows = ledgers([gold], [])
    assert {(row.side, row.stage, row.reason) for row in rows} == {("missed", "source", "article not read")}
    assert len(rows) == len(gold.claims)


def test_the_ledger_as_text_and_as_records(gold: GoldArticle) -> None:
    rows = ledgers([gold], [reading(claims=(JOINS, said("person:ada", "joins", "club:exampleton")))])
    text = ledger_text(rows, examples=1)
    first, _, *lines = text.split("\n")
    assert first.split() == ["error", "count", "share"]
    assert lines[0].split() == ["missed:", "claim:", "no", "candidate", "3", "100%"]
    assert "  t-1: Ada Berg coaches FC Testville current confirmed «Ada Berg coaches Testville.»" in lines
    assert "Elsa Falk" not in text
    assert [load(Row, dump(row)) for row in rows] == list(rows)
