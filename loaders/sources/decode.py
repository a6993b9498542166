"""From bytes to text: byte order marks, UTF-8, what the file declares, then a careful guess at older encodings."""

from __future__ import annotations

import codecs
from typing import Final, NamedTuple

from loaders.sources.model import Unusable

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
GUESSES: Final = ("cp1252", "mac_roman")
"""The one-byte encodings of western newspapers; ISO 8859-1 is read as Windows-1252, as browsers do."""

BROKEN: Final = "\ufffd"
CONTROL_SHARE: Final = 0.02
GOOD_FOR_ONE_BROKEN: Final = 20


class Decoded(NamedTuple):
    """A text and how many of its characters could not be read; each of them is U+FFFD in the text."""

    text: str
    broken: int = 0


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of a file. Raises Unusable: `binary`, or `unknown_encoding` if no encoding fits well."""
    for mark, codec in BOMS:
        if data.startswith(mark):
            return _checked(_with_repair(data[len(mark) :], codec))
    if b"\0" in data:
        raise Unusable("binary", "it has zero bytes")
    for codec in ("utf-8", _codec(declared)):
        try:
            return _checked(Decoded(data.decode(codec)))
        except (UnicodeError, LookupError):  # LookupError: a codec that is not one of text
            continue
    repaired = _with_repair(data, "utf-8")
    good = sum(not c.isascii() for c in repaired.text) - repaired.broken
    if good >= GOOD_FOR_ONE_BROKEN * repaired.broken or (good and repaired.text.find(BROKEN) == len(repaired.text) - 1):
        return _checked(repaired)
    return _checked(Decoded(data.decode(_guess(data))))


def preview(head: bytes) -> str:
    """The beginning of a file as text that a form can be told by; never fails."""
    for mark, codec in BOMS:
        if head.startswith(mark):
            return head[len(mark) :].decode(codec, errors="ignore")
    return head.decode("utf-8", errors="replace")


def _with_repair(data: bytes, codec: str) -> Decoded:
    before = data.count(BROKEN.encode(codec))
    text = data.decode(codec, errors="replace")
    return Decoded(text, text.count(BROKEN) - before)


def _checked(decoded: Decoded) -> Decoded:
    """Refuses what decodes but is no text: many control characters. A few are left to cleaning."""
    controls = sum(decoded.text.count(chr(code)) for code in range(32) if chr(code) not in "\t\n\r\f\v")
    if controls > 1 + CONTROL_SHARE * len(decoded.text):
        raise Unusable("binary", "it has many control characters")
    return decoded


def _codec(declared: str | None) -> str:
    """A declared encoding if Python knows it; Latin-1 and ASCII mean Windows-1252 on the web."""
    try:
        name = codecs.lookup((declared or "utf-8").strip()).name
    except (LookupError, ValueError):
        return "utf-8"
    if name in ("iso8859-1", "ascii"):
        return "cp1252"
    # UTF-16 cannot be declared truthfully in ASCII, and Python's escapes are no encoding of a page.
    return "utf-8" if name.startswith(("utf", "unicode", "raw")) else name


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    fits = []
    for codec in GUESSES:
        best = from_bytes(data, cp_isolation=[codec]).best()
        if best is not None:
            fits.append((best.chaos, GUESSES.index(codec), codec))
    if not fits:
        raise Unusable("unknown_encoding")
    return min(fits)[2]
