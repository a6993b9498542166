"""Stage 2, for the whole article: what is sure once counts everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.languages.load import Language
from loaders.reading.mention import SHORT, span_of
from loaders.reading.model import Span
from loaders.reading.names import names
from loaders.reading.segment import Sentence


def bearers(spans: Sequence[Span], language: Language) -> list[Span]:
    """One-word names that are the surname of somebody named in full are people, whatever a table says."""
    last = {span.folded.rsplit(" ", 1)[-1] for span in spans if span.kind == "person" and " " in span.folded}
    return [
        replace(span, kind="person", why="typed", weight=0.9, candidates=())
        if " " not in span.folded and span.kind != "person" and _stripped(span.folded, last, language)
        else span
        for span in spans
    ]


def _stripped(folded: str, known: set[str], language: Language) -> bool:
    return folded in known or (language.genitive_s and folded.removesuffix("s") in known)


def typed_once(sentences: Sequence[Sentence], spans: Sequence[Span], language: Language) -> Iterator[Span]:
    """Typed once, typed everywhere: the last word of an unknown person, the one word of an unknown club."""
    taken = {(span.sentence, index) for span in spans for index in range(span.first, span.last)}
    known: dict[str, Span] = {}
    for span in spans:
        if span.kind == "person" and span.why != "surname" and span.last - span.first > 1:
            known.setdefault(span.folded.rsplit(" ", 1)[-1], span)
        elif span.kind == "club" and not span.candidates and span.last - span.first > 1:
            for part in span.folded.split():
                if len(part) >= SHORT and part not in names().shapes:
                    known.setdefault(part, span)
    for sentence in sentences:
        for index, word in enumerate(sentence.words):
            if not word.text[0].isupper() or (sentence.index, index) in taken:
                continue
            source = known.get(word.folded) or (
                known.get(word.folded[:-1]) if language.genitive_s and word.folded.endswith("s") else None
            )
            if source is not None:
                yield span_of(sentence, index, index + 1, source.kind, "typed", source.weight)
