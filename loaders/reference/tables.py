"""The bundled tables: their columns, and reading them with errors that name file and line.

A table is UTF-8, tab-separated, with a header line and no quoting; a list is joined with `|`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from graph.errors import InvalidData

DATA: Final = Path(__file__).parent / "data"
HAND: Final = Path(__file__).parent / "hand"
LANGUAGES: Final = ("de", "en", "es", "it", "fr", "pt")

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "teams": ("id", "name", "kind", "country", "type", "league", "level", "city", "wikidata", "prominence", "aliases"),
    "people": ("id", "name", "birth", "nationalities", "roles", "teams", "prominence", "aliases"),
    "competitions": ("id", "name", "country", "type", "level", "prominence", "aliases"),
    "outlets": ("id", "name", "country", "languages", "type", "prominence", "aliases"),
    "countries": (
        "code", "iso2", "confederation", *(f"name_{code}" for code in LANGUAGES), "other_names",
        *(f"demonym_{code}" for code in LANGUAGES), "adjective_de", "federation_descriptions", "team_descriptions",
    ),
    "firstnames": ("name", "count", "gender"),
    "surnames": ("name", "count"),
    "particles": ("name",),
    "articles": ("name", "language"),
    "places": ("alias",),
    "ambiguous": ("alias", "entities"),
    "risky": ("alias", "languages", "why"),
}  # fmt: skip
"""Table name (its file is `<name>.tsv`) to columns."""


class Row(NamedTuple):
    """One line of a table: its number in the file (the header is 1) and its fields."""

    line: int
    fields: list[str]


def path_of(table: str, folder: Path = DATA) -> Path:
    """Where a table lies."""
    return folder / f"{table}.tsv"


def text_of(path: Path) -> str:
    """The text of a table's file. Raises InvalidData if it is missing or not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise InvalidData(f"cannot be read ({error.strerror})", where=str(path), fix="Check its path.") from None
    except UnicodeDecodeError as error:
        raise InvalidData(f"is not UTF-8 at byte {error.start}", where=str(path), fix="Save it as UTF-8.") from None


def lines_of(table: str, folder: Path = DATA) -> list[str]:
    """The lines below the header, unsplit. Raises InvalidData if the header is not the declared one."""
    path = path_of(table, folder)
    lines = text_of(path).split("\n")
    header = "\t".join(COLUMNS[table])
    if lines[0] != header:
        raise InvalidData(f"the header is {lines[0]!r}", where=f"{path}:1", fix=f"It should be {header!r}.")
    return lines[1:-1] if lines[-1] == "" else lines[1:]


def rows_of(table: str, folder: Path = DATA) -> Iterator[Row]:
    """The rows of a table, each checked for its number of fields (InvalidData names file and line)."""
    wanted = len(COLUMNS[table])
    for number, line in enumerate(lines_of(table, folder), start=2):
        fields = line.split("\t")
        if len(fields) != wanted:
            where = f"{path_of(table, folder)}:{number}"
            raise InvalidData(f"{len(fields)} fields instead of {wanted}", where=where, fix="Fields are tab-separated.")
        yield Row(number, fields)


def items(field: str) -> tuple[str, ...]:
    """The items of a list field."""
    return tuple(field.split("|")) if field else ()


def write(table: str, folder: Path, rows: Iterable[Iterable[str]]) -> int:
    """Write a table in the order given; returns how many rows."""
    lines = ["\t".join(COLUMNS[table]), *("\t".join(row) for row in rows)]
    path_of(table, folder).write_bytes(("\n".join(lines) + "\n").encode("utf-8"))
    return len(lines) - 1
