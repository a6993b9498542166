"""Fits the weights, or cross-checks them: `python bench/train.py GOLD.jsonl… [--cross] [--out FILE]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from loaders.languages.load import available
from loaders.reading.weights import FILE, Weights
from loaders.training import calibrated, cross, curve, examples, fit, sentences, surest, write


def main() -> int:
    """Prints precision, recall and F1 of unseen articles, or writes the weights of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--cross", action="store_true", help="five folds by article; writes nothing")
    parser.add_argument("--out", type=Path, default=FILE)
    args = parser.parse_args()
    rows = examples(args.gold)
    found = sum(len({index for *_, index in row.rows if index is not None}) for row in rows)
    total = sum(row.gold for row in rows)
    candidates = sum(len(row.rows) for row in rows)
    print(f"{len(rows)} articles, {candidates} candidates, {found} of {total} gold claims among them")
    taught = sentences(available())
    decided, total = cross(rows, always=taught)
    weights, decided = calibrated(fit([*taught, *rows]), decided)
    points = curve(decided, total)
    best = max(points, key=lambda point: point[3])
    default = surest(points)
    for name, point in (
        ("best F1", best),
        ("default (97 % of it)", default),
    ):
        print(f"{name:24s} {point[0]:.3f}  P {point[1]:.3f}  R {point[2]:.3f}  F1 {point[3]:.3f}")
    for wanted in (0.75, 0.9):
        recall = max((point[2] for point in points if point[1] >= wanted), default=0.0)
        print(f"recall at precision {wanted:.2f}  {recall:.3f}")
    if not args.cross:
        weights = Weights(weights.values, round(default[0], 3))
        write(weights, args.out)
        print(f"{len(weights.values)} weights, threshold {weights.threshold}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
