"""Weights of the kinds of names from annotated articles: what tells a person's name, a club's name and no name apart.

Clubs that no table knows are rare in any corpus; so every article is also read as if its known names were unknown, half
of them at a time, and these readings are marked with a reason of their own (`masked`) that no article has later.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from loaders.clean import clean
from loaders.evaluation.gold import GoldArticle
from loaders.evaluation.names import GoldEntity, fold, forms
from loaders.languages.load import language
from loaders.reading.mention import RUN
from loaders.reading.model import EMPLOYERS, Span
from loaders.reading.naming import KEPT, KINDS, KindWeights, groups, likely
from loaders.reading.reader import heads_of, mentions_of
from loaders.reading.segment import segment
from loaders.training import newton

PENALTY = 3.0
RARE = 15  # a reason seen less often gets no weight
SMALL = 0.04  # a smaller weight is left out
FOLDS = 5
MASKED = "masked"  # the reason of readings with forgotten names
TAUGHT = {"person": "person", "club": "club", "national_team": "club"}


@dataclass(frozen=True, slots=True)
class NameExample:
    """A capitalised run of an article with its reasons and its kind (None: no name of a person or club)."""

    article: str
    text: str
    reasons: Mapping[str, float]
    kind: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """How well a kind of name is told: shares of what was said and of the `total` that there are."""

    precision: float
    recall: float
    total: int


def name_runs(gold: Iterable[GoldArticle]) -> list[NameExample]:
    """The runs of annotated articles with their answers."""
    return [row for each in gold for row in _of_article(each)]


def _of_article(gold: GoldArticle) -> Iterator[NameExample]:
    rules = language(gold.article.language)
    body = segment(clean(gold.article.text).text, rules)
    sentences = [*body, *heads_of(gold.article, rules, len(body))]
    spans, roles = mentions_of(sentences, rules)
    answers = _answers(gold.entities)
    unknown = {span.folded for span in spans if span.why == RUN}
    for masked, view in ((False, spans), (True, _masked(spans, 0)), (True, _masked(spans, 1))):
        for places, reasons in groups(sentences, roles, view, rules):
            span = places[0].span
            if masked and span.folded in unknown:
                continue
            marked = {**reasons, MASKED: 1.0} if masked else reasons
            yield NameExample(gold.article.id, span.text, marked, _kind(span.text, answers, genitive=rules.genitive_s))


def _masked(spans: Sequence[Span], part: int) -> list[Span]:
    """The spans with half of the known names forgotten; which half, their letters decide."""
    return [
        replace(span, why=RUN, kind="", candidates=(), weight=0.0)
        if span.candidates and span.kind in ("person", *EMPLOYERS) and zlib.crc32(span.folded.encode()) % 2 == part
        else span
        for span in spans
    ]


def _answers(entities: Sequence[GoldEntity]) -> dict[str, str]:
    answers: dict[str, str] = {}
    for entity in entities:
        kind = TAUGHT.get(entity.type)
        for name in (entity.id, *entity.mentions) if kind else ():
            keys = {*forms(name), *([fold(name).split(" ")[-1]] if kind == "person" else [])}
            for key in keys:
                answers.setdefault(key, str(kind))
    return answers


def _kind(text: str, answers: Mapping[str, str], *, genitive: bool) -> str | None:
    keys = sorted({fold(text), *forms(text)}, key=len, reverse=True)
    if genitive:
        keys += [key[:-1] for key in keys if key.endswith("s")]
    return next((answers[key] for key in keys if key in answers), None)


def fit_kinds(examples: Sequence[NameExample], penalty: float = PENALTY) -> KindWeights:
    """Two logistic regressions with an L2 penalty, one a kind."""
    import numpy as np

    counts = Counter(name for example in examples for name in example.reasons)
    names = sorted(name for name, count in counts.items() if count >= RARE)
    index = {name: n for n, name in enumerate(names)}
    matrix = np.zeros((len(examples), len(names)))
    for n, example in enumerate(examples):
        for name, value in example.reasons.items():
            if name in index:
                matrix[n, index[name]] = value
    values = {}
    for kind in KINDS:
        target = np.array([float(example.kind == kind) for example in examples])
        fitted = newton(matrix, target, penalty, index["bias"])
        pairs = zip(names, fitted, strict=True)
        values[kind] = {name: round(float(v), 3) for name, v in pairs if abs(v) >= SMALL and name != MASKED}
    return KindWeights(values)


def cross_kinds(rows: Sequence[NameExample]) -> dict[str, Found]:
    """Each kind among runs that no table decides, every article under weights fitted without it."""
    part = {article: n % FOLDS for n, article in enumerate(sorted({row.article for row in rows}))}
    right: Counter[str | None] = Counter()
    said: Counter[str | None] = Counter()
    there: Counter[str | None] = Counter()
    for unseen in range(FOLDS):
        weights = fit_kinds([row for row in rows if part[row.article] != unseen])
        for row in rows:
            if part[row.article] == unseen and MASKED not in row.reasons:
                kind = decision(weights, row)
                said[kind] += 1
                there[row.kind] += 1
                right[kind] += kind == row.kind
    return {k: Found(right[k] / max(said[k], 1), right[k] / max(there[k], 1), there[k]) for k in KINDS}


def decision(weights: KindWeights, row: NameExample) -> str | None:
    """The kind that the reader would give the run."""
    sure = likely(weights, row.reasons)
    kind = max(KINDS, key=lambda name: sure[name])
    return kind if sure[kind] >= KEPT[kind] else None


def text_of_kinds(weights: KindWeights) -> str:
    """The weights as a file that a reviewer can read: one a line, by name."""
    data = {kind: dict(sorted(values.items())) for kind, values in weights.values.items()}
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"
