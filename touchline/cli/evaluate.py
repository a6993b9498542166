"""`touchline evaluate GOLD…`: how good the extraction is."""

from __future__ import annotations

import dataclasses

import click

from graph.errors import InvalidRecord
from touchline.cli import exits
from touchline.cli.progress import Progress


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="The scores as JSON.")
@click.option("--ledger", is_flag=True, help="Also every lost or invented claim, by the stage where it went wrong.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Only claims that are at least this sure.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that read.")
@click.pass_context
def evaluate(
    ctx: click.Context,
    *,
    gold: tuple[str, ...],
    as_json: bool,
    ledger: bool,
    min_confidence: float | None,
    workers: int,
) -> None:
    """Measure the extraction against annotated articles (JSON Lines).

    \b
    Examples:
      touchline evaluate gold.jsonl
      touchline evaluate de.jsonl en.jsonl --json
      touchline evaluate de.jsonl --ledger
    """
    from loaders.evaluation import evaluate_articles, ledger_text, ledgers, read_gold
    from loaders.extract import read_articles
    from touchline.cli import show

    faults: list[InvalidRecord] = []
    annotated = list(read_gold(gold, on_error=faults.append))
    for fault in faults:
        click.echo(f"touchline: {' '.join(str(fault).split())}", err=True)
    if not annotated:
        ctx.exit(exits.NOTHING_USABLE.code)
    with Progress("reading", total=len(annotated)) as progress:
        readings = []
        for reading in read_articles(
            (each.article for each in annotated), workers=workers, min_confidence=min_confidence
        ):
            readings.append(reading)
            progress.step()
    report = evaluate_articles(annotated, readings)
    rows = ledgers(annotated, readings) if ledger else ()
    if as_json:
        extra = {"ledger": [dataclasses.asdict(row) for row in rows]} if ledger else {}
        show.as_json({**report.to_dict(), **extra})
    else:
        click.echo(report.to_text(), nl=False)
        if ledger:
            click.echo("\n" + ledger_text(rows, examples=5))
    if faults:
        ctx.exit(exits.SOME_REJECTED.code)
