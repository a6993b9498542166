"""The reference tables, indexed so that names are found word by word."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Sequence

from graph.ids import fold
from loaders.languages.file import FOLDER
from loaders.languages.load import Language
from loaders.reading.segment import Word
from loaders.reference import Alias, Reference, load

_GLUE = frozenset("-.'’&/")


def joined(word: Word) -> bool:
    """Whether a word can go on with the name before it."""
    return not word.pre or all(char in _GLUE for char in word.pre)


class Names:
    """The reference tables, indexed for matching word by word."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self.longest: dict[str, int] = {}
        for key in reference.aliases:
            first = key.split(" ", 1)[0]
            self.longest[first] = max(self.longest.get(first, 0), key.count(" ") + 1)
        shapes = tomllib.loads((FOLDER / "shapes.toml").read_text("utf-8"))
        self.shapes = frozenset(fold(shape) for shape in shapes["club"])
        self.titles = frozenset(fold(word) for word in shapes["title_words"])

    def at(self, words: Sequence[Word], index: int, language: Language) -> tuple[int, tuple[Alias, ...]] | None:
        """The longest alias beginning at a word: how many words, and whose name it may be."""
        most = self.longest.get(words[index].folded, 0)
        if not most and language.genitive_s and words[index].folded.endswith("s"):
            most = 1
        if not most:
            return None
        most = min(most, len(words) - index)
        for count in range(1, most):
            if not joined(words[index + count]):
                most = count
                break
        for count in range(most, 0, -1):
            if not (words[index].capital or words[index + count - 1].capital):
                continue
            found = self._lookup(words[index : index + count], language)
            if found:
                return count, found
        return None

    def _lookup(self, words: Sequence[Word], language: Language) -> tuple[Alias, ...]:
        key = " ".join(word.folded for word in words)
        found = self.reference.aliases.get(key, ())
        if not found and language.genitive_s and key.endswith("s") and len(key) > 4 and words[-1].text[-1] == "s":
            found = self.reference.aliases.get(key[:-1], ())
        return tuple(alias for alias in found if alias.language in (None, language.code))


@functools.cache
def names() -> Names:
    """The bundled names, indexed once a process."""
    return Names(load())
