"""`touchline explain FILE`: how an article is read, stage by stage."""

from __future__ import annotations

import shutil
import sys

import click

from graph.records import Article
from touchline.cli import exits

_PIPE_WIDTH = 100


@click.command()
@click.argument("file")
@click.option("--id", "identity", metavar="ID", help="Only the article of this id, where the file holds several.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Only claims that are at least this sure.")
@click.pass_context
def explain(ctx: click.Context, *, file: str, identity: str | None, min_confidence: float | None) -> None:
    """Show how an article is read, stage by stage.

    Each sentence with its names, the words that trigger a claim, how the places of the claim were filled, how probable
    each possible claim is and why it was taken or not; then what was dropped, by stage and reason.

    \b
    Examples:
      touchline explain article.txt
      touchline explain articles.jsonl --id news-17
    """
    from api.ingest import Report
    from loaders.reading.reader import Reader
    from loaders.sources import read_sources
    from touchline.cli.load import exit_code, tell_left_out
    from touchline.explain import explain as explained

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _PIPE_WIDTH
    report = Report()
    reader: Reader | None = None
    for found in read_sources([file]):
        if not isinstance(found, Article):
            report.leave_out(found)
        elif identity in (None, found.id):
            reader = reader or Reader()
            click.echo("\n\n" * bool(report.articles), nl=False)
            report.articles += 1
            for line in explained(found, reader, width=width, min_confidence=min_confidence):
                click.echo(line)
    tell_left_out(report)
    if identity and not report.articles:
        click.echo(f"touchline: {file}: no article has the id {identity!r}.", err=True)
        ctx.exit(exits.NOTHING_USABLE.code)
    ctx.exit(exit_code(report))
