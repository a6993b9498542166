"""`touchline load PATH…`: articles into the graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from touchline.cli import exits
from touchline.cli.progress import Progress

if TYPE_CHECKING:
    from api.ingest import Report

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
    tell_left_out(report, more=" (--json lists all).")
    if as_json:
        show.as_json(report.as_dict())
    else:
        click.echo(summary(report))
    ctx.exit(exit_code(report))


def exit_code(report: Report) -> int:
    """0, or 3 if something was rejected, or 4 if nothing was left; an article that came twice is no fault."""
    if not report.articles:
        return exits.NOTHING_USABLE.code
    return (exits.SOME_REJECTED if any(each.reason != "duplicate" for each in report.rejected) else exits.OK).code


def summary(report: Report) -> str:
    """The one line at the end: articles, claims, what was left out by reason, articles a second."""
    parts = [_several(report.articles, "article") + _news(report), _several(report.claims, "claim")]
    rejected = Counter(each.reason for each in report.rejected)
    lost = Counter(each.reason for each in report.lost)
    for what, counts in (("rejected", rejected), ("lost", lost), ("dropped", report.dropped)):
        if counts:
            parts.append(f"{counts.total()} {what} ({counted(counts)})")
    return "; ".join([*parts, f"{report.rate:.1f} articles/s"])


def tell_left_out(report: Report, *, more: str = "") -> None:
    """One line on standard error for each input that was rejected and each field that was lost, the first twenty."""
    left_out = [*report.rejected, *report.lost]
    for each in left_out[:_SHOWN]:
        click.echo(f"touchline: {' '.join(each.message.split())}", err=True)
    if len(left_out) > _SHOWN:
        click.echo(f"touchline: … and {len(left_out) - _SHOWN} more{more}", err=True)


def _several(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _news(report: Report) -> str:
    """How many of the articles the graph did not have; nothing where there is no graph."""
    changed = f", {report.changed} changed" if report.changed else ""
    return f" ({report.new} new{changed})" if report.stored else ""


def counted(counts: Mapping[str, int]) -> str:
    """Counts by their reason, the most frequent first."""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{reason.replace('_', ' ')} {count}" for reason, count in ordered)
