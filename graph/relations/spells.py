"""Which claims on one subject, predicate and object speak of the same relation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from graph.dates import Interval, PartialDate, Truth
from graph.ontology import PREDICATES
from graph.records import Claim

# Posts that one press calls by several names are one class; a role that is not listed is a class of its own.
_CLASSES: Final = {
    "head_coach": "head", "interim_coach": "head",
    "president": "head", "chairman": "head", "owner": "head",
    "ceo": "management", "managing_director": "management", "board_member": "management",
}  # fmt: skip
VAGUE_ROLE: Final = "other"


@dataclass(frozen=True)
class Word:
    """A claim and the day of its article."""

    claim: Claim
    published: PartialDate | None

    @cached_property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id

    @cached_property
    def day(self) -> tuple[int, int]:
        """Sort key: the first and last day that the date can mean (ordinals), an unknown date before all others."""
        date = self.published
        return (date.first.toordinal(), date.last.toordinal()) if date else (0, 0)

    @cached_property
    def signature(self) -> tuple[str, ...]:
        """A total order over different words, blind to the order in which they came."""
        claim = self.claim
        dates = (claim.since, claim.until, claim.when, claim.year, self.published)
        texts = (claim.role, claim.manner, claim.team, claim.status, claim.evidence, claim.extractor)
        rest = (claim.start, claim.end, claim.confidence, claim.attributed_to)
        return (self.id, *map(str, (*dates, *texts, *rest)))

    @property
    def torn(self) -> bool:
        """Whether the claim ends before it begins, so that neither date can be trusted."""
        since, until = self.claim.since, self.claim.until
        return bool(since and until and until.before(since) is Truth.YES)


@dataclass(frozen=True, slots=True)
class _Marks:
    """What can tell relations apart: the span known for a claim, role class, year and team (None: not known)."""

    span: Interval
    role: str | None
    year: PartialDate | None
    team: str | None
    anchor: int | None
    exactness: int

    def clash(self, other: _Marks) -> bool:
        """Whether both certainly belong to different relations."""
        if any(a and b and a != b for a, b in ((self.role, other.role), (self.team, other.team))):
            return True
        if self.year and other.year and not self.year.agrees(other.year):
            return True
        return self.span.overlaps(other.span) is Truth.NO


@dataclass(slots=True)
class _Group:
    """Claims of one relation. `marks` is what all share: what clashes with a member clashes with it."""

    marks: _Marks
    words: list[Word] = field(default_factory=list)
    anchors: list[int] = field(default_factory=list)

    def take(self, word: Word, marks: _Marks) -> None:
        self.words.append(word)
        if marks.anchor is not None:
            self.anchors.append(marks.anchor)
        mine = self.marks
        self.marks = _Marks(
            _shared(mine.span, marks.span), mine.role or marks.role, _finer(mine.year, marks.year),
            mine.team or marks.team, None, 0,
        )  # fmt: skip

    def distance(self, anchor: int | None) -> int:
        """Days from here to the anchor; one that is not known is nearest to the newest group."""
        if anchor is None or not self.anchors:
            return -max(self.anchors, default=0)
        return max(0, min(self.anchors) - anchor, anchor - max(self.anchors))


def spells(words: Iterable[Word]) -> list[list[Word]]:
    """The words of one triple, split into relations and ordered by time.

    The most exact claims open the groups and the vaguer ones join the nearest that they do not clash with, so that an
    undated claim never glues two spells together.
    """
    marked = [(_marks(word), word) for word in words]
    if len(marked) == 1:
        return [[marked[0][1]]]
    marked.sort(key=lambda pair: (-pair[0].exactness, pair[0].anchor or 0, pair[1].signature))
    groups: list[_Group] = []
    for marks, word in marked:
        fitting = [group for group in groups if not group.marks.clash(marks)]
        if not fitting:
            groups.append(_Group(marks))
            fitting = groups[-1:]
        min(fitting, key=lambda group: group.distance(marks.anchor)).take(word, marks)
    groups.sort(key=lambda group: min(group.anchors, default=0))
    return [group.words for group in groups]


def _marks(word: Word) -> _Marks:
    claim = word.claim
    role = None if claim.role in (None, VAGUE_ROLE) else _CLASSES.get(str(claim.role), claim.role)
    stated = claim.since or claim.when or claim.year or claim.until
    anchor = stated or word.published
    known = (role, stated, claim.year, claim.team)
    return _Marks(
        span=_event(claim.when) if "when" in PREDICATES[claim.predicate].qualifiers else _spell(word),
        role=role,
        year=claim.year,
        team=claim.team if claim.predicate == "succeeds" else None,
        anchor=anchor.first.toordinal() if anchor else None,
        exactness=sum(part is not None for part in known),
    )


def _event(when: PartialDate | None) -> Interval:
    """The year of an event: reports of one event differ in its day, those of different years mean different ones."""
    year = PartialDate(when.year) if when else None
    return Interval(year, year)


def _spell(word: Word) -> Interval:
    """The days that the claim is known to hold for; the article's day stands in for an end that is not stated."""
    claim, since, until = word.claim, word.claim.since, word.claim.until
    if word.torn:
        return Interval()
    day = word.published
    running = claim.tense == "current" or (claim.predicate == "contract_until" and until is not None)
    if running and since is None and day and not (until and until.before(day) is Truth.YES):
        since = day
    if claim.tense == "former" and until is None and day and not (since and day.before(since) is Truth.YES):
        until = day
    return Interval(since, until)


def _shared(one: Interval, two: Interval) -> Interval:
    """The narrowest span: the latest beginning and the earliest end. Never empty for spans that may overlap."""
    begins = [date for date in (one.since, two.since) if date]
    ends = [date for date in (one.until, two.until) if date]
    return Interval(
        max(begins, key=lambda date: (date.first, date.last), default=None),
        min(ends, key=lambda date: (date.last, date.first), default=None),
    )


def _finer(one: PartialDate | None, two: PartialDate | None) -> PartialDate | None:
    return max((date for date in (one, two) if date), key=lambda date: date.exactness, default=None)
