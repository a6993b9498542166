"""The way in: paths → streams → forms → articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from graph.errors import UnusableInput
from graph.records import Article
from loaders.detect import LANGUAGES
from loaders.sources.admit import Admission, language_code
from loaders.sources.forms import form_of
from loaders.sources.model import Found, Input, Limits, Rejected, Unusable
from loaders.sources.walk import Place, places, standard_input


def read_sources(
    paths: Sequence[str],
    *,
    default_language: str | None = None,
    default_outlet: str | None = None,
    limits: Limits | None = None,
    repeats: bool = False,
) -> Iterator[Article | Rejected]:
    """Every article of the given files, folders (with all below), globs, and `-` (standard input), in a fixed order.

    What cannot be used comes as a `Rejected`; one whose `lost` is a field's name comes before the article that lost it.
    With `repeats`, an article that came before comes again.
    `default_language` is for articles that state none (otherwise it is told from the text), `default_outlet` likewise.
    Raises UnusableInput at once if `default_language` is not one of the six languages; never for what a file holds.
    """
    language = language_code(default_language)
    if default_language is not None and language not in LANGUAGES:
        raise UnusableInput(f"no such language: {default_language!r}.", fix=f"One of {', '.join(LANGUAGES)}.")
    admission = Admission(default_language=language, default_outlet=default_outlet, repeats=repeats)
    return _read(paths, admission, limits or Limits())


def _read(paths: Sequence[str], admission: Admission, limits: Limits) -> Iterator[Article | Rejected]:
    for place in places(paths):
        if isinstance(place, Rejected):
            yield place
            continue
        for found in _found(place, limits):
            if isinstance(found, Rejected):
                yield found
            else:
                yield from admission.admit(found, place.path)


def _found(place: Place, limits: Limits) -> Iterator[Found | Rejected]:
    """All that one place holds; a fault in its middle ends it there, and what came before is kept."""
    try:
        if place.path is None:
            yield from _stream(standard_input(), place, limits)
        else:
            with place.path.open("rb") as stream:
                yield from _stream(stream, place, limits, place.path)
    except Unusable as fault:
        yield Rejected(place.name, fault.reason, fault.detail)
    except OSError as error:
        yield Rejected(place.name, "unreadable", error.strerror or str(error))


def _stream(stream: BinaryIO, place: Place, limits: Limits, path: Path | None = None) -> Iterator[Found | Rejected]:
    size = path.stat().st_size if path and path.is_file() else None
    source = Input(place.name, stream, path=path, size=size)
    if not source.head:
        raise Unusable("empty")
    yield from form_of(source, named=place.named).read(source, limits)
