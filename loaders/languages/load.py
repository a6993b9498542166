"""Language files: read, checked against the ontology and the frames, compiled. Errors name file, line and field."""

from __future__ import annotations

import functools
import gc
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from graph.ids import fold
from graph.ontology import MANNERS, ROLES, STATUSES, TENSES
from loaders.collector import waiting
from loaders.languages.file import FOLDER, LanguageFile
from loaders.languages.find import Finder, Scans
from loaders.languages.forms import spell
from loaders.languages.frames import MARKS, frames

T = TypeVar("T")
FILES = ("grammar", "roles", "triggers", "qualify", "time", "describe")
MARKS_WRITTEN = MARKS - {"bare", "before", "after_it", "own", "compound", "appos", "post"}
FIELDS = ("until", "since", "when", "year")
ANCHORS = ("age", "role", "demonym", "pronoun", "club", "federation", "selection", "league", "cup")
EXTRA_ROLES = ("agent", "reporter")
WORD_LISTS = (
    "abbreviations", "furniture", "clause_words", "relative", "clause_coordinators", "coordinators", "determiners",
    "question_words", "negation", "negation_exceptions", "no_longer", "pronouns_person", "possessives",
    "speaker_pronouns", "club_pronouns", "copulas", "copulas_past", "copulas_future", "passive", "titles", "not_names",
    "name_evidence", "club_evidence", "adverbials",
)  # fmt: skip
PHRASES = ("negation", "negation_exceptions", "no_longer", "clause_words", "adverbials")


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words of a language that raise a frame, with what they say about its claims."""

    frame: str
    pos: str
    weak: bool
    manner: str | None
    role: str | None
    status: str | None
    tense: str | None
    marks: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Role:
    """A role noun: the post it names, the kind of team it implies, the country that it names by itself.

    `tense` is former where the noun itself says that the time is over ("legend").
    """

    role: str
    team: str
    country: str | None
    tense: str | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """Words that make what they govern reported, speculated or denied, in their clause or the whole sentence."""

    status: str
    scope: str


@dataclass(frozen=True, slots=True)
class Source:
    """A pattern that names who says it."""

    status: str | None
    speech: bool
    denies: bool


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A time phrase: which field it fills and how its value follows from the placeholders and the article's date."""

    field: str
    value: str | None


@dataclass(frozen=True, slots=True)
class SideWord:
    """A word for a women's, youth or reserve side: the part that joins the name ("Women", "U{n}"), or stands alone."""

    part: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A list of words and of word beginnings, as the units of a sentence are spelled."""

    exact: frozenset[str]
    prefixes: tuple[str, ...]

    def __contains__(self, spelled: object) -> bool:
        word = str(spelled)
        return word in self.exact or (bool(self.prefixes) and word.startswith(self.prefixes))


@dataclass(frozen=True, slots=True)
class Language:
    """All that is known of one language; every finder works on folded units."""

    code: str
    name: str
    capitalised_nouns: bool
    genitive_s: bool
    accents: bool
    words: Mapping[str, Words]
    phrases: Mapping[str, Finder[str]]
    furniture: tuple[str, ...]
    marks: Mapping[str, tuple[str, ...]]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    numbers: Mapping[str, int]
    roles: Finder[Role]
    modifiers: Finder[str]
    triggers: Finder[Trigger]
    statuses: Finder[Status]
    sources: Finder[Source]
    times: Finder[TimePhrase]
    descriptions: Finder[str]
    sides: Finder[SideWord]
    inhabitants: tuple[str, ...]
    _frames: dict[str, frozenset[str]] = field(default_factory=dict)

    def frames_of(self, word: str) -> frozenset[str]:
        """The frames that a word, as it stands in the text, may raise."""
        key = self._spelled(word)
        if key not in self._frames:
            self._frames[key] = frozenset(f"{t.frame}.{t.pos}" for t in self.triggers.raised(key))
        return self._frames[key]

    def of_side(self, word: str) -> bool:
        """Whether a word, as it stands in the text, can name a women's, youth or reserve side."""
        return any(True for _ in self.sides.raised(self._spelled(word)))

    def _spelled(self, word: str) -> str:
        return spell(word) if self.accents else fold(word)


@functools.cache
def language(code: str, folder: Path = FOLDER) -> Language:
    """The language of an ISO 639-1 code. Raises InvalidData with file, line and field if a file is wrong."""
    with waiting():
        found = _read(code, folder)
    gc.freeze()  # it lives as long as the process: no collector need look at it
    return found


def _read(code: str, folder: Path) -> Language:
    here = folder / code
    grammar, roles, triggers, qualify, time, describe = (LanguageFile(here, name) for name in FILES)
    lists = _word_lists(grammar)
    accents = bool(grammar.data.get("accents"))
    scans = Scans()

    def finder(entries: Iterable[tuple[str, T]]) -> Finder[T]:
        return Finder(entries, scans, accents=accents)

    return Language(
        code=code,
        name=str(grammar.data.get("name", code)),
        capitalised_nouns=bool(grammar.data.get("capitalised_nouns")),
        genitive_s=bool(grammar.data.get("genitive_s")),
        accents=accents,
        words={name: _words(forms, accents) for name, forms in lists.items()},
        phrases={name: finder((form, form) for form in lists[name]) for name in PHRASES},
        furniture=tuple(fold(text) + " " for text in lists["furniture"]),
        marks=_marks(grammar, accents),
        months=_numbers(grammar, "months"),
        weekdays=_numbers(grammar, "weekdays"),
        numbers=_numbers(grammar, "numbers"),
        roles=finder(_roles(roles)),
        modifiers=finder((form, name) for name, forms in roles.data.get("modifiers", {}).items() for form in forms),
        triggers=finder(_triggers(triggers)),
        statuses=finder(_statuses(qualify)),
        sources=finder(_sources(qualify)),
        times=finder(_times(time)),
        descriptions=finder(_descriptions(describe)),
        sides=finder(_sides(describe)),
        inhabitants=_inhabitants(describe),
    )  # fmt: skip


@functools.cache
def available(folder: Path = FOLDER) -> tuple[str, ...]:
    """Codes of the languages that have files."""
    return tuple(sorted(path.parent.name for path in folder.glob("*/grammar.toml")))


def _word_lists(file: LanguageFile) -> dict[str, list[str]]:
    known = {
        *WORD_LISTS,
        "code",
        "name",
        "capitalised_nouns",
        "genitive_s",
        "accents",
        "marks",
        "months",
        "weekdays",
        "numbers",
    }
    file.unknown_fields(file.data, known, "")
    return {name: list(file.data.get(name, [])) for name in WORD_LISTS}


def _words(forms: Iterable[str], accents: bool) -> Words:
    compared = spell if accents else fold
    plain = [form for form in forms if not form.endswith("*")]
    starts = tuple(compared(form) for form in forms if form.endswith("*"))
    return Words(frozenset(compared(form) for form in plain), starts)


def _marks(file: LanguageFile, accents: bool) -> dict[str, tuple[str, ...]]:
    compared = spell if accents else fold
    found = {}
    for word, marks in file.data.get("marks", {}).items():
        if not set(marks) <= MARKS_WRITTEN:
            raise file.fail(
                f"unknown mark in {marks}", f"{word} =", "marks", f"One of {', '.join(sorted(MARKS_WRITTEN))}."
            )
        found[compared(word)] = tuple(marks)
    return found


def _numbers(file: LanguageFile, name: str) -> dict[str, int]:
    return {fold(word): int(number) for word, number in file.data.get(name, {}).items()}


def _roles(file: LanguageFile) -> Iterable[tuple[str, Role]]:
    for entry in file.data.get("role", []):
        near = f'role = "{entry.get("role")}"'
        file.unknown_fields(entry, ("role", "team", "country", "tense"), near)
        role = file.choice(entry, "role", (*ROLES, *EXTRA_ROLES), near)
        team = file.choice(entry, "team", ("any", "club", "national_team", "federation"), near) or "any"
        value = Role(role or "other", team, entry.get("country"), file.choice(entry, "tense", ("former",), near))
        for form in file.forms(entry, "role"):
            yield form, value


def _triggers(file: LanguageFile) -> Iterable[tuple[str, Trigger]]:
    for entry in file.data.get("trigger", []):
        frame = frames().get(str(entry.get("frame")))
        near = f'frame = "{entry.get("frame")}"'
        if frame is None:
            raise file.fail(f"{entry.get('frame')!r} is not known", near, "frame", f"One of {', '.join(frames())}.")
        file.unknown_fields(entry, ("frame", "pos", "weak", "manner", "role", "status", "tense", *frame.slots), near)
        value = Trigger(
            frame=frame.name,
            pos=file.choice(entry, "pos", ("verb", "noun"), near) or "verb",
            weak=bool(entry.get("weak")),
            manner=file.choice(entry, "manner", MANNERS, near),
            role=file.choice(entry, "role", ROLES, near),
            status=file.choice(entry, "status", STATUSES, near),
            tense=file.choice(entry, "tense", TENSES, near),
            marks={name: tuple(entry[name]) for name in frame.slots if name in entry},
        )
        for form in file.forms(entry, "trigger"):
            yield form, value


def _statuses(file: LanguageFile) -> Iterable[tuple[str, Status]]:
    file.unknown_fields(file.data, ("status", "source"), "")
    for entry in file.data.get("status", []):
        near = f'status = "{entry.get("status")}"'
        file.unknown_fields(entry, ("status", "scope"), near)
        scope = file.choice(entry, "scope", ("clause", "sentence"), near) or "clause"
        value = Status(file.choice(entry, "status", STATUSES, near) or "reported", scope)
        for form in file.forms(entry, "status"):
            yield form, value


def _sources(file: LanguageFile) -> Iterable[tuple[str, Source]]:
    for entry in file.data.get("source", []):
        file.unknown_fields(entry, ("status", "speech", "denies"), "[[source]]")
        status = file.choice(entry, "status", STATUSES, "[[source]]")
        value = Source(status, bool(entry.get("speech")), bool(entry.get("denies")))
        for form in file.forms(entry, "source"):
            yield form, value


def _times(file: LanguageFile) -> Iterable[tuple[str, TimePhrase]]:
    for entry in file.data.get("time", []):
        file.unknown_fields(entry, ("field", "value"), "[[time]]")
        value = TimePhrase(file.choice(entry, "field", FIELDS, "[[time]]") or "when", entry.get("value"))
        for form in file.forms(entry, "time"):
            yield form, value


def _sides(file: LanguageFile) -> Iterable[tuple[str, SideWord]]:
    for entry in file.data.get("side", []):
        near = f'part = "{entry.get("part")}"'
        file.unknown_fields(entry, ("part", "alone"), near)
        if not isinstance(entry.get("part"), str):
            raise file.fail("a text is missing", "[[side]]", "part")
        for form in file.forms(entry, "side"):
            yield form, SideWord(entry["part"], bool(entry.get("alone")))


def _inhabitants(file: LanguageFile) -> tuple[str, ...]:
    """How the names of a town's people end, the longest first."""
    table = file.data.get("inhabitants", {})
    file.unknown_fields(table, ("endings",), "[inhabitants]")
    return tuple(sorted({fold(ending) for ending in table.get("endings", [])}, key=lambda end: (-len(end), end)))


def _descriptions(file: LanguageFile) -> Iterable[tuple[str, str]]:
    file.unknown_fields(file.data, ("description", "side", "inhabitants"), "")
    for entry in file.data.get("description", []):
        file.unknown_fields(entry, ("by",), "[[description]]")
        value = file.choice(entry, "by", ANCHORS, "[[description]]") or "role"
        for form in file.forms(entry, "description"):
            yield form, value
