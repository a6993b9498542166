"""Teams and federations: our own list first, then clubs of the open lists that it lacks, all under their usual names."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from graph.ids import fold
from loaders.reference.source import Record, aliases_of, distinct, hand
from loaders.reference.tables import items

KINDS = {"body": ("federation", "body"), "club_women": ("club", "women"), "club_reserve": ("club", "reserve")}
SUFFIXES = (" FC", " F.C.", " AFC", " A.F.C.")
BRITISH = frozenset({"ENG", "SCO", "WAL", "NIR", "IRL", "GBR"})


def teams(own: list[Record], opened: list[Record]) -> list[list[str]]:
    """Rows of the teams table, sorted by id. `opened` fills gaps of `own` rows and adds teams that `own` lacks."""
    twins = _twins(own, opened)
    used = {id(twin) for twin in twins.values()}
    kept = [_row(record, twins.get(record["id"], {})) for record in own]
    kept += [_row(record, {}) for record in opened if id(record) not in used and record["kind"] not in _ROOTS]
    return sorted(_with_missing_federations(kept), key=lambda row: row[0])


_ROOTS = frozenset({"national_team", "federation", "body"})


def _twins(own: list[Record], opened: list[Record]) -> dict[str, Record]:
    """Own id → the open row of the same team: same id, or the only one of its country with one of its names."""
    by_id = {record["id"]: record for record in opened}
    by_name: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
    for record in opened:
        for name in {fold(name) for name in (record["name"], *items(record["aliases"]))}:
            by_name[record["kind"], record["country"], name].append(record)
    twins: dict[str, Record] = {}
    taken: set[int] = set()
    for record in own:
        twin = by_id.get(record["id"])
        for name in (record["name"], *items(record["aliases"])):
            if twin is None:
                found = by_name[record["kind"], record["country"], fold(name)]
                best = [other for other in found if other["prom"] == min(each["prom"] for each in found)]
                twin = best[0] if len(best) == 1 and id(best[0]) not in taken else None
        if twin is not None:
            taken.add(id(twin))
            twins[record["id"]] = twin
    return twins


def _row(record: Record, twin: Record) -> list[str]:
    """One row of the table; facts come from the row itself, then from its twin."""
    fact = {**twin, **{key: value for key, value in record.items() if value}}
    kind, kind_type = KINDS.get(record["kind"], (record["kind"], ""))
    name = usual_name(record)
    extra = items(twin.get("aliases", "")) + ((twin["name"],) if twin else ())
    aliases = distinct([record["name"], *aliases_of(record, *extra)], name)
    prominence = 6 - int(fact.get("prom") or 1)
    return [record["id"], name, kind, record["country"], kind_type, fact.get("league", ""), fact.get("level", ""),
            fact.get("city", ""), fact.get("wikidata", ""), str(prominence), "|".join(_changed(record["id"], aliases))]  # fmt: skip


def usual_name(record: Record) -> str:
    """The name as English readers know it: from the hand-written table, else by rule (`Arsenal FC` → `Arsenal`)."""
    name = _names().get(record["id"])
    if name:
        return name
    name = record["name"]
    if record["kind"] in {"national_team", "federation"}:
        return name.replace(" & ", " and ")
    if record["country"] in BRITISH:
        for suffix in SUFFIXES:
            if name.endswith(suffix):
                return name[: -len(suffix)]
    return name


@cache
def _names() -> dict[str, str]:
    federations = {f"fed:{row['country']}": row["name"] for row in hand("federations")}
    return federations | {row["id"]: row["name"] for row in hand("names")}


def _changed(entity: str, aliases: list[str]) -> list[str]:
    """Aliases after the hand-written corrections (`-` drops one, `+` adds one)."""
    changes = _changes().get(entity, [])
    dropped = {row["alias"] for row in changes if row["change"] == "-"}
    return distinct([*aliases, *(row["alias"] for row in changes if row["change"] == "+")], *dropped)


@cache
def _changes() -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for row in hand("aliases"):
        found[row["id"]].append(row)
    return found


def _with_missing_federations(rows: list[list[str]]) -> list[list[str]]:
    """Adds the federation of each national team that has none in the sources, by its hand-written name."""
    ids = {row[0] for row in rows}
    names = {row["country"]: row["name"] for row in hand("federations")}
    for entity, country in [(row[0], row[3]) for row in rows if row[2] == "national_team" and not row[4]]:
        if f"fed:{country}" not in ids and entity == f"nt:{country}" and country in names:
            rows.append([f"fed:{country}", names[country], "federation", country, "", "", "", "", "", "2", ""])
    return rows
