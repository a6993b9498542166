"""Answers on a terminal, in a pipe, as JSON and as CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from queries.answer import text

if TYPE_CHECKING:
    from rich.console import Console

    from queries.answer import Answer, Row

# Columns that hold whole sentences get lines of their own on a terminal.
_LONG: Final = ("passage", "sentence")
# On a terminal these follow the sentence, unless they lead the table.
_SOURCE: Final = ("said_by", "outlet", "reported", "last_reported", "title", "claim")
_CODES: Final = ("predicate", "role", "kind", "manner")
_GROUP: Final = "section"
_COLOURS: Final = {"confirmed": "green", "reported": "cyan", "speculated": "yellow", "denied": "red"}
_NARROWEST: Final = 6
_GAP: Final = 2


def as_json(value: object) -> None:
    """One JSON document, indented, every letter as it is."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def json_lines(values: Iterable[object]) -> None:
    """One JSON document a line."""
    for value in values:
        sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def as_csv(answer: Answer) -> None:
    """All columns, RFC 4180; lists are joined by `; `."""
    writer = csv.writer(sys.stdout, lineterminator="\r\n")
    writer.writerow(answer.columns)
    for row in answer.rows:
        writer.writerow(["; ".join(map(str, v)) if isinstance(v, list) else v for v in row.values()])


def plain(answer: Answer, *, wide: bool = False) -> None:
    """Aligned text for pipes: one line a row, columns two spaces apart, sentences uncut."""
    shown = _shown(answer, wide)
    cells = [list(shown), *([" ".join(text(row[name]).split()) for name in shown] for row in answer.rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        sys.stdout.write((" " * _GAP).join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() + "\n")


def for_terminal(answer: Answer, *, wide: bool = False, console: Console | None = None) -> None:
    """For people: who was asked about, then sections of rows, each with its sentence wrapped below."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    out = console or Console(highlight=False)
    for entity in answer.entities.values():
        extra = [
            entity.kind.replace("_", " "),
            entity.country,
            ", ".join(entity.aliases[:4]),
            f"{entity.claims} claims",
        ]
        line = Text.assemble((entity.name, "bold"), ("  " + " · ".join(part for part in extra if part), "dim"))
        out.print(line)
    for note in answer.notes:
        out.print(Text(note, style="yellow"))
    if not answer.rows:
        out.print(Text("No rows.", style="dim"))
        return
    shown = _shown(answer, wide)
    long = [name for name in shown if name in _LONG]
    aside = [name for name in shown[1:] if name in _SOURCE] if long else []
    facts = [name for name in shown if name not in (*long, *aside, _GROUP)]
    widths = _widths([_cells(row, facts) for row in answer.rows], facts, out.width)
    out.print(_line([name.replace("_", " ") for name in facts], facts, widths, header=True))
    for section, rows in groupby(answer.rows, key=lambda row: row.get(_GROUP) if _GROUP in shown else None):
        if section:
            out.print(Text(f"\n{section}", style="bold magenta"))
        for row in rows:
            out.print(_line(_cells(row, facts), facts, widths))
            for name in long:
                if row[name]:
                    out.print(Padding(_quote(row, name, aside), (0, _GAP, 0, 2 * _GAP)))
    out.print(Text(_foot(answer), style="dim"))


def _shown(answer: Answer, wide: bool) -> list[str]:
    """The columns to show; those without any value only if all are wanted."""
    chosen = answer.columns if wide else answer.question.table or answer.columns
    return [
        name for name in chosen if wide or not answer.rows or any(row[name] not in (None, []) for row in answer.rows)
    ]


def _cells(row: Row, names: Sequence[str]) -> list[str]:
    """The cells of a row for people: codes as words."""
    return [text(row[name]).replace("_", " ") if name in _CODES else text(row[name]) for name in names]


def _quote(row: Row, name: str, aside: Sequence[str]) -> Any:
    """A sentence and who said and published it, when."""
    from rich.text import Text

    said, *rest = [text(row[each]) if each in aside else "" for each in ("said_by", *_SOURCE[1:])]
    source = ", ".join(part for part in (said, f"in {rest[0]}" if said and rest[0] else rest[0], *rest[1:]) if part)
    quoted = Text(" ".join(str(row[name]).split()), style="italic")
    return quoted.append(f"  — {source}" if source else "", style="not italic dim")


def _widths(cells: Sequence[Sequence[str]], names: Sequence[str], room: int) -> list[int]:
    """A width a column that fits its cells; while there is no room, the widest give way, first only between words."""
    columns = [[*name.split("_"), *(row[place] for row in cells)] for place, name in enumerate(names)]
    words = [max(len(word) for cell in column for word in cell.split()) for column in columns]
    widths = [max(map(len, column)) for column in columns]
    for least in (words, [_NARROWEST] * len(names)):
        while sum(widths) > room - _GAP * len(names):
            wide = [place for place, width in enumerate(widths) if width > least[place]]
            if not wide:
                break
            widths[max(wide, key=widths.__getitem__)] -= 1
    return widths


def _line(cells: Sequence[str], names: Sequence[str], widths: Sequence[int], *, header: bool = False) -> Any:
    """One row of facts as a table of its own, so that sentences can stand between rows."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, padding=(0, _GAP, 0, 0), pad_edge=False)
    for width in widths:
        table.add_column(width=width, overflow="fold")
    styles = [
        "dim" if header else _COLOURS.get(cell, "") if name == "status" else ""
        for cell, name in zip(cells, names, strict=True)
    ]
    table.add_row(*(Text(cell, style=style) for cell, style in zip(cells, styles, strict=True)))
    return table


def _foot(answer: Answer) -> str:
    """How many rows, how long, whether there are more."""
    more = f" · more with --offset {answer.offset + answer.limit}" if answer.more else ""
    count = len(answer.rows)
    return f"\n{count} row{'s' if count != 1 else ''} · {answer.took_ms:.0f} ms{more}"
