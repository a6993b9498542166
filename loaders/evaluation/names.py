"""When a predicted name stands for a gold entity.

Not `graph.ids.fold`: the corpus' guidelines fold a little less, and their numbers have to come out exactly.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

_PLAIN = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d"})


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """An entity of an annotated article: its usual name, its kind (`type` in the file) and its surface forms."""

    id: str
    type: str
    mentions: tuple[str, ...] = ()


@cache
def _fillers() -> frozenset[str]:
    text = resources.files(__package__).joinpath("fillers.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.split("\n") if line and not line.startswith("#"))


@cache
def fold(name: str) -> str:
    """The name without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    words = "".join(char if char.isalnum() else " " for char in plain if not unicodedata.combining(char)).casefold()
    return " ".join(words.split())


@cache
def forms(name: str) -> frozenset[str]:
    """The folded name and the same without filler words; empty forms are left out."""
    short = " ".join(word for word in fold(name).split() if word not in _fillers())
    return frozenset(form for form in (fold(name), short) if form)


def all_forms(names: Iterable[str]) -> set[str]:
    """The forms of all names together."""
    return {form for name in names for form in forms(name)}


def link(names: Sequence[str], entities: Sequence[GoldEntity]) -> str:
    """The id of the gold entity that the names (usual name first, then aliases) stand for, else the folded first name.

    The usual name counts before the aliases, a gold id before a gold mention.
    """
    for pool in (all_forms(names[:1]), all_forms(names)):
        for entity in entities:
            if pool & forms(entity.id):
                return entity.id
        for entity in entities:
            if pool & all_forms((entity.id, *entity.mentions)):
                return entity.id
    return fold(names[0])
