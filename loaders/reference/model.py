"""The frozen records of the reference data: what a name may stand for before any article is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Alias(NamedTuple):
    """One reading of a name: whose it is and how far it may be trusted on its own.

    `language` is an ISO 639-1 code, None where the name is used in any. `risky` marks a name that is also an ordinary
    word, a first name or another's nickname in some language (`Reference.risky` says in which): it counts only with
    football context. `surname` marks a one-word name of a person: never enough to say which one. `place` marks a
    club's name that is also its town. `case` says how the name must be written to be it: `upper` (an acronym),
    `capital` (its first letter), `any`.
    """

    entity: str
    language: str | None = None
    risky: bool = False
    surname: bool = False
    place: bool = False
    case: str = "capital"


@dataclass(frozen=True, slots=True)
class RefEntity:
    """Someone or something that the reference data knows.

    `country` is a FIFA code (a confederation's name for its competitions). `type` says more than `kind`: `women`,
    `reserve`, `youth` or `body` for a team or federation, `league`, `cup`, `club-cup`, `nt`… for a competition,
    `newspaper`, `tv`… for an outlet. `teams` are ids of teams that a person has been linked with, never the present
    post. `league` is a competition id and `level` its tier. `prominence` runs from 5 (household name) to 1.
    """

    id: str
    name: str
    kind: str
    country: str | None = None
    aliases: tuple[str, ...] = ()
    type: str | None = None
    birth: str | None = None
    roles: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    league: str | None = None
    level: int | None = None
    city: str | None = None
    prominence: int = 1
    wikidata: str | None = None
    nationalities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Country:
    """A country of football, by FIFA code. Mappings go from ISO 639-1 language codes.

    `demonyms` holds every gender form ("Spanier", "Spanierin"), `adjectives` uninflected stems where they differ from
    the demonyms. The descriptions ("brasilianischer Verband") name the federation or the selection without its name.
    """

    code: str
    iso2: str | None
    confederation: str | None
    names: Mapping[str, str]
    other_names: tuple[str, ...]
    demonyms: Mapping[str, tuple[str, ...]]
    adjectives: Mapping[str, tuple[str, ...]]
    national_team: str | None
    federation: str | None
    federation_descriptions: tuple[str, ...] = ()
    team_descriptions: tuple[str, ...] = ()
