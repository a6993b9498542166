"""Teams and federations: our own list first, then clubs of the open lists that it lacks, under their usual names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from graph.ids import fold
from loaders.reference.corrections import corrected, federations, names, prominence
from loaders.reference.source import Record
from loaders.reference.tables import items

KINDS = {"body": ("federation", "body"), "club_women": ("club", "women"), "club_reserve": ("club", "reserve")}
LEGAL_FORMS = (" FC", " F.C.", " AFC", " A.F.C.")
BRITISH = frozenset({"ENG", "SCO", "WAL", "NIR", "IRL", "GBR"})
OURS_ALONE = frozenset({"national_team", "federation", "body"})
LITTLE_KNOWN = 2
SIMILAR = 0.6
LENGTHS_APART = 3


def teams(own: list[Record], opened: list[Record], leagues: set[str]) -> list[list[str]]:
    """Rows of the teams table, sorted by id. `opened` fills gaps of `own` rows and adds clubs that `own` lacks.

    A league that is not among `leagues` is left out.
    """
    twins = _twins(own, opened)
    used = {id(twin) for twin in twins.values()}
    kept = [_own_row(record, twins.get(record["id"], {})) for record in own]
    kept += [_open_row(each) for each in opened if id(each) not in used and each["kind"] not in OURS_ALONE]
    kept = _without_copies(kept)
    for row in kept:
        row[5] = row[5] if row[5] in leagues else ""
    return sorted(_with_missing_federations(kept), key=lambda row: row[0])


def _twins(own: list[Record], opened: list[Record]) -> dict[str, Record]:
    """Own id → the open row of the same team: same id, or the best known of its country with one of its names."""
    by_id = {record["id"]: record for record in opened}
    by_name: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
    for record in opened:
        for name in {_key(name) for name in (record["name"], *items(record["aliases"]))}:
            by_name[record["kind"], record["country"], name].append(record)
    twins: dict[str, Record] = {}
    taken: set[int] = set()
    for record in own:
        twin = by_id.get(record["id"])
        for name in (record["name"], *items(record["aliases"])):
            if twin is None:
                found = by_name[record["kind"], record["country"], _key(name)]
                best = [other for other in found if other["prom"] == min(each["prom"] for each in found)]
                twin = best[0] if len(best) == 1 and id(best[0]) not in taken else None
        if twin is not None:
            taken.add(id(twin))
            twins[record["id"]] = twin
    return twins


def _without_copies(rows: list[list[str]]) -> list[list[str]]:
    """Rows without those of Wikidata alone that are a team already listed without its Wikidata id, which it gets."""
    nameless: dict[tuple[str, str, str, str], list[str]] = {}
    for row in rows:
        for name in (row[1], *items(row[-1])) if not row[8] else ():
            nameless.setdefault((row[2], row[3], row[4], _key(name)), row)
    kept = []
    for row in rows:
        twin = nameless.get((row[2], row[3], row[4], _key(row[1]))) if row[8] else None
        if twin is None or twin[8]:
            kept.append(row)
            continue
        for column in (5, 6, 7, 8):
            twin[column] = twin[column] or row[column]
    return kept


def _key(name: str) -> str:
    """What is compared: `F.C.` is `FC`."""
    return fold(name.replace(".", ""))


def _own_row(record: Record, twin: Record) -> list[str]:
    """One of our own rows; facts that it lacks come from its twin, and of the twin's names those of several words."""
    more = [name for name in (twin.get("name", ""), *items(twin.get("aliases", ""))) if " " in name]
    aliases = [record["name"], *items(record["aliases"]), *more]
    return _row(record, {**twin, **{key: value for key, value in record.items() if value}}, aliases, None)


def _open_row(record: Record) -> list[str]:
    """A club of the open list. Names of one or two letters are words everywhere; little-known clubs keep long ones."""
    tier = int(record["prom"])
    aliases = [name for name in (record["name"], *items(record["aliases"])) if len(fold(name)) > 2]
    if 6 - tier <= LITTLE_KNOWN:
        aliases = [name for name in aliases if " " in fold(name) or name == record["name"]]
    return _row(record, record, aliases, record["prom"])


def _row(record: Record, fact: Record, aliases: list[str], tier: str | None) -> list[str]:
    kind, kind_type = KINDS.get(record["kind"], (record["kind"], ""))
    entity, name = record["id"], usual_name(record)
    if len(fold(name)) <= 2 and aliases:
        name = max(aliases, key=len)
    return [
        entity, name, kind, record["country"], kind_type, fact.get("league", ""), fact.get("level", ""),
        fact.get("city", ""), fact.get("wikidata", ""), str(prominence(entity, tier)),
        "|".join(corrected(entity, name, aliases)),
    ]  # fmt: skip


def usual_name(record: Record) -> str:
    """The name as English readers know it: from the hand-written table, else by rule (`Arsenal FC` → `Arsenal`)."""
    name = names().get(record["id"], "")
    if name:
        return name
    name = record["name"]
    if record["kind"] in {"national_team", "federation"}:
        return name.replace(" & ", " and ")
    form = next((form for form in LEGAL_FORMS if name.endswith(form)), "")
    return name.removesuffix(form) if record["country"] in BRITISH else name


def _with_missing_federations(rows: list[list[str]]) -> list[list[str]]:
    """Adds the federation of each national team that has none in the sources, by its hand-written name."""
    ids = {row[0] for row in rows}
    for country in [row[3] for row in rows if row[0] == f"nt:{row[3]}"]:
        entity = f"fed:{country}"
        if entity not in ids and (name := federations().get(country)):
            aliases = "|".join(corrected(entity, name, []))
            rows.append([entity, name, "federation", country, "", "", "", "", "", str(LITTLE_KNOWN), aliases])
    return rows


def ambiguous(rows: Iterable[list[str]]) -> list[list[str]]:
    """Folded names that several teams share, with the ids of those teams: so that a new one is noticed."""
    owners: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name in (row[1], *items(row[-1])):
            owners[fold(name)].add(row[0])
    return [[name, "|".join(sorted(owners[name]))] for name in sorted(owners) if len(owners[name]) > 1]


def places(rows: Iterable[list[str]]) -> list[str]:
    """Folded one-word names of clubs that are also their town's, in any language: alike, and the same first letter."""
    found = set()
    for _, name, kind, _, _, _, _, city, _, _, aliases in rows:
        town = fold(city)
        if kind == "club" and town:
            found |= {key for key in map(fold, (name, *items(aliases))) if key == town or _alike(key, town)}
    return sorted(found)


def _alike(name: str, town: str) -> bool:
    comparable = name[:1] == town[0] and " " not in name and abs(len(name) - len(town)) <= LENGTHS_APART
    return comparable and SequenceMatcher(None, name, town).ratio() >= SIMILAR
