"""Teams that a text names by a side, or by the people of their town."""

import pytest

from graph.dates import PartialDate
from graph.records import Article
from loaders.reading.reader import Reader

NAMED = (
    ("en", "Amy Dale coached England under-21s.", "England U21"),
    ("en", "Amy Dale coached Borussia Dortmund II.", "Borussia Dortmund II"),
    ("de", "Jonas Kahl trainiert die A-Jugend von Schalke 04.", "FC Schalke 04 U19"),
    ("de", "Jonas Kahl trainiert die DFB-Frauen.", "Germany Women"),
    ("de", "Die deutsche U21 sucht einen Trainer.", "Germany U21"),
    ("es", "Ana Rubio entrena a la selección sub-21 de Croacia.", "Croatia U21"),
    ("fr", "Paul Durand entraîne les U19 du Stade Rennais.", "Stade Rennais U19"),
    ("it", "Mario Rossi allena la Primavera del Milan.", "AC Milan Primavera"),
    ("pt", "Rui Nabo treina a sub-21 da Polónia.", "Poland U21"),
)


@pytest.mark.parametrize(("language", "text", "name"), NAMED)
def test_a_side_is_a_team_of_its_own(language: str, text: str, name: str) -> None:
    draft = Reader().draft(Article("x", text, language, PartialDate(2024, 3, 10)))
    assert name in {unit.entity.name for line in draft.lines for unit in line.units if unit.entity is not None}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Jonas Kahl verlässt Bayer Leverkusen. Die Leverkusener suchen Ersatz."),
        ("fr", "Paul Durand quitte le Stade Rennais. Les Rennais cherchent."),
        ("pt", "Rui Nabo deixa o Portimonense. Os portimonenses procuram."),
    ],
)
def test_the_people_of_a_town_are_its_club(language: str, text: str) -> None:
    draft = Reader().draft(Article("x", text, language, PartialDate(2024, 3, 10)))
    assert any(unit.why == "club" for unit in draft.lines[-1].units)
