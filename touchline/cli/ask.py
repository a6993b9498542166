"""`touchline ask QUESTION`, its sub-commands made from the catalogue, and `touchline questions`."""

from __future__ import annotations

import gc
import shutil
import sys
import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from queries.ask import LIMIT, MAX_LIMIT
from queries.catalogue import load

if TYPE_CHECKING:
    from queries.question import Parameter, Question

_PIPE_WIDTH = 120


class Questions(click.Group):
    """One sub-command a question."""

    def list_commands(self, _: click.Context) -> list[str]:
        """Names of all questions."""
        return list(load().questions)

    def get_command(self, _: click.Context, name: str) -> click.Command:
        """The question of that name; QuestionError suggests the nearest."""
        return _command(load()[name])

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """Every question with its first line."""
        with formatter.section("Questions"):
            formatter.write_dl([(name, each.title) for name, each in load().questions.items()])


@click.group(cls=Questions, subcommand_metavar="QUESTION [OPTIONS]…")
def ask() -> None:
    """Ask the graph a question.

    Names may be written without accents and in any case; an id (column `id` of `search`) is a name too.

    \b
    Examples:
      touchline ask hotseat --team "Real Madrid"
      touchline ask hotseat --help
      touchline ask contracts --before 2025-07-01 --json
    """


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a question, with its parameters and columns.")
def questions(as_json: bool) -> None:
    """List the questions that can be asked.

    \b
    Example:
      touchline questions
    """
    from touchline.cli import show

    if as_json:
        show.json_lines(_described(question) for question in load().questions.values())
        return
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _PIPE_WIDTH
    for name, question in load().questions.items():
        click.echo(f"{name:<12}{question.title}")
        for line in textwrap.wrap(" ".join(_usage(p) for p in question.parameters), width - 12):
            click.echo(f"{'':<12}{click.style(line, dim=True)}")


def _usage(parameter: Parameter) -> str:
    flag = f"--{parameter.name.replace('_', '-')}"
    usage = flag if parameter.type.python is bool else f"{flag} {_metavar(parameter)}"
    return usage if parameter.required else f"[{usage}]"


def _metavar(parameter: Parameter) -> str:
    return {"folded": "TEXT", "string": "TEXT"}.get(parameter.type.name, parameter.type.name.upper())


def _described(question: Question) -> dict[str, object]:
    """A question for JSON."""
    return {
        "question": question.name,
        "title": question.title,
        "about": question.about,
        "parameters": [
            {"name": p.name, "type": p.type.name, "required": p.required, "default": p.default, "about": p.says}
            for p in question.parameters
        ],
        "columns": [{"name": c.name, "type": c.type, "about": c.says} for c in question.columns],
    }


def _command(question: Question) -> click.Command:
    """The sub-command of a question."""
    examples = "\n".join(f"  {_line(question, example)}" for example in question.examples)
    return click.Command(
        question.name,
        params=[*(_option(parameter) for parameter in question.parameters), *_common()],
        callback=lambda **given: _run(question, given),
        help=f"{question.title}\n\n{question.about}\n\n\b\nExamples:\n{examples}",
        short_help=question.title,
    )


def _line(question: Question, example: Mapping[str, str]) -> str:
    """An example as it is typed."""
    words = [f"touchline ask {question.name}"]
    for parameter in question.parameters:
        if parameter.name in example:
            option, value = f"--{parameter.name.replace('_', '-')}", example[parameter.name]
            if parameter.type.python is bool:
                words.append(option if parameter.type.convert(value) else f"--no-{option[2:]}")
            else:
                words.append(f'{option} "{value}"' if " " in value else f"{option} {value}")
    return " ".join(words)


def _option(parameter: Parameter) -> click.Option:
    """The option of a parameter; values are checked by the question itself, for one message everywhere."""
    flag = "--" + parameter.name.replace("_", "-")
    kind = parameter.type
    says = parameter.says + (f" One of {', '.join(kind.choices)}." if kind.choices else "")
    if parameter.low is not None:
        says += f" From {parameter.low} to {parameter.high}."
    if parameter.default not in (None, False):
        says += f" Default: {parameter.default}."
    if kind.python is bool:
        return click.Option([f"{flag}/--no-{flag[2:]}", parameter.name], default=None, help=says)
    return click.Option([flag, parameter.name], required=parameter.required, metavar=_metavar(parameter), help=says)


def _common() -> list[click.Parameter]:
    most = click.IntRange(1, MAX_LIMIT)
    return [
        click.Option(["--limit", "limit"], type=most, default=LIMIT, help="Rows at most.", show_default=True),
        click.Option(["--offset", "offset"], type=click.IntRange(0), default=0, help="Rows to leave out first."),
        click.Option(["--json", "as_json"], is_flag=True, help="The whole answer as JSON."),
        click.Option(["--csv", "as_csv"], is_flag=True, help="The rows as CSV, all columns."),
        click.Option(["--wide", "wide"], is_flag=True, help="All columns in the table."),
    ]


def _run(question: Question, given: dict[str, Any]) -> None:
    """Ask and print. Without --json or --csv: a layout for people on a terminal, aligned plain text in a pipe."""
    from touchline.cli import show
    from touchline.door import open_graph

    form = {name: given.pop(name) for name in ("limit", "offset", "as_json", "as_csv", "wide")}
    if form["as_json"] and form["as_csv"]:
        raise click.UsageError("--json and --csv exclude each other.")
    asked = {name: value for name, value in given.items() if value is not None}
    gc.disable()  # a short life: the driver alone makes 200,000 objects that stay
    question.bind(asked)  # a wrong parameter is told before a server is started
    with open_graph(click.get_current_context().obj or {}) as graph:
        answer = graph.ask(question.name, limit=form["limit"], offset=form["offset"], **asked)
    if form["as_json"]:
        show.as_json(answer.as_dict())
    elif form["as_csv"]:
        show.as_csv(answer)
    elif sys.stdout.isatty():
        show.for_terminal(answer, wide=form["wide"])
    else:
        show.plain(answer, wide=form["wide"])
    if not form["as_json"] and not sys.stdout.isatty():
        for note in answer.notes:
            click.echo(f"note: {note}", err=True)
