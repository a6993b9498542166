"""The weights: a log-linear model over named reasons, without words, that gives each candidate a probability."""

from __future__ import annotations

import functools
import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from loaders.reading.discourse import Discourse
from loaders.reading.model import TEAMS, Candidate, Line
from loaders.reading.qualify import Qualified

FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight a feature; `threshold` is the probability below which a claim is refused."""

    values: Mapping[str, float]
    threshold: float

    def probability(self, features: Mapping[str, float]) -> float:
        """Logistic of the weighted sum."""
        total = math.fsum([self.values.get(name, 0.0) * value for name, value in features.items()])
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@functools.cache
def bundled() -> Weights:
    """The reviewed weights of the project."""
    data = json.loads(FILE.read_text("utf-8"))
    return Weights(data["weights"], data["threshold"])


def features(
    candidate: Candidate, qualified: Qualified, line: Line, discourse: Discourse, others: Counter[tuple[str, str]],
    repeated: int,
) -> dict[str, float]:  # fmt: skip
    """Named reasons of a candidate. `others` counts the predicates proposed for its pair in the article."""
    predicate, frame = candidate.predicate, candidate.frame
    found = _stated(candidate, qualified, line, repeated)
    if candidate.weak:
        found["weak"] = found[f"weak&{frame}"] = 1.0
    if candidate.plain:
        found["plain"] = 1.0
    if candidate.tense:
        found[f"tense={candidate.tense}&{predicate}"] = 1.0
    if line.sentence.paragraph == 0:
        found["lead"] = 1.0
    found.update(_places(candidate, line))
    found.update(_links(candidate, discourse))
    if candidate.object.entity.kind != "person":
        found.update(_told(candidate, discourse))
    for other, count in others.items():
        if other[0] != predicate:
            found[f"with={other[0]}&{predicate}"] = 1.0
        elif count > 1:
            found["same_pair_again"] = 1.0
    found.update(candidate.features)
    return found


def _stated(candidate: Candidate, qualified: Qualified, line: Line, repeated: int) -> dict[str, float]:
    """What every candidate has: its frame and predicate, how its slots are filled, its status, where it stands."""
    subject, object_ = candidate.subject, candidate.object
    predicate, frame = candidate.predicate, candidate.frame
    found = {
        "bias": 1.0,
        f"predicate={predicate}": 1.0,
        f"frame={frame}": 1.0,
        f"frame={frame}&{predicate}": 1.0,
        f"pos={candidate.pos}": 1.0,
        f"subject={subject.reason}": 1.0,
        f"object={object_.reason}": 1.0,
        f"{frame}&subject={subject.reason}": 1.0,
        f"{frame}&object={object_.reason}": 1.0,
        f"both={subject.reason}+{object_.reason}": 1.0,
        f"subject_why={_why(candidate.subject.unit, line)}": 1.0,
        f"object_why={_why(candidate.object.unit, line)}": 1.0,
        f"status={qualified.status}": 1.0,
        f"status={qualified.status}&{predicate}": 1.0,
        f"kind={line.sentence.kind}": 1.0,
        f"object_kind={object_.entity.kind}": 1.0,
        f"repeated={min(repeated, 3)}": 1.0,
        f"known={subject.entity.known}+{object_.entity.known}": 1.0,
    }
    order = _order(candidate)
    here = f"{'focus' if subject.unit is None else 'here'}+{'focus' if object_.unit is None else 'here'}"
    found.update({
        f"{frame}&{predicate}&{qualified.status}": 1.0, f"{frame}&{predicate}&{here}": 1.0, f"here={here}": 1.0,
        f"order={order}": 1.0, f"{frame}&order={order}": 1.0,
        f"near={subject.clauses == 0 and object_.clauses == 0}&{here}": 1.0,
    })  # fmt: skip
    return found


def _order(candidate: Candidate) -> str:
    """In which order subject, object and trigger stand, as far as they stand in the sentence."""
    places = (("s", candidate.subject.unit), ("o", candidate.object.unit), ("t", candidate.anchor))
    return "".join(
        name for name, at in sorted(places, key=lambda place: (place[1] is None, place[1] or 0)) if at is not None
    )


def _why(unit: int | None, line: Line) -> str:
    return "focus" if unit is None or unit >= len(line.units) else line.units[unit].why or "word"


def _places(candidate: Candidate, line: Line) -> dict[str, float]:
    found = {}
    for name, filler in (("subject", candidate.subject), ("object", candidate.object)):
        found[f"{name}_clauses={filler.clauses}"] = 1.0
        found[f"{name}_distance"] = min(filler.distance, 12) / 12
        if filler.unit is not None and filler.unit < len(line.units):
            found[f"{name}_weight"] = line.units[filler.unit].weight
    if candidate.anchor < len(line.units) and line.units[candidate.anchor].quoted:
        found["quoted"] = 1.0
    people = {unit.entity.id for unit in line.units if unit.entity and unit.entity.kind == "person"}
    teams = {unit.entity.id for unit in line.units if unit.entity and unit.entity.kind in TEAMS}
    found[f"people={min(len(people), 4)}"] = 1.0
    found[f"teams={min(len(teams), 4)}"] = 1.0
    return found


def _links(candidate: Candidate, discourse: Discourse) -> dict[str, float]:
    """What the tables know of the person (trades, teams; never in which post), and what the article is about."""
    subject, object_, predicate = candidate.subject.entity, candidate.object.entity, candidate.predicate
    found = {}
    if discourse.about.person is not None:
        found[f"topic={subject.id == discourse.about.person.id}"] = 1.0
    if discourse.about.team is not None and object_.kind in TEAMS:
        found[f"main_team={object_.id == discourse.about.team.id}"] = 1.0
    tied = discourse.ties.get(subject.id, {})
    if tied and object_.kind in TEAMS:
        found[f"tied={object_.id in tied}"] = found[f"tied={object_.id in tied}&{predicate}"] = 1.0
    known = discourse.reference.entities.get(subject.id)
    if known is None:
        return found
    found.update({f"trade={role}&{predicate}": 1.0 for role in known.roles})
    if object_.kind in TEAMS and known.teams:
        linked = object_.id in known.teams
        found[f"linked={linked}"] = found[f"linked={linked}&{predicate}"] = 1.0
    return found


def _told(candidate: Candidate, discourse: Discourse) -> dict[str, float]:
    """What speaks for a team: how much the article is about it, and whether other sentences name the person with it."""
    subject, team = candidate.subject, candidate.object
    place = "here" if team.unit is not None else "focus"
    sentences = discourse.about.together.get(subject.entity.id, Counter())
    elsewhere = sentences[team.entity.id] - (subject.unit is not None and team.unit is not None)
    found = {
        f"together={min(max(elsewhere, 0), 2)}&{place}": 1.0,
        f"together={elsewhere > 0}&other={len(sentences) > (team.entity.id in sentences)}&{place}": 1.0,
    }
    if not team.traits:
        found[f"share={discourse.about.share(team.entity.id)}"] = 1.0
        return found
    for trait in team.traits:
        found[f"focus:{trait}"] = 1.0
        if "&" not in trait:
            found[f"focus:{trait}&{candidate.frame}"] = 1.0
    found[f"focus:{team.traits[0]}&here={subject.unit is not None}"] = 1.0
    return found


def pairs(candidates: Sequence[Candidate]) -> dict[tuple[str, str], Counter[tuple[str, str]]]:
    """For each subject and object: which predicates are proposed, how often."""
    found: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    for candidate in candidates:
        pair = candidate.subject.entity.id, candidate.object.entity.id
        found.setdefault(pair, Counter())[candidate.predicate, ""] += 1
    return found
