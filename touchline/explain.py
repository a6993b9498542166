"""How an article is read, as text for people: each sentence with its names, triggers and what came of them."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from graph.records import Article, Dropped, Entity, Reading
from loaders.languages.load import available, language
from loaders.reading.claim import trigger_matches
from loaders.reading.model import Filler, Line
from loaders.reading.reader import Draft, Reader
from loaders.reading.settle import Scored, chosen, key_of

_LABEL: Final = 10
_DATES: Final = ("since", "until", "when", "year")


def explain(
    article: Article, reader: Reader, *, width: int = 100, min_confidence: float | None = None
) -> Iterator[str]:
    """Lines of text, at most `width` columns where words allow it; `min_confidence` as in `Reader.read`.

    Under each sentence: `names` (mention → entity, kind, why it was taken for one and how much that proves),
    `triggers` (words that raise a frame), then each possible claim with its probability: ✓ became a claim, = says the
    same as one, ✗ did not become one, and why not. The claims of the whole article follow, then what was dropped, by
    stage and reason.
    """
    yield from textwrap.wrap(_title(article), width)
    reading = reader.read(article, min_confidence=min_confidence)
    if article.language in available():
        threshold = reader.weights.threshold if min_confidence is None else min_confidence
        draft = reader.draft(article)
        verdicts = _verdicts(draft, reading, threshold)
        for number, line in enumerate(draft.lines):
            yield ""
            yield from _sentence(number, line, article, draft, verdicts, width)
    yield from _claims(reading, width)
    yield from _dropped(reading.dropped, width)


def _title(article: Article) -> str:
    known = (article.published, article.language, article.outlet, article.title)
    return " · ".join([article.id, *(str(each) for each in known if each)])


def _sentence(
    number: int, line: Line, article: Article, draft: Draft, verdicts: dict[int, str], width: int
) -> Iterator[str]:
    sentence, units = line.sentence, line.units
    kind = "" if sentence.kind == "body" else f"({sentence.kind}) "
    text = draft.cleaned.text[sentence.start : sentence.end]
    yield from _wrapped(f"{number + 1}", kind + text, width, indent=4)
    names = [
        f"{draft.cleaned.text[unit.start : unit.end]} → {_entity(unit.entity)} [{unit.why} {unit.weight:.2f}]"
        for unit in units
        if unit.entity is not None
    ]
    if names:
        yield from _wrapped("names", "; ".join(names), width)
    if sentence.kind == "furniture":
        return
    triggers = [
        f"{' '.join(unit.folded for unit in units[match.start : match.end])} → {match.value.frame}"
        + (" (weak)" if match.value.weak else "")
        for match in trigger_matches(units, language(article.language))
    ]
    if triggers:
        yield from _wrapped("triggers", "; ".join(triggers), width)
    places = [place for place, scored in enumerate(draft.scored) if scored.candidate.line == number]
    for place in sorted(places, key=lambda place: -draft.scored[place].probability):
        scored = draft.scored[place]
        yield from _wrapped(f"{scored.probability:.2f}", f"{verdicts[place]}: {_candidate(scored, line)}", width)


def _entity(entity: Entity) -> str:
    return f"{entity.name} ({entity.kind.replace('_', ' ')}{'' if entity.known else ', not in the tables'})"


def _candidate(scored: Scored, line: Line) -> str:
    """A possible claim: its three parts, the frame and slots that made it, its qualifiers."""
    candidate, answer = scored.candidate, scored.qualified
    slots = f"{_slot('subject', candidate.subject, line)}, {_slot('object', candidate.object, line)}"
    said = [answer.status, *(f"{name} {getattr(answer, name)}" for name in _DATES if getattr(answer, name))]
    said += [f"{name} {value}" for name in ("tense", "role", "manner") if (value := getattr(candidate, name))]
    if answer.attributed_to:
        said.append("said by " + " and ".join(source.name for source in answer.attributed_to))
    what = f"{candidate.subject.entity.name} {candidate.predicate} {candidate.object.entity.name}"
    return f"{what} [{candidate.frame}: {slots}] {', '.join(said)}"


def _slot(name: str, filler: Filler, line: Line) -> str:
    where = "" if filler.unit is not None and filler.unit < len(line.units) else ", from before"
    return f"{name} by {filler.reason}{where}"


def _verdicts(draft: Draft, reading: Reading, threshold: float) -> dict[int, str]:
    """What became of each candidate, by its place among them; of several that say the same one is the claim."""
    claims = {claim.key: claim for claim in reading.claims}
    kept = {id(each) for each in chosen(draft.scored)}
    verdicts: dict[int, str] = {}
    for place, scored in sorted(enumerate(draft.scored), key=lambda pair: -pair[1].probability):
        key = key_of(scored)
        claim = claims.get(key)
        if id(scored) not in kept:
            verdicts[place] = "✗ its trigger has a likelier reading"
        elif claim is not None and (claim.start, claim.end) == (scored.start, scored.end):
            verdicts[place] = "✓ claim"
            del claims[key]
        elif key in {each.key for each in reading.claims}:
            verdicts[place] = "= the same claim again"
        else:
            verdicts[place] = f"✗ below {threshold:.2f}"
    return verdicts


def _claims(reading: Reading, width: int) -> Iterator[str]:
    yield from ("", f"Claims: {len(reading.claims)}")
    for claim in reading.claims:
        ends = [reading.entities[each].name for each in (claim.subject, claim.object)]
        more = [claim.status, *(f"{name} {value}" for name in ("tense", "role", "manner", *_DATES)
                                if (value := getattr(claim, name)))]  # fmt: skip
        if claim.team:
            more.append(f"at {reading.entities[claim.team].name}")
        if claim.attributed_to:
            more.append("said by " + " and ".join(reading.entities[each].name for each in claim.attributed_to))
        text = f"{ends[0]} {claim.predicate} {ends[1]}: {', '.join(more)}. “{' '.join(claim.evidence.split())}”"
        yield from _wrapped(f"{claim.confidence:.2f}", text, width)


def _dropped(dropped: Sequence[Dropped], width: int) -> Iterator[str]:
    yield from ("", f"Dropped: {len(dropped)}")
    for (stage, reason), what in _grouped(dropped):
        yield from _wrapped(stage, f"{reason.replace('_', ' ')}: {what}", width)


def _grouped(dropped: Iterable[Dropped]) -> Iterator[tuple[tuple[str, str], str]]:
    """What was dropped at a stage for a reason, each once with how often."""
    groups: dict[tuple[str, str], Counter[str]] = {}
    for each in dropped:
        groups.setdefault((each.stage, each.reason), Counter())[each.what] += 1
    for key, counts in groups.items():
        yield key, "; ".join(what if count == 1 else f"{what} ({count} times)" for what, count in counts.items())


def _wrapped(label: str, text: str, width: int, *, indent: int = _LABEL + 4) -> list[str]:
    """Text behind a label, its further lines below its first."""
    room = indent - 4
    first = f"    {label:<{room - 1}} " if room else f"{label:>2}. "
    return textwrap.wrap(
        " ".join(text.split()), max(width, indent + 20), initial_indent=first, subsequent_indent=" " * indent
    )
