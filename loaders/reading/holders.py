"""Who holds a post: the name beside its role noun, or the subject of a copula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from loaders.languages.find import Match
from loaders.languages.load import Language, Role
from loaders.reading.model import EMPLOYERS, PERSON, SOFT, Filler, Unit

Starts = Mapping[int, Match[Role]]


def holders(
    units: Sequence[Unit], match: Match[Role], first: int, starts: Starts,
    modifiers: Mapping[int, str], language: Language,
) -> tuple[tuple[Filler, ...], str]:  # fmt: skip
    """Who holds the post: the name beside the noun, or the subject of a copula."""
    after = _name_after(units, match, starts, modifiers, language)
    if after:
        return after, "appos"
    before = units[first - 1] if first else None
    comma = _after_comma(units, match, before, language)
    if comma:
        return comma, "appos_comma"
    determined = before is not None and before.spelled in language.words["determiners"] and first > 1
    at = first - 2 if determined else first - 1
    opener = units[at + 1].pre if at >= 0 else ""
    if at >= 0 and units[at].is_kind(PERSON) and opener in (",", "(", "–", "—", "-", ":"):
        entity = units[at].entity
        assert entity is not None
        return (Filler(entity, at, "appos_before", match.start - at),), "appos_before"
    return _copula(units, match, first, language)


def _after_comma(
    units: Sequence[Unit], match: Match[Role], before: Unit | None, language: Language
) -> tuple[Filler, ...]:
    """ "their chairwoman, Joycelyn Aleong,": a definite role noun, then the name between commas."""
    if match.end >= len(units) or before is None or units[match.end].pre != ",":
        return ()
    words = language.words
    definite = before.owner or before.spelled in words["determiners"] or before.spelled in words["possessives"]
    unit = units[match.end]
    closed = match.end + 1 == len(units) or units[match.end + 1].pre == ","
    if not definite or not closed or not unit.is_kind(PERSON) or unit.entity is None:
        return ()
    return (Filler(unit.entity, match.end, "appos_comma", 1),)


def _name_after(
    units: Sequence[Unit], match: Match[Role], starts: Starts, modifiers: Mapping[int, str],
    language: Language,
) -> tuple[Filler, ...]:  # fmt: skip
    for here in range(match.end, min(len(units), match.end + 7)):
        unit = units[here]
        if unit.is_kind(PERSON):
            near = unit.pre in ("", '"', "„", "“") or (
                unit.pre == "," and here > match.end and units[here - 1].is_kind(EMPLOYERS)
            )
            if not near or unit.why in ("pronoun", "possessive", "relative") or unit.entity is None:
                return ()
            between = range(match.end, here)
            if any(at in modifiers or units[at].is_kind(EMPLOYERS) for at in between) and any(
                at in starts for at in between
            ):
                return ()
            if (
                here > match.end
                and units[here - 1].entity is None
                and here - 1 not in starts
                and not _inside(here - 1, starts, modifiers)
            ):
                return ()
            return tuple(
                Filler(other.entity, at, "appos" if at == here else "appos_list", at - match.end)
                for at, other in enumerate(units)
                if other.entity
                and (at == here or (at > here and other.group == unit.group >= 0 and _bare(here, at, starts)))
            )
        if unit.pre not in SOFT and not unit.is_kind(EMPLOYERS):
            return ()
        passable = (
            unit.entity is not None
            or here in starts
            or here in modifiers
            or (
                unit.spelled in language.words["coordinators"]
                or unit.spelled in language.words["determiners"]
                or unit.spelled in language.marks
            )
        )
        if not passable:
            return ()
    return ()


def _inside(at: int, starts: Starts, modifiers: Mapping[int, str]) -> bool:
    return at in modifiers or any(match.start <= at < match.end for match in starts.values())


def _bare(here: int, at: int, starts: Starts) -> bool:
    """Whether no other role noun stands between two listed names."""
    return not any(here < start < at for start in starts)


def _copula(
    units: Sequence[Unit], match: Match[Role], first: int, language: Language
) -> tuple[tuple[Filler, ...], str]:
    clause = units[match.start].clause
    row = [at for at, unit in enumerate(units) if unit.clause == clause]
    verb = next(
        (at for at in reversed(row) if units[at].spelled in language.words["copulas"] and at < match.end + 6), None
    )
    as_word = first > 0 and "as" in language.marks.get(units[first - 1].spelled, ())
    if verb is None and not as_word:
        return (), ""
    people = [
        at for at in row
        if units[at].is_kind(PERSON) and "bare" in units[at].marks and not first <= at < match.end
    ]  # fmt: skip
    ahead = [at for at in people if at < first]
    if as_word:
        ahead = [at for at in row if units[at].is_kind(PERSON) and at < first] or ahead
    chosen = ahead[-1] if ahead else (people[0] if people and verb is not None else None)
    if chosen is None:
        return (), ""
    how = "copula" if verb is not None and not as_word else "as"
    group = units[chosen].group
    return tuple(
        Filler(unit.entity, at, how, abs(match.start - at))
        for at, unit in enumerate(units)
        if unit.entity and (at == chosen or (unit.group == group >= 0))
    ), how
