"""Rows with named columns to entries: results of Wikidata queries, and tables of names.

Several rows of one item are one entity, as a query gives a row for each of its names. `MEANS` says what columns hold.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from graph.errors import UnusableInput
from loaders.reference.imports.entry import USUAL, Entry, Refusal, Report
from loaders.reference.tables import LANGUAGES

ITEMS = {
    "person": "person", "p": "person", "player": "person", "coach": "person", "manager": "person",
    "president": "person", "club": "club", "team": "club",
    "competition": "competition", "league": "competition", "federation": "federation",
    "nationalteam": "national_team", "outlet": "outlet", "o": "outlet", "item": "", "entity": "",
}  # fmt: skip
"""Columns that hold the item itself, and of which kind it then is ("" says nothing)."""

MEANS = {
    "id": "id", "wikidata": "wikidata", "kind": "kind", "name": "name", "label": "name", "l": "name",
    "labels": "names", "aliases": "names", "alias": "names", "altlabel": "names", "altlabels": "names", "al": "names",
    "nickname": "names", "nicknames": "names", "shortname": "names", "shortnames": "names", "officialname": "names",
    "country": "country", "countries": "country", "nationality": "country", "nationalities": "country",
    "iso": "country", "natiso": "country", "nat": "country", "countryiso": "country", "countrylabel": "country",
    "birth": "birth", "dob": "birth", "birthdate": "birth", "dateofbirth": "birth", "roles": "roles", "role": "roles",
    "teams": "teams", "team": "teams", "club": "teams", "city": "city", "citylabel": "city", "type": "type",
    "level": "level", "lang": "languages", "languages": "languages", "prominence": "prominence", "prom": "tier",
    "sitelinks": "sitelinks",
}  # fmt: skip
"""Column, in small letters without `_`, to what it holds. Lists are joined with `|`."""

KINDS = {
    "club": ("club", ""), "club_women": ("club", "women"), "club_reserve": ("club", "reserve"),
    "national_team": ("national_team", ""), "federation": ("federation", ""), "body": ("federation", "body"),
    "person": ("person", ""), "competition": ("competition", ""), "outlet": ("outlet", ""),
}  # fmt: skip
FILES = {"people": "person", "players": "person", "clubs": "club", "competitions": "competition", "outlets": "outlet"}
"""Names of files that tell the kind of their rows."""
ITEM = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?Q:?(\d+)")
_SCORES = {"coach": "coach", "manager": "coach", "player": "player", "president": "president"}

Row = tuple[str, Mapping[str, str]]
"""Where a row stands, and its fields by column."""


def entries(rows: Iterable[Row], columns: list[str], path: Path, report: Report, kind: str) -> Iterator[Entry]:
    """The entities of rows; `kind` is theirs where no column says it. UnusableInput where no column names them."""
    rows = iter(rows)
    head = next(rows, None)
    plan = _plan(columns, head[1] if head else {})
    item = next((name for name in columns if plan.get(name) == "item"), "")
    if not item and not set(plan.values()) & {"name", "names", "id", "wikidata"}:
        fix = f"It should have a column name, label, item or {', '.join(list(ITEMS)[:8])}."
        raise UnusableInput(f"no column names anyone: {', '.join(columns)}.", where=str(path), fix=fix)
    usual = kind or ITEMS.get(_plain(item), "") or _kind_of_file(path)
    if not usual and "kind" not in plan.values():
        fix = f"Say it with --kind or a column kind: {', '.join(KINDS)}."
        raise UnusableInput("nothing says what these rows are.", where=str(path), fix=fix)
    role = _SCORES.get(_plain(item), "")
    groups: dict[str, tuple[str, dict[str, list[str]]]] = {}
    for number, (where, fields) in enumerate(itertools.chain([head] if head else [], rows)):
        key = fields.get(item, "") if item else ""
        _, found = groups.setdefault(key or f"row {number}", (where, defaultdict(list)))
        for column, field in fields.items():
            if column in plan and field:
                found[plan[column]].append(field)
    for where, found in groups.values():
        entry = _entry(where, found, usual, role, report)
        if isinstance(entry, Refusal):
            report.refuse(entry)
        else:
            yield entry


def _plain(column: str) -> str:
    return column.lstrip("?").replace("_", "").lower()


def _plan(columns: Iterable[str], first: Mapping[str, str]) -> dict[str, str]:
    """Column → what it holds; `<item>Label` and `<item>AltLabel` are what Wikidata's label service adds.

    A column such as `club` is the item itself only where the first row has a Wikidata item there.
    """
    plan: dict[str, str] = {}
    for column in columns:
        plain = _plain(column)
        if plain in ITEMS and "item" not in plan.values() and ITEM.fullmatch(first.get(column, "")):
            plan[column] = "item"
        elif plain.endswith("altlabel") and plain.removesuffix("altlabel") in {*ITEMS, ""}:
            plan[column] = "commas"
        elif plain.endswith("label") and plain.removesuffix("label") in ITEMS:
            plan[column] = "name"
        elif plain in MEANS:
            plan[column] = MEANS[plain]
    return plan


def _kind_of_file(path: Path) -> str:
    return next((kind for name, kind in FILES.items() if name in path.name.lower()), "")


def _entry(where: str, found: Mapping[str, list[str]], usual: str, role: str, report: Report) -> Entry | Refusal:
    """One entry of all that the rows of one item say."""
    said = found.get("kind", [usual])[0]
    if said not in KINDS:
        return Refusal(where, "no_kind", f"{said!r} is no kind: {', '.join(KINDS)}.")
    kind, side = KINDS[said]
    identity, item = _identity(found)
    names = [name for name in _names(found) if not ITEM.fullmatch(name)]
    if not names:
        return Refusal(where, "no_name", f"{item or identity or 'it'} has no name.")
    births = list(dict.fromkeys(_date(birth) for birth in found.get("birth", ())))
    report.dropped["several births"] += len(births) > 1
    return Entry(
        kind, names[0], where, tuple(names[1:]), id=identity, wikidata=item,
        countries=_split(found.get("country", ())), type=side or found.get("type", [""])[0],
        birth=births[0] if len(births) == 1 else "", roles=(*_split(found.get("roles", ())), *([role] if role else ())),
        teams=_split(found.get("teams", ())), level=found.get("level", [""])[0], city=found.get("city", [""])[0],
        languages=_split(each.replace("multi", "|".join(LANGUAGES)) for each in found.get("languages", ())),
        prominence=_prominence(found),
    )  # fmt: skip


def _identity(found: Mapping[str, list[str]]) -> tuple[str, str]:
    """The id of a table's row, and the Wikidata item; an item may stand in either column."""
    told = [*found.get("item", ()), *found.get("wikidata", ()), *found.get("id", ())]
    items = [match for each in told if (match := ITEM.fullmatch(each))]
    return next(iter(found.get("id", ())), ""), f"Q{items[0][1]}" if items else ""


def _names(found: Mapping[str, list[str]]) -> list[str]:
    """All names in their order, the main one first."""
    commas = (part.strip() for each in found.get("commas", ()) for part in each.split(", "))
    return list(dict.fromkeys([*_split(found.get("name", ())), *_split(found.get("names", ())), *commas]))


def _split(fields: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for field in fields for part in field.split("|") if part.strip()))


def _date(text: str) -> str:
    """The day of a timestamp (`1990-02-28T00:00:00Z`)."""
    return text.lstrip("+").split("T", 1)[0]


def _prominence(found: Mapping[str, list[str]]) -> int:
    for name, from_text in (("prominence", int), ("tier", lambda text: 6 - int(text)), ("sitelinks", by_sitelinks)):
        text = found.get(name, [""])[0]
        if text.isdigit():
            return from_text(text)
    return USUAL


def by_sitelinks(count: str | int) -> int:
    """How well known someone is, by the number of Wikipedias that have an article."""
    return next(rank for rank, least in ((4, 80), (3, 15), (2, 0)) if int(count) >= least)
