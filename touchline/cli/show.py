"""Answers on a terminal, in a pipe, as JSON and as CSV."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, Any, Final

import click

from queries.answer import text

if TYPE_CHECKING:
    from queries.answer import Answer, Row

# Columns that hold whole sentences get lines of their own on a terminal.
_LONG: Final = ("passage", "sentence")
# On a terminal these follow the sentence, unless they lead the table.
_SOURCE: Final = ("said_by", "outlet", "reported", "last_reported", "title", "claim")
_CODES: Final = ("predicate", "role", "kind", "manner")
_GROUP: Final = "section"
_COLOURS: Final = {"confirmed": "green", "reported": "cyan", "speculated": "yellow", "denied": "red"}
_NARROWEST: Final = 6
_SHORTEST: Final = 20
_GAP: Final = 2
_FROM: Final = "  — "


def as_json(value: object) -> None:
    """One JSON document, indented, every letter as it is."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def json_lines(values: Iterable[object]) -> None:
    """One JSON document a line."""
    for value in values:
        sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def as_csv(answer: Answer) -> None:
    """All columns of an answer as CSV."""
    rows_as_csv(answer.columns, answer.rows)


def rows_as_csv(columns: Sequence[str], rows: Iterable[Row]) -> None:
    """RFC 4180; lists are joined by `; `, what has parts is JSON."""
    writer = csv.writer(sys.stdout, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_csv_cell(row[name]) for name in columns])


def _csv_cell(value: object) -> object:
    if isinstance(value, list) and not any(isinstance(each, dict | list) for each in value):
        return "; ".join(map(str, value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def plain(answer: Answer, *, wide: bool = False) -> None:
    """An answer as aligned text for pipes."""
    rows_as_table(_shown(answer, wide), answer.rows)


def rows_as_table(columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Aligned text: one line a row, columns two spaces apart, sentences uncut."""
    cells = [list(columns), *([" ".join(text(row[name]).split()) for name in columns] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        sys.stdout.write((" " * _GAP).join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() + "\n")


def for_terminal(answer: Answer, *, wide: bool = False, width: int | None = None) -> None:
    """For people: who was asked about, then sections of rows, each with its sentence wrapped below.

    `width` is the terminal's where it is not given.
    """
    room = width or shutil.get_terminal_size().columns
    for entity in answer.entities.values():
        known = (
            entity.kind.replace("_", " "),
            entity.country,
            ", ".join(entity.aliases[:4]),
            f"{entity.claims} claims",
        )
        _say(_wrapped(f"{entity.name}  {' · '.join(part for part in known if part)}", room, bold=len(entity.name)))
    for note in answer.notes:
        _say(_wrapped(note, room, fg="yellow"))
    if not answer.rows:
        _say([click.style("No rows.", dim=True)])
        return
    shown = _shown(answer, wide)
    long = [name for name in shown if name in _LONG]
    aside = [name for name in shown[1:] if name in _SOURCE] if long else []
    facts = [name for name in shown if name not in (*long, *aside, _GROUP)]
    widths = _widths([_cells(row, facts) for row in answer.rows], facts, room)
    _say(_line([name.replace("_", " ") for name in facts], facts, widths, header=True))
    for section, rows in groupby(answer.rows, key=lambda row: row.get(_GROUP) if _GROUP in shown else None):
        if section:
            _say(["", click.style(section, bold=True, fg="magenta")])
        for row in rows:
            _say(_line(_cells(row, facts), facts, widths))
            for name in long:
                if row[name]:
                    _say(_quote(row, name, aside, room))
    _say(["", click.style(_foot(answer), dim=True)])


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line, color=False if os.environ.get("NO_COLOR") else None)


def _wrapped(words: str, room: int, *, bold: int = 0, **style: Any) -> list[str]:
    """Text in lines of that many columns; the first `bold` characters stand out."""
    lines = textwrap.wrap(words, room)
    if bold:
        head, rest = lines[0][:bold], lines[0][bold:]
        return [
            click.style(head, bold=True) + click.style(rest, dim=True),
            *(click.style(x, dim=True) for x in lines[1:]),
        ]
    return [click.style(line, **style) for line in lines]


def _shown(answer: Answer, wide: bool) -> list[str]:
    """The columns to show; those without any value only if all are wanted."""
    chosen = answer.columns if wide else answer.question.table or answer.columns
    return [
        name for name in chosen if wide or not answer.rows or any(row[name] not in (None, []) for row in answer.rows)
    ]


def _cells(row: Row, names: Sequence[str]) -> list[str]:
    """The cells of a row for people: codes as words."""
    return [text(row[name]).replace("_", " ") if name in _CODES else text(row[name]) for name in names]


def _quote(row: Row, name: str, aside: Sequence[str], room: int) -> list[str]:
    """A sentence and who said and published it, when: behind it where there is room, else below."""
    said, *rest = [text(row[each]) if each in aside else "" for each in ("said_by", *_SOURCE[1:])]
    source = ", ".join(part for part in (said, f"in {rest[0]}" if said and rest[0] else rest[0], *rest[1:]) if part)
    margin = " " * 2 * _GAP
    inside = max(room - len(margin) - _GAP, _SHORTEST)
    lines = textwrap.wrap(" ".join(str(row[name]).split()), inside)
    styled = [margin + click.style(line, italic=True) for line in lines]
    if not source:
        return styled
    if len(lines[-1]) + len(source) + len(_FROM) <= inside:
        return [*styled[:-1], styled[-1] + click.style(_FROM + source, dim=True)]
    below = textwrap.wrap(_FROM.strip() + " " + source, inside)
    return [*styled, *(margin + click.style(line, dim=True) for line in below)]


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


def _line(cells: Sequence[str], names: Sequence[str], widths: Sequence[int], *, header: bool = False) -> Iterator[str]:
    """One row of facts, in as many lines as its longest cell needs."""
    columns = [textwrap.wrap(cell, width) or [""] for cell, width in zip(cells, widths, strict=True)]
    for parts in zip_longest(*columns, fillvalue=""):
        styled = []
        for part, cell, name, width in zip(parts, cells, names, widths, strict=True):
            colour = _COLOURS.get(cell) if name == "status" else None
            shown = click.style(part, dim=header or None, fg=colour) if part and (header or colour) else part
            styled.append(shown + " " * (width - len(part)))
        yield (" " * _GAP).join(styled).rstrip()


def _foot(answer: Answer) -> str:
    """How many rows, how long, whether there are more."""
    more = f" · more with --offset {answer.offset + answer.limit}" if answer.more else ""
    count = len(answer.rows)
    return f"{count} row{'s' if count != 1 else ''} · {answer.took_ms:.0f} ms{more}"
