"""`python -m loaders.reference.check [FOLDER]`: prove the tables; every fault names file, line and column.

Columns are checked one by one (`COLUMN_CHECKS`), then what only several rows or tables show: ids twice, teams that do
not exist, names that several teams share without being listed.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.errors import TouchlineError
from graph.ids import fold
from loaders.reference.check_fields import LISTS, field_fault, text_fault
from loaders.reference.tables import COLUMNS, DATA, Row, items, path_of, rows_of

ENTITIES = ("teams", "people", "competitions", "outlets")
UNIQUE = {
    "teams": ("id", "wikidata"), "people": ("id",), "competitions": ("id",), "outlets": ("id",),
    "countries": ("code", "iso2"), "firstnames": ("name",), "surnames": ("name",), "particles": ("name",),
    "articles": ("name",), "places": ("alias",), "risky": ("alias",), "ambiguous": ("alias",),
}  # fmt: skip
"""Columns whose filled fields must not repeat within a table."""

REFERENCES = (
    ("people", "teams", ("teams", "outlets"), "id"),
    ("people", "nationalities", ("countries",), "code"),
    ("teams", "country", ("countries",), "code"),
    ("teams", "league", ("competitions",), "id"),
    ("outlets", "country", ("countries",), "code"),
    ("ambiguous", "entities", ("teams",), "id"),
)
"""Table, column, the tables where each of its items must be found, in which column."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something wrong in a table. `line` counts from 1 (the header)."""

    path: str
    line: int
    column: str
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.column}: {self.what}"


class Tables:
    """All tables of a folder, read once; a table that cannot be read is a fault and empty."""

    def __init__(self, folder: Path, base: Tables | None = None) -> None:
        self.folder, self.base = folder, base
        self.unreadable: list[str] = []
        self.rows: dict[str, list[Row]] = {table: self._read(table) for table in COLUMNS}

    def _read(self, table: str) -> list[Row]:
        if self.base and not path_of(table, self.folder).exists():
            return []
        try:
            return list(rows_of(table, self.folder))
        except TouchlineError as error:
            self.unreadable.append(str(error))
            return []

    def column(self, table: str, name: str) -> Iterator[tuple[int, str]]:
        """Line number and field of each row."""
        index = COLUMNS[table].index(name)
        return ((row.line, row.fields[index]) for row in self.rows[table])

    def known(self, table: str, name: str) -> set[str]:
        """Every field of a column, those of the tables below included."""
        below = self.base.known(table, name) if self.base else set()
        return below | {field for _, field in self.column(table, name)}

    def fault(self, table: str, line: int, column: str, what: str) -> Fault:
        """A fault at a place of a table."""
        return Fault(str(path_of(table, self.folder)), line, column, what)


def check(folder: Path = DATA) -> list[str]:
    """Every fault of a folder's tables as `file:line: column: what`, in order; empty if they are sound."""
    return _faults(Tables(folder))


def check_own(folder: Path) -> tuple[list[str], int]:
    """The faults of a user's tables, which lie over the bundled ones, and how many rows they have."""
    tables = Tables(folder, Tables(DATA))
    return _faults(tables), sum(map(len, tables.rows.values()))


def _faults(tables: Tables) -> list[str]:
    faults = [
        *_fields(tables), *_repeated(tables), *_dangling(tables), *_ids_across(tables), *_shared_names(tables),
        *_missing_countries(tables),
    ]  # fmt: skip
    return [*tables.unreadable, *(str(fault) for fault in sorted(set(faults)))]


def _fields(tables: Tables) -> Iterator[Fault]:
    """Faults that one field shows by itself, and an alias that only repeats the name."""
    for table, rows in tables.rows.items():
        columns = COLUMNS[table]
        for row in rows:
            for column, field in zip(columns, row.fields, strict=True):
                what = text_fault(field, column in LISTS) or field_fault(table, column, field)
                if what:
                    yield tables.fault(table, row.line, column, what)
            if "aliases" in columns and row.fields[1] in items(row.fields[-1]):
                yield tables.fault(table, row.line, "aliases", f"{row.fields[1]!r} is the name itself")


def _repeated(tables: Tables) -> Iterator[Fault]:
    """Fields that should be unique in their table."""
    for table, columns in UNIQUE.items():
        for column in columns:
            first: dict[str, int] = {}
            for line, field in tables.column(table, column):
                if field and first.setdefault(field, line) != line:
                    yield tables.fault(table, line, column, f"{field!r} stands already in line {first[field]}")


def _dangling(tables: Tables) -> Iterator[Fault]:
    """References to a row that does not exist."""
    for table, column, targets, key in REFERENCES:
        known = {field for target in targets for field in tables.known(target, key)}
        for line, field in tables.column(table, column):
            for item in items(field):
                if item not in known:
                    yield tables.fault(table, line, column, f"{item!r} is no {key} of {' or '.join(targets)}")


def _ids_across(tables: Tables) -> Iterator[Fault]:
    """Ids that two tables of entities use."""
    below = tables.base
    owner = {key: table for table in ENTITIES for key in below.known(table, "id")} if below else {}
    for table in ENTITIES:
        for line, field in tables.column(table, "id"):
            if owner.setdefault(field, table) != table:
                yield tables.fault(table, line, "id", f"{field!r} is also an id of {owner[field]}")


def _shared_names(tables: Tables) -> Iterator[Fault]:
    """Names that several teams share but `ambiguous` does not list so, and entries of it that are no longer true."""
    owners: dict[str, dict[str, int]] = defaultdict(dict)
    listed: dict[str, set[str]] = {}
    for each in (tables, tables.base):  # names of the tables below count from line 0
        for row in each.rows["teams"] if each else ():
            for name in (row.fields[1], *items(row.fields[-1])):
                owners[fold(name)].setdefault(row.fields[0], row.line if each is tables else 0)
        for row in each.rows["ambiguous"] if each else ():
            listed.setdefault(row.fields[0], set(items(row.fields[1])))
    for name, found in owners.items():
        if len(found) > 1 and any(found.values()) and listed.get(name) != set(found):
            what = f"{name!r} is a name of {', '.join(sorted(found))}, which `ambiguous` does not list so"
            yield tables.fault("teams", max(found.values()), "aliases", what)
    for line, name in tables.column("ambiguous", "alias"):
        if len(owners.get(name, ())) < 2:
            yield tables.fault("ambiguous", line, "alias", f"{name!r} is not shared by several teams")


def _missing_countries(tables: Tables) -> Iterator[Fault]:
    """Competitions of a country that is neither a country nor a confederation."""
    known = tables.known("countries", "code") | tables.known("countries", "confederation") | {"FIFA", ""}
    for line, field in tables.column("competitions", "country"):
        if field not in known:
            yield tables.fault("competitions", line, "country", f"{field!r} is no country and no confederation")


def main(arguments: list[str]) -> int:
    """The command; returns the exit code."""
    folder = Path(arguments[0]) if arguments else DATA
    faults = check(folder)
    for fault in faults:
        print(fault, file=sys.stderr)
    rows = sum(len(list(rows_of(table, folder))) for table in COLUMNS) if not faults else 0
    print(f"{len(faults)} faults" if faults else f"{folder}: {len(COLUMNS)} tables, {rows} rows, no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
