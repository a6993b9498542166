"""An invented football world: what is true in it. `bench.generate` lets the press write about it.

The truth is kept apart from what outlets say, so that a claim can be compared with what it claims. Same size and seed,
same world, on every machine.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graph.ids import entity_id
from graph.records import Entity

BEGIN: Final = dt.date(2018, 7, 1)
END: Final = dt.date(2026, 7, 1)
OUTLETS: Final = 40
COMPETITIONS: Final = 20
FEDERATIONS: Final = 6
PLAYERS_A_CLUB: Final = 16
OFFICERS: Final = ("president", "sporting_director", "scout")
_FIRST: Final = (
    "Ada Álvaro Anna Björn Bruno Carla Çağan Dario Diego Édouard Elif Enzo Erik Fatou Felipe Gökhan Hugo Inês Ivan "
    "Jana João Jürgen Kwame Lars Lena Luca Łukasz Maja Marco Mateus Moussa Nils Noël Olga Óscar Paolo Petra Rafael "
    "René Rosa Sami Sofía Søren Tarik Thiago Uwe Víctor Wanda Yann Zoë"
).split()
_SOUNDS: Final = (
    "ba be bo da del do fa fen ga gro ha hel ja ka kor la lin lo ma mar mi na nor o pe ra rö sa sel ta tor vi wen"
).split()
_ENDS: Final = "berg ez i ini mann nen o os ov ric sen ski son to üller ão".split()
_TOWNS: Final = "ado burg dorf ence field ham hafen illa mora ona port stad stern ville".split()
_FORMS: Final = ("FC {}", "AC {}", "Real {}", "SV {}", "{} United", "Sporting {}", "Atlético {}", "RC {}")
_MANNERS: Final = ("sacked", "resigned", "mutual", "expiry")


@dataclass(frozen=True, slots=True)
class Spell:
    """A true time at a team: person and team as ids, a role (`player` too), first and last day, and how it ended.

    `contract` is the last day that the contract says; `before` who had the post until then, None if nobody.
    """

    person: str
    team: str
    role: str
    since: dt.date
    until: dt.date
    manner: str
    contract: dt.date
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Outlet:
    """A newspaper: `right` is the share of its rumours that name whom the team will really take."""

    id: str
    name: str
    right: float


@dataclass(frozen=True, slots=True)
class World:
    """Everyone by id, the truth by team, the press, and the kinds of entity that claims need beside them."""

    entities: dict[str, Entity]
    spells: dict[str, tuple[Spell, ...]]
    outlets: tuple[Outlet, ...]
    agents: dict[str, str]
    titles: dict[str, tuple[tuple[int, str], ...]]


def world(teams: int, seed: int = 1) -> World:
    """A world of that many clubs, about twenty people each."""
    rng = random.Random(f"world {seed} {teams}")
    entities: dict[str, Entity] = {}
    clubs = [_new(entities, "club", form.format(town), (town,)) for form, town in _club_names(rng, teams)]
    outlets = [
        _new(entities, "outlet", f"{_word(rng, _TOWNS)} {rng.choice(('Post', 'Tribune', 'Kurier'))}")
        for _ in range(OUTLETS)
    ]
    cups = [_new(entities, "competition", f"{_word(rng, _TOWNS)} Cup") for _ in range(COMPETITIONS)]
    for _ in range(FEDERATIONS):
        _new(entities, "federation", f"Federation of {_word(rng, _TOWNS)}")
    people = [_person(entities, rng) for _ in range(max(40, teams * (PLAYERS_A_CLUB + len(OFFICERS) + 3)))]
    return World(
        entities,
        {club: tuple(_spells(rng, club, people)) for club in clubs},
        tuple(Outlet(each, entities[each].name, rng.uniform(0.2, 0.95)) for each in dict.fromkeys(outlets)),
        {person: rng.choice(people) for person in rng.sample(people, len(people) // 10)},
        {club: tuple((rng.randint(1990, 2025), rng.choice(cups)) for _ in range(rng.randint(0, 4))) for club in clubs},
    )


def _spells(rng: random.Random, club: str, people: list[str]) -> Iterator[Spell]:
    posts = ("head_coach", "assistant_coach", *OFFICERS, *["player"] * PLAYERS_A_CLUB)
    for role in posts:
        day, before = BEGIN - dt.timedelta(rng.randint(0, 900)), None
        while day < END:
            last = day + dt.timedelta(rng.randint(150, 1500))
            person = rng.choice(people)
            contract = dt.date(last.year + rng.randint(0, 2), 6, 30)
            yield Spell(person, club, role, day, last, rng.choice(_MANNERS), max(contract, last), before)
            day, before = last + dt.timedelta(rng.randint(1, 30)), person if role != "player" else None


def _new(entities: dict[str, Entity], kind: str, name: str, aliases: tuple[str, ...] = ()) -> str:
    """The id of a new entity; of one that has the name already, its."""
    identity = entity_id(kind, name)
    entities.setdefault(identity, Entity(identity, name, kind, aliases))
    return identity


def _person(entities: dict[str, Entity], rng: random.Random) -> str:
    name = f"{rng.choice(_FIRST)} {_word(rng, _ENDS)}"
    if entity_id("person", name) in entities:
        name = f"{name} {_word(rng, _ENDS)}"
    return _new(entities, "person", name)


def _club_names(rng: random.Random, count: int) -> Iterator[tuple[str, str]]:
    seen: set[tuple[str, str]] = set()
    while len(seen) < count:
        name = rng.choice(_FORMS), _word(rng, _TOWNS)
        if name not in seen:
            seen.add(name)
            yield name


def _word(rng: random.Random, ends: list[str]) -> str:
    return ("".join(rng.choice(_SOUNDS) for _ in range(rng.randint(1, 3))) + rng.choice(ends)).capitalize()
