"""What README.md shows of touchline at work: `python -m bench.readme [--write]`.

Prints the table of how well the reading works on the bundled articles, by language (those that cannot be read yet are
left out), and the answer to a question over them; with `--write` both go into README.md, between their marks.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import touchline
from loaders.evaluation import GoldArticle, evaluate_articles, read_gold
from loaders.evaluation.scores import Tally
from loaders.extract import read_articles
from loaders.languages.load import available
from touchline.cli.show import for_terminal

ROOT = Path(__file__).parents[1]
BUNDLED = ROOT / "loaders" / "bundled"
WIDTH = 100
STORY = "en/ravensmoor-*"
QUESTION, TEAM, LIMIT = "hotseat", "Ravensmoor Town", 6


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


def transcript() -> str:
    """One question over an invented story, as a terminal without colours shows it."""
    shown = StringIO()
    with tempfile.TemporaryDirectory() as data, touchline.connect(data=data, linger=0.1) as graph:
        graph.load(sorted(BUNDLED.glob(STORY)))
        answer = graph.ask(QUESTION, team=TEAM, limit=LIMIT)
    with redirect_stdout(shown):
        for_terminal(answer, width=WIDTH)
    asked = f'$ touchline ask {QUESTION} --team "{TEAM}" --limit {LIMIT}'
    lines = [asked, "", *map(str.rstrip, shown.getvalue().splitlines())]
    return "```text\n" + "\n".join(lines) + "\n```\n"


def placed(page: str, name: str, text: str) -> str:
    """The page with the text between the marks of that name."""
    place = re.compile(rf"(<!-- made: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
    return place.sub(lambda found: f"{found[1]}\n{text}\n{found[2]}", page)


def main() -> int:
    """Prints or writes."""
    os.environ["TOUCHLINE_REFERENCE"] = "-"  # what is measured must not depend on a machine's own names
    read = available()
    made = {
        "figures": figures([g for g in read_gold([BUNDLED / "gold.jsonl"]) if g.article.language in read]),
        "transcript": transcript(),
    }
    print("\n".join(made.values()), end="")
    if "--write" in sys.argv[1:]:
        page = ROOT / "README.md"
        text = page.read_text(encoding="utf-8")
        for name, part in made.items():
            text = placed(text, name, part)
        page.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
