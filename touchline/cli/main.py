"""The root of the command: which commands there are. Each module is loaded when its command runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Final

import click

from touchline.cli import exits

# Command: its module in this package, and its line in the help (so that the help loads no module).
COMMANDS: Final = {
    "load": ("load", "Read articles from files and folders into the graph."),
    "ask": ("ask", "Ask the graph a question."),
    "questions": ("ask", "List the questions that can be asked."),
    "cypher": ("cypher", "Ask the graph in Cypher, reading only."),
    "extract": ("extract", "Take the claims from articles, without a graph."),
    "explain": ("explain", "Show how an article is read, stage by stage."),
    "evaluate": ("evaluate", "Measure the extraction against annotated articles."),
    "train": ("train", "Learn the weights of the extraction from annotated articles."),
    "reference": ("reference", "Add names of your own, of clubs, people and competitions."),
    "serve": ("serve", "Answer questions over HTTP."),
    "schema": ("schema", "Show the version of the graph's schema, or migrate it."),
    "dump": ("move", "Write the whole graph into one file, for any other store."),
    "restore": ("move", "Read such a file into an empty graph."),
    "export": ("export", "Write the graph as files for other tools."),
    "db": ("db", "Start, stop or look at the embedded server."),
}

_EPILOG: Final = f"""\b
Examples:
  touchline load articles/
  touchline ask hotseat --team "Real Madrid"
  touchline ask claims --status reported --since 2024 --csv > claims.csv
  touchline serve

\b
Exit codes:
{exits.table()}

\b
Settings are environment variables (TOUCHLINE_DATA, TOUCHLINE_URI, …): see docs/settings.md."""


class Commands(click.Group):
    """A group that imports a command's module only to run it."""

    def list_commands(self, _: click.Context) -> list[str]:
        """The commands in the order of the work."""
        return list(COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        """The command of that name, or None."""
        if name not in COMMANDS:
            return None
        found: click.Command = getattr(import_module(f"touchline.cli.{COMMANDS[name][0]}"), name)
        return found

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the table above."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, says) in COMMANDS.items()])


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("touchline")
        except PackageNotFoundError:
            number = "(not installed)"
        click.echo(f"touchline {number}")
        ctx.exit()


@contextmanager
def _set(name: str, value: str) -> Iterator[None]:
    """An environment variable while a command runs."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


@click.group(cls=Commands, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", metavar="FOLDER", help="Folder of the embedded server's files (TOUCHLINE_DATA).")
@click.option("--uri", metavar="URI", help="Bolt address of a Neo4j server instead of it (TOUCHLINE_URI).")
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
@click.pass_context
def root(ctx: click.Context, data: str | None, uri: str | None) -> None:
    """A knowledge graph of football personnel: who said what, how surely, about whom, when."""
    if data:
        # Reading, also in other processes, finds the user's own names by the environment.
        ctx.with_resource(_set("TOUCHLINE_DATA", data))
    ctx.obj = {name: value for name, value in {"data": data, "uri": uri}.items() if value}


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    if hasattr(sys.stderr, "reconfigure"):
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")
    code = exits.guarded(lambda: root.main(args=args, prog_name="touchline", standalone_mode=False))
    sys.exit(code)
