"""The formats that can be imported, and telling which a file has."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from graph.errors import UnusableInput
from loaders.reference.imports import dump, openfootball, tabular
from loaders.reference.imports.entry import Entry, Report
from loaders.reference.imports.text import lines_of

_PACKED = {".gz", ".bz2"}


class Format(NamedTuple):
    """A format: what it is, and its reader (file, report, kind of rows that do not say theirs)."""

    says: str
    read: Callable[[Path, Report, str], Iterator[Entry]]


FORMATS = {
    "openfootball-clubs": Format("clubs.txt of openfootball's clubs", openfootball.clubs),
    "openfootball-players": Format("players.txt of openfootball's players", openfootball.players),
    "wikidata-json": Format("a result of query.wikidata.org as JSON", tabular.query_json),
    "wikidata-csv": Format("a result of query.wikidata.org as CSV", tabular.query_csv),
    "wikidata-dump": Format("a dump of Wikidata's entities, also .gz and .bz2", dump.dump),
    "table": Format("a tab-separated table with a header", tabular.table),
}


def format_of(path: Path) -> str:
    """The name of a file's format by its name and first lines. Raises UnusableInput if it cannot be told."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    plain = next((suffix for suffix in reversed(suffixes) if suffix not in _PACKED), "")
    found = {".csv": "wikidata-csv", ".tsv": "table"}.get(plain)
    if plain == ".json":
        found = _json(path)
    if plain == ".txt":
        found = next((f"openfootball-{what}" for what in ("clubs", "players") if what in path.name.lower()), None)
    if found is None:
        fix = f"Say it with --as: {', '.join(FORMATS)}."
        raise UnusableInput("nothing tells the format.", where=str(path), fix=fix)
    return found


def _json(path: Path) -> str:
    """A dump has an entity a line; a query's result begins otherwise."""
    head = "".join(line.strip() for _, line in itertools.islice(lines_of(path), 2))[:200].replace(" ", "")
    return "wikidata-dump" if '"type":"item"' in head or '"type":"property"' in head else "wikidata-json"
