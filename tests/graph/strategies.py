"""Hypothesis strategies for the graph's records."""

from __future__ import annotations

import calendar

from hypothesis import strategies as st

from graph.dates import PartialDate
from graph.ontology import KINDS, MANNERS, PREDICATES, STATUSES, TENSES
from graph.records import Article, Claim, Dropped, Entity, Mention, Reading


@st.composite
def partial_dates(draw: st.DrawFn, first: int = 1900, last: int = 2100) -> PartialDate:
    year = draw(st.integers(first, last))
    month = draw(st.none() | st.integers(1, 12))
    day = draw(st.none() | st.integers(1, calendar.monthrange(year, month)[1])) if month else None
    return PartialDate(year, month, day)


def near_dates() -> st.SearchStrategy[PartialDate]:
    """Dates so near to each other that they often meet."""
    return partial_dates(2019, 2022)


_IDS = st.sampled_from(["person:a", "person:b", "club:c", "outlet:d"])


ANY_PREDICATE = st.sampled_from(sorted(PREDICATES))
ANY_OBJECT = st.sampled_from(["club:x", "club:y"])


@st.composite
def claims(
    draw: st.DrawFn,
    predicates: st.SearchStrategy[str] = ANY_PREDICATE,
    objects: st.SearchStrategy[str] = ANY_OBJECT,
) -> Claim:
    predicate = PREDICATES[draw(predicates)]
    values: dict[str, st.SearchStrategy[object]] = {
        "role": st.sampled_from(sorted(predicate.roles) or [None]),
        "manner": st.sampled_from(MANNERS),
        "team": _IDS,
        "since": near_dates(),
        "until": near_dates(),
        "when": near_dates(),
        "year": near_dates(),
    }
    qualifiers = {name: draw(st.none() | values[name]) for name in sorted(predicate.qualifiers - {"tense"})}
    evidence = draw(st.sampled_from(["one", "two words", 'é\u2028"ß']))
    start = draw(st.integers(0, 50))
    return Claim(
        article=draw(st.sampled_from([f"article:{n}" for n in range(5)])),
        subject=draw(st.sampled_from(["person:s", "person:t"])),
        predicate=predicate.name,
        object=draw(objects),
        status=draw(st.sampled_from(STATUSES)),
        evidence=evidence,
        start=start,
        end=start + len(evidence),
        tense=draw(st.sampled_from(TENSES)) if predicate.tensed else None,
        attributed_to=tuple(draw(st.lists(_IDS, max_size=2, unique=True))),
        confidence=draw(st.floats(0, 1, allow_nan=False)),
        **qualifiers,  # type: ignore[arg-type]
    )


TEXTS = st.sampled_from(["", "plain", "Kovač’s \U0001f600", 'quote " and \\', "line\u2028break\nand tab\t", "\x00"])
NAMES = st.sampled_from(["Ada", "Łódź FC", "ß 04", "d'Ávila"])


@st.composite
def articles(draw: st.DrawFn) -> Article:
    return Article(
        id=draw(NAMES),
        text=draw(TEXTS),
        language=draw(st.sampled_from(["de", "en"])),
        published=draw(st.none() | partial_dates()),
        title=draw(st.none() | TEXTS),
        url=draw(st.none() | st.just("https://example.org/a?b=c")),
        outlet=draw(st.none() | NAMES),
        retrieved=draw(st.none() | st.just("2024-01-01T00:00:00Z")),
    )


def entities() -> st.SearchStrategy[Entity]:
    return st.builds(
        Entity,
        id=NAMES,
        name=NAMES,
        kind=st.sampled_from(sorted(KINDS)),
        aliases=st.lists(NAMES, max_size=3).map(tuple),
        country=st.none() | st.just("DE"),
        known=st.booleans(),
    )


def mentions() -> st.SearchStrategy[Mention]:
    places = st.integers(0, 99)
    weights = st.floats(0, 1, allow_nan=False)
    return st.builds(Mention, places, places, TEXTS, NAMES, st.sampled_from(sorted(KINDS)), NAMES, weights)


def dropped() -> st.SearchStrategy[Dropped]:
    return st.builds(Dropped, NAMES, TEXTS, TEXTS, st.integers(-1, 9), st.integers(-1, 9))


def readings() -> st.SearchStrategy[Reading]:
    return st.builds(
        Reading,
        article=articles(),
        entities=st.lists(entities(), max_size=3).map(lambda found: {each.id: each for each in found}),
        mentions=st.lists(mentions(), max_size=2).map(tuple),
        claims=st.lists(claims(), max_size=2).map(tuple),
        dropped=st.lists(dropped(), max_size=2).map(tuple),
    )
