"""Names that must not be trusted on their own: listed by hand, and found by comparing the tables with each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from graph.ids import fold
from loaders.reference.build_teams import LITTLE_KNOWN
from loaders.reference.source import hand
from loaders.reference.tables import LANGUAGES, items, text_of

Finding = tuple[str, str, str]
"""Folded alias, languages (`all` or a list), why."""

COMMON_NAME = 5


def risky(
    listed: Path, teams: list[list[str]], people: list[list[str]], countries: list[list[str]], counts: dict[str, int]
) -> list[list[str]]:
    """Rows of the risky table, sorted; languages of several reasons are joined, the first reason stays."""
    rows: dict[str, tuple[set[str], str]] = {}
    for alias, languages, why in (
        *_listed(listed),
        *_demonyms(countries),
        *_short_names(teams, people),
        *_names_of_people(teams, counts),
    ):
        spread = set(LANGUAGES) if languages == "all" else set(items(languages)) & set(LANGUAGES)
        have, reason = rows.setdefault(alias, (set(), why))
        rows[alias] = (have | spread, reason)
    return [[key, "|".join(code for code in LANGUAGES if code in rows[key][0]), rows[key][1]] for key in sorted(rows)]


def _listed(path: Path) -> Iterator[Finding]:
    """The source's `alias;languages;why` lines and our own table."""
    for line in text_of(path).splitlines() if path.exists() else []:
        if line and not line.startswith("#"):
            alias, languages, why = line.split(";", 2)
            yield fold(alias), languages, why
    for row in hand("risky"):
        yield fold(row["alias"]), row["languages"], row["why"]


def _demonyms(countries: list[list[str]]) -> Iterator[Finding]:
    """Country names that are the demonym of a country in another language: `Algerien` and `algérien`."""
    count = len(LANGUAGES)
    for row in countries:
        names = dict(zip(LANGUAGES, map(fold, row[3 : 3 + count]), strict=True))
        for language, forms in zip(LANGUAGES, row[4 + count : 4 + 2 * count], strict=True):
            for form in map(fold, items(forms)):
                if form in names.values():
                    yield form, language, "also what its people are called"


def _short_names(teams: list[list[str]], people: list[list[str]]) -> Iterator[Finding]:
    """One-word names of little-known clubs and of players known by one word."""
    for row in teams:
        if int(row[9]) <= LITTLE_KNOWN and row[2] == "club":
            yield from ((fold(name), "all", "a little-known club") for name in _one_word(row))
    for row in people:
        if int(row[6]) < 5:
            yield from ((fold(name), "all", "a player known by one word") for name in _one_word(row))


def _one_word(row: list[str]) -> list[str]:
    return [name for name in (row[1], *items(row[-1])) if " " not in fold(name)]


def _names_of_people(teams: list[list[str]], counts: dict[str, int]) -> Iterator[Finding]:
    """One-word names of clubs that are common first names or surnames."""
    for row in teams:
        if row[2] == "club":
            for key in map(fold, _one_word(row)):
                if counts.get(key, 0) >= COMMON_NAME:
                    yield key, "all", "also a first name or surname"


def totals(*tables: Iterable[list[str]]) -> dict[str, int]:
    """Folded name → its count over several tables of names."""
    counts: dict[str, int] = {}
    for table in tables:
        for row in table:
            counts[row[0]] = counts.get(row[0], 0) + int(row[1])
    return counts
