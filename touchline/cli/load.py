"""`touchline load PATH…`: articles into the graph."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from touchline.cli import exits
from touchline.cli.progress import Progress

if TYPE_CHECKING:
    from api.ingest import Report
    from loaders.sources import Rejected

_SHOWN = 20


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that read.")
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON on standard output.")
@click.pass_context
def load(ctx: click.Context, paths: tuple[str, ...], workers: int, as_json: bool) -> None:
    """Read articles from files and folders into the graph.

    Takes plain text, HTML pages and JSON Lines, whole folders and globs; `-` is standard input. What cannot be used is
    named and left out, everything else is loaded. Loading the same again changes nothing.

    \b
    Examples:
      touchline load articles/
      touchline load 'news/2024-*.jsonl' page.html --workers 2
      cat articles.jsonl | touchline load -
    """
    from api.ingest import ingest
    from loaders.sources import read_sources
    from touchline.cli import show
    from touchline.door import open_graph

    with open_graph(ctx.obj or {}) as graph, Progress("articles") as progress:
        report = ingest(graph.store, read_sources(list(paths)), workers=workers, on_read=lambda _: progress.step())
    tell_rejected(report.rejected)
    if as_json:
        show.as_json(report.as_dict())
    else:
        click.echo(summary(report))
    ctx.exit(exit_code(report))


def exit_code(report: Report) -> int:
    """0, or 3 if something was rejected, or 4 if nothing was left."""
    if not report.articles:
        return exits.NOTHING_USABLE.code
    return (exits.SOME_REJECTED if report.rejected else exits.OK).code


def summary(report: Report) -> str:
    """The one line at the end: articles, claims, what was left out by reason, articles a second."""
    parts = [f"{report.articles} articles", f"{report.claims} claims"]
    parts += [f"{what}: {_counted(counts)}" for what, counts in _left_out(report) if counts]
    return "; ".join([*parts, f"{report.rate:.1f} articles/s"])


def tell_rejected(rejected: list[Rejected]) -> None:
    """One line on standard error for each rejected input, the first twenty of them."""
    for each in rejected[:_SHOWN]:
        detail = f" ({' '.join(each.detail.split())})" if each.detail else ""
        click.echo(f"touchline: {each.where}: {each.reason}{detail}", err=True)
    if len(rejected) > _SHOWN:
        click.echo(f"touchline: … and {len(rejected) - _SHOWN} more (--json lists all).", err=True)
    sys.stderr.flush()


def _left_out(report: Report) -> list[tuple[str, Mapping[str, int]]]:
    return [("rejected", report.reasons), ("dropped", report.dropped)]


def _counted(counts: Mapping[str, int]) -> str:
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{reason} {count}" for reason, count in ordered)
