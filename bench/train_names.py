"""Fits the weights of the kinds of names: `python bench/train_names.py GOLD.jsonl… [--cross] [--out FILE]`."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from loaders.name_training import NameExample, fit_kinds, name_examples, write_kinds
from loaders.reading.naming import FILE, KEPT, KINDS, KindWeights, likely

FOLDS = 5


def main() -> int:
    """Prints precision and recall on articles not seen, or writes the weights of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--cross", action="store_true", help="five folds by article; writes nothing")
    parser.add_argument("--out", type=Path, default=FILE)
    args = parser.parse_args()
    rows = name_examples(args.gold)
    if args.cross:
        report(rows)
        return 0
    weights = fit_kinds(rows)
    write_kinds(weights, args.out)
    print(f"{len(rows)} runs, {sum(len(values) for values in weights.values.values())} weights")
    return 0


def report(rows: Sequence[NameExample]) -> None:
    """Precision and recall of each kind among runs that no table decides, every article unseen by its weights."""
    articles = sorted({row.article for row in rows})
    part = {article: n % FOLDS for n, article in enumerate(articles)}
    right: Counter[str] = Counter()
    said: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for fold in range(FOLDS):
        weights = fit_kinds([row for row in rows if part[row.article] != fold])
        for row in rows:
            if part[row.article] == fold and "masked" not in row.reasons:
                kind = decision(weights, row)
                said[str(kind)] += 1
                there[str(row.kind)] += 1
                right[str(kind)] += kind == row.kind
    for kind in KINDS:
        precision, recall = right[kind] / max(said[kind], 1), right[kind] / max(there[kind], 1)
        print(f"{kind:7s} P {precision:.3f}  R {recall:.3f}  of {there[kind]}")


def decision(weights: KindWeights, row: NameExample) -> str | None:
    """The kind that the reader would give the run."""
    sure = likely(weights, row.reasons)
    kind = max(KINDS, key=lambda name: sure[name])
    return kind if sure[kind] >= KEPT[kind] else None


if __name__ == "__main__":
    sys.exit(main())
