"""Forms, the small notation of the language files for words in a row, compiled.

`README.md` beside this file explains the notation. A form becomes one or more sequences of elements.
"""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass
from typing import Protocol

from graph.errors import InvalidData
from graph.ids import fold

ENDING = 3  # the longest ending that `-word*` lets follow the word
_MAX_SEQUENCES = 256

_WORD = re.compile(r"[^\W_]+")


class UnitLike(Protocol):
    """What a form is matched on: a word, or a name that counts as one."""

    @property
    def spelled(self) -> str:
        """The word as forms compare it."""
        ...

    @property
    def glued_next(self) -> bool:
        """Whether a hyphen ties it to the next unit."""
        ...

    @property
    def clause(self) -> int:
        """The number of its clause."""
        ...


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a sequence: kind is exact, prefix, suffix, inside, first, gap or slot (a placeholder)."""

    kind: str
    text: str = ""

    def fits(self, unit: UnitLike) -> bool:
        """Whether a unit can stand here (gap and slot are decided by the finder)."""
        word = unit.spelled
        if self.kind == "exact":
            return word == self.text
        if self.kind == "prefix":
            return word.startswith(self.text)
        if self.kind == "suffix":
            return word.endswith(self.text)
        if self.kind == "inside":
            at = word.rfind(self.text)
            return at >= 0 and len(word) - at - len(self.text) <= ENDING
        return word.startswith(self.text) and (len(word) > len(self.text) or unit.glued_next)


@functools.lru_cache(maxsize=65536)
def spell(word: str) -> str:
    """Lower case with its accents, for languages where these tell words apart; runs of letters and digits, spaced."""
    return " ".join(_WORD.findall(word)).casefold()


@functools.lru_cache(maxsize=65536)
def _element(word: str, accents: bool) -> tuple[Element, ...]:
    if word == "..":
        return (Element("gap"),)
    if word.startswith("{"):
        return (Element("slot", word.strip("{}")),)
    head, tail, star = word.startswith("-"), word.endswith("-"), word.endswith("*")
    parts = (spell(word) if accents else fold(word)).split()
    if not parts:
        return ()
    elements = [Element("exact", part) for part in parts]
    if tail:
        elements[-1] = Element("first", parts[-1])
    elif head:
        elements[0] = Element("inside" if star and len(parts) == 1 else "suffix", parts[0])
    if star and not (head and len(parts) == 1):
        elements[-1] = Element("prefix", parts[-1])
    return tuple(elements)


def check(form: str) -> None:
    """Raises InvalidData if a form has no word at all."""
    choices = (_element(choice, False) for word in form.split() for choice in word.split("/") if choice)
    if all(element.kind == "gap" for elements in choices for element in elements):
        raise InvalidData(f"the form {form!r} has no word", fix="Write at least one word that stands in the text.")


def parse(form: str, *, accents: bool = False) -> list[tuple[Element, ...]]:
    """The sequences of one form, alternatives multiplied out."""
    choices = [[_element(choice, accents) for choice in word.split("/") if choice] for word in form.split()]
    sequences = [tuple(itertools.chain(*row)) for row in itertools.islice(itertools.product(*choices), _MAX_SEQUENCES)]
    return [sequence for sequence in sequences if any(e.kind != "gap" for e in sequence)]
