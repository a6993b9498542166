"""Stage 8: one claim a key and article: its surest status, most senior role, clearest sentence, fullest dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graph.dates import PartialDate
from graph.ontology import PREDICATES, ROLES
from graph.records import Article, Claim, Entity
from loaders.languages.frames import frames
from loaders.reading.model import Candidate
from loaders.reading.qualify import Qualified


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its qualifiers, probability and evidence span (offsets in the article's text)."""

    candidate: Candidate
    qualified: Qualified
    probability: float
    start: int
    end: int


EARLY = frozenset({"sacked", "resigned", "mutual", "transfer"})

MEANT = 0.2  # how much more a claim that its frame means counts as evidence than one that goes along

Key = tuple[str, str, str, str | None]


def key_of(scored: Scored) -> Key:
    """Subject, predicate, object, tense."""
    candidate = scored.candidate
    tense = candidate.tense if PREDICATES[candidate.predicate].tensed else None
    return candidate.subject.entity.id, candidate.predicate, candidate.object.entity.id, tense


def settle(
    article: Article, scored: Sequence[Scored], threshold: float
) -> tuple[list[Claim], list[Scored], dict[str, Entity]]:
    """The claims of an article, what was refused, and the entities that the claims name."""
    groups: dict[Key, list[Scored]] = {}
    for item in chosen(scored):
        groups.setdefault(key_of(item), []).append(item)
    claims, refused, entities = [], [], {}
    rated = {key: _combined(group) for key, group in groups.items()}
    for key, group in groups.items():
        probability = rated[key]
        if probability < threshold or _holds_it(key, group, groups, rated):
            refused += group
            continue
        best = _best(group)
        claims.append(_claim(article, key, best, group, probability))
        for entity in (best.candidate.subject.entity, best.candidate.object.entity, *best.qualified.attributed_to):
            entities[entity.id] = entity
        if best.candidate.team:
            entities[best.candidate.team.entity.id] = best.candidate.team.entity
    claims.sort(key=lambda claim: (claim.start, claim.key[1], claim.key[0], claim.key[2]))
    return _with_ends(claims), refused, entities


def _with_ends(claims: Sequence[Claim]) -> list[Claim]:
    """A contract whose end is not dated ends when he leaves, unless he leaves it early."""
    when = {
        (claim.subject, claim.object): claim.when
        for claim in claims
        if claim.predicate == "leaves" and claim.status != "denied" and claim.when and claim.manner not in EARLY
    }
    return [
        replace(claim, until=when.get((claim.subject, claim.object)))
        if claim.predicate == "contract_until" and claim.until is None and claim.status != "denied"
        else claim
        for claim in claims
    ]


def _holds_it(
    key: Key, group: Sequence[Scored], groups: Mapping[Key, Sequence[Scored]], rated: Mapping[Key, float]
) -> bool:
    """Whether the article more surely says that he has the very post; only an interim is a candidate for his own."""
    held = (key[0], "coaches", key[2], "current")
    if key[1] != "candidate_for" or rated.get(held, 0.0) <= rated[key] or _best(group).qualified.status == "denied":
        return False
    return all(item.candidate.role in (None, "head_coach") for item in groups[held])


def chosen(scored: Sequence[Scored]) -> list[Scored]:
    """Of the alternative bindings of one trigger and predicate, the most probable one with its list of names."""
    best: dict[tuple[int, int, str, str, bool], Scored] = {}
    for item in scored:
        place = _place(item)
        if place not in best or item.probability > best[place].probability:
            best[place] = item
    return [item for item in scored if item.candidate.choice == best[_place(item)].candidate.choice]


def _place(item: Scored) -> tuple[int, int, str, str, bool]:
    candidate = item.candidate
    return candidate.line, candidate.anchor, candidate.frame, candidate.predicate, candidate.denied


def _combined(group: Sequence[Scored]) -> float:
    return max(item.probability for item in group)


def _best(group: Sequence[Scored]) -> Scored:
    """The surest, what a frame means before what goes along with it; a denial counts before an equal report."""

    def rank(item: Scored) -> float:
        frame = frames().get(item.candidate.frame)
        meant = frame is None or frame.claims[0].predicate == item.candidate.predicate
        return item.probability + (MEANT if meant else 0.0)

    top = max(rank(item) for item in group)
    near = [item for item in group if rank(item) >= top - 0.1]
    denied = [item for item in near if item.qualified.status == "denied"]
    return (denied or sorted(near, key=lambda item: (-rank(item), item.start)))[0]


def _claim(article: Article, key: Key, best: Scored, group: Sequence[Scored], probability: float) -> Claim:
    candidate, qualified = best.candidate, best.qualified
    predicate = PREDICATES[candidate.predicate]
    same = [item for item in group if (item.qualified.status == "denied") == (qualified.status == "denied")]
    dates = _dates(best, same)
    team = candidate.team.entity.id if candidate.team and "team" in predicate.qualifiers else None
    return Claim(
        article=article.id, subject=key[0], predicate=key[1], object=key[2], tense=key[3], status=qualified.status,
        evidence=article.text[best.start : best.end], start=best.start, end=best.end,
        role=_role(same, predicate.roles, predicate.default_role), team=team,
        manner=_manner(same) if "manner" in predicate.qualifiers else None,
        attributed_to=tuple(entity.id for entity in qualified.attributed_to),
        confidence=round(probability, 4),
        since=dates["since"], until=dates["until"], when=dates["when"], year=dates["year"],
    )  # fmt: skip


def _role(group: Sequence[Scored], allowed: frozenset[str], default: str | None) -> str | None:
    roles = [item.candidate.role for item in group if item.candidate.role in allowed]
    return min(roles, key=lambda role: ROLES.index(str(role))) if roles else default


def _manner(group: Sequence[Scored]) -> str:
    return next((item.candidate.manner for item in group if item.candidate.manner), "unknown")


def _dates(best: Scored, group: Sequence[Scored]) -> Mapping[str, PartialDate | None]:
    """Each date from the best sentence, else from another sentence that states the same claim."""
    ordered = [best, *sorted(group, key=lambda item: -item.probability)]
    return {
        field: next((value for item in ordered if (value := getattr(item.qualified, field)) is not None), None)
        for field in ("since", "until", "when", "year")
    }
