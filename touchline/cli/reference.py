"""`touchline reference import|check`: names of a user's own, laid over the bundled ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.settings import SettingError
from touchline.cli import exits
from touchline.cli.progress import Progress

if TYPE_CHECKING:
    from loaders.reference.imports import Report

FORMATS = (
    "openfootball-clubs", "openfootball-players", "wikidata-json", "wikidata-csv", "wikidata-dump", "table",
)  # fmt: skip
KINDS = ("person", "club", "national_team", "federation", "competition", "outlet")


@click.group()
def reference() -> None:
    """Add names of your own: clubs, people and competitions that the reader then knows.

    They lie in tables of a folder (TOUCHLINE_REFERENCE; without it `reference` in the data folder) and are laid over
    the bundled ones.

    \b
    Examples:
      touchline reference import de.clubs.txt de.players.txt
      touchline reference import query.csv --kind club
      touchline reference check
    """


@reference.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "as_format", type=click.Choice(FORMATS), help="The format; without it, told by name and content.")
@click.option("--kind", type=click.Choice(KINDS), help="What rows are that do not say it themselves.")
@click.pass_context
def import_(ctx: click.Context, files: tuple[Path, ...], as_format: str | None, kind: str | None) -> None:
    """Take names from files into your own tables.

    Reads club and player files of openfootball, results of query.wikidata.org (JSON, CSV, TSV), dumps of Wikidata's
    entities (also .gz and .bz2) and tab-separated tables with a header. Who is known by name or Wikidata item gets
    further names, anyone else is new. What contradicts is refused with its line. Importing the same again changes
    nothing.

    \b
    Examples:
      touchline reference import de.clubs.txt
      touchline reference import coaches.json
      touchline reference import latest-all.json.bz2
      touchline reference import mine.tsv --kind person
    """
    from loaders.reference.imports import import_files

    folder = _folder()
    with Progress("names") as progress:
        report = import_files(files, folder, as_format=as_format or "", kind=kind or "", on_entry=progress.step)
    for refusal in report.first:
        click.echo(f"touchline: {' '.join(str(refusal).split())}", err=True)
    if report.refused.total() > len(report.first):
        click.echo(f"touchline: … and {report.refused.total() - len(report.first)} more.", err=True)
    click.echo(_summary(report, folder))
    if not report.taken:
        ctx.exit(exits.NOTHING_USABLE.code)
    ctx.exit((exits.SOME_REJECTED if report.refused else exits.OK).code)


@reference.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_context
def check(ctx: click.Context, folder: Path | None) -> None:
    """Prove your own tables; every fault is named with file, line and column.

    \b
    Examples:
      touchline reference check
      touchline reference check names/
    """
    from loaders.reference.check import check_own

    where = folder or _folder()
    faults, rows = check_own(where)
    for fault in faults:
        click.echo(f"touchline: {fault}", err=True)
    several = "no fault" if not faults else "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    click.echo(f"{where}: {rows} rows, {several}")
    ctx.exit((exits.ERROR if faults else exits.OK).code)


def _folder() -> Path:
    """The folder of the user's tables."""
    from touchline.door import settings_of

    folder = settings_of(click.get_current_context().find_root().obj or {}).own_names
    if folder is None:
        raise SettingError("is `-`: no names of your own.", where="TOUCHLINE_REFERENCE", fix="Name a folder.")
    return folder


def _summary(report: Report, folder: Path) -> str:
    """The line at the end: who is new, who got names, what was refused and dropped by reason."""
    from touchline.cli.load import counted

    parts = [
        f"{report.new} new, {report.extended} extended, {report.unchanged} unchanged",
        f"{report.names} names added",
    ]
    for what, counts in (("refused", report.refused), ("dropped", report.dropped)):
        if counts:
            parts.append(f"{counts.total()} {what} ({counted(counts)})")
    return "; ".join([*parts, str(folder)])
