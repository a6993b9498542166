"""People with what helps to tell them apart: birth date, nationality, roles, teams they have been linked with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph.ids import fold
from loaders.reference.source import Record, aliases_of
from loaders.reference.tables import items

ROLES = {
    "coach": "coach", "assistant": "assistant_coach", "player": "player", "president": "president", "ceo": "ceo",
    "chairman": "chairman", "owner": "owner", "investor": "owner", "sporting-director": "sporting_director",
    "executive": "executive", "vice-president": "executive", "scout": "scout", "agent": "agent",
    "journalist": "reporter", "pundit": "pundit",
}  # fmt: skip
"""Roles of the sources to ours."""


def people(own: list[Record], opened: list[Record], teams: list[list[str]]) -> tuple[list[list[str]], list[str]]:
    """Rows of the people table, sorted by id, and the team names that no team bears (each once, sorted)."""
    known = _team_ids(teams)
    unknown: set[str] = set()
    seen: dict[str, list[str]] = {}
    for record in (*own, *opened):
        if record["id"] not in seen and fold(record["name"]):
            seen[record["id"]] = _row(record, known, unknown)
    return [seen[key] for key in sorted(seen)], sorted(unknown)


def _row(record: Record, known: dict[str, str], unknown: set[str]) -> list[str]:
    teams = []
    for name in items(record["teams"]):
        team = known.get(fold(name))
        if team is None:
            unknown.add(name)
        elif team not in teams:
            teams.append(team)
    if record.get("national_team") and (selection := f"nt:{record['national_team']}") in known.values():
        teams += [selection] if selection not in teams else []
    roles = dict.fromkeys(ROLES[role] for role in items(record["roles"]) if role in ROLES)
    prominence = str(6 - int(record.get("prom") or 1))
    return [record["id"], record["name"], record["birth_date"], record["nationality"], "|".join(roles),
            "|".join(teams), prominence, "|".join(aliases_of(record))]  # fmt: skip


def _team_ids(teams: Iterable[list[str]]) -> dict[str, str]:
    """Folded name → team id; of several teams the most prominent, a canonical name before an alias."""
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for row in teams:
        entity, name, kind, team_type, prominence, aliases = row[0], row[1], row[2], row[4], int(row[9]), items(row[10])
        if kind == "federation" and team_type != "body":
            prominence -= 1
        for alias in (name, *aliases):
            found[fold(alias)].append((-prominence, int(alias != name), entity))
    return {name: min(candidates)[2] for name, candidates in found.items()}
