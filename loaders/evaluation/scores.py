"""Matching predicted with gold claims, and the counts that come of it."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from loaders.evaluation.gold import GoldArticle, Statement
from loaders.evaluation.names import all_forms
from loaders.evaluation.predicted import Guess

DATES: Final = ("since", "until", "when", "year")
RESAMPLES: Final = 1000
SEED: Final = 20


@dataclass(slots=True)
class Tally:
    """True positives, false positives, false negatives; a ratio of nothing is None."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    @property
    def precision(self) -> float | None:
        """Share of the predicted that is right."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else None

    @property
    def recall(self) -> float | None:
        """Share of the gold that was found."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else None

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 if there is nothing at all."""
        return 2 * self.tp / max(1, 2 * self.tp + self.fp + self.fn)

    def count(self, in_gold: bool, in_predicted: bool) -> None:
        """Add one item that is in gold, in the prediction, or in both."""
        if in_gold and in_predicted:
            self.tp += 1
        elif in_predicted:
            self.fp += 1
        else:
            self.fn += 1

    def count_sets(self, gold: AbstractSet[Hashable], predicted: AbstractSet[Hashable]) -> None:
        """Add all items of two sets."""
        both = len(gold & predicted)
        self.tp += both
        self.fp += len(predicted) - both
        self.fn += len(gold) - both


@dataclass(frozen=True, slots=True)
class Matched:
    """One article: (gold, predicted) claims that match, gold claims missed, predicted claims that are false."""

    gold: GoldArticle
    hits: tuple[tuple[Statement, Statement], ...]
    missed: tuple[Statement, ...]
    false: tuple[Statement, ...]

    def claims(self) -> Iterator[tuple[Statement | None, Statement | None]]:
        """Each claim once as (gold, predicted), None on the side that lacks it."""
        yield from self.hits
        yield from ((gold, None) for gold in self.missed)
        yield from ((None, predicted) for predicted in self.false)


def match(gold: GoldArticle, guesses: Iterable[Guess]) -> Matched:
    """Compare an article's gold claims with the predicted ones; several claims of one key count once, the last one."""
    wanted = {claim.key: claim for claim in gold.claims}
    got = {claim.key: claim for claim in (guess.linked(gold.entities) for guess in guesses)}
    return Matched(
        gold,
        hits=tuple((claim, got[key]) for key, claim in wanted.items() if key in got),
        missed=tuple(claim for key, claim in wanted.items() if key not in got),
        false=tuple(claim for key, claim in got.items() if key not in wanted),
    )


@dataclass(slots=True)
class Scores:
    """The numbers over some articles. `fields` counts (right, of) on matched claims; `intervals` are 95 % bootstrap."""

    articles: int = 0
    claims: Tally = field(default_factory=Tally)
    pairs: Tally = field(default_factory=Tally)
    attributed_to: Tally = field(default_factory=Tally)
    by: dict[str, dict[str, Tally]] = field(default_factory=dict)
    fields: dict[str, tuple[int, int]] = field(default_factory=dict)
    intervals: dict[str, tuple[float, float]] = field(default_factory=dict)


def score(matched: Sequence[Matched]) -> Scores:
    """Micro-averaged scores, in all and by language, predicate and status (gold's, else the predicted)."""
    scores = Scores(articles=len(matched))
    by: dict[str, dict[str, Tally]] = {name: defaultdict(Tally) for name in ("language", "predicate", "status")}
    for each in matched:
        scores.pairs.count_sets(_pairs(each.gold.claims), _pairs(c for _, c in each.claims() if c))
        for gold, predicted in each.claims():
            claim = gold or predicted
            assert claim is not None
            groups = (by["language"][each.gold.article.language], by["predicate"][claim.predicate],
                      by["status"][str(claim.status)])  # fmt: skip
            for tally in (scores.claims, *groups):
                tally.count(gold is not None, predicted is not None)
        for gold, predicted in each.hits:
            scores.attributed_to.count_sets(all_forms(gold.attributed_to), all_forms(predicted.attributed_to))
    scores.by = {name: dict(sorted(tallies.items())) for name, tallies in by.items()}
    scores.fields = _fields([hit for each in matched for hit in each.hits])
    scores.intervals = _bootstrap([(len(each.hits), len(each.false), len(each.missed)) for each in matched])
    return scores


def _pairs(claims: Iterable[Statement]) -> set[tuple[str, str]]:
    return {(claim.subject, claim.object) for claim in claims}


def _fields(hits: Sequence[tuple[Statement, Statement]]) -> dict[str, tuple[int, int]]:
    """Right and stated qualifiers of matched claims: status always, role and dates where gold states them."""
    counts = {"status": [gold.status == predicted.status for gold, predicted in hits]}
    counts["role"] = [gold.role == predicted.role for gold, predicted in hits if gold.role]
    for name in DATES:
        pairs = [(getattr(gold, name), getattr(predicted, name)) for gold, predicted in hits]
        counts[name] = [_same_date(gold, predicted) for gold, predicted in pairs if gold is not None]
    return {name: (sum(right), len(right)) for name, right in counts.items()}


def _same_date(gold: str, predicted: str | None) -> bool:
    """Whether both agree to the coarser of the two."""
    if predicted is None:
        return False
    short = min(len(gold), len(predicted))
    return gold[:short] == predicted[:short]


def _bootstrap(counts: Sequence[tuple[int, int, int]]) -> dict[str, tuple[float, float]]:
    """95 % percentile intervals of precision, recall and F1 over resampled articles (Efron 1979), seeded."""
    chance = random.Random(SEED)
    samples: dict[str, list[float]] = {"precision": [], "recall": [], "f1": []}
    for _ in range(RESAMPLES if counts else 0):
        tally = Tally(*map(sum, zip(*chance.choices(counts, k=len(counts)), strict=True)))
        for name, values in samples.items():
            value = getattr(tally, name)
            if value is not None:
                values.append(value)
    return {name: _middle(sorted(values)) for name, values in samples.items() if values}


def _middle(values: Sequence[float]) -> tuple[float, float]:
    cut = len(values) // 40
    return values[cut], values[-1 - cut]
