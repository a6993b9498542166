"""The frames of `frames.toml`: what a trigger means, in every language."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.ontology import KINDS, PREDICATES, TENSES
from loaders.languages.file import FOLDER, LanguageFile

MARKS = frozenset(
    "at to from of by with for on about as after against in between post "
    "bare before after_it own compound appos".split()
)


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


@functools.cache
def frames() -> Mapping[str, Frame]:
    """The frames of `frames.toml`, checked against the ontology."""
    file = LanguageFile(FOLDER, "frames")
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


def _slot(file: LanguageFile, name: str, body: Mapping[str, Any]) -> Slot:
    if not set(body["kinds"]) <= set(KINDS) or not {*body["verb"], *body["noun"]} <= MARKS:
        raise file.fail("unknown kind or mark", f"{name} =", name)
    flags = bool(body.get("optional")), bool(body.get("focus"))
    return Slot(name, frozenset(body["kinds"]), tuple(body["verb"]), tuple(body["noun"]), *flags)
