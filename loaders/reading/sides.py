"""Women's, youth and reserve sides: teams of their own, named by a word beside a club or country, or by it alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graph.ids import slug
from graph.records import Entity
from loaders.languages.forms import UnitLike
from loaders.languages.load import Language
from loaders.reading.mark import units_of
from loaders.reading.model import EMPLOYERS, SOFT, TEAMS, Span
from loaders.reading.segment import Sentence, Word
from loaders.reference import Reference

_AGE = re.compile(r"\d{2}")
REACH = 3  # words that may link a side to the name behind it ("Frauen des FC Bayern")


@dataclass(frozen=True, slots=True)
class Side:
    """Words [first, last) that name a side, and the part of a name that they make ("Women U20")."""

    first: int
    last: int
    part: str
    alone: bool


def is_side(entity: Entity) -> bool:
    """Whether a team is a youth or reserve side already: there is no other side below it."""
    last = entity.name.rpartition(" ")[2]
    return bool(re.fullmatch(r"U\d{2}|II|B", last))


def sides(units: Sequence[UnitLike], language: Language) -> list[Side]:
    """The side words of a sentence; what stands side by side is one side ("women's under-20s")."""
    found: list[Side] = []
    for match in language.sides.find(units, lambda _, at: _is_age(units[at].spelled)):
        if found and match.start < found[-1].last:
            continue
        words = " ".join(unit.spelled for unit in units[match.start : match.end])
        age = _AGE.search(words)
        part = match.value.part.replace("{n}", age[0] if age else "")
        if found and found[-1].last == match.start and part not in found[-1].part:
            parts = sorted((found[-1].part, part), key=lambda name: any(char.isdigit() for char in name))
            found[-1] = Side(found[-1].first, match.end, " ".join(parts), found[-1].alone or match.value.alone)
        else:
            found.append(Side(match.start, match.end, part, match.value.alone))
    return found


def _is_age(word: str) -> bool:
    return word.isdigit() and 14 <= int(word) <= 23


def with_sides(
    sentences: Sequence[Sentence], spans: Sequence[Span], language: Language, reference: Reference
) -> list[Span]:
    """The spans of an article, those beside a side word as that side."""
    by_sentence: dict[int, list[Span]] = {}
    for span in spans:
        by_sentence.setdefault(span.sentence, []).append(span)
    result: list[Span] = []
    for sentence in sentences:
        here = by_sentence.get(sentence.index, [])
        if here and any(span.kind in EMPLOYERS for span in here):
            found = sides(units_of(sentence, {}, language), language)
            here = list(_joined(sentence.words, here, found, language, reference))
        result += here
    return result


def _joined(
    words: Sequence[Word], spans: Sequence[Span], found: Sequence[Side], language: Language, reference: Reference
) -> Iterator[Span]:
    taken: set[int] = set()
    named = {span.first: span for span in spans if span.kind in EMPLOYERS}
    joined: dict[tuple[int, int], Span] = {}
    for side in found:
        before = next((s for s in named.values() if s.first < side.first <= s.last and _touches(words, s, side)), None)
        span = _behind(words, side, named, language) or before
        if span is None or (span.first, span.last) in joined or span.part is not None:
            continue
        new = _as_side(span, side, words, reference)
        if new is not None:
            joined[span.first, span.last] = new
            taken |= set(range(side.first, side.last))
    for span in spans:
        own = joined.get((span.first, span.last))
        if own is not None:
            yield own
        elif not taken & set(range(span.first, span.last)):
            yield span


def _touches(words: Sequence[Word], span: Span, side: Side) -> bool:
    """Whether a side word ends a name or stands right behind it."""
    if side.first < span.last:
        return side.last >= span.last and not span.candidates
    return words[side.first].pre in SOFT and (len(side.part) > 1 or words[side.first].text.isupper())


def _behind(words: Sequence[Word], side: Side, named: dict[int, Span], language: Language) -> Span | None:
    """The name that a side word leads to: glued ("DFB-Frauen" reads the other way), or through "of the"."""
    for here in range(side.last, min(len(words), side.last + REACH)):
        if words[here].pre not in SOFT:
            return None
        if here in named:
            return named[here]
        marks = language.marks.get(words[here].spelled, ())
        if not ("of" in marks or words[here].spelled in language.words["determiners"]):
            return None
    return None


def _as_side(span: Span, side: Side, words: Sequence[Word], reference: Reference) -> Span | None:
    first, last = min(span.first, side.first), max(span.last, side.last)
    if side.first < span.last and side.first > span.first:
        keep = words[span.first : side.first]
        base = span.text[: len(span.text) - (words[span.last - 1].end - words[side.first].start)].rstrip(" -'’")
        return replace(span, first=first, last=last, text=base, folded=" ".join(w.folded for w in keep), part=side.part)
    if side.last > span.first >= side.first:
        return None
    if span.kind not in TEAMS:
        code = next((reference.entities[alias.entity].country for alias in span.candidates), None)
        country = reference.countries.get(code) if code else None
        team = country.national_team if country is not None else None
        if team is None:
            return None
        alias = next(iter(span.candidates))._replace(entity=team)
        return replace(span, first=first, last=last, kind="national_team", candidates=(alias,), part=side.part)
    return replace(span, first=first, last=last, part=side.part)


def part_of(entity: Entity, part: str) -> Entity:
    """A side of a team as a team of its own; a side's side keeps both words ("Canada Women U20")."""
    known = [word for word in part.split() if not entity.name.endswith(f" {word}") and f" {word} " not in entity.name]
    if not known:
        return entity
    part = " ".join(known)
    aliases = tuple(f"{alias} {part}" for alias in entity.aliases[:8])
    return Entity(
        f"{entity.id}:{slug(part)}", f"{entity.name} {part}", entity.kind, aliases, entity.country, entity.known
    )
