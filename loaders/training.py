"""Weights from annotated articles: one deterministic fit, and cross-checking on articles not seen.

A candidate is right when it states a gold claim: same subject, predicate, object, tense and polarity. Logistic
regression with an L2 penalty, fitted by Newton's method (Hastie, Tibshirani and Friedman, The Elements of Statistical
Learning, 4.4.1); the bias is not penalised.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.ids import fold
from graph.ontology import PREDICATES
from graph.records import Article, Entity
from loaders.evaluation.gold import GoldArticle
from loaders.evaluation.names import link
from loaders.languages.check import DAY, ClaimKey, claim_key
from loaders.languages.check import examples as language_examples
from loaders.reading.naming import KindWeights
from loaders.reading.reader import Reader
from loaders.reading.settle import Key, Scored, chosen, key_of
from loaders.reading.weights import Weights

PENALTY = 8.0
STEPS = 10
NEAR_BEST = 0.97  # of the best F1, kept by the default threshold
RARE = 8  # a reason seen less often gets no weight
BIAS = "bias"
NEUTRAL = Weights({}, 0.0)


@dataclass(frozen=True, slots=True)
class Example:
    """One article's candidates with their answers; `gold` is how many claims it has."""

    id: str
    rows: tuple[tuple[Scored, bool, int | None], ...]
    gold: int


def answered(gold: Iterable[GoldArticle], kinds: KindWeights | None = None) -> list[Example]:
    """The candidates of annotated articles with their answers; `kinds` decide what is a name."""
    reader = Reader(NEUTRAL, kinds)
    found = []
    for each in gold:
        draft = reader.draft(each.article)
        entities = reader.settled(each.article, draft, min_confidence=0.0).entities
        rows = tuple((s, *_answer(s, each, entities)) for s in draft.scored)
        found.append(Example(each.article.id, rows, len(each.claims)))
    return found


def sentences(codes: Sequence[str], kinds: KindWeights | None = None) -> list[Example]:
    """The example sentences of the language files as small articles with their answers; `kinds` as in `answered`."""
    reader = Reader(NEUTRAL, kinds)
    found = []
    for code in codes:
        for example in language_examples(code):
            article = Article(example.where, example.text, code, DAY)
            draft = reader.draft(article)
            entities = reader.settled(article, draft, min_confidence=0.0).entities
            wanted = [claim_key(claim) for claim in example.claims]
            rows = []
            for scored in draft.scored:
                index = next((n for n, key in enumerate(wanted) if _says(scored, key, entities)), None)
                rows.append((scored, index is not None, index))
            found.append(Example(example.where, tuple(rows), len(wanted)))
    return found


def _says(scored: Scored, key: ClaimKey, entities: Mapping[str, Entity]) -> bool:
    candidate = scored.candidate
    subject, predicate, object_, tense, denied = key
    if candidate.predicate != predicate or (scored.qualified.status == "denied") != denied:
        return False
    if PREDICATES[predicate].tensed and candidate.tense != tense:
        return False
    ends = ((candidate.subject.entity, subject), (candidate.object.entity, object_))
    return all(wanted in {fold(name) for name in _names(entity, entities)} for entity, wanted in ends)


def _answer(scored: Scored, gold: GoldArticle, entities: Mapping[str, Entity]) -> tuple[bool, int | None]:
    """Whether a candidate states a gold claim, and which."""
    candidate = scored.candidate
    names = [_names(filler.entity, entities) for filler in (candidate.subject, candidate.object)]
    subject, object_ = (link(name, gold.entities) for name in names)
    tense = candidate.tense if PREDICATES[candidate.predicate].tensed else None
    key = subject, candidate.predicate, object_, tense, scored.qualified.status == "denied"
    index = next((n for n, claim in enumerate(gold.claims) if claim.key == key), None)
    return index is not None, index


def _names(entity: Entity, entities: Mapping[str, Entity]) -> Sequence[str]:
    full = entities.get(entity.id, entity)
    return [full.name, *full.aliases]


def fit(rows: Sequence[Example], penalty: float = PENALTY) -> Weights:
    """The weights of a set of examples; they have no threshold yet."""
    import numpy as np

    counts = Counter(name for row in rows for scored, *_ in row.rows for name in scored.candidate.features)
    names = sorted(name for name, count in counts.items() if count >= RARE)
    index = {name: n for n, name in enumerate(names)}
    flat = [(scored.candidate.features, right) for row in rows for scored, right, _ in row.rows]
    matrix = np.zeros((len(flat), len(names)))
    for n, (features, _) in enumerate(flat):
        for name, value in features.items():
            if name in index:
                matrix[n, index[name]] = value
    target = np.array([float(right) for _, right in flat])
    values = newton(matrix, target, penalty, index.get(BIAS, 0))
    return Weights({name: round(float(v), 3) for name, v in zip(names, values, strict=True) if abs(v) >= 0.01}, 0.0)


def newton(matrix: Any, target: Any, penalty: float, bias: int) -> Any:
    """The weights of a logistic regression, one a column; column `bias` is not penalised."""
    import numpy as np

    shrink = np.full(matrix.shape[1], penalty)
    shrink[bias] = 1e-3
    values = np.zeros(matrix.shape[1])
    for _ in range(STEPS):
        guess = 1.0 / (1.0 + np.exp(-np.clip(matrix @ values, -30, 30)))
        slope = matrix.T @ (guess - target) + shrink * values
        curve = (matrix * (guess * (1 - guess) + 1e-9)[:, None]).T @ matrix + np.diag(shrink)
        step = np.linalg.solve(curve, slope)
        values -= step
        if np.abs(step).max() < 1e-6:
            break
    return values


def calibrated(weights: Weights, decided: Sequence[tuple[float, bool]]) -> tuple[Weights, list[tuple[float, bool]]]:
    """The weights, and what was decided on unseen articles, stretched so that a confidence is the share that is right.

    Platt scaling (Platt 1999): a logistic curve over the log-odds, folded into the weights themselves.
    """
    import numpy as np

    odds = np.log([max(p, 1e-9) / max(1.0 - p, 1e-9) for p, _ in decided])
    matrix = np.column_stack([np.ones(len(odds)), odds])
    shift, stretch = newton(matrix, np.array([float(right) for _, right in decided]), 0.0, 0)
    values = {name: value * stretch + (shift if name == BIAS else 0.0) for name, value in weights.values.items()}
    probabilities = 1.0 / (1.0 + np.exp(-(shift + stretch * odds)))
    rated = [(float(p), right) for p, (_, right) in zip(probabilities, decided, strict=True)]
    return Weights({name: round(float(value), 3) for name, value in values.items()}, weights.threshold), rated


def outcomes(weights: Weights, rows: Iterable[Example]) -> tuple[list[tuple[float, bool]], int]:
    """One (probability, right) a claim key and article, as `settle` would decide, and the number of gold claims."""
    decided: list[tuple[float, bool]] = []
    total = 0
    for row in rows:
        best: dict[Key, tuple[float, int | None]] = {}
        rated = [(replace(s, probability=weights.probability(s.candidate.features)), index) for s, _, index in row.rows]
        kept = {id(item) for item in chosen([item for item, _ in rated])}
        for item, index in rated:
            key = key_of(item)
            if id(item) in kept and (key not in best or item.probability > best[key][0]):
                best[key] = item.probability, index
        total += row.gold
        decided += [(probability, index is not None) for probability, index in best.values()]
    return decided, total


def curve(decided: Sequence[tuple[float, bool]], total: int) -> list[tuple[float, float, float, float]]:
    """(threshold, precision, recall, F1) after each accepted claim, the surest first."""
    right = 0
    points = []
    for n, (probability, hit) in enumerate(sorted(decided, key=lambda pair: -pair[0]), 1):
        right += hit
        points.append((probability, right / n, right / total, 2 * right / (n + total)))
    return points


def surest(points: Sequence[tuple[float, float, float, float]], share: float = NEAR_BEST) -> tuple[float, ...]:
    """The point of a curve with the highest threshold that keeps `share` of the best F1: the top of the curve is flat,
    and of two equal F1s the one with fewer false claims serves readers better."""
    best = max(point[3] for point in points)
    return next(point for point in points if point[3] >= share * best)


def cross(
    rows: Sequence[Example], folds: int = 5, always: Sequence[Example] = ()
) -> tuple[list[tuple[float, bool]], int]:
    """Outcomes of every article under weights fitted without it (`always` is in every fit), and how many are gold."""
    decided: list[tuple[float, bool]] = []
    total = 0
    for part in range(folds):
        weights = fit([*always, *(row for n, row in enumerate(rows) if n % folds != part)])
        some, count = outcomes(weights, [row for n, row in enumerate(rows) if n % folds == part])
        decided += some
        total += count
    return decided, total


def text_of(weights: Weights) -> str:
    """The weights as a file that a reviewer can read: one a line, by name."""
    data = {"threshold": weights.threshold, "weights": dict(sorted(weights.values.items()))}
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"
