"""The frozen records that the stages hand on: Article, Mention, Entity, Claim and a whole Reading of an article.

All offsets are counted in Unicode code points of `Article.text`, end exclusive: `article.text[start:end]`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from graph.dates import PartialDate
from graph.errors import InvalidRecord
from graph.ids import digest
from graph.ontology import KINDS, MANNERS, PREDICATES, QUALIFIERS, STATUSES, TENSES


@dataclass(frozen=True, slots=True)
class Article:
    """One article as published. `text` is what offsets count in; `language` is an ISO 639-1 code."""

    id: str
    text: str
    language: str
    published: PartialDate | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    retrieved: str | None = None

    @property
    def sha256(self) -> str:
        """Digest of the text, 64 hexadecimal digits."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something named. `known` is False for one that only the context of an article gives away."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    known: bool = True

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise InvalidRecord(f"unknown kind {self.kind!r}", where=self.id, fix=f"One of {', '.join(KINDS)}.")
        if not self.id or not self.name:
            raise InvalidRecord("an entity needs an id and a name", where=self.id or self.name)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that names or describes an entity; `why` is the evidence that made it one."""

    start: int
    end: int
    text: str
    entity: str
    kind: str
    why: str = "alias"
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Claim:
    """Who said what about whom, how surely, when. `subject`, `object`, `team` and `attributed_to` are entity ids.

    `start` and `end` bound `evidence` in the article's text. `confidence` in [0, 1] is the extractor's own
    probability that a careful reader would take this claim from the text.
    """

    article: str
    subject: str
    predicate: str
    object: str
    status: str
    evidence: str
    start: int
    end: int
    tense: str | None = None
    role: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    when: PartialDate | None = None
    manner: str | None = None
    year: PartialDate | None = None
    team: str | None = None
    attributed_to: tuple[str, ...] = ()
    confidence: float = 1.0
    extractor: str = "touchline"

    def __post_init__(self) -> None:
        fault = _fault(self)
        if fault:
            raise InvalidRecord(fault, where=f"{self.article}: {self.subject} {self.predicate} {self.object}")

    @property
    def key(self) -> tuple[str, str, str, str | None]:
        """What makes it one claim of an article: subject, predicate, object, tense."""
        return self.subject, self.predicate, self.object, self.tense

    @property
    def id(self) -> str:
        """Article, key and place; qualifiers and entity merges never rename it within one extraction."""
        return f"claim:{digest(self.article, *self.key)}"


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something left out, with the stage and the reason: nothing is silent."""

    stage: str
    reason: str
    what: str
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one article; `entities` holds each entity that a mention or claim refers to, by id."""

    article: Article
    entities: dict[str, Entity] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    dropped: tuple[Dropped, ...] = ()


def _fault(claim: Claim) -> str | None:
    """What breaks the ontology in a claim, or None."""
    predicate = PREDICATES.get(claim.predicate)
    if predicate is None:
        return f"unknown predicate {claim.predicate!r}: one of {', '.join(PREDICATES)}"
    if claim.status not in STATUSES:
        return f"unknown status {claim.status!r}: one of {', '.join(STATUSES)}"
    if predicate.tensed != (claim.tense in TENSES):
        return f"tense {claim.tense!r} does not fit {claim.predicate}"
    if claim.manner is not None and claim.manner not in MANNERS:
        return f"unknown manner {claim.manner!r}: one of {', '.join(MANNERS)}"
    if claim.role is not None and claim.role not in predicate.roles:
        return f"role {claim.role!r} does not fit {claim.predicate}"
    for name in QUALIFIERS:
        if getattr(claim, name) is not None and name not in predicate.qualifiers:
            return f"{claim.predicate} takes no {name}"
    if not claim.evidence or claim.end - claim.start != len(claim.evidence):
        return "evidence is empty or does not fit its offsets"
    return None if 0.0 <= claim.confidence <= 1.0 else f"confidence {claim.confidence} is outside [0, 1]"
