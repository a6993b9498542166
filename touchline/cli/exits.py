"""Exit codes, and how an error becomes one line and one of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Final, NamedTuple

import click

from graph.errors import TouchlineError


class Exit(NamedTuple):
    """An exit code and what it tells."""

    code: int
    says: str


OK: Final = Exit(0, "all fine")
ERROR: Final = Exit(1, "an error that no other code names")
USAGE: Final = Exit(2, "the command line, a setting or a question's parameter is wrong")
SOME_REJECTED: Final = Exit(3, "some input was rejected, everything else was taken")
NOTHING_USABLE: Final = Exit(4, "nothing usable in the input")
UNKNOWN_NAME: Final = Exit(5, "a name is not in the graph")
STORE: Final = Exit(6, "the graph store cannot be reached, refuses or takes too long")
INTERRUPTED: Final = Exit(130, "interrupted")
EXITS: Final = (OK, ERROR, USAGE, SOME_REJECTED, NOTHING_USABLE, UNKNOWN_NAME, STORE, INTERRUPTED)

_BY_CODE: Final = {
    "question": USAGE,
    "setting": USAGE,
    "unusable_input": NOTHING_USABLE,
    "invalid_dump": NOTHING_USABLE,
    "export": USAGE,
    "unknown_name": UNKNOWN_NAME,
    "store": STORE,
    "timeout": STORE,
    "unavailable": STORE,
    "refused": STORE,
    "syntax": STORE,
}


def table() -> str:
    """The exit codes as text for the help."""
    return "\n".join(f"  {each.code:>3}  {each.says}" for each in EXITS)


def guarded(run: Callable[[], int | None]) -> int:
    """Run a command; give its exit code. Every error is one line on standard error, never a traceback.

    `TOUCHLINE_DEBUG=1` lets the traceback of an unforeseen error through.
    """
    try:
        return run() or OK.code
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return (USAGE if isinstance(error, click.UsageError) else ERROR).code
    except BrokenPipeError:
        # The reader of a pipe has gone; what is still buffered must not fail at the end of the process.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK.code
    except (Exception, KeyboardInterrupt) as error:
        if os.environ.get("TOUCHLINE_DEBUG") and not isinstance(error, TouchlineError | click.Abort):
            raise
        what, code = _explained(error)
        click.echo(f"touchline: {what}", err=True)
        return code.code


def _explained(error: BaseException) -> tuple[str, Exit]:
    """The line and the exit code of an error."""
    if isinstance(error, click.Abort | KeyboardInterrupt):
        return "interrupted", INTERRUPTED
    if isinstance(error, TouchlineError):
        return " ".join(str(error).split()), _BY_CODE.get(error.code, ERROR)
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        return f"{place}{error.strerror or error}", ERROR
    what = f"{type(error).__name__}: {error}".splitlines()[0]
    return f"unforeseen error ({what}). Run it again with TOUCHLINE_DEBUG=1 and report what it prints", ERROR
