"""Minimal pairs in six languages: a hedge, a denial, a change of voice or order moves exactly one field of a claim.

In the files of `pairs/`, `> SENTENCE => subject | predicate | object` begins a group; each line below it is another
sentence with the one field that it changes (`same`: none). The last two tests change the sentences of `sentences/`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.records import Article, Reading
from loaders.extract import read_articles
from loaders.languages.check import DAY
from tests.reading.cases import cases

FOLDER = Path(__file__).parent / "pairs"
FIELDS = ("status", "tense", "role", "since", "until", "when", "manner", "attributed_to")
Said = dict[str, str]


def read(text: str, language: str) -> Reading:
    return next(read_articles([Article("article:pair", text, language, DAY)]))


def told(reading: Reading) -> list[tuple[str, Said]]:
    """Each claim as `subject | predicate | object` and its fields."""
    names = {key: entity.name for key, entity in reading.entities.items()}
    return [
        (f"{names[c.subject]} | {c.predicate} | {names[c.object]}", {name: str(getattr(c, name)) for name in FIELDS})
        for c in reading.claims
    ]


def pairs() -> Iterator[tuple[str, str, str, str, str]]:
    """Language, plain sentence, its claim, the change, the other sentence."""
    for path in sorted(FOLDER.glob("*.txt")):
        sentence = claim = ""
        for row in path.read_text("utf-8").splitlines():
            if row.startswith("> "):
                sentence, claim = row[2:].split(" => ")
            else:
                change, other = row.split(": ", 1)
                yield path.stem, sentence, claim, change, other


@pytest.mark.parametrize(("language", "sentence", "claim", "change", "other"), list(pairs()))
def test_one_change_moves_one_field(language: str, sentence: str, claim: str, change: str, other: str) -> None:
    before = [said for key, said in told(read(sentence, language)) if key == claim]
    after = [said for key, said in told(read(other, language)) if key == claim]
    assert len(before) == len(after) == 1
    moved = {f"{name}={after[0][name]}" for name in FIELDS if after[0][name] != before[0][name]}
    assert moved == ({change} - {"same"})


# Other unknown names for those of the sentences, and a sentence that tells of nobody.
NEW = {
    "de": {"Jonas Kahl": "Tilo Brandner", "SC Talheim": "TSV Oberwald", "Emil Rast": "Anton Weigl"},
    "en": {"Tom Hadley": "Callum Frith", "Ashby Rovers": "Marlow Town", "Owen Pryce": "Lewis Garside"},
    "es": {"Iñaki Larrondo": "Gaizka Oyarbide", "CD Larrea": "CF Montesa", "Mateo Sarrión": "Rubén Valdecasas"},
    "fr": {"Julien Vardin": "Rémi Castellan", "AS Brécourt": "US Montfleury"},
    "it": {"Dario Belmonti": "Ruggero Frassoni", "US Montalbo": "AC Valdoro", "Ivo Carraresi": "Livio Bertagna"},
    "pt": {"Rui Fragata": "Nélson Tavarela", "Clube Atlântico": "Clube Serrano", "Nuno Pedrosa": "Tiago Varejão"},
}
BESIDE = {
    "de": "Am Abend regnete es über der Stadt.",
    "en": "It rained over the city in the evening.",
    "es": "Por la tarde llovía en la ciudad.",
    "fr": "Le soir, il pleuvait sur la ville.",
    "it": "La sera pioveva sulla città.",
    "pt": "À noite chovia na cidade.",
}
ALIKE = 0.85  # of the sentences: a name's own form is evidence too


def renamed(text: str, names: dict[str, str]) -> str:
    for old, new in names.items():
        text = text.replace(old, new)
    return text


def claims(text: str, language: str, names: dict[str, str]) -> set[tuple[str, str]]:
    """The claims of a text, under the other names."""
    return {(renamed(key, names), str(said)) for key, said in told(read(text, language))}


@pytest.mark.parametrize("language", sorted(NEW))
def test_other_unknown_names_get_the_same_claims(language: str) -> None:
    names = NEW[language]
    some = [case.text for case in cases(language) if any(name in case.text for name in names)]
    alike = [claims(text, language, names) == claims(renamed(text, names), language, {}) for text in some]
    assert sum(alike) >= ALIKE * len(some), [text for text, same in zip(some, alike, strict=True) if not same]


@pytest.mark.parametrize("language", sorted(BESIDE))
def test_a_sentence_about_nobody_changes_nothing(language: str) -> None:
    some = [case.text for case in cases(language) if case.found]
    alike = [claims(text, language, {}) == claims(f"{text} {BESIDE[language]}", language, {}) for text in some]
    assert sum(alike) >= ALIKE * len(some), [text for text, same in zip(some, alike, strict=True) if not same]
