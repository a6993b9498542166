"""Language files: read, checked against the ontology and the frames, compiled. Errors name file, line and field."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import InvalidData
from graph.ids import fold
from graph.ontology import KINDS, MANNERS, PREDICATES, ROLES, STATUSES, TENSES
from loaders.languages.forms import Finder, parse

FOLDER = Path(__file__).parent
FILES = ("grammar", "roles", "triggers", "qualify", "time", "describe")
MARKS = frozenset(
    "at to from of by with for on about as after against bare before after_it own compound appos between in".split()
)
MARKS_WRITTEN = MARKS - {"bare", "before", "after_it", "own", "compound", "appos"}
FIELDS = ("until", "since", "when", "year")
ANCHORS = ("age", "role", "demonym", "pronoun", "club", "federation", "selection", "league", "cup")
EXTRA_ROLES = ("agent", "reporter")
WORD_LISTS = (
    "abbreviations", "furniture", "clause_words", "relative", "clause_coordinators", "coordinators", "determiners",
    "question_words", "negation", "negation_exceptions", "pronouns_person", "possessives", "speaker_pronouns",
    "club_pronouns", "copulas", "copulas_past", "copulas_future", "passive", "titles", "not_names", "name_evidence",
    "club_evidence", "women", "youth", "reserves", "adverbials",
)  # fmt: skip
PHRASES = ("negation", "negation_exceptions", "clause_words", "adverbials")


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a frame: the kinds that fill it and the marks by which a name attaches, in order of preference."""

    name: str
    kinds: frozenset[str]
    verb: tuple[str, ...]
    noun: tuple[str, ...]
    optional: bool
    focus: bool


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """A claim that can follow from a frame: `subject` and `object` name slots; `denied` turns the polarity."""

    subject: str
    predicate: str
    object: str
    denied: bool
    tense: str | None


@dataclass(frozen=True, slots=True)
class Frame:
    """What a trigger means, in every language."""

    name: str
    slots: Mapping[str, Slot]
    claims: tuple[ClaimRule, ...]


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
class Words:
    """A list of words and of word beginnings, folded."""

    exact: frozenset[str]
    prefixes: tuple[str, ...]

    def __contains__(self, folded: object) -> bool:
        word = str(folded)
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


class _File:
    """One file of a language, and where things stand in it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.path = folder / f"{name}.toml"
        self.label = f"{folder.name}/{name}.toml"
        try:
            self.text = self.path.read_text("utf-8")
            self.data: dict[str, Any] = tomllib.loads(self.text)
        except FileNotFoundError as error:
            raise InvalidData(
                "the file is missing", where=self.label, fix="Add it; the README lists the six."
            ) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise InvalidData(str(error), where=self.label, fix="Mend the TOML there.") from error

    def fail(self, what: str, near: str, field: str, fix: str = "") -> InvalidData:
        """An error that names the first line holding `near`."""
        line = next((n for n, row in enumerate(self.text.splitlines(), 1) if near and near in row), 1)
        return InvalidData(f"{field}: {what}", where=f"{self.label}:{line}", fix=fix)

    def forms(self, entry: Mapping[str, Any], group: str) -> list[str]:
        forms = entry.get("forms")
        if not isinstance(forms, list) or not all(isinstance(form, str) and form.strip() for form in forms):
            raise self.fail("a list of forms is missing", f"[[{group}]]", "forms")
        for form in forms:
            try:
                parse(form)
            except InvalidData as error:
                raise self.fail(error.what, form, "forms", error.fix) from error
        return forms

    def choice(self, entry: Mapping[str, Any], field: str, allowed: Iterable[str], near: str) -> str | None:
        value = entry.get(field)
        if value is not None and value not in allowed:
            raise self.fail(f"{value!r} is not known", near, field, f"One of {', '.join(allowed)}.")
        return value

    def unknown_fields(self, entry: Mapping[str, Any], allowed: Iterable[str], near: str) -> None:
        extra = set(entry) - set(allowed) - {"forms", "examples", "note"}
        if extra:
            raise self.fail("unknown field", near, ", ".join(sorted(extra)), f"Known: {', '.join(sorted(allowed))}.")


@functools.cache
def frames() -> Mapping[str, Frame]:
    """The frames of `frames.toml`, checked against the ontology."""
    file = _File(FOLDER, "frames")
    found = {}
    for name, body in file.data.items():
        slots = {key: _slot(file, key, value) for key, value in body.items() if isinstance(value, dict)}
        rules = []
        for text in body.get("claims", []):
            words = text.split()
            if (
                len(words) not in (3, 4)
                or words[3:] not in ([], ["denied"], *([tense] for tense in TENSES))
                or words[1] not in PREDICATES
                or not {words[0], words[2]} <= set(slots)
            ):
                raise file.fail(f"{text!r} is no claim of its slots", text, "claims")
            rules.append(
                ClaimRule(
                    words[0], words[1], words[2], words[-1] == "denied", words[3] if words[-1] in TENSES else None
                )
            )
        found[name] = Frame(name, slots, tuple(rules))
    return found


def _slot(file: _File, name: str, body: Mapping[str, Any]) -> Slot:
    if not set(body["kinds"]) <= set(KINDS) or not {*body["verb"], *body["noun"]} <= MARKS:
        raise file.fail("unknown kind or mark", f"{name} =", name)
    flags = bool(body.get("optional")), bool(body.get("focus"))
    return Slot(name, frozenset(body["kinds"]), tuple(body["verb"]), tuple(body["noun"]), *flags)


@functools.cache
def language(code: str, folder: Path = FOLDER) -> Language:
    """The language of an ISO 639-1 code. Raises InvalidData with file, line and field if a file is wrong."""
    here = folder / code
    grammar, roles, triggers, qualify, time, describe = (_File(here, name) for name in FILES)
    lists = _word_lists(grammar)
    accents = bool(grammar.data.get("accents"))
    return Language(
        code=code,
        name=str(grammar.data.get("name", code)),
        capitalised_nouns=bool(grammar.data.get("capitalised_nouns")),
        genitive_s=bool(grammar.data.get("genitive_s")),
        accents=accents,
        words={name: _words(forms) for name, forms in lists.items()},
        phrases={name: Finder(((form, form) for form in lists[name]), accents=accents) for name in PHRASES},
        furniture=tuple(fold(text) for text in lists["furniture"]),
        marks=_marks(grammar),
        months=_numbers(grammar, "months"),
        weekdays=_numbers(grammar, "weekdays"),
        numbers=_numbers(grammar, "numbers"),
        roles=Finder(_roles(roles), accents=accents),
        modifiers=Finder(
            ((form, name) for name, forms in roles.data.get("modifiers", {}).items() for form in forms), accents=accents
        ),
        triggers=Finder(_triggers(triggers), accents=accents),
        statuses=Finder(_statuses(qualify), accents=accents),
        sources=Finder(_sources(qualify), accents=accents),
        times=Finder(_times(time), accents=accents),
        descriptions=Finder(_descriptions(describe), accents=accents),
    )  # fmt: skip


def available(folder: Path = FOLDER) -> tuple[str, ...]:
    """Codes of the languages that have files."""
    return tuple(sorted(path.parent.name for path in folder.glob("*/grammar.toml")))


def _word_lists(file: _File) -> dict[str, list[str]]:
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


def _words(forms: Iterable[str]) -> Words:
    plain = [form for form in forms if not form.endswith("*")]
    starts = tuple(fold(form) for form in forms if form.endswith("*"))
    return Words(frozenset(fold(form) for form in plain), starts)


def _marks(file: _File) -> dict[str, tuple[str, ...]]:
    found = {}
    for word, marks in file.data.get("marks", {}).items():
        if not set(marks) <= MARKS_WRITTEN:
            raise file.fail(
                f"unknown mark in {marks}", f"{word} =", "marks", f"One of {', '.join(sorted(MARKS_WRITTEN))}."
            )
        found[fold(word)] = tuple(marks)
    return found


def _numbers(file: _File, name: str) -> dict[str, int]:
    return {fold(word): int(number) for word, number in file.data.get(name, {}).items()}


def _roles(file: _File) -> Iterable[tuple[str, Role]]:
    for entry in file.data.get("role", []):
        near = f'role = "{entry.get("role")}"'
        file.unknown_fields(entry, ("role", "team", "country", "tense"), near)
        role = file.choice(entry, "role", (*ROLES, *EXTRA_ROLES), near)
        team = file.choice(entry, "team", ("any", "club", "national_team", "federation"), near) or "any"
        value = Role(role or "other", team, entry.get("country"), file.choice(entry, "tense", ("former",), near))
        for form in file.forms(entry, "role"):
            yield form, value


def _triggers(file: _File) -> Iterable[tuple[str, Trigger]]:
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


def _statuses(file: _File) -> Iterable[tuple[str, Status]]:
    file.unknown_fields(file.data, ("status", "source"), "")
    for entry in file.data.get("status", []):
        near = f'status = "{entry.get("status")}"'
        file.unknown_fields(entry, ("status", "scope"), near)
        scope = file.choice(entry, "scope", ("clause", "sentence"), near) or "clause"
        value = Status(file.choice(entry, "status", STATUSES, near) or "reported", scope)
        for form in file.forms(entry, "status"):
            yield form, value


def _sources(file: _File) -> Iterable[tuple[str, Source]]:
    for entry in file.data.get("source", []):
        file.unknown_fields(entry, ("status", "speech", "denies"), "[[source]]")
        status = file.choice(entry, "status", STATUSES, "[[source]]")
        value = Source(status, bool(entry.get("speech")), bool(entry.get("denies")))
        for form in file.forms(entry, "source"):
            yield form, value


def _times(file: _File) -> Iterable[tuple[str, TimePhrase]]:
    for entry in file.data.get("time", []):
        file.unknown_fields(entry, ("field", "value"), "[[time]]")
        value = TimePhrase(file.choice(entry, "field", FIELDS, "[[time]]") or "when", entry.get("value"))
        for form in file.forms(entry, "time"):
            yield form, value


def _descriptions(file: _File) -> Iterable[tuple[str, str]]:
    for entry in file.data.get("description", []):
        file.unknown_fields(entry, ("by",), "[[description]]")
        value = file.choice(entry, "by", ANCHORS, "[[description]]") or "role"
        for form in file.forms(entry, "description"):
            yield form, value
