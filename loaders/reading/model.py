"""What the stages hand on inside one article: spans of names, units and what marks them."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.records import Entity
from loaders.reading.segment import Sentence
from loaders.reference import Alias

TEAMS = frozenset({"club", "national_team"})
EMPLOYERS = TEAMS | {"federation"}
PERSON = frozenset({"person"})
SOFT = ("", "-", "'", "’")  # what may stand between words of one noun phrase


@dataclass(frozen=True, slots=True)
class Span:
    """Words [first, last) of a sentence that look like a name. `candidates` are the table's readings of it.

    `why` is the evidence (alias, surname, firstname, shape, role, speech, compound, typed, description); `weight` in
    [0, 1] how much it proves. `part` names a women's, youth or reserve side of the named team.
    """

    sentence: int
    first: int
    last: int
    text: str
    folded: str
    kind: str
    why: str
    weight: float
    candidates: tuple[Alias, ...] = ()
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """One step of a sentence: a word, or a name or description that counts as one.

    `entity` is None for a word. `marks` say how a name attaches, `group` numbers the list of names that it belongs to.
    """

    first: int
    last: int
    folded: str
    spelled: str
    clause: int
    pre: str
    glued_next: bool
    quoted: bool
    start: int
    end: int
    capital: bool
    entity: Entity | None = None
    why: str = ""
    weight: float = 1.0
    marks: frozenset[str] = frozenset()
    group: int = -1
    owner: bool = False

    def marked(self, marks: frozenset[str]) -> Unit:
        """The same unit with other marks (`replace` takes twice as long, and this is done for every name)."""
        return Unit(
            self.first, self.last, self.folded, self.spelled, self.clause, self.pre, self.glued_next, self.quoted,
            self.start, self.end, self.capital, self.entity, self.why, self.weight, marks, self.group, self.owner,
        )  # fmt: skip

    def is_kind(self, kinds: frozenset[str]) -> bool:
        """Whether it names someone of these kinds."""
        return self.entity is not None and self.entity.kind in kinds

    @property
    def is_place(self) -> bool:
        """Whether it names a country, and not its selection: where something happens ("in Spain")."""
        return self.why == "alias" and "in" in self.marks and self.is_kind(frozenset({"national_team"}))


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its units."""

    sentence: Sentence
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Focus:
    """Who is spoken of when a sentence leaves it out: the most recent first."""

    people: tuple[Entity, ...] = ()
    teams: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Filler:
    """Who fills a slot: the entity, the unit (None: from the focus) and the named reason of the attachment.

    `traits` are what speaks for a team that the sentence leaves out.
    """

    entity: Entity
    unit: int | None
    reason: str
    distance: int = 0
    clauses: int = 0
    traits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible claim with everything that the weights and qualifiers look at.

    `words` are the first unit of its trigger and the one past the last, if nothing else stands between.
    """

    line: int
    anchor: int
    frame: str
    pos: str
    weak: bool
    predicate: str
    subject: Filler
    object: Filler
    denied: bool = False
    tense: str | None = None
    role: str | None = None
    manner: str | None = None
    status: str | None = None
    team: Filler | None = None
    clause: int = 0
    plain: bool = False
    choice: tuple[int, int] = (0, 0)
    words: tuple[int, int] = (0, 0)
    features: dict[str, float] = field(default_factory=dict)
