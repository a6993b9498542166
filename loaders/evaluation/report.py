"""The scores of a run: all articles, and real and composed ones apart, as a table to read and as JSON."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.records import Reading
from loaders.evaluation.gold import GoldArticle, OnError, read_gold
from loaders.evaluation.predicted import Line, guesses
from loaders.evaluation.scores import Scores, Tally, match, score
from loaders.evaluation.tables import table


@dataclass(frozen=True, slots=True)
class Report:
    """Scores over all articles and over the real and the composed ones.

    `without_prediction` counts gold articles that no prediction names (their claims are missed), `without_gold`
    predictions that no gold article has (they are not scored).
    """

    all: Scores
    real: Scores
    composed: Scores
    without_prediction: int = 0
    without_gold: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Everything as JSON values; a ratio of nothing is null."""
        parts = {name: _scores(getattr(self, name)) for name in ("all", "real", "composed")}
        return {**parts, "without_prediction": self.without_prediction, "without_gold": self.without_gold}

    def to_text(self) -> str:
        """Plain tables for a terminal or a log."""
        shown = {"all": self.all}
        if self.real.articles and self.composed.articles:
            shown |= {"real": self.real, "composed": self.composed}
        header = ["", "articles", "precision", "recall", "F1", "tp", "fp", "fn"]
        parts = [table([header, *(_summary(name, scores) for name, scores in shown.items())])]
        parts.append("F1 of linked pairs, of attribution; qualifiers of matched claims")
        parts.append(table(_qualifiers(shown)))
        for group in ("language", "predicate", "status"):
            parts.append(table([[f"by {group}", *header[2:]], *_tallies(self.all.by.get(group, {}))]))
        if self.without_prediction or self.without_gold:
            parts.append(
                f"gold articles without a prediction: {self.without_prediction}; "
                f"predictions without a gold article: {self.without_gold}"
            )
        return "\n\n".join(parts) + "\n"


def evaluate(
    gold_paths: Iterable[Path | str], predicted: Iterable[Reading | Line], *, on_error: OnError = None
) -> Report:
    """Score readings (or lines in the public form) against the annotated files.

    A faulty gold line raises `InvalidRecord`, or goes to `on_error` and the rest is scored; a faulty prediction raises.
    """
    return evaluate_articles(list(read_gold(gold_paths, on_error=on_error)), predicted)


def evaluate_articles(gold: Sequence[GoldArticle], predicted: Iterable[Reading | Line]) -> Report:
    """The same over gold articles already read."""
    found = guesses(predicted)
    matched = [match(each, found.get(each.article.id, ())) for each in gold]
    names = {each.article.id for each in gold}
    return Report(
        all=score(matched),
        real=score([each for each in matched if not each.gold.composed]),
        composed=score([each for each in matched if each.gold.composed]),
        without_prediction=len(names - found.keys()),
        without_gold=len(found.keys() - names),
    )


def _ratio(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _numbers(tally: Tally) -> list[str]:
    return [*map(_ratio, (tally.precision, tally.recall, tally.f1)), *map(str, (tally.tp, tally.fp, tally.fn))]


def _summary(name: str, scores: Scores) -> list[str]:
    """A row whose ratios carry their 95 % intervals."""
    cells = _numbers(scores.claims)
    for place, measure in enumerate(("precision", "recall", "f1")):
        if measure in scores.intervals:
            low, high = scores.intervals[measure]
            cells[place] += f" [{low:.3f}, {high:.3f}]"
    return [name, str(scores.articles), *cells]


def _tallies(tallies: dict[str, Tally]) -> list[list[str]]:
    return [[name, *_numbers(tally)] for name, tally in tallies.items()]


def _qualifiers(groups: dict[str, Scores]) -> list[list[str]]:
    names = next(iter(groups.values())).fields if groups else {}
    rows = [["", *groups]]
    rows.append(["linked pairs", *(_ratio(scores.pairs.f1) for scores in groups.values())])
    rows.append(["attributed_to", *(_ratio(scores.attributed_to.f1) for scores in groups.values())])
    for name in names:
        rows.append([name, *(_share(*scores.fields[name]) for scores in groups.values())])
    return rows


def _share(right: int, total: int) -> str:
    return f"{_ratio(right / total if total else None)} of {total}"


def _scores(scores: Scores) -> dict[str, Any]:
    return {
        "articles": scores.articles,
        "claims": _tally(scores.claims),
        "intervals": {name: list(ends) for name, ends in scores.intervals.items()},
        "pairs": _tally(scores.pairs),
        "attributed_to": _tally(scores.attributed_to),
        "fields": {name: {"right": right, "of": total} for name, (right, total) in scores.fields.items()},
        "by": {group: {name: _tally(tally) for name, tally in all_.items()} for group, all_ in scores.by.items()},
    }


def _tally(tally: Tally) -> dict[str, Any]:
    ratios = {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
    return {**ratios, **dataclasses.asdict(tally)}
