"""A graph in one file that any store takes: JSON Lines under gzip, what it is in its first line and sums in its last.

    {"touchline": "dump", "format": 1, "schema": 2}
    {"section": "entities", "props": {…}}            a row of `walk`, see there
    …
    {"counts": {"entities": 12, …}, "sha256": "…"}   of all bytes before this line

The same graph gives the same bytes. A file is whole when its last line is there and agrees with what comes before it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import tempfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from graph.errors import TouchlineError
from graph.moving.walk import SECTIONS, Row, tally, walk
from graph.store.schema import SCHEMA_VERSION
from graph.store.store import Store

FORMAT: Final = 1
# A line is one record; the largest holds an article's text.
MOST_BYTES: Final = 64_000_000
_LEVEL: Final = 6


class InvalidDump(TouchlineError):
    """A file that is no dump, or is cut off, changed, or of a newer touchline."""

    code = "invalid_dump"


def dump(store: Store, out: IO[bytes], on_rows: Callable[[int], object] = lambda _: None) -> Counter[str]:
    """Write the whole graph to `out`; gives how many rows of each section. `on_rows` is told of rows as they come.

    Raises StoreError, also if somebody writes meanwhile: then the file has no last line.
    """
    store.ready()
    counts, sums = Counter[str](), hashlib.sha256()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=out, mtime=0) as zipped:
        head = {"touchline": "dump", "format": FORMAT, "schema": SCHEMA_VERSION}
        _put(zipped, sums, head)
        for section, rows in walk(store):
            for row in rows:
                _put(zipped, sums, {"section": section, **row})
            counts[section] += len(rows)
            on_rows(len(rows))
        zipped.write(_line({"counts": dict(counts), "sha256": sums.hexdigest()}))
    return counts


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes its name when it is complete, and is gone if it never is."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def check(path: Path) -> tuple[int, Counter[str]]:
    """Read a dump to its end; its schema and its census. Raises InvalidDump if anything is not as it was written."""
    census = Counter[str]()
    for section, row in rows(path):
        census.update(tally(section, row))
    with _opened(path) as lines:
        schema = int(_head(next(lines), f"{path}:1")["schema"])
    return schema, +census


def rows(path: Path) -> Iterator[tuple[str, Row]]:
    """The rows of a dump by section. Raises InvalidDump, at the latest after the last row."""
    counts, sums = Counter[str](), hashlib.sha256()
    with _opened(path) as lines:
        first = next(lines, b"")
        _head(first, f"{path}:1")
        sums.update(first)
        for number, line in enumerate(lines, start=2):
            record = _parsed(line, f"{path}:{number}")
            section = record.pop("section", None)
            if section is None:
                _finish(record, counts, sums.hexdigest(), f"{path}:{number}")
                if next(lines, None) is not None:
                    raise InvalidDump("something follows the last line.", where=f"{path}:{number + 1}", fix=_AGAIN)
                return
            if section not in SECTIONS or not isinstance(record.get("props"), dict):
                raise InvalidDump("not a row of a dump.", where=f"{path}:{number}", fix=_AGAIN)
            sums.update(line)
            counts[section] += 1
            yield section, record
    raise InvalidDump("the file is cut off: its last line is missing.", where=str(path), fix=_AGAIN)


_AGAIN: Final = "Make the dump again, or copy it again."


def _put(out: gzip.GzipFile, sums: Any, record: Mapping[str, Any]) -> None:
    line = _line(record)
    sums.update(line)
    out.write(line)


def _line(record: Mapping[str, Any]) -> bytes:
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode("utf-8", "surrogatepass") + b"\n"


@contextmanager
def _opened(path: Path) -> Iterator[Iterator[bytes]]:
    """The lines of a file under gzip; its faults as InvalidDump."""
    try:
        with gzip.open(path, "rb") as file:
            yield iter(lambda: file.readline(MOST_BYTES), b"")
    except gzip.BadGzipFile:
        raise InvalidDump("not a dump of touchline.", where=str(path), fix="See `touchline dump`.") from None
    except (EOFError, zlib.error) as error:
        raise InvalidDump(f"the file is cut off or damaged ({error}).", where=str(path), fix=_AGAIN) from None


def _parsed(line: bytes, where: str) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        record = None
    if not isinstance(record, dict):
        raise InvalidDump("not a line of a dump.", where=where, fix=_AGAIN)
    return record


def _head(line: bytes, where: str) -> dict[str, Any]:
    """The first line, if this touchline can read what follows."""
    record = _parsed(line, where)
    if record.get("touchline") != "dump" or not all(isinstance(record.get(n), int) for n in ("format", "schema")):
        raise InvalidDump("not a dump of touchline.", where=where, fix="See `touchline dump`.")
    for what, known in (("format", FORMAT), ("schema", SCHEMA_VERSION)):
        if not 0 < record[what] <= known:
            says = f"it has {what} {record[what]}, this touchline knows {known}."
            raise InvalidDump(says, where=where, fix="Update touchline.")
    return record


def _finish(record: Mapping[str, Any], counts: Counter[str], sums: str, where: str) -> None:
    if record.get("sha256") != sums or record.get("counts") != dict(counts):
        raise InvalidDump("the file was changed: its sums do not agree.", where=where, fix=_AGAIN)
