"""Plain sentences with inline answers: what a reader expects of the bundled words and weights (`sentences/`)."""

from __future__ import annotations

from collections import Counter

import pytest

from graph.ontology import PREDICATES, STATUSES
from graph.records import Reading
from loaders.extract import read_articles
from loaders.languages.check import says
from tests.reading.cases import FOLDER, Case, cases

LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.txt"))
ALL = [case for language in LANGUAGES for case in cases(language)]


def read(case: Case) -> Reading:
    return next(read_articles([case.article]))


def shown(reading: Reading) -> list[str]:
    """The claims of a reading as a failed test shows them."""
    names = {key: entity.name for key, entity in reading.entities.items()}
    return [
        f"{names[c.subject]} | {c.predicate} | {names[c.object]} | {c.status}, {c.tense}, {c.confidence}"
        for c in reading.claims
    ]


@pytest.mark.parametrize("case", [case for case in ALL if case.found], ids=lambda case: case.name)
def test_a_plain_sentence_gives_its_claims(case: Case) -> None:
    reading = read(case)
    missing = [wanted for wanted in case.found if not any(says(c, wanted, reading.entities) for c in reading.claims)]
    assert missing == [], shown(reading)


@pytest.mark.parametrize("case", [case for case in ALL if case.absent], ids=lambda case: case.name)
def test_a_plain_sentence_gives_nothing_against_its_sense(case: Case) -> None:
    reading = read(case)
    wrong = [no for no in case.absent if any(says(c, no, reading.entities, loosely=True) for c in reading.claims)]
    assert wrong == [], shown(reading)


@pytest.mark.parametrize("case", [case for case in ALL if case.nothing], ids=lambda case: case.name)
def test_what_tells_of_no_post_gives_nothing(case: Case) -> None:
    reading = read(case)
    assert reading.claims == (), shown(reading)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_sentences_cover_every_predicate_and_status(language: str) -> None:
    wanted = [claim for case in cases(language) for claim in case.found]
    assert {predicate for _, predicate, _, _ in wanted} == set(PREDICATES)
    assert {dict(fields).get("status", "confirmed") for *_, fields in wanted} == set(STATUSES)
    assert min(Counter(case.group for case in cases(language)).values()) > 1


def test_accents_tell_words_apart() -> None:
    """ "könnte" is a possibility, "konnte" a fact: the pair stands among the German sentences."""
    said = {case.text: dict(case.found[0][3]).get("status") for case in cases("de") if case.found}
    assert said["Der SC Talheim könnte Jonas Kahl verpflichten."] == "speculated"
    assert said["Der SC Talheim konnte Jonas Kahl verpflichten."] is None
