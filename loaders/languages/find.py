"""Forms found in a sentence: many sequences of elements at once, in time linear in its length and in the hits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from loaders.languages.forms import ENDING, Element, UnitLike, parse

GAP_UNITS = 8
SCANS_KEPT = 128  # sentences of which matches are remembered: the stages ask for the same ones again
WORDS_KEPT = 50_000  # words of which it is remembered what they can anchor
_ANCHORING = ("exact", "prefix", "suffix", "inside", "first", "slot", "gap")  # what an index finds soonest, first

T = TypeVar("T")
SlotTest = Callable[[str, int], bool]


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A sequence found at units[start:end]; `slots` maps a placeholder to the unit index that filled it."""

    start: int
    end: int
    anchor: int
    value: T
    slots: dict[str, int] = field(default_factory=dict)
    literal: int = 1


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
        self.all = sequences
        self._free = [sequence for sequence in sequences if not sequence.needs]
        self._needing: dict[str, list[_Sequence[T]]] = {}
        for sequence in sequences:
            if sequence.needs:
                rarest = min(sequence.needs, key=lambda word: (counts[word], word))
                self._needing.setdefault(rarest, []).append(sequence)

    def among(self, words: Set[str]) -> Sequence[_Sequence[T]]:
        """The sequences whose needs a sentence with these words can meet."""
        needing = self._needing.keys() & words if self._needing else None
        if not needing:
            return self._free
        more = (sequence for word in sorted(needing) for sequence in self._needing[word] if sequence.needs <= words)
        return [*self._free, *more]


@dataclass(frozen=True, slots=True)
class _Scan:
    """A sentence as the finders see it: its words in order and as a set; by finder, what it found."""

    words: tuple[str, ...]
    among: frozenset[str]
    found: dict[int, tuple[Match[Any], ...]] = field(default_factory=dict)


class Scans:
    """The sentences that the finders of a language saw last: the stages ask for the same ones again."""

    def __init__(self) -> None:
        self._equal: dict[tuple[tuple[str, int, bool], ...], _Scan] = {}
        self._same: dict[int, tuple[tuple[UnitLike, ...], _Scan]] = {}  # by identity, which is told soonest

    def scan(self, units: tuple[UnitLike, ...]) -> _Scan:
        """The scan of a sentence. Units that forms cannot tell apart share one."""
        same = self._same.get(id(units))
        if same is not None and same[0] is units:
            return same[1]
        key = tuple([(unit.spelled, unit.clause, unit.glued_next) for unit in units])
        scan = self._equal.get(key)
        if scan is None:
            if len(self._equal) >= SCANS_KEPT:
                self._equal.clear()
            words = tuple([word for word, _, _ in key])
            scan = self._equal[key] = _Scan(words, frozenset(words))
        if len(self._same) >= 2 * SCANS_KEPT:
            self._same.clear()
        self._same[id(units)] = units, scan
        return scan


class _Anchored(dict[str, "_Rows[T] | None"]):
    """The sequences that a word can anchor, looked up when it comes first; words of a language come again and again."""

    def __init__(self, sequences: Iterable[_Sequence[T]]) -> None:
        super().__init__()
        self._index: dict[str, dict[str, list[_Sequence[T]]]] = {}
        for sequence in sequences:
            element = sequence.elements[sequence.anchor]
            self._index.setdefault(element.kind, {}).setdefault(element.text, []).append(sequence)
        self._lengths = {kind: sorted({len(text) for text in table}) for kind, table in self._index.items()}

    def __missing__(self, word: str) -> _Rows[T] | None:
        sequences = tuple(self._of(word))
        rows = _Rows(sequences) if sequences else None
        if len(self) < WORDS_KEPT:
            self[word] = rows
        return rows

    def _of(self, word: str) -> Iterator[_Sequence[T]]:
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


class Finder(Generic[T]):
    """All sequences of one group of entries, found in one pass over the units of a sentence."""

    def __init__(self, entries: Iterable[tuple[str, T]], scans: Scans, *, accents: bool = False) -> None:
        parsed = ((value, parse(form, accents=accents)) for form, value in entries)
        sequences = [_compiled(elements, value) for value, choices in parsed for elements in choices]
        slots: dict[str, list[_Sequence[T]]] = {}
        for sequence in sequences:
            element = sequence.elements[sequence.anchor]
            if element.kind == "slot":
                slots.setdefault(element.text, []).append(sequence)
        self._scans, self._anchored = scans, _Anchored(sequences)
        self._slots = {name: _Rows(rows) for name, rows in slots.items()}

    def find(self, units: Sequence[UnitLike], slot_fits: SlotTest | None = None) -> tuple[Match[T], ...]:
        """Every match, one a start, end and value, in order of the text."""
        scan = self._scans.scan(tuple(units))
        if slot_fits is not None:
            return self._find(units, scan, slot_fits)
        found = scan.found.get(id(self))
        if found is None:
            found = scan.found[id(self)] = self._find(units, scan, None)
        return found

    def raised(self, word: str) -> Iterator[T]:
        """What the forms mean that a word can anchor, whatever else they need."""
        rows = self._anchored[word]
        return (sequence.value for sequence in rows.all) if rows is not None else iter(())

    def _find(self, units: Sequence[UnitLike], scan: _Scan, slot_fits: SlotTest | None) -> tuple[Match[T], ...]:
        found: dict[tuple[int, int, int], Match[T]] = {}
        for at, rows in self._hits(scan, slot_fits):
            for sequence in rows.among(scan.among):
                match = _match(units, at, sequence, slot_fits)
                if match is not None:
                    place = match.start, match.end, id(match.value)
                    if place not in found or found[place].literal < match.literal:
                        found[place] = match
        if len(found) < 2:
            return tuple(found.values())
        return tuple(sorted(found.values(), key=lambda m: (m.start, -m.end)))

    def _hits(self, scan: _Scan, slot_fits: SlotTest | None) -> Sequence[tuple[int, _Rows[T]]]:
        """Where in a sentence sequences are anchored, and which."""
        anchored = self._anchored
        hits = [(at, rows) for at, word in enumerate(scan.words) if (rows := anchored[word]) is not None]
        if slot_fits is None or not self._slots:
            return hits
        places = range(len(scan.words))
        slots = [(at, rows) for at in places for name, rows in self._slots.items() if slot_fits(name, at)]
        return sorted([*slots, *hits], key=lambda hit: hit[0]) if slots else hits


def _match(units: Sequence[UnitLike], at: int, sequence: _Sequence[T], slot_fits: SlotTest | None) -> Match[T] | None:
    elements, anchor = sequence.elements, sequence.anchor
    element, slots = elements[anchor], {}
    if element.kind == "slot":
        slots[element.text] = at
    elif element.kind == "first" and not element.fits(units[at]):  # of the other kinds the index holds what fits
        return None
    start = end = at
    if len(elements) > 1:
        last = _walk(units, at, elements[anchor + 1 :], 1, slots, slot_fits)
        first = _walk(units, at, elements[:anchor][::-1], -1, slots, slot_fits) if last is not None else None
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
