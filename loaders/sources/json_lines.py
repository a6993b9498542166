"""JSON Lines (one article a line, streamed) and JSON files (one article or a list of them, read as a whole).

An article is an object with `text` and, if known, `id`, `language` or `lang`, `date` or `published`, `title`, `url`,
and `outlet` or `source`. Other fields are left alone; null counts as not given.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from loaders.sources.decode import BOMS, decode, preview
from loaders.sources.model import Found, Input, Limits, Rejected, Unusable

LINES: Final = (".jsonl", ".ndjson")
SUFFIXES: Final = (*LINES, ".json")
FIELDS: Final = {
    "id": ("id",),
    "language": ("language", "lang"),
    "date": ("date", "published"),
    "title": ("title",),
    "url": ("url",),
    "outlet": ("outlet", "source"),
}
_NUMBERS_TOO: Final = ("id", "date")  # 2024 is a year, and ids of databases are numbers


def looks(beginning: str) -> bool:
    """Whether a file begins like JSON with articles."""
    return re.match(r"""\s*(?:\{\s*["}]|\[\s*[{\]])""", beginning) is not None


def read(source: Input, limits: Limits) -> Iterator[Found | Rejected]:
    """All articles; a broken line is rejected with its number and the others are read."""
    if b"\0" in source.head and not preview(source.head).count("{"):
        raise Unusable("binary", "it has zero bytes")  # once, not for each of what would count as its lines
    if _by_line(source):
        yield from _lines(source, limits)
    else:
        yield from _whole(source, limits)


def article(value: Any, where: str) -> Iterator[Found | Rejected]:
    """The article in one parsed value, with what was wrong with its fields."""
    if not isinstance(value, dict):
        yield Rejected(where, "not_an_object", f"it is {_type(value)}", id="")
        return
    text = value.get("text")
    if not isinstance(text, str):
        detail = "" if text is None else f'"text" is {_type(text)}'
        yield Rejected(where, "missing_text", detail, id=_id(value.get("id")))
        return
    fields: dict[str, str] = {}
    for name, keys in FIELDS.items():
        for key in keys:
            found = value.get(key)
            if name in _NUMBERS_TOO:
                found = _id(found) or found
            if isinstance(found, str):
                fields.setdefault(name, found)
            elif found is not None:
                yield Rejected(where, "bad_field", f'"{key}" is {_type(found)}', lost=name)
    yield Found.stated(where, text, fields)


def _by_line(source: Input) -> bool:
    """Whether each line is a value of its own, as far as the first one shows; a wrong answer costs no article.

    Named as JSON Lines, only a first line that just opens speaks against it; it may be broken, and others good.
    """
    if source.head.startswith(tuple(mark for mark, _ in BOMS[1:])):
        return False  # a line of UTF-16 does not end in one byte
    first, newline, _ = source.head.removeprefix(BOMS[0][0]).lstrip().partition(b"\n")
    if source.suffix in LINES:
        return first.strip() not in (b"[", b"{")
    return not first.startswith(b"[") and (not newline or not first.rstrip().endswith((b",", b"{", b"[")))


def _lines(source: Input, limits: Limits) -> Iterator[Found | Rejected]:
    some = False
    for number, line in source.lines(limits.line):
        where = f"{source.name}:{number}"
        if line is None:
            yield Rejected(where, "too_large", f"limit {limits.line / 1e6:g} MB a line", id="")
        elif line.strip():
            yield from _parsed(line, where)
        some = some or line is None or bool(line.strip())
    if not some:
        raise Unusable("empty")


def _whole(source: Input, limits: Limits) -> Iterator[Found | Rejected]:
    data = source.whole(limits.json)
    if not data.strip():
        raise Unusable("empty")
    text, broken = decode(data)
    if broken:
        yield Rejected(source.name, "broken_characters", str(broken), lost="characters")
    value = _load(text, source.name)
    if isinstance(value, Rejected):
        yield from _salvaged(text, value)
    else:
        yield from _articles(value, source.name)


def _salvaged(text: str, fault: Rejected) -> Iterator[Found | Rejected]:
    """What stands whole on its own line of a file that is broken as a whole: JSON Lines, or a list that was cut off."""
    lines = [(n, line.strip().strip("[],")) for n, line in enumerate(text.split("\n"), start=1)]
    values = [(f"{fault.where}:{n}", _load(line, f"{fault.where}:{n}")) for n, line in lines if line]
    if not any(isinstance(value, dict) and "text" in value for _, value in values):
        yield fault
        return
    for where, value in values:
        if isinstance(value, Rejected):
            yield value
        else:
            yield from _articles(value, where)


def _parsed(line: bytes, where: str) -> Iterator[Found | Rejected]:
    value, broken = of_line(line, where)
    if broken:
        yield broken
    if isinstance(value, Rejected):
        yield value
    else:
        yield from _articles(value, where)


def of_line(line: bytes, where: str) -> tuple[Any, Rejected | None]:
    """The value of a line, or the Rejected that says why there is none; and what of its characters was lost."""
    try:
        text, broken = decode(line)
    except Unusable as fault:
        return Rejected(where, fault.reason, fault.detail, id=""), None
    lost = Rejected(where, "broken_characters", str(broken), lost="characters") if broken else None
    return _load(text, where), lost


def _articles(value: Any, where: str) -> Iterator[Found | Rejected]:
    """One article, or each of a list, counted from 1."""
    if not isinstance(value, list):
        yield from article(value, where)
    elif not value:
        yield Rejected(where, "empty", "an empty list", id="")
    else:
        for number, item in enumerate(value, start=1):
            yield from article(item, f"{where}[{number}]")


def _load(text: str, where: str) -> Any:
    """The parsed value, or the Rejected that says where it breaks."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        return Rejected(where, "broken_json", f"{error.msg} at {place}", id="")
    except (RecursionError, ValueError) as error:  # nested without end; a number of more than 4,300 digits
        return Rejected(where, "broken_json", type(error).__name__, id="")


def _id(value: object) -> str:
    """An id or date as text; empty if the value is neither text nor a whole number."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


_TYPES: Final = {bool: "true or false", int: "a number", float: "a number", str: "a string", list: "a list"}


def _type(value: object) -> str:
    return "null" if value is None else _TYPES.get(type(value), "an object")
