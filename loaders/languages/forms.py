"""Forms, the small notation of the language files for words in a row, compiled and found in a sentence.

`README.md` beside this file explains the notation. A form becomes one or more sequences of elements; a `Finder` indexes
many sequences by one literal element each, so that a sentence is matched in time linear in its length and in the hits.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from graph.errors import InvalidData
from graph.ids import fold

GAP_UNITS = 8
ENDING = 3  # the longest ending that `-word*` lets follow the word
RECENT = 32  # sentences of which a finder remembers its matches: the stages ask for the same ones again
WORDS_KEPT = 50_000  # words of which a finder remembers what they can anchor
_MAX_SEQUENCES = 256
_ANCHORING = ("exact", "prefix", "suffix", "inside", "first", "slot", "gap")  # what an index finds soonest, first

_WORD = re.compile(r"[^\W_]+")

T = TypeVar("T")


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


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A sequence found at units[start:end]; `slots` maps a placeholder to the unit index that filled it."""

    start: int
    end: int
    anchor: int
    value: T
    slots: dict[str, int] = field(default_factory=dict)
    literal: int = 1


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


SlotTest = Callable[[str, int], bool]


@dataclass(frozen=True, slots=True)
class _Sequence(Generic[T]):
    """A compiled form: its elements, the one by which it is indexed, and the other whole words that it needs."""

    elements: tuple[Element, ...]
    anchor: int
    needs: frozenset[str]
    value: T
    literal: int


def _compiled(elements: tuple[Element, ...], value: T) -> _Sequence[T]:
    kinds = [element.kind for element in elements]
    anchor = kinds.index(next(kind for kind in _ANCHORING if kind in kinds))
    needs = frozenset(e.text for i, e in enumerate(elements) if e.kind == "exact" and i != anchor)
    return _Sequence(elements, anchor, needs, value, len(kinds) - kinds.count("gap") - kinds.count("slot"))


class _Rows(Generic[T]):
    """The sequences of one anchor, by one other word that they need: a frequent word anchors thousands."""

    def __init__(self, sequences: Sequence[_Sequence[T]]) -> None:
        counts = Counter(word for sequence in sequences for word in sequence.needs)
        self._free = tuple(sequence for sequence in sequences if not sequence.needs)
        self._needing: dict[str, list[_Sequence[T]]] = {}
        for sequence in sequences:
            if sequence.needs:
                rarest = min(sequence.needs, key=lambda word: (counts[word], word))
                self._needing.setdefault(rarest, []).append(sequence)

    def among(self, words: Set[str]) -> Iterable[_Sequence[T]]:
        """The sequences whose needs a sentence with these words can meet."""
        needing = self._needing.keys() & words if self._needing else ()
        if not needing:
            return self._free
        more = (sequence for word in sorted(needing) for sequence in self._needing[word] if sequence.needs <= words)
        return (*self._free, *more)


class Finder(Generic[T]):
    """All sequences of one group of entries, found in one pass over the units of a sentence."""

    def __init__(self, entries: Iterable[tuple[str, T]], *, accents: bool = False) -> None:
        self._index: dict[str, dict[str, list[_Sequence[T]]]] = {}
        self._lengths: dict[str, list[int]] = {}
        self._recent: dict[tuple[tuple[str, int, bool], ...], tuple[Match[T], ...]] = {}
        self._of_word: dict[str, _Rows[T] | None] = {}
        for form, value in entries:
            for elements in parse(form, accents=accents):
                sequence = _compiled(elements, value)
                element = elements[sequence.anchor]
                self._index.setdefault(element.kind, {}).setdefault(element.text, []).append(sequence)
        for kind, table in self._index.items():
            self._lengths[kind] = sorted({len(text) for text in table})
        self._slots = {name: _Rows(rows) for name, rows in self._index.get("slot", {}).items()}

    def find(self, units: Sequence[UnitLike], slot_fits: SlotTest | None = None) -> tuple[Match[T], ...]:
        """Every match, one a start, end and value, in order of the text."""
        if slot_fits is not None:
            return self._find(units, slot_fits)
        key = tuple([(unit.spelled, unit.clause, unit.glued_next) for unit in units])
        known = self._recent.get(key)
        if known is None:
            if len(self._recent) >= RECENT:
                self._recent.clear()
            known = self._recent[key] = self._find(units, None)
        return known

    def _find(self, units: Sequence[UnitLike], slot_fits: SlotTest | None) -> tuple[Match[T], ...]:
        found: dict[tuple[int, int, int], Match[T]] = {}
        words = {unit.spelled for unit in units}
        slots = self._slots if slot_fits is not None else {}
        for at, unit in enumerate(units):
            rows = self._rows(unit.spelled)
            sequences = rows.among(words) if rows is not None else ()
            if slots and slot_fits is not None:
                fitting = (more.among(words) for name, more in slots.items() if slot_fits(name, at))
                sequences = itertools.chain(*fitting, sequences)
            for sequence in sequences:
                match = _match(units, at, sequence, slot_fits)
                if match is not None:
                    place = match.start, match.end, id(match.value)
                    if place not in found or found[place].literal < match.literal:
                        found[place] = match
        return tuple(sorted(found.values(), key=lambda m: (m.start, -m.end)))

    def raised(self, word: str) -> Iterator[T]:
        """What the forms mean that a word can anchor, whatever else they need."""
        return (sequence.value for sequence in self._anchored(word))

    def _rows(self, word: str) -> _Rows[T] | None:
        """The sequences that a word can anchor; kept, since the words of a language come again and again."""
        try:
            return self._of_word[word]
        except KeyError:
            sequences = tuple(self._anchored(word))
            rows = _Rows(sequences) if sequences else None
            if len(self._of_word) < WORDS_KEPT:
                self._of_word[word] = rows
            return rows

    def _anchored(self, word: str) -> Iterator[_Sequence[T]]:
        yield from self._index.get("exact", {}).get(word, ())
        for kind in ("prefix", "first"):
            for length in self._lengths.get(kind, ()):
                if length <= len(word):
                    yield from self._index[kind].get(word[:length], ())
        for kind, endings in (("suffix", 1), ("inside", ENDING + 1)):
            for length in self._lengths.get(kind, ()):
                for ending in range(endings):
                    stop = len(word) - ending
                    if stop >= length:
                        yield from self._index[kind].get(word[stop - length : stop], ())


def _match(units: Sequence[UnitLike], at: int, sequence: _Sequence[T], slot_fits: SlotTest | None) -> Match[T] | None:
    elements, anchor = sequence.elements, sequence.anchor
    slots: dict[str, int] = {}
    if elements[anchor].kind == "slot":
        slots[elements[anchor].text] = at
    elif not elements[anchor].fits(units[at]):
        return None
    start = end = at
    if len(elements) > 1:
        last = _walk(units, at, elements[anchor + 1 :], 1, slots, slot_fits)
        first = _walk(units, at, tuple(reversed(elements[:anchor])), -1, slots, slot_fits) if last is not None else None
        if last is None or first is None:
            return None
        start, end = first, last
    return Match(start, end + 1, at, sequence.value, slots, sequence.literal)


def _walk(
    units: Sequence[UnitLike],
    at: int,
    elements: Sequence[Element],
    step: int,
    slots: dict[str, int],
    slot_fits: SlotTest | None,
) -> int | None:
    """The last unit reached when the elements are matched one by one from `at`, or None."""
    reach = 1
    for element in elements:
        if element.kind == "gap":
            reach = GAP_UNITS + 1
            continue
        for distance in range(1, reach + 1):
            here = at + step * distance
            if not 0 <= here < len(units) or (distance > 1 and units[here].clause != units[at].clause):
                return None
            if element.kind == "slot":
                fits = slot_fits is not None and slot_fits(element.text, here)
                if fits:
                    slots[element.text] = here
            else:
                fits = element.fits(units[here])
            if fits:
                at = here
                break
        else:
            return None
        reach = 1
    return at
