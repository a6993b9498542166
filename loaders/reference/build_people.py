"""People with what helps to tell them apart: birth date, nationality, roles, teams they have been linked with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph.ids import fold
from loaders.reference.build_teams import LEGAL_FORMS
from loaders.reference.corrections import corrected, prominence
from loaders.reference.source import Record
from loaders.reference.tables import items

ROLES = {
    "coach": "coach", "assistant": "assistant_coach", "player": "player", "president": "president", "ceo": "ceo",
    "chairman": "chairman", "owner": "owner", "investor": "owner", "sporting-director": "sporting_director",
    "executive": "executive", "vice-president": "executive", "scout": "scout", "agent": "agent",
    "journalist": "reporter", "pundit": "pundit",
}  # fmt: skip
"""Roles of the sources to ours."""

CLUB_PLAYERS = "3"
SHORTEST_MONONYM = 4


class Employers:
    """Finds the team (or a reporter's outlet) that a source names; remembers the names that nobody bears."""

    def __init__(self, teams: Iterable[list[str]], outlets: Iterable[list[str]]) -> None:
        found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for row in teams:
            entity, name, rank = row[0], row[1], -int(row[9])
            for alias in (name, *items(row[-1])):
                found[fold(alias)].append((rank, int(alias != name), entity))
        self._teams = {name: min(candidates)[2] for name, candidates in found.items()}
        self._outlets = {fold(alias): row[0] for row in outlets for alias in (row[1], *items(row[-1]))}
        self.ids = {row[0] for row in teams}
        self.unknown: set[str] = set()

    def find(self, name: str, *, press: bool) -> str | None:
        """The id behind a name; `press` looks among the outlets first."""
        plain = name.removeprefix("-, ")
        form = next((form for form in LEGAL_FORMS if plain.endswith(form)), "")
        keys = (fold(plain), fold(plain.removesuffix(form)), fold(plain.replace(".", "")))
        for known in (self._outlets, self._teams) if press else (self._teams, self._outlets):
            for key in keys:
                if key in known:
                    return known[key]
        self.unknown.add(plain)
        return None


def people(own: list[Record], opened: list[Record], employers: Employers, countries: frozenset[str]) -> list[list[str]]:
    """Rows of the people table, sorted by id: our own, then those of the open list who are not the same person.

    Nationalities outside `countries` (states that are gone) are left out.
    """
    rows: dict[str, list[str]] = {}
    same: dict[tuple[str, str, str], str] = {}
    for record in own:
        rows.setdefault(record["id"], _row(record, employers, None))
    for record in (*own, *(record for record in opened if _usable(record))):
        keys = _identity(record)
        twin = next((same[key] for key in keys if key in same), None)
        if twin is None and record["id"] not in rows:
            rows[record["id"]] = _row(record, employers, record["prom"])
        elif twin is not None and twin != record["id"]:
            _merge(rows[twin], _row(record, employers, record.get("prom")))
        for key in keys:
            same.setdefault(key, twin or record["id"])
    for row in rows.values():
        row[3] = "|".join(nation for nation in items(row[3]) if nation in countries)
    return [rows[key] for key in sorted(rows)]


def _usable(record: Record) -> bool:
    """Whether an open row may go in: one-word names only of internationals, and none that is too short."""
    words = fold(record["name"]).split()
    if len(words) == 1:
        return record["prom"] != CLUB_PLAYERS and len(words[0]) >= SHORTEST_MONONYM
    return bool(words)


def _identity(record: Record) -> list[tuple[str, str, str]]:
    """What only one person has: name, year of birth and a nationality (namesakes born in one year are that rare)."""
    year = record["birth_date"][:4]
    return [(fold(record["name"]), year, nation) for nation in items(record["nationality"])] if year else []


def _row(record: Record, employers: Employers, tier: str | None) -> list[str]:
    roles = list(dict.fromkeys(ROLES[role] for role in items(record["roles"]) if role in ROLES))
    press = bool(roles) and roles[0] in {"reporter", "pundit"}
    teams = [team for name in items(record["teams"]) if (team := employers.find(name, press=press))]
    if (selection := f"nt:{record.get('national_team')}") in employers.ids:
        teams.append(selection)
    entity, name = record["id"], record["name"]
    return [
        entity, name, record["birth_date"], record["nationality"], "|".join(roles), "|".join(dict.fromkeys(teams)),
        str(prominence(entity, tier)), "|".join(corrected(entity, name, list(items(record["aliases"])))),
    ]  # fmt: skip


def _merge(row: list[str], other: list[str]) -> None:
    """Adds another row's nationalities, roles, teams and aliases to a row; the better prominence stays."""
    for column in (3, 4, 5, 7):
        row[column] = "|".join(dict.fromkeys([*items(row[column]), *items(other[column])]))
    row[6] = str(max(int(row[6]), int(other[6])))
