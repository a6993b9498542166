"""Stage 5: units of a sentence (a name counts as one step), and the marks by which names attach."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph.ids import fold
from graph.records import Entity
from loaders.languages.load import Language
from loaders.reading.model import Span, Unit
from loaders.reading.segment import Sentence, Word

REACH = 6  # words between a preposition and the name that it governs


def units_of(sentence: Sentence, named: Mapping[int, tuple[Span, Entity]], language: Language) -> tuple[Unit, ...]:
    """The units of a sentence; `named` maps the first word of a span to the span and its entity."""
    plain = _plain(sentence)
    if not named:
        return plain
    units: list[Unit] = []
    words = sentence.words
    index = 0
    while index < len(words):
        span, entity = named.get(index, (None, None))
        last = span.last if span else index + 1
        owner = False
        if span is not None and entity is not None:
            owner, last = _owns(span, words, entity, language)
        if span is None:
            units.append(plain[index])
        else:
            units.append(_name(sentence, index, last, span, entity, owner))
        index = last
    return tuple(units)


@functools.lru_cache(maxsize=128)
def _plain(sentence: Sentence) -> tuple[Unit, ...]:
    """Every word as a unit of its own."""
    followers = (*(word.pre == "-" for word in sentence.words[1:]), False)
    return tuple(
        Unit(
            index, index + 1, word.folded, word.spelled, clause, word.pre, glued, quoted, word.start, word.end,
            word.capital,
        )
        for index, (word, clause, quoted, glued) in enumerate(
            zip(sentence.words, sentence.clauses, sentence.quoted, followers, strict=True)
        )
    )  # fmt: skip


def _name(sentence: Sentence, first: int, last: int, span: Span, entity: Entity | None, owner: bool) -> Unit:
    words = sentence.words
    glued = last < len(words) and words[last].pre == "-"
    folded = " ".join(word.folded for word in words[first:last])
    spelled = " ".join(word.spelled for word in words[first:last])
    return Unit(
        first, last, folded, spelled, sentence.clauses[first], words[first].pre, glued, sentence.quoted[first],
        words[first].start, words[span.last - 1].end, words[first].capital, entity, span.why, span.weight, owner=owner,
    )  # fmt: skip


def _owns(span: Span, words: Sequence[Word], entity: Entity, language: Language) -> tuple[bool, int]:
    """Whether a name is a possessive ("Hayes's", "Hayes'", "Magaths"), and where its unit ends."""
    if span.last < len(words) and words[span.last].pre in ("'", "’") and language.genitive_s:
        if words[span.last].folded == "s":
            return True, span.last + 1
        return words[span.last - 1].folded.endswith("s") and words[span.last].spaced, span.last
    bare = fold(entity.name).split()[-1]
    tail = words[span.last - 1].folded
    return language.genitive_s and tail == bare + "s" and words[span.last - 1].text[-1] == "s", span.last


def attach(units: Sequence[Unit], language: Language, roles: frozenset[int], stops: frozenset[int]) -> tuple[Unit, ...]:
    """Marks for every name. `roles` are positions of role nouns, `stops` of verbs: none governs across one."""
    adverbials = language.phrases["adverbials"].find(units)
    stops = stops | {at for match in adverbials for at in range(match.start, match.end)}
    marked = [
        unit.marked(_marks(units, at, language, roles, stops)) if unit.entity is not None else unit
        for at, unit in enumerate(units)
    ]
    return _lists(marked, language, roles)


def _marks(
    units: Sequence[Unit], at: int, language: Language, roles: frozenset[int], stops: frozenset[int]
) -> frozenset[str]:
    unit = units[at]
    if unit.glued_next or (at + 1 in roles and units[at + 1].pre == "" and not unit.owner):
        return frozenset({"compound"})
    found = _governor(units, at, language, roles, stops)
    if unit.owner:
        return frozenset({"own"}) | (found or frozenset())
    return found or frozenset({"bare"})


def _governor(
    units: Sequence[Unit], at: int, language: Language, roles: frozenset[int], stops: frozenset[int]
) -> frozenset[str] | None:
    """The marks of the preposition before a name, looking through its determiners, adjectives and role nouns."""
    weak: frozenset[str] | None = None
    for here in range(at - 1, max(-1, at - 1 - REACH), -1):
        if units[here + 1].pre not in ("", "-", "'", "’", '"', "„", "“", "‘"):
            return weak
        before = units[here]
        if before.entity is not None:
            if before.glued_next or here + 1 in roles:
                continue
            return weak
        marks = language.marks.get(before.spelled) if here not in stops else None
        determiner = before.spelled in language.words["determiners"]
        if marks and not determiner:
            return _of_post(marks, here - 1 in roles)
        if marks and weak is None and here == at - 1:
            weak = _of_post(marks, here - 1 in roles)
        if determiner or here in roles:
            continue
        if (
            here in stops
            or before.spelled in language.words["coordinators"]
            or before.spelled in language.words["clause_words"]
        ):
            return weak
    return weak


def _of_post(marks: Sequence[str], role: bool) -> frozenset[str]:
    """The marks of a preposition; right behind a role noun it names the post's team, and not where somebody is from."""
    return frozenset(marks) - {"from"} | {"post"} if role and "of" in marks else frozenset(marks)


def _lists(units: list[Unit], language: Language, roles: frozenset[int]) -> tuple[Unit, ...]:
    """Names joined by commas and coordinators share the marks of the first; `group` numbers their list."""
    for at, unit in enumerate(units):
        if unit.entity is None or "compound" in unit.marks:
            continue
        before = _list_neighbour(units, at, language, roles)
        if before is None or units[before].entity is None or not _alike(units[before], unit):
            continue
        group = units[before].group if units[before].group >= 0 else before
        units[before] = replace(units[before], group=group)
        marks = units[before].marks - {"own"} if unit.marks == frozenset({"bare"}) else unit.marks
        units[at] = replace(unit, group=group, marks=marks or unit.marks)
    return tuple(units)


def _alike(one: Unit, other: Unit) -> bool:
    assert one.entity is not None and other.entity is not None
    return one.entity.kind == other.entity.kind or {one.entity.kind, other.entity.kind} <= {"club", "national_team"}


def _list_neighbour(units: Sequence[Unit], at: int, language: Language, roles: frozenset[int]) -> int | None:
    """The name before this one in a list: only a comma or coordinator, and role words, stand between."""
    separator = False
    for here in range(at, max(-1, at - 7), -1):
        unit = units[here]
        if here != at and unit.entity is not None and not unit.glued_next and here + 1 not in roles:
            return here if separator else None
        if unit.pre == "(" and unit.folded.isdigit():  # "the league (2022), the cup (2023)"
            continue
        word = unit.spelled in language.words["coordinators"]
        if here != at and not (
            word or here in roles or unit.entity is not None or unit.spelled in language.words["determiners"]
        ):
            return None
        separator |= word or unit.pre in (",", "/", "),")
        if unit.pre not in ("", ",", "),", ")", "-", "/", "'", "’"):
            return None
    return None
