"""The language of a text, told from its letters.

Needs no network. The model takes about 50 MB of memory and is loaded at the first call.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from eld import LanguageDetector  # type: ignore[import-untyped]

LANGUAGES: Final = ("de", "en", "es", "fr", "it", "pt")
"""The languages that touchline reads, ISO 639-1."""

MIN_LETTERS: Final = 20
WINDOW: Final = 400
WINDOWS: Final = 3
# Addresses, hashtags and account names are in no language, or in another one than the text around them.
_NOISE: Final = re.compile(r"\S*(?:://|www\.|[@#])\S*")


def detect(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, one of `LANGUAGES` or another one ("nl"); None if it cannot be told.

    Two places in the text have a say, and a third if they disagree, so that a foreign quotation or a line of names
    does not decide alone.
    """
    total: dict[str, float] = {}
    last, count, reliable = None, 0, False
    for sample in _samples(text):
        result = _detector().detect(sample)
        if result.language is None:
            continue
        if result.language == last:
            return str(last)
        last, count = result.language, count + 1
        reliable = result.is_reliable()
        for code, score in result.scores().items():
            total[code] = total.get(code, 0.0) + score
    if count == 1:
        return str(last) if reliable else None
    return max(total, key=lambda code: (total[code], code)) if total else None


def _samples(text: str) -> Iterator[str]:
    """Up to three windows spread over the text, without noise; those with too few letters are left out."""
    if len(text) <= WINDOW * WINDOWS:
        text = _NOISE.sub(" ", text)
        starts = list(range(0, len(text), WINDOW))
    else:
        spare = len(text) - WINDOW
        starts = [0, spare // 2, spare]
    for start in starts:
        sample = _NOISE.sub(" ", text[start : start + WINDOW])
        if sum(map(str.isalpha, sample)) >= MIN_LETTERS:
            yield sample


@functools.cache
def _detector() -> LanguageDetector:
    # Why eld: as accurate on articles as lingua, py3langid and CLD2, at a fifth of a second to load; plain Python.
    from eld import LanguageDetector

    return LanguageDetector()
