"""What an article is about, and who is spoken of from one sentence to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.dates import PartialDate
from graph.records import Entity
from loaders.languages.load import Language
from loaders.reading.model import PERSON, TEAMS, Focus, Unit
from loaders.reference import Reference

HEADLINE = 3  # a name in the title counts as often
FOCUS = 6  # people and teams that stay in focus
RANKED, LATEST = 2, 2  # teams that a sentence without one may mean: of the most named, of the last named
OFFERED = 3  # of these, how many are tried
SHARES = (0.15, 0.3, 0.5)  # of all teams named in an article


@dataclass(frozen=True, slots=True)
class Topic:
    """Who is named in an article: people in the order of their names, teams the most named first.

    `shares` are the parts that teams have of all teams' names, `titled` the teams of the title, `together` counts the
    sentences that name a person and a team, by person.
    """

    person: Entity | None = None
    people: tuple[Entity, ...] = ()
    teams: tuple[Entity, ...] = ()
    shares: Mapping[str, float] = field(default_factory=dict)
    titled: frozenset[str] = frozenset()
    together: Mapping[str, Counter[str]] = field(default_factory=dict)
    country: str | None = None

    @property
    def team(self) -> Entity | None:
        """The main team."""
        return self.teams[0] if self.teams else None

    def share(self, team: str) -> int:
        """How much of the article is about a team, in steps."""
        return sum(self.shares.get(team, 0.0) >= step for step in SHARES)


def topic_of(title: Sequence[Entity], sentences: Sequence[Sequence[Entity]], reference: Reference) -> Topic:
    """What the names of the title and of each sentence make the topic."""
    everyone = [*list(title) * HEADLINE, *(entity for named in sentences for entity in named)]
    by_id = {entity.id: entity for entity in reversed(everyone)}
    people = Counter(entity.id for entity in everyone if entity.kind == "person")
    teams = Counter(entity.id for entity in everyone if entity.kind in TEAMS)
    together: dict[str, Counter[str]] = {}
    for named in sentences:
        here = {entity.id for entity in named if entity.kind in TEAMS}
        for person in {entity.id for entity in named if entity.kind == "person"}:
            together.setdefault(person, Counter()).update(here)
    total = teams.total()
    return Topic(
        by_id[people.most_common(1)[0][0]] if people else None,
        tuple(by_id[key] for key in people),
        tuple(by_id[key] for key, _ in teams.most_common()),
        {key: count / total for key, count in teams.items()},
        frozenset(entity.id for entity in title if entity.kind in TEAMS),
        together,
        _country(everyone, reference),
    )


def _country(named: Sequence[Entity], reference: Reference) -> str | None:
    """The country (FIFA code) of most that is named; who plays for one counts twice, whoever comes from it once."""
    found: Counter[str] = Counter()
    for entity in named:
        if entity.kind == "person":
            known = reference.entities.get(entity.id)
            found.update(known.nationalities[:1] if known is not None else ())
        elif entity.country:
            found[entity.country] += 2 if entity.kind in ("national_team", "federation") else 1
    return found.most_common(1)[0][0] if found else None


@dataclass
class Discourse:
    """What the article has told so far: its topic, who coaches whom (from plain statements), the focus.

    `seen` keeps for each team the sentence and paragraph that named it last.
    """

    reference: Reference
    language: Language
    date: PartialDate | None
    about: Topic
    posts: dict[tuple[str, str, bool], Entity] = field(default_factory=dict)
    ties: dict[str, dict[str, Entity]] = field(default_factory=dict)
    focus: Focus = field(default_factory=Focus)
    seen: dict[str, tuple[int, int]] = field(default_factory=dict)
    at: tuple[int, int] = (0, -1)

    def begin(self, sentence: int, paragraph: int) -> None:
        """Goes on to a sentence; until somebody is named, the article's main person is spoken of."""
        self.at = sentence, paragraph
        if not self.focus.people and self.about.person is not None:
            self.focus = Focus((self.about.person,), self.focus.teams)

    def team(self) -> Entity | None:
        """The team that a sentence without one is most likely about: the last one named, else the article's."""
        return self.focus.teams[0] if self.focus.teams else self.about.team

    def offered(self) -> list[tuple[Entity, tuple[str, ...]]]:
        """The teams that a sentence without one may be about, each with what speaks for it."""
        pool = unique((*self.focus.teams[:1], *self.about.teams[:RANKED], *self.focus.teams[1:LATEST]))
        return [(team, self._traits(team)) for team in pool[:OFFERED]]

    def _traits(self, team: Entity) -> tuple[str, ...]:
        """How much the article and the last sentences are about a team."""
        rank, recent = _place(team, self.about.teams), _place(team, self.focus.teams)
        sentence, paragraph = self.seen.get(team.id, (-1, -1))
        gap = min(self.at[0] - sentence, 4) if sentence >= 0 else "never"
        titled = f"{team.id in self.about.titled}+{bool(self.about.titled)}"
        share = self.about.share(team.id)
        return (
            f"rank={rank}", f"recent={recent}", f"gap={gap}", f"share={share}", f"title={titled}",
            f"paragraph={paragraph == self.at[1]}", f"rank={rank}&recent={recent}", f"rank={rank}&gap={gap}",
            f"rank={rank}&share={share}", f"rank={rank}&of={min(len(self.about.teams), 4)}",
            f"rank={rank}&kind={team.kind}",
        )  # fmt: skip

    def tied(self, person: Entity) -> tuple[Entity, ...]:
        """The teams with which the article plainly ties a person at present, the first named first."""
        return tuple(self.ties.get(person.id, {}).values())

    def after(self, units: Sequence[Unit]) -> None:
        """Moves the focus on: the first bare person leads, then the others, then who was there before."""
        people = [unit for unit in units if unit.is_kind(PERSON) and unit.why != "outlet"]
        people.sort(key=lambda unit: ("bare" not in unit.marks, unit.first))
        teams = [unit.entity for unit in units if unit.is_kind(TEAMS) and unit.entity and not unit.is_place]
        self.seen.update((team.id, self.at) for team in teams)
        self.focus = Focus(
            unique([*(unit.entity for unit in people if unit.entity), *self.focus.people])[:FOCUS],
            unique([*teams, *self.focus.teams])[:FOCUS],
        )


def _place(team: Entity, teams: Sequence[Entity]) -> int:
    """Where a team stands in a row; 3 for farther back or not at all."""
    return next((at for at, other in enumerate(teams[:3]) if other.id == team.id), 3)


def unique(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Each entity once, in the order of its first place."""
    return tuple({entity.id: entity for entity in entities}.values())
