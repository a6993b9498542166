"""`touchline explain FILE`: how an article is read, stage by stage."""

from __future__ import annotations

import click

from graph.errors import TouchlineError


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
def explain(file: str) -> None:
    """Show how an article is read, stage by stage.

    \b
    Example:
      touchline explain article.txt
    """
    raise TouchlineError("not here yet.", where=file, fix="Use touchline extract for its claims.")
