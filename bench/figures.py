"""The table of README.md that says how well the reading works: `python bench/figures.py [GOLD.jsonl…] [--write]`.

Reads the annotated articles (the bundled ones without any), compares, and prints a Markdown table by language; with
`--write` it goes into README.md. Languages that cannot be read yet are left out.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from loaders.evaluation import GoldArticle, evaluate_articles, read_gold
from loaders.evaluation.scores import Tally
from loaders.extract import read_articles
from loaders.languages.load import available

ROOT = Path(__file__).parents[1]
BUNDLED = ROOT / "loaders" / "bundled" / "gold.jsonl"
PLACE = re.compile(r"(<!-- figures: extraction -->\n).*?(<!-- end -->)", re.DOTALL)


def figures(gold: Sequence[GoldArticle]) -> str:
    """The Markdown table: a row a language, and one of all."""
    report = evaluate_articles(gold, list(read_articles(each.article for each in gold)))
    tallies = {**report.all.by["language"], "all": report.all.claims}
    lines = ["| language | articles | claims | precision | recall | F1 |", "| --- | --- | --- | --- | --- | --- |"]
    for code, tally in tallies.items():
        count = sum(code in (each.article.language, "all") for each in gold)
        lines.append(f"| {code} | {count} | {tally.tp + tally.fn} | {_ratios(tally)} |")
    return "\n".join(lines) + "\n"


def _ratios(tally: Tally) -> str:
    return " | ".join("–" if value is None else f"{value:.2f}" for value in (tally.precision, tally.recall, tally.f1))


def main() -> int:
    """Prints or writes the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="*", default=[BUNDLED])
    parser.add_argument("--write", action="store_true", help="into README.md, between its marks")
    args = parser.parse_args()
    read = available()
    table = figures([each for each in read_gold(args.gold) if each.article.language in read])
    print(table, end="")
    if args.write:
        page = ROOT / "README.md"
        page.write_text(PLACE.sub(rf"\1\n{table}\n\2", page.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
