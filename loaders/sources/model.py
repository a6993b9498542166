"""What forms read from (`Input`, `Limits`) and hand on: articles found, and what was left out with its reason."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple, Self

from graph.errors import InvalidRecord, TouchlineError

HEAD: Final = 4096
"""Bytes of a file that its form is told by."""


class Reason(NamedTuple):
    """What went wrong and what to do, in words. The key in `REASONS` is the stable code."""

    what: str
    fix: str


REASONS: Final[dict[str, Reason]] = {
    "missing_file": Reason("there is no such file or folder", "Check the path."),
    "no_match": Reason("no file matches the pattern", "Check the pattern; quote it so that the shell leaves it alone."),
    "unreadable": Reason("cannot be read", "Check that it is a file and that you may read it."),
    "no_articles": Reason("the folder has no files", "Put .txt, .html, .json or .jsonl files there."),
    "unsupported_file": Reason("not a kind of file that is read", "Convert it to text, HTML or JSON Lines."),
    "empty": Reason("holds no text", "Remove it, or export it again."),
    "too_large": Reason("larger than the limit", "Split it, or write JSON Lines with one article a line."),
    "binary": Reason("not text", "Convert it to text, HTML or JSON Lines."),
    "unknown_encoding": Reason("its character encoding cannot be told", "Save it as UTF-8."),
    "broken_json": Reason("not valid JSON", "Write one object a line, or one list of objects."),
    "not_an_object": Reason("not a JSON object", 'Write {"text": "…"}.'),
    "missing_text": Reason("an article without text", 'Put the text in the field "text".'),
    "broken_html": Reason("cannot be read as HTML", "Save the page again."),
    "no_article_text": Reason("a page without an article's text", "Save the article's own page, not a list of links."),
    "unknown_language": Reason("in a language that is not read", "Only de, en, es, fr, it and pt are."),
    "too_short": Reason("too little running text to tell its language", "Say the language."),
    "duplicate": Reason("the same article came before", "Nothing to do: it is kept once."),
    "id_taken": Reason("another article came before under this id", "Give each article an id of its own."),
    "bad_date": Reason("the date cannot be read; the article is kept without it", "Write YYYY, YYYY-MM or YYYY-MM-DD."),
    "bad_field": Reason("a field of the wrong type; the article is kept without it", "Write a string."),
    "broken_characters": Reason("some characters are broken; the article is kept", "Save it as UTF-8."),
}
"""Every reason that a source gives, by its stable code."""

ARTICLE: Final = "article"


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something left out: `where` is a file or `file:line`, `reason` a key of `REASONS`, `detail` what was found.

    `lost` is "article" (or whatever an unreadable file would have held), or the name of the one field that was lost
    while its article is kept. `id` is what a rejected article calls itself, empty if it does not say; None if no
    article was found at all, as in a missing file.
    """

    where: str
    reason: str
    detail: str = ""
    lost: str = ARTICLE
    id: str | None = None

    def __post_init__(self) -> None:
        if self.reason not in REASONS:
            raise InvalidRecord(f"unknown reason {self.reason!r}", where=self.where, fix="Add it to REASONS.")

    @property
    def message(self) -> str:
        """One line for people: where, what, and what to do."""
        what, fix = REASONS[self.reason]
        return f"{self.where}: {what}{f' ({self.detail})' if self.detail else ''}. {fix}"

    def __str__(self) -> str:
        return self.message


class Unusable(TouchlineError):
    """Raised by a form inside this package for input that it cannot use; it becomes a `Rejected`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(reason)


FIELDS: Final = ("id", "language", "date", "title", "url", "outlet")
"""What an article may state about itself, beside its text."""


@dataclass(frozen=True, slots=True)
class Found:
    """An article as a form found it, nothing checked yet.

    `declared` is False if the language is only the template's word for it, as in many HTML pages.
    """

    where: str
    text: str
    id: str | None = None
    language: str | None = None
    date: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    declared: bool = True

    @classmethod
    def stated(cls, where: str, text: str, fields: Mapping[str, str]) -> Self:
        """From fields that the article's maker wrote; unknown ones are left alone."""
        known: dict[str, Any] = {name: fields.get(name) for name in FIELDS}
        return cls(where, text, **known)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes that are read at most: of a text or HTML file, of a line of JSON Lines, of a JSON file read as a whole."""

    file: int = 10_000_000
    line: int = 10_000_000
    json: int = 100_000_000


class Input:
    """One stream of bytes, read once. `name` is what messages call it, `path` None for standard input."""

    def __init__(self, name: str, stream: BinaryIO, *, path: Path | None = None, size: int | None = None) -> None:
        self.name, self.path, self.size = name, path, size
        self._stream = stream
        self.head = _read(stream, HEAD)

    @property
    def suffix(self) -> str:
        """The end of the file's name in lower case, with its dot; empty if there is none."""
        return self.path.suffix.lower() if self.path else ""

    def whole(self, limit: int) -> bytes:
        """All bytes. Raises Unusable if there are more than the limit, without reading on."""
        if self.size is not None and self.size > limit:
            raise Unusable("too_large", f"{self.size / 1e6:.1f} MB, limit {limit / 1e6:g} MB")
        data = self.head + _read(self._stream, max(0, limit + 1 - len(self.head)))
        if len(data) > limit:
            raise Unusable("too_large", f"limit {limit / 1e6:g} MB")
        return data

    def lines(self, limit: int) -> Iterator[tuple[int, bytes | None]]:
        """Line numbers from 1 and lines; None for a line above the limit, which is skipped without being kept."""
        number, start = 0, io.BytesIO(self.head)
        while True:
            line = self._readline(start, limit + 1)
            if not line:
                return
            number += 1
            if len(line) <= limit or (line.endswith(b"\n") and len(line) == limit + 1):
                yield number, line
                continue
            while line and not line.endswith(b"\n"):
                line = self._readline(start, 1 << 16)
            yield number, None

    def _readline(self, start: io.BytesIO, limit: int) -> bytes:
        line = start.readline(limit)
        if line.endswith(b"\n") or len(line) == limit:
            return line
        return line + self._stream.readline(limit - len(line))


def _read(stream: BinaryIO, size: int) -> bytes:
    """Up to `size` bytes, also from a pipe that gives less at a time."""
    parts: list[bytes] = []
    while size > 0 and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
