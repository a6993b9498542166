"""Reading the source folder that the bundled tables are made from: any tab-separated file with a header line."""

from __future__ import annotations

from pathlib import Path

from graph.errors import InvalidData
from loaders.reference.tables import HAND, text_of

Record = dict[str, str]


def records(path: Path) -> list[Record]:
    """The rows of a file as column → field; a file that is absent has no rows. Spaces are tidied."""
    if not path.exists():
        return []
    lines = text_of(path).splitlines()
    header = lines[0].split("\t") if lines else []
    found = []
    for number, line in enumerate(lines[1:], start=2):
        fields = [_tidy(field) for field in line.split("\t")]
        if len(fields) != len(header):
            raise InvalidData(f"{len(fields)} fields instead of {len(header)}", where=f"{path}:{number}")
        found.append(dict(zip(header, fields, strict=True)))
    return found


def _tidy(field: str) -> str:
    """A field with single spaces, none around it or around the items of a list."""
    return "|".join(" ".join(part.split()) for part in field.split("|"))


def hand(name: str) -> list[Record]:
    """The rows of one of our hand-written tables."""
    return records(HAND / f"{name}.tsv")


def distinct(names: list[str], *without: str) -> list[str]:
    """Names in their order, each once and stripped, none empty, none of `without`."""
    return [name for name in dict.fromkeys(name.strip() for name in names) if name and name not in without]
