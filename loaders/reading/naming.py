"""Stage 2, for the whole article: whether a capitalised run names a person, a club or neither."""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from loaders.languages.load import Language
from loaders.reading.evidence import FULL_NAME, SHAPED_NAME, Cast, Place, evidence
from loaders.reading.inhabitants import people_of
from loaders.reading.mention import RUN
from loaders.reading.model import Span
from loaders.reading.names import names
from loaders.reading.segment import Sentence

FILE = Path(__file__).with_name("naming.json")
KINDS = ("person", "club")
KEPT = {"person": 0.45, "club": 0.3}  # below it a run is no name: where the F1 of names is best
FULL, SHAPED = 0.8, 0.5  # the least that a name in full, and one with a part that clubs have, is sure of


@dataclass(frozen=True, slots=True)
class KindWeights:
    """For each kind one weight a reason."""

    values: Mapping[str, Mapping[str, float]]

    def probability(self, kind: str, reasons: Mapping[str, float]) -> float:
        """Logistic of the weighted sum."""
        weights = self.values[kind]
        total = math.fsum([weights.get(name, 0.0) * value for name, value in reasons.items()])
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@functools.cache
def bundled() -> KindWeights:
    """The reviewed weights of the project."""
    return KindWeights(json.loads(FILE.read_text("utf-8")))


def groups(
    sentences: Sequence[Sentence], roles: Sequence[frozenset[int]], spans: Sequence[Span], language: Language
) -> list[tuple[list[Place], dict[str, float]]]:
    """The undecided runs of an article, all mentions of one name together, with their evidence."""
    cast = _cast(sentences, spans)
    found: dict[str, list[Place]] = {}
    written = {span.folded for span in spans if span.why == RUN}
    for span in spans:
        if span.why == RUN:
            key = span.folded
            if language.genitive_s and key.endswith("s") and key[:-1] in written:
                key = key[:-1]
            found.setdefault(key, []).append(Place(span, sentences[span.sentence], roles[span.sentence]))
    return [(places, evidence(places, cast, language)) for places in found.values()]


def decided(
    sentences: Sequence[Sentence], roles: Sequence[frozenset[int]], spans: Sequence[Span], language: Language,
    weights: KindWeights,
) -> list[Span]:  # fmt: skip
    """The spans, each run with its kind and how sure that is, or left out."""
    kept = [span for span in spans if span.why != RUN]
    towns = {word for span in kept if span.kind == "club" for word in span.folded.split()}
    for places, reasons in groups(sentences, roles, spans, language):
        sure = likely(weights, reasons)
        kind = max(KINDS, key=lambda name: sure[name])
        if sure[kind] >= KEPT[kind] and not people_of(places[0].span.folded, towns, language):
            kept += [_named(place.span, kind, round(sure[kind], 3)) for place in places]
    return sorted(kept, key=lambda span: (span.sentence, span.first))


def likely(weights: KindWeights, reasons: Mapping[str, float]) -> dict[str, float]:
    """How surely a run names a person or a club; a known first name with another word is nearly always a person's."""
    sure = {kind: weights.probability(kind, reasons) for kind in KINDS}
    if FULL_NAME in reasons:
        sure["person"] = max(sure["person"], FULL)
    if SHAPED_NAME in reasons:
        sure["club"] = max(sure["club"], SHAPED)
    return sure


def _named(span: Span, kind: str, weight: float) -> Span:
    """A run as a name; what the tables know by it counts if it is of that kind."""
    kinds = {alias: names().reference.entities[alias.entity].kind for alias in span.candidates}
    known = tuple(alias for alias in span.candidates if (kinds[alias] == "person") == (kind == "person"))
    if not known:
        return replace(span, kind=kind, why="evidence", weight=weight, candidates=())
    return replace(span, kind=span.kind if kind != "person" else kind, why="alias", weight=weight, candidates=known)


def _cast(sentences: Sequence[Sentence], spans: Sequence[Span]) -> Cast:
    reference = names().reference
    last: set[str] = set()
    first: set[str] = set()
    club: set[str] = set()
    for span in spans:
        parts = span.folded.split(" ")
        if len(parts) > 1 and (span.kind == "person" or (span.why == RUN and parts[0] in reference.firstnames)):
            first.add(parts[0])
            last.add(parts[-1])
        elif len(parts) > 1 and (span.kind == "club" or any(part in names().shapes for part in parts)):
            club.update(part for part in parts if part not in names().shapes)
    lower = {word.folded for sentence in sentences for word in sentence.words if word.text[0].islower()}
    kinds = {(span.sentence, at): span.kind for span in spans if span.why != RUN for at in (span.first, span.last - 1)}
    sure = {alias.entity for span in spans if span.why != RUN for alias in span.candidates}
    return Cast(frozenset(last), frozenset(first), frozenset(club), frozenset(lower), frozenset(sure), kinds)
