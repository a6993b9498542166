"""Stage 4: descriptions, pronouns and what a sentence leaves out, resolved by who is in focus."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.dates import PartialDate
from graph.records import Entity
from loaders.languages.find import Match
from loaders.languages.load import Language
from loaders.reading.discourse import Discourse, unique
from loaders.reading.inhabitants import club_of
from loaders.reading.model import PERSON, SOFT, TEAMS, Unit
from loaders.reading.nations import country_of, demonyms, known_entity, national
from loaders.reading.sides import Side, is_side, part_of, sides
from loaders.reference import Reference

_NUMBER = re.compile(r"\d{2}\Z")


def resolve(units: tuple[Unit, ...], discourse: Discourse) -> tuple[Unit, ...]:
    """Units whose descriptions and pronouns name someone now; what cannot be resolved stays a word."""
    language = discourse.language
    found = list(_relative(units, language))
    for match in language.descriptions.find(units, lambda name, at: _slot_fits(name, units[at], discourse)):
        if any(units[here].entity is not None for here in range(match.start, match.end)):
            continue
        entity = _described(match, units, discourse)
        if entity is not None:
            found[match.start] = replace(
                units[match.start], entity=entity, why=match.value, weight=0.6, last=units[match.end - 1].last,
                end=units[match.end - 1].end, glued_next=units[match.end - 1].glued_next,
            )  # fmt: skip
            end = match.end
            if end < len(units) and units[end].folded == "s" and units[end].pre in ("'", "’"):
                owned = found[match.start] or units[match.start]
                found[match.start] = replace(owned, owner=True, last=units[end].last)
                end += 1
            for here in range(match.start + 1, end):
                found[here] = None
    for side in sides(units, language):
        _resolve_side(side, units, found, discourse)
    kept = [unit for unit in found if unit is not None]
    return tuple([_pronoun(at, kept, discourse) for at in range(len(kept))])


def _resolve_side(side: Side, units: Sequence[Unit], found: list[Unit | None], discourse: Discourse) -> None:
    """A side without its team's name: the adjective or description beside it says whose, else the team in focus."""
    if any(units[here].entity is not None for here in range(side.first, side.last)):
        return
    first, last = side.first, side.last
    beside = [here for here in range(max(0, first - 3), min(len(units), last + 1)) if _is_description(found[here])]
    near = [*units[max(0, first - 2) : first], *units[last : last + 2]]
    near = [unit for unit in near if unit.entity is None and unit.clause == units[first].clause]
    base = by_adjective("selection", near, discourse)
    for here in beside:
        unit = found[here]
        assert unit is not None
        reach = next((n for n in range(here + 1, len(units)) if found[n] is not None), len(units))
        if reach >= first and here <= last:
            base = base or (unit.entity if unit.is_kind(TEAMS) else None)
            first, last = min(first, here), max(last, reach)
    if base is None and side.alone:
        known = (discourse.team(), discourse.about.team, *discourse.focus.teams)
        base = next((team for team in known if team is not None and not is_side(team)), None)
    if base is None or base.kind not in TEAMS:
        return
    end = units[last - 1]
    found[first] = replace(
        units[first], entity=part_of(base, side.part), why="side", weight=0.6, last=end.last, end=end.end,
        glued_next=end.glued_next,
    )  # fmt: skip
    found[first + 1 : last] = [None] * (last - first - 1)


def _is_description(unit: Unit | None) -> bool:
    return unit is not None and unit.why in ("selection", "federation", "club", "demonym")


def _relative(units: tuple[Unit, ...], language: Language) -> list[Unit | None]:
    """A relative pronoun after a comma stands for the name right before it."""
    result: list[Unit | None] = []
    for at, unit in enumerate(units):
        before = units[at - 1] if at else None
        if (
            unit.entity is None and before is not None and before.entity is not None
            and unit.spelled in language.words["relative"] and (unit.pre == "," or not language.capitalised_nouns)
            and unit.clause != before.clause
        ):  # fmt: skip
            result.append(replace(unit, entity=before.entity, why="relative", weight=0.8))
        else:
            result.append(unit)
    return result


def _pronoun(at: int, units: Sequence[Unit], discourse: Discourse) -> Unit:
    """A pronoun or possessive stands for the last person named before it in its sentence, else for the one in focus."""
    words, unit = discourse.language.words, units[at]
    owner = unit.spelled in words["possessives"]
    if unit.entity is not None or not (owner or unit.spelled in words["pronouns_person"]):
        return unit
    here = (each.entity for each in reversed(units[:at]) if each.is_kind(PERSON))
    person = next(here, None) or next(iter(discourse.focus.people), None)
    why = "possessive" if owner else "pronoun"
    return replace(unit, entity=person, why=why, weight=0.5, owner=owner) if person is not None else unit


def _slot_fits(name: str, unit: Unit, discourse: Discourse) -> bool:
    if name == "n":
        return bool(_NUMBER.match(unit.folded)) or unit.folded in discourse.language.numbers
    if name == "demonym":
        return unit.folded in demonyms(discourse.reference, discourse.language.code)
    if name == "inhabitant":
        return _inhabited(unit, discourse) is not None
    return False


def _inhabited(unit: Unit, discourse: Discourse) -> Entity | None:
    language = discourse.language
    if unit.entity is not None or unit.folded in demonyms(discourse.reference, language.code):
        return None
    if language.capitalised_nouns and not unit.capital:
        return None
    return club_of(unit.folded, discourse.about.teams, discourse.reference, language)


def _described(match: Match[str], units: Sequence[Unit], discourse: Discourse) -> Entity | None:
    by, slots, at = match.value, match.slots, match.start
    if by == "age":
        return _by_age(int(units[slots["n"]].folded), discourse) if units[slots["n"]].folded.isdigit() else None
    if by == "demonym":
        country = demonyms(discourse.reference, discourse.language.code)[units[slots["demonym"]].folded]
        return _by_country(country, discourse)
    if by == "club" and "inhabitant" in slots:
        return _inhabited(units[slots["inhabitant"]], discourse)
    if by == "club":
        return discourse.team()
    if by in ("federation", "selection"):
        return _by_adjective(by, units, at, discourse)
    if by in ("league", "cup"):
        return _competition(by, units, at, discourse)
    return discourse.focus.people[0] if by == "pronoun" and discourse.focus.people else None


def _by_age(age: int, discourse: Discourse) -> Entity | None:
    """The person of the cast who is of that age; without birth dates, the one in focus."""
    people = unique([*discourse.focus.people, *discourse.about.people])
    if discourse.date is not None:
        for person in people:
            birth = _birth(person, discourse.reference)
            if birth and abs((discourse.date.first - birth.first).days / 365.25 - 0.5 - age) <= 1.0:
                return person
    unknown = [person for person in discourse.focus.people if not _birth(person, discourse.reference)]
    return unknown[0] if unknown else None


def _birth(person: Entity, reference: Reference) -> PartialDate | None:
    known = reference.entities.get(person.id)
    return PartialDate.parse(known.birth) if known and known.birth else None


def _by_country(country: str, discourse: Discourse) -> Entity | None:
    people = unique([*discourse.focus.people, *discourse.about.people])
    for person in people:
        known = discourse.reference.entities.get(person.id)
        if known and country in known.nationalities:
            return person
    strangers = [p for p in discourse.focus.people if p.id not in discourse.reference.entities]
    return strangers[0] if strangers else None


def _by_adjective(by: str, units: Sequence[Unit], at: int, discourse: Discourse) -> Entity | None:
    """A selection or federation by the adjective or demonym before it; else by the country of most names."""
    named = by_adjective(by, _around(units, at), discourse)
    if named is not None:
        return named
    country = discourse.about.country
    return national(by, country, discourse.reference) if country else None


def _competition(by: str, units: Sequence[Unit], at: int, discourse: Discourse) -> Entity | None:
    """The first league or the main cup of the country that an adjective, or else the team in focus, names."""
    country = country_of(_around(units, at), discourse.reference, discourse.language.code)
    team = discourse.team()
    if country is None and team is not None and team.kind == "club":
        country = team.country
    key = discourse.reference.competition_of(country, by) if country else None
    return known_entity(key, discourse.reference) if key else None


def _around(units: Sequence[Unit], at: int) -> Sequence[Unit]:
    """A noun and where its adjective stands: before it, or right behind it ("a seleção suíça")."""
    behind = [unit for unit in units[at + 1 : at + 2] if unit.pre in SOFT and unit.entity is None]
    return [*units[max(0, at - 2) : at + 1], *behind]


def by_adjective(by: str, units: Sequence[Unit], discourse: Discourse) -> Entity | None:
    """The federation or selection of the country whose adjective or demonym is among the units."""
    country = country_of(units, discourse.reference, discourse.language.code)
    return national(by, country, discourse.reference) if country else None
