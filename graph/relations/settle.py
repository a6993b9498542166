"""What the claims of one relation come to: its status, qualifiers, sources and clearest claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from graph.dates import PartialDate, Truth
from graph.ontology import ROLES, STATUSES
from graph.relations.spells import VAGUE_ROLE, Word

_DATES: Final = ("since", "until", "when", "year")
_TEXTS: Final = ("tense", "role", "manner", "team")
_SENIORITY: Final = {role: -place for place, role in enumerate(ROLES)}


@dataclass(frozen=True, slots=True)
class Relation:
    """An edge between two entities and what is known of it; `graph.relations.derive` says how each field is settled.

    `claims` and `articles` count its evidence, `sources` are the entity ids of everyone named as a source,
    `best_claim` is the id of the clearest claim, `confidence` in [0, 1] is the probability that it was read rightly
    (not that it is true).
    """

    id: str
    subject: str
    predicate: str
    object: str
    status: str
    tense: str | None
    role: str | None
    since: PartialDate | None
    until: PartialDate | None
    when: PartialDate | None
    manner: str | None
    year: PartialDate | None
    team: str | None
    first_reported: PartialDate | None
    last_reported: PartialDate | None
    claims: int
    articles: int
    sources: tuple[str, ...]
    best_claim: str
    confidence: float


def settle(identity: str, words: Sequence[Word]) -> Relation:
    """The relation of a non-empty group of words on one subject, predicate and object."""
    words = sorted(words, key=lambda word: (word.day, word.signature)) if len(words) > 1 else words
    status = _status(words)
    speaking = [word for word in words if status == "denied" or word.claim.status != "denied"]
    whole = [word for word in speaking if not word.torn]
    dates = {name: _date(name, whole) for name in _DATES}
    texts = {name: _text(name, speaking) for name in _TEXTS}
    best = min(words, key=lambda word: _clearness(word, status, {**dates, **texts})) if len(words) > 1 else words[0]
    dated = [word for word in words if word.published]
    claim = best.claim
    return Relation(
        id=identity, subject=claim.subject, predicate=claim.predicate, object=claim.object, status=status,
        first_reported=dated[0].published if dated else None,
        last_reported=dated[-1].published if dated else None,
        claims=len({word.id for word in words}),
        articles=len({word.claim.article for word in words}),
        sources=tuple(sorted({source for word in words for source in word.claim.attributed_to})),
        best_claim=best.id, confidence=confidence_of(words, status),
        since=dates["since"], until=dates["until"], when=dates["when"], year=dates["year"],
        tense=texts["tense"], role=texts["role"], manner=texts["manner"], team=texts["team"],
    )  # fmt: skip


def confidence_of(words: Iterable[Word], status: str) -> float:
    """The highest confidence among the claims of the settled status. Belief (independent sources, echoes) goes here."""
    return max(word.claim.confidence for word in words if word.claim.status == status)


def _status(words: Sequence[Word]) -> str:
    """The status that the words settle on; see `graph.relations.derive`."""
    plain = [word for word in words if _is_plain(word)]
    soft = [word for word in words if not _is_plain(word) and word.claim.status in ("reported", "denied")]
    if plain:
        verdict = _newest(plain)
        if verdict.claim.status == "confirmed":
            return "confirmed"
        reopening = [word for word in soft if word.claim.status == "reported" and _later(word, verdict)]
        return "reported" if reopening else "denied"
    return _newest(soft).claim.status if soft else "speculated"


def _is_plain(word: Word) -> bool:
    return word.claim.status == "confirmed" or (word.claim.status == "denied" and bool(word.claim.attributed_to))


def _newest(words: Sequence[Word]) -> Word:
    """The surest of the words that are not certainly older than the newest one."""
    if len(words) == 1:
        return words[0]
    newest = max(words, key=lambda word: word.day)
    return min(
        (word for word in words if not _later(newest, word)),
        key=lambda word: (STATUSES.index(word.claim.status), word.signature),
    )


def _later(one: Word, two: Word) -> bool:
    """Whether the first word certainly came after the second; no date is before every date."""
    if one.published is None or two.published is None:
        return one.published is not None and two.published is None
    return two.published.before(one.published) is Truth.YES


def _date(name: str, words: Sequence[Word]) -> PartialDate | None:
    """The date of that name that decides, as exact as the newest that agrees with it."""
    dates: list[PartialDate] = [date for date in (getattr(word.claim, name) for word in words) if date]
    word = _deciding(name, words)
    if word is None:
        return None
    value: PartialDate = getattr(word.claim, name)
    return max((date for date in reversed(dates) if date.agrees(value)), key=lambda date: date.exactness)


def _text(name: str, words: Sequence[Word]) -> str | None:
    """The qualifier of that name that decides; a vague role only if there is no other."""
    clear = [word for word in words if getattr(word.claim, name) != VAGUE_ROLE]
    word = _deciding(name, clear) or _deciding(name, words)
    value: str | None = getattr(word.claim, name) if word else None
    return value


def _deciding(name: str, words: Sequence[Word]) -> Word | None:
    """The surest, then newest of the words that state the qualifier."""
    stating = [word for word in words if getattr(word.claim, name) is not None]
    if len(stating) < 2:
        return stating[0] if stating else None
    return max(stating, key=lambda word: (-STATUSES.index(word.claim.status), word.day, *_rank(name, word)))


def _rank(name: str, word: Word) -> tuple[int, float, tuple[str, ...]]:
    """What decides between words of one status and day: the senior role, then confidence, then a fixed order."""
    seniority = _SENIORITY.get(str(word.claim.role), 0) if name == "role" else 0
    return seniority, word.claim.confidence, word.signature


def _clearness(word: Word, status: str, values: dict[str, object]) -> tuple[object, ...]:
    """Sort key, clearest first: speaks for what was settled, contradicts and lacks least, surest, earliest."""
    claim = word.claim
    stated = [(getattr(claim, name), value) for name, value in values.items() if value is not None]
    wrong = sum(mine is not None and not _agree(mine, value) for mine, value in stated)
    lacking = sum(mine is None for mine, _ in stated)
    doubt = STATUSES.index(claim.status)
    return claim.status != status, wrong, doubt, lacking, -claim.confidence, word.day, word.signature


def _agree(one: object, two: object) -> bool:
    if isinstance(one, PartialDate) and isinstance(two, PartialDate):
        return one.agrees(two)
    return one == two
