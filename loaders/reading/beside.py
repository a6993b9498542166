"""Ties that stand without a trigger: "United's Maguire", "Baleba at Brighton", "Kahl (SC Talheim)"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.reading.model import PERSON, TEAMS, Candidate, Filler, Unit
from loaders.reading.posts import Post

REACH = 6
POSTS = {"coaches": "head_coach", "plays_for": None}


def beside(line: int, units: Sequence[Unit], held: Sequence[Post]) -> Iterator[Candidate]:
    """A person and a team right beside each other; the weights say whether he coaches, plays or neither."""
    spoken = {filler.unit for post in held for filler in post.people}
    for at, unit in enumerate(units):
        if not unit.is_kind(PERSON) or unit.entity is None or at in spoken or unit.why in ("pronoun", "possessive"):
            continue
        for other, reason in _neighbours(units, at):
            team = units[other].entity
            if team is None:
                continue
            for predicate, role in POSTS.items():
                yield Candidate(
                    line, at, "beside", "noun", True, predicate, Filler(unit.entity, at, "beside"),
                    Filler(team, other, reason, abs(other - at)), tense="current", role=role,
                    clause=unit.clause, plain=True,
                )  # fmt: skip


def _neighbours(units: Sequence[Unit], at: int) -> Iterator[tuple[int, str]]:
    if at and units[at - 1].is_kind(TEAMS) and units[at].pre in ("", "-"):
        yield at - 1, "own" if units[at - 1].owner else "compound"
    for here in range(at + 1, min(len(units), at + REACH)):
        unit = units[here]
        if unit.is_kind(TEAMS):
            if unit.pre == "(" and here == at + 1:
                yield here, "bracket"
            elif unit.marks & {"at", "of", "from"} and unit.pre == "":
                yield here, "at" if "at" in unit.marks else "of"
            return
        if unit.entity is not None or unit.pre not in ("", "-"):
            return
