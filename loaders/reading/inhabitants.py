"""Clubs by the people of their town: "die Talheimer", "les Lysiens", for a club that the article names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.ids import fold
from graph.records import Entity
from loaders.languages.load import Language
from loaders.reference import Reference

STEM = 4  # letters that the town and its people must share
LOST = 3  # letters at the end of the town's name that its people may lose ("Marseille", "Marseillais")


def club_of(word: str, teams: Iterable[Entity], reference: Reference, language: Language) -> Entity | None:
    """The only club among the teams whose town's people are called so (folded)."""
    clubs = [team for team in teams if team.kind == "club"]
    found = [club for club in clubs if people_of(word, _towns(club, reference), language)]
    return found[0] if len(found) == 1 else None


def people_of(word: str, towns: Iterable[str], language: Language) -> bool:
    """Whether the people of one of the towns are called so (all folded)."""
    stems = [word.removesuffix(ending) for ending in language.inhabitants if word.endswith(ending)]
    stems = [stem for stem in stems if len(stem) >= STEM]
    return bool(stems) and any(_fits(stem, town) for town in towns for stem in stems)


def _towns(club: Entity, reference: Reference) -> Iterator[str]:
    known = reference.entities.get(club.id)
    for name in (club.name, known.city if known is not None and known.city else ""):
        yield from fold(name).split()


def _fits(stem: str, town: str) -> bool:
    return town.startswith(stem) and len(town) - len(stem) <= LOST and len(town) > STEM
