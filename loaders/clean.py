"""Cleaning for reading: one kind of space, apostrophe and line end, composed letters, nothing invisible.

Cleaning never moves a span out of the article: `Cleaned.original` gives the place of any cleaned span in the text as
published, so that evidence is quoted verbatim. Opening and closing double quotes stay apart („“”«»), because the stages
after this one read where a quotation begins and ends from them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final, NamedTuple


class Edit(NamedTuple):
    """A run whose length or letters changed: `text[start:end]` was `original[source_start:source_end]`."""

    start: int
    end: int
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text and its way back. `offsets` holds the edits in order; none means that all offsets are equal."""

    text: str
    offsets: tuple[Edit, ...] = ()

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that `text[start:end]` came from, code points, end exclusive.

        Invisible characters at its ends are left out, those inside are kept; a letter that was composed from several
        characters comes as a whole. Raises ValueError for a span outside the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"span {start}:{end} is outside a text of {len(self.text)} characters")
        if not self.offsets:
            return start, end
        begin, first = start, self._before(start)
        if first is not None:
            begin = first.source_start if start < first.end else first.source_end + start - first.end
        if start == end:
            return begin, begin
        last = self._before(end - 1)
        return begin, end if last is None else last.source_end + max(0, end - last.end)

    def _before(self, position: int) -> Edit | None:
        """The last edit that begins at or before a position."""
        index = bisect_right(self.offsets, position, key=lambda edit: edit.start)
        return self.offsets[index - 1] if index else None


def _chars(*ranges: int | tuple[int, int]) -> str:
    spans = [each if isinstance(each, tuple) else (each, each) for each in ranges]
    return "".join(chr(code) for low, high in spans for code in range(low, high + 1))


# One character for one character: offsets stay equal. Bytes 0x80–0x9F are Windows-1252 read as Latin-1, as in HTML 5.
_UNUSED: Final = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_WINDOWS: Final = {chr(code): bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in _UNUSED}
_SWAPS: Final = {
    " ": _chars(0x09, 0xA0, 0x1680, (0x2000, 0x200A), 0x202F, 0x205F, 0x3000),
    "\n": _chars(0x0B, 0x0C, (0x1C, 0x1E), 0x2028, 0x2029),
    "'": "`´ʹʻʼʽˈ‘’‚‛′＇",
    '"': "″〃＂",
    "“": "‟❝〝",
    "”": "❞〞",
    "-": "‐‑−﹣－",
    "–": "‒",
    "—": "―",
}
_SINGLE: Final = {old: new for new, several in _SWAPS.items() for old in several}
_SINGLE.update({old: _SINGLE.get(new, new) for old, new in _WINDOWS.items()})

# Invisible: other control characters, soft hyphen, joiners, directions, byte order mark, variation selectors.
_NOTHING: Final = _chars(
    (0x00, 0x08), (0x0E, 0x1B), 0x1F, 0x7F, *_UNUSED, 0xAD, 0x034F, 0x061C, 0x180E, (0x200B, 0x200F),
    (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F), 0xFEFF, (0xFFF9, 0xFFFC),
)  # fmt: skip
_LIGATURES: Final = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_MARKS: Final = _chars((0x0300, 0x034E), (0x0350, 0x036F))

_DIRTY: Final = re.compile(f"[{re.escape(''.join(_SINGLE) + _NOTHING + _MARKS)}\r\ufb00-\ufb06]")
_SWAP: Final = re.compile(f"[{re.escape(''.join(_SINGLE))}]")
# A letter with its combining marks, whatever stands invisibly between them; else a run to be taken out or replaced.
_RUN: Final = re.compile(
    f"[^{re.escape(_MARKS + _NOTHING)}\r]?(?:[{re.escape(_NOTHING)}]*[{re.escape(_MARKS)}])+"
    f"|[{re.escape(_NOTHING)}]+|\r\n?|[\ufb00-\ufb06]"
)
_REPLACED: Final = str.maketrans({**dict.fromkeys(_NOTHING, ""), **_LIGATURES})
_RARE: Final = re.compile(f"[{re.escape(_NOTHING + _MARKS)}\r\ufb00-\ufb06]")


def clean(text: str) -> Cleaned:
    """The text as the stages of reading want it. A text that is clean already comes back as the same object."""
    if _DIRTY.search(text) is None:
        return Cleaned(text)
    for old in set(_SWAP.findall(text)):
        text = text.replace(old, _SINGLE[old])
    return _edited(text) if _RARE.search(text) else Cleaned(text)


def _edited(text: str) -> Cleaned:
    parts: list[str] = []
    edits: list[Edit] = []
    done = length = 0
    for match in _RUN.finditer(text):
        old, new = match.group(), _replacement(match.group())
        if old == new:
            continue
        start = length + match.start() - done
        parts += (text[done : match.start()], new)
        done, length = match.end(), start + len(new)
        edits.append(Edit(start, length, match.start(), done))
    parts.append(text[done:])
    return Cleaned("".join(parts), tuple(edits))


def _replacement(run: str) -> str:
    if run[0] == "\r":
        return "\n"
    return unicodedata.normalize("NFC", run.translate(_REPLACED))
