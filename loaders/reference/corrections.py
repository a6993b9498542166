"""Our hand-written corrections (`hand/`): usual names, aliases to add or to drop, prominence."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from loaders.reference.source import Record, distinct, hand


@cache
def names() -> dict[str, str]:
    """Entity id → usual English name, for the names that the sources give otherwise."""
    federations = {f"fed:{row['country']}": row["name"] for row in hand("federations")}
    return federations | {row["id"]: row["name"] for row in hand("names")}


@cache
def federations() -> dict[str, str]:
    """FIFA code → name of the country's federation."""
    return {row["country"]: row["name"] for row in hand("federations")}


@cache
def _changes() -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for row in hand("aliases"):
        found[row["id"]].append(row)
    return found


def corrected(entity: str, name: str, aliases: list[str]) -> list[str]:
    """Aliases after the corrections (`-` drops one, `+` adds one), each once and none the name itself."""
    changes = _changes().get(entity, [])
    dropped = {row["alias"] for row in changes if row["change"] == "-"}
    return distinct([*aliases, *(row["alias"] for row in changes if row["change"] == "+")], name, *dropped)


@cache
def _prominence() -> dict[str, int]:
    return {row["id"]: int(row["prominence"]) for row in hand("prominence")}


def prominence(entity: str, tier: str | None) -> int:
    """5 (household name) to 1: by hand, else from the sources' tier of 1 (best) to 5; our own rows have none."""
    return _prominence().get(entity, 6 - int(tier or 1))
