"""`touchline export`: the graph as files for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from touchline.cli.progress import Progress


@click.group()
def export() -> None:
    """Write the graph as files for other tools."""


@export.command("neo4j-admin")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.pass_context
def neo4j_admin(ctx: click.Context, folder: Path) -> None:
    """Write CSV files for `neo4j-admin database import full` into a new FOLDER, with the command that imports them.

    The fastest way to fill a new Neo4j database with millions of claims.

    \b
    Examples:
      touchline export neo4j-admin export/
      sh export/import.sh neo4j
      touchline --uri bolt://localhost:7687 schema --migrate
    """
    from graph.moving import admin
    from touchline.door import open_graph

    with open_graph(ctx.obj or {}) as graph, Progress("rows") as progress:
        counts = admin.export(graph.store, folder, progress.step)
    told = ", ".join(f"{counts[what]} {what}" for what in ("entities", "articles", "claims", "relations"))
    click.echo(f"exported {told}")
    click.echo(f"Next, where the database does not run: sh {folder / admin.IMPORT}; then start it and")
    click.echo("run `touchline schema --migrate` with TOUCHLINE_URI set.")
