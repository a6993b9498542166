"""Readings with everything that trips a file format: quotes, line ends, separators, empty and missing values."""

from __future__ import annotations

import dataclasses

from graph.records import Entity, Reading
from tests.store import world

NASTY = 'He said: "No; never,"\n\tthen\r\nleft \\ for \\"good\\", N/A, null, \'x\' ; = 1 | 2 \u2028 \u00a0 😀 ü'
LONG = '"ü\n' * 600_000


def odd() -> list[Reading]:
    """Such characters in a text of nearly the most that is stored, in a title, and in names."""
    claim = world.said(
        world.ANA, "coaches", world.CLUB, tense="current", since="2024", until="2026-06", attributed_to=(world.PAPER,)
    )
    first = world.reading("odd-1", claim)
    text = f"{first.article.text} {NASTY}{LONG}"
    entity = Entity("person:nasty", 'Jo "Q." O\'Neil, Jr; x', "person", ("-", "Ö", "a,b;c"), known=False)
    nasty = dataclasses.replace(
        first,
        article=dataclasses.replace(first.article, text=text, title=NASTY, url="https://example.org/?a=1&b=\"2\""),
        entities={**first.entities, entity.id: entity},
    )  # fmt: skip
    other = world.reading("odd-2", published=None)
    return [nasty, dataclasses.replace(other, article=dataclasses.replace(other.article, title=""))]
