"""Files with named columns: what query.wikidata.org lets download (JSON, CSV, TSV), and tables of names."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.errors import UnusableInput
from loaders.reference.imports.columns import Row, entries
from loaders.reference.imports.entry import Entry, Refusal, Report
from loaders.reference.imports.text import lines_of

_LITERAL = re.compile(r'"(.*)"(?:@[\w-]+|\^\^<[^>]*>)?', re.DOTALL)


def query_json(path: Path, report: Report, kind: str = "") -> Iterator[Entry]:
    """The result of a query as JSON, in either of the two forms that are offered."""
    text = "\n".join(line for _, line in lines_of(path))
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        what = f"is not JSON ({error.msg})."
        raise UnusableInput(what, where=f"{path}:{error.lineno}", fix="Download it again.") from None
    rows = _bindings(data, path)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    places = ((f"{path} result {number}", row) for number, row in enumerate(rows, 1))
    if rows:
        yield from entries(places, columns, path, report, kind)


def _bindings(data: Any, path: Path) -> list[dict[str, str]]:
    """The rows of a result, each column a text."""
    try:
        found = data["results"]["bindings"] if isinstance(data, dict) else data
        return [{name: _value(field) for name, field in row.items()} for row in found]
    except (KeyError, TypeError, AttributeError):
        fix = "Download it as JSON from query.wikidata.org."
        raise UnusableInput("is no result of a query.", where=str(path), fix=fix) from None


def _value(field: Any) -> str:
    return str(field["value"] if isinstance(field, dict) else field)


def query_csv(path: Path, report: Report, kind: str = "") -> Iterator[Entry]:
    """The result of a query as CSV; a field may hold line breaks."""
    reader = csv.reader(f"{line}\n" for _, line in lines_of(path))
    try:
        columns = next(reader, [])
        rows = _checked(((reader.line_num, fields) for fields in reader), columns, path, report)
        yield from entries(rows, columns, path, report, kind)
    except csv.Error as error:
        fix = "Download it again."
        raise UnusableInput(f"is not CSV ({error}).", where=f"{path}:{reader.line_num}", fix=fix) from None


def table(path: Path, report: Report, kind: str = "") -> Iterator[Entry]:
    """A table of names: tab-separated, a header, lists joined with `|`; also a query's result as TSV."""
    lines = ((number, line.split("\t")) for number, line in lines_of(path))
    _, columns = next(lines, (1, []))
    rows = _checked(((number, [_bare(field) for field in fields]) for number, fields in lines), columns, path, report)
    yield from entries(rows, columns, path, report, kind)


def _checked(rows: Iterator[tuple[int, list[str]]], columns: list[str], path: Path, report: Report) -> Iterator[Row]:
    """Rows as column → field; those of another length are refused."""
    for number, fields in rows:
        if len(fields) == len(columns):
            yield f"{path}:{number}", dict(zip(columns, fields, strict=True))
        elif any(fields):
            what = f"{len(fields)} fields instead of {len(columns)}."
            report.refuse(Refusal(f"{path}:{number}", "wrong_shape", what))


def _bare(field: str) -> str:
    """The text of an RDF term as TSV writes it: `<http://…>`, `"text"@en`; other fields are as they are."""
    if field.startswith("<") and field.endswith(">"):
        return field[1:-1]
    literal = _LITERAL.fullmatch(field)
    return literal[1].replace('\\"', '"') if literal else field
