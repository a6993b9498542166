"""Stage 7: how sure the text makes a claim, who says it, and when: from what governs the clause."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.dates import PartialDate
from graph.ids import entity_id
from graph.ontology import PREDICATES
from graph.records import Entity
from loaders.languages.find import Match
from loaders.languages.load import Language, Source, Status
from loaders.reading.discourse import Discourse
from loaders.reading.model import Candidate, Line, Unit
from loaders.reading.times import Moment, moments

_YEAR = re.compile(r"(?:19|20)\d{2}\Z")
_CREDIT = frozenset("-–—(")
SPEAKERS = frozenset({"outlet", "person"})
_ORDER = ("denied", "speculated", "reported")


@dataclass(frozen=True, slots=True)
class Voices:
    """Who says what a sentence says: its source patterns with who fills them, and the outlet credited at its end.

    `quoted_by` is who says what stands in its quotation marks, if the sentence itself names no speaker.
    """

    sources: tuple[tuple[Match[Source], Entity], ...]
    carrier: tuple[Entity, ...] = ()
    quoted_by: Entity | None = None

    @property
    def speaker(self) -> Entity | None:
        """The person that the sentence lets speak."""
        return next((entity for match, entity in self.sources if match.value.speech and entity.kind == "person"), None)


@dataclass(frozen=True, slots=True)
class Setting:
    """What else qualifies a sentence, found once: status words, negations, time phrases, whether it asks."""

    statuses: tuple[Match[Status], ...]
    negated: frozenset[int]
    moments: tuple[Moment, ...]
    question: bool


@dataclass(frozen=True, slots=True)
class Qualified:
    """The qualifiers of one candidate."""

    status: str
    attributed_to: tuple[Entity, ...]
    since: PartialDate | None
    until: PartialDate | None
    when: PartialDate | None
    year: PartialDate | None


def voices(units: Sequence[Unit], language: Language) -> Voices:
    """Who speaks in a sentence."""
    return Voices(tuple(_sources(units, language)), _credit(units))


def setting(line: Line, discourse: Discourse) -> Setting:
    """The other qualifiers of a sentence and where they stand."""
    language, units = discourse.language, line.units
    exceptions = language.phrases["negation_exceptions"].find(units)
    excepted = {at for match in exceptions for at in range(match.start, match.end)}
    negated = {match.start for match in language.phrases["negation"].find(units)} - excepted
    statuses = language.statuses.find(units)
    inside = {at for match in statuses if match.literal > 1 for at in range(match.start, match.end)}
    when = tuple(moments(units, language, discourse.date))
    return Setting(statuses, frozenset(negated - inside), when, line.sentence.question)


def heard(lines: Sequence[Line], found: Sequence[Voices]) -> tuple[Voices, ...]:
    """The voices of an article with who speaks where a quotation goes on: whom its end names, else the last speaker."""
    answer: list[Voices] = []
    last: Entity | None = None
    for number, (line, voice) in enumerate(zip(lines, found, strict=True)):
        silent = voice.speaker is None and any(unit.quoted for unit in line.units)
        quoted_by = (_closing(lines[number:], found[number:]) or last) if silent else None
        answer.append(replace(voice, quoted_by=quoted_by))
        last = voice.speaker or quoted_by or last
    return tuple(answer)


def _closing(lines: Sequence[Line], found: Sequence[Voices]) -> Entity | None:
    """The first speaker named while the quotation that ends this sentence is open."""
    for (line, after), voice in zip(itertools.pairwise(lines), found[1:], strict=False):
        if not (line.units and line.units[-1].quoted and after.units and after.units[0].quoted):
            return None
        if voice.speaker is not None:
            return voice.speaker
    return None


def _credit(units: Sequence[Unit]) -> tuple[Entity, ...]:
    """The outlet behind a dash or in brackets at the end of a sentence: "… is wanted by Nordstad – Daily Post"."""
    last = units[-1] if len(units) > 1 else None
    if last is None or last.entity is None or last.entity.kind != "outlet" or not set(last.pre) & _CREDIT:
        return ()
    return (last.entity,)


def _sources(units: Sequence[Unit], language: Language) -> list[tuple[Match[Source], Entity]]:
    """Source patterns with who fills them; an unknown capitalised word beside a carrier's verb is an outlet."""

    def fits(name: str, at: int) -> bool:
        unit = units[at]
        if name != "source":
            return False
        quoted = bool(unit.pre) and unit.pre[-1] in "„“\"'‚‘«»"
        stranger = unit.entity is None and unit.capital and quoted and unit.spelled not in language.words["not_names"]
        return unit.is_kind(SPEAKERS) or stranger

    result = []
    for match in language.sources.find(units, fits):
        unit = units[match.slots["source"]] if "source" in match.slots else None
        if unit is None:
            continue
        name = unit.folded if unit.entity is None else ""
        entity = unit.entity or Entity(entity_id("outlet", name), name.title(), "outlet", known=False)
        if entity.kind == "person" and match.value.status and not match.value.speech and unit.why == "pronoun":
            continue
        result.append((match, entity))
    return result


def qualify(
    candidate: Candidate, units: Sequence[Unit], said: Voices, found: Setting, discourse: Discourse
) -> Qualified:
    """Status, attribution and dates of a candidate."""
    status = _status(candidate, units, said, found)
    dates = _dates(candidate, found, discourse.date)
    if candidate.predicate == "won":
        dates["year"] = _bracketed(candidate, units) or dates["year"]
    return Qualified(status, _attribution(candidate, units, said, status), **dates)


def _bracketed(candidate: Candidate, units: Sequence[Unit]) -> PartialDate | None:
    """The year in brackets behind a title: "the league (2022), the cup (2023)"."""
    at = candidate.object.unit
    if at is None or at + 1 >= len(units) or units[at + 1].pre != "(" or not _YEAR.match(units[at + 1].folded):
        return None
    return PartialDate(int(units[at + 1].folded))


def _status(candidate: Candidate, units: Sequence[Unit], said: Voices, found: Setting) -> str:
    if candidate.plain:
        return "confirmed"
    marks = {candidate.status} if candidate.status else set()
    for match in found.statuses:
        near = units[match.anchor].clause == candidate.clause or match.value.scope == "sentence"
        if near and match.anchor != candidate.anchor:
            marks.add(match.value.status)
    if said.carrier:
        marks.add("reported")
    for source, _ in said.sources:
        if source.value.status:
            marks.add(source.value.status)
        if source.value.denies:
            marks.add("denied")
    if found.question:
        marks.add("speculated")
    own = range(*candidate.words)  # "no longer in charge" says by itself that he left
    negated = any(units[at].clause == candidate.clause and at not in own for at in found.negated)
    if negated or candidate.denied:
        if candidate.denied and (negated or "denied" in marks):  # two denials: he will not stay
            return _surest(marks - {"denied"})
        return "denied"
    return _surest(marks)


def _surest(marks: set[str]) -> str:
    return next((status for status in _ORDER if status in marks), "confirmed")


def _attribution(candidate: Candidate, units: Sequence[Unit], said: Voices, status: str) -> tuple[Entity, ...]:
    if candidate.plain:
        return ()
    people: list[Entity] = []
    for match, entity in said.sources:
        own_role = entity.id == candidate.subject.entity.id and not match.value.speech
        if own_role or (match.value.denies and status != "denied"):
            continue
        stated = PREDICATES[candidate.predicate].tensed and not _quoted(candidate, units)
        if entity.kind == "person" and stated:  # who plays where is the article's own knowledge, whoever speaks
            continue
        people.append(entity)
    if _quoted(candidate, units) and said.quoted_by is not None:
        people.append(said.quoted_by)
    people += said.carrier
    return tuple({entity.id: entity for entity in people}.values())


def _quoted(candidate: Candidate, units: Sequence[Unit]) -> bool:
    return candidate.anchor < len(units) and units[candidate.anchor].quoted


def _dates(candidate: Candidate, found: Setting, today: PartialDate | None) -> dict[str, PartialDate | None]:
    """The nearest fitting time phrase a field: in the clause first, then in the sentence."""
    result: dict[str, PartialDate | None] = dict.fromkeys(("since", "until", "when", "year"))
    allowed = PREDICATES[candidate.predicate].qualifiers
    for field in result:
        if field not in allowed:
            continue
        fitting = [m for m in found.moments if _serves(m, field, candidate) and m.date is not None]
        fitting.sort(key=lambda m: (m.field != field, m.clause != candidate.clause, abs(m.at - candidate.anchor)))
        if fitting and (fitting[0].clause == candidate.clause or field in ("until", "when")):
            result[field] = fitting[0].date
    if "until" in allowed and result["until"] is None:
        result["until"] = _length(candidate, found, result, today)
    since, until = result["since"], result["until"]
    if since and until and until.last < since.first:
        result["since"] = None
    return result


def _serves(moment: Moment, field: str, candidate: Candidate) -> bool:
    if moment.field == field:
        return True
    if field == "year":
        return moment.field in ("when", "year") and candidate.predicate == "won"
    expiry = candidate.predicate == "contract_until" and field == "until" and moment.field == "when"
    return expiry or (field == "when" and candidate.predicate == "joins" and moment.field == "since")


def _length(
    candidate: Candidate, found: Setting, dates: dict[str, PartialDate | None], today: PartialDate | None
) -> PartialDate | None:
    """The end of a contract given by its length: counted from its start, else from the article's year."""
    length = next((m.years for m in found.moments if m.years), None)
    start = dates.get("when") or dates.get("since") or next((m.date for m in found.moments if m.date), None)
    if start is None and candidate.frame != "extend":  # an extension counts from an end that nobody said
        start = today
    if length is None or start is None or candidate.predicate not in ("contract_until", "joins", "extends_with"):
        return None
    return PartialDate(start.year + length)
