"""The repository's own files, for the tests that hold its rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("graph", "loaders", "queries", "api", "touchline")
# What tools and runs leave behind, by the name of a folder anywhere in the tree.
MADE = {"__pycache__", "build", "dist", "node_modules"}


def files(*folders: str, suffix: str = "") -> Iterator[Path]:
    """Files below the folders (the whole repository without any), hidden and made ones left out, `.ci` kept."""
    for start in [ROOT / folder for folder in folders] or [ROOT]:
        yield from sorted(path for path in _walk(start) if path.name.endswith(suffix))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir():
            hidden = path.name.startswith(".") and path.name not in {".ci", ".github"}
            if not (hidden or path.name in MADE or path.name.endswith(".egg-info")):
                yield from _walk(path)
        elif path.suffix != ".pyc":
            yield path


def name(path: Path) -> str:
    """The path as seen from the repository's top."""
    return path.relative_to(ROOT).as_posix()
