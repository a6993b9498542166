"""A user's own tables, laid over the bundled ones: a row with a known id adds to it, any other is someone new.

The folder holds tables of the same columns as the bundled ones, and only those that say something.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from graph.errors import InvalidData
from loaders.reference.check_fields import LISTS
from loaders.reference.tables import COLUMNS, Row, items, path_of, rows_of

ENTITIES: Final = ("teams", "people", "competitions", "outlets")
OWN: Final = (*ENTITIES, "ambiguous", "places", "risky")
"""The tables that a user's folder may hold: entities, and what follows from them."""


def has_tables(folder: Path) -> bool:
    """Whether a folder holds tables of a user."""
    return any(path_of(table, folder).exists() for table in OWN)


def own_rows(table: str, folder: Path | None) -> Iterator[Row]:
    """The rows of a user's table, none if there is no such table. InvalidData names file and line of a broken one."""
    if folder is None or not path_of(table, folder).exists():
        return
    rank = COLUMNS[table].index("prominence") if table in ENTITIES else None
    for row in rows_of(table, folder):
        if rank is not None and (row.fields[rank] not in {"1", "2", "3", "4", "5"} or not row.fields[1]):
            where = f"{path_of(table, folder)}:{row.line}"
            raise InvalidData("no name, or no prominence of 1 to 5", where=where, fix="Correct or remove the line.")
        yield row


def laid_over(table: str, lines: Sequence[str], folder: Path | None) -> list[str]:
    """The lines of a table of entities with the user's rows merged into them or put behind them."""
    own = {row.fields[0]: row.fields for row in own_rows(table, folder)}
    if not own:
        return list(lines)
    found = []
    for line in lines:
        added = own.pop(line[: line.index("\t")], None)
        found.append("\t".join(merged(table, line.split("\t"), added)) if added else line)
    return [*found, *("\t".join(fields) for fields in own.values())]


def merged(table: str, known: Sequence[str], added: Sequence[str]) -> list[str]:
    """One row of two of the same entity: what the known one says stands, lists are joined, gaps are filled."""
    row = []
    for column, old, new in zip(COLUMNS[table], known, added, strict=True):
        if column == "prominence":
            row.append(max(old, new))
        elif column in LISTS:
            row.append(joined([*items(old), *items(new)], known[1] if column == "aliases" else ""))
        else:
            row.append(old or new)
    return row


def joined(names: Iterable[str], *without: str) -> str:
    """A list field of names, each once, none empty and none of `without`."""
    return "|".join(name for name in dict.fromkeys(names) if name and name not in without)
