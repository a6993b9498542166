"""`touchline cypher`: any statement that only reads."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click


@click.command()
@click.argument("query", required=False)
@click.option(
    "--file", "path", type=click.Path(path_type=Path, dir_okay=False), help="A file that holds the statement."
)
@click.option(
    "--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter; JSON, else text. Repeatable."
)
@click.option("--limit", type=click.IntRange(1), help="Rows at most (TOUCHLINE_MAX_ROWS).")
@click.option("--timeout", type=click.FloatRange(0.05), help="Seconds it may take (TOUCHLINE_QUERY_TIMEOUT).")
@click.option("--json", "as_json", is_flag=True, help="The whole answer as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="The rows as CSV.")
@click.pass_context
def cypher(
    ctx: click.Context,
    query: str | None,
    path: Path | None,
    params: tuple[str, ...],
    limit: int | None,
    timeout: float | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Ask in Cypher, with nothing but the right to read.

    The statement is QUERY, a file, or standard input. Writing, LOAD CSV and all but a few procedures are refused.

    \b
    Examples:
      touchline cypher 'MATCH (c:Claim) RETURN c.status AS status, count(*) AS claims'
      touchline cypher 'MATCH (p:Person {name: $name}) RETURN p.id AS id' --param name='Xabi Alonso' --json
      touchline cypher --file query.cypher --csv > rows.csv
    """
    from touchline.cli import show
    from touchline.door import open_graph

    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other.")
    statement, given = _statement(query, path), dict(map(_parameter, params))
    with open_graph(ctx.obj or {}) as graph:
        answer = graph.store.read(statement, given, timeout_s=timeout, max_rows=limit)
    if as_json:
        show.as_json(answer.as_dict())
    elif as_csv:
        show.rows_as_csv(answer.columns, answer.rows)
    else:
        show.rows_as_table(answer.columns, answer.rows)
    if answer.truncated and not as_json:
        click.echo(
            f"note: only the first {len(answer.rows)} rows; --limit or TOUCHLINE_MAX_ROWS cut the rest.", err=True
        )


def _statement(query: str | None, path: Path | None) -> str:
    if query is not None and path is not None:
        raise click.UsageError("give a QUERY or a --file, not both.")
    if path is not None:
        text = path.read_text(encoding="utf-8")
    elif query in (None, "-"):
        text = sys.stdin.read()
    else:
        text = str(query)
    if not text.strip():
        raise click.UsageError("there is no statement.")
    return text


def _parameter(given: str) -> tuple[str, Any]:
    """Name and value of a `--param`."""
    name, equals, value = given.partition("=")
    if not equals or not name:
        raise click.UsageError(f"{given!r} is no NAME=VALUE.")
    try:
        return name, json.loads(value)
    except (ValueError, RecursionError):
        return name, value
