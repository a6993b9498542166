"""Plain text of files, and what names and countries are called in them."""

from __future__ import annotations

import bz2
import gzip
import unicodedata
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import IO

from graph.errors import UnusableInput
from graph.ids import fold
from loaders.reference.check_fields import FORBIDDEN
from loaders.reference.source import hand
from loaders.reference.tables import COLUMNS, LANGUAGES, items, rows_of


def _opened(path: Path) -> IO[bytes] | gzip.GzipFile | bz2.BZ2File:
    if path.suffix.lower() == ".gz":
        return gzip.open(path, "rb")
    return bz2.open(path, "rb") if path.suffix.lower() == ".bz2" else path.open("rb")


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file, numbered from 1, one at a time; `.gz` and `.bz2` are unpacked on the way.

    Raises UnusableInput where the file cannot be read, ends too early or is not UTF-8.
    """
    number = 0
    try:
        with _opened(path) as file:
            for number, raw in enumerate(file, 1):
                yield number, raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise UnusableInput("is not UTF-8.", where=f"{path}:{number}", fix="Save it as UTF-8.") from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        what = f"is packed wrongly or ends too early ({error})."
        raise UnusableInput(what, where=f"{path}:{number + 1}", fix="Download it again.") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnusableInput(f"cannot be read ({reason}).", where=str(path), fix="Check its path.") from None


def tidy(name: str) -> str:
    """A name as tables may hold it: composed letters, single spaces, no control characters and no list separators."""
    plain = unicodedata.normalize("NFC", name)
    kept = "".join(
        " " if letter in "|\t\r\n" else letter
        for letter in plain
        if letter in "\t\r\n" or unicodedata.category(letter) not in FORBIDDEN
    )
    return " ".join(kept.split())


@cache
def _codes() -> dict[str, str]:
    """Folded name, FIFA code, ISO code or Wikidata item of a country to its FIFA code; FIFA codes go first."""
    rows = [row.fields for row in rows_of("countries")]
    found = {fold(row[0]): row[0] for row in rows}
    names = [COLUMNS["countries"].index(f"name_{code}") for code in LANGUAGES]
    other = COLUMNS["countries"].index("other_names")
    for row in rows:
        for name in (row[1], *(row[at] for at in names), *items(row[other])):
            if fold(name):
                found.setdefault(fold(name), row[0])
    for record in hand("wikidata_countries"):
        found.setdefault(fold(record["wikidata"]), record["country"])
    return found


def country(name: str) -> str:
    """The FIFA code of a country that is written in any way, empty if it is none that football knows."""
    return _codes().get(fold(name), "")
