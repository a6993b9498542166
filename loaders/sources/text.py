"""Plain text, one article a file, with an optional header.

The header is either `date 2023-11` before the text, or lines of the form `title: …`, `url: …`, `outlet: …`,
`language: …`, `date: …`, `id: …`, up to the first line of another form. Both may be combined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.sources.decode import decode
from loaders.sources.model import Found, Input, Limits, Rejected

_DATE: Final = re.compile(r"\s*date[ \t]+(\d{4}(?:-\d+)*)(?:\s+|\Z)")
_LINE: Final = re.compile(r"[ \t]*(date|title|url|outlet|language|id):[ \t]*([^\r\n]*)(?:\r\n|\r|\n|\Z)", re.IGNORECASE)
SUFFIXES: Final = (".txt", ".text")


def read(source: Input, limits: Limits) -> Iterator[Found | Rejected]:
    """The one article of a text file; its text is what follows the header, without white space at its ends."""
    text, broken = decode(source.whole(limits.file))
    if broken:
        yield Rejected(source.name, "broken_characters", str(broken), lost="characters")
    fields, text = header(text)
    yield Found.stated(source.name, text.strip(), fields)


def header(text: str) -> tuple[dict[str, str], str]:
    """The fields of the header, and the rest of the text."""
    fields: dict[str, str] = {}
    at = 0
    if match := _DATE.match(text):
        fields["date"], at = match.group(1), match.end()
    else:
        at = len(text) - len(text.lstrip())
    while at < len(text) and (match := _LINE.match(text, at)):
        if value := match.group(2).strip():
            fields[match.group(1).lower()] = value
        at = match.end()
    return fields, text[at:]
