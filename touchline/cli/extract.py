"""`touchline extract`: claims from articles as JSON Lines, without a graph."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph.records import Article
from touchline.cli.progress import Progress

if TYPE_CHECKING:
    from api.ingest import Report


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="ARTICLES…")
@click.option(
    "--out", default="-", show_default=True, metavar="FILE", help="Where the claims go; - is standard output."
)
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that read.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Only claims that are at least this sure.")
@click.pass_context
def extract(
    ctx: click.Context, *, paths: tuple[str, ...], out: str, workers: int, min_confidence: float | None
) -> None:
    """Take the claims from articles, without a graph.

    Writes one line of JSON an article, in the order of the input: its id and its claims, each with its sentence and
    place. Every line of JSON Lines gives a line; one that cannot be used has no claims, and its id is null if that
    cannot be read either.

    \b
    Examples:
      touchline extract articles.jsonl --out claims.jsonl
      cat articles.jsonl | touchline extract - > claims.jsonl
      touchline extract article.html page.txt --min-confidence 0.7
    """
    from api.ingest import Report
    from graph.serial import line_of
    from touchline.cli.load import exit_code, summary, tell_left_out

    report, began = Report(), time.monotonic()
    with _opened(out) as file, Progress("articles") as progress:
        for line in _lines(_found(paths, report), report, workers, min_confidence):
            file.write(line_of(line) + "\n")
            progress.step()
    report.seconds = time.monotonic() - began
    tell_left_out(report)
    click.echo(summary(report), err=True)
    ctx.exit(exit_code(report))


def _opened(out: str) -> Any:
    return nullcontext(sys.stdout) if out == "-" else Path(out).open("w", encoding="utf-8", newline="\n")


def _found(paths: tuple[str, ...], report: Report) -> Iterator[Article | dict[str, Any]]:
    """Articles, and for each rejected one its output line, in the order of the input."""
    from loaders.sources import read_sources

    for each in read_sources(paths, repeats=True):
        if isinstance(each, Article):
            yield each
            continue
        report.leave_out(each)
        if each.id is not None:
            yield {"id": each.id or None, "claims": []}


def _lines(
    found: Iterable[Article | dict[str, Any]], report: Report, workers: int, min_confidence: float | None
) -> Iterator[dict[str, Any]]:
    """An output line for everything found. Reading may run ahead of writing, so a queue keeps the order."""
    from graph.serial import claims_line
    from loaders.extract import read_articles

    order: deque[dict[str, Any] | None] = deque()

    def articles() -> Iterator[Article]:
        for each in found:
            order.append(None if isinstance(each, Article) else each)
            if isinstance(each, Article):
                yield each

    for reading in read_articles(articles(), workers=workers, min_confidence=min_confidence):
        while (line := order.popleft()) is not None:
            yield line
        report.add(reading)
        yield claims_line(reading)
    yield from (line for line in order if line is not None)
