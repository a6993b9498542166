"""Measures the reading on articles unseen by its weights: `python -m bench.figures GOLD.jsonl… [--write]`.

Two halves, every other article: names and claims get their weights, and claims their threshold, from one half, the
figures come from the other, and the other way round. `--write` puts them into docs/figures.md.
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.readme import placed
from loaders.evaluation.gold import GoldArticle, read_gold
from loaders.evaluation.predicted import guesses
from loaders.evaluation.scores import Matched, Scores, match, score
from loaders.languages.load import available
from loaders.name_training import fit_kinds, name_runs
from loaders.reading.reader import Reader
from loaders.reading.weights import Weights
from loaders.training import answered, calibrated, cross, curve, fit, outcomes, sentences, surest

PAGE = Path(__file__).parents[1] / "docs" / "figures.md"
PRECISIONS = (0.6, 0.75, 0.9)
BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Unseen:
    """One article read without having taught: its comparison with gold, and (confidence, right) of every claim."""

    matched: Matched
    decided: Sequence[tuple[float, bool]]


def unseen(taught: Sequence[GoldArticle], read: Sequence[GoldArticle]) -> list[Unseen]:
    """The articles of `read` under the weights of `taught`."""
    kinds = fit_kinds(name_runs(taught))
    rows = answered(taught, kinds)
    always = sentences(available(), kinds)
    decided, total = cross(rows, always=always)
    weights, decided = calibrated(fit([*always, *rows]), decided)
    weights = Weights(weights.values, round(surest(curve(decided, total))[0], 3))
    reader = Reader(weights, kinds)
    found = guesses(reader.read(each.article) for each in read)
    answers = answered(read, kinds)
    return [
        Unseen(match(each, found[each.article.id]), outcomes(weights, [row])[0])
        for each, row in zip(read, answers, strict=True)
    ]


def parts(results: Sequence[Unseen]) -> dict[str, Sequence[Unseen]]:
    """The real and the composed articles."""
    return {
        name: [each for each in results if each.matched.gold.composed is composed]
        for name, composed in (("real", False), ("composed", True))
    }


def page(results: Sequence[Unseen]) -> str:
    """All tables as Markdown."""
    groups = {**parts(results), "all": results}
    scores = {name: score([each.matched for each in some]) for name, some in groups.items() if some}
    tables = [languages(results), qualifiers(scores), recalls(groups), reliability(results)]
    return "\n\n".join("\n".join("| " + " | ".join(row) + " |" for row in table) for table in tables) + "\n"


def languages(results: Sequence[Unseen]) -> list[list[str]]:
    """A row for each language and kind of article, then all; F1 with its 95 % interval over resampled articles."""
    rows = [["language", "articles", "number", "claims", "precision", "recall", "F1", "95 %"], ["---"] * 8]
    codes = sorted({each.matched.gold.article.language for each in results})
    for kind, some in {**parts(results), "all": results}.items():
        for code in (*codes, "all"):
            found = [each.matched for each in some if code in (each.matched.gold.article.language, "all")]
            if found and (kind != "all" or code == "all"):
                rows.append([code, kind, *_row(score(found))])
    return rows


def _row(scores: Scores) -> list[str]:
    tally = scores.claims
    low, high = scores.intervals["f1"]
    ratios = (tally.precision, tally.recall, tally.f1)
    return [str(scores.articles), str(tally.tp + tally.fn), *map(_ratio, ratios), f"{low:.2f}–{high:.2f}"]


def _ratio(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def qualifiers(scores: Mapping[str, Scores]) -> list[list[str]]:
    """The share of right qualifiers among matched claims; attribution as F1 over the names."""
    rows = [["on matched claims", *scores], ["---"] * (len(scores) + 1)]
    rows.append(["attribution, F1", *(_ratio(each.attributed_to.f1) for each in scores.values())])
    for name in next(iter(scores.values())).fields:
        shares = [each.fields[name] for each in scores.values()]
        rows.append([name, *(f"{_ratio(right / total if total else None)} of {total}" for right, total in shares)])
    return rows


def recalls(groups: Mapping[str, Sequence[Unseen]]) -> list[list[str]]:
    """The recall that `--min-confidence` can reach at a precision."""
    rows = [["recall at", *groups], ["---"] * (len(groups) + 1)]
    for wanted in PRECISIONS:
        rows.append([f"precision {wanted:.2f}", *(f"{_recall(some, wanted):.2f}" for some in groups.values())])
    return rows


def _recall(some: Iterable[Unseen], wanted: float) -> float:
    some = list(some)
    total = sum(len(each.matched.gold.claims) for each in some)
    points = curve([pair for each in some for pair in each.decided], max(total, 1))
    return max((point[2] for point in points if point[1] >= wanted), default=0.0)


def reliability(results: Sequence[Unseen]) -> list[list[str]]:
    """How often claims of a confidence are right."""
    rows = [["confidence", "claims", "mean confidence", "right"], ["---"] * 4]
    decided = [pair for each in results for pair in each.decided]
    for low, high in itertools.pairwise(BINS):
        some = [(sure, right) for sure, right in decided if low <= sure < high or sure == high == 1.0]
        if some:
            mean, right = (sum(pair[n] for pair in some) / len(some) for n in (0, 1))
            rows.append([f"{low:.1f}–{high:.1f}", str(len(some)), f"{mean:.2f}", f"{right:.2f}"])
    return rows


def main() -> int:
    """Prints the tables, or writes them into the page."""
    os.environ["TOUCHLINE_REFERENCE"] = "-"  # what is measured must not depend on a machine's own names
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/figures.md")
    args = parser.parse_args()
    gold = list(read_gold(args.gold))
    results = [*unseen(gold[::2], gold[1::2]), *unseen(gold[1::2], gold[::2])]
    text = page(results)
    if args.write:
        PAGE.write_text(placed(PAGE.read_text("utf-8"), "figures", text), "utf-8")
    else:
        print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
