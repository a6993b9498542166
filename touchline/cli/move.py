"""`touchline dump` and `restore`: a whole graph in one file, from any store into any other."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Final

import click

from touchline.cli.progress import Progress

_STDIO: Final = "-"
_FILE: Final = click.Path(path_type=Path, dir_okay=False, allow_dash=True)


@click.command()
@click.argument("file", type=_FILE)
@click.pass_context
def dump(ctx: click.Context, file: Path) -> None:
    """Write the whole graph into FILE, which `touchline restore` reads into any store; `-` is standard output.

    The file is compressed, carries sums, and takes its name when it is complete. The same graph gives the same bytes,
    whatever store holds it. Load nothing meanwhile.

    \b
    Examples:
      touchline dump graph.touchline.gz
      touchline dump - | touchline --uri bolt://localhost:7687 restore -
    """
    from graph.moving import dump, whole_file
    from touchline.door import open_graph

    piped = str(file) == _STDIO
    if piped and sys.stdout.isatty():
        raise click.UsageError("a dump is no text for a terminal: name a file, or a pipe behind `-`.")
    place = nullcontext(sys.stdout.buffer) if piped else whole_file(file)
    with open_graph(ctx.obj or {}) as graph, place as out, Progress("rows") as progress:
        counts = dump(graph.store, out, progress.step)
    click.echo(f"dumped {_told(counts)}", err=piped)


@click.command()
@click.argument("file", type=_FILE)
@click.option("--replace", is_flag=True, help="Forget what the graph holds first.")
@click.pass_context
def restore(ctx: click.Context, file: Path, replace: bool) -> None:
    """Read a dump of any store into this one, which has to be empty; `-` is standard input.

    The file is checked to its end before anything is written. A restore that was interrupted leaves a graph that
    nobody can read: run it again with --replace.

    \b
    Examples:
      touchline --uri neo4j://localhost:7687 restore graph.touchline.gz
      touchline restore graph.touchline.gz --replace
    """
    from graph.moving import restore
    from touchline.door import open_graph

    with _on_disk(file) as path, open_graph(ctx.obj or {}) as graph, Progress("rows") as progress:
        counts = restore(graph.store, path, replace=replace, on_rows=progress.step)
    click.echo(f"restored {_told(counts)}")


@contextmanager
def _on_disk(file: Path) -> Iterator[Path]:
    """The file, or a copy of standard input, which is read twice."""
    if str(file) != _STDIO:
        yield file
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "standard input"
        with copy.open("wb") as out:
            shutil.copyfileobj(sys.stdin.buffer, out)
        yield copy


def _told(counts: Counter[str]) -> str:
    """How much there was, of what a user counts in."""
    return ", ".join(f"{counts[what]} {what}" for what in ("entities", "articles", "claims", "relations"))
