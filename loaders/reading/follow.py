"""What follows from a candidate's neighbours: whom he would succeed, and lists that carry a frame on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.ontology import COACHING
from graph.records import Entity
from loaders.reading.discourse import Discourse
from loaders.reading.model import PERSON, TEAMS, Candidate, Filler, Line

TAKES_UP = frozenset({"candidate_for", "joins"})
STATES = frozenset({"coach", "play"})
HOLDERS = 2
CARRIES = frozenset({"candidate", "talks", "succeed"})
REACH = 6  # sentences over which a list goes on


def successions(candidates: Sequence[Candidate], discourse: Discourse) -> Iterator[Candidate]:
    """Whoever may take a post would follow the one who holds it or leaves it."""
    leaving = _leaving(candidates, discourse)
    told = {(c.subject.entity.id, c.object.entity.id) for c in candidates if c.predicate == "succeeds"}
    for candidate in candidates:
        if (
            candidate.predicate not in TAKES_UP
            or candidate.object.entity.kind not in TEAMS
            or candidate.role == "player"
        ):
            continue
        team, person = candidate.object.entity, candidate.subject.entity
        holders = {**_holding(team, discourse), **leaving.get(team.id, {})}
        for holder, why in [(entity, why) for entity, why in holders.values() if entity.id != person.id][:HOLDERS]:
            if (person.id, holder.id) in told:
                continue
            yield Candidate(
                candidate.line, candidate.anchor, f"follow_{candidate.predicate}", candidate.pos, candidate.weak,
                "succeeds",
                candidate.subject, Filler(holder, None, why), status=candidate.status, team=candidate.object,
                clause=candidate.clause, plain=candidate.plain,
                features={f"follow={candidate.frame}": 1.0, f"follow={candidate.object.reason}&{why}": 1.0},
            )  # fmt: skip


def note_ties(candidates: Sequence[Candidate], discourse: Discourse) -> None:
    """Plain statements of verbs tie people to teams as role nouns do ("X coaches Nordstad")."""
    for candidate in candidates:
        plain = (
            candidate.frame in STATES
            and candidate.tense == "current"
            and not candidate.weak
            and candidate.status is None
        )
        here = candidate.subject.unit is not None and candidate.object.unit is not None
        if not plain or not here or candidate.choice != (0, 0):
            continue
        person, team = candidate.subject.entity, candidate.object.entity
        discourse.ties.setdefault(person.id, {}).setdefault(team.id, team)
        if candidate.predicate == "coaches":
            discourse.posts.setdefault((team.id, candidate.role or COACHING[0], False), person)


def _holding(team: Entity, discourse: Discourse) -> dict[str, tuple[Entity, str]]:
    held = ((discourse.posts.get((team.id, role, former)), former) for former in (False, True) for role in COACHING[:2])
    return {person.id: (person, "was_there" if former else "is_there") for person, former in held if person is not None}


def _leaving(candidates: Sequence[Candidate], discourse: Discourse) -> dict[str, dict[str, tuple[Entity, str]]]:
    """Per team the coaches who leave it, as far as a strong trigger names both."""
    coaches = {person.id for (_, role, _), person in discourse.posts.items() if role in COACHING}
    found: dict[str, dict[str, tuple[Entity, str]]] = {}
    for candidate in candidates:
        person, team = candidate.subject.entity, candidate.object.entity
        if candidate.predicate != "leaves" or candidate.denied or candidate.weak or candidate.choice != (0, 0):
            continue
        known = discourse.reference.entities.get(person.id)
        if person.id in coaches or (known is not None and "coach" in known.roles):
            found.setdefault(team.id, {})[person.id] = person, "leaves"
    return found


def carried(lines: Sequence[Line], candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Names that no trigger binds go on with the open post that the sentences before spoke of."""
    by_line: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        by_line.setdefault(candidate.line, []).append(candidate)
    opened: Candidate | None = None
    for number, line in enumerate(lines):
        here = [c for c in by_line.get(number, []) if not c.weak and c.choice == (0, 0)]
        bound = {c.subject.entity.id for c in by_line.get(number, []) if not c.weak and not c.plain}
        if opened is not None and number - opened.line <= REACH:
            yield from _carry(number, line, opened, bound, here)
        opened = next((c for c in reversed(here) if _opens(c)), opened)


def _opens(candidate: Candidate) -> bool:
    """Whether a claim speaks of a post that somebody may take: a candidate for it, or a coach who leaves it."""
    if candidate.object.entity.kind not in TEAMS:
        return False
    if candidate.predicate == "candidate_for":
        return candidate.frame in CARRIES
    return candidate.predicate == "leaves" and not candidate.denied and candidate.frame == "leave"


def _carry(
    number: int, line: Line, opened: Candidate, bound: set[str], here: Sequence[Candidate]
) -> Iterator[Candidate]:
    people = [(at, unit) for at, unit in enumerate(line.units) if unit.is_kind(PERSON)]
    free = [(at, unit, unit.entity) for at, unit in people if unit.entity is not None and unit.entity.id not in bound]
    away, told = number - opened.line, "told" if here else "silent"
    why = f"carried={opened.predicate}"
    reasons = {
        why, f"{why}&{min(away, 4)}&{told}", f"{why}&{line.sentence.kind}&{told}",
        f"carried={min(len(free), 4)}&{told}", f"carried_words={min(len(line.units) // 5, 5)}&{told}",
    }  # fmt: skip
    for at, unit, person in free:
        if unit.why in ("pronoun", "possessive") or person.id == opened.subject.entity.id:
            continue
        yield Candidate(
            number, at, "carried", opened.pos, False, "candidate_for",
            Filler(person, at, "carried_list" if unit.group >= 0 else "carried"),
            Filler(opened.object.entity, None, f"carried{min(away, 3)}"), role=opened.role,
            status=opened.status or "speculated", clause=unit.clause, features=dict.fromkeys(sorted(reasons), 1.0),
        )  # fmt: skip
