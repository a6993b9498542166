"""The user's tables, written: rows of entities, and what follows from them about names that many bear."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from graph.errors import TouchlineError
from graph.ids import fold
from loaders.reference.build_risky import risky
from loaders.reference.build_teams import ambiguous, places
from loaders.reference.imports.known import Known
from loaders.reference.own import ENTITIES, OWN
from loaders.reference.tables import items, path_of, rows_of, write

Rows = Iterable[Iterable[str]]


class CannotWrite(TouchlineError):
    """The folder of the user's tables cannot be written."""

    code = "unwritable"


def written(known: Known, folder: Path) -> None:
    """Write the tables, each put in its place when it is whole; a table without rows is removed."""
    tables = tables_of(known)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as made:
            for table in OWN:
                if tables[table]:
                    write(table, Path(made), tables[table])
                    os.replace(path_of(table, Path(made)), path_of(table, folder))  # noqa: PTH105
                else:
                    path_of(table, folder).unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        fix = "Name another folder with TOUCHLINE_REFERENCE."
        raise CannotWrite(f"cannot be written ({reason}).", where=str(folder), fix=fix) from None


def tables_of(known: Known) -> dict[str, list[list[str]]]:
    """Every table, sorted: the same rows give the same bytes."""
    tables = {table: [known.own[table][key] for key in sorted(known.own[table])] for table in ENTITIES}
    teams = [known.row(row[0]) for row in tables["teams"]]
    people = [known.row(row[0]) for row in tables["people"]]
    mine = {fold(name) for row in (*teams, *people) for name in (row[1], *items(row[-1]))}
    counts = {row.fields[0]: int(row.fields[1]) for table in ("surnames", "firstnames") for row in rows_of(table)}
    have = {row.fields[0] for row in rows_of("risky")}
    found = risky(Path("-"), teams, people, [], counts)
    tables["risky"] = [row for row in found if row[0] in mine and row[0] not in have]
    towns = {row.fields[0] for row in rows_of("places")}
    tables["places"] = [[place] for place in places(teams) if place not in towns]
    tables["ambiguous"] = _shared(known, teams)
    return tables


def _shared(known: Known, teams: list[list[str]]) -> list[list[str]]:
    """Names that several teams share because of the user's rows."""
    everyone = {row[0] for row in teams}
    keys = {name for row in teams for name in (row[1], *items(row[-1]))}
    everyone |= {entity for name in keys for entity in known.by_name("teams", name)}
    listed = {row.fields[0]: row.fields[1] for row in rows_of("ambiguous")}
    mine = {fold(name) for name in keys}
    found = ambiguous([known.row(entity) for entity in sorted(everyone)])
    return [row for row in found if row[0] in mine and listed.get(row[0]) != row[1]]
