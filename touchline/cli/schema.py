"""`touchline schema`: which version of the schema a graph has, what it lacks, and its migration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from touchline.cli import exits
from touchline.cli.progress import Progress

if TYPE_CHECKING:
    from graph.store.migrations import SchemaStatus


@click.command()
@click.option("--migrate", is_flag=True, help="Create what is missing, and bring an older graph up to this version.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def schema(ctx: click.Context, migrate: bool, as_json: bool) -> None:
    """Show the version of the graph's schema, its constraints and indexes.

    An older graph is not read before it is migrated; loading articles migrates it too. Exit code 6 if something is
    missing or the version is another one.

    \b
    Examples:
      touchline schema
      touchline schema --migrate
    """
    from touchline.cli import show
    from touchline.door import open_graph

    with open_graph(ctx.obj or {}) as graph:
        if migrate:
            with Progress("records") as progress:
                graph.store.prepare(lambda _, changed: progress.step(changed))
        found = graph.store.schema()
    show.as_json(_plain(found)) if as_json else _tell(found)
    if found.missing or found.version != found.needed:
        ctx.exit(exits.STORE.code)


def _plain(found: SchemaStatus) -> dict[str, object]:
    lists = {"present": found.present, "missing": found.missing}
    named = {what: [rule.name for rule in rules] for what, rules in lists.items()}
    return {"version": found.version, "needed": found.needed, "pending": found.pending, **named}


def _tell(found: SchemaStatus) -> None:
    has = f"version {found.version}" if found.version else "no schema yet"
    click.echo(f"The graph has {has}; this touchline needs version {found.needed}.")
    for rule in sorted((*found.present, *found.missing)):
        what = "constraint" if rule.unique else "index"
        state = "missing" if rule in found.missing else "present"
        click.echo(f"  {state:8} {what:11} {rule.name:28} {rule.owner}.{rule.property}")
    if found.pending:
        click.echo(
            f"{found.pending} batches of claims wait for their relations; the next `touchline load` derives them."
        )
    if found.missing or found.version < found.needed:
        click.echo("Run `touchline schema --migrate`.")
