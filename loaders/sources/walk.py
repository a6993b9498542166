"""From paths, folders, globs and `-` to open streams, in a fixed order; each file once."""

from __future__ import annotations

import glob
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from loaders.sources.model import Rejected, Unusable

STDIN: Final = "-"
STDIN_NAME: Final = "standard input"


@dataclass(frozen=True, slots=True)
class Place:
    """A file to read, or standard input (no path). `named`: the user named it, it was not found in a folder."""

    path: Path | None
    named: bool = True

    @property
    def name(self) -> str:
        """What messages call it."""
        return STDIN_NAME if self.path is None else printable(str(self.path))


def places(paths: Sequence[str]) -> Iterator[Place | Rejected]:
    """Every file that the paths mean, each once however often it is meant; hidden ones in folders are left out."""
    seen: set[str] = set()
    for path in paths:
        for place in _places(path):
            if isinstance(place, Place):
                key = STDIN if place.path is None else os.path.realpath(place.path)
                if key in seen:
                    continue
                seen.add(key)
            yield place


def printable(path: str) -> str:
    """A path that can be printed: as it is, or quoted with escapes."""
    return path if path and path.isprintable() else repr(path)


def _places(path: str) -> Iterator[Place | Rejected]:
    if path == STDIN:
        yield Place(None)
        return
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 (Path("") would be the current folder)
    except FileNotFoundError:
        yield from _matches(path)
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        yield Rejected(printable(path), "unreadable", getattr(error, "strerror", None) or str(error))
    else:
        yield from _folder(path) if stat.S_ISDIR(mode) else [Place(Path(path))]


def _matches(pattern: str) -> Iterator[Place | Rejected]:
    if not glob.has_magic(pattern):
        yield Rejected(printable(pattern), "missing_file")
        return
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute pattern)
    if not found:
        yield Rejected(printable(pattern), "no_match")
    for path in found:
        yield from _folder(path) if Path(path).is_dir() else [_file(Path(path))]


def _folder(top: str) -> Iterator[Place | Rejected]:
    faults: list[OSError] = []
    some = False
    for folder, inside, files in os.walk(top, onerror=faults.append):
        inside[:] = sorted(name for name in inside if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                some = True
                yield _file(Path(folder, name))
    for fault in faults:
        yield Rejected(printable(str(fault.filename)), "unreadable", fault.strerror or "")
    if not some and not faults:
        yield Rejected(printable(top), "no_articles")


def _file(path: Path) -> Place | Rejected:
    """A file that nobody named: a pipe or device among them would block the run."""
    if path.is_file():
        return Place(path, named=False)
    why = "a link that leads nowhere" if path.is_symlink() else "not a file"
    return Rejected(printable(str(path)), "unreadable", why)


def standard_input() -> BinaryIO:
    """The bytes of standard input. Raises Unusable if there is none."""
    stream: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise Unusable("unreadable", "closed")
    return stream
