"""Entity dumps of Wikidata: one JSON entity a line between `[` and `]`, read line by line, packed or not.

Taken are clubs, leagues, and people whose occupation is of football; which classes and occupations, `hand/` says. A
line is parsed only if it names one of them at all: nearly all lines of a dump do not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from loaders.reference.imports.columns import by_sitelinks
from loaders.reference.imports.entry import Entry, Refusal, Report
from loaders.reference.imports.text import lines_of
from loaders.reference.source import hand
from loaders.reference.tables import LANGUAGES

_FOOTBALL, _HUMAN = "Q2736", "Q5"
_SPORT = "sport"  # a club of many sports: only if football is one of them
_ORDER = ("en", *(code for code in LANGUAGES if code != "en"))
# Properties: instance of, occupation, sport, country, citizenship, birth, team, coach of, nickname, short and official.
_CLASS, _WORK, _OF_SPORT, _COUNTRY, _CITIZEN, _BORN = "P31", "P106", "P641", "P17", "P27", "P569"
_TEAMS, _NAMES = ("P54", "P6087"), ("P1449", "P1813", "P1448")
_PRECISION = {9: 4, 10: 7, 11: 10}  # of a date: letters of YYYY-MM-DD that are known


@cache
def _classes() -> Mapping[str, tuple[str, str]]:
    return {row["wikidata"]: (row["kind"], row["type"]) for row in hand("wikidata_classes")}


@cache
def _occupations() -> Mapping[str, str]:
    return {row["wikidata"]: row["role"] for row in hand("wikidata_occupations")}


@cache
def _wanted() -> re.Pattern[str]:
    """Whether a line names a class or occupation of football."""
    return re.compile(rf'"({"|".join((*_classes(), *_occupations()))})"')


def dump(path: Path, report: Report, _: str = "") -> Iterator[Entry]:
    """The entities of football in a dump. A broken line is refused, the rest is read."""
    wanted = _wanted()
    for number, line in lines_of(path):
        text = line.strip().rstrip(",")
        if text in {"", "[", "]"}:
            continue
        if not wanted.search(text):
            report.dropped["not of football"] += 1
            continue
        where = f"{path}:{number}"
        try:
            entry = _entry(json.loads(text), where)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            what = f"is no entity of a dump ({type(error).__name__}: {str(error)[:80]})."
            report.refuse(Refusal(where, "broken_line", what))
            continue
        if isinstance(entry, Entry):
            yield entry
        else:
            report.dropped[entry] += 1


def _entry(data: dict[str, Any], where: str) -> Entry | str:
    """The entry of an entity, or why it is left out."""
    claims = data["claims"] or {}
    kind, side = _kind(claims)
    if not kind:
        return "not of football"
    names = _names(data, claims)
    if not names:
        return "no name in six languages"
    person = kind == "person"
    return Entry(
        kind, names[0], where, tuple(names[1:]), wikidata=data["id"], type=side,
        countries=tuple(_items(claims, _CITIZEN if person else _COUNTRY)), birth=_birth(claims) if person else "",
        roles=tuple(_occupations()[item] for item in _items(claims, _WORK) if item in _occupations()) if person else (),
        teams=tuple(item for name in _TEAMS for item in _items(claims, name)) if person else (),
        prominence=by_sitelinks(len(data.get("sitelinks") or {})),
    )  # fmt: skip


def _kind(claims: Mapping[str, Any]) -> tuple[str, str]:
    """The kind of an entity and its side, empty where it is not of football."""
    classes = _items(claims, _CLASS)
    if _HUMAN in classes:
        return ("person", "") if set(_items(claims, _WORK)) & _occupations().keys() else ("", "")
    found = [_classes()[each] for each in classes if each in _classes()]
    sure = [each for each in found if each[1] != _SPORT]
    if not sure and found and _FOOTBALL in _items(claims, _OF_SPORT):
        return found[0][0], ""
    return max(sure, key=lambda each: each[1], default=("", ""))


def _names(data: Mapping[str, Any], claims: Mapping[str, Any]) -> list[str]:
    """Labels and aliases of the six languages, English first, then nicknames and short names."""
    labels, aliases = data.get("labels") or {}, data.get("aliases") or {}
    names = [labels[code]["value"] for code in _ORDER if code in labels]
    names += [each["value"] for code in _ORDER for each in aliases.get(code, ())]
    told = [value for name in _NAMES for value in _values(claims, name)]
    names += [each["text"] for each in told if each["language"] in LANGUAGES]
    return list(dict.fromkeys(names))


def _values(claims: Mapping[str, Any], name: str) -> list[Any]:
    """The values of a property that are not deprecated; those that are unknown or none are left out."""
    return [
        claim["mainsnak"]["datavalue"]["value"]
        for claim in claims.get(name, ())
        if claim.get("rank") != "deprecated" and "datavalue" in claim["mainsnak"]
    ]


def _items(claims: Mapping[str, Any], name: str) -> list[str]:
    return list(dict.fromkeys(value["id"] for value in _values(claims, name)))


def _birth(claims: Mapping[str, Any]) -> str:
    """The day of birth as exactly as it is known; several that differ are none."""
    found = {value["time"].lstrip("+")[: _PRECISION.get(value["precision"], 0)] for value in _values(claims, _BORN)}
    return next(iter(found)) if len(found) == 1 else ""
