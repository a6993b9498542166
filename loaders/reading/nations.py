"""Countries by their people and adjectives, and the selection or federation that plays for them."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from graph.ids import fold
from graph.records import Entity
from loaders.reading.model import Unit
from loaders.reference import Reference

STEM = 4  # letters of a word that an adjective must share


@functools.cache
def demonyms(reference: Reference, code: str) -> Mapping[str, str]:
    """Folded demonym of a language to the country's FIFA code."""
    return {
        fold(form): country.code
        for country in reference.countries.values()
        for form in country.demonyms.get(code, ())
    }  # fmt: skip


@functools.cache
def _adjectives(reference: Reference, code: str) -> Mapping[str, str]:
    table = dict(demonyms(reference, code))
    for country in reference.countries.values():
        table.update((fold(stem), country.code) for stem in country.adjectives.get(code, ()))
    return table


def country_of(units: Sequence[Unit], reference: Reference, code: str) -> str | None:
    """The FIFA code of the country whose adjective or demonym in a language is among the units."""
    stems = _adjectives(reference, code)
    for unit in units:
        for length in range(len(unit.folded), STEM - 1, -1):
            if unit.folded[:length] in stems:
                return stems[unit.folded[:length]]
    return None


def national(by: str, code: str, reference: Reference) -> Entity | None:
    """The federation or (by `selection`) the selection of a country by its FIFA code."""
    country = reference.countries.get(code)
    key = country and (country.national_team if by == "selection" else country.federation)
    return known_entity(key, reference) if key else None


def known_entity(key: str, reference: Reference) -> Entity | None:
    """An entity of the tables by its id."""
    known = reference.entities.get(key)
    return Entity(known.id, known.name, known.kind, known.aliases, known.country) if known is not None else None
